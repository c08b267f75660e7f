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

/* The same for texts of images, whole blocks at a time: what is behind is written later. To
 * copy more than there is costs less than a branch that nobody can foresee. */
static inline char *add_padded(char *p, struct str text, size_t block) {
  size_t i = 0;
  do {
    memcpy(p + i, text.p + i, block);
    i += block;
  } while (i < text.n);
  return p + text.n;
}

/* For a few bytes in the middle of others. */
static inline void put_over(char *p, const char *from, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8)
    memcpy(p + i, from + i, 8);
  for (; i < n; i++)
    p[i] = from[i];
}

/* ---- Slots --------------------------------------------------------------------------------
 */

/* Eight bytes as one number, the first one lowest, whatever the machine's order is: compilers
 * make one instruction of it. */
static inline uint64_t load(const char *p) {
  const unsigned char *in = (const unsigned char *)p;
  return (uint64_t)in[0] | (uint64_t)in[1] << 8 | (uint64_t)in[2] << 16 |
         (uint64_t)in[3] << 24 | (uint64_t)in[4] << 32 | (uint64_t)in[5] << 40 |
         (uint64_t)in[6] << 48 | (uint64_t)in[7] << 56;
}

static inline void store(char *p, uint64_t bytes) {
  unsigned char *out = (unsigned char *)p;
  out[0] = (unsigned char)bytes;
  out[1] = (unsigned char)(bytes >> 8);
  out[2] = (unsigned char)(bytes >> 16);
  out[3] = (unsigned char)(bytes >> 24);
  out[4] = (unsigned char)(bytes >> 32);
  out[5] = (unsigned char)(bytes >> 40);
  out[6] = (unsigned char)(bytes >> 48);
  out[7] = (unsigned char)(bytes >> 56);
}

static const uint64_t every_byte = 0x0101010101010101u, every_other = 0x00FF00FF00FF00FFu;

/* Eight characters of rows: each random byte is scaled to a place in them, and places behind
 * the first row jump to the second. All eight stay below 128, so none spills into the next. */
static inline uint64_t draw_rows(const struct alphabet *alphabet, uint64_t random) {
  uint64_t even = ((random & every_other) * alphabet->count >> 8) & every_other;
  uint64_t odd = ((random >> 8 & every_other) * alphabet->count) & ~every_other;
  uint64_t place = even | odd;
  uint64_t second = (place + every_byte * (uint8_t)(128 - alphabet->low)) >> 7 & every_byte;
  return place + every_byte * alphabet->first + second * alphabet->jump;
}

static uint64_t draw_chars(const struct alphabet *alphabet, uint64_t random) {
  uint64_t drawn = 0;
  for (size_t k = 0; k < SLOT_WIDTH; k++, random >>= 8)
    drawn |= (uint64_t)(unsigned char)alphabet->chars[random & 0xFF] << (8 * k);
  return drawn;
}

static inline uint64_t draw_eight(const struct alphabet *alphabet, uint64_t random) {
  return alphabet->count > 0 ? draw_rows(alphabet, random) : draw_chars(alphabet, random);
}

/* Writes eight bytes, those behind the slot as the image has them: there is always room, and
 * slots come in the order of the text. They are read there, not where they were copied to: a
 * processor waits for what it has only just written in other pieces. */
static inline void draw(char *line, const struct image *image, const struct slot *slot,
                        uint64_t random) {
  uint64_t drawn = draw_eight(slot->alphabet, random);
  if (slot->other)
    drawn = (drawn & ~slot->mask) | (draw_eight(slot->other, random) & slot->mask);
  if (slot->is_number)
    drawn = (drawn & ~(uint64_t)0xFF) | ('1' + ((random & 0xFF) * 9 >> 8));
  uint64_t mask = UINT64_MAX >> (8 * (SLOT_WIDTH - slot->width));
  store(line + slot->at, (load(image->text.p + slot->at) & ~mask) | (drawn & mask));
}

static inline void fill(char *line, const struct event *event) {
  struct dice dice = {event->line_seed};
  const struct image *image = event->image;
  for (size_t i = 0; i < image->slot_count; i++) {
    const struct slot *slot = &image->slots[i];
    uint64_t seed = slot->part < SLOT_SAME ? event->event_seed : ~event->line_seed;
    struct dice own = {seed + slot->part};
    draw(line, image, slot, dice_next(slot->part > 0 ? &own : &dice));
  }
}

/* ---- Digits -------------------------------------------------------------------------------
 */

/* All numbers of two digits: to look them up is faster than to divide. */
static const char pairs[] = "0001020304050607080910111213141516171819"
                            "2021222324252627282930313233343536373839"
                            "4041424344454647484950515253545556575859"
                            "6061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

static inline void put_two(char *p, uint32_t number) {
  memcpy(p, pairs + number * 2, 2);
}

static inline void put_three(char *p, uint32_t number) {
  *p = (char)('0' + number / 100);
  put_two(p + 1, number % 100);
}

/* ---- Times --------------------------------------------------------------------------------
 */

