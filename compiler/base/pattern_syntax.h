/* Reads a pattern as ECMA-262 writes them into a tree, and rewrites it in the words of PCRE2.
 */
#ifndef BASE_PATTERN_SYNTAX_H
#define BASE_PATTERN_SYNTAX_H

#include "base/pattern.h"
#include "base/pattern_set.h"

enum syntax_kind {
  SYNTAX_EMPTY, /* matches no text: ^ $ \b, look-around; a back-reference counts as empty, too
                 */
  SYNTAX_SET,   /* one code point */
  SYNTAX_SEQUENCE,
  SYNTAX_CHOICE,
  SYNTAX_REPEAT, /* of its only child */
};

struct syntax_node {
  enum syntax_kind kind;
  struct code_set set;
  size_t min, max;                         /* of a repeat; max = STR_NONE: without end */
  size_t offset;                           /* in the pattern */
  struct syntax_node *first, *last, *next; /* children, and the sibling behind this one */
};

/* Where the rewritten text got longer or shorter than the one that was read. */
struct syntax_shift {
  size_t rewritten, original;
};

struct syntax {
  struct syntax_node *whole;
  struct syntax_node **looks; /* the bodies of look-arounds, each a tree of its own */
  size_t look_count;
  struct str rewritten;
  struct syntax_shift *shifts;
  size_t shift_count;
  bool has_back_reference;
};

/* Everything lives in `a` or borrows from `text`. False with `error` filled in for what
 * ECMA-262 does not have or writes differently than PCRE2; what is plainly malformed is left
 * for PCRE2 to say. */
bool syntax_read(struct arena *a, struct str text, bool ignore_case, struct syntax *syntax,
                 struct pattern_error *error);

/* The offset in the text that was read, for one in the rewritten text. */
size_t syntax_origin(const struct syntax *syntax, size_t rewritten);

/* The most code points that a match can have; STR_NONE if there is no end to it. */
size_t syntax_longest(const struct syntax_node *node);
/* The largest lower bound of a repeat. */
size_t syntax_largest_minimum(const struct syntax_node *node);

#endif
