/* What of a project is compiled: its cases without those that have errors, linked anew. */
#ifndef DRIVER_COMPILE_H
#define DRIVER_COMPILE_H

#include "driver/leave_out.h"

struct project;
struct session;

/* Fills in what every request of the session has. */
void compile_request(struct session *s, struct emit_request *request);

/* What is left out and what is kept; of the latter the knowledge base, and what else the
 * request says of the project. `bag` gets the errors that only show among what is kept. Without
 * a case that is kept the request stays as it is. */
struct leave_out compile_kept(struct session *s, struct project *project, struct bag *bag,
                              struct emit_request *request);

#endif
