/* A draft among those of all cases: what it is there, other cases may have changed. */
#ifndef LINK_MESSAGE_ROW_H
#define LINK_MESSAGE_ROW_H

#include "link/message_draft.h"

struct message_row {
  const struct message_draft *draft;
  size_t number;     /* index of the case */
  struct str full;   /* service, line end and words, as they are by now */
  struct str varied; /* the same with a word that varies; n = 0: there is none */
  uint32_t node;     /* where its words end in the net of patterns */
  size_t next;       /* the next row that has the same words, or STR_NONE */
  bool is_dropped;   /* it is no pattern after all */
};

/* In the order of the cases. */
struct row_list {
  struct message_row *items;
  size_t count;
};

static inline struct str row_words(const struct message_row *row) {
  return str_slice(row->full, row->draft->service.n + 1, row->full.n);
}

/* Is the row what its text alone gives, and words alone? */
static inline bool row_is_plain(const struct message_row *row) {
  return row->full.p == row->draft->key.full.p && row->draft->key.word_count > 0;
}

/* Several cases of one service have rows with equal words, those of a case side by side: makes
 * the values constant in which the cases differ. The words are equal still if there are none.
 * Lives in `a`. */
void rows_settle(struct arena *a, struct message_row **group, size_t count);

/* Makes a word variable in which messages differ that are otherwise equal: those of one case,
 * or of cases of different services. Within a service such a word tells the cases apart, and
 * stays. Lives in `a`. */
void rows_vary(struct arena *a, struct row_list rows);

#endif
