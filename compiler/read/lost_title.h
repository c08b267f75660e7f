/* Finds the line that was meant as a page's title, but is no heading to markdown. */
#ifndef READ_LOST_TITLE_H
#define READ_LOST_TITLE_H

#include "model/piece.h"

struct bag;
struct heading;

/* Does the text from `line` (0-based) on begin with "#Title" where the title belongs, with no
 * other heading that could be it? `front` is the front matter, which may have the title. */
bool lost_title_at(const struct source *source, size_t line, struct str front,
                   struct heading *heading);

/* Reports such a line of a piece without an opening heading, and makes it the piece's title. */
void lost_title_take(struct bag *bag, struct piece *piece);

#endif
