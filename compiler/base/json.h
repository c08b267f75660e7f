/* Reads JSON that comes in: manifests and whatever else machines wrote. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/str.h"

struct arena;
struct json_tree; /* a parsed document; borrowed nodes live as long as it does */
struct json_node;

/* What keeps a text from being JSON, and where. */
struct json_fault {
  size_t at;
  const char *reason; /* what stands there is JSON, but more than we read, or half of something;
                         NULL: nothing of that kind can stand there */
};

/* Is the text just what json_parse takes? */
bool json_is_valid(struct str text, struct json_fault *fault);

/* Parses exactly one document that fills `text` and nests at most 32 deep. NULL if it is not
 * one; `error_at` is then the byte offset. Free with json_free. */
struct json_tree *json_parse(struct str text, size_t *error_at);
void json_free(struct json_tree *tree);
const struct json_node *json_root(const struct json_tree *tree);

/* Member by exact key, case counted; element by index. NULL if it is not there. */
const struct json_node *json_get(const struct json_node *node, const char *key);
const struct json_node *json_at(const struct json_node *node, size_t index);
size_t json_size(const struct json_node *node);
/* Walks an array or object in linear time: the first child, the one behind. */
const struct json_node *json_first(const struct json_node *node);
const struct json_node *json_next(const struct json_node *node);
/* The key under which a member stands. */
struct str json_name(const struct json_node *node);

/* The value if it is of the kind, else the default. */
struct str json_text(const struct json_node *node, struct str otherwise);
double json_number_of(const struct json_node *node, double otherwise);
bool json_is_true(const struct json_node *node);

#endif
