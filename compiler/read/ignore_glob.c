/* One pattern of a .gitignore as steps that a text is held against. */
#include "read/ignore_glob.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

enum step_kind {
  STEP_BYTE,
  STEP_ANY, /* one byte that is no slash */
  STEP_SET,
  STEP_STAR,    /* any bytes that are no slashes */
  STEP_FOLDERS, /* nothing, or any bytes up to a slash and the slash */
  STEP_WIDE,    /* any bytes at all */
};

struct byte_set {
  uint64_t bits[4];
};

struct glob_step {
  enum step_kind kind;
  unsigned char byte;
  const struct byte_set *set;
};

/* ---- Classes ------------------------------------------------------------------------------
 */

static void set_add(struct byte_set *set, unsigned low, unsigned high) {
  for (unsigned byte = low; byte <= high; byte++)
    set->bits[byte / 64] |= (uint64_t)1 << (byte % 64);
}

static bool set_has(const struct byte_set *set, unsigned byte) {
  return (set->bits[byte / 64] >> (byte % 64)) & 1;
}

/* ASCII, as git has them: a form feed is no white space. */
static const struct {
  const char *name;
  unsigned char ranges[8]; /* pairs; 0, 0 ends them, unless it is the first */
} classes[] = {
    {"alnum", {'0', '9', 'A', 'Z', 'a', 'z'}},
    {"alpha", {'A', 'Z', 'a', 'z'}},
    {"blank", {' ', ' ', '\t', '\t'}},
    {"cntrl", {0x00, 0x1f, 0x7f, 0x7f}},
    {"digit", {'0', '9'}},
    {"graph", {0x21, 0x7e}},
    {"lower", {'a', 'z'}},
    {"print", {0x20, 0x7e}},
    {"punct", {'!', '/', ':', '@', '[', '`', '{', '~'}},
    {"space", {' ', ' ', '\t', '\n', '\r', '\r'}},
    {"upper", {'A', 'Z'}},
    {"xdigit", {'0', '9', 'A', 'F', 'a', 'f'}},
};

static bool add_class(struct byte_set *set, struct str name) {
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    if (!str_equal_c(name, classes[i].name))
      continue;
    const unsigned char *ranges = classes[i].ranges;
    for (size_t j = 0; j < sizeof classes[i].ranges && (j == 0 || ranges[j + 1] > 0); j += 2)
      set_add(set, ranges[j], ranges[j + 1]);
    return true;
  }
  return false;
}

/* What is being read of a class: `last` is the byte that a range could begin with, or none. */
struct class_reader {
  struct str text;
  size_t at;
  struct byte_set *set;
  bool has_last;
  unsigned char last;
};

static bool read_byte(struct class_reader *r) {
  if (r->at < r->text.n && r->text.p[r->at] == '\\')
    r->at++;
  if (r->at >= r->text.n)
    return false;
  r->last = (unsigned char)r->text.p[r->at++];
  return true;
}

/* [:name:]; without the colon at its end the bracket is a byte as any other. */
static bool read_class(struct class_reader *r) {
  size_t from = r->at + 2, end = str_find_char(r->text, ']', from);
  if (end == STR_NONE)
    return false;
  if (end == from || r->text.p[end - 1] != ':') {
    r->has_last = read_byte(r);
    set_add(r->set, r->last, r->last);
    return true;
  }
  r->has_last = false;
  r->at = end + 1;
  return add_class(r->set, str_slice(r->text, from, end - 1));
}

static bool read_member(struct class_reader *r) {
  char c = r->text.p[r->at], next = r->at + 1 < r->text.n ? r->text.p[r->at + 1] : '\0';
  if (c == '[' && next == ':')
    return read_class(r);
  if (c == '-' && r->has_last && next != '\0' && next != ']') {
    unsigned char low = r->last;
    r->at++;
    if (!read_byte(r))
      return false;
    set_add(r->set, low, r->last);
    r->has_last = false;
    return true;
  }
  r->has_last = read_byte(r);
  set_add(r->set, r->last, r->last);
  return r->has_last;
}

/* Reads on behind a "[". The answer is where the class ends, or 0 if nothing ends it. */
static size_t read_set(struct str text, size_t at, struct byte_set *set) {
  bool is_negated = at < text.n && (text.p[at] == '!' || text.p[at] == '^');
  struct class_reader r = {.text = text, .at = at + is_negated, .set = set};
  for (size_t first = r.at; r.at < text.n && (r.at == first || text.p[r.at] != ']');) {
    if (!read_member(&r))
      return 0;
  }
  for (size_t i = 0; is_negated && i < 4; i++)
    set->bits[i] = ~set->bits[i];
  set->bits['/' / 64] &= ~((uint64_t)1 << ('/' % 64));
  return r.at < text.n ? r.at + 1 : 0;
}

