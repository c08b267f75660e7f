/* Which findings count, and how much: the levels of the schema, --select and --ignore. */
#include "driver/policy.h"

#include "base/arena.h"
#include "base/path.h"
#include "diag/diag.h"
#include "driver/options.h"
#include "driver/rules.h"
#include "model/schema.h"

struct policy policy_new(struct arena *a, const struct catalogue *catalogue) {
  struct policy policy = {.catalogue = catalogue,
                          .levels = arena_array(a, enum level, catalogue->count),
                          .is_hidden = arena_array(a, bool, catalogue->count),
                          .is_asked = arena_array(a, bool, catalogue->count),
                          .a = a};
  for (size_t i = 0; i < catalogue->count; i++)
    policy.levels[i] = catalogue->rules[i]->level;
  return policy;
}

struct policy policy_copy(const struct policy *policy, struct str root,
                          struct str working_folder) {
  struct policy copy = *policy;
  copy.levels = arena_array(copy.a, enum level, copy.catalogue->count);
  for (size_t i = 0; i < copy.catalogue->count; i++)
    copy.levels[i] = policy->levels[i];
  copy.root = root;
  copy.working_folder = working_folder;
  return copy;
}

/* Is there a rule among those that the word stands for that may be hidden? */
static bool is_choice(const struct catalogue *catalogue, struct arena *a, struct str word) {
  bool *has = arena_array(a, bool, catalogue->count);
  catalogue_mark(catalogue, word, has);
  for (size_t i = 0; i < catalogue->count; i++) {
    if (has[i] && !rule_is_fixed(catalogue->rules[i]))
      return true;
  }
  return false;
}

/* Marks what the words stand for. */
static bool mark_words(const struct policy *policy, struct arena *a, const char *option,
                       const struct str_list *words, bool *has, struct str *error) {
  for (size_t i = 0; i < words->count; i++) {
    struct str word = words->items[i];
    if (catalogue_mark(policy->catalogue, word, has) > 0) {
      if (is_choice(policy->catalogue, a, word))
        continue;
      *error = arena_printf(a, "--%s: %.*s is always shown", option, STR_ARG(word));
      return false;
    }
    struct str near = catalogue_suggest(a, policy->catalogue, word, true);
    if (near.n > 0)
      *error = arena_printf(a, "--%s: no rule or family \"%.*s\"; did you mean %.*s?", option,
                            STR_ARG(word), STR_ARG(near));
    else
      *error = arena_printf(a, "--%s: no rule or family \"%.*s\"; kbc explain lists them",
                            option, STR_ARG(word));
    return false;
  }
  return true;
}

bool policy_read_options(struct policy *policy, struct arena *a, const struct options *options,
                         struct str *error) {
  size_t count = policy->catalogue->count;
  bool *is_selected = arena_array(a, bool, count);
  bool *is_ignored = arena_array(a, bool, count);
  if (!mark_words(policy, a, "select", &options->select, is_selected, error) ||
      !mark_words(policy, a, "ignore", &options->ignore, is_ignored, error))
    return false;
  for (size_t i = 0; i < options->select.count; i++) {
    size_t index = catalogue_find(policy->catalogue, options->select.items[i]);
    if (index != STR_NONE)
      policy->is_asked[index] = true;
  }
  for (size_t i = 0; i < count; i++) {
    bool is_out = options->select.count > 0 && !is_selected[i];
    policy->is_hidden[i] =
        (is_out || is_ignored[i]) && !rule_is_fixed(policy->catalogue->rules[i]);
  }
  return true;
}

/* ---- Levels -------------------------------------------------------------------------------
 */

static void report_unknown(struct bag *bag, struct arena *scratch, const struct policy *policy,
                           const struct rule_level *set) {
  struct diag *diag = diag_add(bag, &driver_rules[DRIVER_RULE_UNKNOWN], set->name_span,
                               "there is no rule \"%.*s\"", STR_ARG(set->name));
  struct str near = catalogue_suggest(scratch, policy->catalogue, set->name, false);
  if (near.n > 0)
    diag_label(bag, diag, "did you mean %.*s?", STR_ARG(near));
  else
    diag_help(bag, diag, "kbc explain lists the rules");
}

/* The index of the rule whose level is to be set; STR_NONE if it is not, or may not be, which
 * is reported. */
static size_t find_rule(const struct policy *policy, struct arena *scratch, struct bag *bag,
                        const struct rule_level *set) {
  size_t index = catalogue_find(policy->catalogue, set->name);
  if (index == STR_NONE) {
    report_unknown(bag, scratch, policy, set);
    return STR_NONE;
  }
  const struct rule *rule = policy->catalogue->rules[index];
  if (set->keeps_level)
    return STR_NONE;
  if (!rule_is_fixed(rule))
    return index;
  if (set->level != LEVEL_ERROR)
    diag_add(bag, &driver_rules[DRIVER_RULE_FIXED], set->name_span,
             "%s is an error whatever a schema says", rule->name);
  return STR_NONE;
}

