/* Reads a schema: the YAML in which the owner of the runbooks says what a case is. */
#ifndef PARSE_SCHEMA_H
#define PARSE_SCHEMA_H

struct arena;
struct bag;
struct front_rules;
struct buf;
struct schema;
struct source;

/* Compiles the JSON Schema of front matter as soon as it was read: what follows in a schema
 * names the keys that it declares. Reports what is wrong with it into the same bag. */
struct front_compiler {
  void (*compile)(void *ctx, struct front_rules *front);
  void *ctx;
};

/* NULL, after reporting, if anything in it is wrong: a schema is checked as strictly as a case.
 * Lives in `a`, borrows from the source; schema_free gives back the machine code of its
 * patterns. */
struct schema *parse_schema(struct arena *a, struct arena *scratch, struct bag *bag,
                            const struct front_compiler *compiler, const struct source *source);
void schema_free(struct schema *schema);

/* Writes a schema that parse_schema takes as YAML, with every key that has a default filled in,
 * `rules` aside: which rules there are, only the driver knows. */
void parse_schema_show(struct arena *a, struct arena *scratch,
                       const struct front_compiler *compiler, const struct source *source,
                       struct buf *out);

#endif
