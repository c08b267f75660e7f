/* Words for what a JSON Schema finds: names of places, values and expectations. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/json_format.h"
#include "check/json_schema_report.h"

enum {
  SHOWN_LETTERS = 40,
  SHOWN_ITEMS = 8,
  SHOWN_DEPTH = 6, /* of schemas within schemas that are put into words */
};

struct str place_name(struct evaluation *e, const struct place *place) {
  struct arena *a = e->scratch;
  const struct place *parent = place->parent;
  if (!parent)
    return STR("this value");
  if (place->is_key)
    return arena_printf(a, "the key \"%.*s\"", STR_ARG(place->member->key));
  struct str own = place->member ? arena_printf(a, "\"%.*s\"", STR_ARG(place->member->key))
                                 : arena_printf(a, "item %zu", place->index + 1);
  /* What stands at the top needs no more; below, one level up tells where. */
  if (!parent->parent)
    return own;
  struct str outer = parent->member ? arena_printf(a, "\"%.*s\"", STR_ARG(parent->member->key))
                                    : arena_printf(a, "item %zu", parent->index + 1);
  return arena_printf(a, "%.*s of %.*s", STR_ARG(own), STR_ARG(outer));
}

struct span place_key_span(const struct evaluation *e, const struct place *place) {
  if (place->member)
    return place->member->key_span;
  if (place->parent)
    return place_span(e, place);
  return e->whole;
}

struct span place_span(const struct evaluation *e, const struct place *place) {
  if (place->is_key || (place->value->span.n == 0 && place->member))
    return place->member->key_span;
  if (place->value->span.n == 0)
    return place->parent ? place_span(e, place->parent) : e->whole;
  return place->value->span;
}

static const struct {
  unsigned type;
  const char *name;
} type_names[] = {
    {TYPE_STRING, "a string"}, {TYPE_INTEGER, "a whole number"},
    {TYPE_NUMBER, "a number"}, {TYPE_BOOLEAN, "true or false"},
    {TYPE_ARRAY, "a list"},    {TYPE_OBJECT, "a mapping"},
    {TYPE_NULL, "null"},
};
enum { TYPE_NAMES = sizeof type_names / sizeof type_names[0] };

const char *place_kind(const struct evaluation *e, const struct place *place) {
  unsigned types = place_types(e, place);
  if (types == 0)
    return "a number that JSON does not have";
  if (types & TYPE_NUMBER)
    return "a number";
  for (size_t i = 0; i < TYPE_NAMES; i++) {
    if (types & type_names[i].type)
      return type_names[i].name;
  }
  return "";
}

struct str types_shown(struct evaluation *e, unsigned types) {
  struct str shown = STR("");
  size_t count = 0, done = 0;
  if (types & TYPE_NUMBER)
    types &= ~(unsigned)TYPE_INTEGER; /* a whole number is one of them */
  for (size_t i = 0; i < TYPE_NAMES; i++)
    count += (types & type_names[i].type) != 0;
  for (size_t i = 0; i < TYPE_NAMES; i++) {
    if (!(types & type_names[i].type))
      continue;
    const char *join = done == 0 ? "" : done + 1 == count ? " or " : ", ";
    shown = arena_printf(e->scratch, "%.*s%s%s", STR_ARG(shown), join, type_names[i].name);
    done++;
  }
  return shown;
}

static struct str cut(struct evaluation *e, struct str text, const char *quote) {
  size_t end = utf8_offset(text, SHOWN_LETTERS);
  return arena_printf(e->scratch, "%s%.*s%s%s", quote, STR_ARG(str_slice(text, 0, end)),
                      end < text.n ? "…" : "", quote);
}

struct str value_shown(struct evaluation *e, const struct value *value) {
  bool is_list = value->kind == VALUE_ARRAY;
  if (!is_list && value->kind != VALUE_OBJECT)
    return cut(e, value->kind == VALUE_NULL ? STR("null") : value->text,
               value->kind == VALUE_STRING ? "\"" : "");
  struct str text = value->span.source ? span_text(value->span) : STR("");
  if (text.n == 0 || str_find_char(text, '\n', 0) != STR_NONE)
    return is_list ? STR("a list") : STR("a mapping");
  return cut(e, text, "");
}

