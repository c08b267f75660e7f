/* Front matter with its values left blank, for a new case. */
#include "driver/blank/blank_front.h"

#include "base/arena.h"
#include "base/json_writer.h"
#include "base/map.h"
#include "driver/blank/blank_case.h"
#include "driver/blank/blank_text.h"
#include "model/schema.h"
#include "model/value_form.h"

/* A schema may refer to itself, and a hostile one may do so a hundred times over. */
enum { DEEPEST = 8, MOST_STEPS = 10000, LONGEST_KEY = 60 };

struct blank_key {
  struct str name;
  bool is_required;
  const struct value *schema; /* NULL: anything */
  const struct value_form *form;
};

/* The keys of one mapping, as far as its schema and those that it is made of name them. */
struct blank_keys {
  struct arena *a;
  const struct value *root;
  size_t *steps; /* of all of them together */
  struct map by_name;
  struct blank_key *items;
  size_t count;
};

/* ---- Which keys ---------------------------------------------------------------------------
 */

static struct blank_key *key_of(struct blank_keys *keys, struct str name) {
  size_t index = map_add(&keys->by_name, keys->a, name, keys->count);
  if (index == keys->count) {
    keys->items = arena_grow(keys->a, keys->items, keys->count, sizeof *keys->items);
    keys->items[keys->count++] = (struct blank_key){.name = name};
  }
  return &keys->items[index];
}

/* What "#/$defs/name" stands for; NULL for what leads to another file or nowhere. */
static const struct value *referred(const struct blank_keys *keys, const struct value *schema) {
  const struct value *ref = value_get(schema, STR("$ref")), *at = keys->root;
  if (!ref || !str_starts_with(ref->text, STR("#/")))
    return NULL;
  struct str rest = str_slice(ref->text, 2, ref->text.n);
  while (at && rest.n > 0) {
    size_t slash = str_find_char(rest, '/', 0);
    at = value_get(at, str_slice(rest, 0, slash));
    rest = slash == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, slash + 1, rest.n);
  }
  return at;
}

/* The schema itself, or what it refers to if that is all that it does. */
static const struct value *resolved(const struct blank_keys *keys, const struct value *schema) {
  for (size_t i = 0; i < DEEPEST; i++) {
    const struct value *target = referred(keys, schema);
    if (!target)
      break;
    schema = target;
  }
  return schema;
}

static void collect(struct blank_keys *keys, const struct value *schema, size_t depth) {
  if (!schema || schema->kind != VALUE_OBJECT || depth > DEEPEST ||
      (*keys->steps)++ > MOST_STEPS)
    return;
  *keys->steps += schema->count;
  collect(keys, referred(keys, schema), depth + 1);
  const struct value *all = value_get(schema, STR("allOf"));
  const struct value *properties = value_get(schema, STR("properties"));
  const struct value *required = value_get(schema, STR("required"));
  *keys->steps += properties ? properties->count : 0;
  *keys->steps += required ? required->count : 0;
  for (size_t i = 0; all && all->kind == VALUE_ARRAY && i < all->count; i++)
    collect(keys, &all->items[i], depth + 1);
  for (size_t i = 0; properties && properties->kind == VALUE_OBJECT && i < properties->count;
       i++)
    key_of(keys, properties->members[i].key)->schema =
        resolved(keys, &properties->members[i].value);
  for (size_t i = 0; required && required->kind == VALUE_ARRAY && i < required->count; i++)
    key_of(keys, required->items[i].text)->is_required = true;
}

/* What stands behind references to other files the form of the value knows. */
static void add_from_form(struct blank_keys *keys, const struct value_form *form) {
  for (size_t i = 0; form && i < form->key_count; i++) {
    struct blank_key *key = key_of(keys, form->keys[i].name);
    key->form = form->keys[i].form;
    if (key->form->schema && (!key->schema || value_get(key->schema, STR("$ref"))))
      key->schema = key->form->schema;
  }
  for (size_t i = 0; form && i < form->required_count; i++)
    key_of(keys, form->required[i])->is_required = true;
}

static struct blank_keys keys_of(struct arena *a, const struct value *root, size_t *steps,
                                 const struct value *schema, const struct value_form *form) {
  struct blank_keys keys = {.a = a, .root = root, .steps = steps};
  collect(&keys, schema, 0);
  if (*steps <= MOST_STEPS)
    add_from_form(&keys, form);
  return keys;
}

