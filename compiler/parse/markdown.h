/* The block structure of a body, as CommonMark has it: what cmark says, in our own terms. */
#ifndef PARSE_MARKDOWN_H
#define PARSE_MARKDOWN_H

#include "model/doc.h"

struct body_text;
struct buf;

/* A block as cmark saw it. Lines are 0-based lines of the body text, offsets are into the
 * source. */
struct markdown_node {
  enum block_kind kind; /* never BLOCK_COMMENT and BLOCK_REFERENCE: these are no nodes */
  size_t line,
      offset;       /* where it begins; a definition of a link that stood there is included */
  size_t last_line; /* where cmark says it ends: README.md tells for which kinds that is so.
                       May lie behind the last line. */
  size_t next;      /* the index behind its descendants */
  struct str text;  /* of a heading: without inline markup; of HTML: its lines, without the
                       markers of the containers */
  int level;        /* of a heading */
  bool is_fenced;   /* of code */
};

/* Nodes in source order, parents before their children. */
struct markdown {
  struct markdown_node *nodes;
  size_t count;
};

/* The blocks of the text, of which cmark is shown `bytes`: the text itself or its skeleton.
 * Lives in `scratch`. The text must keep within the limits of body_limits.h: cmark takes
 * minutes over some that do not. */
struct markdown markdown_parse(struct arena *scratch, const struct body_text *text,
                               struct str bytes);

/* Adds to `out` what the text says, whatever it is written like: two texts of one meaning give
 * the same bytes. Running text counts in NFC, the rest byte for byte. With `is_loose` neither
 * white space and invisible characters of running text count nor the numbers of lists and how
 * far their items stand apart. The limits hold as above. */
void markdown_meaning(struct arena *scratch, const struct body_text *text, bool is_loose,
                      struct buf *out);

/* The text of a heading, given as the line on which it stands, without inline markup. Lives in
 * `scratch`. Its p is NULL if the line is no heading. */
struct str markdown_heading(struct arena *scratch, struct str line);

/* Where a link leads that is written as `link`, "[](destination)" or "<https://host>": the
 * destination without escapes and entities. Lives in `scratch`. Its p is NULL if cmark sees no
 * link. */
struct str markdown_destination(struct arena *scratch, struct str link);

#endif
