/* The keywords of JSON Schema that speak of single values: types, enumerations, strings,
 * numbers. */
#include "base/arena.h"
#include "base/odd.h"
#include "base/pattern.h"
#include "base/utf8.h"
#include "check/canonical.h"
#include "check/json_format.h"
#include "check/json_schema_report.h"

enum { LONGEST_HELP = 120 }; /* bytes of a value that a help line repeats */

static bool is_textual(const struct place *place) {
  return place->is_text || place->value->kind == VALUE_STRING;
}

/* "key: #5 of 7": what was meant as the value is a comment. */
static void help_with_comment(struct evaluation *e, struct diag *diag,
                              const struct place *place) {
  const struct source *source = place->value->span.source;
  if (!place->member || !source)
    return;
  size_t at = place->value->span.offset + place->value->span.n;
  struct span line = source_line_span(source, source_line_at(source, at));
  struct str rest = str_slice(source->bytes, at, line.offset + line.n);
  size_t sign = 0;
  while (sign < rest.n && (is_blank_char(rest.p[sign]) || rest.p[sign] == ':'))
    sign++;
  if (sign == rest.n || rest.p[sign] != '#')
    return;
  diag_help(e->bag, diag, "\"#\" begins a comment; if it is text, write  %.*s: \"%.*s\"",
            STR_ARG(place->member->key), STR_ARG(str_trim(str_slice(rest, sign, rest.n))));
}

/* What looks like a list, a mapping or nothing, and may have been meant as text. */
static void help_with_quotes(struct evaluation *e, struct diag *diag,
                             const struct place *place) {
  if (!place->member || !place->value->span.source)
    return;
  struct str text = span_text(place->value->span);
  if (text.n == 0 || text.n > LONGEST_HELP ||
      str_find_char(text, '\n', 0) != STR_NONE || str_find_char(text, '"', 0) != STR_NONE)
    return;
  diag_help(e->bag, diag, "if it is text, write  %.*s: \"%.*s\"", STR_ARG(place->member->key),
            STR_ARG(text));
}

static void report_type(struct evaluation *e, const struct visit *visit) {
  const struct place *place = visit->place;
  const struct value *value = place->value;
  struct str name = place_name(e, place);
  struct str wanted = types_shown(e, visit->clause->types);
  if (value->kind == VALUE_NULL && value->text.n == 0) {
    struct diag *diag =
        report(e, VALUE_TYPE, place_span(e, place), "%.*s has no value", STR_ARG(name));
    diag_label(e->bag, diag, "must be %.*s", STR_ARG(wanted));
    help_with_comment(e, diag, place);
    return;
  }
  /* To be no whole number is a matter of the number itself. */
  bool is_fraction = (visit->clause->types & TYPE_INTEGER) && value->kind == VALUE_NUMBER;
  struct str is = is_fraction ? value_shown(e, value) : str_from_c(place_kind(e, place));
  struct diag *diag =
      report(e, VALUE_TYPE, place_span(e, place), "%.*s must be %.*s, but is %.*s",
             STR_ARG(name), STR_ARG(wanted), STR_ARG(is));
  bool is_quoted_number = value->kind == VALUE_STRING && value->style == STYLE_QUOTED &&
                          (visit->clause->types & KINDS_NUMBER) &&
                          decimal_read(e->scratch, value->text, &(struct decimal){0});
  if (is_quoted_number)
    diag_help(e->bag, diag, "write  %.*s  without quotes", STR_ARG(value->text));
  else if (value->kind == VALUE_STRING && (visit->clause->types & TYPE_ARRAY))
    diag_help(e->bag, diag, "write a list, even of one:  [%.*s]",
              STR_ARG(value_shown(e, value)));
  else if (visit->clause->types & TYPE_STRING)
    help_with_quotes(e, diag, place);
}

bool evaluate_type(struct evaluation *e, struct visit *visit) {
  unsigned wanted = visit->clause->types;
  struct place *place = visit->place;
  if (place_types(e, place) & wanted) {
    /* Who is content with the number as well does not want the text. */
    bool admits_both = place->is_text && (value_types(e, place->value) & wanted);
    place->wants_text = place->wants_text || (is_textual(place) && !admits_both);
    return true;
  }
  if (e->bag)
    report_type(e, visit);
  return false;
}

/* `canonical` is that of the place, once it was needed. */
static bool equals(struct evaluation *e, struct place *place, const struct value *wanted,
                   struct str wanted_canonical, struct str *canonical) {
  if (is_textual(place)) {
    bool is_equal = wanted->kind == VALUE_STRING && str_equal(wanted->text, place->value->text);
    place->wants_text = place->wants_text || is_equal;
    return is_equal;
  }
  if (wanted->kind != place->value->kind)
    return false;
  if (!canonical->p)
    *canonical = value_canonical(e->scratch, place->value);
  return str_equal(*canonical, wanted_canonical);
}

bool evaluate_const(struct evaluation *e, struct visit *visit) {
  const struct value *wanted = &visit->clause->source->value;
  struct str canonical = {NULL, 0};
  if (equals(e, visit->place, wanted, visit->clause->canonicals[0], &canonical))
    return true;
  if (e->bag)
    report_values(e, visit->place, &wanted, 1);
  return false;
}

