/* Fills images in and writes them, each with its label. */
#ifndef DRIVER_SIMULATE_LINE_WRITER_H
#define DRIVER_SIMULATE_LINE_WRITER_H

#include "driver/simulate/image.h"
#include "driver/simulate/stream.h"

/* What happens in a line. */
struct event {
  const struct image *image;
  int64_t time;        /* nanoseconds since 1970 */
  struct str kind;     /* p = NULL: the image's own; else what its label ends in: "burst\"" */
  uint64_t instance;   /* of an incident: its number; 0: the line belongs to none */
  uint64_t line_seed;  /* of what is drawn for this line alone */
  uint64_t event_seed; /* of the ids that all lines of one event share */
};

/* A number that only grows, as digits: it is written more often than it is anything else. Its
 * last digits are apart, so that most additions touch nothing else. */
enum { COUNTER_DIGITS = 20, COUNTER_LOW = 10000, COUNTER_LOW_DIGITS = 4 };
struct counter {
  char digits[2 * COUNTER_DIGITS]; /* the first half; so many bytes may be read from each */
  size_t first;                    /* the digits from here on are written */
  uint32_t low;
};

/* Lines wait for a few others: what they are copied from is in the cache when they are written,
 * and the processor need not guess what comes next. */
enum { WAITING_LINES = 64 };
struct line_writer {
  struct clock *clock;
  struct event waiting[WAITING_LINES];
  size_t waiting_count;
  struct stream log, labels;
  bool has_labels;
  struct counter line, byte; /* of the next one: from 1 on; where it begins */
};

/* `labels` is -1 where nobody wants any. line_writer_end writes what is left; what went wrong
 * stands in the streams until then. */
void line_writer_start(struct line_writer *writer, struct clock *clock, int log, int labels);

/* For line_writer_put alone. */
void line_writer_write(struct line_writer *writer);

static inline void line_writer_put(struct line_writer *writer, const struct event *event) {
  writer->waiting[writer->waiting_count++] = *event;
  __builtin_prefetch(event->image->text.p);
  __builtin_prefetch(event->image->slots);
  if (writer->waiting_count == WAITING_LINES)
    line_writer_write(writer);
}

void line_writer_flush(struct line_writer *writer);
void line_writer_end(struct line_writer *writer);

#endif
