/* Reads a log line by its template, whoever speaks in it: a case of the service need not exist.
 *
 * It takes the same lines as the matcher does, whose own reading ends at once where a service
 * has no case. */
#include "driver/match/header.h"

#include "matcher/matcher.h"
#include "model/log_template.h"
#include "model/timestamp.h"

/* Text in front of the template is no long one. */
enum { MOST_STARTS = 64 };

struct header {
  const struct log_template *template;
  struct str line;
  struct matched *found;
  size_t router, message; /* fields, or STR_NONE */
};

static bool stands_at(struct str text, size_t at, struct str literal) {
  return str_starts_with(str_slice(text, at, text.n), literal);
}

static size_t behind_optional(const struct log_template *template, size_t i) {
  while (template->parts[i].kind != PART_OPTIONAL_CLOSE)
    i++;
  return i + 1;
}

/* At the first place where something stands that may follow, or at the end of the line if
 * nothing has to. STR_NONE if what has to is nowhere. */
static size_t field_end(const struct header *h, size_t i, size_t from) {
  const struct log_template *template = h->template;
  size_t end = h->line.n;
  bool is_found = false;
  for (i++; i < template->part_count;) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_CLOSE) {
      i++;
      continue;
    }
    bool is_optional = part->kind == PART_OPTIONAL_OPEN;
    size_t at = str_find(h->line, is_optional ? part[1].literal : part->literal, from);
    if (at != STR_NONE && at <= end) {
      end = at;
      is_found = true;
    }
    if (!is_optional)
      return is_found ? end : STR_NONE;
    i = behind_optional(template, i);
  }
  return end;
}

static bool is_value(const struct log_field *field, struct str text) {
  for (size_t i = 0; i < field->value_count; i++) {
    struct str value = field->values[i];
    size_t same = 0;
    while (value.n == text.n && same < text.n &&
           lower_char(value.p[same]) == lower_char(text.p[same]))
      same++;
    if (value.n == text.n && same == text.n)
      return true;
  }
  return false;
}

static bool read_field(struct header *h, size_t i, size_t *at) {
  size_t index = h->template->parts[i].field;
  const struct log_field *field = &h->template->fields[index];
  size_t end = field_end(h, i, *at);
  if (field->type == FIELD_TIMESTAMP) {
    size_t length = 0;
    int64_t time = 0;
    if (timestamp_parse(field->format, str_slice(h->line, *at, h->line.n), &length, &time) ==
        TIMESTAMP_MALFORMED)
      return false;
    end = *at + length;
  }
  struct str text = {h->line.p + *at, end - *at};
  if (end == STR_NONE || end == *at || (field->type == FIELD_ENUM && !is_value(field, text)))
    return false;
  if (index < MATCHED_FIELDS)
    h->found->fields[index] = text;
  if (index == h->message)
    h->found->message = text;
  if (index == h->router)
    h->found->service = text;
  *at = end;
  return true;
}

static void start(struct header *h) {
  struct matched *found = h->found;
  size_t count = h->template->field_count;
  found->field_count = count < MATCHED_FIELDS ? count : MATCHED_FIELDS;
  found->service = found->message = (struct str){NULL, 0};
  for (size_t i = 0; i < found->field_count; i++)
    found->fields[i] = (struct str){NULL, 0};
}

static bool reads_at(struct header *h, size_t at) {
  const struct log_template *template = h->template;
  start(h);
  for (size_t i = 0; i < template->part_count;) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_OPEN && !stands_at(h->line, at, part[1].literal)) {
      i = behind_optional(template, i);
      continue;
    }
    if (part->kind == PART_LITERAL && !stands_at(h->line, at, part->literal))
      return false;
    if (part->kind == PART_LITERAL)
      at += part->literal.n;
    else if (part->kind == PART_FIELD && !read_field(h, i, &at))
      return false;
    i++;
  }
  return h->found->message.n > 0;
}

/* The next place at or behind `at` where the template could begin; STR_NONE: there is none. */
static size_t next_start(const struct header *h, size_t at) {
  const struct log_part *first = &h->template->parts[0];
  if (first->kind == PART_LITERAL)
    return str_find(h->line, first->literal, at);
  while (at > 0 && at < h->line.n &&
         (is_word_byte(h->line.p[at - 1]) || (unsigned char)h->line.p[at] <= ' '))
    at++;
  return at < h->line.n ? at : STR_NONE;
}

static bool reads_anywhere(struct header *h) {
  size_t at = next_start(h, 0);
  for (size_t i = 0; i < MOST_STARTS && at != STR_NONE; i++, at = next_start(h, at + 1)) {
    if (!reads_at(h, at))
      continue;
    h->found->line = str_slice(h->line, at, h->line.n);
    return true;
  }
  return false;
}

bool header_read(const struct log_template *templates, size_t count, struct str line,
                 struct matched *found) {
  struct str text = str_trim_end(line);
  for (size_t i = 0; i < count; i++) {
    struct header h = {&templates[i], text, found, log_template_router(&templates[i]),
                       log_template_message(&templates[i])};
    found->template = i;
    if (reads_anywhere(&h))
      return true;
  }
  return false;
}
