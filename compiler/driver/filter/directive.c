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
  directive->word = first_word(text);
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
