/* The cases that log lines are held against, from the kb.json of a build.
 *
 * The file is the user's, but may be anything: it is held against RFC 8259 as a whole, then
 * taken apart piece by piece, for most of it are texts of sections that nobody needs here. */
#include "base/arena.h"
#include "base/json.h"
#include "driver/match/cases.h"
#include "driver/match/json_parts.h"
#include "matcher/matcher.h"
#include "parse/log_template.h"

#include <limits.h>

enum { MOST_TEMPLATES = 1000, LONGEST_PATTERN = 1 << 16 };

struct kb_file {
  struct arena *a;
  struct str text;
  struct str *error;
  struct str keys[MOST_TEMPLATES]; /* of the front matter that log fields equal */
  size_t key_count;
  struct log_template *templates;
  size_t template_count;
  struct match_form *forms;
  struct match_case *items;
  struct str **values; /* of each case, one for each key */
  size_t case_count;
  struct match_pattern *patterns;
  size_t pattern_count;
};

/* ---- What is wrong ------------------------------------------------------------------------
 */

static size_t line_at(struct str text, size_t offset) {
  size_t line = 1;
  for (size_t at = str_find_char(text, '\n', 0); at != STR_NONE && at < offset;
       at = str_find_char(text, '\n', at + 1))
    line++;
  return line;
}

/* `part` is a stretch of the text that is to blame. */
static bool refuse(const struct kb_file *file, struct str part, const char *what) {
  size_t offset = part.p ? (size_t)(part.p - file->text.p) : 0;
  *file->error = arena_printf(file->a, "line %zu: %s", line_at(file->text, offset), what);
  return false;
}

static bool refuse_json(const struct kb_file *file, const struct json_fault *fault) {
  *file->error =
      arena_printf(file->a, "line %zu: this is no JSON%s%s", line_at(file->text, fault->at),
                   fault->reason ? ": " : "", fault->reason ? fault->reason : "");
  return false;
}

/* ---- Values -------------------------------------------------------------------------------
 */

/* The text of a string, without its escapes; of a number or a truth value as it stands; n = 0
 * of anything else. */
static struct str text_of(struct arena *a, struct str value) {
  if (value.n == 0 || value.p[0] == '{' || value.p[0] == '[' || str_equal_c(value, "null"))
    return (struct str){NULL, 0};
  if (value.p[0] != '"')
    return value;
  struct str inner = str_slice(value, 1, value.n - 1);
  if (str_find_char(inner, '\\', 0) == STR_NONE)
    return inner;
  size_t error_at;
  struct json_tree *tree = json_parse(value, &error_at);
  if (!tree)
    return (struct str){NULL, 0};
  struct str text = arena_copy(a, json_text(json_root(tree), (struct str){NULL, 0}));
  json_free(tree);
  return text;
}

static struct str text_member(const struct kb_file *file, struct str object, const char *key) {
  return text_of(file->a, json_part(object, str_from_c(key)));
}

/* A whole number as JSON writes it, within int. */
static bool number_of(struct str value, int *number) {
  bool is_below = value.n > 0 && value.p[0] == '-';
  long long sum = 0;
  if (value.n == is_below)
    return false;
  for (size_t i = is_below; i < value.n; i++) {
    if (!is_digit_char(value.p[i]) || sum > INT_MAX)
      return false;
    sum = sum * 10 + (value.p[i] - '0');
  }
  *number = (int)(is_below ? -sum : sum);
  return sum <= INT_MAX;
}

/* ---- Templates ----------------------------------------------------------------------------
 */

static bool is_format(struct str format) {
  for (size_t at = str_find_char(format, '%', 0); at != STR_NONE;
       at = str_find_char(format, '%', at + 1)) {
    struct str rest = str_slice(format, at + 1, format.n);
    bool is_fraction =
        rest.n > 1 && rest.p[1] == 'f' && str_find_char(STR("369"), rest.p[0], 0) != STR_NONE;
    if (!is_fraction &&
        (rest.n == 0 || str_find_char(STR("YmdHMSz%"), rest.p[0], 0) == STR_NONE))
      return false;
    at += is_fraction ? 2 : 1;
  }
  return format.n > 0;
}

static bool read_type(struct kb_file *file, struct str object, struct log_field *field) {
  static const char *const words[] = {"text", "enum", "timestamp", "map"};
  static const enum field_type types[] = {FIELD_TEXT, FIELD_ENUM, FIELD_TIMESTAMP, FIELD_MAP};
  struct str type = text_member(file, object, "type");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!str_equal_c(type, words[i]))
      continue;
    field->type = types[i];
    return true;
  }
  return refuse(file, object, "a log field of no known type");
}

