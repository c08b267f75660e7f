/* Reads a schema: the YAML in which the owner of the runbooks says what a case is. */
#ifndef PARSE_SCHEMA_H
#define PARSE_SCHEMA_H

struct arena;
struct bag;
struct schema;
struct source;

/* NULL, after reporting, if anything in it is wrong: a schema is checked as strictly as a case.
 * The front matter's JSON Schema is left as a tree for check_prepare. Lives in `a`, borrows
 * from the source; schema_free gives back the machine code of its patterns. */
struct schema *parse_schema(struct arena *a, struct arena *scratch, struct bag *bag,
                            const struct source *source);
void schema_free(struct schema *schema);

#endif
