/* The chunks of a knowledge base, as a store would hold them. */
#ifndef DRIVER_EVAL_STORE_H
#define DRIVER_EVAL_STORE_H

#include "driver/eval/evaluation.h"

struct arena;
struct map;

/* Indexes the chunks of the cases that `e` has marked, counts them, and answers all questions.
 * False if the library was built without full text. */
bool store_ask(struct arena *a, struct evaluation *e);

/* Counts the chunks, and adds their ids and those of the cases to `case_of_id`. Lives in `a`.
 */
void store_ids(struct arena *a, struct evaluation *e, struct map *case_of_id);

#endif
