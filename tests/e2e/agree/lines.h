/* Log lines that try to be taken for what they are not. */
#ifndef AGREE_LINES_H
#define AGREE_LINES_H

#include <stdint.h>

#include "reference.h"

/* The same seed draws the same numbers. */
struct dice {
  uint64_t state;
};

uint64_t dice_below(struct dice *dice, uint64_t n);

struct bytes {
  char *p;
  size_t n, room;
};

void bytes_add(struct bytes *bytes, const char *p, size_t n);

/* Adds a line without its end, and no LF in it. */
void line_draw(const struct rules *rules, struct dice *dice, struct bytes *line);

/* A message by itself, and a service for it that may be none of the knowledge base. */
void message_draw(const struct rules *rules, struct dice *dice, struct bytes *message);
struct text service_draw(const struct rules *rules, struct dice *dice);

#endif
