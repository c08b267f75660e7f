/* What can be wrong with one value as it stands in its line, and how it is to be written. */
#include "parse/yaml_fault.h"

#include "base/arena.h"
#include "parse/yaml_events.h"
#include "parse/yaml_scalar.h"

#include <string.h>

/* A value on its way through the checks below. */
struct inspection {
  struct yaml_job *job;
  const struct yaml_line *line;
  size_t at, indent;
  size_t next;
  struct yaml_fault *fault;
};

const char *yaml_indicator_meaning(char c) {
  static const struct {
    char c;
    const char *meaning;
  } rows[] = {
      {'[', "begins a list"},
      {'{', "begins a mapping"},
      {']', "ends a list"},
      {'}', "ends a mapping"},
      {',', "separates list items"},
      {'-', "begins a list item"},
      {'?', "begins a key"},
      {':', "ends a key"},
      {'&', "begins an anchor"},
      {'*', "begins an alias"},
      {'!', "begins a tag"},
      {'|', "begins a block of text"},
      {'>', "begins a block of text"},
      {'%', "begins a directive"},
      {'@', "is reserved"},
      {'`', "is reserved"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (rows[i].c == c)
      return rows[i].meaning;
  }
  return NULL;
}

static struct str clean_slice(const struct inspection *v, size_t from, size_t to) {
  return str_slice(v->job->clean, from, to);
}

/* Fills the fault in for a value that ends at `to`; always true. */
static bool fault_found(struct inspection *v, enum front_rule rule, size_t to,
                        struct str message) {
  *v->fault = (struct yaml_fault){
      .rule = rule,
      .from = v->at,
      .to = to,
      .mark_from = v->at,
      .mark_to = to,
      .message = message,
      .label = "quote the value",
      .text = clean_slice(v, v->at, to),
  };
  return true;
}

/* A value in broken quotes means what stands between them. */
static struct str without_quotes(struct str text) {
  char quote = text.p[0];
  bool is_closed = text.n > 1 && text.p[text.n - 1] == quote;
  return str_slice(text, 1, is_closed ? text.n - 1 : text.n);
}

static bool indicator_fault(struct inspection *v) {
  size_t to = yaml_plain_end(v->job->clean, v->at, v->line->end);
  char c = v->job->clean.p[v->at];
  return fault_found(v, FRONT_YAML_INDICATOR, to,
                     arena_printf(v->job->scratch,
                                  "this value begins with \"%c\", which %s in YAML", c,
                                  yaml_indicator_meaning(c)));
}

/* "a, key: b": a word, and behind a comma what begins another entry. Answers where that is, or
 * STR_NONE. */
static size_t second_key(struct str s, size_t at, size_t colon) {
  size_t key = colon, i = at;
  while (key > at && (is_alpha_char(s.p[key - 1]) || s.p[key - 1] == '_'))
    key--;
  while (i < key && !is_blank_char(s.p[i]))
    i++;
  bool is_second =
      i > at && i + 1 == key && key < colon && (s.p[i - 1] == ',' || s.p[i - 1] == ';');
  return is_second ? key : STR_NONE;
}

static bool plain_fault(struct inspection *v) {
  struct str s = v->job->clean;
  size_t to = yaml_plain_end(s, v->at, v->line->end);
  size_t colon = yaml_find_colon(s, v->at, to);
  if (colon == STR_NONE)
    return false;
  size_t second = colon + 1 < to ? second_key(s, v->at, colon) : STR_NONE;
  if (second != STR_NONE) {
    fault_found(v, FRONT_YAML_PLAIN_COLON, to, STR("two keys stand on one line"));
    v->fault->mark_from = second;
    v->fault->label = "write it on a line of its own";
    v->fault->help =
        "write one \"key: value\" on each line, or quote the value if it is one text";
    v->fault->is_guess = v->job->is_lossy = true;
    return true;
  }
  const char *what = colon + 1 < to ? "holds \": \"" : "ends with \":\"";
  return fault_found(v, FRONT_YAML_PLAIN_COLON, to,
                     arena_printf(v->job->scratch,
                                  "this value %s, so YAML reads it as a nested mapping", what));
}

/* The text between double quotes in which escapes other than of quotes stand for themselves. */
static struct str literal_text(struct arena *a, struct str text) {
  char *literal = arena_alloc(a, checked_add(text.n, 1));
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    bool is_pair =
        text.p[i] == '\\' && i + 1 < text.n && (text.p[i + 1] == '"' || text.p[i + 1] == '\\');
    literal[n++] = text.p[is_pair ? ++i : i];
  }
  return (struct str){literal, n};
}

