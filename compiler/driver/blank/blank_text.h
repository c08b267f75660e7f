/* What belongs into a blank of a new case, in words. */
#ifndef DRIVER_BLANK_BLANK_TEXT_H
#define DRIVER_BLANK_BLANK_TEXT_H

#include "base/buf.h"

struct content_rules;
struct value;

/* Can the text stand in a comment of one line, of YAML and of HTML? */
bool blank_is_plain(struct str text);

/* What a JSON Schema says about a value; nothing if it says nothing that fits in a line. */
void blank_describe_value(struct buf *out, const struct value *schema);

/* What a section holds. */
void blank_describe_content(struct buf *out, const struct content_rules *content);

#endif
