/* Reads `overrides`: other levels of rules for some files. */
#include "parse/schema_reader.h"

/* Rules look at a whole knowledge base, and a schema says what with: their options cannot
 * differ from file to file, nor between a schema and the project that uses it. */
void schema_only_levels(struct schema_reader *r, const struct value *value,
                        struct rule_level **rules, size_t *count) {
  schema_rule_levels(r, value, rules, count);
  for (size_t i = 0; i < *count; i++) {
    const struct value *options = (*rules)[i].options;
    bool has_level_only = options && options->count == 1 && !(*rules)[i].keeps_level;
    if (!options || has_level_only)
      continue;
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], options->span,
                                 "only the level of a rule can be set here");
    diag_help(r->bag, diag,
              "options hold for all files, and stand in the \"rules\" of a schema");
  }
}

static void read_files(struct schema_reader *r, const struct value *value, void *target) {
  struct rule_override *override = target;
  schema_globs(r, value, &override->files, &override->file_count);
  if (value->kind == VALUE_ARRAY && value->count == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "no glob stands here");
}

static void read_rules(struct schema_reader *r, const struct value *value, void *target) {
  struct rule_override *override = target;
  schema_only_levels(r, value, &override->rules, &override->rule_count);
}

void schema_overrides(struct schema_reader *r, const struct value *value,
                      struct rule_override **overrides, size_t *count) {
  static const struct schema_key rows[] = {
      {"files", read_files, SCHEMA_REQUIRED},
      {"rules", read_rules, SCHEMA_REQUIRED},
  };
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of overrides");
    return;
  }
  *overrides = arena_array(r->a, struct rule_override, value->count);
  *count = value->count;
  if (value->count > 0)
    schema_show_list_open(r);
  for (size_t i = 0; i < value->count; i++) {
    schema_show_item(r);
    schema_map(r, &value->items[i], rows, sizeof rows / sizeof *rows, &(*overrides)[i],
               "an override");
  }
  if (value->count > 0)
    schema_show_list_close(r);
}