static const char *escape_problem(struct str s, size_t at) {
  switch (at + 1 < s.n ? s.p[at + 1] : '\0') {
  case 'x':
    return "needs two hexadecimal digits behind it in double quotes";
  case 'u':
    return "needs four hexadecimal digits of a character behind it in double quotes";
  case 'U':
    return "needs eight hexadecimal digits of a character behind it in double quotes";
  default:
    return "means nothing in double quotes";
  }
}

/* A value in double quotes that ends at `to`, over one line or several. */
static bool escape_fault(struct inspection *v, size_t to) {
  struct str s = {v->job->clean.p, to - 1};
  size_t n = 0;
  for (size_t i = str_find_char(s, '\\', v->at); i != STR_NONE;
       i = str_find_char(s, '\\', i + n)) {
    if (yaml_is_escape(s, i, &n))
      continue;
    fault_found(v, FRONT_YAML_ESCAPE, to,
                arena_printf(v->job->scratch, "\"%.*s\" %s", STR_ARG(str_slice(s, i, i + n)),
                             escape_problem(s, i)));
    v->fault->mark_from = i;
    v->fault->mark_to = i + n;
    v->fault->label = "no escape sequence";
    struct str inner = clean_slice(v, v->at + 1, to - 1);
    v->fault->text = literal_text(v->job->scratch, yaml_fold(v->job->scratch, inner));
    return true;
  }
  return false;
}

/* Is the rest of the line in which `close` stands empty? Then the value ends with that line. */
static bool ends_with_line(struct inspection *v, size_t close) {
  struct yaml_line last = yaml_line_around(v->job->clean, close);
  if (!yaml_is_rest_empty(v->job->clean, close + 1, last.end))
    return false;
  v->next = last.next;
  return true;
}

static bool quoted_fault(struct inspection *v) {
  struct str s = v->job->clean;
  size_t line_end = v->line->end;
  size_t close = yaml_quote_close(s, v->at, line_end);
  bool is_on_line = close != STR_NONE;
  if (!is_on_line)
    close = yaml_quote_close(s, v->at, yaml_deeper_end(s, v->line, v->indent));
  if (close != STR_NONE && ends_with_line(v, close))
    return s.p[v->at] == '"' && escape_fault(v, close + 1);
  size_t to = yaml_plain_end(s, v->at, line_end);
  if (is_on_line) {
    fault_found(v, FRONT_YAML_QUOTE, to,
                STR("the quote before this value is closed inside it"));
    v->fault->label = "quote the whole value";
  } else {
    to = str_trim_end(str_slice(s, 0, line_end)).n;
    fault_found(v, FRONT_YAML_UNCLOSED_QUOTE, to,
                STR("the quote before this value is never closed"));
    v->fault->label = "the closing quote is missing";
  }
  struct str text = clean_slice(v, v->at, to);
  bool is_wrapped = !is_on_line || (text.n > 1 && text.p[text.n - 1] == text.p[0]);
  if (is_wrapped)
    v->fault->text = without_quotes(text);
  return true;
}

/* A bracket that nothing closes. Nobody knows what stands in it. */
static bool open_flow_fault(struct inspection *v, size_t end) {
  struct str s = v->job->clean;
  bool is_list = s.p[v->at] == '[';
  fault_found(v, FRONT_YAML_SYNTAX, yaml_plain_end(s, v->at, v->line->end),
              is_list ? STR("the list that opens here is not closed")
                      : STR("the mapping that opens here is not closed"));
  v->fault->label = is_list ? "no \"]\" closes it" : "no \"}\" closes it";
  v->fault->help = is_list ? "write  ]  behind the last item, or quote the value if it is text"
                           : "write  }  behind the last pair, or quote the value if it is text";
  v->fault->is_guess = true;
  size_t to = str_trim_end(str_slice(s, 0, end)).n;
  if (to > v->line->end) {
    v->fault->to = to;
    v->next = yaml_line_around(s, to).next;
  }
  return true;
}

