/* A draft among those of all cases: what it is there, other cases may have changed. */
#ifndef LINK_MESSAGE_ROW_H
#define LINK_MESSAGE_ROW_H

#include "link/message_draft.h"

struct message_row {
  const struct message_draft *draft;
  size_t number;   /* index of the case */
  struct str full; /* service, line end and words, as they are by now */
};

static inline struct str row_words(const struct message_row *row) {
  return str_slice(row->full, row->draft->service.n + 1, row->full.n);
}

/* Several cases of one service have rows with equal words, those of a case side by side: makes
 * the values constant in which the cases differ. The words are equal still if there are none.
 * Lives in `a`. */
void rows_settle(struct arena *a, struct message_row **group, size_t count);

/* Makes a word variable in which messages differ that are otherwise equal: those of one case,
 * or of cases of different services. Within a service such a word tells the cases apart, and
 * stays. Lives in `a`. */
void rows_vary(struct arena *a, struct message_row *rows, size_t count);

#endif
