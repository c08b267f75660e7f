/* A pattern in the making: a message as words and values, some of which are constant. */
#ifndef LINK_MESSAGE_DRAFT_H
#define LINK_MESSAGE_DRAFT_H

#include "base/str.h"

struct arena;
struct kb_case;

struct draft_word {
  struct str text;
  bool is_value;
  bool is_constant; /* a part of the pattern */
};

struct message_draft {
  struct kb_case *kb_case;
  struct str service, text;
  struct draft_word *words; /* and values, in the order of the text */
  size_t count;
  struct str key;   /* the constant words as kb_pattern has them; n = 0: it is no pattern */
  struct str *gaps; /* the values before, between and behind the words; set by draft_settle */
  size_t gap_count;
};

/* Words are constant, values are not, unless there is nothing else. Lives in `a`, borrows text.
 */
struct message_draft draft_of(struct arena *a, struct str text);

size_t draft_count_constants(const struct message_draft *draft);

/* Several cases of one service have drafts with equal keys, those of a case side by side: makes
 * the values constant in which the cases differ. The keys are equal still if there are none. */
void draft_settle(struct arena *a, struct message_draft *group, size_t count);

#endif
