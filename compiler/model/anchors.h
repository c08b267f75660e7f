/* The places in a Markdown file that a link can lead to: headings and ids. */
#ifndef MODEL_ANCHORS_H
#define MODEL_ANCHORS_H

#include "base/map.h"

struct arena;

/* Renderers disagree about how a heading becomes an anchor, so it is kept under what all ways
 * have in common. {0} knows none. Lives in the arena that it is given, always the same one. */
struct anchors {
  bool is_known; /* false: the file cannot be read as Markdown, and any anchor may be in it */
  struct map index;
  size_t *counts; /* by index: how many headings have that key */
  size_t count;
  struct str *slugs; /* of the headings, as GitHub writes them, and ids as they stand there */
  size_t slug_count;
  bool is_foreign; /* a heading has letters beyond ASCII, which some renderers only number */
};

/* `text` is that of a heading, without inline markup. */
void anchors_add_heading(struct arena *a, struct anchors *anchors, struct str text);
/* {#id}, id="…", name="…". */
void anchors_add_id(struct arena *a, struct anchors *anchors, struct str id);

/* Does the fragment lead to one of them, by the rules of GitHub, GitLab, Hugo, MkDocs or
 * Pandoc? It comes without "#" and percent-decoded. So do "top" and lines, "L10-L20". */
bool anchors_have(struct arena *scratch, const struct anchors *anchors, struct str fragment);

/* Does it lead to the heading with that text, and to no other? */
bool anchors_lead_to(struct arena *scratch, const struct anchors *anchors, struct str fragment,
                     struct str heading);

#endif
