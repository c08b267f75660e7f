/* What a pattern is made of: a text of a case, and the words in it that stay. */
#ifndef LINK_MESSAGE_DRAFT_H
#define LINK_MESSAGE_DRAFT_H

#include "diag/source.h"
#include "link/message_key.h"

struct arena;
struct kb_case;
struct schema;

enum draft_kind {
  DRAFT_MESSAGE,  /* of a log line */
  DRAFT_LABELLED, /* what stands behind the label of one; none if another case has it, too */
  DRAFT_ERROR,    /* the front matter's error message */
  DRAFT_GIVEN,    /* what the front matter says that the pattern is */
};

/* Borrows from the case; what is computed lives where the case's drafts do. */
struct message_draft {
  enum draft_kind kind;
  size_t line; /* of DRAFT_MESSAGE: index into the case's log lines */
  struct str service, text;
  struct span span; /* where the text stands */
  struct message_key key;
  bool is_guess; /* nothing says that lines of that template are looked for: no finding */
};

/* Fills in kb_case->drafts, each pattern once, and kb_case->priority: the message of each log
 * line, the same without a label ("Label - message"), and the front matter value that the
 * schema wants to occur in it; or what the front matter gives in their place. Values are no
 * part of a pattern unless there is nothing else. Needs no other case. Lives in `a`. */
void message_drafts_build(struct arena *a, const struct schema *schema,
                          struct kb_case *kb_case);

/* The message of a log line; n = 0 if its template has no field for it. Borrowed. */
struct log_line;
struct str log_line_message(const struct log_line *line);

#endif
