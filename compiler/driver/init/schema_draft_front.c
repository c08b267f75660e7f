/* The part of a draft that is about front matter: keys, types, values. */
#include "base/arena.h"
#include "driver/init/schema_draft.h"
#include "driver/init/survey_shape.h"
#include "driver/init/yaml_text.h"

enum { ENUM_LIMIT = 12 };

static const char *const type_names[TYPE_COUNT] = {"string", "integer", "number", "boolean",
                                                   "array",  "object",  "null"};

/* How many values are of the type as JSON Schema sees it: a whole number is a number, and a
 * plain scalar a string where one is wanted. */
static size_t count_type(const struct survey_key *key, enum survey_type type) {
  size_t count = key->types[type];
  if (type == TYPE_NUMBER || type == TYPE_STRING)
    count += key->types[TYPE_INTEGER];
  if (type == TYPE_STRING)
    count += key->types[TYPE_NUMBER] + key->types[TYPE_BOOLEAN];
  return count;
}

/* The narrowest type that nearly all values have, empty ones aside; TYPE_COUNT if there is
 * none.
 */
static enum survey_type find_type(const struct survey_key *key) {
  static const enum survey_type types[] = {TYPE_INTEGER, TYPE_NUMBER, TYPE_BOOLEAN,
                                           TYPE_ARRAY,   TYPE_OBJECT, TYPE_STRING};
  size_t filled = key->count - key->types[TYPE_NULL];
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (share_is_rule(count_type(key, types[i]), filled))
      return types[i];
  }
  return TYPE_COUNT;
}

/* ---- Values ------------------------------------------------------------------------------
 */

/* How often a value must occur to be one of the list, and no slip. */
static bool is_repeated(const struct tally *values, size_t i) {
  return values->entries[i].count > 1 && values->entries[i].count * 200 >= values->total;
}

/* "payment-gateway", "node_3": the name of a thing, of which there will be more. */
static bool is_compound(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (is_digit_char(text.p[i]) || str_find_char(STR("-_./:@#"), text.p[i], 0) != STR_NONE)
      return true;
  }
  return false;
}

/* Few values, each again and again. Of names the list must be whole, and used a lot. */
static bool is_enumeration(const struct tally *values, bool is_text) {
  size_t members = 0, count = 0, compound = 0;
  for (size_t i = 0; i < values->count; i++) {
    if (!is_repeated(values, i))
      continue;
    members++;
    compound += is_text && is_compound(values->entries[i].text);
    count += values->entries[i].count;
  }
  bool is_list = members > 0 && members <= ENUM_LIMIT && values->total >= 8 &&
                 members * 4 <= values->total && share_is_rule(count, values->total);
  if (compound * 2 <= members)
    return is_list;
  return is_list && count == values->total && members * 20 <= values->total;
}

static void add_enumeration(struct draft *draft, const struct tally *values, bool is_text) {
  size_t members = 0;
  for (size_t i = 0; i < values->count; i++) {
    if (!is_repeated(values, i))
      continue;
    buf_add_c(draft->out, members++ > 0 ? ", " : "enum: [");
    if (is_text)
      yaml_add_text(draft->out, values->entries[i].text);
    else
      buf_add(draft->out, values->entries[i].text);
  }
  buf_add_char(draft->out, ']');
}

static void add_shape(struct draft *draft, const struct tally *values) {
  struct arena scratch = {0};
  const struct shape *shape = shape_find(&scratch, values);
  if (shape)
    buf_printf(draft->out, "pattern: '^%s$'", shape->pattern);
  arena_free(&scratch);
}

/* What nearly all values are, to stand behind the type; nothing if they are anything. */
static void add_values(struct draft *draft, const struct survey_key *key,
                       enum survey_type type) {
  bool is_text = type == TYPE_STRING || type == TYPE_ARRAY;
  if (key->values.total == 0 || (!is_text && type != TYPE_INTEGER))
    return;
  if (is_enumeration(&key->values, is_text))
    add_enumeration(draft, &key->values, is_text);
  else if (is_text)
    add_shape(draft, &key->values);
}

/* ---- Keys --------------------------------------------------------------------------------
 */

