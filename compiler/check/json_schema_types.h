/* The types of JSON Schema as bits. */
#ifndef CHECK_JSON_SCHEMA_TYPES_H
#define CHECK_JSON_SCHEMA_TYPES_H

#include "base/str.h"

struct decimal;

enum json_type {
  TYPE_NULL = 1,
  TYPE_BOOLEAN = 2,
  TYPE_INTEGER = 4,
  TYPE_NUMBER = 8,
  TYPE_STRING = 16,
  TYPE_ARRAY = 32,
  TYPE_OBJECT = 64,

  KINDS_STRING = TYPE_STRING,
  KINDS_NUMBER = TYPE_INTEGER | TYPE_NUMBER,
  KINDS_ARRAY = TYPE_ARRAY,
  KINDS_OBJECT = TYPE_OBJECT,
  KINDS_ALL = 127,
};

/* The type of that name as JSON Schema spells it, or 0. */
unsigned json_type_find(struct str name);

#endif
