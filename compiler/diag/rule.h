/* One row of the catalogue of everything that kbc can find. */
#ifndef DIAG_RULE_H
#define DIAG_RULE_H

#include <stddef.h>

enum level { LEVEL_OFF, LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

/* Names are for people and configuration, codes never change and are never used again. Codes
 * stand in blocks of 100: 00xx io and configuration   01xx read   02xx YAML and front matter
 * 03xx markdown 04xx check: front matter and sections   05xx check: log lines   06xx lint:
 * identity 07xx lint: logs   08xx lint: agreement   10xx schema   11xx limits of an output
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
};

const char *level_name(enum level level);

#endif
