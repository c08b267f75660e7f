/* Text inside an XML document. */
#ifndef DIAG_XML_H
#define DIAG_XML_H

#include "base/str.h"

struct buf;

/* As content or as the value of an attribute in double quotes: markup escaped; what XML 1.0
 * cannot hold, and what could reorder or hide text, spelled out as glyph_add does. */
void xml_add(struct buf *out, struct str s);

/* The same for text that has been spelled out already. Its line ends become references, so no
 * line of the document begins with it. */
void xml_add_spelled(struct buf *out, struct str s);

/* ` name="value"`, the value from outside or a number. */
void xml_attribute(struct buf *out, const char *name, struct str value);
void xml_attribute_number(struct buf *out, const char *name, size_t number);

#endif
