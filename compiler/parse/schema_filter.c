/* The part of a schema that says how findings may be silenced: by comments, by a baseline. */
#include "base/path.h"
#include "parse/schema_reader.h"

void schema_path(struct schema_reader *r, const struct value *value, struct str *target) {
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (!value_is_textual(value))
    return;
  if (text.n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a path is expected here; the folder of this file is  .");
  else if (text.p[0] == '/')
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a path is relative to the folder of this file, and begins without \"/\"");
  else if (str_find_char(text, '\0', 0) != STR_NONE)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "no path holds a NUL");
  else
    *target = path_clean(r->a, text);
}

void schema_read_baseline(struct schema_reader *r, const struct value *value, void *target) {
  struct schema *schema = target;
  schema->baseline_span = value->span;
  schema_path(r, value, &schema->baseline);
}

static void read_reason(struct schema_reader *r, const struct value *value, void *target) {
  static const char *const words[] = {"optional", "required"};
  size_t choice = 0;
  schema_choice(r, value, words, 2, &choice);
  ((struct schema *)target)->needs_reasons = choice == 1;
}

void schema_read_suppressions(struct schema_reader *r, const struct value *value,
                              void *target) {
  static const struct schema_key rows[] = {{"reason", read_reason, "optional"}};
  schema_map(r, value, rows, 1, target, "\"suppressions\"");
}
