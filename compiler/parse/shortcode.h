/* Hugo's references to other pages: {{< ref "x" >}} and {{% relref "x#y" %}}. */
#ifndef PARSE_SHORTCODE_H
#define PARSE_SHORTCODE_H

#include "base/str.h"

/* A shortcode as a whole is [at, end), the page that it names [from, to). */
struct shortcode {
  size_t from, to, end;
};

/* Does a shortcode that names a page begin at the "{" at `at`? It may use quotes, backquotes or
 * neither, and name its parameter: {{< ref path="x" lang="ko" >}}. */
bool shortcode_at(struct str s, size_t at, struct shortcode *shortcode);

#endif
