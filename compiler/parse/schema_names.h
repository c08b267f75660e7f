/* Names in a schema: what "frontmatter.service" or a bare "service" stands for. */
#ifndef PARSE_SCHEMA_NAMES_H
#define PARSE_SCHEMA_NAMES_H

#include "parse/schema_reader.h"

/* Resolves a name against the captures, front matter keys, sections and templates that were
 * read. A bare name may stand where exactly one of captures, sections and front matter keys has
 * it; log fields are always written out (log.main.level), because they share names with the
 * front matter by nature. False after reporting, with the nearest name where one is near. */
bool schema_name(struct schema_reader *r, struct str text, struct span span, struct name *name);

/* The keys that the JSON Schemas of front matter declare, the general one first, then those of
 * the variants; each once. Lives in the reader's scratch. */
struct str *schema_front_keys(struct schema_reader *r, size_t *count);

/* A list of names, each a string. */
void schema_names(struct schema_reader *r, const struct value *value, struct name **names,
                  size_t *count);

#endif
