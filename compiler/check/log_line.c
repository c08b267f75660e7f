/* Takes a log line apart by its template. */
#include "check/log_line.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "model/case.h"
#include "model/timestamp.h"

struct line_parser {
  struct arena *a, *scratch;
  const struct log_template *template;
  struct span span;
  struct str text;
  struct log_line *line;
  bool goes_on;           /* behind a field that does not fit, too */
  size_t fitting, broken; /* fields of which the schema says what they are */
};

static struct log_failure failure_at(const struct line_parser *p, enum log_failure_kind kind,
                                     size_t from, size_t to) {
  struct span span = span_part(p->span, from, to - from);
  return (struct log_failure){.kind = kind, .span = span};
}

static struct log_failure field_failure(const struct line_parser *p, enum log_failure_kind kind,
                                        size_t field, size_t from, size_t to) {
  struct log_failure failure = failure_at(p, kind, from, to);
  failure.field = field;
  return failure;
}

static bool stands_at(struct str text, size_t at, struct str literal) {
  return str_starts_with(str_slice(text, at, text.n), literal);
}

static size_t behind_optional(const struct log_template *template, size_t open) {
  size_t i = open;
  while (template->parts[i].kind != PART_OPTIONAL_CLOSE)
    i++;
  return i + 1;
}

/* Where the field that ends before part `next` ends: at the first place where something stands
 * that may follow. `next` becomes the part that follows there. STR_NONE if what must follow is
 * nowhere; `next` is then that literal. */
static size_t find_field_end(const struct line_parser *p, size_t from, size_t *next) {
  const struct log_template *template = p->template;
  size_t end = p->text.n, follow = template->part_count;
  for (size_t i = *next; i < template->part_count;) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_CLOSE) {
      i++;
      continue;
    }
    bool is_optional = part->kind == PART_OPTIONAL_OPEN;
    struct str literal = is_optional ? part[1].literal : part->literal;
    size_t at = str_find(p->text, literal, from);
    if (at != STR_NONE && (at < end || follow == template->part_count)) {
      end = at;
      follow = i;
    }
    if (!is_optional) {
      bool is_nowhere = follow == template->part_count;
      *next = is_nowhere ? i : follow;
      return is_nowhere ? STR_NONE : end;
    }
    i = behind_optional(template, i);
  }
  *next = follow;
  return end;
}

static bool is_value(const struct log_field *field, struct str text) {
  for (size_t i = 0; i < field->value_count; i++) {
    if (str_equal(field->values[i], text))
      return true;
  }
  return false;
}

/* Where the value that begins at `from` ends: at the first mark that ends one, whatever
 * follows. */
static size_t find_value_end(const struct map_form *map, struct str body, size_t from) {
  if (map->behind_value.n > 0)
    return str_find(body, map->behind_value, from);
  size_t join = str_find(body, map->join, from);
  return join == STR_NONE ? body.n : join;
}

static bool is_map_key(struct str key) {
  return key.n > 0 && str_equal(str_trim(key), key);
}

static struct log_failure map_failure(const struct line_parser *p, size_t field,
                                      enum log_map_fault fault, struct str expected,
                                      size_t from, size_t to) {
  struct log_failure failure = field_failure(p, LOG_MAP, field, from, to);
  failure.fault = fault;
  failure.expected = expected;
  return failure;
}

/* What stands around the pairs. */
static struct log_failure check_map_ends(const struct line_parser *p, size_t field, size_t from,
                                         size_t to) {
  const struct map_form *map = &p->template->fields[field].map;
  struct str whole = str_slice(p->text, from, to);
  if (!str_starts_with(whole, map->open))
    return map_failure(p, field, MAP_OPEN, map->open, from, to);
  if (whole.n >= map->open.n + map->close.n && str_ends_with(whole, map->close))
    return failure_at(p, LOG_FITS, 0, 0);
  size_t last = STR_NONE;
  for (size_t at = str_find(whole, map->close, map->open.n); map->close.n > 0 && at != STR_NONE;
       at = str_find(whole, map->close, at + 1))
    last = at;
  return last == STR_NONE
             ? map_failure(p, field, MAP_CLOSE, map->close, to, to)
             : map_failure(p, field, MAP_BEHIND, map->close, from + last + map->close.n, to);
}

