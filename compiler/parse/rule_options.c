/* Reads what a schema says about rules besides their levels. */
#include "parse/rule_options.h"

#include "base/map.h"
#include "base/unicode.h"
#include "model/rule_options.h"
#include "parse/schema_reader.h"
#include "parse/yaml.h"
#include "parse/yaml_words.h"

enum { LARGEST_INTEGER = 1000000000 };

static void read_bool(struct schema_reader *r, const struct rule_option *option,
                      const struct value *value, struct option_value *into) {
  (void)option;
  schema_bool(r, value, &into->is_on);
}

static void read_integer(struct schema_reader *r, const struct rule_option *option,
                         const struct value *value, struct option_value *into) {
  (void)option;
  int number = 0;
  schema_integer(r, value, 0, LARGEST_INTEGER, &number);
  into->number = (size_t)number;
}

static void read_percent(struct schema_reader *r, const struct rule_option *option,
                         const struct value *value, struct option_value *into) {
  (void)option;
  int number = 0;
  schema_integer(r, value, 0, 100, &number);
  into->number = (size_t)number;
}

static void read_range(struct schema_reader *r, const struct rule_option *option,
                       const struct value *value, struct option_value *into) {
  (void)option;
  schema_range(r, value, &into->range);
}

static void read_choice(struct schema_reader *r, const struct rule_option *option,
                        const struct value *value, struct option_value *into) {
  size_t count = 0;
  while (option->words[count])
    count++;
  schema_choice(r, value, option->words, count, &into->number);
}

/* An empty text would stand everywhere, and one of several lines nowhere. */
static bool check_text(struct schema_reader *r, const struct value *value, struct str text) {
  if (text.p && str_trim(text).n > 0 && str_find_char(text, '\n', 0) == STR_NONE)
    return true;
  /* Without a text at all, that is reported already. */
  if (value_is_textual(value))
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a text of one line, and not an empty one, is expected here");
  return false;
}

/* Each text is held against all of them. */
enum { MOST_WORDS = 5000, MOST_PATTERNS = 1000 };

static void read_texts(struct schema_reader *r, const struct rule_option *option,
                       const struct value *value, struct option_value *into) {
  (void)option;
  bool is_list = value->kind == VALUE_ARRAY;
  if (is_list && !schema_is_list(r, value, "a list of words", MOST_WORDS))
    return;
  schema_texts(r, value, &into->texts, &into->count);
  for (size_t i = 0; i < into->count; i++)
    check_text(r, is_list ? &value->items[i] : value, into->texts[i]);
}

static void read_patterns(struct schema_reader *r, const struct rule_option *option,
                          const struct value *value, struct option_value *into) {
  (void)option;
  bool is_list = value->kind == VALUE_ARRAY;
  if (!is_list && !value_is_textual(value)) {
    schema_wrong_kind(r, value, "a list of patterns");
    return;
  }
  if (is_list && !schema_is_list(r, value, "a list of patterns", MOST_PATTERNS))
    return;
  size_t count = is_list ? value->count : 1;
  into->patterns = arena_array(r->a, const struct pattern *, count);
  for (size_t i = 0; i < count; i++)
    into->patterns[i] = schema_pattern(r, is_list ? &value->items[i] : value, 0);
  into->count = count;
}

/* ---- Terms ---- */

static void read_word(struct schema_reader *r, const struct value *value, struct str *word) {
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (check_text(r, value, text))
    *word = str_trim(text);
}

static void read_avoid(struct schema_reader *r, const struct value *value, void *target) {
  read_word(r, value, &((struct term *)target)->avoid);
}

static void read_prefer(struct schema_reader *r, const struct value *value, void *target) {
  read_word(r, value, &((struct term *)target)->prefer);
}

static void read_unless(struct schema_reader *r, const struct value *value, void *target) {
  ((struct term *)target)->unless = schema_pattern(r, value, 0);
}

/* Words that no text can hold apart: a term counts regardless of case. */
static struct str term_key(struct schema_reader *r, struct str word) {
  struct str nfc = unicode_nfc(r->scratch, word);
  char *key = arena_alloc(r->scratch, nfc.n);
  for (size_t i = 0; i < nfc.n; i++)
    key[i] = lower_char(nfc.p[i]);
  return (struct str){key, nfc.n};
}

/* One word cannot be replaced by two, and what replaces it must not have to be replaced: in a
 * circle of such terms no text would ever be right. */
static void check_terms(struct schema_reader *r, const struct term *terms, size_t count) {
  struct map seen = {0};
  for (size_t i = 0; i < count; i++) {
    size_t first =
        terms[i].avoid.n > 0 ? map_add(&seen, r->scratch, term_key(r, terms[i].avoid), i) : i;
    if (first == i)
      continue;
    struct diag *diag =
        diag_add(r->bag, &schema_rules[SCHEMA_DUPLICATE], terms[i].span,
                 "the term \"%.*s\" stands here twice", STR_ARG(terms[i].avoid));
    diag_relate(r->bag, diag, terms[first].span, "the first one");
  }
  for (size_t i = 0; i < count; i++) {
    size_t other =
        terms[i].prefer.n > 0 ? map_find(&seen, term_key(r, terms[i].prefer)) : STR_NONE;
    if (other == STR_NONE || other == i)
      continue;
    struct diag *diag =
        diag_add(r->bag, &schema_rules[SCHEMA_VALUE], terms[i].span,
                 "\"%.*s\" is to be preferred here, and to be avoided elsewhere",
                 STR_ARG(terms[i].prefer));
    diag_relate(r->bag, diag, terms[other].span, "the term that avoids it");
  }
}

