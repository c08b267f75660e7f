/* Messages that differ in their variables alone, put together as they come: the way of Drain
 * (He and others, 2017), with a bound on memory. */
#ifndef DRIVER_MATCH_GROUPS_H
#define DRIVER_MATCH_GROUPS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "driver/match/when.h"

enum { MOST_GROUPS = 10000 };

struct group {
  struct str service;
  struct str *words; /* n = 0: a variable */
  size_t word_count;
  unsigned long long lines;
  struct when first, last;
  struct str example; /* the first line, from where its template begins */
  size_t next;        /* another one of the same bucket, or STR_NONE */
};

struct groups {
  struct arena *a;
  struct map buckets; /* by service, number of words and first word: the first group */
  struct group *items;
  size_t count;
  unsigned long long left_out; /* lines for which there was no room */
};

/* The group of a message, which may be a new one: its variables are then those of both. NULL if
 * there is no room for another group, or the message is too long for one. */
struct group *groups_add(struct groups *groups, struct str service, struct str message,
                         struct str line);

/* The constant words of a group with one blank between two, and `variable` where a variable
 * is. */
void group_add_text(struct buf *out, const struct group *group, const char *variable);

#endif
