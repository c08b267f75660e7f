/* One entry of front matter that libyaml refuses: its key and value, or what should be. */
#include "base/arena.h"
#include "base/odd.h"
#include "base/utf8.h"
#include "parse/yaml_fault.h"
#include "parse/yaml_mender.h"
#include "parse/yaml_scalar.h"

#include <string.h>

enum { LONGEST_KEY = 1024 }; /* in characters: libyaml's own limit */

struct diag *mender_report(struct mender *m, enum front_rule rule, size_t from, size_t to,
                           struct str message) {
  if (m->is_reported)
    return NULL;
  m->is_reported = true;
  return diag_add(m->job->bag, &front_rules[rule], yaml_clean_span(m->job, from, to), "%.*s",
                  STR_ARG(message));
}

void mender_drop(struct mender *m, size_t at) {
  yaml_text_patch(m->job, at, at, STR("#"));
  m->job->is_lossy = true;
}

void mend_value(struct mender *m, size_t at, size_t column) {
  struct yaml_fault fault;
  m->awaits_value = false;
  if (!yaml_value_fault(m->job, &m->line, at, column, &fault, &m->next))
    return;
  struct bag *bag = m->job->bag;
  struct str quoted = yaml_quote(m->job->scratch, fault.text);
  yaml_text_patch(m->job, fault.from, fault.to, quoted)->is_guess = fault.is_guess;
  if (!m->is_reported) {
    m->is_reported = true;
    yaml_fault_report(m->job, &fault);
    return;
  }
  /* The line's own finding is the last one. Its fix, if it has one, must mend the value, too.
   */
  struct diag *diag = &bag->diags[bag->count - 1];
  if (diag->edit_count > 0 && !fault.is_guess)
    diag_edit(bag, diag, yaml_clean_span(m->job, fault.from, fault.to), quoted);
  else
    diag->edit_count = 0;
}

/* A key that libyaml does not take. Answers whether the line can still be used. */
static bool mend_key(struct mender *m, const struct yaml_key *key) {
  struct str text = str_slice(m->s, key->from, key->to);
  if (text.n > LONGEST_KEY && utf8_count(text) > LONGEST_KEY) {
    mender_report(m, FRONT_YAML_KEY, key->from, key->to,
                  STR("this key is longer than 1024 characters"));
    mender_drop(m, key->from);
    return false;
  }
  const char *meaning = text.n > 0 ? yaml_indicator_meaning(text.p[0]) : "ends a key";
  if (text.n == 0 || (text.p[0] == '?' && yaml_is_separate(text, 0, text.n))) {
    struct diag *diag = mender_report(m, FRONT_YAML_KEY, key->from, key->from + 1,
                                      STR("a key is expected here"));
    if (diag)
      diag_help(m->job->bag, diag, "write  key: value");
    mender_drop(m, key->from);
    return false;
  }
  /* libyaml takes anchors, tags and whole collections for keys; they are refused later. */
  if (!meaning || strchr("[{&*!", text.p[0]) || (strchr("-?:", text.p[0]) && text.n > 1))
    return true;
  struct str quoted = yaml_quote(m->job->scratch, text);
  struct diag *diag = mender_report(
      m, FRONT_YAML_INDICATOR, key->from, key->to,
      arena_printf(m->job->scratch, "this key begins with \"%c\", which %s in YAML", text.p[0],
                   meaning));
  if (diag) {
    diag_label(m->job->bag, diag, "quote the key");
    diag_help(m->job->bag, diag, "write  %.*s: …", STR_ARG(quoted));
    diag_edit(m->job->bag, diag, yaml_clean_span(m->job, key->from, key->to), quoted);
  }
  yaml_text_patch(m->job, key->from, key->to, quoted);
  return true;
}

