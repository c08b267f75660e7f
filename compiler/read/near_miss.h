/* Headings that open a case, and those that were only meant to. */
#ifndef READ_NEAR_MISS_H
#define READ_NEAR_MISS_H

#include "diag/source.h"
#include "model/schema.h"
#include "read/front_block.h"

struct arena;
struct bag;

/* A heading, or a line that was meant as one. Lines are 0-based. */
struct heading {
  size_t line;
  size_t behind;   /* the line behind it, and behind its underline */
  int level;       /* as written; of a setext heading 1 or 2, of a line without markers 0 */
  int case_level;  /* what its sections are counted from */
  struct str text; /* points into the source */
  enum heading_kind {
    HEADING_ATX,
    HEADING_NO_SPACE, /* "##02." */
    HEADING_SPACE,    /* a blank that is no blank to markdown before or behind the hashes */
    HEADING_SETEXT,
  } kind;
  bool is_odd;   /* no ATX heading to CommonMark */
  bool has_mark; /* a byte order mark stands before it, and was reported with the characters */
  bool is_reported; /* what is wrong with it was said */
};

/* Is the line a heading, or odd? A setext heading counts only with an underline. */
bool heading_at(const struct source *source, size_t line, struct heading *heading);

/* A setext heading without front matter: does it look like a case's, with sections below it, or
 * like the end of a list with a line that separates it from what follows? */
bool is_underlined_case(const struct source *source, const struct heading *heading);

/* The level of the first ATX heading at or behind the line, 0 if there is none. */
int next_heading_level(const struct source *source, size_t line);

/* Asks whether a title has the number that the schema's pattern captures. */
struct title_test {
  struct arena *scratch;
  const struct record_rules *record;
  size_t number_group; /* STR_NONE: the pattern has none */
};

struct title_test title_test_new(struct arena *scratch, const struct record_rules *record);
bool title_has_number(const struct title_test *test, struct str title);
/* Would it have one if full-width digits and stops were ASCII? */
bool title_has_odd_number(const struct title_test *test, struct str title);

/* Each says what is wrong and what to write instead. report_heading: false if nothing is. */
bool report_heading(struct bag *bag, const struct source *source, int case_level,
                    const struct heading *heading);
void report_odd_number(struct bag *bag, const struct source *source,
                       const struct heading *heading);
/* Front matter that begins at `line`, where each file is one case. */
void report_inner_front(struct bag *bag, const struct source *source, size_t line);
/* A second block of front matter, which begins at `line`, behind that at `first`. */
void report_second_front(struct bag *bag, const struct source *source, size_t line,
                         size_t first);
void report_front_form(struct bag *bag, const struct source *source, struct front_block block);

#endif
