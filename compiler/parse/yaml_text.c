/* The text that libyaml gets to see: that of the source, with what was broken in it mended. */
#include "parse/yaml_text.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "parse/front_rules.h"

#include <string.h>

/* libyaml takes U+0085, U+2028, U+2029 and a lone CR for line ends, as YAML 1.1 did, and
 * refuses control characters and the two non-characters at the end of the first plane. Answers
 * the length of the one that begins at `i`, or 0. */
static size_t unreadable_at(struct str s, size_t i) {
  unsigned char c = (unsigned char)s.p[i];
  size_t left = s.n - i;
  if (c == '\r')
    return left > 1 && s.p[i + 1] == '\n' ? 0 : 1;
  if (c < 0x80)
    return (c < ' ' && c != '\t' && c != '\n') || c == 0x7F;
  if (c == 0xC2 && left > 1)
    return (unsigned char)s.p[i + 1] < 0xA0 ? 2 : 0;
  if (left < 3 || (c != 0xE2 && c != 0xEF))
    return 0;
  unsigned char second = (unsigned char)s.p[i + 1], third = (unsigned char)s.p[i + 2];
  if (c == 0xE2)
    return second == 0x80 && (third == 0xA8 || third == 0xA9) ? 3 : 0;
  return second == 0xBF && third >= 0xBE ? 3 : 0;
}

/* What no text may hold was reported when the file was read; the rest troubles YAML alone. */
static void report_unreadable(struct yaml_job *job, size_t at, size_t n) {
  struct str text = str_slice(job->clean, at, at + n);
  uint32_t code_point = 0;
  if (utf8_forbidden(text, 0, &code_point) != STR_NONE)
    return;
  /* One a line is enough; a line may hold thousands. */
  job->quiet_until = str_find_char(job->clean, '\n', at);
  utf8_decode(text, 0, &code_point);
  bool is_break = code_point == 0x2028 || code_point == 0x2029;
  struct diag *diag =
      diag_add(job->bag, &front_rules[FRONT_YAML_CHARACTER], yaml_clean_span(job, at, at + n),
               "U+%04X stands here, %s", (unsigned)code_point,
               is_break ? "which some YAML readers take for the end of the line"
                        : "which is no character, and no YAML reader takes it");
  diag_help(job->bag, diag, "remove it%s",
            is_break ? ", or put the value in double quotes and write \\L or \\P" : "");
}

/* Equal in bytes, so that no offset behind it moves. */
static void replace_bytes(struct yaml_job *job, size_t at, size_t n, char c) {
  if (!job->own) {
    job->own = arena_alloc(job->a, checked_add(job->clean.n, 1));
    memcpy(job->own, job->clean.p, job->clean.n);
    job->clean.p = job->own;
  }
  memset(job->own + at, c, n);
}

/* A byte that might begin one of the characters above, or none that matters. */
static bool is_suspicious(unsigned char c) {
  return (c < ' ' && c != '\n') || c == 0x7F || c == 0xC2 || c == 0xE2 || c == 0xEF;
}

static void replace_unreadable(struct yaml_job *job) {
  unsigned char all = 0;
  for (size_t i = 0; i < job->clean.n; i++) {
    unsigned char c = (unsigned char)job->clean.p[i];
    all |= c;
    size_t n = is_suspicious(c) ? unreadable_at(job->clean, i) : 0;
    if (n == 0)
      continue;
    if (i >= job->quiet_until)
      report_unreadable(job, i, n);
    replace_bytes(job, i, n, '_');
  }
  job->is_ascii = all < 0x80;
}

static bool is_directive(struct str line) {
  return str_starts_with(line, STR("%YAML")) || str_starts_with(line, STR("%TAG"));
}

/* Directives stand before everything else. libyaml compares each with all others, so that many
 * of them take it minutes. */
