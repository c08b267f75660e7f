/* A comment that silences findings: kbc-disable-next-line RULE[, RULE]: why. */
#ifndef DRIVER_FILTER_DIRECTIVE_H
#define DRIVER_FILTER_DIRECTIVE_H

#include "diag/source.h"

struct arena;

enum directive_form {
  DIRECTIVE_NEXT_LINE, /* kbc-disable-next-line */
  DIRECTIVE_FROM,      /* kbc-disable: from here … */
  DIRECTIVE_TO,        /* kbc-enable: … to here */
  DIRECTIVE_FILE,      /* kbc-disable-file */
  DIRECTIVE_NONE,
};

/* One of them. Points into its source. */
struct directive {
  enum directive_form form; /* DIRECTIVE_NONE: it was meant to be one, and `mistake` is set */
  struct span span;         /* the comment */
  size_t line;              /* 0-based */
  bool is_alone;            /* no: something else stands on the line */
  bool is_in_front;         /* a comment of YAML, not of HTML */
  struct str word;          /* "kbc-disable-file", as written */
  struct str *rules;        /* the words between the word and the colon */
  size_t rule_count;
  struct str reason;   /* behind the colon, n = 0 if there is none */
  const char *mistake; /* NULL, or what is wrong with it */
  struct str near;     /* the word that was meant, n = 0 if nobody knows */
};

/* What all of them begin with. */
#define DIRECTIVE_MARK "kbc-"

/* Does the text begin with the mark, or like a directive that is written another way: in
 * capitals, with blanks or "_" for dashes? */
bool directive_may_begin(struct str text);

/* Does such a text stand anywhere behind the sign of a comment? A quick look. */
bool directives_may_stand(struct str bytes);

/* Reads what stands inside a comment, from the mark on, white space at its end removed: form,
 * word, rules, reason, mistake, near. False if it is no directive, and was not meant to be one.
 * Lives in `a`. */
bool directive_read(struct arena *a, struct str text, struct directive *directive);

/* Does the text begin with the word of a directive, rightly spelled? */
bool directive_begins(struct str text);

#endif
