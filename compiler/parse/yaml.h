/* Reads YAML 1.2 into a tree of values, each with its exact place. */
#ifndef PARSE_YAML_H
#define PARSE_YAML_H

#include "model/value.h"

struct arena;
struct bag;

/* Neither dialect has anchors, aliases, tags, merge keys, directives, a second document, or a
 * key twice. */
enum yaml_dialect {
  YAML_FRONT,  /* of a case: at most 64 KiB, 16 levels; a value stands on one line or in quotes
                */
  YAML_CONFIG, /* a schema: at most 1 MiB, 32 levels; values may run over several lines */
};

enum yaml_reading {
  YAML_UNREADABLE, /* nothing usable came out, and that was reported */
  YAML_PARTLY,     /* mistakes were reported, and keys may be missing because of them */
  YAML_WHOLE,      /* every key is there; mistakes in values may have been reported */
};

/* Reads `text` into `value`, whose tree lives in `a` or points into the source. What is wrong
 * goes into `bag`; broken lines of front matter are read as they were probably meant. An empty
 * text is a plain null of no bytes. */
enum yaml_reading yaml_read(struct arena *a, struct arena *scratch, struct bag *bag,
                            struct span text, enum yaml_dialect dialect, struct value *value);

/* The same, for whoever needs to know only whether something usable came out. */
bool value_from_yaml(struct arena *a, struct arena *scratch, struct bag *bag, struct span text,
                     enum yaml_dialect dialect, struct value *value);

#endif
