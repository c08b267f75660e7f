/* The knowledge base: all cases in order, and what only shows when one sees them together. */
#ifndef MODEL_KB_H
#define MODEL_KB_H

#include "model/case.h"

/* Cases that share what a unique rule, the identity or a unique log field says is one case's
 * own: two or more, in the order of the kb. */
struct kb_group {
  struct str value;   /* what they share, as text */
  size_t *cases;      /* indexes into kb->cases */
  struct span *spans; /* where each says it */
  size_t count;
};

enum group_kind { GROUP_IDENTITY, GROUP_UNIQUE, GROUP_LOG_FIELD };

struct kb_group_set {
  enum group_kind kind;
  enum scope scope;
  const struct unique_rule *unique; /* of GROUP_UNIQUE */
  const struct log_field *field;    /* of GROUP_LOG_FIELD */
  struct kb_group *groups;
  size_t group_count;
};

struct kb {
  const struct schema *schema;
  struct kb_case **cases; /* by path, then by place in the file */
  size_t case_count;
  struct kb_group_set *sets;
  size_t set_count;
};

#endif
