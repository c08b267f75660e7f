/* Finds code fences that end only because the item or quote around them does. */
#ifndef PARSE_BODY_FENCES_H
#define PARSE_BODY_FENCES_H

struct bag;
struct doc;

/* Reports each, unless something was said of its line already. One at the top level is for the
 * splitter to find. */
void body_check_fences(struct bag *bag, const struct doc *doc);

#endif
