/* The time of the lines, in each form in which they write it. */
#include "driver/simulate/clock.h"

#include "base/arena.h"
#include "base/buf.h"
#include "model/timestamp.h"

/* Digits of the second's fraction: 3, 6 or 9. */
struct face_fraction {
  size_t at, digits;
};

enum { BILLION = 1000000000 };

/* All that changes within a second are the fractions: the rest is written when one is over. */
static void write_face(struct clock_face *face, int64_t second) {
  struct buf text = {0};
  struct timestamp_zone zone = {face->zone, face->zone_minutes};
  timestamp_write(&text, face->format, &zone, second * BILLION);
  memcpy(face->text, text.p, text.n < face->n ? text.n : face->n);
  buf_free(&text);
}

static inline void write_digits(char *p, uint32_t number, size_t digits) {
  for (size_t i = digits; i-- > 0; number /= 10)
    p[i] = (char)('0' + number % 10);
}

/* With the numbers of digits as constants, which saves all divisions. */
static void write_fractions(struct clock_face *face, uint32_t nanosecond) {
  for (size_t i = 0; i < face->fraction_count; i++) {
    char *p = face->text + face->fractions[i].at;
    if (face->fractions[i].digits == 3)
      write_digits(p, nanosecond / 1000000, 3);
    else if (face->fractions[i].digits == 6)
      write_digits(p, nanosecond / 1000, 6);
    else
      write_digits(p, nanosecond, 9);
  }
}

static void find_fractions(struct arena *a, struct clock_face *face) {
  size_t at = 0;
  for (size_t i = 0; i < face->format.n; i++) {
    char c = face->format.p[i];
    char kind = c == '%' && i + 1 < face->format.n ? face->format.p[++i] : '\0';
    if (is_digit_char(kind)) {
      face->fractions =
          arena_grow(a, face->fractions, face->fraction_count, sizeof *face->fractions);
      struct face_fraction *fraction = &face->fractions[face->fraction_count++];
      *fraction = (struct face_fraction){at, (size_t)(kind - '0')};
      at += fraction->digits;
      i++;
    } else {
      at += kind == 'Y' ? 4 : kind == 'z' ? face->zone.n : kind == '\0' || kind == '%' ? 1 : 2;
    }
  }
}

static bool is_whole_time(struct str format, struct str text) {
  size_t length = 0;
  int64_t nanoseconds = 0;
  return timestamp_parse(format, text, &length, &nanoseconds) == TIMESTAMP_OK &&
         length == text.n && text.n > 0;
}

const struct clock_face *clock_face(struct arena *a, struct clock *clock, struct str format,
                                    struct str text) {
  if (!is_whole_time(format, text))
    return NULL;
  struct timestamp_zone zone = timestamp_zone_of(format, text);
  for (const struct clock_face *face = clock->faces; face; face = face->next) {
    if (str_equal(face->format, format) && str_equal(face->zone, zone.text))
      return face;
  }
  struct clock_face *face = arena_new(a, struct clock_face);
  *face = (struct clock_face){.format = format,
                              .zone = arena_copy(a, zone.text),
                              .zone_minutes = zone.minutes,
                              .text = arena_room(a, text.n),
                              .n = text.n,
                              .next = clock->faces};
  memcpy(face->text, text.p, text.n);
  find_fractions(a, face);
  clock->faces = face;
  return face;
}

void clock_set(struct clock *clock, int64_t nanoseconds) {
  int64_t nanosecond = nanoseconds - clock->second * BILLION;
  bool is_same_second = clock->is_set && nanosecond >= 0 && nanosecond < BILLION;
  if (!is_same_second) {
    int64_t second = nanoseconds / BILLION - (nanoseconds % BILLION < 0);
    clock->second = second;
    clock->is_set = true;
    nanosecond = nanoseconds - second * BILLION;
  }
  clock->nanosecond = nanosecond;
  for (struct clock_face *face = clock->faces; face; face = face->next) {
    if (!is_same_second)
      write_face(face, clock->second);
    write_fractions(face, (uint32_t)nanosecond);
  }
}