void policy_read_levels(struct policy *policy, struct arena *scratch, struct bag *bag,
                        const struct rule_level *rules, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t index = find_rule(policy, scratch, bag, &rules[i]);
    if (index != STR_NONE)
      policy->levels[index] = rules[i].level;
  }
}

/* ---- Overrides ----------------------------------------------------------------------------
 */

struct level_change {
  size_t rule; /* its index in the catalogue */
  enum level level;
};

struct policy_override {
  const struct str *files;
  size_t file_count;
  struct level_change *changes;
  size_t change_count;
};

void policy_read_overrides(struct policy *policy, struct arena *scratch, struct bag *bag,
                           const struct rule_override *overrides, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct rule_override *from = &overrides[i];
    struct policy_override override = {
        from->files, from->file_count,
        arena_array(policy->a, struct level_change, from->rule_count), 0};
    for (size_t j = 0; j < from->rule_count; j++) {
      size_t index = find_rule(policy, scratch, bag, &from->rules[j]);
      if (index != STR_NONE)
        override.changes[override.change_count++] =
            (struct level_change){index, from->rules[j].level};
    }
    policy->overrides = arena_grow(policy->a, policy->overrides, policy->override_count,
                                   sizeof *policy->overrides);
    policy->overrides[policy->override_count++] = override;
  }
}

void policy_read_schema(struct policy *policy, struct arena *scratch, struct bag *bag,
                        const struct schema *schema) {
  policy_read_levels(policy, scratch, bag, schema->rules, schema->rule_count);
  policy_read_overrides(policy, scratch, bag, schema->overrides, schema->override_count);
}

/* The path as the globs see it; n = 0 if it does not lie below the root, or names no file. */
static struct str path_in_corpus(const struct policy *policy, struct arena *scratch,
                                 struct str path) {
  if (path.n == 0 || (path.p[0] == '<' && path.p[path.n - 1] == '>'))
    return (struct str){NULL, 0};
  struct str absolute = path_clean(scratch, path_join(scratch, policy->working_folder, path));
  return path_is_below(absolute, policy->root) ? path_relative(scratch, absolute, policy->root)
                                               : (struct str){NULL, 0};
}

static const struct level_change *find_change(const struct policy_override *override,
                                              size_t rule) {
  for (size_t i = 0; i < override->change_count; i++) {
    if (override->changes[i].rule == rule)
      return &override->changes[i];
  }
  return NULL;
}

/* The change that counts for the rule in that file: the last one; NULL if there is none. */
static const struct level_change *change_for(const struct policy *policy, struct arena *scratch,
                                             size_t rule, struct str path) {
  struct str relative = {NULL, 0};
  for (size_t i = policy->override_count; i > 0; i--) {
    const struct policy_override *override = &policy->overrides[i - 1];
    const struct level_change *change = find_change(override, rule);
    if (!change)
      continue;
    if (relative.n == 0)
      relative = path_in_corpus(policy, scratch, path);
    for (size_t j = 0; j < override->file_count && relative.n > 0; j++) {
      if (glob_matches(override->files[j], relative))
        return change;
    }
  }
  return NULL;
}

bool policy_wants(const struct policy *policy, const struct rule *rule) {
  size_t index = catalogue_index(policy->catalogue, rule);
  bool is_wanted = policy->levels[index] != LEVEL_OFF || policy->is_asked[index];
  for (size_t i = 0; i < policy->override_count && !is_wanted; i++) {
    const struct level_change *change = find_change(&policy->overrides[i], index);
    is_wanted = change && change->level != LEVEL_OFF;
  }
  return is_wanted;
}

/* ---- Applying them ------------------------------------------------------------------------
 */

void policy_set_levels(const struct policy *policy, struct bag *bag) {
  struct arena scratch = {0};
  size_t kept = 0;
  for (size_t i = 0; i < bag->count; i++) {
    struct diag *diag = &bag->diags[i];
    size_t index = catalogue_index(policy->catalogue, diag->rule);
    const struct level_change *change = change_for(policy, &scratch, index, diag->path);
    /* A finding may have a level of its own, unless the schema sets that of its rule. */
    if (change)
      diag->level = change->level;
    else if (policy->levels[index] != diag->rule->level)
      diag->level = policy->levels[index];
    if (diag->level == LEVEL_OFF && policy->is_asked[index])
      diag->level = LEVEL_WARNING;
    if (diag->level != LEVEL_OFF)
      bag->diags[kept++] = *diag;
    arena_reset(&scratch);
  }
  bag->count = kept;
  arena_free(&scratch);
}

void policy_apply(const struct policy *policy, struct bag *bag) {
  policy_set_levels(policy, bag);
  size_t kept = 0;
  for (size_t i = 0; i < bag->count; i++) {
    size_t index = catalogue_index(policy->catalogue, bag->diags[i].rule);
    bool shows_error = policy->shows_errors && bag->diags[i].level == LEVEL_ERROR;
    if (!policy->is_hidden[index] || shows_error)
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
}