/* "[a, b]]": a list with a bracket too many. */
static bool closed_twice_fault(struct inspection *v, size_t close) {
  size_t to = yaml_plain_end(v->job->clean, v->at, v->line->end);
  struct str rest = str_trim(clean_slice(v, close + 1, to));
  for (size_t i = 0; i < rest.n; i++) {
    if (rest.p[i] != ']' && rest.p[i] != '}')
      return false;
  }
  fault_found(v, FRONT_YAML_SYNTAX, to,
              v->job->clean.p[v->at] == '['
                  ? STR("the list that opens here is closed twice")
                  : STR("the mapping that opens here is closed twice"));
  v->fault->mark_from = close + 1;
  v->fault->label = "one too many";
  v->fault->help = "take it away, or quote the value if it is text";
  v->fault->is_guess = true;
  return true;
}

static bool flow_fault(struct inspection *v) {
  struct str s = v->job->clean;
  size_t end = yaml_deeper_end(s, v->line, v->indent);
  struct yaml_line below;
  /* The closing bracket may stand right below the key. */
  bool has_below = yaml_line_at(s, yaml_line_around(s, end).next, &below);
  if (has_below && below.text < below.end && strchr("]}", s.p[below.text]))
    end = below.end;
  size_t close = yaml_flow_close(s, v->at, end);
  if (close == STR_NONE)
    return open_flow_fault(v, yaml_deeper_end(s, v->line, v->indent));
  if (!ends_with_line(v, close))
    return closed_twice_fault(v, close) || indicator_fault(v);
  if (yaml_is_readable(clean_slice(v, v->at, close + 1)))
    return false;
  bool is_list = s.p[v->at] == '[';
  fault_found(v, FRONT_YAML_SYNTAX, close + 1,
              is_list ? STR("this list cannot be read as YAML")
                      : STR("this mapping cannot be read as YAML"));
  v->fault->label = is_list ? "from \"[\" to \"]\"" : "from \"{\" to \"}\"";
  v->fault->help = "put quotes around what holds \": \", \" #\", \",\" or a bracket";
  v->fault->is_guess = true;
  return true;
}

/* "|" or ">" and at most two signs, then nothing: the lines below are the value. */
static bool block_fault(struct inspection *v) {
  struct str s = v->job->clean;
  size_t at = v->at + 1;
  while (at < v->line->end && at < v->at + 3 && strchr("+-123456789", s.p[at]))
    at++;
  if (!yaml_is_rest_empty(s, at, v->line->end))
    return indicator_fault(v);
  struct yaml_line last = yaml_line_around(s, yaml_deeper_end(s, v->line, v->indent));
  v->next = last.next;
  return false;
}

/* Anchors, aliases and tags are refused when the events come; here it counts whether they are
 * any. */
static bool property_fault(struct inspection *v) {
  size_t to = yaml_plain_end(v->job->clean, v->at, v->line->end);
  return !yaml_is_readable(clean_slice(v, v->at, to)) && indicator_fault(v);
}

static bool first_line_fault(struct inspection *v) {
  struct str s = v->job->clean;
  char c = s.p[v->at];
  switch (c) {
  case '"':
  case '\'':
    return quoted_fault(v);
  case '[':
  case '{':
    return flow_fault(v);
  case '|':
  case '>':
    return block_fault(v);
  case '&':
  case '*':
  case '!':
    return property_fault(v);
  case '-':
  case '?':
  case ':':
    return yaml_is_separate(s, v->at, v->line->end) ? indicator_fault(v) : plain_fault(v);
  default:
    return yaml_indicator_meaning(c) ? indicator_fault(v) : plain_fault(v);
  }
}

