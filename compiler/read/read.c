/* Reads a file and makes sure that it is a text: UTF-8, without what no text may hold. */
#include "read/read.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "read/conflict.h"
#include "read/rules.h"

#include <string.h>

/* More findings of one kind a file would bury the others; the last one says how many there are.
 */
enum { FORBIDDEN_SHOWN = 20, COMBINING_LIMIT = 30, COMBINING_FLOOD = 1000 };

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

/* UTF-16 of mostly ASCII is valid UTF-8: every second byte is NUL, and no other one. Answers
 * which, or STR_NONE if it is not that. */
static size_t nul_of_utf_16(struct str bytes) {
  size_t nul[2] = {0, 0}, n = bytes.n < 64 ? bytes.n / 2 * 2 : 64;
  for (size_t i = 0; i < n; i++)
    nul[i % 2] += bytes.p[i] == 0;
  bool is_so = (nul[0] == 0) != (nul[1] == 0) && nul[0] + nul[1] > n / 4 &&
               (unsigned char)bytes.p[0] < 0xFE;
  return !is_so ? STR_NONE : nul[0] == 0 ? 1 : 0;
}

/* The encoding that a file without a byte of UTF-8 in the right place is surely in, by the name
 * that iconv has for it; NULL if nobody knows. */
static const char *foreign_encoding(struct str bytes) {
  if (str_starts_with(bytes, (struct str){"\xFF\xFE\0\0", 4}) ||
      str_starts_with(bytes, (struct str){"\0\0\xFE\xFF", 4}))
    return "UTF-32";
  if (str_starts_with(bytes, STR("\xFF\xFE")) || str_starts_with(bytes, STR("\xFE\xFF")))
    return "UTF-16";
  size_t nul = nul_of_utf_16(bytes);
  return nul == STR_NONE ? NULL : nul == 0 ? "UTF-16BE" : "UTF-16LE";
}

static void report_foreign(struct bag *bag, const struct source *source, const char *name) {
  unsigned char first = (unsigned char)source->bytes.p[0];
  struct diag *diag =
      diag_add(bag, &read_rules[READ_NOT_UTF_8], span_of(source, 0, 1),
               name[6] == '\0' ? "this file is %s (its first byte is 0x%02X), not UTF-8"
                               : "this file is %s without a byte order mark (its first byte "
                                 "is 0x%02X), not UTF-8",
               name, first);
  diag_help(bag, diag, "save the file as UTF-8:  iconv -f %s -t UTF-8", name);
}

/* Why the bytes at `at` are no character. */
static const char *broken_reason(struct str s, size_t at) {
  unsigned char first = (unsigned char)s.p[at];
  unsigned char second = at + 1 < s.n ? (unsigned char)s.p[at + 1] : 0;
  bool goes_on = second >= 0x80 && second < 0xC0;
  if (first < 0xC0)
    return "it goes on with a character that has not begun";
  if (first < 0xC2 ||
      (goes_on && ((first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90))))
    return "it begins a character that is written longer than it is";
  if (first == 0xED && second >= 0xA0 && goes_on)
    return "it begins half a character of UTF-16, a surrogate";
  if (first > 0xF4 || (first == 0xF4 && second >= 0x90 && goes_on))
    return "it begins no character: the last one is U+10FFFF";
  return "the character that it begins is cut off";
}

static void report_encoding(struct bag *bag, const struct source *source, size_t at) {
  unsigned char byte = (unsigned char)source->bytes.p[at];
  struct diag *diag =
      diag_add(bag, &read_rules[READ_NOT_UTF_8], span_of(source, at, at + 1),
               "the byte 0x%02X is not UTF-8 here: %s", byte, broken_reason(source->bytes, at));
  diag_help(bag, diag, "save the file as UTF-8");
}

/* A file of an old Mac: no line ends as a line should. To look at it as one line would find
 * nothing but follow-ups. */
static bool has_old_line_ends(struct str bytes) {
  size_t cr = str_find_char(bytes, '\r', 0), lf = str_find_char(bytes, '\n', 0);
  return cr != STR_NONE && str_find_char(bytes, '\r', cr + 1) != STR_NONE &&
         (lf == STR_NONE || lf + 1 == bytes.n);
}

