/* Reads JSON (RFC 8259) into a tree of values, each with its exact place. */
#ifndef PARSE_JSON_VALUE_H
#define PARSE_JSON_VALUE_H

#include "diag/source.h"

struct arena;
struct bag;
struct value;

/* Reads `text`, which is one document of at most 32 levels, into `value`; the tree lives in `a`
 * or points into the source. False after reporting the first thing that is not JSON. A key that
 * stands twice is reported, and the tree has the first one. No scalar is plain: what JSON has
 * as a number is a number. */
bool value_from_json(struct arena *a, struct arena *scratch, struct bag *bag, struct span text,
                     struct value *value);

#endif