/* ---- Reading ------------------------------------------------------------------------------
 */

static void add_step(struct ignore_glob *glob, enum step_kind kind, char byte,
                     const struct byte_set *set) {
  glob->steps[glob->count++] = (struct glob_step){kind, (unsigned char)byte, set};
  glob->shortest += kind == STEP_BYTE || kind == STEP_ANY || kind == STEP_SET;
}

/* Stars at `at`; the answer is where they end, with the slash that belongs to them. */
static size_t read_stars(struct str text, size_t at, bool is_path, struct ignore_glob *glob) {
  size_t end = at;
  while (end < text.n && text.p[end] == '*')
    end++;
  bool opens = at == 0 || text.p[at - 1] == '/';
  struct str rest = str_slice(text, end, text.n);
  if (!is_path || end - at < 2 || !opens) {
    add_step(glob, STEP_STAR, 0, NULL);
  } else if (str_starts_with(rest, STR("/"))) {
    add_step(glob, STEP_FOLDERS, 0, NULL);
    end++;
  } else {
    bool is_wide = rest.n == 0 || str_starts_with(rest, STR("\\/"));
    add_step(glob, is_wide ? STEP_WIDE : STEP_STAR, 0, NULL);
  }
  return end;
}

bool ignore_glob_read(struct arena *a, struct str text, bool is_path,
                      struct ignore_glob *glob) {
  *glob = (struct ignore_glob){arena_array(a, struct glob_step, text.n), 0, 0};
  for (size_t at = 0; at < text.n;) {
    char c = text.p[at];
    if (c == '*') {
      at = read_stars(text, at, is_path, glob);
    } else if (c == '[') {
      struct byte_set *set = arena_new(a, struct byte_set);
      at = read_set(text, at + 1, set);
      if (at == 0)
        return false;
      add_step(glob, STEP_SET, 0, set);
    } else {
      bool is_escaped = c == '\\';
      if (is_escaped && at + 1 == text.n)
        return false;
      add_step(glob, c == '?' ? STEP_ANY : STEP_BYTE, text.p[at + is_escaped], NULL);
      at += 1 + is_escaped;
    }
  }
  return true;
}

/* ---- Matching -----------------------------------------------------------------------------
 */

static bool step_takes(const struct glob_step *step, char c) {
  if (step->kind == STEP_BYTE)
    return step->byte == (unsigned char)c;
  return step->kind == STEP_ANY ? c != '/' : set_has(step->set, (unsigned char)c);
}

/* The next place where what stands behind a wide step may begin, or STR_NONE. */
static size_t next_place(const struct glob_step *wide, struct str text, size_t at) {
  if (wide->kind == STEP_WIDE)
    return at < text.n ? at + 1 : STR_NONE;
  size_t slash = str_find_char(text, '/', at);
  return slash == STR_NONE ? STR_NONE : slash + 1;
}

/* Backs up to the last star only, and to the last wide step when that fails: what an earlier
 * one could take besides, the later one can as well. */
bool ignore_glob_matches(const struct ignore_glob *glob, struct str text) {
  if (text.n < glob->shortest)
    return false;
  size_t s = 0, t = 0, star = STR_NONE, star_at = 0, wide = STR_NONE, wide_at = 0;
  while (s < glob->count || t < text.n) {
    const struct glob_step *step = s < glob->count ? &glob->steps[s] : NULL;
    if (step && step->kind == STEP_STAR) {
      star = s++;
      star_at = t;
    } else if (step && step->kind > STEP_STAR) {
      if (step->kind == STEP_WIDE && s + 1 == glob->count)
        return true;
      wide = s++;
      wide_at = t;
      star = STR_NONE;
    } else if (step && t < text.n && step_takes(step, text.p[t])) {
      s++;
      t++;
    } else if (star != STR_NONE && star_at < text.n && text.p[star_at] != '/') {
      s = star + 1;
      t = ++star_at;
    } else if (wide != STR_NONE &&
               (wide_at = next_place(&glob->steps[wide], text, wide_at)) != STR_NONE) {
      s = wide + 1;
      t = wide_at;
      star = STR_NONE;
    } else {
      return false;
    }
  }
  return true;
}