static void note_key(struct kb_file *file, struct str key) {
  for (size_t i = 0; i < file->key_count; i++) {
    if (str_equal(file->keys[i], key))
      return;
  }
  if (key.n > 0 && file->key_count < MOST_TEMPLATES)
    file->keys[file->key_count++] = key;
}

static bool read_field(struct kb_file *file, struct log_template *template, struct str object) {
  size_t index = log_template_field(template, text_member(file, object, "name"));
  if (index == STR_NONE)
    return refuse(file, object, "a log field that its template does not have");
  struct log_field *field = &template->fields[index];
  if (!read_type(file, object, field))
    return false;
  field->format = text_member(file, object, "format");
  if (field->type == FIELD_TIMESTAMP && !is_format(field->format))
    return refuse(file, object, "a time without a format that kbc knows");
  field->equals = text_member(file, object, "equals");
  field->contains = text_member(file, object, "contains");
  note_key(file, field->equals);
  struct json_parts values = json_parts_of(json_part(object, STR("values")));
  struct str key, value;
  field->value_count = 0;
  while (json_parts_next(&values, &key, &value)) {
    field->values =
        arena_grow(file->a, field->values, field->value_count, sizeof *field->values);
    field->values[field->value_count++] = text_of(file->a, value);
  }
  return field->type != FIELD_ENUM || field->value_count > 0 ||
         refuse(file, object, "an enum without a value");
}

static bool read_template(struct kb_file *file, struct str object) {
  if (file->template_count == MOST_TEMPLATES)
    return refuse(file, object, "more log templates than kbc reads");
  file->templates =
      arena_grow(file->a, file->templates, file->template_count, sizeof *file->templates);
  struct log_template *template = &file->templates[file->template_count++];
  *template = (struct log_template){.name = text_member(file, object, "name"),
                                    .text = text_member(file, object, "template")};
  struct template_error error = log_template_parse(file->a, template->text, template);
  struct json_parts fields = json_parts_of(json_part(object, STR("fields")));
  struct str key, value;
  size_t count = 0;
  if (error.message.n > 0)
    return refuse(file, object, error.message.p);
  for (; json_parts_next(&fields, &key, &value); count++) {
    if (!read_field(file, template, value))
      return false;
  }
  if (count < template->field_count)
    return refuse(file, object,
                  "a log template without its fields: a kbc of today writes them, so build the "
                  "knowledge base again");
  error = log_template_verify(file->a, template);
  return error.message.n == 0 || refuse(file, object, error.message.p);
}

static bool read_templates(struct kb_file *file) {
  struct json_parts templates = json_parts_of(json_part(file->text, STR("log_templates")));
  struct str key, value;
  while (json_parts_next(&templates, &key, &value)) {
    if (!read_template(file, value))
      return false;
  }
  file->forms = cases_forms(file->a, file->templates, file->template_count);
  return true;
}

/* ---- Cases --------------------------------------------------------------------------------
 */

/* A word, a value word with = in front, or * for any. */
static bool is_item(struct str item) {
  if (str_equal_c(item, "*"))
    return true;
  if (item.n > 0 && item.p[0] == '=')
    item = str_slice(item, 1, item.n);
  for (size_t i = 0; i < item.n; i++) {
    if (!is_word_byte(item.p[i]) || item.p[i] != lower_char(item.p[i]))
      return false;
  }
  return item.n > 0;
}

/* Items with one space between two, and no * where there is nothing on one of its sides. */
static bool is_pattern(struct str words) {
  bool was_any = true;
  if (words.n > LONGEST_PATTERN)
    return false;
  for (size_t at = 0; at <= words.n;) {
    size_t space = str_find_char(words, ' ', at);
    size_t end = space == STR_NONE ? words.n : space;
    struct str item = str_slice(words, at, end);
    bool is_any = str_equal_c(item, "*");
    if (!is_item(item) || (is_any && at == 0))
      return false;
    was_any = is_any;
    at = end + 1;
  }
  return !was_any;
}

static bool read_pattern(struct kb_file *file, struct str object, size_t number) {
  struct match_pattern pattern = {.number = number,
                                  .service = text_member(file, object, "service"),
                                  .words = text_member(file, object, "words")};
  struct str priority = json_part(object, STR("priority"));
  struct str words = json_part(object, STR("words"));
  if (!is_pattern(pattern.words))
    return refuse(file, words.n > 0 ? words : object, "this is no pattern");
  if (priority.n > 0 && !number_of(priority, &pattern.priority))
    return refuse(file, object, "a priority is a whole number");
  file->patterns =
      arena_grow(file->a, file->patterns, file->pattern_count, sizeof *file->patterns);
  file->patterns[file->pattern_count++] = pattern;
  return true;
}

