/* Reads the inputs of a run: to their ends, or for as long as they grow. */
#ifndef DRIVER_MATCH_READ_LOGS_H
#define DRIVER_MATCH_READ_LOGS_H

#include "driver/match/run.h"
#include "driver/say.h"

struct str_list;

/* Each file to its end, one after the other; what cannot be read is reported. */
enum status read_logs(struct match_run *run, const struct str_list *paths);

/* All of them together, for ever: until a signal comes or nobody takes the output. A file that
 * another one has taken the place of is read to its end, then the other one. */
enum status follow_logs(struct match_run *run, const struct str_list *paths);

#endif