/* One pair at *at of the body, which begins at `base`; moves on to what stands behind it. */
static struct log_failure parse_pair(struct line_parser *p, size_t field, struct str body,
                                     size_t base, size_t *at) {
  const struct map_form *map = &p->template->fields[field].map;
  size_t join = str_find(body, map->join, *at), end = base + (join < body.n ? join : body.n);
  if (!stands_at(body, *at, map->before_key))
    return map_failure(p, field, MAP_KEY, map->before_key, base + *at, end);
  size_t key_from = *at + map->before_key.n;
  size_t between = str_find(body, map->between, key_from);
  /* Behind the mark of the next pair it is another's. */
  bool is_others = map->join.n > 0 && join != STR_NONE && join < between;
  if (between == STR_NONE || is_others)
    return map_failure(p, field, MAP_PAIR, map->between, base + *at, end);
  if (!is_map_key(str_slice(body, key_from, between)))
    return map_failure(p, field, MAP_KEY, STR(""), base + *at, end);
  size_t value_from = between + map->between.n;
  size_t value_to = find_value_end(map, body, value_from);
  if (value_to == STR_NONE)
    return map_failure(p, field, MAP_VALUE_END, map->behind_value, base + value_from,
                       base + body.n);
  p->line->pairs =
      arena_grow(p->a, p->line->pairs, p->line->pair_count, sizeof *p->line->pairs);
  size_t offset = p->span.offset + base;
  p->line->pairs[p->line->pair_count++] =
      (struct log_pair){span_of(p->span.source, offset + key_from, offset + between),
                        span_of(p->span.source, offset + value_from, offset + value_to)};
  *at = value_to + map->behind_value.n;
  return failure_at(p, LOG_FITS, 0, 0);
}

/* The pairs between `open` and `close`. */
static struct log_failure parse_map(struct line_parser *p, size_t field, size_t from,
                                    size_t to) {
  const struct map_form *map = &p->template->fields[field].map;
  struct log_failure failure = check_map_ends(p, field, from, to);
  if (failure.kind != LOG_FITS)
    return failure;
  struct str body = str_slice(p->text, from + map->open.n, to - map->close.n);
  size_t base = from + map->open.n;
  for (size_t at = 0; at < body.n;) {
    failure = parse_pair(p, field, body, base, &at);
    if (failure.kind != LOG_FITS)
      return failure;
    if (at == body.n)
      break;
    if (!stands_at(body, at, map->join))
      return map_failure(p, field, MAP_JOIN, map->join, base + at, base + body.n);
    if (at + map->join.n == body.n)
      return map_failure(p, field, MAP_JOIN_LAST, map->join, base + at, base + body.n);
    at += map->join.n;
  }
  return failure_at(p, LOG_FITS, 0, 0);
}

static struct log_failure parse_text(const struct line_parser *p, size_t index, size_t from,
                                     size_t to) {
  const struct log_field *field = &p->template->fields[index];
  struct str text = str_slice(p->text, from, to);
  if (text.n == 0)
    return field_failure(p, LOG_FIELD, index, from, to);
  if (field->type == FIELD_ENUM && !is_value(field, text))
    return field_failure(p, LOG_FIELD, index, from, to);
  enum pattern_result result =
      field->pattern ? pattern_match(field->pattern, text, p->scratch, NULL, 0) : PATTERN_HIT;
  if (result != PATTERN_HIT)
    return field_failure(p, result == PATTERN_LIMIT ? LOG_LIMIT : LOG_FIELD, index, from, to);
  return failure_at(p, LOG_FITS, 0, 0);
}

static struct log_failure parse_field(struct line_parser *p, size_t index, size_t from,
                                      size_t *to) {
  const struct log_field *field = &p->template->fields[index];
  struct log_failure failure;
  if (field->type == FIELD_TIMESTAMP) {
    size_t length = 0;
    int64_t time = 0;
    struct str rest = str_slice(p->text, from, *to);
    enum timestamp_result result = timestamp_parse(field->format, rest, &length, &time);
    bool is_whole = result != TIMESTAMP_MALFORMED && length == rest.n;
    if (result == TIMESTAMP_OK && is_whole)
      failure = failure_at(p, LOG_FITS, 0, 0);
    else
      failure = field_failure(p, is_whole ? LOG_TIMESTAMP : LOG_FIELD, index, from, *to);
  } else if (field->type == FIELD_MAP) {
    failure = parse_map(p, index, from, *to);
  } else {
    failure = parse_text(p, index, from, *to);
  }
  if (failure.kind == LOG_FITS)
    p->line->fields[index] =
        span_of(p->span.source, p->span.offset + from, p->span.offset + *to);
  return failure;
}

/* A format with a literal that could also end the field (a space, say) ends where it ends, if
 * the text has its form. */
static size_t timestamp_end(const struct line_parser *p, size_t index, size_t from, size_t end,
                            size_t *next, size_t part) {
  const struct log_field *field = &p->template->fields[index];
  size_t length = 0;
  int64_t time = 0;
  struct str rest = str_slice(p->text, from, p->text.n);
  if (field->type != FIELD_TIMESTAMP ||
      timestamp_parse(field->format, rest, &length, &time) == TIMESTAMP_MALFORMED ||
      from + length <= end)
    return end;
  size_t follow = part + 1;
  if (find_field_end(p, from + length, &follow) != from + length)
    return end;
  *next = follow;
  return from + length;
}

static struct log_failure endless(const struct line_parser *p, size_t field, size_t at,
                                  size_t literal) {
  struct log_failure failure = field_failure(p, LOG_ENDLESS, field, at, p->text.n);
  failure.expected = p->template->parts[literal].literal;
  return failure;
}

static void count_field(struct line_parser *p, size_t index, bool fits) {
  const struct log_field *field = &p->template->fields[index];
  bool is_any = field->type == FIELD_TEXT && str_equal_c(field->pattern_text, ".+");
  p->broken += !fits;
  p->fitting += fits && !is_any && (field->type != FIELD_TEXT || field->pattern);
}

