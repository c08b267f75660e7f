/* The pairs that stand behind many log messages, and the text that opens them. */
#include "base/arena.h"
#include "driver/init/survey_log_parts.h"

enum { LITERAL_LIMIT = 24 };

static const struct log_map_form forms[] = {
    {"{key}=\"{value}\"", "=\"", "\"", ", "},
    {"{key}=\"{value}\"", "=\"", "\"", " "},
    {"\"{key}\": \"{value}\"", "\": \"", "\"", ", "},
    {"{key}='{value}'", "='", "'", ", "},
    {"{key}={value}", "=", "", ", "},
    {"{key}: {value}", ": ", "", ", "},
    {"{key}={value}", "=", "", " "},
};

struct str log_rest(const struct log_text *line, size_t head) {
  struct str last = line->tokens[head - 1].text;
  return str_slice(line->text, (size_t)(last.p + last.n - line->text.p), line->text.n);
}

static bool fits_form(const struct log_map_form *form, struct str body) {
  struct str between = str_from_c(form->between), behind = str_from_c(form->behind);
  struct str join = str_from_c(form->join);
  bool is_quoted = form->pair[0] == '"';
  for (size_t at = 0; at < body.n;) {
    size_t key = at + is_quoted;
    size_t middle = str_find(body, between, key);
    if (middle == STR_NONE || middle == key || (is_quoted && body.p[at] != '"'))
      return false;
    if (str_trim(str_slice(body, key, middle)).n != middle - key)
      return false;
    size_t value = middle + between.n;
    size_t end = str_find(body, behind.n > 0 ? behind : join, value);
    end = end == STR_NONE && behind.n == 0 ? body.n : end;
    if (end == STR_NONE)
      return false;
    at = end + behind.n;
    if (at == body.n)
      return true;
    if (!str_starts_with(str_slice(body, at, body.n), join) || at + join.n == body.n)
      return false;
    at += join.n;
  }
  return true;
}

/* Cuts " | Context: " and what stands in the braces behind it off the end of a message. */
static bool cut_tail(struct str rest, struct str *literal, struct str *body) {
  static const struct str marks[] = {STR_INIT(" | "), STR_INIT(" - "), STR_INIT("; "),
                                     STR_INIT(" ")};
  size_t open = str_find(rest, STR(" {"), 0);
  if (open == STR_NONE || !str_ends_with(rest, STR("}")))
    return false;
  open++;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t from = STR_NONE;
    for (size_t at = str_find(rest, marks[i], 0); at != STR_NONE && at + marks[i].n <= open;
         at = str_find(rest, marks[i], at + 1))
      from = at;
    if (from == STR_NONE || from == 0 || open - from > LITERAL_LIMIT)
      continue;
    *literal = str_slice(rest, from, open);
    *body = str_slice(rest, open + 1, rest.n - 1);
    return true;
  }
  return false;
}

/* The letters of the literal: " | Context: " is the field context. */
static struct str tail_name(struct arena *a, struct str literal) {
  char *p = arena_alloc(a, literal.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < literal.n; i++) {
    if (is_alpha_char(literal.p[i]))
      p[n++] = lower_char(literal.p[i]);
  }
  return n > 0 ? (struct str){p, n} : STR("context");
}

static const struct log_map_form *find_form(const struct log_lines *lines, size_t head,
                                            struct str wanted) {
  struct str literal, body;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    size_t fitting = 0, count = 0;
    for (size_t j = 0; j < lines->count; j++) {
      if (!lines->items[j].fits ||
          !cut_tail(log_rest(&lines->items[j], head), &literal, &body) ||
          !str_equal(literal, wanted))
        continue;
      count++;
      fitting += fits_form(&forms[i], body);
    }
    if (share_is_rule(fitting, count))
      return &forms[i];
  }
  return NULL;
}

struct log_tail log_find_tail(struct arena *a, const struct log_lines *lines, size_t head) {
  struct tally literals = {0};
  struct str literal, body;
  size_t fitting = 0;
  for (size_t i = 0; i < lines->count; i++) {
    fitting += lines->items[i].fits;
    if (lines->items[i].fits && cut_tail(log_rest(&lines->items[i], head), &literal, &body))
      tally_add(a, &literals, literal);
  }
  const struct tally_entry *top = tally_top(&literals);
  if (!top || !share_is_common(top->count, fitting) ||
      !share_is_habit(top->count, literals.total))
    return (struct log_tail){{NULL, 0}, {NULL, 0}, 0, NULL};
  return (struct log_tail){top->text, tail_name(a, top->text), top->count,
                           find_form(lines, head, top->text)};
}
