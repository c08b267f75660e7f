/* What the readers of log templates share: the form of a line, and what a shipper does with it.
 */
#ifndef PARSE_SCHEMA_LOGS_H
#define PARSE_SCHEMA_LOGS_H

#include "parse/schema_reader.h"

struct log_template;

/* The index of the field that the key names, or STR_NONE after reporting. */
size_t schema_log_field(struct schema_reader *r, const struct value_member *member,
                        const struct log_template *log);

/* `forwarded:` and `multiline:` of a struct log_template *, whose fields were read. */
void schema_read_forwarded(struct schema_reader *r, const struct value *value, void *target);
void schema_read_multiline(struct schema_reader *r, const struct value *value, void *target);

#endif
