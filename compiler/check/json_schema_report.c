/* Reports of a JSON Schema that take some thought: keys, lists of values, other readers. */
#include "check/json_schema_report.h"

#include "base/arena.h"
#include "base/odd.h"
#include "base/suggest.h"

enum {
  NAMES_IN_HELP = 8,
  KEYS_TO_COMPARE = 200, /* beyond, nobody looks for the one that was misspelt */
};

/* ---- Keys ---- */

static const struct json_node *find_property(const struct key_findings *keys, struct str name) {
  for (size_t i = 0; i < keys->properties_count; i++) {
    size_t index = map_find(&keys->properties[i]->names, name);
    if (index != STR_NONE)
      return keys->properties[i]->nodes[index];
  }
  return NULL;
}

struct names {
  struct str *list;
  size_t count;
};

static void names_add(struct evaluation *e, struct names *names, struct str name) {
  names->list = arena_grow(e->scratch, names->list, names->count, sizeof *names->list);
  names->list[names->count++] = name;
}

/* The keys that the schema knows; those that are there already left out or not. */
static struct names known_names(struct evaluation *e, const struct place *place,
                                bool only_free) {
  struct names names = {NULL, 0};
  for (size_t i = 0; i < place->keys.properties_count; i++) {
    const struct value *properties = &place->keys.properties[i]->source->value;
    for (size_t k = 0; k < properties->count; k++) {
      struct str name = properties->members[k].key;
      if (!only_free || !value_member(place->value, name))
        names_add(e, &names, name);
    }
  }
  return names;
}

static bool is_word(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (!is_alpha_char(c) && !is_digit_char(c) && c != '_' && c != '-')
      return false;
  }
  return text.n > 0 && is_alpha_char(text.p[0]);
}

/* A key that differs by case alone: the fix writes it as the schema does. */
static void fix_case(struct evaluation *e, struct diag *diag, const struct value_member *member,
                     struct str name) {
  bool is_same = member->key.n == name.n && is_word(name);
  for (size_t i = 0; is_same && i < name.n; i++)
    is_same = lower_char(member->key.p[i]) == lower_char(name.p[i]);
  if (is_same)
    diag_edit_unsafe(e->bag, diag, member->key_span, name);
}

/* Of a key that is nearly the one that was meant. */
static void advise_key(struct evaluation *e, struct diag *diag,
                       const struct value_member *member, struct str name) {
  diag_label(e->bag, diag, "did you mean \"%.*s\"?", STR_ARG(name));
  struct str odd = odd_words(e->scratch, member->key);
  if (odd.n > 0)
    diag_help(e->bag, diag, "%.*s", STR_ARG(odd));
  fix_case(e, diag, member, name);
}

static void forget_missing(struct key_findings *keys, struct str name) {
  size_t kept = 0;
  for (size_t i = 0; i < keys->missing_count; i++) {
    if (!str_equal(keys->missing[i].name, name))
      keys->missing[kept++] = keys->missing[i];
  }
  keys->missing_count = kept;
}

/* A key that may not be there. If it resembles one that has to, that one was meant. */
static void report_unknown_key(struct evaluation *e, struct place *place,
                               const struct value_member *member, const struct names *names) {
  struct key_findings *keys = &place->keys;
  struct diag *diag = report(e, VALUE_KEY_UNKNOWN, member->key_span, "unknown key \"%.*s\"",
                             STR_ARG(member->key));
  struct names missing = {NULL, 0};
  for (size_t i = 0; i < keys->missing_count; i++)
    names_add(e, &missing, keys->missing[i].name);
  size_t near = suggest(e->scratch, member->key, missing.list, missing.count);
  if (near != STR_NONE) {
    advise_key(e, diag, member, missing.list[near]);
    forget_missing(keys, missing.list[near]);
    const struct json_node *meant = find_property(keys, missing.list[near]);
    if (meant)
      evaluate_member(e, meant, place, member);
    return;
  }
  near = suggest(e->scratch, member->key, names->list, names->count);
  if (near != STR_NONE) {
    advise_key(e, diag, member, names->list[near]);
    return;
  }
  struct names all = known_names(e, place, false);
  if (all.count > 0 && all.count <= NAMES_IN_HELP)
    diag_help(e->bag, diag, "the keys that may stand here: %.*s",
              STR_ARG(list_shown(e, all.list, all.count)));
}

/* Where other keys may stand, too, a misspelt one is not unknown: it still shows what was
 * meant. */
static const struct value_member *
resembling_member(struct evaluation *e, const struct place *place, struct str name) {
  const struct value *object = place->value;
  struct names keys = {NULL, 0};
  const struct value_member *members[KEYS_TO_COMPARE];
  for (size_t i = 0; i < object->count && i < KEYS_TO_COMPARE; i++) {
    bool is_unknown = place->keys.unknown && place->keys.unknown[i];
    if (is_unknown || find_property(&place->keys, object->members[i].key))
      continue;
    members[keys.count] = &object->members[i];
    names_add(e, &keys, object->members[i].key);
  }
  size_t near = suggest(e->scratch, name, keys.list, keys.count);
  return near == STR_NONE ? NULL : members[near];
}

static struct span span_for_missing(const struct evaluation *e, const struct place *place) {
  if (!place->parent)
    return e->whole;
  if (place->member)
    return place->member->key_span;
  return place->value->count > 0 ? place->value->members[0].key_span : place->value->span;
}

