/* What it means to match, in the slowest and most obvious way: a second opinion on the engine.
 * compiler/matcher/README.md says the same in words. */
#include "reference.h"

#include <stdlib.h>
#include <string.h>

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
         (unsigned char)c > 0x7F;
}

static bool is_word(struct text text, size_t at) {
  return at < text.n && is_word_byte(text.p[at]);
}

static char fold(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_same_folded(struct text a, struct text b) {
  for (size_t i = 0; i < a.n && a.n == b.n; i++) {
    if (fold(a.p[i]) != fold(b.p[i]))
      return false;
  }
  return a.n == b.n;
}

bool text_is(struct text a, struct text b) {
  return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static struct text slice(struct text text, size_t from, size_t to) {
  return (struct text){text.p + from, to - from};
}

/* ---- Words --------------------------------------------------------------------------------
 */

struct word {
  struct text text;
  bool is_value;
};

struct words {
  struct word *items;
  size_t count;
};

static bool is_joint(struct text text, size_t at) {
  return at > 0 && is_word(text, at - 1) && is_word(text, at + 1) &&
         memchr("-_.:/@#", text.p[at], 7) != NULL;
}

static bool is_cluster_byte(struct text text, size_t at) {
  return is_word(text, at) || (at < text.n && is_joint(text, at));
}

/* Where the quotes close that open here, or NOWHERE. */
static size_t closing(struct text text, size_t open) {
  if (memchr("\"'`", text.p[open], 3) == NULL || (open > 0 && is_word(text, open - 1)))
    return NOWHERE;
  size_t close = open + 1;
  while (close < text.n && text.p[close] != text.p[open] && (unsigned char)text.p[close] > ' ')
    close++;
  bool is_closed = close < text.n && text.p[close] == text.p[open] && close > open + 1 &&
                   close <= open + 128 && !is_word(text, close + 1);
  return is_closed ? close : NOWHERE;
}

static bool is_value_cluster(struct text text, size_t from, size_t to) {
  if (from > 0 && text.p[from - 1] == '/' && !(from > 1 && is_word(text, from - 2)))
    return true;
  for (size_t i = from; i < to; i++) {
    if (is_digit(text.p[i]) || text.p[i] == '@')
      return true;
  }
  return false;
}

static void add_words(struct words *words, struct text text, size_t from, size_t to,
                      bool is_value) {
  for (size_t i = from; i < to;) {
    size_t start = i;
    while (i < to && is_word(text, i))
      i++;
    if (i > start)
      words->items[words->count++] = (struct word){slice(text, start, i), is_value};
    else
      i++;
  }
}

static struct words words_of(struct text text) {
  struct words words = {calloc(text.n + 1, sizeof *words.items), 0};
  for (size_t at = 0; at < text.n;) {
    size_t close = closing(text, at), end = at;
    if (close != NOWHERE) {
      add_words(&words, text, at + 1, close, true);
      at = close + 1;
    } else if (is_word(text, at)) {
      while (is_cluster_byte(text, end))
        end++;
      add_words(&words, text, at, end, is_value_cluster(text, at, end));
      at = end;
    } else {
      at++;
    }
  }
  return words;
}

/* ---- Patterns -----------------------------------------------------------------------------
 */

static struct text first_item(struct text items) {
  const char *space = items.n > 0 ? memchr(items.p, ' ', items.n) : NULL;
  return space ? slice(items, 0, (size_t)(space - items.p)) : items;
}

static struct text other_items(struct text items) {
  size_t n = first_item(items).n;
  return n < items.n ? slice(items, n + 1, items.n) : slice(items, n, n);
}

/* Do the words begin with the items, values between them aside? */
static bool follows(struct text items, const struct word *words, size_t count) {
  struct text item = first_item(items), rest = other_items(items);
  if (items.n == 0)
    return true;
  bool is_any = item.n == 1 && item.p[0] == '*', wants_value = item.p[0] == '=';
  if (is_any && follows(rest, words, count))
    return true;
  for (size_t i = 0; i < count; i++) {
    const struct word *word = &words[i];
    if (!word->is_value)
      return !wants_value && (is_any || is_same_folded(item, word->text)) &&
             follows(rest, word + 1, count - i - 1);
    if (wants_value && is_same_folded(slice(item, 1, item.n), word->text) &&
        follows(rest, word + 1, count - i - 1))
      return true;
  }
  return false;
}

/* The first word at which the pattern occurs, or NULL. */
static const struct word *occurs(struct text items, const struct words *words) {
  struct text item = first_item(items);
  bool wants_value = item.p[0] == '=';
  for (size_t i = 0; i < words->count; i++) {
    const struct word *word = &words->items[i];
    if (word->is_value == wants_value &&
        is_same_folded(slice(item, wants_value, item.n), word->text) &&
        follows(items, word, words->count - i))
      return word;
  }
  return NULL;
}

static size_t length_of(struct text items) {
  size_t n = 0;
  for (; items.n > 0; items = other_items(items)) {
    struct text item = first_item(items);
    if (item.p[0] != '*')
      n += item.n - (item.p[0] == '=') + (n > 0);
  }
  return n;
}

/* ---- The best of them ---------------------------------------------------------------------
 */

struct found {
  size_t length;
  const char *at;
  const struct rule_pattern *pattern;
};

static bool is_better(struct found a, struct found b) {
  if (!b.pattern || a.length != b.length)
    return !b.pattern || a.length > b.length;
  if (a.at != b.at)
    return a.at < b.at;
  if (a.pattern->priority != b.pattern->priority)
    return a.pattern->priority > b.pattern->priority;
  return a.pattern->number < b.pattern->number;
}

struct text rule_value(const struct rules *rules, size_t number, struct text key) {
  for (size_t i = 0; i < rules->value_count; i++) {
    if (rules->values[i].number == number && text_is(rules->values[i].key, key))
      return rules->values[i].value;
  }
  return (struct text){NULL, 0};
}

/* Does the case say the same as the other fields that equal something? */
static bool agrees(const struct rules *rules, size_t number, const struct form *form,
                   const struct text *fields) {
  for (size_t i = 0; form && i < form->field_count; i++) {
    struct text key = form->fields[i].equals;
    if (key.n == 0 || i == form->service || !fields[i].p)
      continue;
    struct text value = rule_value(rules, number, key);
    if (value.n > 0 && !text_is(value, fields[i]))
      return false;
  }
  return true;
}

static void search(const struct rules *rules, const struct text *service, struct text message,
                   const struct form *form, const struct text *fields, struct found *best) {
  struct words words = words_of(message);
  for (size_t i = 0; i < rules->pattern_count; i++) {
    const struct rule_pattern *pattern = &rules->patterns[i];
    if (service && !text_is(pattern->service, *service))
      continue;
    const struct word *first = occurs(pattern->words, &words);
    if (!first || !agrees(rules, pattern->number, form, fields))
      continue;
    struct found found = {length_of(pattern->words), first->text.p, pattern};
    if (is_better(found, *best))
      *best = found;
  }
  free(words.items);
}

struct answer reference_message(const struct rules *rules, const struct text *service,
                                struct text message) {
  struct found best = {0};
  search(rules, service, message, NULL, NULL, &best);
  return (struct answer){.number = best.pattern ? best.pattern->number : NOWHERE,
                         .form = NOWHERE,
                         .message = message};
}

/* ---- Lines --------------------------------------------------------------------------------
 */

static bool stands_at(struct text line, size_t at, struct text literal) {
  return line.n - at >= literal.n && memcmp(line.p + at, literal.p, literal.n) == 0;
}

/* The part behind the optional stretch that opens with part i. */
static size_t behind(const struct form *form, size_t i) {
  while (form->parts[i].kind != IS_CLOSE)
    i++;
  return i + 1;
}

/* May the part that is a field end here? It does at the first place where this is so. */
static bool may_end(const struct form *form, size_t i, struct text line, size_t at) {
  for (i++; i < form->part_count;) {
    const struct form_part *part = &form->parts[i];
    if (part->kind == IS_LITERAL)
      return stands_at(line, at, part->literal);
    if (part->kind == IS_OPEN && stands_at(line, at, form->parts[i + 1].literal))
      return true;
    i = part->kind == IS_OPEN ? behind(form, i) : i + 1;
  }
  return at == line.n;
}

static size_t field_end(const struct form *form, size_t i, struct text line, size_t from) {
  for (size_t at = from; at <= line.n; at++) {
    if (may_end(form, i, line, at))
      return at;
  }
  return NOWHERE;
}

static size_t digits_end(struct text line, size_t at, size_t least, size_t most) {
  size_t count = 0;
  while (count < most && at + count < line.n && is_digit(line.p[at + count]))
    count++;
  return count < least ? NOWHERE : at + count;
}

static size_t zone_end(struct text line, size_t at) {
  if (at < line.n && line.p[at] == 'Z')
    return at + 1;
  if (at >= line.n || (line.p[at] != '+' && line.p[at] != '-'))
    return NOWHERE;
  at = digits_end(line, at + 1, 2, 2);
  if (at != NOWHERE && at < line.n && line.p[at] == ':')
    at++;
  return at == NOWHERE ? NOWHERE : digits_end(line, at, 2, 2);
}

/* Where the time that begins here ends: digits where the format has digits. */
static size_t time_end(struct text format, struct text line, size_t at) {
  for (size_t i = 0; i < format.n && at != NOWHERE; i++) {
    if (format.p[i] != '%' || i + 1 == format.n) {
      at = at < line.n && line.p[at] == format.p[i] ? at + 1 : NOWHERE;
      continue;
    }
    char kind = format.p[++i];
    if (kind == '%')
      at = at < line.n && line.p[at] == '%' ? at + 1 : NOWHERE;
    else if (kind == 'z')
      at = zone_end(line, at);
    else if (is_digit(kind))
      at = digits_end(line, at, 1, 9), i++;
    else
      at = digits_end(line, at, kind == 'Y' ? 4 : 2, kind == 'Y' ? 4 : 2);
  }
  return at;
}

static bool is_known(const struct rules *rules, struct text service) {
  for (size_t i = 0; i < rules->pattern_count; i++) {
    if (text_is(rules->patterns[i].service, service))
      return true;
  }
  return false;
}

static bool fits(const struct rules *rules, const struct form *form, size_t index,
                 struct text value) {
  const struct form_field *field = &form->fields[index];
  bool is_listed = field->kind != IS_ENUM;
  for (size_t i = 0; i < field->value_count; i++)
    is_listed = is_listed || is_same_folded(field->values[i], value);
  return value.n > 0 && is_listed && (index != form->service || is_known(rules, value));
}

/* Does the form stand at `at`? Fills in the fields. */
static bool reads_at(const struct rules *rules, const struct form *form, struct text line,
                     size_t at, struct text *fields) {
  memset(fields, 0, MOST_FIELDS * sizeof *fields);
  for (size_t i = 0; i < form->part_count;) {
    const struct form_part *part = &form->parts[i];
    if (part->kind == IS_OPEN && !stands_at(line, at, form->parts[i + 1].literal)) {
      i = behind(form, i);
      continue;
    }
    if (part->kind == IS_LITERAL) {
      if (!stands_at(line, at, part->literal))
        return false;
      at += part->literal.n;
    } else if (part->kind == IS_FIELD) {
      const struct form_field *field = &form->fields[part->field];
      size_t end = field->kind == IS_TIME ? time_end(field->format, line, at)
                                          : field_end(form, i, line, at);
      if (end == NOWHERE || !fits(rules, form, part->field, slice(line, at, end)))
        return false;
      fields[part->field] = slice(line, at, end);
      at = end;
    }
    i++;
  }
  return form->service != NOWHERE || is_known(rules, (struct text){NULL, 0});
}

/* A form that begins with a field does not begin within a word or with a space. */
static bool may_begin(const struct form *form, struct text line, size_t at) {
  return form->parts[0].kind == IS_LITERAL || at == 0 ||
         (!is_word(line, at - 1) && (unsigned char)line.p[at] > ' ');
}

static bool reads(const struct rules *rules, const struct form *form, struct text line,
                  struct text *fields) {
  for (size_t at = 0; at < line.n; at++) {
    if (may_begin(form, line, at) && reads_at(rules, form, line, at, fields))
      return true;
  }
  return false;
}

struct answer reference_line(const struct rules *rules, struct text line) {
  struct answer answer = {.number = NOWHERE};
  struct found best = {0};
  for (size_t i = 0; i < rules->form_count; i++) {
    const struct form *form = &rules->forms[i];
    struct text fields[MOST_FIELDS], none = {NULL, 0};
    struct found before = best;
    if (!reads(rules, form, line, fields))
      continue;
    struct text service = form->service == NOWHERE ? none : fields[form->service];
    struct text message = form->message == NOWHERE ? none : fields[form->message];
    /* A line that may leave its service out, and does, may be of any. */
    bool is_open = form->service != NOWHERE && !service.p;
    search(rules, is_open ? NULL : &service, message, form, fields, &best);
    if (!best.pattern || (before.pattern && !is_better(best, before)))
      continue;
    answer = (struct answer){
        .number = best.pattern->number, .form = i, .service = service, .message = message};
    memcpy(answer.fields, fields, sizeof fields);
  }
  return answer;
}