/* The field before part `i`, or STR_NONE. */
static size_t last_field(const struct log_template *template, size_t i) {
  while (i > 0 && template->parts[i - 1].kind != PART_FIELD)
    i--;
  return i > 0 ? template->parts[i - 1].field : STR_NONE;
}

static struct log_failure parse_line(struct line_parser *p) {
  const struct log_template *template = p->template;
  size_t at = 0;
  for (size_t i = 0; i < template->part_count;) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_CLOSE) {
      i++;
    } else if (part->kind == PART_OPTIONAL_OPEN) {
      i = stands_at(p->text, at, part[1].literal) ? i + 1 : behind_optional(template, i);
    } else if (part->kind == PART_LITERAL) {
      if (!stands_at(p->text, at, part->literal)) {
        struct log_failure failure =
            field_failure(p, LOG_LITERAL, last_field(template, i), at, p->text.n);
        failure.expected = part->literal;
        return failure;
      }
      at += part->literal.n;
      i++;
    } else {
      size_t next = i + 1;
      size_t end = find_field_end(p, at, &next);
      if (end == STR_NONE)
        return endless(p, part->field, at, next);
      end = timestamp_end(p, part->field, at, end, &next, i);
      struct log_failure failure = parse_field(p, part->field, at, &end);
      if (failure.kind != LOG_FITS && !p->goes_on)
        return failure;
      count_field(p, part->field, failure.kind == LOG_FITS);
      at = end;
      i = next;
    }
  }
  return at == p->text.n ? failure_at(p, LOG_FITS, 0, 0)
                         : failure_at(p, LOG_TRAILING, at, p->text.n);
}

struct log_failure log_line_parse(struct arena *a, struct arena *scratch,
                                  const struct log_template *template, struct span text,
                                  struct log_line *line) {
  *line = (struct log_line){.template = template, .span = text};
  line->fields = arena_array(a, struct span, template->field_count);
  struct line_parser p = {.a = a,
                          .scratch = scratch,
                          .template = template,
                          .span = text,
                          .text = span_text(text),
                          .line = line};
  return parse_line(&p);
}

bool log_line_resembles(struct arena *scratch, const struct log_template *template,
                        struct span text) {
  struct log_line line = {.template = template, .span = text};
  line.fields = arena_array(scratch, struct span, template->field_count);
  struct line_parser p = {.a = scratch,
                          .scratch = scratch,
                          .template = template,
                          .span = text,
                          .text = span_text(text),
                          .line = &line,
                          .goes_on = true};
  enum log_failure_kind kind = parse_line(&p).kind;
  return (kind == LOG_FITS || kind == LOG_TRAILING) && p.fitting > 0 && p.fitting >= p.broken;
}

bool log_value_fits(struct arena *scratch, const struct log_field *field, struct str text) {
  size_t length = 0;
  int64_t time = 0;
  switch (field->type) {
  case FIELD_TIMESTAMP:
    return timestamp_parse(field->format, text, &length, &time) == TIMESTAMP_OK &&
           length == text.n;
  case FIELD_ENUM:
    return is_value(field, text);
  case FIELD_TEXT:
    return text.n > 0 && (!field->pattern ||
                          pattern_match(field->pattern, text, scratch, NULL, 0) == PATTERN_HIT);
  case FIELD_MAP:
    return false;
  }
  return false;
}

/* A shorter one, such as the year alone, stands in prose, too. */
enum { SHORTEST_TIME = 8 };

/* In a sentence a time may stand anywhere; in a log line no more words stand before it than
 * fields do, give or take one. Fields are in the order of the template. */
bool log_line_has_time(const struct log_template *template, struct str text) {
  size_t length = 0;
  int64_t time = 0;
  for (size_t i = 0; i < template->field_count; i++) {
    struct str format = template->fields[i].format;
    size_t words = 0;
    for (size_t at = 0; template->fields[i].type == FIELD_TIMESTAMP && at < text.n; at++) {
      words += is_blank_char(text.p[at]);
      if (words > i + 1)
        break;
      struct str rest = str_slice(text, at, text.n);
      if (timestamp_parse(format, rest, &length, &time) != TIMESTAMP_MALFORMED &&
          length >= SHORTEST_TIME)
        return true;
    }
  }
  return false;
}

/* The first parts of the template, up to the literal behind its first field. */
bool log_line_begins(struct arena *scratch, const struct log_template *template,
                     struct span text) {
  struct log_line line;
  struct log_failure failure = log_line_parse(scratch, scratch, template, text, &line);
  if (failure.kind == LOG_FITS)
    return true;
  size_t first = 0;
  while (template->parts[first].kind != PART_FIELD)
    first++;
  if (line.fields[template->parts[first].field].source)
    return true;
  const struct log_part *part = &template->parts[0];
  return part->kind == PART_LITERAL && str_starts_with(span_text(text), part->literal) &&
         log_line_has_time(template, span_text(text));
}
