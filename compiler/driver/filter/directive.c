/* A comment that silences findings: kbc-disable-next-line RULE[, RULE]: why. */
#include "driver/filter/directive.h"

#include "base/arena.h"
#include "base/suggest.h"

static const struct str words[DIRECTIVE_NONE] = {
    [DIRECTIVE_NEXT_LINE] = STR_INIT("kbc-disable-next-line"),
    [DIRECTIVE_FROM] = STR_INIT("kbc-disable"),
    [DIRECTIVE_TO] = STR_INIT("kbc-enable"),
    [DIRECTIVE_FILE] = STR_INIT("kbc-disable-file"),
};

/* Up to a blank or a colon. */
static struct str first_word(struct str text) {
  size_t n = 0;
  while (n < text.n && !is_blank_char(text.p[n]) && text.p[n] != ':')
    n++;
  return str_slice(text, 0, n);
}

static enum directive_form form_of(struct str word) {
  size_t form = 0;
  while (form < DIRECTIVE_NONE && !str_equal(word, words[form]))
    form++;
  return (enum directive_form)form;
}

bool directive_begins(struct str text) {
  return form_of(first_word(text)) != DIRECTIVE_NONE;
}

/* ---- Near misses --------------------------------------------------------------------------
 */

static bool is_joint(char c) {
  return c == '-' || c == '_' || is_blank_char(c);
}

/* The length of `word` at `at`, whatever its case; 0 if it does not stand there. */
static size_t word_at(struct str text, size_t at, const char *word) {
  size_t n = 0;
  while (word[n] && at + n < text.n && lower_char(text.p[at + n]) == word[n])
    n++;
  return word[n] ? 0 : n;
}

/* Where the verb of "KBC disable…" or "kbc_enable…" begins, STR_NONE if there is none. */
static size_t verb_at(struct str text) {
  size_t at = word_at(text, 0, "kbc");
  if (at == 0 || at >= text.n || !is_joint(text.p[at]))
    return STR_NONE;
  while (at < text.n && is_joint(text.p[at]))
    at++;
  size_t n = word_at(text, at, "disable");
  n = n > 0 ? n : word_at(text, at, "enable");
  bool is_whole =
      n > 0 && (at + n == text.n || text.p[at + n] == ':' || is_joint(text.p[at + n]));
  return is_whole ? at : STR_NONE;
}

bool directive_may_begin(struct str text) {
  return str_starts_with(text, STR(DIRECTIVE_MARK)) || verb_at(text) != STR_NONE;
}

bool directives_may_stand(struct str bytes) {
  static const struct str signs[] = {STR_INIT("<!--"), STR_INIT("#")};
  for (size_t i = 0; i < 2; i++) {
    for (size_t at = 0; (at = str_find(bytes, signs[i], at)) != STR_NONE;) {
      at += signs[i].n;
      size_t inner = at;
      while (inner < bytes.n && is_blank_char(bytes.p[inner]))
        inner++;
      if (directive_may_begin(str_slice(bytes, inner, bytes.n)))
        return true;
    }
  }
  return false;
}

/* As it should have been written: small letters, dashes. */
static struct str mended_word(struct arena *a, struct str text, size_t verb) {
  struct str word = first_word(str_slice(text, verb, text.n));
  struct str mended = arena_printf(a, DIRECTIVE_MARK "%.*s", STR_ARG(word));
  char *bytes = arena_alloc(a, mended.n);
  for (size_t i = 0; i < mended.n; i++)
    bytes[i] = mended.p[i] == '_' ? '-' : lower_char(mended.p[i]);
  return (struct str){bytes, mended.n};
}

/* "kbc-" may well be the beginning of somebody else's comment: only what is near one of the
 * words, or begins like one, was meant to be a directive. */
static bool is_meant(struct arena *a, struct directive *directive) {
  struct str mark = STR(DIRECTIVE_MARK), stems[DIRECTIVE_NONE];
  for (size_t i = 0; i < DIRECTIVE_NONE; i++)
    stems[i] = str_slice(words[i], mark.n, words[i].n);
  struct str stem = str_slice(directive->word, mark.n, directive->word.n);
  size_t near = suggest(a, stem, stems, DIRECTIVE_NONE);
  if (near != STR_NONE)
    directive->near = words[near];
  return near != STR_NONE || str_starts_with(directive->word, words[DIRECTIVE_FROM]) ||
         str_starts_with(directive->word, words[DIRECTIVE_TO]);
}

static bool has_blank(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (is_blank_char(text.p[i]))
      return true;
  }
  return false;
}

/* The names between commas. */
static void read_rules(struct arena *a, struct str text, struct directive *directive) {
  struct str rest = text;
  for (;;) {
    size_t comma = str_find_char(rest, ',', 0);
    struct str name = str_trim(str_slice(rest, 0, comma));
    if (name.n == 0)
      directive->mistake = "the name of a rule is missing";
    else if (has_blank(name))
      directive->mistake = "commas stand between rules, and a colon before the reason";
    directive->rules =
        arena_grow(a, directive->rules, directive->rule_count, sizeof *directive->rules);
    directive->rules[directive->rule_count++] = name;
    if (comma == STR_NONE)
      return;
    rest = str_slice(rest, comma + 1, rest.n);
  }
}

bool directive_read(struct arena *a, struct str text, struct directive *directive) {
  bool is_marked = str_starts_with(text, STR(DIRECTIVE_MARK));
  if (!is_marked && verb_at(text) == STR_NONE)
    return false;
  directive->word = is_marked ? first_word(text) : mended_word(a, text, verb_at(text));
  if (!is_marked) {
    enum directive_form form = form_of(directive->word);
    directive->form = DIRECTIVE_NONE;
    directive->mistake = "its first word is not written like this";
    directive->near = form == DIRECTIVE_NONE ? STR("kbc-disable-next-line") : words[form];
    return true;
  }
  directive->form = form_of(directive->word);
  if (directive->form == DIRECTIVE_NONE) {
    directive->mistake = "its first word is not known";
    return is_meant(a, directive);
  }
  struct str rest = str_slice(text, directive->word.n, text.n);
  size_t colon = str_find_char(rest, ':', 0);
  read_rules(a, str_slice(rest, 0, colon), directive);
  if (colon != STR_NONE)
    directive->reason = str_trim(str_slice(rest, colon + 1, rest.n));
  return true;
}
