/* Drafts of log lines: a case's own line as the same event would leave it on another day. */
#ifndef DRIVER_SIMULATE_LINE_MAKER_H
#define DRIVER_SIMULATE_LINE_MAKER_H

#include "driver/simulate/proof.h"
#include "driver/simulate/shape.h"
#include "driver/simulate/vocabulary.h"

struct kb_case;

/* What lines are made with. */
struct line_maker {
  struct arena *a;
  const struct kb *kb;
  struct shapes shapes;
  struct clock clock;
  struct vocabulary vocabulary;
  struct proof proof;
};

/* What differs from the case's own line. */
struct line_wishes {
  const struct str *fields; /* by field of the template, p = NULL: its own; NULL: all are. Of a
                               message the words are taken, and values like its own */
  struct str message;       /* a text with values in braces; p = NULL: its own */
  bool is_bare;             /* without the optional stretches that say nothing of these */
  bool is_own;              /* values stay as they are in the case, ids and times aside */
};

/* The kb must have its patterns. Borrows from it, lives in `a`. */
struct line_maker line_maker_new(struct arena *a, const struct kb *kb, struct dice dice);

/* A draft of the case's first log line, settled by the proof. Free it or end it. */
struct draft line_make(struct line_maker *maker, const struct kb_case *kb_case,
                       const struct line_wishes *wishes);

#endif
