/* What the readers of manifests and of lists of ids have in common: one JSON object a line. */
#include "emit/plan/load_line.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* An entry has a handful of members, and all of them are compared with each other. */
enum { MOST_MEMBERS = 64 };

__attribute__((format(printf, 3, 0))) static bool
refuse_with(struct loader *l, size_t line, const char *format, va_list args) {
  char text[512];
  vsnprintf(text, sizeof text, format, args);
  *l->fault = (struct load_fault){line, arena_copy(l->a, str_from_c(text))};
  l->result = LOAD_REFUSED;
  return false;
}

bool load_refuse_at(struct loader *l, size_t line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  refuse_with(l, line, format, args);
  va_end(args);
  return false;
}

bool load_refuse(struct loader *l, const char *format, ...) {
  va_list args;
  va_start(args, format);
  refuse_with(l, l->file.number, format, args);
  va_end(args);
  return false;
}

/* ---- Lines --------------------------------------------------------------------------------
 */

static bool fail(struct loader *l) {
  load_refuse_at(l, 0, "it cannot be read: %s", strerror(l->file.error));
  l->result = LOAD_FAILED;
  return false;
}

bool load_open(struct loader *l, const char *path) {
  if (line_file_open(&l->file, path, LOAD_LONGEST_LINE))
    return true;
  if (l->file.error == ENOENT || l->file.error == ENOTDIR)
    return load_refuse_at(l, 0, "it does not exist");
  return l->file.error == 0 ? load_refuse_at(l, 0, "it is no regular file") : fail(l);
}

bool load_next(struct loader *l, struct str *line) {
  switch (line_file_next(&l->file, line)) {
  case LINE_READ:
  case LINE_UNENDED:
    if (str_ends_with(*line, STR("\r")))
      line->n--;
    return true;
  case LINE_END:
    return false;
  case LINE_TOO_LONG:
    return load_refuse_at(l, l->file.number + 1, "this line has more than 1 MiB");
  case LINE_FAILED:
    return fail(l);
  }
  return false;
}

/* ---- Objects ------------------------------------------------------------------------------
 */

static bool has_key_before(const struct json_node *object, const struct json_node *member) {
  const struct json_node *other = json_first(object);
  while (other != member && !str_equal(json_name(other), json_name(member)))
    other = json_next(other);
  return other != member;
}

static bool check_members(struct loader *l, const struct json_node *object) {
  size_t count = 0;
  const struct json_node *member = json_first(object);
  for (; member; member = json_next(member)) {
    if (++count > MOST_MEMBERS)
      return load_refuse(l, "this object has more than %d members", MOST_MEMBERS);
    if (has_key_before(object, member))
      return load_refuse(l, "the key \"%.*s\" stands here twice", STR_ARG(json_name(member)));
  }
  return true;
}

struct json_tree *load_object(struct loader *l, struct str text) {
  size_t error_at = 0;
  bool is_object = str_starts_with(text, STR("{"));
  struct json_tree *tree = is_object ? json_parse(text, &error_at) : NULL;
  if (!tree) {
    load_refuse(l, "this is no JSON object on a line of its own%s",
                str_starts_with(text, STR("<<<<<<<")) ? ", but a merge conflict" : "");
    return NULL;
  }
  if (check_members(l, json_root(tree)))
    return tree;
  json_free(tree);
  return NULL;
}

static bool get_text(struct loader *l, const struct json_node *object, const char *key,
                     struct str *text) {
  *text = json_text(json_get(object, key), (struct str){NULL, 0});
  return text->p || load_refuse(l, "\"%s\" must stand here, and be a text", key);
}

bool load_text(struct loader *l, const struct json_node *object, const char *key,
               struct str *text) {
  if (!get_text(l, object, key, text))
    return false;
  *text = arena_copy(l->a, *text);
  return true;
}

bool load_number(struct loader *l, const struct json_node *object, const char *key,
                 size_t *number) {
  double value = json_number_of(json_get(object, key), -1);
  /* Up to 2^53 a double is the very number. */
  if (!(value >= 0 && value <= 9007199254740992.0) || value != (double)(size_t)value)
    return load_refuse(l, "\"%s\" must stand here, and be a whole number", key);
  *number = (size_t)value;
  return true;
}

static bool is_small_hex(struct str s) {
  for (size_t i = 0; i < s.n; i++) {
    if (!is_digit_char(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
      return false;
  }
  return true;
}

static bool uuid_read(struct str text, struct uuid_text *id) {
  static const size_t ends[] = {8, 13, 18, 23, UUID_LENGTH};
  size_t start = 0;
  if (text.n != UUID_LENGTH)
    return false;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    bool is_end = ends[i] == UUID_LENGTH || text.p[ends[i]] == '-';
    if (!is_end || !is_small_hex(str_slice(text, start, ends[i])))
      return false;
    start = ends[i] + 1;
  }
  memcpy(id->text, text.p, UUID_LENGTH);
  id->text[UUID_LENGTH] = '\0';
  return true;
}

bool hash_read(struct str digits, struct hash_text *hash) {
  if (digits.n != HASH_LENGTH || !is_small_hex(digits))
    return false;
  memcpy(hash->digits, digits.p, HASH_LENGTH);
  hash->digits[HASH_LENGTH] = '\0';
  return true;
}

bool load_uuid(struct loader *l, const struct json_node *object, const char *key,
               struct uuid_text *id) {
  struct str text;
  return get_text(l, object, key, &text) &&
         (uuid_read(text, id) || load_refuse(l, "\"%s\" is no UUID in small letters", key));
}

bool load_hash(struct loader *l, const struct json_node *object, const char *key,
               struct hash_text *hash) {
  struct str text;
  return get_text(l, object, key, &text) &&
         (hash_read(text, hash) ||
          load_refuse(l, "\"%s\" is no hash: 32 small hexadecimal digits", key));
}

bool load_check_chunks(struct loader *l, size_t first_line) {
  struct map seen = {0};
  struct arena scratch = {0};
  const struct manifest *manifest = l->manifest;
  bool is_good = true;
  map_reserve(&seen, &scratch, manifest->chunk_count);
  for (size_t i = 0; is_good && i < manifest->chunk_count; i++) {
    struct str id = str_from_c(manifest->chunks[i].id.text);
    size_t before = map_add(&seen, &scratch, id, i);
    if (before != i)
      is_good = load_refuse_at(l, first_line + i, "the chunk %.*s stands in line %zu, too",
                               STR_ARG(id), first_line + before);
  }
  arena_free(&scratch);
  return is_good;
}
