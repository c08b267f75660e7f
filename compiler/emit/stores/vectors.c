/* Vectors that somebody else computed: a file with a line a chunk, read where it is asked for.
 *
 * A vector is a hundred times as large as its id, so the file is gone through once and only the
 * places are kept. */
#include "emit/stores/vectors.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/json_walk.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "emit/chunks/chunk.h"
#include "emit/disk/disk.h"
#include "emit/rules.h"
#include "model/kb.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { BLOCK = 64 * 1024, LONGEST_LINE = 1024 * 1024, MOST_REPORTS = 20 };

struct entry {
  char id[UUID_LENGTH];
  unsigned length; /* of the array in the file */
  size_t offset, line;
};

struct vectors {
  struct arena *a;
  struct bag *bag;
  struct str path;
  int file;
  struct entry *entries; /* by id, once all are read */
  size_t count, room, others;
  size_t dimension, reports;
  bool has_failed;
  bool is_broken; /* what was there when it was looked at could not be read again */
};

/* ---- Reporting ----------------------------------------------------------------------------
 */

static struct diag *report(struct vectors *v, const char *text) {
  v->has_failed = true;
  if (v->reports++ >= MOST_REPORTS)
    return NULL;
  return diag_add_path(v->bag, &emit_rules[EMIT_VECTORS], v->path, "%s", text);
}

static void report_line(struct vectors *v, size_t line, const char *what) {
  struct diag *diag = report(v, arena_printf(v->a, "line %zu: %s", line, what).p);
  if (diag)
    diag_help(v->bag, diag, "each line is {\"id\":\"<id of a chunk>\",\"vector\":[numbers]}");
}

/* How many there are beyond those that were named. */
static void report_rest(struct vectors *v) {
  if (v->reports > MOST_REPORTS)
    diag_add_path(v->bag, &emit_rules[EMIT_VECTORS], v->path, "%zu more of this kind",
                  v->reports - MOST_REPORTS);
  v->reports = 0;
}

/* ---- Reading a line -----------------------------------------------------------------------
 */

/* Stores keep numbers of 32 bits, in which a larger one is infinite. Without an exponent one of
 * so few characters is surely small enough. */
enum { SURELY_FINITE = 38 };

static bool is_finite_float(struct arena *scratch, struct str token) {
  bool is_plain =
      str_find_char(token, 'e', 0) == STR_NONE && str_find_char(token, 'E', 0) == STR_NONE;
  if (is_plain && token.n <= SURELY_FINITE)
    return true;
  double number = strtod(arena_copy(scratch, token).p, NULL);
  return isfinite((float)number) != 0;
}

static bool is_number(struct str token) {
  return token.n > 0 && (token.p[0] == '-' || is_digit_char(token.p[0]));
}

/* The reason why it is none, or NULL. */
static const char *check_vector(struct vectors *v, struct arena *scratch, struct str array) {
  struct json_walk walk;
  struct str key, token;
  size_t count = 0;
  if (!json_walk_start(&walk, array, '['))
    return "\"vector\" is no array";
  for (; json_walk_next(&walk, &key, &token); count++) {
    if (!is_number(token))
      return "\"vector\" holds something that is no number";
    if (!is_finite_float(scratch, token))
      return arena_printf(scratch, "%.*s is too large for a number of 32 bits", STR_ARG(token))
          .p;
  }
  if (count == 0)
    return "\"vector\" is empty";
  if (v->dimension > 0 && v->dimension != count)
    return arena_printf(scratch, "this vector has %zu numbers, and those before it have %zu",
                        count, v->dimension)
        .p;
  v->dimension = count;
  return NULL;
}

