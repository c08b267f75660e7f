/* Would a report take the place of a file that the run reads? */
#ifndef DRIVER_CLASH_H
#define DRIVER_CLASH_H

#include "base/str.h"

struct session;

/* Before the corpus is known: the schemas, what they refer to, and the PATHs. If the schemas
 * are wrong, any page that is there may be a case. True if a format's file is one of them:
 * `error` says so in one line. */
bool clash_with_schemas(struct session *s, bool is_schema_wrong, struct str *error);

/* The same of the files of all projects, and of the baselines. */
bool clash_with_inputs(struct session *s, struct str *error);

#endif
