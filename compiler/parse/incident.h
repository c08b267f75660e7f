/* Reads an incident: the YAML that says which cases follow each other. */
#ifndef PARSE_INCIDENT_H
#define PARSE_INCIDENT_H

#include <stdbool.h>

struct arena;
struct bag;
struct incident;
struct source;

/* False, after reporting, if anything in it is wrong. Which cases there are is not asked. Lives
 * in `a`, borrows from the source. */
bool parse_incident(struct arena *a, struct arena *scratch, struct bag *bag,
                    const struct source *source, struct incident *incident);

#endif
