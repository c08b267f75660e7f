/* Follows the lines of a body as cmark would: which containers are open, and what a line is to
 * it. */
#ifndef PARSE_OUTLINE_H
#define PARSE_OUTLINE_H

#include "base/str.h"

/* Only as much as is needed to know where cmark's paragraphs and containers are before cmark
 * sees them. Where more would be needed (is this a tag that HTML knows? does this paragraph
 * vanish as the definition of a link?) it notes that it is not sure; once that matters it is
 * lost and counts everything as text from there on, so that it errs on the safe side alone. */
enum { OUTLINE_DEPTH = 64 };

struct outline_container {
  bool is_quote;
  bool is_empty; /* an item with nothing in it yet */
  size_t width;  /* of an item: the columns that its lines are indented by */
};

enum outline_leaf {
  LEAF_NONE,
  LEAF_PARAGRAPH,
  LEAF_FENCE,
  LEAF_HTML,
  LEAF_UNSURE, /* a paragraph, HTML or nothing, until a blank line */
};

struct outline {
  struct outline_container open[OUTLINE_DEPTH];
  size_t depth; /* of the line that was read last: quotes and items. Counts on behind
                   OUTLINE_DEPTH, but then reading on makes no sense. */
  enum outline_leaf leaf;
  bool may_vanish; /* the paragraph may consist of definitions of links */
  char fence;
  size_t fence_length;
  size_t html_end;
  bool is_lost;
  size_t
      content; /* where the line that was read last goes on behind the markers and indentation
                  of the containers that were open before. Too far if it is lost. */
};

enum line_role {
  LINE_OTHER, /* blank, code, HTML, a break: nothing that inline markup is looked for in */
  LINE_TEXT,  /* the first line of a paragraph, or a heading */
  LINE_MORE,  /* goes on with the text of the line before, or may do so */
};

/* What the next line is. {0} is the outline before the first one; lines have no line end. */
enum line_role outline_read(struct outline *outline, struct str line);

#endif
