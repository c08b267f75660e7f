/* Reads the queries that a user has written down. */
#ifndef DRIVER_EVAL_QUERY_FILE_H
#define DRIVER_EVAL_QUERY_FILE_H

#include "driver/eval/question.h"

struct arena;
struct bag;

/* Adds the queries of the file, one JSON object a line: query, case or cases, and kind and
 * query_id, which may be missing. All mistakes are reported; false if there are any, or if
 * there is no query. Lives in `a`. */
bool query_file_read(struct arena *a, struct bag *bag, const struct kb *kb,
                     const struct source *source, struct questions *questions);

#endif