static void report_missing_key(struct evaluation *e, const struct place *place,
                               const struct missing_key *missing) {
  const struct value_member *near = resembling_member(e, place, missing->name);
  struct span span = near ? near->key_span : span_for_missing(e, place);
  struct diag *diag;
  if (missing->because)
    diag = report(e, VALUE_KEY_MISSING, span, "\"%.*s\" is missing, which \"%.*s\" needs",
                  STR_ARG(missing->name), STR_ARG(missing->because->key));
  else
    diag = report(e, VALUE_KEY_MISSING, span, "\"%.*s\" is missing", STR_ARG(missing->name));
  if (near) {
    diag_label(e->bag, diag, "is it meant here? write \"%.*s\"", STR_ARG(missing->name));
    fix_case(e, diag, near, missing->name);
    return;
  }
  if (place->parent && place->member)
    diag_label(e->bag, diag, "in here");
  const struct json_node *node = find_property(&place->keys, missing->name);
  struct str wanted = node ? node_shown(e, node) : STR("any value");
  const struct json_clause *description =
      node ? json_node_clause(node, KEYWORD_DESCRIPTION) : NULL;
  if (description)
    wanted = description->source->value.text;
  diag_help(e->bag, diag, "add  %.*s: …  (%.*s)", STR_ARG(missing->name), STR_ARG(wanted));
}

void report_keys(struct evaluation *e, struct place *place) {
  struct key_findings *keys = &place->keys;
  struct names names = {NULL, 0};
  if (keys->unknown)
    names = known_names(e, place, true);
  for (size_t i = 0; keys->unknown && i < place->value->count; i++) {
    if (keys->unknown[i])
      report_unknown_key(e, place, &place->value->members[i], &names);
  }
  for (size_t i = 0; i < keys->missing_count; i++)
    report_missing_key(e, place, &keys->missing[i]);
  *keys = (struct key_findings){0};
}

/* ---- Values ---- */

/* "404" in quotes where the schema has the number 404, and the like. */
static bool is_wrongly_quoted(const struct place *place, const struct value *wanted) {
  return place->value->kind == VALUE_STRING && place->value->style != STYLE_PLAIN &&
         wanted->kind != VALUE_STRING && wanted->kind != VALUE_ARRAY &&
         wanted->kind != VALUE_OBJECT && str_equal(wanted->text, place->value->text);
}

void report_values(struct evaluation *e, const struct place *place,
                   const struct value *const *values, size_t count) {
  struct str *shown = arena_array(e->scratch, struct str, count);
  struct str *texts = arena_array(e->scratch, struct str, count);
  for (size_t i = 0; i < count; i++) {
    shown[i] = value_shown(e, values[i]);
    texts[i] = values[i]->kind == VALUE_STRING ? values[i]->text : STR("");
  }
  struct str name = place_name(e, place), is = STR("");
  bool is_empty = place->value->kind == VALUE_NULL && place->value->text.n == 0;
  if (!is_empty)
    is = value_shown(e, place->value);
  struct diag *diag = report(e, VALUE_ENUM, place_span(e, place), "%.*s %s%.*s", STR_ARG(name),
                             is_empty ? "has no value" : "cannot be ", STR_ARG(is));
  for (size_t i = 0; i < count; i++) {
    if (!is_wrongly_quoted(place, values[i]))
      continue;
    diag_help(e->bag, diag, "write  %.*s  without quotes", STR_ARG(place->value->text));
    return;
  }
  struct str all = list_shown(e, shown, count);
  bool is_scalar = place->value->kind != VALUE_ARRAY && place->value->kind != VALUE_OBJECT;
  size_t near = is_scalar ? suggest(e->scratch, place->value->text, texts, count) : STR_NONE;
  const char *must = count > 1 ? "must be one of" : "must be";
  if (near == STR_NONE) {
    diag_label(e->bag, diag, "%s %.*s", must, STR_ARG(all));
    return;
  }
  diag_label(e->bag, diag, "did you mean %.*s?", STR_ARG(shown[near]));
  if (place->value->style == STYLE_PLAIN && is_word(texts[near]))
    diag_edit_unsafe(e->bag, diag, place->value->span, texts[near]);
  else if (place->value->style == STYLE_QUOTED && is_word(texts[near]))
    diag_edit_unsafe(e->bag, diag, place->value->span,
                     arena_printf(e->scratch, "\"%.*s\"", STR_ARG(texts[near])));
  diag_help(e->bag, diag, "it %s %.*s", must, STR_ARG(all));
}

void report_other_reader(struct evaluation *e, const struct place *place) {
  const struct value *value = place->value;
  struct diag *diag = report(e, VALUE_OTHER_READER, value->span,
                             "other YAML readers see %s here, not the text \"%.*s\"",
                             value_other_reading(value), STR_ARG(value->text));
  struct str quoted = arena_printf(e->scratch, "\"%.*s\"", STR_ARG(value->text));
  if (place->member)
    diag_help(e->bag, diag, "write  %.*s: %.*s", STR_ARG(place->member->key), STR_ARG(quoted));
  else
    diag_help(e->bag, diag, "write  %.*s", STR_ARG(quoted));
  diag_edit(e->bag, diag, value->span, quoted);
}
