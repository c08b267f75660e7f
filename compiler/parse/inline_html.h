/* What stands between "<" and ">" in running text: autolinks, and raw HTML. */
#ifndef PARSE_INLINE_HTML_H
#define PARSE_INLINE_HTML_H

#include "base/str.h"

/* All look at the "<" at `at`, answer where it ends, behind the ">", or 0 if it is none of the
 * kind, and are as cmark has them. */
size_t inline_autolink_end(struct str s, size_t at);
size_t inline_html_end(struct str s, size_t at);

#endif
