/* A full-text index of chunks, which answers a query with the cases that it finds. */
#ifndef DRIVER_EVAL_SEARCH_INDEX_H
#define DRIVER_EVAL_SEARCH_INDEX_H

#include "driver/eval/ranking.h"

struct arena;
struct search_index;

/* An empty one; NULL if the library that searches was built without full text. Lives in `a`;
 * free with search_index_free before that. */
struct search_index *search_index_new(struct arena *a);
void search_index_free(struct search_index *index);

/* Adds a chunk of the case of that number. */
void search_index_add(struct search_index *index, size_t kb_case, struct str text);

/* Asks for the words of the text, whatever it holds. The best case first; of two equally good
 * ones that of the lower number. */
struct ranking search_index_ask(struct search_index *index, struct str query);

#endif
