/* The time of the lines, in each form in which they write it. */
#include "driver/simulate/clock.h"

#include "base/arena.h"
#include "base/buf.h"
#include "model/timestamp.h"

static const int64_t nanoseconds_of_minute = 60000000000;

/* Everything but the parts. */
static void write_face(struct clock_face *face, int64_t minute) {
  struct buf text = {0};
  struct timestamp_zone zone = {face->zone, face->zone_minutes};
  timestamp_write(&text, face->format, &zone, minute * nanoseconds_of_minute);
  memcpy(face->text, text.p, text.n < face->n ? text.n : face->n);
  buf_free(&text);
}

static void find_parts(struct arena *a, struct clock_face *face) {
  size_t at = 0;
  for (size_t i = 0; i < face->format.n; i++) {
    char c = face->format.p[i];
    char kind = c == '%' && i + 1 < face->format.n ? face->format.p[++i] : '\0';
    size_t digits = kind == 'S' ? 2 : is_digit_char(kind) ? (size_t)(kind - '0') : 0;
    i += is_digit_char(kind);
    if (digits > 0) {
      face->parts = arena_grow(a, face->parts, face->part_count, sizeof *face->parts);
      face->parts[face->part_count++] = (struct face_part){at, digits};
      at += digits;
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
  find_parts(a, face);
  clock->faces = face;
  return face;
}

void clock_set(struct clock *clock, int64_t nanoseconds) {
  int64_t since = nanoseconds - clock->minute * nanoseconds_of_minute;
  bool is_same_minute = clock->is_set && since >= 0 && since < nanoseconds_of_minute;
  if (!is_same_minute) {
    clock->minute = nanoseconds / nanoseconds_of_minute;
    clock->minute -= nanoseconds % nanoseconds_of_minute < 0;
    clock->is_set = true;
    since = nanoseconds - clock->minute * nanoseconds_of_minute;
  }
  clock->second = (uint32_t)((uint64_t)since / 1000000000);
  clock->nanosecond = (uint32_t)((uint64_t)since - (uint64_t)clock->second * 1000000000);
  for (struct clock_face *face = clock->faces; face && !is_same_minute; face = face->next)
    write_face(face, clock->minute);
}