bool evaluate_enum(struct evaluation *e, struct visit *visit) {
  const struct value *list = &visit->clause->source->value;
  struct str canonical = {NULL, 0};
  if (!evaluation_spend(e, list->count / 4))
    return false;
  for (size_t i = 0; i < list->count; i++) {
    if (equals(e, visit->place, &list->items[i], visit->clause->canonicals[i], &canonical))
      return true;
  }
  if (!e->bag)
    return false;
  const struct value **values = arena_array(e->scratch, const struct value *, list->count);
  for (size_t i = 0; i < list->count; i++)
    values[i] = &list->items[i];
  report_values(e, visit->place, values, list->count);
  return false;
}

bool evaluate_length(struct evaluation *e, struct visit *visit) {
  bool is_minimum = visit->clause->keyword->id == KEYWORD_MIN_LENGTH;
  size_t bound = visit->clause->number, length = utf8_count(visit->place->value->text);
  if (is_minimum ? length >= bound : length <= bound)
    return true;
  if (!e->bag)
    return false;
  struct str name = place_name(e, visit->place);
  struct str shown = count_shown(e, length, "character");
  report(e, VALUE_LENGTH, place_span(e, visit->place), "%.*s has %.*s, but must have at %s %zu",
         STR_ARG(name), STR_ARG(shown), is_minimum ? "least" : "most", bound);
  return false;
}

/* The author of the schema may have said in words what the pattern wants; a character that is
 * not what it looks like comes first, for nobody can see it. */
static void help_with_description(struct evaluation *e, struct diag *diag,
                                  const struct json_node *node, struct str text) {
  struct str odd = odd_words(e->scratch, text);
  if (odd.n > 0) {
    diag_help(e->bag, diag, "%.*s", STR_ARG(odd));
    return;
  }
  const struct json_clause *description = json_node_clause(node, KEYWORD_DESCRIPTION);
  if (description && description->source->value.text.n > 0)
    diag_help(e->bag, diag, "%.*s", STR_ARG(description->source->value.text));
}

bool evaluate_pattern(struct evaluation *e, struct visit *visit) {
  const struct place *place = visit->place;
  size_t findings = e->bag ? e->bag->count : 0;
  if (evaluation_matches(e, visit->clause->patterns[0], place->value->text, place, NULL))
    return true;
  bool is_reported = e->bag && e->bag->count > findings;
  if (!e->bag || is_reported || e->is_exhausted)
    return false;
  struct str name = place_name(e, place);
  struct diag *diag = report(e, VALUE_PATTERN, place_span(e, place),
                             "%.*s does not have the form that it must have", STR_ARG(name));
  diag_label(e->bag, diag, "must match  %.*s", STR_ARG(visit->clause->source->value.text));
  help_with_description(e, diag, visit->node, place->value->text);
  return false;
}

bool evaluate_format(struct evaluation *e, struct visit *visit) {
  const struct json_format *format = visit->clause->format;
  if (!format || !(e->schema->flags & JSON_SCHEMA_ASSERT_FORMAT) ||
      json_format_fits(format, visit->place->value->text))
    return true;
  if (!e->bag)
    return false;
  struct str name = place_name(e, visit->place);
  struct diag *diag = report(e, VALUE_FORMAT, place_span(e, visit->place), "%.*s must be %s",
                             STR_ARG(name), json_format_text(format));
  help_with_description(e, diag, visit->node, visit->place->value->text);
  return false;
}

bool evaluate_range(struct evaluation *e, struct visit *visit) {
  static const struct {
    enum json_keyword_id keyword;
    int least, most; /* of the comparison */
    const char *words;
  } ranges[] = {
      {KEYWORD_MINIMUM, 0, 1, "at least"},
      {KEYWORD_MAXIMUM, -1, 0, "at most"},
      {KEYWORD_ABOVE, 1, 1, "above"},
      {KEYWORD_BELOW, -1, -1, "below"},
  };
  size_t at = 0;
  while (ranges[at].keyword != visit->clause->keyword->id)
    at++;
  struct decimal number;
  decimal_read(e->scratch, visit->place->value->text, &number);
  int order = decimal_compare(&number, &visit->clause->decimal);
  order = (order > 0) - (order < 0);
  if (order >= ranges[at].least && order <= ranges[at].most)
    return true;
  if (!e->bag)
    return false;
  struct str name = place_name(e, visit->place);
  struct str shown = value_shown(e, visit->place->value);
  report(e, VALUE_RANGE, place_span(e, visit->place), "%.*s is %.*s, but must be %s %.*s",
         STR_ARG(name), STR_ARG(shown), ranges[at].words,
         STR_ARG(visit->clause->source->value.text));
  return false;
}

bool evaluate_multiple(struct evaluation *e, struct visit *visit) {
  struct decimal number;
  decimal_read(e->scratch, visit->place->value->text, &number);
  if (decimal_is_multiple(&number, &visit->clause->decimal))
    return true;
  if (!e->bag)
    return false;
  struct str name = place_name(e, visit->place);
  struct str shown = value_shown(e, visit->place->value);
  report(e, VALUE_RANGE, place_span(e, visit->place),
         "%.*s is %.*s, but must be a multiple of %.*s", STR_ARG(name), STR_ARG(shown),
         STR_ARG(visit->clause->source->value.text));
  return false;
}
