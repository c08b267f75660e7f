/* The part of a schema that says what simulated logs hold besides the lines of cases. */
#ifndef PARSE_SCHEMA_NOISE_H
#define PARSE_SCHEMA_NOISE_H

struct schema_reader;
struct value;

/* Targets are a struct log_template *, whose fields are known, and a struct schema *. */
void schema_read_noise(struct schema_reader *r, const struct value *value, void *target);
void schema_read_values(struct schema_reader *r, const struct value *value, void *target);
void schema_read_trace(struct schema_reader *r, const struct value *value, void *target);
void schema_read_incidents(struct schema_reader *r, const struct value *value, void *target);

#endif
