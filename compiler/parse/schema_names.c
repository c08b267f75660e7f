/* Names in a schema: what "frontmatter.service" or a bare "service" stands for. */
#include "parse/schema_names.h"

#include "base/suggest.h"
#include "model/value_form.h"

static struct name new_name(struct schema_reader *r, enum name_kind kind, const char *prefix,
                            struct str last) {
  return (struct name){
      .kind = kind, .text = arena_printf(r->a, "%s%.*s", prefix, STR_ARG(last)), .as = last};
}

/* The general form, then those of the variants. */
static const struct value_form *form_at(const struct schema_reader *r, size_t i) {
  return i == 0 ? r->schema->front.form : r->schema->variants[i - 1].front.form;
}

/* Does any of them have the key, or have room for any? */
static void ask_forms(const struct schema_reader *r, struct str key, bool *is_declared,
                      bool *is_closed) {
  *is_declared = false;
  *is_closed = true;
  for (size_t i = 0; i <= r->schema->variant_count; i++) {
    const struct value_form *form = form_at(r, i);
    *is_declared = *is_declared || value_form_key(form, key);
    *is_closed = *is_closed && form && form->is_closed;
  }
}

struct str *schema_front_keys(struct schema_reader *r, size_t *count) {
  struct map seen = {0};
  struct str *keys = NULL;
  *count = 0;
  for (size_t i = 0; i <= r->schema->variant_count; i++) {
    const struct value_form *form = form_at(r, i);
    for (size_t k = 0; form && k < form->key_count; k++) {
      if (map_add(&seen, r->scratch, form->keys[k].name, *count) != *count)
        continue;
      keys = arena_grow(r->scratch, keys, *count, sizeof *keys);
      keys[(*count)++] = form->keys[k].name;
    }
  }
  return keys;
}

static bool find_front(struct schema_reader *r, struct str key, bool must_be_declared,
                       struct name *name) {
  bool is_declared, is_closed;
  ask_forms(r, key, &is_declared, &is_closed);
  if (!is_declared && (must_be_declared || is_closed))
    return false;
  *name = new_name(r, NAME_FRONT, "frontmatter.", key);
  name->key = key;
  return key.n > 0;
}

static bool find_capture(struct schema_reader *r, struct str key, struct name *name) {
  const struct record_rules *record = &r->schema->record;
  for (size_t i = 0; i < record->capture_count; i++) {
    if (!str_equal(record->captures[i], key))
      continue;
    *name = new_name(r, NAME_CAPTURE, "capture.", key);
    name->index = i;
    return true;
  }
  return false;
}

static bool find_section(struct schema_reader *r, struct str key, struct name *name) {
  for (size_t i = 0; i < r->schema->section_kind_count; i++) {
    if (!str_equal(r->schema->section_kinds[i].id, key))
      continue;
    *name = new_name(r, NAME_SECTION, "section.", key);
    name->index = i;
    return true;
  }
  return false;
}

/* `key` is TEMPLATE.FIELD. */
static bool find_log(struct schema_reader *r, struct str key, struct name *name) {
  size_t dot = str_find_char(key, '.', 0);
  if (dot == STR_NONE)
    return false;
  struct str template = str_slice(key, 0, dot), field = str_slice(key, dot + 1, key.n);
  for (size_t i = 0; i < r->schema->log_count; i++) {
    if (!str_equal(r->schema->logs[i].name, template))
      continue;
    size_t index = log_template_field(&r->schema->logs[i], field);
    if (index == STR_NONE)
      return false;
    *name = new_name(r, NAME_LOG, "log.", key);
    name->as = field;
    name->index = i;
    name->field = index;
    return true;
  }
  return false;
}

/* title, path and stem stand for themselves. */
static bool find_keyword(struct schema_reader *r, struct str text, struct name *name) {
  static const struct {
    const char *text;
    enum name_kind kind;
  } words[] = {{"title", NAME_TITLE}, {"path", NAME_PATH}, {"stem", NAME_STEM}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!str_equal_c(text, words[i].text))
      continue;
    *name = new_name(r, words[i].kind, "", text);
    return true;
  }
  return false;
}