struct str count_shown(struct evaluation *e, size_t count, const char *noun) {
  if (count == 0)
    return arena_printf(e->scratch, "no %s", noun);
  return arena_printf(e->scratch, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

struct str list_shown(struct evaluation *e, const struct str *items, size_t count) {
  struct str shown = STR("");
  for (size_t i = 0; i < count && i < SHOWN_ITEMS; i++)
    shown = arena_printf(e->scratch, "%.*s%s%.*s", STR_ARG(shown), i > 0 ? ", " : "",
                         STR_ARG(items[i]));
  if (count > SHOWN_ITEMS)
    shown = arena_printf(e->scratch, "%.*s, … (%zu in all)", STR_ARG(shown), count);
  return shown;
}

static struct str node_shown_to(struct evaluation *e, const struct json_node *node,
                                size_t depth);

static struct str values_shown(struct evaluation *e, const struct value *list) {
  size_t count = list->count < SHOWN_ITEMS ? list->count : SHOWN_ITEMS + 1;
  struct str *items = arena_array(e->scratch, struct str, list->count);
  for (size_t i = 0; i < count && i < list->count; i++)
    items[i] = value_shown(e, &list->items[i]);
  return arena_printf(e->scratch, "%s%.*s", list->count > 1 ? "one of " : "",
                      STR_ARG(list_shown(e, items, list->count)));
}

static struct str branches_shown(struct evaluation *e, const struct json_clause *clause,
                                 size_t depth) {
  struct str shown = STR("");
  size_t count = clause->source->value.count;
  for (size_t i = 0; i < count && i < SHOWN_ITEMS; i++) {
    struct str branch = node_shown_to(e, clause->nodes[i], depth);
    shown = arena_printf(e->scratch, "%.*s%s%.*s", STR_ARG(shown),
                         i == 0           ? ""
                         : i + 1 == count ? " or "
                                          : ", ",
                         STR_ARG(branch));
  }
  return shown;
}

static struct str object_shown(struct evaluation *e, const struct json_clause *required) {
  const struct value *names = &required->source->value;
  struct str *items = arena_array(e->scratch, struct str, names->count);
  for (size_t i = 0; i < names->count; i++)
    items[i] = arena_printf(e->scratch, "\"%.*s\"", STR_ARG(names->items[i].text));
  return arena_printf(e->scratch, "a mapping with %.*s",
                      STR_ARG(list_shown(e, items, names->count)));
}

/* "of 4 to 120 characters", "from 1 to 5", "above 0" behind `what`. */
static struct str bounds_shown(struct evaluation *e, const struct json_node *node,
                               struct str what) {
  static const struct {
    enum json_keyword_id low, high;
    const char *both, *only_low, *only_high, *unit;
  } bounds[] = {
      {KEYWORD_MIN_LENGTH, KEYWORD_MAX_LENGTH, " of ", " of at least ", " of at most ",
       " characters"},
      {KEYWORD_MINIMUM, KEYWORD_MAXIMUM, " from ", " from ", " up to ", ""},
      {KEYWORD_ABOVE, KEYWORD_BELOW, " between ", " above ", " below ", ""},
  };
  for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
    const struct json_clause *low = json_node_clause(node, bounds[i].low);
    const struct json_clause *high = json_node_clause(node, bounds[i].high);
    if (!low && !high)
      continue;
    const char *words = low && high ? bounds[i].both
                        : low       ? bounds[i].only_low
                                    : bounds[i].only_high;
    struct str first = low ? low->source->value.text : STR("");
    struct str second = high ? high->source->value.text : STR("");
    what = arena_printf(e->scratch, "%.*s%s%.*s%s%.*s%s", STR_ARG(what), words, STR_ARG(first),
                        low && high ? " to " : "", STR_ARG(second), bounds[i].unit);
  }
  return what;
}

static struct str node_shown_to(struct evaluation *e, const struct json_node *node,
                                size_t depth) {
  const struct json_clause *clause;
  if (node->verdict == VERDICT_SCHEMA)
    return STR("a JSON Schema");
  if (depth == 0 || node->verdict != VERDICT_BY_CLAUSES)
    return STR("any value");
  if ((clause = json_node_clause(node, KEYWORD_CONST)))
    return value_shown(e, &clause->source->value);
  if ((clause = json_node_clause(node, KEYWORD_ENUM)))
    return values_shown(e, &clause->source->value);
  if ((clause = json_node_clause(node, KEYWORD_FORMAT)) && clause->format &&
      (e->schema->flags & JSON_SCHEMA_ASSERT_FORMAT))
    return str_from_c(json_format_text(clause->format));
  if ((clause = json_node_clause(node, KEYWORD_PATTERN)))
    return arena_printf(e->scratch, "a string that matches %.*s",
                        STR_ARG(clause->source->value.text));
  const struct json_clause *type = json_node_clause(node, KEYWORD_TYPE);
  clause = json_node_clause(node, KEYWORD_REQUIRED);
  if (clause && clause->source->value.count > 0 && (!type || type->types == TYPE_OBJECT))
    return object_shown(e, clause);
  if (type)
    return bounds_shown(e, node, types_shown(e, type->types));
  if ((clause = json_node_clause(node, KEYWORD_REF)))
    return node_shown_to(e, clause->node, depth - 1);
  if ((clause = json_node_clause(node, KEYWORD_ANY_OF)) ||
      (clause = json_node_clause(node, KEYWORD_ONE_OF)))
    return branches_shown(e, clause, depth - 1);
  return bounds_shown(e, node, STR("a value"));
}

struct str node_shown(struct evaluation *e, const struct json_node *node) {
  return node_shown_to(e, node, SHOWN_DEPTH);
}
