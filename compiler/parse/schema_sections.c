/* The part of a schema that says which sections a case has and what they hold. */
#include "base/suggest.h"
#include "model/heading.h"
#include "parse/schema_reader.h"

#include <stdint.h>

static const struct {
  const char *word;
  enum content_kind kind;
} content_words[] = {
    {"paragraph", CONTENT_PARAGRAPH},
    {"list", CONTENT_LIST},
    {"ordered-list", CONTENT_ORDERED_LIST},
    {"code", CONTENT_CODE},
    {"quote", CONTENT_QUOTE},
    {"html", CONTENT_HTML},
};

enum { CONTENT_WORDS = sizeof content_words / sizeof *content_words };

static void read_allow(struct schema_reader *r, const struct value *value, void *target) {
  struct content_rules *content = target;
  const char *words[CONTENT_WORDS];
  for (size_t i = 0; i < CONTENT_WORDS; i++)
    words[i] = content_words[i].word;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of kinds of content");
    return;
  }
  content->allow = 0;
  for (size_t i = 0; i < value->count; i++) {
    size_t choice = CONTENT_WORDS;
    schema_choice(r, &value->items[i], words, CONTENT_WORDS, &choice);
    if (choice < CONTENT_WORDS)
      content->allow |= content_words[choice].kind;
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

static void read_ordered_count(struct schema_reader *r, const struct value *value,
                               void *target) {
  schema_range(r, value, &((struct content_rules *)target)->ordered_list_count);
}

static void read_ordered_items(struct schema_reader *r, const struct value *value,
                               void *target) {
  schema_range(r, value, &((struct content_rules *)target)->ordered_list_items);
}

static void read_numbering(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"any", "sequential"};
  size_t choice = 0;
  schema_choice(r, value, words, 2, &choice);
  ((struct content_rules *)target)->is_sequential = choice == 1;
}

static void read_ordered_list(struct schema_reader *r, const struct value *value,
                              void *target) {
  static const struct schema_key rows[] = {
      {"count", read_ordered_count, false},
      {"items", read_ordered_items, false},
      {"numbering", read_numbering, false},
  };
  schema_map(r, value, rows, 3, target, "\"ordered-list\"");
}

static void read_list_count(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct content_rules *)target)->list_count);
}

static void read_list_items(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct content_rules *)target)->list_items);
}

static void read_bullet_list(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"count", read_list_count, false},
      {"items", read_list_items, false},
  };
  schema_map(r, value, rows, 2, target, "\"list\"");
}

static void read_item_chars(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct content_rules *)target)->item_chars);
}

static void read_item(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"chars", read_item_chars, false}};
  schema_map(r, value, rows, 1, target, "\"item\"");
}

/* `allow` comes behind `log`, which else means nothing but the line. */
static void read_content(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"log", read_log, false},
      {"count", read_count, false},
      {"allow", read_allow, false},
      {"chars", read_chars, false},
      {"ordered-list", read_ordered_list, false},
      {"list", read_bullet_list, false},
      {"item", read_item, false},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows,
             &((struct section_rule *)target)->content, "\"content\"");
}

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

static void read_section(struct schema_reader *r, const struct value *value,
                         struct section_rule *section) {
  static const struct schema_key rows[] = {
      {"id", read_id, true},
      {"title", read_title, true},
      {"aliases", read_aliases, false},
      {"required", read_required, false},
      {"content", read_content, false},
  };
  struct range any = {0, SIZE_MAX, value->span};
  section->span = value->span;
  section->is_required = true;
  section->content =
      (struct content_rules){NULL, any, CONTENT_ANY, any, any, any, false, any, any, any};
  schema_map(r, value, rows, sizeof rows / sizeof *rows, section, "a section");
}

static bool share_title(const struct section_rule *a, const struct section_rule *b) {
  for (size_t i = 0; i < a->title_count; i++) {
    for (size_t j = 0; j < b->title_count; j++) {
      if (str_equal(a->titles[i], b->titles[j]))
        return true;
    }
  }
  return false;
}

static void verify_sections(struct schema_reader *r, const struct sections_rules *sections) {
  for (size_t i = 0; i < sections->count; i++) {
    const struct section_rule *section = &sections->list[i];
    for (size_t j = 0; j < i; j++) {
      bool same_id = section->id.n > 0 && str_equal(section->id, sections->list[j].id);
      if (!same_id && !share_title(section, &sections->list[j]))
        continue;
      struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_DUPLICATE], section->span,
                                   "two sections have the same %s", same_id ? "id" : "title");
      diag_relate(r->bag, diag, sections->list[j].span, "the first one");
    }
  }
}

static void read_list(struct schema_reader *r, const struct value *value, void *target) {
  struct sections_rules *sections = target;
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of sections");
    return;
  }
  sections->list = arena_array(r->a, struct section_rule, value->count);
  sections->count = value->count;
  for (size_t i = 0; i < value->count; i++)
    read_section(r, &value->items[i], &sections->list[i]);
  verify_sections(r, sections);
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

void schema_read_sections(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"order", read_order, false},
      {"additional", read_additional, false},
      {"preamble", read_preamble, false},
      {"list", read_list, false},
  };
  schema_map(r, value, rows, 4, &((struct schema *)target)->sections, "\"sections\"");
}
