/* A tree of values as YAML and JSON have them, each with the place where it stands. */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include "diag/source.h"

enum value_kind {
  VALUE_NULL,
  VALUE_BOOL,
  VALUE_NUMBER,
  VALUE_STRING,
  VALUE_ARRAY,
  VALUE_OBJECT,
};

/* How a scalar was written; a plain one is typed by the YAML 1.2 core schema. JSON has none. */
enum value_style { STYLE_PLAIN, STYLE_QUOTED, STYLE_BLOCK };

struct value_member;

/* Everything lives in the arena that the tree was built in, or points into its source. */
struct value {
  enum value_kind kind;
  enum value_style style;
  struct span
      span;        /* quotes included; of an array or object: from its first to its last byte */
  struct str text; /* a scalar's text: unquoted, or as it stands if it is plain */
  bool boolean;
  bool is_reported; /* what it should be, nobody knows: its mistake was reported, say no more of
                       it */
  struct value *items;          /* of an array */
  struct value_member *members; /* of an object, in source order, keys unique */
  size_t count;                 /* of items or members */
};

struct value_member {
  struct str key;
  struct span key_span;
  struct value value;
};

/* The value of a member, or NULL; also NULL if `object` is NULL or no object. */
const struct value *value_get(const struct value *object, struct str key);
const struct value_member *value_member(const struct value *object, struct str key);

/* "null", "boolean", "number", "string", "array", "object", as JSON Schema names them. */
const char *value_kind_name(enum value_kind kind);

/* Is a scalar a string for whoever asks for one? A plain scalar is the text as it stands
 * (`404`, `1.10`, `no`), but null and empty are never text. */
bool value_is_textual(const struct value *value);

/* What other YAML readers (1.1, as most still are) take a plain scalar for where this project
 * sees a text: "a number", "a boolean", "a date", "null". NULL if they see a text, too. */
const char *value_other_reading(const struct value *value);

#endif
