/* Stage 3: holds a doc against the schema and makes a typed case of it. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>

struct arena;
struct bag;
struct doc;
struct kb_case;
struct schema;

/* Completes a schema that was just read: compiles the JSON Schema of its front matter. False,
 * after reporting, if that is wrong. */
bool check_prepare(struct arena *a, struct arena *scratch, struct bag *bag,
                   struct schema *schema);

/* Never NULL: a case with mistakes is a case. Lives in `a`, borrows from doc, source and
 * schema. */
struct kb_case *check_doc(struct arena *a, struct arena *scratch, struct bag *bag,
                          const struct schema *schema, const struct doc *doc);

#endif