/* Finds the two members; the reason why they are not there, or NULL. */
static const char *find_members(struct arena *scratch, struct str line, struct str *id,
                                struct str *array) {
  struct json_fault fault;
  struct json_walk walk;
  struct str key, value;
  if (!json_is_valid(line, &fault) || !json_walk_start(&walk, line, '{'))
    return "this is no JSON object";
  while (json_walk_next(&walk, &key, &value)) {
    struct str name = json_unescape(scratch, key);
    struct str *target = str_equal_c(name, "id")       ? id
                         : str_equal_c(name, "vector") ? array
                                                       : NULL;
    if (target && target->p)
      return "a key stands twice";
    if (target)
      *target = value;
  }
  if (!id->p || !json_string_text(scratch, *id).p)
    return "\"id\" is missing or no text";
  return array->p ? NULL : "\"vector\" is missing";
}

static struct entry *new_entry(struct vectors *v) {
  if (v->count == v->room) {
    size_t old = v->room;
    v->room = old > 0 ? checked_multiply(old, 2) : 256;
    v->entries = checked_realloc(v->entries, v->room, sizeof *v->entries);
  }
  return &v->entries[v->count++];
}

static void take_line(struct vectors *v, struct arena *scratch, struct str line, size_t offset,
                      size_t number) {
  arena_reset(scratch);
  struct str id = {NULL, 0}, array = {NULL, 0};
  const char *reason = find_members(scratch, line, &id, &array);
  id = reason ? id : json_string_text(scratch, id);
  reason = reason ? reason : check_vector(v, scratch, array);
  if (reason) {
    struct str of = id.n > 0 ? arena_printf(scratch, "%s (id %.*s)", reason, STR_ARG(id))
                             : str_from_c(reason);
    report_line(v, number, of.p);
    return;
  }
  /* What is no id of a chunk is counted, and never asked for. */
  if (id.n != UUID_LENGTH) {
    v->others++;
    return;
  }
  struct entry *entry = new_entry(v);
  memcpy(entry->id, id.p, UUID_LENGTH);
  entry->offset = offset + (size_t)(array.p - line.p);
  entry->length = (unsigned)array.n;
  entry->line = number;
}

/* ---- Reading the file ---------------------------------------------------------------------
 */

/* What of the file is in memory: `text` begins at the offset `at` of the file. */
struct window {
  struct buf text;
  size_t at, used;
  bool is_end;
};

static bool read_more(struct vectors *v, struct window *window) {
  struct buf *text = &window->text;
  memmove(text->p ? text->p : (char[1]){0}, text->p ? text->p + window->used : "",
          text->n - window->used);
  text->n -= window->used;
  window->at += window->used;
  window->used = 0;
  size_t got = 0;
  if (!disk_read_at(v->file, window->at + text->n, buf_reserve(text, BLOCK), BLOCK, &got))
    return false;
  text->n += got;
  window->is_end = got < BLOCK;
  return true;
}

/* False at a line that is too long: nothing behind it is read. */
static bool take_lines(struct vectors *v, struct arena *scratch, struct window *window,
                       size_t *number) {
  for (;;) {
    struct str rest = str_slice(buf_str(&window->text), window->used, window->text.n);
    size_t end = str_find_char(rest, '\n', 0);
    if ((end == STR_NONE ? rest.n : end) > LONGEST_LINE) {
      report_line(v, *number + 1, "this line has more than 1 MiB");
      return false;
    }
    if (end == STR_NONE && !(window->is_end && rest.n > 0))
      return true;
    struct str line = str_slice(rest, 0, end);
    ++*number;
    if (str_trim(line).n > 0)
      take_line(v, scratch, line, window->at + window->used, *number);
    window->used += end == STR_NONE ? rest.n : end + 1;
  }
}

static bool read_all(struct vectors *v, struct arena *scratch) {
  struct window window = {0};
  size_t number = 0;
  bool is_good = true, goes_on = true;
  while (is_good && goes_on && !window.is_end) {
    is_good = read_more(v, &window);
    goes_on = is_good && take_lines(v, scratch, &window, &number);
  }
  buf_free(&window.text);
  return is_good;
}

