/* What a body may not exceed, because cmark would take minutes over it. */
#ifndef PARSE_BODY_LIMITS_H
#define PARSE_BODY_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

struct bag;
struct body_text;

struct body_limits {
  size_t paragraph; /* bytes, from the first line of a paragraph or heading to its last */
  size_t brackets;  /* "[" in it */
  size_t depth;     /* of quotes and list items in each other, at most OUTLINE_DEPTH */
};

/* 16 KiB, 2048, 32. README.md has the measurements that they come from. */
extern const struct body_limits body_limits_default;

/* Does the body keep within the limits? Where it does not, that is reported. Fills in
 * text->contents. */
bool body_keeps_limits(struct bag *bag, struct body_text *text,
                       const struct body_limits *limits);

#endif
