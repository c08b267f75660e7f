/* What stands where in a text that is to be formatted, line by line. */
#ifndef DRIVER_FORMAT_LAYOUT_H
#define DRIVER_FORMAT_LAYOUT_H

#include "diag/source.h"
#include "model/doc.h"

struct arena;
struct pipeline_text;

/* What stands by itself, with blank lines around it. */
enum thing_kind { THING_CASE, THING_FRONT, THING_BLOCK };

struct thing {
  enum thing_kind kind;
  size_t first, last;        /* its lines */
  const struct block *block; /* of a block */
  const struct piece *piece; /* of a case heading and of front matter */
  const struct doc *doc;     /* of front matter */
};

enum line_kind {
  LINE_FREE,    /* blanks at its end mean nothing */
  LINE_WRAPPED, /* the paragraph goes on in the next line: two blanks at the end are a break */
  LINE_LOCKED,  /* code, HTML, a definition, a log line, front matter: nothing may change */
};

/* Lines count from 0. */
struct layout {
  const struct source *source;
  struct thing *things; /* top level, in source order */
  size_t count;
  enum line_kind *lines; /* of each line */
};

/* The cases of the text, and what stands between them. Lives in `a`. */
struct layout layout_of(struct arena *a, struct arena *scratch,
                        const struct pipeline_text *text);

bool is_blank_line(const struct source *source, size_t line);

#endif
