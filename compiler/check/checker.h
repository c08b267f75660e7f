/* What the files of this stage share: the case at work and the parts of its check. */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "check/rules.h"
#include "diag/diag.h"
#include "model/case.h"

/* The rules that hold for the case: the general ones, or those of its variant. */
struct checker {
  struct arena *a, *scratch;
  struct bag *bag;
  const struct schema *schema;
  const struct title_rules *title;
  const struct front_rules *front;
  const struct sections_rules *sections;
  struct kb_case *kb_case;
  size_t *seen; /* by section kind: how many of them the case has so far */
};

/* Finds the title, which says what variant the case follows. Answers the index of the first
 * block behind it. */
size_t find_title(struct checker *c);

/* Sets the rules that hold for a case whose title is known. */
void choose_variant(struct checker *c);

/* Holds the title against its pattern and the name of the file. */
void check_title(struct checker *c);

/* Finds the sections in the blocks from `first` on and checks each. */
void check_sections(struct checker *c, size_t first);

/* The content of one section, whose text and blocks are known. */
void check_content(struct checker *c, struct kb_section *section);

/* A paragraph of a section: nothing is said about one that is no table. */
void check_table(struct checker *c, const struct section_rule *rule, const struct block *block);

/* The log lines of a section whose rule names a template. */
void check_log_lines(struct checker *c, struct kb_section *section);

/* The index of the section among these that a heading names, or STR_NONE. */
size_t section_rule_of(const struct checker *c, const struct sections_rules *rules,
                       struct str heading);

/* "2 to 6", "at least 5", "at most 400", "exactly 1". Lives in `scratch`. */
struct str range_text(struct checker *c, struct range range);
bool range_holds(struct range range, size_t n);

#endif
