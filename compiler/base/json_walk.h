/* Walks the members of a JSON text without a tree: numbers stay as they stand. */
#ifndef BASE_JSON_WALK_H
#define BASE_JSON_WALK_H

#include "base/str.h"

struct arena;

/* An object or an array that json_is_valid has accepted; nothing else may be walked. */
struct json_walk {
  struct str text;
  size_t at;
};

/* False if the text is of another kind: '{' is an object, '[' an array. */
bool json_walk_start(struct json_walk *walk, struct str text, char kind);

/* The next member: its key without quotes, escapes as they stand (n = 0 in an array), and its
 * value as it stands, without white space around. Both borrow from the text. False behind the
 * last. */
bool json_walk_next(struct json_walk *walk, struct str *key, struct str *value);

/* What stands between the quotes of a string, its escapes resolved. Lives in `a`, or borrows
 * from `raw` where it has none. */
struct str json_unescape(struct arena *a, struct str raw);

/* The text of a value that is a string; p is NULL if it is none. As json_unescape. */
struct str json_string_text(struct arena *a, struct str value);

#endif
