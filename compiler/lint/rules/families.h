/* The families of lint rules: one file each, one row here. X(name, who it looks at): WHOLE
 * families compare cases, and see all of them, each on a thread of its own; WITH_LAST ones do
 * so on that of the family above, whose findings they see; APART ones look at each file by
 * itself, so they are handed some files at a time, on any thread. */
#ifndef LINT_RULES_FAMILIES_H
#define LINT_RULES_FAMILIES_H

#include "lint/lint.h"

#define LINT_FAMILIES(X)                                                                       \
  X(identity, WHOLE)                                                                           \
  X(identity_numbers, WITH_LAST)                                                               \
  X(identity_near, WITH_LAST)                                                                  \
  X(identity_titles, WITH_LAST)                                                                \
  X(logs, WHOLE)                                                                               \
  X(logs_keys, WHOLE)                                                                          \
  X(logs_lines, APART)                                                                         \
  X(matching, WHOLE)                                                                           \
  X(agreement, APART)                                                                          \
  X(agreement_level, APART)                                                                    \
  X(agreement_limit, APART)                                                                    \
  X(agreement_value, APART)                                                                    \
  X(prose, APART)                                                                              \
  X(prose_characters, APART)                                                                   \
  X(prose_spaces, APART)                                                                       \
  X(prose_html, APART)                                                                         \
  X(prose_commands, APART)                                                                     \
  X(prose_split, APART)                                                                        \
  X(prose_length, APART)                                                                       \
  X(prose_lists, APART)                                                                        \
  X(links, WHOLE)                                                                              \
  X(safety_keys, APART)                                                                        \
  X(safety_personal, APART)                                                                    \
  X(safety_network, APART)                                                                     \
  X(safety_commands, APART)

#define LINT_FAMILY_DECLARE(name, sees) extern const struct lint_family name##_family;
LINT_FAMILIES(LINT_FAMILY_DECLARE)
#undef LINT_FAMILY_DECLARE

#endif
