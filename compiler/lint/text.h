/* The texts of a case that somebody wrote, one after the other, for rules about words. */
#ifndef LINT_TEXT_H
#define LINT_TEXT_H

#include "model/inline.h"
#include "model/kb.h"

struct linter;
struct word_set;

enum text_kind {
  TEXT_TITLE,
  TEXT_VALUE,   /* of the front matter, however deep it stands there */
  TEXT_HEADING, /* in the body; those of sections that the schema knows are the schema's words
                 */
  TEXT_PROSE,   /* a paragraph, in a list or quote, too */
  TEXT_MARKUP,  /* HTML, definitions of links */
  TEXT_CODE,    /* a block of code, without its fences */
};

/* One of them. Below `bytes`, what the functions here keep for themselves. */
struct text {
  enum text_kind kind;
  bool is_in_list;  /* an item, or what stands in one */
  bool is_from_log; /* a value that a log line must equal or contain: the machine's own words */
  struct str bytes;
  const struct linter *linter;
  const struct kb_case *kb_case;
  const struct block *block;        /* NULL of a value, and of a bundle's title */
  const struct value *value;        /* NULL elsewhere */
  const struct log_template *log;   /* of the section, or NULL */
  struct span span;                 /* whole */
  const size_t *places;             /* of a value, once they were asked for, if there are any */
  struct inline_spans inline_spans; /* once they were asked for */
  bool has_places, has_inline_spans;
};

/* Is it worth while to look for the words in the texts of this case? A quick look at the source
 * as it stands; where escapes may hide a word, the answer is yes. */
bool case_may_hold(const struct kb_case *kb_case, const struct word_set *words);

/* Calls `visit` for each text of the case, in the order of the source, front matter last. A
 * section that holds log lines and nothing else has none, nor has a comment. The text is gone
 * after the call. */
void case_texts(const struct linter *linter, const struct kb_case *kb_case,
                void (*visit)(void *ctx, struct text *text), void *ctx);

/* The same for what stands in the body, without a linter: the functions below must not be asked
 * about these. */
void case_body_texts(const struct kb_case *kb_case, void (*visit)(void *ctx, struct text *text),
                     void *ctx);

/* Where the bytes [from, to) stand; the whole text where that cannot be told. */
struct span text_span(struct text *text, size_t from, size_t to);

/* Does the byte stand in a log line, or in one of these inline_kinds? Costs a look at the whole
 * text when it is asked for the first time: ask where something was found. */
bool text_is_quoted(struct text *text, size_t at, unsigned inline_kinds);

#endif