static size_t count_required(const struct blank_keys *keys) {
  size_t count = 0;
  for (size_t i = 0; i < keys->count; i++)
    count += keys->items[i].is_required;
  return count;
}

/* ---- Writing ------------------------------------------------------------------------------
 */

/* The splitter knows a comment by the plain key that follows it. */
static bool is_plain_key(struct str key) {
  if (key.n == 0 || key.n > LONGEST_KEY || !(is_alpha_char(key.p[0]) || key.p[0] == '_'))
    return false;
  for (size_t i = 0; i < key.n; i++) {
    if (!is_alpha_char(key.p[i]) && !is_digit_char(key.p[i]) && key.p[i] != '_' &&
        key.p[i] != '-')
      return false;
  }
  return true;
}

static void add_quoted(struct buf *out, struct str text) {
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_string(&w, text);
}

static void add_key(struct buf *out, struct str key) {
  if (is_plain_key(key))
    buf_add(out, key);
  else
    add_quoted(out, key);
  buf_add_char(out, ':');
}

/* Where only one value can stand, it is no blank. */
static void add_constant(struct buf *out, const struct value *schema) {
  const struct value *constant = value_get(schema, STR("const"));
  if (!constant || constant->kind == VALUE_ARRAY || constant->kind == VALUE_OBJECT)
    return;
  buf_add_char(out, ' ');
  if (constant->kind == VALUE_STRING)
    add_quoted(out, constant->text);
  else
    buf_add(out, constant->text);
}

static void add_comment(struct buf *out, size_t indent, const struct blank_key *key) {
  struct buf words = {0};
  blank_describe_value(&words, key->schema);
  if (!key->is_required)
    buf_printf(&words, "%smay be left out", words.n > 0 ? "; " : "");
  if (words.n > 0) {
    buf_add_repeat(out, ' ', indent);
    buf_add_c(out, "# ");
    if (!key->is_required) {
      add_key(out, key->name);
      buf_add_char(out, ' ');
    }
    buf_add(out, buf_str(&words));
    buf_add_char(out, '\n');
  }
  buf_free(&words);
}

/* The value of a key of the front matter itself, if it is known. */
static struct str known_value(const struct blank_words *words, struct str key, size_t depth) {
  for (size_t i = 0; depth == 0 && i < words->value_count; i++) {
    if (str_equal(words->values[i].key, key))
      return words->values[i].text;
  }
  return (struct str){NULL, 0};
}

static void add_value(struct buf *out, const struct blank_key *key, struct str known) {
  if (known.n == 0) {
    add_constant(out, key->schema);
    return;
  }
  buf_add_char(out, ' ');
  add_quoted(out, known);
}

static void add_keys(struct buf *out, const struct blank_keys *keys,
                     const struct blank_words *words, size_t depth) {
  enum { INDENT = 2 };
  bool has_comments = true;
  for (size_t i = 0; i < keys->count; i++)
    has_comments = has_comments && is_plain_key(keys->items[i].name);
  for (size_t i = 0; i < keys->count; i++) {
    const struct blank_key *key = &keys->items[i];
    struct str known = known_value(words, key->name, depth);
    if (has_comments && known.n == 0)
      add_comment(out, depth * INDENT, key);
    if (!key->is_required && known.n == 0)
      continue;
    buf_add_repeat(out, ' ', depth * INDENT);
    add_key(out, key->name);
    add_value(out, key, known);
    buf_add_char(out, '\n');
    if (known.n > 0)
      continue;
    struct blank_keys inner = keys_of(keys->a, keys->root, keys->steps, key->schema, key->form);
    if (count_required(&inner) > 0 && depth < DEEPEST)
      add_keys(out, &inner, words, depth + 1);
  }
}

void blank_front_add(struct arena *scratch, struct buf *out, const struct front_rules *rules,
                     const struct blank_words *words) {
  if (rules->presence == PRESENCE_FORBIDDEN)
    return;
  size_t steps = 0;
  struct blank_keys keys =
      keys_of(scratch, rules->schema_value, &steps, rules->schema_value, rules->form);
  bool has_required = count_required(&keys) > 0;
  if (!has_required && rules->presence != PRESENCE_REQUIRED)
    return;
  buf_add_c(out, "---\n");
  /* Comments alone are no front matter. */
  if (has_required)
    add_keys(out, &keys, words, 0);
  buf_add_c(out, "---\n");
}
