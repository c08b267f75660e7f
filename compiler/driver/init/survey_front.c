/* The front matter that a survey finds: which keys, how many cases have them, what stands
 * there.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "driver/init/survey.h"

/* A longer key is no YAML key that one could write on a line. */
enum { KEYS_SHOWN = 64, KEY_LIMIT = 100 };

/* Is a number in the sense of JSON a whole one? */
static bool is_whole(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (!is_digit_char(text.p[i]) && !(i == 0 && text.p[i] == '-'))
      return false;
  }
  return true;
}

static enum survey_type type_of(const struct value *value) {
  switch (value->kind) {
  case VALUE_NULL:
    return TYPE_NULL;
  case VALUE_BOOL:
    return TYPE_BOOLEAN;
  case VALUE_NUMBER:
    return is_whole(value->text) ? TYPE_INTEGER : TYPE_NUMBER;
  case VALUE_STRING:
    return TYPE_STRING;
  case VALUE_ARRAY:
    return TYPE_ARRAY;
  case VALUE_OBJECT:
    return TYPE_OBJECT;
  }
  return TYPE_NULL;
}

static bool is_scalar(const struct value *value) {
  return value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT && value->kind != VALUE_NULL;
}

static void add_text(struct survey *survey, struct survey_key *key, struct str text) {
  tally_add(survey->a, &key->values, text);
  size_t n = utf8_count(text);
  key->chars.min = key->values.total == 1 || n < key->chars.min ? n : key->chars.min;
  key->chars.max = n > key->chars.max ? n : key->chars.max;
}

static void add_value(struct survey *survey, struct survey_key *key,
                      const struct value *value) {
  key->count++;
  key->types[type_of(value)]++;
  if (is_scalar(value))
    add_text(survey, key, value->text);
  if (value->kind != VALUE_ARRAY)
    return;
  bool is_flat = true;
  for (size_t i = 0; i < value->count; i++)
    is_flat = is_flat && is_scalar(&value->items[i]);
  key->item_arrays += is_flat;
  for (size_t i = 0; is_flat && i < value->count; i++)
    add_text(survey, key, value->items[i].text);
}

/* The common keys, in the order in which they were met. */
static void choose_keys(struct survey *survey, const struct tally *names) {
  struct survey_front *front = &survey->front;
  front->keys = arena_array(survey->a, struct survey_key, KEYS_SHOWN);
  for (size_t i = 0; i < names->count && front->key_count < KEYS_SHOWN; i++) {
    if (share_is_common(names->entries[i].count, front->readable) &&
        names->entries[i].text.n <= KEY_LIMIT)
      front->keys[front->key_count++].name = names->entries[i].text;
  }
}

void survey_front(struct survey *survey) {
  struct survey_front *front = &survey->front;
  struct tally names = {0};
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct doc *doc = survey->units[i].doc;
    front->count += doc->piece->front_state == FRONT_PRESENT;
    front->readable += doc->front != NULL;
    for (size_t j = 0; doc->front && j < doc->front->count; j++)
      tally_add_once(survey->a, &names, doc->front->members[j].key, i);
  }
  choose_keys(survey, &names);
  struct map index = {0};
  for (size_t i = 0; i < front->key_count; i++)
    map_add(&index, survey->a, front->keys[i].name, i);
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct value *value = survey->units[i].doc->front;
    bool is_closed = value != NULL;
    for (size_t j = 0; value && j < value->count; j++) {
      size_t key = map_find(&index, value->members[j].key);
      if (key == STR_NONE)
        is_closed = false;
      else
        add_value(survey, &front->keys[key], &value->members[j].value);
    }
    front->closed_count += is_closed;
  }
}
