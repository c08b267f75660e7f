/* The headings that open the sections of one level of a case, and what each of them opens. */
#ifndef CHECK_OPENINGS_H
#define CHECK_OPENINGS_H

#include "check/checker.h"

/* A heading that opens a section, and the blocks that belong to it. */
struct opening {
  const struct block *heading;
  size_t rule;       /* index into the rules' list; STR_NONE: a section that they do not have */
  size_t first, end; /* the blocks behind the heading, by their index in the doc */
  bool is_cut;       /* its first lines are lost in the heading's paragraph */
};

/* The blocks [first, end) of a case or of a section, cut at headings of one level. Lives in the
 * checker's scratch. */
struct openings {
  const struct sections_rules *rules;
  int level; /* of their headings */
  size_t first, end;
  size_t preamble_end; /* what stands before the first opening ends here */
  struct opening *items;
  size_t count;
  size_t *first_of; /* by rule: its first opening, or STR_NONE */
};

/* Finds them, and reports headings on the wrong level, "##Title" and sections that nobody
 * knows. One that is misspelt, or has the name of another, is taken for what it was meant to
 * be. */
struct openings openings_find(struct checker *c, const struct sections_rules *rules,
                              size_t first, size_t end, int level);

bool openings_have(const struct openings *openings, size_t rule);

#endif
