/* Which of the schema's variants a case follows: the first one all of whose conditions hold. */
#include "base/path.h"
#include "base/pattern.h"
#include "check/check.h"
#include "check/checker.h"

static bool is_among(const struct condition *condition, const struct value *value) {
  for (size_t i = 0; i < condition->text_count; i++) {
    if (str_equal(condition->texts[i], value->text))
      return true;
  }
  return false;
}

/* Of a list one item is enough. */
static bool has_value(const struct condition *condition, const struct value *value) {
  if (!value)
    return false;
  if (value->kind != VALUE_ARRAY)
    return value->kind != VALUE_OBJECT && is_among(condition, value);
  for (size_t i = 0; i < value->count; i++) {
    if (value->items[i].kind < VALUE_ARRAY && is_among(condition, &value->items[i]))
      return true;
  }
  return false;
}

static bool is_below_glob(const struct condition *condition, struct str path) {
  for (size_t i = 0; i < condition->text_count; i++) {
    if (glob_matches(condition->texts[i], path))
      return true;
  }
  return false;
}

static bool holds(const struct checker *c, const struct condition *condition) {
  const struct kb_case *kb_case = c->kb_case;
  if (condition->on == NAME_TITLE)
    return pattern_match(condition->pattern, kb_case->full_title, c->scratch, NULL, 0) ==
           PATTERN_HIT;
  if (condition->on == NAME_PATH)
    return is_below_glob(condition, kb_case->doc->piece->source->place);
  return has_value(condition, value_get(kb_case->doc->front, condition->key));
}

static bool fits(const struct checker *c, const struct variant *variant) {
  for (size_t i = 0; i < variant->condition_count; i++) {
    if (!holds(c, &variant->conditions[i]))
      return false;
  }
  return true;
}

void choose_variant(struct checker *c) {
  for (size_t i = 0; i < c->schema->variant_count; i++) {
    const struct variant *variant = &c->schema->variants[i];
    if (!fits(c, variant))
      continue;
    c->kb_case->variant = variant;
    c->title = &variant->title;
    c->front = &variant->front;
    c->sections = &variant->sections;
    return;
  }
}

static bool holds_anyhow(struct arena *scratch, const struct condition *condition,
                         struct str title, struct str place) {
  if (condition->on == NAME_TITLE)
    return title.n > 0 &&
           pattern_match(condition->pattern, title, scratch, NULL, 0) == PATTERN_HIT;
  return condition->on == NAME_PATH && place.n > 0 && is_below_glob(condition, place);
}

const struct variant *check_variant_of(struct arena *scratch, const struct schema *schema,
                                       struct str title, struct str place) {
  for (size_t i = 0; i < schema->variant_count; i++) {
    const struct variant *variant = &schema->variants[i];
    bool holds = true;
    for (size_t k = 0; k < variant->condition_count; k++)
      holds = holds && holds_anyhow(scratch, &variant->conditions[k], title, place);
    if (holds)
      return variant;
  }
  return NULL;
}