static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  int order = memcmp(a->id, b->id, UUID_LENGTH);
  return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static void find_twins(struct vectors *v) {
  if (v->count > 0)
    qsort(v->entries, v->count, sizeof *v->entries, compare_entries);
  for (size_t i = 1; i < v->count; i++) {
    const struct entry *one = &v->entries[i - 1], *two = &v->entries[i];
    if (memcmp(one->id, two->id, UUID_LENGTH) == 0)
      report_line(v, two->line,
                  arena_printf(v->a, "the chunk %.*s has a vector in line %zu already",
                               UUID_LENGTH, two->id, one->line)
                      .p);
  }
}

/* ---- The face -----------------------------------------------------------------------------
 */

struct vectors *vectors_open(struct arena *a, struct bag *bag, struct str path) {
  struct vectors *v = arena_new(a, struct vectors);
  *v = (struct vectors){.a = a, .bag = bag, .path = path};
  v->file = disk_open_input(arena_copy(a, path).p);
  struct arena scratch = {0};
  if (v->file < 0 || !read_all(v, &scratch)) {
    v->has_failed = true;
    diag_add_path(bag, &io_rules[IO_FILE_UNREADABLE], path, "this file cannot be read: %s",
                  strerror(errno));
  }
  arena_free(&scratch);
  if (!v->has_failed)
    find_twins(v);
  if (!v->has_failed)
    return v;
  report_rest(v);
  vectors_close(v);
  return NULL;
}

void vectors_close(struct vectors *v) {
  if (!v)
    return;
  disk_close(v->file);
  free(v->entries);
}

size_t vectors_dimension(const struct vectors *v) {
  return v->dimension;
}

static const struct entry *find(const struct vectors *v, struct str id) {
  if (id.n != UUID_LENGTH)
    return NULL;
  size_t low = 0, high = v->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = memcmp(id.p, v->entries[middle].id, UUID_LENGTH);
    if (order == 0)
      return &v->entries[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

/* White space stands outside the numbers, and nowhere else in an array of them. */
static struct str without_space(char *p, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    p[kept] = p[i];
    kept += !is_white_char(p[i]);
  }
  return (struct str){p, kept};
}

/* Said once: the first reason is the reason for all that comes. */
static void report_broken(struct vectors *v, const char *why) {
  if (!v->is_broken)
    diag_add_path(v->bag, &io_rules[IO_FILE_UNREADABLE], v->path,
                  "this file cannot be read: %s", why);
  v->is_broken = true;
}

bool vectors_are_broken(const struct vectors *v) {
  return v->is_broken;
}

bool vectors_find(struct vectors *v, struct arena *a, struct str id, struct str *numbers) {
  const struct entry *entry = find(v, id);
  if (!entry)
    return false;
  char *bytes = arena_room(a, entry->length);
  size_t got = 0;
  const char *why = NULL;
  if (!disk_read_at(v->file, entry->offset, bytes, entry->length, &got))
    why = strerror(errno);
  else if (got < entry->length || bytes[0] != '[' || bytes[got - 1] != ']')
    why = "somebody has changed it since it was looked at";
  if (why) {
    report_broken(v, why);
    return false;
  }
  *numbers = without_space(bytes, got);
  return true;
}

static void report_missing(struct vectors *v, const struct kb_case *kb_case,
                           const struct chunk_entry *chunk) {
  v->has_failed = true;
  if (v->reports++ >= MOST_REPORTS)
    return;
  struct diag *diag = diag_add(v->bag, &emit_rules[EMIT_VECTORS], kb_case->title_span,
                               "the chunk %s of this case has no vector in %.*s",
                               chunk->id.text, STR_ARG(v->path));
  diag_help(v->bag, diag,
            "embed its text and add the line; kbc plan says which chunks are new");
}

bool vectors_check(struct vectors *v, const struct kb *kb, const struct chunk_index *index,
                   size_t *unknown) {
  size_t used = 0;
  for (size_t i = 0; i < index->count; i++) {
    const struct chunk_entry *chunk = &index->entries[i];
    if (find(v, str_from_c(chunk->id.text)))
      used++;
    else
      report_missing(v, kb->cases[chunk->kb_case], chunk);
  }
  report_rest(v);
  *unknown = v->count - used + v->others;
  return !v->has_failed;
}
