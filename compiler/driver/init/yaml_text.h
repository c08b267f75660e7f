/* Text as a YAML scalar, whatever is in it. */
#ifndef DRIVER_INIT_YAML_TEXT_H
#define DRIVER_INIT_YAML_TEXT_H

#include "base/str.h"

struct buf;

/* Adds the text so that every YAML reader takes it for this string, in a list in brackets, too:
 * plain where that is certain, else in single quotes, or in double ones where there is
 * something to escape. Bytes that are no UTF-8 become U+FFFD. */
void yaml_add_text(struct buf *out, struct str text);

#endif
