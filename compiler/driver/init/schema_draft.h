/* Writes a schema from a survey: what kbc init leaves behind. */
#ifndef DRIVER_INIT_SCHEMA_DRAFT_H
#define DRIVER_INIT_SCHEMA_DRAFT_H

#include "base/buf.h"
#include "driver/init/survey.h"

/* A rule that so many cases break that it is none for them. */
struct draft_rule {
  const char *name;
  size_t count; /* cases that break it */
};

/* What is not in the files: where the schema stands, and what a trial has shown. */
struct draft_plan {
  struct str name;
  struct str *include, *exclude;
  size_t include_count, exclude_count;
  struct draft_rule *rules;
  size_t rule_count;
  bool is_tried;          /* the next two are known */
  size_t explained_lines; /* log lines that fit the template */
  size_t found_cases;
};

/* The schema being written. A line begins with draft_start, ends with one of the others. */
struct draft {
  const struct survey *survey;
  const struct draft_plan *plan;
  struct buf *out;
  size_t line; /* where the line begins that is being written */
};

/* Indents; what is no rule becomes a comment. */
void draft_start(struct draft *draft, size_t indent, bool is_rule);
/* Ends the line with a comment: "# 297 of 300 files", or any other; or without one. */
void draft_share(struct draft *draft, size_t n, size_t of);
void draft_share_of(struct draft *draft, size_t n, size_t of, const char *what);
void draft_note(struct draft *draft, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void draft_end(struct draft *draft);

void draft_schema(struct buf *out, const struct survey *survey, const struct draft_plan *plan);

/* The parts that have files of their own. */
void draft_front(struct draft *draft);
void draft_sections(struct draft *draft);
void draft_logs(struct draft *draft);

#endif
