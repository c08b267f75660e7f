/* Walks through a large JSON text without a tree of it. */
#ifndef DRIVER_MATCH_JSON_PARTS_H
#define DRIVER_MATCH_JSON_PARTS_H

#include "base/str.h"

/* The members or elements of the array or object that `text` is, which json_is_valid must have
 * passed; of anything else there are none. */
struct json_parts {
  struct str text;
  size_t at;
};

struct json_parts json_parts_of(struct str text);

/* The next one, as it stands in the text: its key without quotes, escapes and all (n = 0 in an
 * array), and its value. False behind the last one. */
bool json_parts_next(struct json_parts *parts, struct str *key, struct str *value);

/* The value of the first member of that key; n = 0 if there is none. */
struct str json_part(struct str object, struct str key);

#endif
