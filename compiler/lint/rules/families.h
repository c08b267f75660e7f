/* The families of lint rules: one file each, one row here. */
#ifndef LINT_RULES_FAMILIES_H
#define LINT_RULES_FAMILIES_H

#include "lint/lint.h"

#define LINT_FAMILIES(X)                                                                       \
  X(identity)                                                                                  \
  X(identity_numbers)                                                                          \
  X(identity_near)                                                                             \
  X(identity_titles)                                                                           \
  X(logs)                                                                                      \
  X(agreement)                                                                                 \
  X(agreement_level)                                                                           \
  X(agreement_limit)                                                                           \
  X(agreement_value)                                                                           \
  X(prose)                                                                                     \
  X(prose_characters)                                                                          \
  X(prose_spaces)                                                                              \
  X(prose_html)                                                                                \
  X(prose_commands)                                                                            \
  X(prose_split)                                                                               \
  X(prose_length)                                                                              \
  X(prose_lists)                                                                               \
  X(links)                                                                                     \
  X(safety_keys)                                                                               \
  X(safety_personal)                                                                           \
  X(safety_network)                                                                            \
  X(safety_commands)

#define LINT_FAMILY_DECLARE(name) extern const struct lint_family name##_family;
LINT_FAMILIES(LINT_FAMILY_DECLARE)
#undef LINT_FAMILY_DECLARE

#endif
