/* JSON Schema 2020-12 over value trees: compiled once, then held against many values. */
#ifndef CHECK_JSON_SCHEMA_H
#define CHECK_JSON_SCHEMA_H

#include "base/str.h"
#include "diag/source.h"

struct arena;
struct bag;
struct json_schema;
struct value;

enum json_schema_flags {
  /* As the standard has it, where kbc by itself is stricter: keywords that nobody knows mean
   * nothing, and a plain scalar is a number or boolean even where the schema wants a string. */
  JSON_SCHEMA_BY_THE_BOOK = 1,
  /* `format` is a demand, not an annotation. A schema may ask for this by itself, with
   * `x-format-assertion: true` at the top of it or of a file that it refers to. */
  JSON_SCHEMA_ASSERT_FORMAT = 2,
};

/* Why there is no document: it was reported already, or is said by whoever reads this, in the
 * words given. Without words all that is known is that it is not there. */
struct json_schema_absence {
  bool was_reported;
  struct str message, label, help; /* n = 0: none */
};

/* Where the schemas come from that a $ref to another file names. `base` is the URI of the file
 * that the schema stands in, which may be relative. `load` is given a URI without fragment,
 * already resolved against the base of the $ref, percent-encoded as it stood there, and the
 * place of the $ref; it answers the root of that document, which lives as long as the compiled
 * schema, or NULL. It is called once a URI at most, and only from json_schema_compile. */
struct json_schema_loader {
  struct str base;
  const struct value *(*load)(void *ctx, struct str uri, struct span reference,
                              struct json_schema_absence *absence);
  void *ctx;
};

/* NULL after reporting what is wrong with the schema. `loader` may be NULL: then nothing but
 * the schema itself is there for its $refs. Lives in `a`, borrows from `schema`. Nothing has to
 * be freed. */
const struct json_schema *json_schema_compile(struct arena *a, struct arena *scratch,
                                              struct bag *bag, const struct value *schema,
                                              const struct json_schema_loader *loader,
                                              unsigned flags);

/* Reports everything that is wrong with the value; keys that are missing at its top stand at
 * `whole`. True if the value is valid, which does not keep a note from being raised. From any
 * thread. */
bool json_schema_check(const struct json_schema *schema, struct arena *scratch, struct bag *bag,
                       const struct value *instance, struct span whole);

/* The same without a word. False also if the answer takes too long. */
bool json_schema_accepts(const struct json_schema *schema, struct arena *scratch,
                         const struct value *instance);

#endif
