/* The text of headings, for whoever writes Markdown. */
#ifndef DRIVER_LAYOUT_HEADING_TEXT_H
#define DRIVER_LAYOUT_HEADING_TEXT_H

#include "base/buf.h"

struct block;

/* A heading on another level: its run of "#" is changed and nothing else; an underlined one is
 * written with "#" if it changes its level. Borrows from the block's source. */
void heading_add_at_level(struct buf *out, const struct block *heading, int level);

/* The text so that a heading of it says just that: what would be markup is escaped. */
void heading_add_escaped(struct buf *out, struct str text);

#endif
