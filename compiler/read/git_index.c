/* git's list of the files that it tracks: the file .git/index.
 *
 * A head of 12 bytes; the entries; extensions; a hash over all. An entry is 40 bytes about the
 * file, its hash, two or four bytes of flags and its path. Up to version 3 it ends in a NUL and
 * is filled up with others to a multiple of eight; in version 4 a path says how much of the one
 * before it to take away, and what stands there instead. Nothing here trusts the bytes: what
 * does not fit together is refused as a whole. */
#include "read/git_index.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

enum {
  HEAD = 12,
  STAT = 40,
  MODE_AT = 24,
  FLAG_EXTENDED = 0x4000,
  FLAG_LENGTH = 0x0fff,
  /* Paths of version 4 share their beginnings. No real index becomes this many times longer. */
  GROWTH = 16,
};

struct index_reader {
  struct arena *a;
  struct str bytes;
  size_t at, end; /* the entries and extensions stand before `end` */
  size_t hash_size;
  unsigned version;
  size_t room; /* bytes that paths of version 4 may still take */
  struct str path;
};

static unsigned read_number(struct str bytes, size_t at, size_t n) {
  unsigned number = 0;
  for (size_t i = 0; i < n; i++)
    number = number << 8 | (unsigned char)bytes.p[at + i];
  return number;
}

/* Seven bits a byte, the highest first; each further byte adds one besides. */
static bool read_varied(struct index_reader *r, size_t *number) {
  *number = 0;
  for (size_t i = 0; i < 4 && r->at < r->end; i++) {
    unsigned byte = (unsigned char)r->bytes.p[r->at++];
    *number = (*number << 7) + (byte & 0x7f);
    if (byte < 0x80)
      return true;
    *number += 1;
  }
  return false;
}

/* The bytes up to the next NUL; `at` stands behind it then. */
static bool read_text(struct index_reader *r, struct str *text) {
  size_t nul = str_find_char(str_slice(r->bytes, 0, r->end), '\0', r->at);
  if (nul == STR_NONE)
    return false;
  *text = str_slice(r->bytes, r->at, nul);
  r->at = nul + 1;
  return true;
}

static bool read_path_4(struct index_reader *r) {
  size_t gone;
  struct str rest;
  if (!read_varied(r, &gone) || gone > r->path.n || !read_text(r, &rest))
    return false;
  size_t kept = r->path.n - gone, n = kept + rest.n;
  if (n > r->room)
    return false;
  r->room -= n;
  char *p = arena_alloc(r->a, n + 1);
  if (kept > 0)
    memcpy(p, r->path.p, kept);
  if (rest.n > 0)
    memcpy(p + kept, rest.p, rest.n);
  r->path = (struct str){p, n};
  return true;
}

static bool read_path(struct index_reader *r, size_t from) {
  if (!read_text(r, &r->path))
    return false;
  /* One NUL at least, and as many as fill up to eight. */
  size_t length = r->at - 1 - from;
  r->at = from + length / 8 * 8 + 8;
  return r->at <= r->end;
}

static bool is_kind(unsigned mode) {
  unsigned kind = mode >> 12;
  return kind == 010 || kind == 012 || kind == 016 || kind == 004;
}

static bool read_entry(struct index_reader *r) {
  size_t from = r->at, fixed = STAT + r->hash_size + 2;
  if (r->end - r->at < fixed + 2 || !is_kind(read_number(r->bytes, from + MODE_AT, 4)))
    return false;
  unsigned flags = read_number(r->bytes, from + fixed - 2, 2);
  bool is_extended = flags & FLAG_EXTENDED;
  if (is_extended && r->version < 3)
    return false;
  r->at = from + fixed + (is_extended ? 2 : 0);
  if (r->version == 4 ? !read_path_4(r) : !read_path(r, from))
    return false;
  size_t length = flags & FLAG_LENGTH;
  return r->path.n > 0 && (length == FLAG_LENGTH ? r->path.n >= length : r->path.n == length);
}

/* One whose name begins with a capital may be passed over. Of the others "sdir" only says that
 * whole folders may be entries; with "link" the rest of the list is in another file. */
static bool read_extensions(struct index_reader *r) {
  while (r->at < r->end) {
    if (r->end - r->at < 8)
      return false;
    struct str name = str_slice(r->bytes, r->at, r->at + 4);
    size_t size = read_number(r->bytes, r->at + 4, 4);
    bool is_optional = name.p[0] >= 'A' && name.p[0] <= 'Z';
    if ((!is_optional && !str_equal(name, STR("sdir"))) || size > r->end - r->at - 8)
      return false;
    r->at += 8 + size;
  }
  return true;
}

static bool read_index(struct arena *a, struct str bytes, size_t hash_size,
                       struct git_index *index) {
  *index = (struct git_index){NULL, 0};
  if (bytes.n < HEAD + hash_size || !str_starts_with(bytes, STR("DIRC")))
    return false;
  struct index_reader r = {.a = a,
                           .bytes = bytes,
                           .at = HEAD,
                           .end = bytes.n - hash_size,
                           .hash_size = hash_size,
                           .version = read_number(bytes, 4, 4),
                           .room = checked_multiply(bytes.n, GROWTH)};
  size_t count = read_number(bytes, 8, 4);
  if (r.version < 2 || r.version > 4 || count > (r.end - HEAD) / (STAT + hash_size))
    return false;
  index->paths = arena_array(a, struct str, count);
  for (; index->count < count; index->count++) {
    struct str before = r.path;
    if (!read_entry(&r) || str_compare(before, r.path) > 0)
      return false;
    index->paths[index->count] = r.path;
  }
  return read_extensions(&r);
}

bool git_index_read(struct arena *a, struct str bytes, struct git_index *index) {
  return read_index(a, bytes, 20, index) || read_index(a, bytes, 32, index);
}

/* The first path at or behind `path`. */
static size_t find_place(const struct git_index *index, struct str path) {
  size_t low = 0, high = index->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (str_compare(index->paths[middle], path) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool git_index_has(const struct git_index *index, struct str path) {
  size_t place = find_place(index, path);
  return place < index->count && str_equal(index->paths[place], path);
}

bool git_index_has_below(const struct git_index *index, struct str folder) {
  if (git_index_has(index, folder))
    return true;
  struct arena scratch = {0};
  struct str prefix = arena_printf(&scratch, "%.*s/", STR_ARG(folder));
  size_t place = find_place(index, prefix);
  bool has = place < index->count && str_starts_with(index->paths[place], prefix);
  arena_free(&scratch);
  return has;
}
