/* What can be wrong with one value as it stands in its line, and how it is to be written. */
#ifndef PARSE_YAML_FAULT_H
#define PARSE_YAML_FAULT_H

#include "diag/diag.h"
#include "parse/front_rules.h"
#include "parse/yaml_line.h"
#include "parse/yaml_text.h"

/* Longer entries, in bytes, are not repeated in a help line. */
enum { YAML_HELP_LENGTH = 200 };

/* Offsets into the clean text. */
struct yaml_fault {
  enum front_rule rule;
  size_t from, to;           /* the whole value, without a comment behind it */
  size_t mark_from, mark_to; /* what is wrong in it */
  struct str message;
  const char *label;
  struct str text;  /* what was probably meant */
  bool is_guess;    /* … but nobody knows */
  const char *help; /* where quoting is not all there is to say, else NULL */
};

/* Looks at the value that begins at `at` in `line`, in an entry that is indented by `indent`.
 * Answers whether it is at fault, and in *next where the first line begins that is not part of
 * it. */
bool yaml_value_fault(struct yaml_job *job, const struct yaml_line *line, size_t at,
                      size_t indent, struct yaml_fault *fault, size_t *next);

/* What a value must not begin with, in words: "begins a list". NULL for all others. */
const char *yaml_indicator_meaning(char c);

/* The line of the value at `from`, from its first character to the value: "key: ". */
struct str yaml_entry_start(struct yaml_job *job, size_t from);

/* Says "write KEY: VALUE" with the value quoted, and offers that as a fix if it is one. */
void yaml_advise_quotes(struct yaml_job *job, struct diag *diag, size_t from, size_t to,
                        struct str text, bool is_fix);

/* Reports the fault. */
void yaml_fault_report(struct yaml_job *job, const struct yaml_fault *fault);

#endif
