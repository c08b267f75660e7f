/* Reads the queries that a user has written down. */
#ifndef DRIVER_EVAL_QUERY_FILE_H
#define DRIVER_EVAL_QUERY_FILE_H

#include "driver/eval/question.h"

struct json_lines;

/* Adds the queries of the file, one JSON object a line: query, case or cases, and kind and
 * query_id, which may be missing. All mistakes are reported; false if there are any, or if
 * there is no query. Lives in the lines' arena. */
bool query_file_read(struct json_lines *lines, const struct kb *kb,
                     struct questions *questions);

#endif