void mend_pair(struct mender *m, const struct yaml_key *key, size_t column) {
  if (!mend_key(m, key)) {
    m->awaits_value = true;
    return;
  }
  m->awaits_value = key->value == m->line.end || m->s.p[key->value] == '#';
  if (!m->awaits_value)
    mend_value(m, key->value, column);
}

/* What stands between the first word of a line and the rest: a colon without a space behind it,
 * a sign that was meant to be one, or just a space. */
struct separator {
  size_t from, to;
  bool is_colon;
  struct str odd; /* the blank behind it that is no space, or empty */
};

static bool is_wide_colon(struct str s, size_t at) {
  return str_starts_with(str_slice(s, at, s.n), STR("\xEF\xBC\x9A"));
}

static struct separator find_separator(struct str s, size_t at, size_t end) {
  size_t from = at;
  while (from < end && !is_blank_char(s.p[from]) && s.p[from] != ':' && s.p[from] != '=' &&
         !is_wide_colon(s, from))
    from++;
  struct separator found = {from, yaml_skip_blanks(s, from, end), false, {NULL, 0}};
  size_t sign = found.to;
  if (sign == end)
    return found;
  found.is_colon = s.p[sign] == ':';
  if (found.is_colon || s.p[sign] == '=')
    found.to = yaml_skip_blanks(s, sign + 1, end);
  else if (is_wide_colon(s, sign))
    found.to = yaml_skip_blanks(s, sign + 3, end);
  size_t blank = found.to < end ? odd_blank(s, found.to) : 0;
  found.odd = str_slice(s, found.to, found.to + blank);
  for (; blank > 0 && found.to < end; blank = odd_blank(s, found.to))
    found.to = yaml_skip_blanks(s, found.to + blank, end);
  return found;
}

/* What is to be written in the place of [at, end), quoted if it has to be. */
static struct str text_for_help(struct mender *m, size_t at, size_t end, size_t column) {
  struct yaml_fault fault;
  size_t next;
  if (at >= end)
    return STR("VALUE");
  if (yaml_value_fault(m->job, &m->line, at, column, &fault, &next))
    return yaml_quote(m->job->scratch, fault.text);
  return str_slice(m->s, at, end);
}

/* A word that is surely a key: nobody's time of day, address or path. */
static bool is_sure_key(const struct mender *m, const struct separator *sign, size_t at,
                        size_t end) {
  struct str word = str_slice(m->s, at, sign->from), rest = str_slice(m->s, sign->to, end);
  bool is_sign = sign->is_colon || is_wide_colon(m->s, sign->from);
  if (!is_sign || word.n == 0 || !is_alpha_char(word.p[0]) || sign->to >= end)
    return false;
  for (size_t i = 0; i < word.n; i++) {
    if (!is_alpha_char(word.p[i]) && !is_digit_char(word.p[i]) && word.p[i] != '_' &&
        word.p[i] != '-')
      return false;
  }
  return rest.p[0] != '/' && rest.p[0] != ':' && rest.p[0] != '\\';
}

static void report_separator(struct mender *m, const struct separator *sign, size_t at,
                             size_t end, size_t column) {
  struct str message = STR("this line has no \":\" between a key and its value");
  if (sign->is_colon)
    message = STR("no space stands behind the \":\", so it ends no key");
  else if (is_wide_colon(m->s, sign->from))
    message = STR("the colon behind the key is a full-width one");
  else if (sign->to == end)
    message = STR("this key has no \":\" and no value");
  struct diag *diag = mender_report(
      m, sign->is_colon ? FRONT_YAML_COLON_SPACE : FRONT_YAML_MISSING_COLON, at, end, message);
  if (!diag)
    return;
  if (sign->odd.n > 0)
    diag_label(m->job->bag, diag, "%.*s", STR_ARG(odd_words(m->job->scratch, sign->odd)));
  struct str text = text_for_help(m, sign->to, end, column);
  diag_help(m->job->bag, diag, "write  %.*s: %.*s", STR_ARG(str_slice(m->s, at, sign->from)),
            STR_ARG(text.n > YAML_HELP_LENGTH ? STR("VALUE") : text));
  if (is_sure_key(m, sign, at, end))
    diag_edit(m->job->bag, diag, yaml_clean_span(m->job, sign->from, sign->to), STR(": "));
}

