/* Fills images in and writes them, each with its label. */
#ifndef DRIVER_SIMULATE_LINE_WRITER_H
#define DRIVER_SIMULATE_LINE_WRITER_H

#include "driver/simulate/image.h"
#include "driver/simulate/stream.h"

/* What a label says besides place and case; its words are JSON as they stand. */
struct event {
  struct str kind;     /* "case\"" and what stands behind that */
  uint64_t instance;   /* of an incident: its number; 0: the line belongs to none */
  uint64_t line_seed;  /* of what is drawn for this line alone */
  uint64_t event_seed; /* of the ids that all lines of one event share */
};

/* Line numbers are counted in digits, for each is written. */
enum { COUNTER_DIGITS = 20 };
struct counter {
  char digits[COUNTER_DIGITS];
  size_t first;
};

struct line_writer {
  struct stream log, labels;
  bool has_labels;
  struct counter line; /* of the next one, from 1 on */
  uint64_t byte;       /* where it begins */
};

/* `labels` is -1 where nobody wants any. line_writer_end writes what is left; what went wrong
 * stands in the streams until then. */
void line_writer_start(struct line_writer *writer, int log, int labels);
void line_writer_put(struct line_writer *writer, const struct image *image,
                     const struct event *event);
void line_writer_flush(struct line_writer *writer);
void line_writer_end(struct line_writer *writer);

#endif