static void read_terms(struct schema_reader *r, const struct rule_option *option,
                       const struct value *value, struct option_value *into) {
  static const struct schema_key rows[] = {
      {"avoid", read_avoid, SCHEMA_REQUIRED},
      {"prefer", read_prefer, NULL},
      {"unless", read_unless, NULL},
  };
  (void)option;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of terms, each with \"avoid\",");
    return;
  }
  if (!schema_is_list(r, value, "a list of terms", MOST_WORDS))
    return;
  into->terms = arena_array(r->a, struct term, value->count);
  into->count = value->count;
  for (size_t i = 0; i < value->count; i++) {
    into->terms[i].span = value->items[i].span;
    schema_map(r, &value->items[i], rows, 3, &into->terms[i], "a term");
  }
  check_terms(r, into->terms, into->count);
}

/* ---- The options of a rule ---- */

static void read_option(struct schema_reader *r, const struct rule_option *option,
                        const struct value *value, struct option_value *into) {
  static void (*const readers[])(struct schema_reader *, const struct rule_option *,
                                 const struct value *, struct option_value *) = {
      [RULE_OPTION_BOOL] = read_bool,         [RULE_OPTION_INTEGER] = read_integer,
      [RULE_OPTION_PERCENT] = read_percent,   [RULE_OPTION_RANGE] = read_range,
      [RULE_OPTION_CHOICE] = read_choice,     [RULE_OPTION_TEXTS] = read_texts,
      [RULE_OPTION_PATTERNS] = read_patterns, [RULE_OPTION_TERMS] = read_terms,
  };
  *into = (struct option_value){0};
  readers[option->kind](r, option, value, into);
}

/* Defaults are written as a schema would write them, so that the rule book can show them. */
static void read_fallback(struct schema_reader *r, const struct rule *rule,
                          const struct rule_option *option, struct option_value *into) {
  size_t findings = r->bag->count;
  const struct source *source =
      source_new(r->a, STR("<default>"), str_from_c(option->fallback));
  struct value *value = arena_new(r->a, struct value);
  struct span whole = span_of(source, 0, source->bytes.n);
  if (yaml_words_read(r->a, whole, value) ||
      value_from_yaml(r->a, r->scratch, r->bag, whole, YAML_CONFIG, value))
    read_option(r, option, value, into);
  if (r->bag->count > findings)
    die("%s: the default of %s is wrong", rule->name, option->name);
}

static struct option_value *read_fallbacks(struct schema_reader *r, const struct rule *rule,
                                           size_t count) {
  struct option_value *values = arena_array(r->a, struct option_value, count);
  for (size_t i = 0; i < count; i++)
    read_fallback(r, rule, &rule->options[i], &values[i]);
  return values;
}

/* The level, which every rule has, was read with the schema. */
static void read_map(struct schema_reader *r, const struct rule *rule, const struct value *map,
                     struct option_value *values) {
  size_t count = rule_option_count(rule);
  struct schema_key *rows = arena_array(r->scratch, struct schema_key, count + 1);
  rows[0].name = "level";
  for (size_t i = 0; i < count; i++)
    rows[i + 1].name = rule->options[i].name;
  schema_map(r, map, rows, count + 1, NULL,
             arena_printf(r->scratch, "the rule %s", rule->name).p);
  for (size_t i = 0; i < count; i++) {
    const struct value *value = value_get(map, str_from_c(rule->options[i].name));
    if (value)
      read_option(r, &rule->options[i], value, &values[i]);
  }
}

/* What the schema says about the rule, by its name or its code. */
static void read_maps(struct schema_reader *r, const struct rule *rule,
                      struct option_value *values) {
  struct str name = str_from_c(rule->name), code = str_from_c(rule->code);
  for (size_t i = 0; i < r->schema->rule_count; i++) {
    const struct rule_level *set = &r->schema->rules[i];
    if (set->options && (str_equal(set->name, name) || str_equal(set->name, code)))
      read_map(r, rule, set->options, values);
  }
}

void parse_rule_options(struct arena *a, struct arena *scratch, struct bag *bag,
                        const struct rule *const *rules, size_t count, struct schema *schema) {
  struct schema_reader r = {.a = a, .scratch = scratch, .bag = bag, .schema = schema};
  schema->options = arena_array(a, struct rule_options, count);
  for (size_t i = 0; i < count; i++) {
    size_t options = rule_option_count(rules[i]);
    struct option_value *values = read_fallbacks(&r, rules[i], options);
    read_maps(&r, rules[i], values);
    if (options > 0)
      schema->options[schema->option_count++] = (struct rule_options){rules[i], values};
  }
}
