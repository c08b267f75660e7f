/* The YAML that nearly all front matter is: one plain value a line. */
#ifndef PARSE_YAML_SIMPLE_H
#define PARSE_YAML_SIMPLE_H

#include "parse/yaml_text.h"

/* Reads job->bytes as yaml_events_read would, if every line of it is `key: value` and neither
 * holds anything that YAML might see something else in. False if not: then nothing was done. */
bool yaml_simple_read(struct yaml_job *job, struct value *value);

#endif
