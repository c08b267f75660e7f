/* The part of a schema that says which sections a case has, in which order, and below which
 * others. */
#include "base/suggest.h"
#include "model/heading.h"
#include "parse/schema_reader.h"

static void read_id(struct schema_reader *r, const struct value *value, void *target) {
  struct section_rule *section = target;
  schema_text(r, value, &section->id);
  bool fits = section->id.n > 0 && is_alpha_char(section->id.p[0]);
  for (size_t i = 0; fits && i < section->id.n; i++)
    fits = is_alpha_char(section->id.p[i]) || is_digit_char(section->id.p[i]) ||
           section->id.p[i] == '_' || section->id.p[i] == '-';
  if (section->id.p && !fits)
    diag_add(
        r->bag, &schema_rules[SCHEMA_VALUE], value->span,
        "the id of a section is made of letters, digits, _ and -, and begins with a letter");
}

/* Keeps the keys under which the heading is found (NFC, case and decoration aside). */
static void add_title(struct schema_reader *r, const struct value *value,
                      struct section_rule *section) {
  struct str text = {NULL, 0}, keys[3];
  schema_text(r, value, &text);
  if (!text.p)
    return;
  if (!section->title.p)
    section->title = text;
  size_t count = heading_keys(r->a, text, keys);
  if (count == 0) {
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "this title has no letter in it");
    return;
  }
  section->titles = arena_grow(r->a, section->titles, section->title_count, sizeof(struct str));
  section->names = arena_grow(r->a, section->names, section->title_count, sizeof(struct str));
  section->names[section->title_count] = text;
  section->titles[section->title_count++] = keys[0];
}

static void read_title(struct schema_reader *r, const struct value *value, void *target) {
  add_title(r, value, target);
}

static void read_aliases(struct schema_reader *r, const struct value *value, void *target) {
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of titles");
    return;
  }
  for (size_t i = 0; i < value->count; i++)
    add_title(r, &value->items[i], target);
}

static void read_required(struct schema_reader *r, const struct value *value, void *target) {
  schema_bool(r, value, &((struct section_rule *)target)->is_required);
}

static void read_repeated(struct schema_reader *r, const struct value *value, void *target) {
  schema_bool(r, value, &((struct section_rule *)target)->is_repeated);
}

static void read_empty(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"forbid", "allow"};
  size_t choice = 0;
  schema_choice(r, value, words, 2, &choice);
  ((struct section_rule *)target)->may_be_empty = choice == 1;
}

static void read_section_content(struct schema_reader *r, const struct value *value,
                                 void *target) {
  schema_read_content(r, value, &((struct section_rule *)target)->content);
}

/* ---- A list of sections -------------------------------------------------------------------
 */

static const struct sections_rules default_rules = {
    .is_strict = true, .allows_additional = true, .preamble = TOLERATE_ALLOW};

static void read_rules(struct schema_reader *r, const struct value *value,
                       struct sections_rules *rules);

static void read_nested(struct schema_reader *r, const struct value *value, void *target) {
  struct section_rule *section = target;
  section->nested = arena_new(r->a, struct sections_rules);
  *section->nested = default_rules;
  read_rules(r, value, section->nested);
}

static void read_section(struct schema_reader *r, const struct value *value,
                         struct section_rule *section) {
  static const struct schema_key rows[] = {
      {"id", read_id, SCHEMA_REQUIRED},        {"title", read_title, SCHEMA_REQUIRED},
      {"aliases", read_aliases, "[]"},         {"required", read_required, "true"},
      {"repeated", read_repeated, "false"},    {"empty", read_empty, "forbid"},
      {"content", read_section_content, "{}"}, {"sections", read_nested, NULL},
  };
  *section = (struct section_rule){
      .is_required = true, .content = schema_any_content(value->span), .span = value->span};
  schema_map(r, value, rows, sizeof rows / sizeof *rows, section, "a section");
}

/* Each variant has a list of its own, so both have a limit. */
enum { MOST_SECTIONS = 500 };

static void report_twins(struct schema_reader *r, struct span span, struct span first,
                         const char *what) {
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_DUPLICATE], span,
                               "two sections have the same %s", what);
  diag_relate(r->bag, diag, first, "the first one");
}

/* Titles are asked for among the sections of one list: below another heading they may come
 * again. */
static void verify_titles(struct schema_reader *r, const struct sections_rules *rules) {
  struct map first = {0};
  for (size_t i = 0; i < rules->count; i++) {
    const struct section_rule *section = &rules->list[i];
    size_t twin = i;
    for (size_t j = 0; j < section->title_count; j++) {
      size_t index = map_add(&first, r->scratch, section->titles[j], i);
      twin = index < twin ? index : twin;
    }
    if (twin < i)
      report_twins(r, section->span, rules->list[twin].span, "title");
  }
}

static void read_list(struct schema_reader *r, const struct value *value, void *target) {
  struct sections_rules *rules = target;
  if (!schema_is_list(r, value, "a list of sections", MOST_SECTIONS))
    return;
  rules->list = arena_array(r->a, struct section_rule, value->count);
  rules->count = value->count;
  if (value->count > 0)
    schema_show_list_open(r);
  for (size_t i = 0; i < value->count; i++) {
    schema_show_item(r);
    read_section(r, &value->items[i], &rules->list[i]);
  }
  if (value->count > 0)
    schema_show_list_close(r);
  verify_titles(r, rules);
}

