/* Reads a log line by its template, whoever speaks in it: a case of the service need not exist.
 */
#ifndef DRIVER_MATCH_HEADER_H
#define DRIVER_MATCH_HEADER_H

#include "base/str.h"

struct log_template;
struct matched;

/* The first of the templates that the line fits, wherever in the line it begins: fills in all
 * but the case's number. `line` then is the stretch from where the template begins. */
bool header_read(const struct log_template *templates, size_t count, struct str line,
                 struct matched *found);

#endif
