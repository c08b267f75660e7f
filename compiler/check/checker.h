/* What the files of this stage share: the case at work and the parts of its check. */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "check/rules.h"
#include "diag/diag.h"
#include "model/case.h"

struct checker {
  struct arena *a, *scratch;
  struct bag *bag;
  const struct schema *schema;
  struct kb_case *kb_case;
};

/* Finds the title and matches it. Answers the index of the first block behind it. */
size_t check_title(struct checker *c);

/* Finds the sections in the blocks from `first` on and checks each. */
void check_sections(struct checker *c, size_t first);

/* The content of one section, whose text and blocks are known. */
void check_content(struct checker *c, struct kb_section *section);

/* The log lines of a section whose rule names a template. */
void check_log_lines(struct checker *c, struct kb_section *section);

/* The level of the headings that open sections. */
int section_level(const struct checker *c);

/* The rule of the section that a heading names, or STR_NONE. */
size_t section_rule_of(const struct checker *c, struct str heading);

#endif
