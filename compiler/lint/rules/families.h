/* The families of lint rules: one file each, one row here. */
#ifndef LINT_RULES_FAMILIES_H
#define LINT_RULES_FAMILIES_H

#include "lint/lint.h"

#define LINT_FAMILIES(X)                                                                       \
  X(identity)                                                                                  \
  X(logs)                                                                                      \
  X(agreement)                                                                                 \
  X(prose)                                                                                     \
<<<<<<< HEAD
  X(links)                                                                                     \
  X(safety_keys)                                                                               \
  X(safety_personal)                                                                           \
  X(safety_network)                                                                            \
  X(safety_commands)
=======
  X(prose_characters)                                                                          \
  X(prose_spaces)                                                                              \
  X(prose_html)                                                                                \
  X(prose_commands)                                                                            \
  X(prose_split)                                                                               \
  X(prose_length)                                                                              \
  X(prose_lists)                                                                               \
  X(links)
>>>>>>> dcc1a57 (prose: full-width and invisible characters, no-break spaces, NFC, stray white space, raw HTML; fixes of terms are unsafe)

#define LINT_FAMILY_DECLARE(name) extern const struct lint_family name##_family;
LINT_FAMILIES(LINT_FAMILY_DECLARE)
#undef LINT_FAMILY_DECLARE

#endif
