/* Lays out the rows of numbers that the engine reads, of a kbc that runs or of a kb.c. */
#ifndef MATCHER_TABLES_H
#define MATCHER_TABLES_H

#include <stdint.h>

#include "base/map.h"
#include "matcher/engine/tables.h"

struct arena;
struct match_source;

/* The members of struct kb_tables that are rows of numbers, by their names there. */
#define TABLE_LISTS(X)                                                                         \
  X(patterns)                                                                                  \
  X(heads)                                                                                     \
  X(any_heads)                                                                                 \
  X(any_members)                                                                               \
  X(services)                                                                                  \
  X(service_slots)                                                                             \
  X(forms)                                                                                     \
  X(parts)                                                                                     \
  X(fields)                                                                                    \
  X(values)                                                                                    \
  X(agreed)                                                                                    \
  X(agreed_texts)                                                                              \
  X(filter)                                                                                    \
  X(whole)                                                                                     \
  X(quick)                                                                                     \
  X(steps)

/* And those that are numbers, in their order. */
#define TABLE_NUMBERS(X)                                                                       \
  X(pattern_count)                                                                             \
  X(service_count)                                                                             \
  X(form_count)                                                                                \
  X(agreed_columns)                                                                            \
  X(head_bits)                                                                                 \
  X(service_bits)                                                                              \
  X(filter_bits)                                                                               \
  X(whole_bits)                                                                                \
  X(is_quick)

struct number_list {
  uint32_t *p;
  size_t n;
};

struct tables {
  struct kb_tables engine; /* borrows from the rest */
  struct str text;
  size_t *cuts; /* of the text: where the NULs are between which C may have it as a literal */
  size_t cut_count;
#define TABLE_LIST(name) struct number_list name;
  TABLE_LISTS(TABLE_LIST)
#undef TABLE_LIST
};

/* All in `a`. */
struct tables *tables_build(struct arena *a, const struct match_source *source);

#endif