static void read_order(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"strict", "any"};
  size_t choice = 0;
  schema_choice(r, value, words, 2, &choice);
  ((struct sections_rules *)target)->is_strict = choice == 0;
}

static void read_additional(struct schema_reader *r, const struct value *value, void *target) {
  schema_bool(r, value, &((struct sections_rules *)target)->allows_additional);
}

static void read_preamble(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"forbid", "warn", "allow"};
  size_t choice = TOLERATE_ALLOW;
  schema_choice(r, value, words, 3, &choice);
  ((struct sections_rules *)target)->preamble = (enum tolerance)choice;
}

static void read_rules(struct schema_reader *r, const struct value *value,
                       struct sections_rules *rules) {
  static const struct schema_key rows[] = {
      {"order", read_order, "strict"},
      {"additional", read_additional, "true"},
      {"preamble", read_preamble, "allow"},
      {"list", read_list, "[]"},
  };
  schema_map(r, value, rows, 4, rules, "\"sections\"");
}

/* ---- Ids ----------------------------------------------------------------------------------
 */

/* An id stands for one section wherever it is spoken of, so it may come once, nested sections
 * included; a variant may say again, and differently, what the id is. `spans` has where each
 * kind came first in the rules at hand. */
static void settle_kinds(struct schema_reader *r, struct sections_rules *rules, bool is_nested,
                         struct span **spans, size_t *span_count) {
  struct schema *schema = r->schema;
  for (size_t i = 0; rules && i < rules->count; i++) {
    struct section_rule *section = &rules->list[i];
    section->kind =
        map_add(&r->section_kinds, r->a, section->id, schema->section_kind_count);
    if (section->kind == schema->section_kind_count) {
      schema->section_kinds =
          arena_grow(r->a, schema->section_kinds, section->kind, sizeof *schema->section_kinds);
      schema->section_kinds[schema->section_kind_count++] =
          (struct section_kind){section->id, section->title, is_nested};
    }
    while (*span_count < schema->section_kind_count) {
      *spans = arena_grow(r->scratch, *spans, *span_count, sizeof **spans);
      (*spans)[(*span_count)++] = (struct span){0};
    }
    if ((*spans)[section->kind].source && section->id.n > 0)
      report_twins(r, section->span, (*spans)[section->kind], "id");
    (*spans)[section->kind] = section->span;
    settle_kinds(r, section->nested, true, spans, span_count);
  }
}

static void read_whole(struct schema_reader *r, const struct value *value,
                       struct sections_rules *rules) {
  struct span *spans = NULL;
  size_t span_count = 0;
  read_rules(r, value, rules);
  settle_kinds(r, rules, false, &spans, &span_count);
}

void schema_read_sections(struct schema_reader *r, const struct value *value, void *target) {
  read_whole(r, value, &((struct schema *)target)->sections);
}

/* ---- Of a variant -------------------------------------------------------------------------
 */

static void require(struct schema_reader *r, const struct value *value,
                    struct sections_rules *rules) {
  struct str *ids = arena_array(r->scratch, struct str, rules->count);
  for (size_t i = 0; i < rules->count; i++)
    ids[i] = rules->list[i].id;
  for (size_t i = 0; i < rules->count && value_is_textual(value); i++) {
    if (!str_equal(ids[i], value->text))
      continue;
    rules->list[i].is_required = true;
    return;
  }
  if (!value_is_textual(value)) {
    schema_wrong_kind(r, value, "the id of a section");
    return;
  }
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_NAME], value->span,
                               "no section has the id \"%.*s\"", STR_ARG(value->text));
  size_t near = suggest(r->scratch, value->text, ids, rules->count);
  if (near != STR_NONE)
    diag_label(r->bag, diag, "did you mean \"%.*s\"?", STR_ARG(ids[near]));
}

/* `none`, or the ids of those that are; all others are optional then. */
static void read_only_required(struct schema_reader *r, const struct value *value,
                               void *target) {
  struct sections_rules *rules = target;
  bool is_none = value_is_textual(value) && str_equal_c(value->text, "none");
  if (!is_none && value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "\"none\" or a list of section ids");
    return;
  }
  for (size_t i = 0; i < rules->count; i++)
    rules->list[i].is_required = false;
  for (size_t i = 0; !is_none && i < value->count; i++)
    require(r, &value->items[i], rules);
}

/* The list is copied before it is changed: the general one stays as it is. */
void schema_read_other_sections(struct schema_reader *r, const struct value *value,
                                void *target) {
  static const struct schema_key rows[] = {
      {"order", read_order, NULL},
      {"additional", read_additional, NULL},
      {"preamble", read_preamble, NULL},
      {"list", read_list, NULL},
      {"required", read_only_required, NULL},
  };
  struct sections_rules *rules = target;
  struct section_rule *list = arena_array(r->a, struct section_rule, rules->count);
  for (size_t i = 0; i < rules->count; i++)
    list[i] = rules->list[i];
  rules->list = list;
  schema_map(r, value, rows, sizeof rows / sizeof *rows, rules, "\"sections\" of a variant");
  struct span *spans = NULL;
  size_t span_count = 0;
  settle_kinds(r, rules, false, &spans, &span_count);
}
