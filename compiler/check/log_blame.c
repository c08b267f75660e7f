/* Where exactly a log line that does not fit goes wrong. */
#include "check/log_blame.h"

#include "base/arena.h"
#include "model/log_template.h"
#include "model/timestamp.h"

struct blame {
  struct arena *scratch;
  const struct log_template *template;
  const struct log_field *field;
  struct log_failure failure;
  size_t part;     /* of the field */
  struct str rest; /* of the line, from the field on */
  struct str text; /* what was taken for the field */
};

static size_t part_of(const struct log_template *template, size_t field) {
  size_t i = 0;
  while (template->parts[i].kind != PART_FIELD || template->parts[i].field != field)
    i++;
  return i;
}

static size_t first_blank(struct str text) {
  size_t at = 0;
  while (at < text.n && !is_blank_char(text.p[at]))
    at++;
  return at;
}

/* The word that stands there and the blanks before it. */
static size_t first_word(struct str text) {
  size_t from = 0;
  while (from < text.n && is_blank_char(text.p[from]))
    from++;
  return from + first_blank(str_slice(text, from, text.n));
}

/* The literal that ends the field: the first one behind it that must be there. */
static size_t ending_part(const struct blame *b) {
  size_t i = b->part + 1;
  bool is_optional = false;
  for (; i < b->template->part_count; i++) {
    enum part_kind kind = b->template->parts[i].kind;
    is_optional = kind == PART_OPTIONAL_OPEN || (is_optional && kind != PART_OPTIONAL_CLOSE);
    if (kind == PART_LITERAL && !is_optional)
      break;
  }
  return i;
}

/* Where in the text the next literal but `part` stands, or STR_NONE: then `part` should have
 * stood before it. */
static size_t later_literal(const struct blame *b, size_t part, struct str text) {
  size_t first = STR_NONE;
  for (size_t i = part + 1; i < b->template->part_count; i++) {
    if (b->template->parts[i].kind != PART_LITERAL)
      continue;
    size_t at = str_find(text, b->template->parts[i].literal, 1);
    first = at < first ? at : first;
  }
  return first;
}

static struct log_failure literal_missing(const struct blame *b, size_t part, size_t at) {
  struct log_failure failure = b->failure;
  failure.kind = LOG_LITERAL;
  failure.expected = b->template->parts[part].literal;
  size_t n = first_word(str_slice(b->rest, at, b->rest.n));
  failure.span = span_part(failure.span, at, n);
  return failure;
}

static struct log_failure field_wrong(const struct blame *b, size_t n) {
  struct log_failure failure = b->failure;
  failure.kind = LOG_FIELD;
  failure.span = span_part(failure.span, 0, n);
  return failure;
}

static bool fits(const struct blame *b, size_t n) {
  return log_value_fits(b->scratch, b->field, str_slice(b->rest, 0, n));
}

/* A time says itself where it ends. */
static struct log_failure blame_time(const struct blame *b, size_t part) {
  size_t length = 0, last = b->template->part_count;
  int64_t time = 0;
  enum timestamp_result result = timestamp_parse(b->field->format, b->rest, &length, &time);
  if (result == TIMESTAMP_OK && part < last)
    return literal_missing(b, part, length);
  return b->failure.kind == LOG_FIELD ? b->failure : field_wrong(b, first_word(b->text));
}

/* The places where the field may end are tried: where its literal stands but for blanks, or
 * with its first character, where a later literal stands, at the end of the first word. */
static struct log_failure blame_text(const struct blame *b, size_t part) {
  struct str bare = str_trim(b->template->parts[part].literal);
  size_t near = bare.n > 0 ? str_find(b->text, bare, 0) : STR_NONE;
  size_t first = bare.n > 0 ? str_find_char(b->text, bare.p[0], 0) : STR_NONE;
  size_t later = later_literal(b, part, b->text), word = first_blank(b->text);
  size_t ends[] = {near, first, later, word};
  size_t least = b->text.n;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    if (ends[i] != STR_NONE && ends[i] > 0 && fits(b, ends[i]))
      return literal_missing(b, part, ends[i]);
    least = ends[i] != STR_NONE && ends[i] > 0 && ends[i] < least ? ends[i] : least;
  }
  return field_wrong(b, least);
}

struct log_failure log_blame(struct arena *scratch, const struct log_template *template,
                             struct span line, struct log_failure failure) {
  if (failure.kind == LOG_LITERAL)
    failure.span = span_part(failure.span, 0, first_word(span_text(failure.span)));
  if (failure.kind != LOG_ENDLESS && failure.kind != LOG_FIELD)
    return failure;
  size_t from = failure.span.offset - line.offset;
  struct blame b = {.scratch = scratch,
                    .template = template,
                    .field = &template->fields[failure.field],
                    .failure = failure,
                    .part = part_of(template, failure.field),
                    .rest = str_slice(span_text(line), from, line.n),
                    .text = span_text(failure.span)};
  size_t part = ending_part(&b);
  if (b.field->type == FIELD_TIMESTAMP)
    return blame_time(&b, part);
  bool is_late = part < template->part_count && later_literal(&b, part, b.text) != STR_NONE;
  /* What fits anything may end anywhere. */
  if (failure.kind == LOG_FIELD ? !is_late
                                : fits(&b, b.rest.n) && first_blank(b.rest) < b.rest.n)
    return failure;
  return b.text.n > 0 ? blame_text(&b, part) : failure;
}
