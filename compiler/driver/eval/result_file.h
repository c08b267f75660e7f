/* Reads what a real store has answered. */
#ifndef DRIVER_EVAL_RESULT_FILE_H
#define DRIVER_EVAL_RESULT_FILE_H

#include "base/map.h"
#include "driver/eval/evaluation.h"

struct json_lines;

/* Reads the answers, one JSON object a line: query_id, and ids of chunks or cases, the best
 * first. `case_of_id` leads from an id to the number of its case. What is no answer at all is
 * reported; false if there is any of that, or no answer. Queries and ids that nobody knows are
 * listed in `e`. Lives in the lines' arena. */
bool result_file_read(struct json_lines *lines, const struct map *case_of_id,
                      struct evaluation *e);

#endif
