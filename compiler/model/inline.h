/* What stands inside a line of text without being its words: code, addresses, tags, comments.
 */
#ifndef MODEL_INLINE_H
#define MODEL_INLINE_H

#include "base/str.h"

struct arena;

/* As bits, so that one can ask for several. */
enum inline_kind {
  INLINE_CODE = 1,    /* `code`, its backticks included */
  INLINE_ADDRESS = 2, /* https://…, <https://…>, and the destination of [a link](…) */
  INLINE_TAG = 4,     /* <b> */
  INLINE_COMMENT = 8, /* <!-- … --> */
};

/* How the text is written: only Markdown has code in it, and plain text nothing but addresses.
 */
enum inline_syntax { SYNTAX_MARKDOWN, SYNTAX_HTML, SYNTAX_PLAIN };

/* The bytes [from, to) of the text. */
struct inline_span {
  enum inline_kind kind;
  size_t from, to;
};

/* In the order of the text; they do not overlap. */
struct inline_spans {
  struct inline_span *items;
  size_t count;
};

/* The text is that of one block: a paragraph, a heading, the content of a list item. Code
 * spans, tags and comments are where CommonMark 0.31 sees them; a tag longer than 1 KiB is
 * taken for text. A destination is one wherever "](" begins it. Lives in `a`. */
struct inline_spans inline_spans(struct arena *a, struct str text, enum inline_syntax syntax);

/* Definitions of links: what stands behind "]:" is an address. */
struct inline_spans inline_definition(struct arena *a, struct str text);

/* The kind of what the byte stands in, or 0 for words. */
unsigned inline_kind_at(const struct inline_spans *spans, size_t at);

#endif
