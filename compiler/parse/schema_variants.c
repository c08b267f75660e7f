/* The part of a schema that says which cases follow other rules than the general ones, and the
 * schema's own example. */
#include "model/value_form.h"
#include "parse/schema_names.h"

static struct condition *new_condition(struct schema_reader *r, struct variant *variant) {
  variant->conditions = arena_grow(r->a, variant->conditions, variant->condition_count,
                                   sizeof *variant->conditions);
  struct condition *condition = &variant->conditions[variant->condition_count++];
  *condition = (struct condition){0};
  return condition;
}

/* A misspelt key is no front matter key: those are written out. */
static void read_front_condition(struct schema_reader *r, const struct value_member *member,
                                 struct variant *variant) {
  struct name name;
  if (!str_starts_with(member->key, STR("frontmatter."))) {
    struct diag *diag =
        diag_add(r->bag, &schema_rules[SCHEMA_KEY_UNKNOWN], member->key_span,
                 "\"%.*s\" is nothing that a variant can depend on", STR_ARG(member->key));
    diag_help(r->bag, diag, "\"when\" may have: title, path, frontmatter.KEY");
    return;
  }
  if (!schema_name(r, member->key, member->key_span, &name))
    return;
  struct condition *condition = new_condition(r, variant);
  condition->on = NAME_FRONT;
  condition->key = name.key;
  schema_texts(r, &member->value, &condition->texts, &condition->text_count);
}

static void read_condition(struct schema_reader *r, const struct value_member *member,
                           struct variant *variant) {
  if (str_equal_c(member->key, "title")) {
    struct condition *condition = new_condition(r, variant);
    condition->on = NAME_TITLE;
    condition->pattern = schema_pattern(r, &member->value, 0);
  } else if (str_equal_c(member->key, "path")) {
    struct condition *condition = new_condition(r, variant);
    condition->on = NAME_PATH;
    schema_globs(r, &member->value, &condition->texts, &condition->text_count);
  } else {
    read_front_condition(r, member, variant);
  }
}

static void read_when(struct schema_reader *r, const struct value *value, void *target) {
  if (value->kind != VALUE_OBJECT) {
    schema_wrong_kind(r, value, "a mapping of what must hold");
    return;
  }
  for (size_t i = 0; i < value->count; i++)
    read_condition(r, &value->members[i], target);
  if (value->count == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "without a condition every case would be of this variant");
}

static void read_variant_title(struct schema_reader *r, const struct value *value,
                               void *target) {
  schema_read_title(r, value, &((struct variant *)target)->title);
}

static void read_variant_front(struct schema_reader *r, const struct value *value,
                               void *target) {
  schema_read_front(r, value, &((struct variant *)target)->front);
}

static void read_variant_sections(struct schema_reader *r, const struct value *value,
                                  void *target) {
  schema_read_other_sections(r, value, &((struct variant *)target)->sections);
}

static void read_variant(struct schema_reader *r, const struct value *value,
                         struct variant *variant) {
  static const struct schema_key rows[] = {
      {"when", read_when, SCHEMA_REQUIRED},
      {"title", read_variant_title, NULL},
      {"frontmatter", read_variant_front, NULL},
      {"sections", read_variant_sections, NULL},
  };
  const struct schema *schema = r->schema;
  *variant = (struct variant){.title = schema->record.title,
                              .front = schema->front,
                              .sections = schema->sections,
                              .span = value->span};
  schema_map(r, value, rows, sizeof rows / sizeof *rows, variant, "a variant");
}

/* ---- Variants that no case can follow without a finding -----------------------------------
 */

static bool may_be(const struct value_form *form, struct str text) {
  if (form->constant && form->constant->kind < VALUE_ARRAY)
    return str_equal(form->constant->text, text);
  const struct value *words = form->words;
  for (size_t i = 0; words && i < words->count; i++) {
    if (words->items[i].kind >= VALUE_ARRAY || str_equal(words->items[i].text, text))
      return true;
  }
  return !words;
}

static void verify_value(struct schema_reader *r, const struct value_form *form,
                         const struct value *value) {
  if (!value_is_textual(value) || may_be(form, value->text))
    return;
  const struct value *refusing = form->constant ? form->constant : form->words;
  struct diag *diag =
      diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
               "front matter with \"%.*s\" follows this variant, but its schema "
               "refuses that",
               STR_ARG(value->text));
  if (refusing->span.source)
    diag_relate(r->bag, diag, refusing->span, "what is allowed");
}

/* Each value of a "when" is one that the variant's own JSON Schema takes. */
static void verify_conditions(struct schema_reader *r, const struct value *when,
                              const struct value_form *form) {
  for (size_t i = 0; when && when->kind == VALUE_OBJECT && i < when->count; i++) {
    const struct value_member *member = &when->members[i];
    if (!str_starts_with(member->key, STR("frontmatter.")))
      continue;
    struct str key = str_slice(member->key, STR("frontmatter.").n, member->key.n);
    const struct value_form *wanted = value_form_key(form, key);
    if (!wanted)
      continue;
    if (member->value.kind != VALUE_ARRAY)
      verify_value(r, wanted, &member->value);
    for (size_t k = 0; member->value.kind == VALUE_ARRAY && k < member->value.count; k++)
      verify_value(r, wanted, &member->value.items[k]);
  }
}

/* Each case is held against the conditions of all of them. */
enum { MOST_VARIANTS = 100 };

void schema_read_variants(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  if (!schema_is_list(r, value, "a list of variants", MOST_VARIANTS))
    return;
  schema->variants = arena_array(r->a, struct variant, value->count);
  if (value->count > 0)
    schema_show_list_open(r);
  /* Each counts once it was read: names in a "when" may be keys of those above it. */
  for (size_t i = 0; i < value->count; i++) {
    schema_show_item(r);
    read_variant(r, &value->items[i], &schema->variants[i]);
    if (!r->show)
      verify_conditions(r, value_get(&value->items[i], STR("when")),
                        schema->variants[i].front.form);
    schema->variant_count = i + 1;
  }
  if (value->count > 0)
    schema_show_list_close(r);
}

/* ---- The example --------------------------------------------------------------------------
 */

static void read_example_text(struct schema_reader *r, const struct value *value,
                              void *target) {
  struct example *example = target;
  if (!value_is_textual(value) || value->style != STYLE_BLOCK ||
      !str_starts_with(span_text(value->span), STR("|"))) {
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
                                 "an example is a block that keeps its lines");
    diag_help(r->bag, diag, "write  |  behind the key, and the case below it, indented");
    return;
  }
  schema_text(r, value, &example->text);
  example->span = value->span;
}

static void read_example_file(struct schema_reader *r, const struct value *value,
                              void *target) {
  schema_text(r, value, &((struct example *)target)->file);
}

/* The text alone, or {file: NAME, text: TEXT}. */
void schema_read_example(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"file", read_example_file, NULL},
      {"text", read_example_text, SCHEMA_REQUIRED},
  };
  struct example *example = &((struct schema *)target)->example;
  if (value->kind == VALUE_OBJECT)
    schema_map(r, value, rows, 2, example, "\"example\"");
  else
    read_example_text(r, value, example);
}
