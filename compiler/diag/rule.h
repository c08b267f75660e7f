/* One row of the catalogue of everything that kbc can find. */
#ifndef DIAG_RULE_H
#define DIAG_RULE_H

#include <stddef.h>

enum level { LEVEL_OFF, LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

/* What kind of value an option takes; parse/rule_options.c has a reader for each. */
enum rule_option_kind {
  RULE_OPTION_BOOL,
  RULE_OPTION_INTEGER,
  RULE_OPTION_PERCENT, /* at most 100 */
  RULE_OPTION_RANGE,
  RULE_OPTION_CHOICE,
  RULE_OPTION_TEXTS,
  RULE_OPTION_PATTERNS,
  RULE_OPTION_TERMS, /* {avoid: WORD, prefer: WORD, unless: PATTERN} */
};

/* What a schema may say about a rule besides its level: rules: {placeholder: {words: [TODO]}}.
 */
struct rule_option {
  const char *name;
  enum rule_option_kind kind;
  const char *fallback;     /* its value where the schema says nothing, as YAML */
  const char *summary;      /* one line that says what the value is, no full stop */
  const char *const *words; /* of a choice: what it chooses from; NULL behind the last */
};

/* Names are for people and configuration, codes never change and are never used again. Codes
 * stand in blocks of 100: 00xx io and configuration   01xx read   02xx YAML and front matter
 * 03xx markdown 04xx check: front matter and sections   05xx check: log lines   06xx lint:
 * identity 07xx lint: logs   08xx lint: agreement   09xx lint: prose   10xx schema   11xx
 * limits of an output   12xx what silences findings   13xx lint: links   14xx lint: safety
 * 15xx lint: matching   16xx files for kbc eval
 *
 * An example is one or more files. A line "=== PATH" opens a file (PATH "schema" is the schema,
 * which is else the built-in one); without such a line it is all one file, kb/case.md. \xNN
 * stands for a byte. The bad one raises this rule and no other, the good one raises nothing; a
 * unit test holds both to it. Rows of the io family have none (NULL): they are raised in
 * tests/fault/. */
struct rule {
  const char *code;    /* "KBC0210" */
  const char *name;    /* "yaml-plain-colon" */
  enum level level;    /* unless the schema says otherwise */
  const char *summary; /* one line, present tense, no full stop */
  const char *why;     /* what goes wrong if it is left alone; one to three sentences */
  const char *bad, *good;
  const struct rule_option *options; /* NULL, or a table; a row without a name ends it */
};

size_t rule_option_count(const struct rule *rule);

const char *level_name(enum level level);

#endif
