/* The part of a schema that says what a section holds: kinds of blocks, how many, how long. */
#include "base/suggest.h"
#include "model/content.h"
#include "parse/schema_reader.h"

#include <stdint.h>

static void read_allow(struct schema_reader *r, const struct value *value, void *target) {
  struct content_rules *content = target;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of kinds of content");
    return;
  }
  content->allow = 0;
  for (size_t i = 0; i < value->count; i++) {
    size_t choice = CONTENT_KINDS;
    schema_choice(r, &value->items[i], content_words, CONTENT_KINDS, &choice);
    if (choice < CONTENT_KINDS)
      content->allow |= CONTENT_BIT(choice);
  }
}

/* `log: main` alone means that line and nothing else; with `allow`, that besides. */
static void read_log(struct schema_reader *r, const struct value *value, void *target) {
  struct content_rules *content = target;
  struct str name = {NULL, 0};
  schema_text(r, value, &name);
  struct str *names = arena_array(r->scratch, struct str, r->schema->log_count);
  for (size_t i = 0; name.p && i < r->schema->log_count; i++) {
    names[i] = r->schema->logs[i].name;
    if (!str_equal(names[i], name))
      continue;
    content->log = &r->schema->logs[i];
    content->allow = 0;
    content->log_count.min = 1;
    return;
  }
  if (!name.p)
    return;
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_NAME], value->span,
                               "\"logs\" has no template \"%.*s\"", STR_ARG(name));
  size_t near = suggest(r->scratch, name, names, r->schema->log_count);
  if (near != STR_NONE)
    diag_label(r->bag, diag, "did you mean \"%.*s\"?", STR_ARG(names[near]));
}

static void read_count(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct content_rules *)target)->log_count);
}

static void read_chars(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct content_rules *)target)->chars);
}

/* ---- One kind of block --------------------------------------------------------------------
 */

/* What `code: {…}` and the like fill in. */
struct kind_target {
  struct content_rules *content;
  enum content_kind kind;
};

static void read_kind_count(struct schema_reader *r, const struct value *value, void *target) {
  struct kind_target *at = target;
  schema_range(r, value, &at->content->counts[at->kind]);
}

static void read_kind_items(struct schema_reader *r, const struct value *value, void *target) {
  struct kind_target *at = target;
  schema_range(r, value, &at->content->items[at->kind]);
}

static void read_numbering(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"any", "sequential"};
  size_t choice = 0;
  schema_choice(r, value, words, 2, &choice);
  ((struct kind_target *)target)->content->is_sequential = choice == 1;
}

static void read_languages(struct schema_reader *r, const struct value *value, void *target) {
  struct content_rules *content = ((struct kind_target *)target)->content;
  schema_texts(r, value, &content->languages, &content->language_count);
}

static void read_columns(struct schema_reader *r, const struct value *value, void *target) {
  struct content_rules *content = ((struct kind_target *)target)->content;
  schema_texts(r, value, &content->columns, &content->column_count);
}

/* A demand on a kind that the section may not hold is a mistake of the schema's. */
static void read_kind(struct schema_reader *r, const struct value *value,
                      struct content_rules *content, enum content_kind kind,
                      const struct schema_key *rows, size_t count) {
  struct kind_target target = {content, kind};
  schema_map(r, value, rows, count, &target,
             arena_printf(r->scratch, "\"%s\"", content_words[kind]).p);
  if (content->allow & CONTENT_BIT(kind))
    return;
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
                               "this section does not allow \"%s\"", content_words[kind]);
  diag_help(r->bag, diag, "add it to \"allow\", or take this away");
}

static void read_paragraph(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"count", read_kind_count, NULL}};
  read_kind(r, value, target, CONTENT_PARAGRAPH, rows, 1);
}

static void read_bullet_list(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"count", read_kind_count, NULL},
      {"items", read_kind_items, NULL},
  };
  read_kind(r, value, target, CONTENT_LIST, rows, 2);
}

static void read_ordered_list(struct schema_reader *r, const struct value *value,
                              void *target) {
  static const struct schema_key rows[] = {
      {"count", read_kind_count, NULL},
      {"items", read_kind_items, NULL},
      {"numbering", read_numbering, NULL},
  };
  read_kind(r, value, target, CONTENT_ORDERED_LIST, rows, 3);
}

static void read_code(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"count", read_kind_count, NULL},
      {"languages", read_languages, NULL},
  };
  read_kind(r, value, target, CONTENT_CODE, rows, 2);
}

static void read_table(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"count", read_kind_count, NULL},
      {"rows", read_kind_items, NULL},
      {"columns", read_columns, NULL},
  };
  read_kind(r, value, target, CONTENT_TABLE, rows, 3);
}

static void read_quote(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"count", read_kind_count, NULL}};
  read_kind(r, value, target, CONTENT_QUOTE, rows, 1);
}

static void read_item_chars(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct content_rules *)target)->item_chars);
}

static void read_item(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"chars", read_item_chars, "0.."}};
  schema_map(r, value, rows, 1, target, "\"item\"");
}

/* ---- All of it ----------------------------------------------------------------------------
 */

struct content_rules schema_any_content(struct span span) {
  struct range any = {0, SIZE_MAX, span};
  struct content_rules content = {
      .log_count = any, .allow = CONTENT_ANY, .chars = any, .item_chars = any};
  for (size_t i = 0; i < CONTENT_KINDS; i++)
    content.counts[i] = content.items[i] = any;
  return content;
}

/* `count` beside `allow` looks as if it counted blocks. */
static void verify_log_count(struct schema_reader *r, const struct value *value) {
  const struct value_member *count = value_member(value, STR("count"));
  if (!count || value_member(value, STR("log")))
    return;
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_KEY_MISSING], count->key_span,
                               "\"count\" counts log lines, and \"log\" is missing");
  diag_help(r->bag, diag,
            "write  log: TEMPLATE  beside it, or put it under what it counts, as in  "
            "list: {count: 1}");
}

/* `allow` comes behind `log`, which else means nothing but the line, and before the kinds. */
void schema_read_content(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"log", read_log, NULL},
      {"count", read_count, NULL},
      {"allow", read_allow, NULL},
      {"chars", read_chars, "0.."},
      {"paragraph", read_paragraph, NULL},
      {"list", read_bullet_list, NULL},
      {"ordered-list", read_ordered_list, NULL},
      {"item", read_item, "{}"},
      {"code", read_code, NULL},
      {"table", read_table, NULL},
      {"quote", read_quote, NULL},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, target, "\"content\"");
  verify_log_count(r, value);
}
