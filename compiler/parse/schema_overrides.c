/* Reads `overrides`: other levels of rules for some files. */
#include "parse/schema_reader.h"

static void read_files(struct schema_reader *r, const struct value *value, void *target) {
  struct rule_override *override = target;
  schema_globs(r, value, &override->files, &override->file_count);
  if (value->kind == VALUE_ARRAY && value->count == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "no glob stands here");
}

/* Rules look at the whole knowledge base, so their options cannot differ from file to file. */
static void read_rules(struct schema_reader *r, const struct value *value, void *target) {
  struct rule_override *override = target;
  schema_rule_levels(r, value, &override->rules, &override->rule_count);
  for (size_t i = 0; i < override->rule_count; i++) {
    const struct value *options = override->rules[i].options;
    bool has_level_only = options && options->count == 1 && !override->rules[i].keeps_level;
    if (!options || has_level_only)
      continue;
    struct diag *diag = diag_add(r->bag, &schema_rules[SCHEMA_VALUE], options->span,
                                 "an override sets the level of a rule, and nothing else");
    diag_help(r->bag, diag, "options hold for all files, and stand in \"rules\" at the top");
  }
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
