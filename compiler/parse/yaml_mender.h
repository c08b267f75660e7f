/* What the files that mend front matter share: the line at work and what is above it. */
#ifndef PARSE_YAML_MENDER_H
#define PARSE_YAML_MENDER_H

#include "diag/diag.h"
#include "parse/front_rules.h"
#include "parse/yaml_line.h"
#include "parse/yaml_text.h"

/* More levels than front matter may have: the limit itself is found by who reads the events. */
enum { MENDER_LEVELS = 24 };

/* A collection in which a line stands, by the column where its entries begin. */
struct nesting {
  size_t column;
  bool is_list;
};

struct mender {
  struct yaml_job *job;
  struct str s; /* the clean text */
  struct yaml_line line;
  size_t next; /* where the next line to be looked at begins */
  struct nesting levels[MENDER_LEVELS];
  size_t count;
  bool awaits_value; /* the last entry has none so far: deeper lines are its value */
  bool is_reported;  /* this line has its finding */
  bool is_first;     /* this line is the first of the innermost level */
  bool gave_up;
};

/* A finding on this line, or NULL if the line has one: what follows may follow from it. */
struct diag *mender_report(struct mender *m, enum front_rule rule, size_t from, size_t to,
                           struct str message);
/* Makes a comment of the line from `at` on. */
void mender_drop(struct mender *m, size_t at);

/* The entry at `at`, in the given column: a key and its value; what should be one but is not;
 * the value of a list item. */
void mend_pair(struct mender *m, const struct yaml_key *key, size_t column);
void mend_no_key(struct mender *m, size_t at, size_t column);
void mend_value(struct mender *m, size_t at, size_t column);
/* Mends what other languages write there: comments, emphasis. False if it is none of them. */
bool mend_foreign(struct mender *m, size_t at);

#endif
