/* Fills images in and writes them, each with its label. */
#include "driver/simulate/line_writer.h"

#include "emit/draw.h"

/* Every byte of a log passes through here, so this is about few instructions: what is the same
 * for all lines of an image is one copy, and a hole costs a random number and a table look-up
 * for each byte. */

static inline char *add(char *p, struct str text) {
  memcpy(p, text.p, text.n);
  return p + text.n;
}

static void fill(char *line, const struct image *image, const struct event *event) {
  struct dice dice = {event->line_seed};
  for (size_t i = 0; i < image->slot_count; i++) {
    const struct slot *slot = &image->slots[i];
    struct dice own = {event->event_seed + slot->part};
    uint64_t random = dice_next(slot->part > 0 ? &own : &dice);
    const char *chars = slot->alphabet->chars;
    char *p = line + slot->at;
    for (size_t k = 0; k < slot->width; k++, random >>= 8)
      p[k] = chars[random & 0xFF];
  }
  for (size_t i = 0; i < image->time_count; i++) {
    const struct clock_face *face = image->times[i].face;
    memcpy(line + image->times[i].at, face->text, face->n);
  }
}

/* ---- Labels -------------------------------------------------------------------------------
 */

static void count_line(struct counter *counter) {
  size_t i = COUNTER_DIGITS;
  while (i-- > counter->first) {
    if (counter->digits[i] != '9') {
      counter->digits[i]++;
      return;
    }
    counter->digits[i] = '0';
  }
  if (counter->first > 0)
    counter->digits[--counter->first] = '1';
}

static char *add_number(char *p, uint64_t number) {
  char digits[COUNTER_DIGITS];
  size_t at = COUNTER_DIGITS;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  return add(p, (struct str){digits + at, COUNTER_DIGITS - at});
}

static void put_label(struct line_writer *writer, const struct image *image,
                      const struct event *event) {
  enum { FRAME = 96 };
  const struct counter *line = &writer->line;
  char *start = stream_reserve(&writer->labels, image->label.n + event->kind.n + FRAME);
  char *p = add(start, STR("{\"line\":"));
  p = add(p, (struct str){line->digits + line->first, COUNTER_DIGITS - line->first});
  p = add(p, STR(",\"byte\":"));
  p = add_number(p, writer->byte);
  p = add(p, image->label);
  p = add(p, event->kind);
  if (event->instance > 0) {
    p = add(p, STR(",\"instance\":"));
    p = add_number(p, event->instance);
  }
  p = add(p, STR("}\n"));
  writer->labels.n += (size_t)(p - start);
}

/* ---- The face -----------------------------------------------------------------------------
 */

void line_writer_start(struct line_writer *writer, int log, int labels) {
  *writer = (struct line_writer){.has_labels = labels >= 0};
  writer->line.first = COUNTER_DIGITS - 1;
  writer->line.digits[COUNTER_DIGITS - 1] = '1';
  stream_start(&writer->log, log);
  if (writer->has_labels)
    stream_start(&writer->labels, labels);
}

void line_writer_put(struct line_writer *writer, const struct image *image,
                     const struct event *event) {
  char *line = stream_reserve(&writer->log, image->text.n);
  memcpy(line, image->text.p, image->text.n);
  fill(line, image, event);
  writer->log.n += image->text.n;
  if (writer->has_labels)
    put_label(writer, image, event);
  writer->byte += image->text.n;
  count_line(&writer->line);
}

void line_writer_flush(struct line_writer *writer) {
  stream_flush(&writer->log);
  if (writer->has_labels)
    stream_flush(&writer->labels);
}

void line_writer_end(struct line_writer *writer) {
  stream_end(&writer->log);
  if (writer->has_labels)
    stream_end(&writer->labels);
}
