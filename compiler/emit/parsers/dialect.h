/* Patterns of a schema in the words of the programs that read the parsers: what Onigmo and the
 * regex library of Rust have in common with ECMA-262, and nothing that one of them lacks. */
#ifndef EMIT_PARSERS_DIALECT_H
#define EMIT_PARSERS_DIALECT_H

#include "base/str.h"

struct arena;
struct buf;
struct syntax_node;

enum dialect {
  DIALECT_ONIGMO, /* Ruby's, also of fluent-bit and grok: can look ahead */
  DIALECT_RUST,   /* of vector: no look-around at all */
};

/* Literals of which the first one ends a field: none of them begins in it. */
struct stops {
  const struct str *items;
  size_t count;
};

/* What stands in the way of a pattern; what = NULL: nothing. */
struct dialect_fault {
  const char *what, *why;
  size_t offset; /* in the pattern */
};

/* Reads a pattern that pattern_compile takes, of a whole field or, `of_line`, one that is
 * looked for in a line. NULL with `fault` filled in for what cannot be said in the dialect.
 * Lives in `a`.
 */
const struct syntax_node *dialect_read(struct arena *a, struct str pattern,
                                       enum dialect dialect, bool of_line,
                                       struct dialect_fault *fault);

/* Can a match be empty? Can one of the stops begin in it? */
bool dialect_may_be_empty(const struct syntax_node *node);
bool dialect_may_stop(const struct syntax_node *node, struct stops stops);

/* Appends the pattern of a field, without its anchors. Onigmo is told that no stop begins in
 * it; Rust cannot be. No character is a line end. What is written holds neither quotes nor
 * slashes nor "${"; it may hold choices only in groups. */
void dialect_write(struct buf *out, enum dialect dialect, const struct syntax_node *node,
                   struct stops stops);
/* Appends the pattern of a line, which was read from `pattern`, with its anchors. */
void dialect_write_line(struct buf *out, enum dialect dialect, const struct syntax_node *node,
                        struct str pattern);
/* Appends a pattern that the text alone matches. */
void dialect_write_text(struct buf *out, struct str text);
/* Appends a pattern of a text as long as you like, `least` characters at least, in which
 * `literal` does not begin and behind which it stands. False if it matches more than that, for
 * want of look-ahead: then it ends at the first place where what follows fits. */
bool dialect_write_until(struct buf *out, enum dialect dialect, struct str literal,
                         size_t least, struct stops stops);

/* Appends a text for a comment on one line: what is not printable is escaped. */
void dialect_write_comment(struct buf *out, struct str text);

#endif
