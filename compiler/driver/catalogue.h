/* The rule book: the rows of all stages in one list, and how a rule or a family of rules is
 * named. */
#ifndef DRIVER_CATALOGUE_H
#define DRIVER_CATALOGUE_H

#include "base/map.h"
#include "diag/rule.h"

struct arena;

/* By code. */
struct catalogue {
  const struct rule **rules;
  size_t count;
  struct map by_name; /* the index of each */
};

/* All rules whose code begins with the prefix. */
struct rule_family {
  const char *prefix; /* "KBC02" */
  const char *name;   /* as --select and --ignore take it */
  const char *title;
  bool is_fixed; /* its errors are what rule_is_fixed says */
};

extern const struct rule_family rule_families[];
extern const size_t rule_family_count;

/* Lives in `a`. Two rows with one code or one name are a bug of ours. */
struct catalogue catalogue_new(struct arena *a);

/* The index of the row with that name or code, or STR_NONE. */
size_t catalogue_find(const struct catalogue *catalogue, struct str name);
/* The index of a row that a stage has used. */
size_t catalogue_index(const struct catalogue *catalogue, const struct rule *rule);

const struct rule_family *rule_family_of(const struct rule *rule);

/* Is it an error that no schema may lower and no command line ignore? It tells that kbc could
 * not do its work, and not what somebody thinks of a case. */
bool rule_is_fixed(const struct rule *rule);

/* The rows that a name, a code, the beginning of a code (KBC02) or a family stands for: sets
 * `has[i]` of each, and answers how many there are. */
size_t catalogue_mark(const struct catalogue *catalogue, struct str spec, bool *has);

/* The name of a rule or a family that is nearest to a word, n = 0 if none is near. */
struct str catalogue_suggest(struct arena *scratch, const struct catalogue *catalogue,
                             struct str word, bool with_families);

#endif
