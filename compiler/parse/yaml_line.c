/* The lines of a block of YAML, and what stands where in one of them. */
#include "parse/yaml_line.h"

/* The first `what` in [at, end), or STR_NONE; never looks further. */
static size_t find_before(struct str s, char what, size_t at, size_t end) {
  return str_find_char((struct str){s.p, end}, what, at);
}

bool yaml_line_at(struct str s, size_t at, struct yaml_line *line) {
  if (at >= s.n)
    return false;
  size_t newline = str_find_char(s, '\n', at);
  line->start = at;
  line->end = newline == STR_NONE ? s.n : newline;
  line->next = newline == STR_NONE ? s.n : newline + 1;
  if (line->end > at && s.p[line->end - 1] == '\r')
    line->end--;
  line->text = yaml_skip_blanks(s, at, line->end);
  return true;
}

struct yaml_line yaml_line_around(struct str s, size_t at) {
  struct yaml_line line = {s.n, s.n, s.n, s.n};
  if (at > s.n)
    at = s.n;
  while (at > 0 && s.p[at - 1] != '\n')
    at--;
  yaml_line_at(s, at, &line);
  return line;
}

bool yaml_line_is_empty(struct str s, const struct yaml_line *line) {
  return line->text == line->end || s.p[line->text] == '#';
}

size_t yaml_line_indent(struct str s, const struct yaml_line *line) {
  size_t columns = 0;
  for (size_t i = line->start; i < line->text; i++)
    columns += s.p[i] == '\t' ? 2 : 1;
  return columns;
}

size_t yaml_skip_blanks(struct str s, size_t at, size_t end) {
  while (at < end && is_blank_char(s.p[at]))
    at++;
  return at;
}

bool yaml_is_separate(struct str s, size_t at, size_t end) {
  return at + 1 >= end || is_blank_char(s.p[at + 1]);
}

bool yaml_is_item(struct str s, size_t at, size_t end) {
  return at < end && s.p[at] == '-' && yaml_is_separate(s, at, end);
}

size_t yaml_plain_end(struct str s, size_t at, size_t end) {
  size_t i = find_before(s, '#', at, end);
  while (i != STR_NONE && (i == at || !is_blank_char(s.p[i - 1])))
    i = find_before(s, '#', i + 1, end);
  if (i != STR_NONE)
    end = i;
  while (end > at && is_blank_char(s.p[end - 1]))
    end--;
  return end;
}

bool yaml_is_rest_empty(struct str s, size_t at, size_t end) {
  size_t text = yaml_skip_blanks(s, at, end);
  return text == end || (s.p[text] == '#' && text > at);
}

size_t yaml_quote_close(struct str s, size_t at, size_t end) {
  char quote = s.p[at];
  for (size_t i = at + 1; i < end; i++) {
    if (s.p[i] == '\\' && quote == '"')
      i++;
    else if (s.p[i] != quote)
      continue;
    else if (quote == '\'' && i + 1 < end && s.p[i + 1] == '\'')
      i++;
    else
      return i;
  }
  return STR_NONE;
}

static bool is_flow_mark(char c) {
  return c == '[' || c == '{' || c == ',' || c == ':';
}

size_t yaml_flow_close(struct str s, size_t at, size_t end) {
  size_t depth = 0;
  char before = '['; /* the last character that is no white space */
  for (size_t i = at; i < end; i++) {
    char c = s.p[i];
    if (is_blank_char(c) || c == '\n' || c == '\r')
      continue;
    if (c == '#' && i > at && s.p[i - 1] >= 0 && s.p[i - 1] <= ' ') {
      i = find_before(s, '\n', i, end);
      if (i == STR_NONE)
        return STR_NONE;
      continue;
    }
    if ((c == '"' || c == '\'') && is_flow_mark(before)) {
      i = yaml_quote_close(s, i, end);
      if (i == STR_NONE)
        return STR_NONE;
    }
    if (c == '[' || c == '{')
      depth++;
    else if ((c == ']' || c == '}') && --depth == 0)
      return i;
    before = c;
  }
  return STR_NONE;
}

