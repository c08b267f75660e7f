/* What of a body decides which blocks it has: all of it but most of the running text. */
#ifndef PARSE_BODY_SKELETON_H
#define PARSE_BODY_SKELETON_H

#include "base/str.h"

struct arena;
struct body_text;

/* A text of the same lines that has the same blocks, with the same texts of headings and HTML,
 * in the same places but for the columns in which they end: a letter stands for running text.
 * The text itself where that would not do. Lives in `scratch`, or is borrowed from the source.
 */
struct str body_skeleton(struct arena *scratch, const struct body_text *text);

#endif