static void drop_directives(struct yaml_job *job) {
  struct str rest = job->clean, line;
  for (size_t at = 0; str_next_line(&rest, &line); at = job->clean.n - rest.n) {
    struct str trimmed = str_trim(line);
    if (trimmed.n > 0 && trimmed.p[0] != '#' && !is_directive(line))
      return;
    if (!is_directive(line))
      continue;
    struct span span = yaml_clean_span(job, at, at + trimmed.n);
    struct diag *diag = diag_add(job->bag, &front_rules[FRONT_YAML_DIRECTIVE], span,
                                 "this line is a YAML directive, which is not read here");
    diag_help(job->bag, diag, "remove the line");
    replace_bytes(job, at, 1, '#');
  }
}

void yaml_text_start(struct yaml_job *job) {
  job->clean = span_text(job->span);
  replace_unreadable(job);
  drop_directives(job);
  job->bytes = job->clean;
  job->quiet_until = 0;
}

struct yaml_patch *yaml_text_patch(struct yaml_job *job, size_t from, size_t to,
                                   struct str text) {
  job->patches = arena_grow(job->scratch, job->patches, job->patch_count, sizeof *job->patches);
  struct yaml_patch *patch = &job->patches[job->patch_count++];
  *patch = (struct yaml_patch){.from = from, .to = to, .text = text};
  return patch;
}

void yaml_text_mend(struct yaml_job *job) {
  size_t n = job->clean.n;
  for (size_t i = 0; i < job->patch_count; i++)
    n = checked_add(n, job->patches[i].text.n);
  char *bytes = arena_alloc(job->a, checked_add(n, 1));
  size_t from = 0;
  n = 0;
  for (size_t i = 0; i < job->patch_count; i++) {
    struct yaml_patch *patch = &job->patches[i];
    memcpy(bytes + n, job->clean.p + from, patch->from - from);
    patch->at = n + (patch->from - from);
    if (patch->text.n > 0)
      memcpy(bytes + patch->at, patch->text.p, patch->text.n);
    n = patch->at + patch->text.n;
    from = patch->to;
  }
  memcpy(bytes + n, job->clean.p + from, job->clean.n - from);
  job->bytes = (struct str){bytes, n + (job->clean.n - from)};
}

void yaml_text_drop_line(struct yaml_job *job, size_t at) {
  char *bytes = arena_alloc(job->a, checked_add(job->bytes.n, 1));
  memcpy(bytes, job->bytes.p, job->bytes.n);
  while (at > 0 && bytes[at - 1] != '\n')
    at--;
  if (at < job->bytes.n && bytes[at] != '\n')
    bytes[at] = '#';
  job->bytes.p = bytes;
}

struct span yaml_clean_span(const struct yaml_job *job, size_t from, size_t to) {
  return span_of(job->span.source, job->span.offset + from, job->span.offset + to);
}

/* How many patches begin at or before `at` of the mended bytes. */
static size_t patches_up_to(const struct yaml_job *job, size_t at) {
  size_t low = 0, high = job->patch_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (job->patches[middle].at <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const struct yaml_patch *yaml_text_patch_at(const struct yaml_job *job, size_t at) {
  size_t count = patches_up_to(job, at);
  const struct yaml_patch *last = count > 0 ? &job->patches[count - 1] : NULL;
  return last && at - last->at <= last->text.n ? last : NULL;
}

/* Inside a patch, a start is that of the whole patch, and an end its end. */
static size_t source_offset(const struct yaml_job *job, size_t at, bool is_end) {
  size_t count = patches_up_to(job, at);
  while (is_end && count > 0 && job->patches[count - 1].at == at)
    count--;
  if (count == 0)
    return at;
  const struct yaml_patch *last = &job->patches[count - 1];
  size_t inside = at - last->at;
  if (inside < last->text.n)
    return is_end ? last->to : last->from;
  return last->to + (inside - last->text.n);
}

struct span yaml_text_span(const struct yaml_job *job, size_t from, size_t to) {
  size_t start = source_offset(job, from, false);
  size_t end = from == to ? start : source_offset(job, to, true);
  return yaml_clean_span(job, start, end);
}
