/* The questions, what was answered, and the figures that come of it. */
#ifndef DRIVER_EVAL_EVALUATION_H
#define DRIVER_EVAL_EVALUATION_H

#include "driver/eval/question.h"
#include "driver/eval/ranking.h"

struct gate;
struct kb_case;

/* What became of a question. */
struct answer {
  bool is_there;      /* no: the store's answers have none to it */
  size_t place;       /* of the best of the right cases, from 1 on; 0: not among those ranked */
  size_t first;       /* the case at the first place; STR_NONE: none, or nothing we know */
  size_t count;       /* of places that are filled */
  size_t first_cases; /* different ones in the first places of chunks */
};

/* The figures of one kind; never of several. */
struct figures {
  size_t asked, unanswered;
  size_t at[RANKED + 1]; /* so many have exactly that place; 0: none */
  double reciprocals;    /* sum of 1 / place */
  size_t first_cases;    /* sum */
};

/* Ids in a store's answers that mean nothing. */
struct strangers {
  struct str *items; /* each once, in the order of the file */
  size_t count;
};

struct evaluation {
  const struct kb *kb;
  size_t case_count;      /* of all cases that were found, those that are none yet, too */
  const bool *is_indexed; /* by case: no has errors, and no chunk */
  size_t indexed, chunk_count;
  bool is_part; /* only the cases of some files are asked for */
  struct questions questions;
  struct answer *answers;        /* of each question */
  struct figures *figures;       /* of each kind */
  struct str results;            /* the file of a store's answers; n = 0: the index answered */
  struct strangers queries, ids; /* of that file */
  const struct gate *gates;
  size_t gate_count;
};

enum { CLOSE_PLACES = 5 }; /* a case behind these is called not found */

/* The answer that a ranking is to a question. */
struct answer answer_of(const struct question *question, const struct ranking *ranking);

/* Counts the answers. Lives in `a`. */
void evaluation_count(struct arena *a, struct evaluation *e);

/* How many of the kind were found in the first k places. */
size_t figures_found(const struct figures *figures, size_t k);
/* Mean of 1 / place, in ten-thousandths, rounded down. */
size_t figures_mrr(const struct figures *figures);
/* Was the right case found, and close to the top? */
bool answer_is_close(const struct answer *answer);

/* A share in ten-thousandths, rounded down: only all of them are 10000. */
size_t share_of(size_t part, size_t whole);

/* Where the case stands: line, from 1 on. */
size_t case_line(const struct kb_case *kb_case);

/* The report, for people and for programs. */
struct buf;
void evaluation_print_text(struct buf *out, const struct evaluation *e);
void evaluation_print_json(struct buf *out, const struct evaluation *e);

#endif