static void note_levels(struct kb_file *file, struct str log_lines) {
  struct json_parts lines = json_parts_of(log_lines);
  struct str key, line;
  while (json_parts_next(&lines, &key, &line)) {
    struct str name = text_member(file, line, "template");
    struct str fields = json_part(line, STR("fields"));
    for (size_t i = 0; i < file->template_count; i++) {
      struct match_form *form = &file->forms[i];
      if (!str_equal(file->templates[i].name, name) || form->level == STR_NONE)
        continue;
      struct str field = file->templates[i].fields[form->level].name;
      levels_add(&form->levels, file->a, text_of(file->a, json_part(fields, field)));
    }
  }
}

static struct str service_of(const struct kb_file *file, const struct str *values) {
  for (size_t i = 0; i < file->template_count; i++) {
    size_t router = log_template_router(&file->templates[i]);
    for (size_t j = 0; router != STR_NONE && j < file->key_count; j++) {
      if (str_equal(file->keys[j], file->templates[i].fields[router].equals) && values[j].n > 0)
        return values[j];
    }
  }
  return (struct str){NULL, 0};
}

static struct match_case *add_case(struct kb_file *file) {
  size_t n = file->case_count++;
  file->items = arena_grow(file->a, file->items, n, sizeof *file->items);
  file->values = arena_grow(file->a, file->values, n, sizeof *file->values);
  file->items[n] = (struct match_case){.id = {NULL, 0}};
  file->values[n] = arena_array(file->a, struct str, file->key_count);
  return &file->items[n];
}

/* One walk over the members, for sections are long. */
static bool read_case(struct kb_file *file, struct str object) {
  size_t number = file->case_count;
  struct match_case *item = add_case(file);
  struct str *values = file->values[number];
  struct json_parts members = json_parts_of(object), patterns = {{NULL, 0}, 0};
  struct str key, value, pattern;
  bool has_patterns = false;
  while (json_parts_next(&members, &key, &value)) {
    if (str_equal_c(key, "id"))
      item->id = text_of(file->a, value);
    else if (str_equal_c(key, "title"))
      item->title = text_of(file->a, value);
    else if (str_equal_c(key, "log_lines"))
      note_levels(file, value);
    for (size_t i = 0; str_equal_c(key, "front_matter") && i < file->key_count; i++)
      values[i] = text_of(file->a, json_part(value, file->keys[i]));
    if (str_equal_c(key, "patterns")) {
      patterns = json_parts_of(value);
      has_patterns = true;
    }
  }
  if (item->id.n == 0)
    return refuse(file, object, "a case without an id");
  if (!has_patterns)
    return refuse(file, object,
                  "a case without its patterns: a kbc of today writes them, so build the "
                  "knowledge base again");
  item->service = service_of(file, values);
  while (json_parts_next(&patterns, &key, &pattern)) {
    if (!read_pattern(file, pattern, number))
      return false;
  }
  return true;
}

static bool read_cases(struct kb_file *file) {
  struct json_parts list = json_parts_of(json_part(file->text, STR("cases")));
  struct str key, value;
  while (json_parts_next(&list, &key, &value)) {
    if (!read_case(file, value))
      return false;
  }
  return file->case_count > 0 || refuse(file, file->text, "there is no case in it");
}

/* ---- The whole ----------------------------------------------------------------------------
 */

static struct str value_of(const void *context, size_t number, struct str key) {
  const struct kb_file *file = context;
  for (size_t i = 0; i < file->key_count; i++) {
    if (str_equal(file->keys[i], key))
      return file->values[number][i];
  }
  return (struct str){NULL, 0};
}

static bool check_head(const struct kb_file *file) {
  struct json_fault fault;
  int version = 0;
  if (!json_is_valid(file->text, &fault))
    return refuse_json(file, &fault);
  if (!str_equal_c(text_member(file, file->text, "format"), "kbc-kb"))
    return refuse(file, file->text, "this is no kb.json of kbc build");
  if (!number_of(json_part(file->text, STR("version")), &version) || version != 1)
    return refuse(file, file->text, "its version is none that this kbc reads");
  return true;
}

bool cases_of_json(struct arena *a, struct str text, struct match_cases *cases,
                   struct str *error) {
  struct kb_file *file = arena_new(a, struct kb_file);
  file->a = a;
  file->text = text;
  file->error = error;
  if (!check_head(file) || !read_templates(file) || !read_cases(file))
    return false;
  struct match_source source = {.templates = file->templates,
                                .template_count = file->template_count,
                                .patterns = file->patterns,
                                .pattern_count = file->pattern_count,
                                .case_count = file->case_count,
                                .value = value_of,
                                .context = file};
  *cases = (struct match_cases){.items = file->items,
                                .count = file->case_count,
                                .templates = file->templates,
                                .template_count = file->template_count,
                                .forms = file->forms,
                                .matcher = matcher_build(a, &source)};
  return true;
}
