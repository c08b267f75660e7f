/* The gates of --min-recall: how much of a kind must be found in the first places. */
#ifndef DRIVER_EVAL_GATE_H
#define DRIVER_EVAL_GATE_H

#include "driver/say.h"

struct arena;
struct evaluation;
struct str_list;

struct gate {
  struct str word; /* as it was given */
  struct str kind;
  size_t k;
  size_t least; /* in millionths */
};

/* Reads KIND@K=SHARE. False if one is none: `error` says so in one line. Lives in `a`. */
bool gates_read(struct arena *a, const struct str_list *words, struct gate **gates,
                struct str *error);

/* Of what must have been found, how many are missing. STR_NONE if nothing of that kind was
 * asked. */
size_t gate_missing(const struct evaluation *e, const struct gate *gate);

/* Says on standard error which gates are missed, and by how much. One about a kind that was not
 * asked is a wrong call and never passes. */
enum status gates_hold(const struct evaluation *e);

#endif
