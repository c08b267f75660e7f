/* Which findings count, and how much: the levels of the schema, --select and --ignore. */
#ifndef DRIVER_POLICY_H
#define DRIVER_POLICY_H

#include "driver/catalogue.h"

struct bag;
struct options;
struct policy_override;
struct rule;
struct rule_level;
struct rule_override;
struct schema;

/* By the index of the rule in the catalogue. */
struct policy {
  const struct catalogue *catalogue;
  enum level *levels;
  bool *is_hidden;   /* not selected, or ignored */
  bool *is_asked;    /* selected by its own name or code: where its level is off, a warning */
  bool shows_errors; /* errors are shown all the same: a build must not be talked past them */
  struct arena *a;
  struct policy_override *overrides; /* a later one wins */
  size_t override_count;
  struct str root, working_folder; /* absolute and clean: overrides count below the root */
};

/* Every rule at its own level. Lives in `a`, borrows the catalogue. */
struct policy policy_new(struct arena *a, const struct catalogue *catalogue);

/* What the options said, for the corpus below `root`: its levels are set apart from those of
 * others. Lives in the same arena. */
struct policy policy_copy(const struct policy *policy, struct str root,
                          struct str working_folder);

/* --select and --ignore. False if a word of theirs names nothing: `error` says so in one line.
 */
bool policy_read_options(struct policy *policy, struct arena *a, const struct options *options,
                         struct str *error);

/* `rules` and `overrides`; what is wrong there goes into the bag. What is read later wins, and
 * an override over every level. The globs are borrowed. */
void policy_read_levels(struct policy *policy, struct arena *scratch, struct bag *bag,
                        const struct rule_level *rules, size_t count);
void policy_read_overrides(struct policy *policy, struct arena *scratch, struct bag *bag,
                           const struct rule_override *overrides, size_t count);
void policy_read_schema(struct policy *policy, struct arena *scratch, struct bag *bag,
                        const struct schema *schema);

/* May a finding of the rule have a level that is not off, in any file? */
bool policy_wants(const struct policy *policy, const struct rule *rule);

/* Gives every finding its level and takes out those that are off. */
void policy_set_levels(const struct policy *policy, struct bag *bag);

/* The same, and takes out those that are hidden. An override counts
 * for the findings that stand in its files: the file of the finding itself, not that of a
 * related place. */
void policy_apply(const struct policy *policy, struct bag *bag);

#endif
