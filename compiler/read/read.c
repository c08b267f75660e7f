/* Reads a file and makes sure that it is a text: UTF-8, without what no text may hold. */
#include "read/read.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "read/rules.h"

#include <string.h>

/* More findings of one kind a file would bury the others; the last one says how many there are.
 */
enum { FORBIDDEN_SHOWN = 20, COMBINING_LIMIT = 30 };

static const char *character_name(uint32_t c) {
  if (c == 0)
    return "a NUL byte";
  if (c == '\r')
    return "a carriage return without a line feed";
  if (c == 0x1B)
    return "an escape character";
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F))
    return "a control character";
  if (c == 0xFEFF)
    return "a byte order mark inside the text";
  return c >= 0xE0000 ? "an invisible tag character"
                      : "an invisible character that turns text around";
}

/* UTF-16 of mostly ASCII is valid UTF-8: every second byte is NUL, and no other one. */
static bool is_utf_16_without_mark(struct str bytes) {
  size_t nul[2] = {0, 0}, n = bytes.n < 64 ? bytes.n / 2 * 2 : 64;
  for (size_t i = 0; i < n; i++)
    nul[i % 2] += bytes.p[i] == 0;
  return (nul[0] == 0) != (nul[1] == 0) && nul[0] + nul[1] > n / 4 &&
         (unsigned char)bytes.p[0] < 0xFE;
}

static void report_encoding(struct bag *bag, const struct source *source, size_t at) {
  unsigned char byte = (unsigned char)source->bytes.p[at];
  bool is_utf_16 = byte == 0 || str_starts_with(source->bytes, STR("\xFF\xFE")) ||
                   str_starts_with(source->bytes, STR("\xFE\xFF"));
  struct diag *diag = diag_add(bag, &read_rules[READ_NOT_UTF_8], span_of(source, at, at + 1),
                               !is_utf_16  ? "the byte 0x%02X is not UTF-8 here"
                               : byte == 0 ? "this file is UTF-16 (every other byte is 0x%02X)"
                                           : "this file is UTF-16 (its first byte is 0x%02X)",
                               byte);
  diag_help(bag, diag, "save the file as UTF-8");
}

static void report_forbidden(struct bag *bag, const struct source *source) {
  size_t count = 0;
  uint32_t c = 0;
  for (size_t at = utf8_forbidden(source->bytes, 0, &c); at != STR_NONE;
       at = utf8_forbidden(source->bytes, at + 1, &c)) {
    if (++count > FORBIDDEN_SHOWN)
      continue;
    char bytes[4];
    struct span span = span_of(source, at, at + utf8_encode(c, bytes));
    struct diag *diag = diag_add(bag, &read_rules[READ_FORBIDDEN_CHARACTER], span,
                                 "%s (U+%04X) stands here", character_name(c), (unsigned)c);
    diag_help(bag, diag, "take it out");
  }
  if (count > FORBIDDEN_SHOWN)
    diag_help(bag, &bag->diags[bag->count - 1],
              "take them out: there are %zu of them in this file", count);
}

static void report_long_lines(struct bag *bag, const struct source *source) {
  for (size_t i = 0; i < source->line_count; i++) {
    size_t end = i + 1 < source->line_count ? source->line_starts[i + 1] : source->bytes.n;
    if (end - source->line_starts[i] <= LINE_LIMIT ||
        source_line_span(source, i).n <= LINE_LIMIT)
      continue;
    struct span span = source_line_span(source, i);
    span.n = 1;
    struct diag *diag = diag_add(bag, &read_rules[READ_LINE_TOO_LONG], span,
                                 "this line has more than %d bytes", (int)LINE_LIMIT);
    diag_help(bag, diag, "break the line, or keep the data in a file of its own");
    return;
  }
}

/* Marks that pile up on one letter: the blocks of combining diacritics alone, which is where
 * such runs come from. */
static bool is_combining(uint32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE20 && c <= 0xFE2F);
}

static void report_combining(struct bag *bag, const struct source *source) {
  size_t run = 0, start = 0;
  for (size_t at = 0; at < source->bytes.n;) {
    size_t plain = utf8_plain(source->bytes, at);
    if (plain > at) {
      run = 0;
      at = plain;
      continue;
    }
    uint32_t c = 0;
    size_t n = utf8_decode(source->bytes, at, &c);
    if (!is_combining(c))
      run = 0;
    else if (run++ == 0)
      start = at;
    at += n;
    if (run <= COMBINING_LIMIT)
      continue;
    struct diag *diag =
        diag_add(bag, &read_rules[READ_COMBINING_RUN], span_of(source, start, at),
                 "more than %d combining marks pile up on one letter", (int)COMBINING_LIMIT);
    diag_help(bag, diag, "take them out");
    return;
  }
}

struct source *read_source_bytes(struct arena *a, struct bag *bag, struct str path,
                                 struct str bytes) {
  if (bytes.n > SOURCE_LIMIT) {
    diag_add_path(bag, &read_rules[READ_FILE_TOO_LARGE], path, "this file has more than 1 MiB");
    return NULL;
  }
  struct source *source = source_new(a, path, bytes);
  report_long_lines(bag, source);
  if (utf8_plain(source->bytes, 0) == source->bytes.n)
    return source;
  size_t bad = is_utf_16_without_mark(source->bytes) ? str_find_char(source->bytes, 0, 0)
                                                     : utf8_invalid(source->bytes);
  if (bad != STR_NONE) {
    report_encoding(bag, source, bad);
    return NULL;
  }
  report_forbidden(bag, source);
  report_combining(bag, source);
  return source;
}

static struct source *take(struct arena *a, struct bag *bag, struct str path,
                           enum file_result result, struct str bytes, int error) {
  switch (result) {
  case FILE_OK:
    return read_source_bytes(a, bag, path, bytes);
  case FILE_TOO_LARGE: {
    struct diag *diag = diag_add_path(bag, &read_rules[READ_FILE_TOO_LARGE], path,
                                      "this file has more than 1 MiB");
    diag_help(bag, diag, "split it into several files");
    return NULL;
  }
  case FILE_NOT_REGULAR:
    diag_add_path(bag, &io_rules[IO_FILE_REFUSED], path,
                  "this is a link, a pipe or a device, and is not read");
    return NULL;
  case FILE_FAILED:
    diag_add_path(bag, &io_rules[IO_FILE_UNREADABLE], path, "this file cannot be read: %s",
                  strerror(error));
    return NULL;
  }
  return NULL;
}

struct source *read_source(struct arena *a, struct bag *bag, struct str path) {
  struct str bytes = {NULL, 0}, name = arena_copy(a, path);
  int error = 0;
  enum file_result result = file_read(a, name.p, SOURCE_LIMIT, false, &bytes, &error);
  return take(a, bag, path, result, bytes, error);
}

struct source *read_source_stdin(struct arena *a, struct bag *bag, struct str path) {
  struct str bytes = {NULL, 0};
  int error = 0;
  enum file_result result = file_read_stdin(a, SOURCE_LIMIT, &bytes, &error);
  return take(a, bag, path, result, bytes, error);
}

bool read_leaves_doubt(const struct rule *rule) {
  for (size_t i = 0; i < READ_RULE_COUNT; i++) {
    if (rule == &read_rules[i])
      return i != READ_LINE_TOO_LONG && i != READ_COMBINING_RUN;
  }
  return false;
}
