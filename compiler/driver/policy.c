/* Which findings count, and how much: the levels of the schema, --select and --ignore. */
#include "driver/policy.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "driver/options.h"
#include "driver/rules.h"
#include "model/schema.h"

struct policy policy_new(struct arena *a, const struct catalogue *catalogue) {
  struct policy policy = {catalogue, arena_array(a, enum level, catalogue->count),
                          arena_array(a, bool, catalogue->count), false};
  for (size_t i = 0; i < catalogue->count; i++)
    policy.levels[i] = catalogue->rules[i]->level;
  return policy;
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
  for (size_t i = 0; i < count; i++) {
    bool is_out = options->select.count > 0 && !is_selected[i];
    policy->is_hidden[i] =
        (is_out || is_ignored[i]) && !rule_is_fixed(policy->catalogue->rules[i]);
  }
  return true;
}

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

void policy_read_schema(struct policy *policy, struct arena *scratch, struct bag *bag,
                        const struct schema *schema) {
  for (size_t i = 0; i < schema->rule_count; i++) {
    const struct rule_level *set = &schema->rules[i];
    size_t index = catalogue_find(policy->catalogue, set->name);
    if (index == STR_NONE) {
      report_unknown(bag, scratch, policy, set);
      continue;
    }
    const struct rule *rule = policy->catalogue->rules[index];
    if (!rule_is_fixed(rule))
      policy->levels[index] = set->level;
    else if (set->level != LEVEL_ERROR)
      diag_add(bag, &driver_rules[DRIVER_RULE_FIXED], set->name_span,
               "%s is an error whatever a schema says", rule->name);
  }
}

void policy_apply(const struct policy *policy, struct bag *bag) {
  size_t kept = 0;
  for (size_t i = 0; i < bag->count; i++) {
    struct diag *diag = &bag->diags[i];
    size_t index = catalogue_index(policy->catalogue, diag->rule);
    /* A finding may have a level of its own, unless the schema sets that of its rule. */
    if (policy->levels[index] != diag->rule->level)
      diag->level = policy->levels[index];
    bool is_shown =
        !policy->is_hidden[index] || (policy->shows_errors && diag->level == LEVEL_ERROR);
    if (diag->level != LEVEL_OFF && is_shown)
      bag->diags[kept++] = *diag;
  }
  bag->count = kept;
}