static bool find_written_out(struct schema_reader *r, struct str text, struct name *name) {
  size_t dot = str_find_char(text, '.', 0);
  struct str space = str_slice(text, 0, dot), key = str_slice(text, dot + 1, text.n);
  if (str_equal_c(space, "frontmatter"))
    return find_front(r, key, false, name);
  if (str_equal_c(space, "capture"))
    return find_capture(r, key, name);
  if (str_equal_c(space, "section"))
    return find_section(r, key, name);
  return str_equal_c(space, "log") && find_log(r, key, name);
}

/* How many of the three have the bare name; the last of them is the answer. */
static size_t find_bare(struct schema_reader *r, struct str text, struct name found[3]) {
  size_t count = 0;
  count += find_front(r, text, true, &found[count]);
  count += find_capture(r, text, &found[count]);
  count += find_section(r, text, &found[count]);
  /* Of a JSON Schema that is wrong nobody knows the keys; that was said already. */
  if (count == 0 && r->schema->front.is_broken)
    count += find_front(r, text, false, &found[0]);
  return count;
}

static void add_candidate(struct schema_reader *r, struct str **list, size_t *count,
                          const char *prefix, struct str key) {
  *list = arena_grow(r->scratch, *list, *count, sizeof **list);
  (*list)[(*count)++] = arena_printf(r->scratch, "%s%.*s", prefix, STR_ARG(key));
}

/* Every name that would have been right, written out if the wrong one was, else bare. */
static struct str *candidates(struct schema_reader *r, bool written_out, size_t *count) {
  struct str *list = NULL;
  const struct schema *schema = r->schema;
  size_t key_count;
  const struct str *keys = schema_front_keys(r, &key_count);
  for (size_t i = 0; i < key_count; i++)
    add_candidate(r, &list, count, written_out ? "frontmatter." : "", keys[i]);
  for (size_t i = 0; i < schema->record.capture_count; i++)
    add_candidate(r, &list, count, written_out ? "capture." : "", schema->record.captures[i]);
  for (size_t i = 0; i < schema->section_kind_count; i++)
    add_candidate(r, &list, count, written_out ? "section." : "", schema->section_kinds[i].id);
  for (size_t i = 0; i < schema->log_count; i++) {
    const struct log_template *log = &schema->logs[i];
    struct str prefix = arena_printf(r->scratch, "log.%.*s.", STR_ARG(log->name));
    for (size_t j = 0; j < log->field_count; j++)
      add_candidate(r, &list, count, prefix.p, log->fields[j].name);
  }
  add_candidate(r, &list, count, "", STR("title"));
  add_candidate(r, &list, count, "", STR("path"));
  add_candidate(r, &list, count, "", STR("stem"));
  return list;
}

#define NAMES                                                                                  \
  "names are frontmatter.KEY, title, capture.NAME, section.ID, log.TEMPLATE.FIELD, path and "  \
  "stem"

/* May it be the name of a group of a title pattern that does not work, which was said? */
static bool is_lost_capture(const struct schema_reader *r, struct str text) {
  if (str_starts_with(text, STR("capture.")))
    text = str_slice(text, STR("capture.").n, text.n);
  return schema_has_lost_capture(r, text);
}

/* The name that was meant. Of one that is written out the first part is right if it is any:
 * then the rest has to be near, not the whole. n = 0 if there is none. */
static struct str nearest_name(struct schema_reader *r, struct str text) {
  size_t count = 0, kept = 0, dot = str_find_char(text, '.', 0);
  struct str *list = candidates(r, dot != STR_NONE, &count);
  struct str prefix = dot == STR_NONE ? STR("") : str_slice(text, 0, dot + 1);
  struct str *rests = arena_array(r->scratch, struct str, count);
  for (size_t i = 0; i < count && prefix.n > 0; i++) {
    if (str_starts_with(list[i], prefix))
      rests[kept++] = str_slice(list[i], prefix.n, list[i].n);
  }
  struct str rest = str_slice(text, prefix.n, text.n);
  size_t near = kept > 0 ? suggest(r->scratch, rest, rests, kept)
                         : suggest(r->scratch, text, list, count);
  if (near == STR_NONE)
    return (struct str){NULL, 0};
  return kept > 0 ? arena_printf(r->scratch, "%.*s%.*s", STR_ARG(prefix), STR_ARG(rests[near]))
                  : list[near];
}

