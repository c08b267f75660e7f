/* What a knowledge base is asked, and which cases are right answers. */
#ifndef DRIVER_EVAL_QUESTION_H
#define DRIVER_EVAL_QUESTION_H

#include "diag/source.h"

struct arena;
struct kb;

/* The kinds that kbc asks by itself; those of a query file have the numbers behind. */
enum own_kind { KIND_OWN_LINE, KIND_MESSAGE, KIND_TITLE, OWN_KINDS };

struct question {
  size_t kind;
  struct str id; /* the same in every run, and no other has it */
  struct str text;
  const size_t *cases; /* any of these is right */
  size_t case_count;
};

struct question_kind {
  struct str name;
  size_t without; /* cases that have nothing of that kind to ask for */
};

struct questions {
  struct question_kind *kinds;
  size_t kind_count;
  struct question *items; /* those of kbc by kind, then those of the file */
  size_t count;
};

/* The questions of kbc: each case's log line with its variables changed, its error message, its
 * title. Those of cases that are not wanted are left out. Borrows from the kb, lives in `a`. */
struct questions questions_of(struct arena *a, const struct kb *kb, const bool *is_wanted);

/* The number of the kind of that name; a new one if there is none. */
size_t questions_kind(struct arena *a, struct questions *questions, struct str name);
void questions_add(struct arena *a, struct questions *questions,
                   const struct question *question);

/* One JSON object a line: query_id, kind, query, and the right case or cases by their ids. */
struct buf;
void questions_write(struct buf *out, const struct kb *kb, const struct questions *questions);

#endif
