/* The anchors of a whole file, whatever cases it holds or does not hold. */
#ifndef PARSE_ANCHORS_H
#define PARSE_ANCHORS_H

#include "model/anchors.h"

struct source;

/* Adds every heading and id of the source, front matter at its top left out. More is taken for
 * an anchor than is one, but never less: where the file draws in others, or is not to be read,
 * anchors->is_known stays false. They live in `a`. */
void parse_anchors(struct arena *a, struct arena *scratch, const struct source *source,
                   struct anchors *anchors);

#endif