/* A word and a colon at the start of a deeper line: a key that went too far right. */
static bool begins_with_key(struct str s, const struct yaml_line *line) {
  size_t i = line->text;
  while (i < line->end &&
         (is_alpha_char(s.p[i]) || is_digit_char(s.p[i]) || s.p[i] == '_' || s.p[i] == '-'))
    i++;
  return i > line->text && i < line->end && s.p[i] == ':' && yaml_is_separate(s, i, line->end);
}

/* Does the line end where the value on it does? A comment keeps a value from going on below. */
static bool ends_line(struct str s, size_t to, const struct yaml_line *line) {
  return yaml_skip_blanks(s, to, line->end) == line->end;
}

/* The end of the lines below that YAML takes for more of a plain value, or `to`. */
static size_t continued_end(struct inspection *v, size_t to) {
  struct str s = v->job->clean;
  struct yaml_line line = *v->line;
  size_t line_to = to;
  while (ends_line(s, line_to, &line) && yaml_line_at(s, line.next, &line)) {
    line_to = yaml_plain_end(s, line.text, line.end);
    if (line.text == line.end)
      continue;
    if (yaml_line_indent(s, &line) <= v->indent || s.p[line.text] == '#' ||
        begins_with_key(s, &line))
      break;
    to = line_to;
    v->next = line.next;
  }
  return to;
}

/* Values that are closed by a quote or bracket, or are blocks, end where they end. */
static bool may_continue(const struct inspection *v, bool is_fault) {
  if (is_fault)
    return v->fault->rule != FRONT_YAML_ESCAPE && v->fault->rule != FRONT_YAML_SYNTAX;
  char c = v->job->clean.p[v->at];
  return c != '"' && c != '\'' && (!yaml_indicator_meaning(c) || strchr("-?:", c));
}

bool yaml_value_fault(struct yaml_job *job, const struct yaml_line *line, size_t at,
                      size_t indent, struct yaml_fault *fault, size_t *next) {
  struct inspection v = {job, line, at, indent, line->next, fault};
  bool is_fault = first_line_fault(&v);
  if (may_continue(&v, is_fault)) {
    size_t to = is_fault ? fault->to : yaml_plain_end(job->clean, at, line->end);
    size_t end = continued_end(&v, to);
    if (end > to && !is_fault) {
      is_fault = fault_found(&v, FRONT_YAML_MULTILINE_VALUE, end,
                             STR("this value runs over several lines"));
      fault->label = "put it on one line";
    }
    if (end > to) {
      fault->to = fault->mark_to = end;
      struct str text = yaml_fold(job->scratch, clean_slice(&v, at, end));
      bool is_quoted = text.p[0] == '"' || text.p[0] == '\'';
      fault->text = is_quoted ? without_quotes(text) : text;
    }
  }
  *next = v.next;
  return is_fault;
}

struct str yaml_entry_start(struct yaml_job *job, size_t from) {
  struct yaml_line line = yaml_line_around(job->clean, from);
  return str_slice(job->clean, line.text, from);
}

void yaml_advise_quotes(struct yaml_job *job, struct diag *diag, size_t from, size_t to,
                        struct str text, bool is_fix) {
  struct str quoted = yaml_quote(job->scratch, text);
  struct str start = yaml_entry_start(job, from);
  if (quoted.n + start.n <= YAML_HELP_LENGTH)
    diag_help(job->bag, diag, "write  %.*s%.*s", STR_ARG(start), STR_ARG(quoted));
  else
    diag_help(job->bag, diag, "write the whole value on one line, in double quotes");
  /* A value on a line of its own may stand where only a block of text can. */
  if (is_fix && start.n > 0)
    diag_edit(job->bag, diag, yaml_clean_span(job, from, to), quoted);
}

void yaml_fault_report(struct yaml_job *job, const struct yaml_fault *fault) {
  struct span span = yaml_clean_span(job, fault->mark_from, fault->mark_to);
  struct diag *diag =
      diag_add(job->bag, &front_rules[fault->rule], span, "%.*s", STR_ARG(fault->message));
  diag_label(job->bag, diag, "%s", fault->label);
  if (fault->help)
    diag_help(job->bag, diag, "%s", fault->help);
  else
    yaml_advise_quotes(job, diag, fault->from, fault->to, fault->text, !fault->is_guess);
}
