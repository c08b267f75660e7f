/* What links and their definitions are made of: labels, destinations, titles. */
#ifndef PARSE_LINK_PARTS_H
#define PARSE_LINK_PARTS_H

#include "base/str.h"

/* Everything here is as cmark has it (CommonMark 0.30, and its choice where that is vague). */

/* White space of any kind, line ends included. */
bool is_link_space(char c);

/* A backslash and what it escapes, or one byte. */
size_t link_escaped_at(struct str s, size_t at);

/* Behind the "]" of the label that begins with the "[" at `at`, or 0. */
size_t link_label_end(struct str s, size_t at);

/* The destination itself is [from, to), without the brackets that may stand around it. */
struct link_destination {
  size_t from, to;
  size_t end; /* behind it all */
};

/* The destination at `at`; it may be empty. False if none can stand there. */
bool link_destination_at(struct str s, size_t at, struct link_destination *destination);

/* Behind the title at `at`, or `at` if there is none. */
size_t link_title_end(struct str s, size_t at);

#endif