/* Where the colon of a key that is quoted or in brackets stands; STR_NONE if it is no key. */
static size_t closed_key_colon(struct str s, size_t at, size_t end, size_t close) {
  if (close == STR_NONE)
    return STR_NONE;
  size_t colon = yaml_skip_blanks(s, close + 1, end);
  bool is_key = colon < end && s.p[colon] == ':' && yaml_is_separate(s, colon, end);
  return is_key && colon > at ? colon : STR_NONE;
}

size_t yaml_find_colon(struct str s, size_t at, size_t end) {
  size_t colon = find_before(s, ':', at, end);
  while (colon != STR_NONE && !yaml_is_separate(s, colon, end))
    colon = find_before(s, ':', colon + 1, end);
  return colon;
}

bool yaml_find_key(struct str s, size_t at, size_t end, struct yaml_key *key) {
  if (at >= end)
    return false;
  size_t colon = STR_NONE;
  if (s.p[at] == '"' || s.p[at] == '\'')
    colon = closed_key_colon(s, at, end, yaml_quote_close(s, at, end));
  else if (s.p[at] == '[' || s.p[at] == '{')
    colon = closed_key_colon(s, at, end, yaml_flow_close(s, at, end));
  else
    colon = yaml_find_colon(s, at, yaml_plain_end(s, at, end));
  if (colon == STR_NONE)
    return false;
  key->from = at;
  key->to = colon;
  while (key->to > at && is_blank_char(s.p[key->to - 1]))
    key->to--;
  key->value = yaml_skip_blanks(s, colon + 1, end);
  return true;
}

size_t yaml_value_start(struct str s, const struct yaml_line *line) {
  struct yaml_key key;
  size_t at = line->text;
  while (yaml_is_item(s, at, line->end))
    at = yaml_skip_blanks(s, at + 1, line->end);
  return yaml_find_key(s, at, line->end, &key) ? key.value : at;
}

size_t yaml_deeper_end(struct str s, const struct yaml_line *line, size_t indent) {
  size_t end = line->end;
  struct yaml_line next;
  for (size_t at = line->next; yaml_line_at(s, at, &next); at = next.next) {
    if (next.text == next.end)
      continue;
    if (yaml_line_indent(s, &next) <= indent)
      break;
    end = next.end;
  }
  return end;
}

size_t yaml_skip_space(struct str s, size_t at, size_t end) {
  while (at < end && ((unsigned char)s.p[at] <= ' ' || s.p[at] == '#')) {
    size_t newline = s.p[at] == '#' ? str_find_char(s, '\n', at) : at;
    at = newline < end ? newline + 1 : end;
  }
  return at;
}

size_t yaml_property_end(struct str s, size_t at, size_t end) {
  bool is_anchor = s.p[at] == '&', is_verbatim = at + 1 < end && s.p[at + 1] == '<';
  for (at++; at < end; at++) {
    char c = s.p[at];
    bool is_name = is_alpha_char(c) || is_digit_char(c) || c == '_' || c == '-';
    bool is_tag = (unsigned char)c > ' ' && (is_verbatim || c != ',');
    if (is_anchor ? !is_name : !is_tag)
      break;
  }
  return at;
}

bool yaml_is_unindented(struct str s, size_t from, size_t to) {
  size_t line = from, indent = 0;
  while (line > 0 && s.p[line - 1] != '\n')
    line--;
  while (s.p[line + indent] == ' ')
    indent++;
  for (size_t at = str_find_char(s, '\n', from); at < to; at = str_find_char(s, '\n', at + 1)) {
    size_t text = at + 1;
    while (text < to && s.p[text] == ' ')
      text++;
    bool is_blank = text < to && (s.p[text] == '\n' || s.p[text] == '\r');
    if (!is_blank && text - at - 1 <= indent)
      return true;
  }
  return false;
}

bool yaml_is_foreign(struct str text) {
  return str_starts_with(text, STR("<!--")) || str_starts_with(text, STR("//")) ||
         str_starts_with(text, STR("/*"));
}