static void report_unknown_name(struct schema_reader *r, struct str text, struct span span) {
  if (text.n == 0 || text.p[text.n - 1] == '.') {
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_NAME], span,
                                 text.n == 0 ? "a name is missing here"
                                             : "the name \"%.*s\" lacks its last part",
                                 STR_ARG(text));
    diag_help(r->bag, diag, NAMES);
    return;
  }
  struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_NAME], span,
                               "nothing in this schema is called \"%.*s\"", STR_ARG(text));
  struct str near = nearest_name(r, text);
  if (near.n > 0)
    diag_label(r->bag, diag, "did you mean \"%.*s\"?", STR_ARG(near));
  else if (str_starts_with(text, STR("frontmatter.")))
    diag_help(r->bag, diag,
              "the keys of front matter are those below \"properties\" in its schema");
  else
    diag_help(r->bag, diag, NAMES);
}

bool schema_name(struct schema_reader *r, struct str text, struct span span,
                 struct name *name) {
  struct name found[3];
  size_t count = text.n > 0;
  if (str_find_char(text, '.', 0) != STR_NONE)
    count = find_written_out(r, text, &found[0]);
  else if (text.n > 0 && !find_keyword(r, text, &found[0]))
    count = find_bare(r, text, found);
  if (count == 0) {
    if (!is_lost_capture(r, text))
      report_unknown_name(r, text, span);
    return false;
  }
  if (count > 1) {
    struct diag *diag =
        diag_add(r->bag, &schema_rules[SCHEMA_NAME], span, "\"%.*s\" may be %.*s or %.*s",
                 STR_ARG(text), STR_ARG(found[0].text), STR_ARG(found[1].text));
    diag_help(r->bag, diag, "write out which one is meant");
    return false;
  }
  *name = found[0];
  name->span = span;
  return true;
}

void schema_names(struct schema_reader *r, const struct value *value, struct name **names,
                  size_t *count) {
  struct str *texts = NULL;
  size_t n = 0;
  schema_texts(r, value, &texts, &n);
  *names = arena_array(r->a, struct name, n);
  *count = 0;
  for (size_t i = 0; i < n; i++) {
    struct span span = value->kind == VALUE_ARRAY ? value->items[i].span : value->span;
    if (texts[i].p && schema_name(r, texts[i], span, &(*names)[*count]))
      (*count)++;
  }
}

void schema_read_identity(struct schema_reader *r, const struct value *value, void *target) {
  struct record_rules *record = &((struct schema *)target)->record;
  schema_names(r, value, &record->identity, &record->identity_count);
}

/* "a+b" is one rule over two names. */
static void read_unique_rule(struct schema_reader *r, const struct value_member *member,
                             struct unique_rule *rule) {
  rule->text = member->key;
  schema_scope(r, &member->value, &rule->scope);
  for (size_t from = 0; from <= member->key.n;) {
    size_t plus = str_find_char(member->key, '+', from);
    size_t to = plus == STR_NONE ? member->key.n : plus;
    struct str text = str_trim(str_slice(member->key, from, to));
    rule->names = arena_grow(r->a, rule->names, rule->name_count, sizeof *rule->names);
    if (schema_name(r, text, member->key_span, &rule->names[rule->name_count]))
      rule->name_count++;
    from = to + 1;
  }
}

void schema_read_unique(struct schema_reader *r, const struct value *value, void *target) {
  struct record_rules *record = &((struct schema *)target)->record;
  if (value->kind != VALUE_OBJECT) {
    schema_wrong_kind(r, value, "a mapping of names to file or corpus");
    return;
  }
  record->uniques = arena_array(r->a, struct unique_rule, value->count);
  record->unique_count = value->count;
  for (size_t i = 0; i < value->count; i++)
    read_unique_rule(r, &value->members[i], &record->uniques[i]);
}
