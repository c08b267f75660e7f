/* Recognises log lines at run time by the very tables and code that a generated kb.c has. */
#ifndef MATCHER_MATCHER_H
#define MATCHER_MATCHER_H

#include "base/str.h"

struct arena;
struct kb;
struct log_template;

/* A pattern as kb_pattern has it: items with one space between two. An item is a plain word; a
 * value word with "=" in front; or "*", a variable word, which stands for no or one plain word,
 * and is neither first nor last among the plain items. It has at most 15
 * variable words and 65,535 bytes: one of another form is left out. */
struct match_pattern {
  struct str service, words;
  size_t number; /* of its case */
  int priority;
};

/* What a matcher is made from. It is borrowed, but only until the matcher is built. */
struct match_source {
  const struct log_template *templates; /* parts, fields, enum values, forms of times */
  size_t template_count;
  const struct match_pattern *patterns;
  size_t pattern_count;
  size_t case_count;
  /* The front matter value of a case for a key that a log field equals; n = 0: none. */
  struct str (*value)(const void *context, size_t number, struct str key);
  const void *context;
};

/* The patterns live in `a`, all else is borrowed from the kb. */
struct match_source match_source_of_kb(struct arena *a, const struct kb *kb);

struct matcher;

/* Lives in `a`. May be used by any number of threads. */
struct matcher *matcher_build(struct arena *a, const struct match_source *source);

enum { MATCHED_FIELDS = 32 };

/* All stretches borrow from the text that was matched. */
struct matched {
  size_t number;                     /* of the case */
  struct str line;                   /* without its line end */
  struct str service, message;       /* n = 0: not known */
  size_t template;                   /* index; STR_NONE: none was asked for */
  struct str fields[MATCHED_FIELDS]; /* by index in the template; p = NULL: absent */
  size_t field_count;
};

/* Does the line, up to its first LF, belong to a case? If not, `matched` is left as it is. */
bool matcher_line(const struct matcher *m, struct str line, struct matched *matched);
/* The same for a message whose service is known, and for one of any service. */
bool matcher_message(const struct matcher *m, struct str service, struct str message,
                     struct matched *matched);
bool matcher_any(const struct matcher *m, struct str message, struct matched *matched);

/* Every case that the line fits, the winner first; answers how many, writes at most `room`. */
size_t matcher_all(const struct matcher *m, struct str line, size_t *numbers, size_t room);

/* Hands each line that belongs to a case to `found`, which answers 0 to go on. Answers the
 * bytes consumed: up to and with the last LF, or to the end of the line at which `found`
 * stopped. matcher_tail takes what stands behind the last LF for a line, too. */
size_t matcher_block(const struct matcher *m, struct str text,
                     int (*found)(void *context, const struct matched *matched), void *context);
size_t matcher_tail(const struct matcher *m, struct str text,
                    int (*found)(void *context, const struct matched *matched), void *context);

#endif
