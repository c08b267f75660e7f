/* Stage 3: holds a doc against the schema and makes a typed case of it. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/str.h"

struct arena;
struct bag;
struct doc;
struct front_rules;
struct json_schema_loader;
struct kb_case;
struct record_rules;
struct schema;
struct variant;

/* Compiles the JSON Schema of front matter that was just read, and reads off what keys there
 * are; reports what is wrong with it. `loader` brings the files that it refers to. */
void check_prepare(struct arena *a, struct arena *scratch, struct bag *bag,
                   const struct json_schema_loader *loader, struct front_rules *front);

/* Never NULL: a case with mistakes is a case. Lives in `a`, borrows from doc, source and
 * schema. */
struct kb_case *check_doc(struct arena *a, struct arena *scratch, struct bag *bag,
                          const struct schema *schema, const struct doc *doc);

/* The variant that a case with that title (n = 0: not known) at that place, as the corpus sees
 * it, follows whatever its front matter says; NULL if none. Borrowed from the schema. */
const struct variant *check_variant_of(struct arena *scratch, const struct schema *schema,
                                       struct str title, struct str place);

/* Could a file with that stem hold the case, as far as `title_equals` goes? */
bool check_stem_fits(struct arena *scratch, const struct record_rules *record,
                     const struct kb_case *kb_case, struct str stem);

#endif