static void report_old_line_ends(struct bag *bag, const struct source *source) {
  size_t cr = str_find_char(source->bytes, '\r', 0);
  struct diag *diag = diag_add(
      bag, &read_rules[READ_FORBIDDEN_CHARACTER], span_of(source, cr, cr + 1),
      "the lines of this file end with a carriage return alone (U+000D), which ends no line");
  diag_help(bag, diag, "save the file with LF or CRLF at the end of its lines");
}

/* Tags come in words of which nobody sees a letter: one word is one finding. */
static size_t tags_end(struct str s, size_t at) {
  uint32_t c = 0xE0000;
  while (at < s.n) {
    size_t n = utf8_decode(s, at, &c);
    if (n == 0 || c < 0xE0000 || c > 0xE007F)
      break;
    at += n;
  }
  return at;
}

static void report_forbidden(struct bag *bag, const struct source *source) {
  size_t count = 0;
  uint32_t c = 0;
  for (size_t at = utf8_forbidden(source->bytes, 0, &c); at != STR_NONE;
       at = utf8_forbidden(source->bytes, at + 1, &c)) {
    char bytes[4];
    size_t end = c >= 0xE0000 ? tags_end(source->bytes, at) : at + utf8_encode(c, bytes);
    size_t start = at;
    at = end - 1;
    if (++count > FORBIDDEN_SHOWN)
      continue;
    struct span span = span_of(source, start, end);
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

/* Is the file one to go on with? A few marks too many are the mistake of a writer. */
static bool report_combining(struct bag *bag, const struct source *source) {
  size_t run = 0, start = 0;
  struct diag *diag = NULL;
  for (size_t at = 0; at < source->bytes.n;) {
    size_t plain = utf8_plain(source->bytes, at);
    if (plain > at && diag)
      break;
    if (plain > at) {
      run = 0;
      at = plain;
      continue;
    }
    uint32_t c = 0;
    size_t n = utf8_decode(source->bytes, at, &c);
    if (!is_combining(c) && diag)
      break;
    if (!is_combining(c))
      run = 0;
    else if (run++ == 0)
      start = at;
    at += n;
    if (run == COMBINING_LIMIT + 1)
      diag =
          diag_add(bag, &read_rules[READ_COMBINING_RUN], span_of(source, start, at),
                   "more than %d combining marks pile up on one letter", (int)COMBINING_LIMIT);
  }
  if (!diag)
    return true;
  uint32_t first = 0;
  utf8_decode(source->bytes, start, &first);
  diag_help(bag, diag, "take them out: there are %zu, the first is U+%04X", run,
            (unsigned)first);
  return run <= COMBINING_FLOOD;
}

struct source *read_source_bytes(struct arena *a, struct bag *bag, struct str path,
                                 struct str bytes) {
  if (bytes.n > SOURCE_LIMIT) {
    diag_add_path(bag, &read_rules[READ_FILE_TOO_LARGE], path, "this file has more than 1 MiB");
    return NULL;
  }
  struct source *source = source_new(a, path, bytes);
  if (utf8_plain(source->bytes, 0) == source->bytes.n) {
    report_long_lines(bag, source);
    return report_conflict(bag, source) ? NULL : source;
  }
  const char *encoding = foreign_encoding(source->bytes);
  if (encoding) {
    report_foreign(bag, source, encoding);
    return NULL;
  }
  size_t bad = utf8_invalid(source->bytes);
  if (bad != STR_NONE) {
    report_encoding(bag, source, bad);
    return NULL;
  }
  if (has_old_line_ends(source->bytes)) {
    report_old_line_ends(bag, source);
    return NULL;
  }
  if (!report_combining(bag, source))
    return NULL;
  report_long_lines(bag, source);
  report_forbidden(bag, source);
  return report_conflict(bag, source) ? NULL : source;
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

struct source *read_source_listed(struct arena *a, struct bag *bag, struct str path) {
  struct str bytes = {NULL, 0}, name = arena_copy(a, path);
  int error = 0;
  enum file_result result = file_read_listed(a, name.p, SOURCE_LIMIT, &bytes, &error);
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
