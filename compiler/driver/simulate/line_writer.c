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

static inline void draw(char *p, const struct slot *slot, uint64_t random) {
  const char *chars = slot->alphabet->chars;
  if (slot->width == SLOT_WIDTH) {
    for (size_t k = 0; k < SLOT_WIDTH; k++)
      p[k] = chars[(random >> (8 * k)) & 0xFF];
    return;
  }
  for (size_t k = 0; k < slot->width; k++)
    p[k] = chars[(random >> (8 * k)) & 0xFF];
}

static inline void fill(char *line, const struct image *image, const struct event *event) {
  struct dice dice = {event->line_seed};
  for (size_t i = 0; i < image->slot_count; i++) {
    const struct slot *slot = &image->slots[i];
    struct dice own = {event->event_seed + slot->part};
    draw(line + slot->at, slot, dice_next(slot->part > 0 ? &own : &dice));
  }
  for (size_t i = 0; i < image->time_count; i++) {
    const struct clock_face *face = image->times[i].face;
    memcpy(line + image->times[i].at, face->text, face->n);
  }
}

/* ---- Numbers ------------------------------------------------------------------------------
 */

static void counter_start(struct counter *counter, uint32_t number) {
  memset(counter->digits, '0', sizeof counter->digits);
  counter->digits[COUNTER_DIGITS - 1] = (char)('0' + number);
  counter->first = COUNTER_DIGITS - 1;
  counter->low = number;
}

/* One more in the place above the low digits. */
static void carry(struct counter *counter) {
  size_t i = COUNTER_DIGITS - COUNTER_LOW_DIGITS;
  while (i-- > 0 && counter->digits[i] == '9')
    counter->digits[i] = '0';
  if (i < COUNTER_DIGITS)
    counter->digits[i]++;
}

/* Numbers below 10 to the 16th have no digits before them, longer ones as many as it takes. */
static void find_first(struct counter *counter) {
  while (counter->first > 0 && counter->digits[counter->first - 1] != '0')
    counter->first--;
  size_t i = 0;
  while (i + 1 < COUNTER_DIGITS && counter->digits[i] == '0')
    i++;
  counter->first = i;
}

static inline void counter_add(struct counter *counter, size_t n) {
  size_t low = counter->low + n, before = counter->low;
  bool is_longer = counter->first > COUNTER_DIGITS - COUNTER_LOW_DIGITS && before < low;
  while (low >= COUNTER_LOW) {
    low -= COUNTER_LOW;
    carry(counter);
    is_longer = true;
  }
  counter->low = (uint32_t)low;
  char *digits = counter->digits + COUNTER_DIGITS - COUNTER_LOW_DIGITS;
  uint32_t high = (uint32_t)low / 100, rest = (uint32_t)low % 100;
  digits[0] = (char)('0' + high / 10);
  digits[1] = (char)('0' + high % 10);
  digits[2] = (char)('0' + rest / 10);
  digits[3] = (char)('0' + rest % 10);
  if (is_longer)
    find_first(counter);
}

static inline char *add_counter(char *p, const struct counter *counter) {
  memcpy(p, counter->digits + counter->first, COUNTER_DIGITS);
  return p + COUNTER_DIGITS - counter->first;
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

/* ---- Labels -------------------------------------------------------------------------------
 */

static inline void put_label(struct line_writer *writer, const struct image *image,
                             const struct event *event) {
  enum { FRAME = 128 }; /* more than the words and numbers below */
  char *start = stream_reserve(&writer->labels, image->label.n + event->kind.n + FRAME);
  char *p = add(start, STR("{\"line\":"));
  p = add_counter(p, &writer->line);
  p = add(p, STR(",\"byte\":"));
  p = add_counter(p, &writer->byte);
  if (!event->kind.p) {
    p = add(p, image->label);
  } else {
    p = add(p, str_slice(image->label, 0, image->label_kind));
    p = add(p, event->kind);
    if (event->instance > 0) {
      p = add(p, STR(",\"instance\":"));
      p = add_number(p, event->instance);
    }
    p = add(p, STR("}\n"));
  }
  writer->labels.n += (size_t)(p - start);
}

/* ---- The face -----------------------------------------------------------------------------
 */

void line_writer_start(struct line_writer *writer, int log, int labels) {
  *writer = (struct line_writer){.has_labels = labels >= 0};
  counter_start(&writer->line, 1);
  counter_start(&writer->byte, 0);
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
  counter_add(&writer->byte, image->text.n);
  counter_add(&writer->line, 1);
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