/* A comment as other languages have it, with a colon in it or without. */
static bool mend_foreign_comment(struct mender *m, size_t at, size_t end) {
  struct str text = str_slice(m->s, at, end);
  bool is_html = str_starts_with(text, STR("<!--"));
  if (!yaml_is_foreign(text))
    return false;
  struct diag *diag = mender_report(m, FRONT_YAML_SYNTAX, at, end,
                                    STR("a comment begins with \"#\" in YAML, not like this"));
  struct str inner = str_slice(text, is_html ? 4 : 2, text.n);
  struct str close = is_html ? STR("-->") : STR("*/");
  if (str_ends_with(inner, close))
    inner = str_slice(inner, 0, inner.n - close.n);
  if (diag && inner.n <= YAML_HELP_LENGTH)
    diag_help(m->job->bag, diag, "write  # %.*s", STR_ARG(str_trim(inner)));
  yaml_text_patch(m->job, at, at, STR("#"));
  return true;
}

/* "**key**: value" and the like, as text is emphasised. Answers whether it is that. */
static bool mend_emphasis(struct mender *m, size_t at, size_t end) {
  struct str text = str_slice(m->s, at, end);
  size_t signs = 0, colon = str_find_char(text, ':', 0);
  while (signs < text.n && text.p[signs] == '*')
    signs++;
  struct str key = str_slice(text, signs, colon == STR_NONE ? 0 : colon);
  while (key.n > 0 && key.p[key.n - 1] == '*')
    key.n--;
  struct str value = colon == STR_NONE ? key : str_slice(text, colon + 1, text.n);
  while (value.n > 0 && value.p[0] == '*')
    value = str_slice(value, 1, value.n);
  if (signs == 0 || key.n == 0 || str_find_char(key, '*', 0) != STR_NONE)
    return false;
  struct diag *diag = mender_report(m, FRONT_YAML_SYNTAX, at, end,
                                    STR("a key in YAML is not emphasised with \"*\""));
  if (diag && text.n <= YAML_HELP_LENGTH)
    diag_help(m->job->bag, diag, "write  %.*s: %.*s", STR_ARG(key), STR_ARG(str_trim(value)));
  yaml_text_patch(m->job, at, at + (size_t)(value.p - text.p),
                  arena_printf(m->job->scratch, "%.*s: ", STR_ARG(key)));
  return true;
}

bool mend_foreign(struct mender *m, size_t at) {
  size_t end = yaml_plain_end(m->s, at, m->line.end);
  if (mend_foreign_comment(m, at, end) || mend_emphasis(m, at, end)) {
    m->awaits_value = false;
    return true;
  }
  return false;
}

/* The first word is taken for the key. */
void mend_no_key(struct mender *m, size_t at, size_t column) {
  size_t end = yaml_plain_end(m->s, at, m->line.end);
  struct separator sign = find_separator(m->s, at, end);
  char c = m->s.p[at];
  if (c == '"' || c == '\'' || yaml_indicator_meaning(c) || sign.from == at) {
    struct diag *diag = mender_report(m, FRONT_YAML_SYNTAX, at, end,
                                      STR("a key and its value are expected here"));
    if (diag)
      diag_help(m->job->bag, diag, "write  key: value");
    mender_drop(m, at);
    return;
  }
  report_separator(m, &sign, at, end, column);
  m->awaits_value = sign.to == end;
  struct str colon = m->awaits_value ? STR(":") : STR(": ");
  yaml_text_patch(m->job, sign.from, sign.to, colon)->is_guess = m->awaits_value;
  if (!m->awaits_value)
    mend_value(m, sign.to, column);
}