static inline void put_part(char *p, const struct face_part *part, const struct clock *clock) {
  uint32_t thousandth = clock->nanosecond / 1000000, rest = clock->nanosecond % 1000000;
  if (part->digits == 2) {
    put_two(p, clock->second);
    return;
  }
  put_three(p, thousandth);
  if (part->digits > 3)
    put_three(p + 3, rest / 1000);
  if (part->digits > 6)
    put_three(p + 6, rest % 1000);
}

static inline void put_times(char *line, const struct image *image, const struct clock *clock) {
  for (size_t i = 0; i < image->time_count; i++) {
    const struct clock_face *face = image->times[i].face;
    char *p = line + image->times[i].at;
    put_over(p, face->text, face->n);
    for (size_t k = 0; k < face->part_count; k++)
      put_part(p + face->parts[k].at, &face->parts[k], clock);
  }
}

/* ---- Numbers ------------------------------------------------------------------------------
 */

__attribute__((noinline)) static char *add_number(char *p, uint64_t number) {
  char digits[COUNTER_DIGITS];
  size_t at = COUNTER_DIGITS;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  return add(p, (struct str){digits + at, COUNTER_DIGITS - at});
}

static void counter_start(struct counter *counter, uint32_t number) {
  memset(counter->digits, '0', sizeof counter->digits);
  counter->first = COUNTER_DIGITS;
  counter->low = number;
}

/* One more in the place above the low digits. */
static void carry(struct counter *counter) {
  size_t i = COUNTER_DIGITS;
  while (i-- > 0 && counter->digits[i] == '9')
    counter->digits[i] = '0';
  if (i < COUNTER_DIGITS)
    counter->digits[i]++;
  for (i = 0; i < COUNTER_DIGITS && counter->digits[i] == '0';)
    i++;
  counter->first = i;
}

static inline void counter_add(struct counter *counter, size_t n) {
  size_t low = counter->low + n;
  for (; low >= COUNTER_LOW; low -= COUNTER_LOW)
    carry(counter);
  counter->low = (uint32_t)low;
}

static inline char *add_counter(char *p, const struct counter *counter) {
  if (counter->first == COUNTER_DIGITS)
    return add_number(p, counter->low);
  uint32_t high = counter->low / 100, rest = counter->low % 100;
  memcpy(p, counter->digits + counter->first, COUNTER_DIGITS);
  p += COUNTER_DIGITS - counter->first;
  put_two(p, high);
  put_two(p + 2, rest);
  return p + COUNTER_LOW_DIGITS;
}

/* ---- Labels -------------------------------------------------------------------------------
 */

/* Of what is rare: an incident, a burst. */
static char *add_other_kind(char *p, const struct event *event) {
  p = add(p, str_slice(event->image->label, 0, event->image->label_kind));
  p = add(p, event->kind);
  if (event->instance > 0) {
    p = add(p, STR(",\"instance\":"));
    p = add_number(p, event->instance);
  }
  return add(p, STR("}\n"));
}

static inline void put_label(struct line_writer *writer, const struct event *event) {
  enum { FRAME = 128 + IMAGE_PAD }; /* more than the words and numbers below */
  struct str label = event->image->label;
  char *start = stream_reserve(&writer->labels, label.n + event->kind.n + FRAME);
  char *p = add(start, STR("{\"line\":"));
  p = add_counter(p, &writer->line);
  p = add(p, STR(",\"byte\":"));
  p = add_counter(p, &writer->byte);
  p = event->kind.p ? add_other_kind(p, event) : add_padded(p, label, IMAGE_PAD / 2);
  writer->labels.n += (size_t)(p - start);
}

/* ---- The face -----------------------------------------------------------------------------
 */

void line_writer_start(struct line_writer *writer, struct clock *clock, int log, int labels) {
  *writer = (struct line_writer){.clock = clock, .has_labels = labels >= 0};
  counter_start(&writer->line, 1);
  counter_start(&writer->byte, 0);
  stream_start(&writer->log, log);
  if (writer->has_labels)
    stream_start(&writer->labels, labels);
}

static inline void write_line(struct line_writer *writer, const struct event *event) {
  const struct image *image = event->image;
  clock_set(writer->clock, event->time);
  char *line = stream_reserve(&writer->log, image->text.n + IMAGE_PAD);
  add_padded(line, image->text, IMAGE_PAD);
  fill(line, event);
  put_times(line, image, writer->clock);
  writer->log.n += image->text.n;
  if (writer->has_labels)
    put_label(writer, event);
  counter_add(&writer->byte, image->text.n);
  counter_add(&writer->line, 1);
}

void line_writer_write(struct line_writer *writer) {
  for (size_t i = 0; i < writer->waiting_count; i++)
    write_line(writer, &writer->waiting[i]);
  writer->waiting_count = 0;
}

void line_writer_flush(struct line_writer *writer) {
  line_writer_write(writer);
  stream_flush(&writer->log);
  if (writer->has_labels)
    stream_flush(&writer->labels);
}

void line_writer_end(struct line_writer *writer) {
  stream_end(&writer->log);
  if (writer->has_labels)
    stream_end(&writer->labels);
}
