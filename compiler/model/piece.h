/* A stretch of a source that is one case, as the splitter cut it. */
#ifndef MODEL_PIECE_H
#define MODEL_PIECE_H

#include "diag/source.h"

/* What is known about the front matter before anybody has parsed it. */
enum front_state {
  FRONT_ABSENT, /* there is none; whether that is a mistake, the schema says */
  FRONT_PRESENT,
  FRONT_REPORTED, /* absent or broken, and the splitter said so: nobody else complains */
};

/* A heading that stands in no case: the title of a bundle, or what divides it into parts. */
struct outer_heading {
  int level;
  struct span text; /* markers and white space removed */
};

/* Those of one file, in the order of the source. */
struct outer_headings {
  struct outer_heading *items;
  size_t count;
};

/* All spans lie in `source`. The heading is the one that opened the case in a bundle; a case
 * whose front matter stands at the top of the file has none (level 0), its title is in the
 * body. */
struct piece {
  const struct source *source;
  size_t ordinal;          /* 0-based among the pieces of the file */
  struct span whole;       /* from the heading or front matter to the end of the body */
  struct span heading;     /* the whole heading line */
  int heading_level;       /* 1 to 6, or 0 */
  struct span title;       /* the text of the heading, markers and white space removed */
  int lost_level;          /* of a title that is no heading to markdown, which was said; or 0 */
  bool is_number_reported; /* its number is malformed, and that was said */
  enum front_state front_state;
  struct span front;                  /* the lines between the two "---" */
  struct span body;                   /* behind front matter, without a closing "---" */
  const struct outer_headings *outer; /* of the file; its pieces share them */
};

#endif