/* "25 of 25; 5 values of 14 to 17 characters" */
static void add_key_note(struct draft *draft, const struct survey_key *key,
                         enum survey_type type) {
  size_t all = draft->survey->front.readable, values = key->values.count;
  const char *plural = values == 1 ? "" : "s";
  if (key->types[TYPE_NULL] == key->count)
    draft_note(draft, "%zu of %zu; always empty", key->count, all);
  else if (type == TYPE_COUNT)
    draft_note(draft, "%zu of %zu; of several types", key->count, all);
  else if (type != TYPE_STRING || values == 0)
    draft_note(draft, "%zu of %zu", key->count, all);
  else if (key->chars.min == key->chars.max)
    draft_note(draft, "%zu of %zu; %zu value%s of %zu characters", key->count, all, values,
               plural, key->chars.max);
  else
    draft_note(draft, "%zu of %zu; %zu value%s of %zu to %zu characters", key->count, all,
               values, plural, key->chars.min, key->chars.max);
}

/* The values of an array are those of its items. */
static void add_items(struct draft *draft, const struct survey_key *key) {
  if (!share_is_rule(key->item_arrays, key->types[TYPE_ARRAY]) || key->values.total == 0)
    return;
  draft_start(draft, 8, true);
  buf_add_c(draft->out, "items: {type: string, ");
  size_t before = draft->out->n;
  add_values(draft, key, TYPE_ARRAY);
  if (draft->out->n == before)
    draft->out->n -= 2;
  buf_add_char(draft->out, '}');
  draft_end(draft);
}

static void add_key(struct draft *draft, const struct survey_key *key) {
  enum survey_type type = find_type(key);
  draft_start(draft, 6, true);
  yaml_add_text(draft->out, key->name);
  buf_add_c(draft->out, type == TYPE_COUNT ? ": {}" : ":");
  add_key_note(draft, key, type);
  if (type == TYPE_COUNT)
    return;
  bool may_be_null = share_is_common(key->types[TYPE_NULL], key->count);
  draft_start(draft, 8, true);
  buf_printf(draft->out, may_be_null ? "type: [%s, 'null']" : "type: %s", type_names[type]);
  draft_end(draft);
  if (type == TYPE_ARRAY)
    add_items(draft, key);
  if (type == TYPE_ARRAY || may_be_null)
    return; /* an enumeration would not let null pass */
  draft_start(draft, 8, true);
  size_t before = draft->out->n;
  add_values(draft, key, type);
  if (draft->out->n == before)
    draft->out->n = draft->line;
  else
    draft_end(draft);
}

static void add_required(struct draft *draft) {
  const struct survey_front *front = &draft->survey->front;
  size_t required = 0;
  for (size_t i = 0; i < front->key_count; i++)
    required += share_is_rule(front->keys[i].count, front->readable);
  if (required > 0)
    buf_add_c(draft->out, "    required:\n");
  for (size_t i = 0; i < front->key_count && required > 0; i++) {
    const struct survey_key *key = &front->keys[i];
    bool is_rule = share_is_rule(key->count, front->readable);
    if (!is_rule && key->count * 2 < front->readable)
      continue;
    draft_start(draft, 6, is_rule);
    buf_add_c(draft->out, "- ");
    yaml_add_text(draft->out, key->name);
    draft_share(draft, key->count, front->readable);
  }
}

static void add_presence(struct draft *draft) {
  const struct survey *survey = draft->survey;
  size_t with = survey->front.count, all = survey->unit_count;
  bool is_required = share_is_rule(with, all);
  bool is_forbidden = share_is_rule(all - with, all);
  draft_start(draft, 2, true);
  buf_printf(draft->out, "presence: %s",
             is_required    ? "required"
             : is_forbidden ? "forbidden"
                            : "optional");
  draft_share_of(draft, is_forbidden ? all - with : with, all,
                 is_forbidden ? "have none" : "have it");
  if (is_required || is_forbidden || !share_is_habit(with, all))
    return;
  draft_start(draft, 2, false);
  buf_add_c(draft->out, "presence: required");
  draft_share(draft, with, all);
}

void draft_front(struct draft *draft) {
  const struct survey_front *front = &draft->survey->front;
  buf_add_c(draft->out, "\nfrontmatter:\n");
  add_presence(draft);
  if (front->key_count == 0 ||
      share_is_rule(draft->survey->unit_count - front->count, draft->survey->unit_count))
    return;
  buf_add_c(draft->out, "  schema:\n    type: object\n");
  add_required(draft);
  draft_start(draft, 4, share_is_rule(front->closed_count, front->readable));
  buf_add_c(draft->out, "additionalProperties: false");
  draft_share(draft, front->closed_count, front->readable);
  buf_add_c(draft->out, "    properties:\n");
  for (size_t i = 0; i < front->key_count; i++)
    add_key(draft, &front->keys[i]);
}
