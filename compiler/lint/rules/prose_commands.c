/* A rule about typographic quotes and dashes in what is meant to be typed. */
#include "base/arena.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/rules/prose.h"
#include "model/rule_options.h"

enum { LANGUAGES, SPANS };

static const struct rule_option options[] = {
    [LANGUAGES] = {"languages", RULE_OPTION_TEXTS,
                   "[sh, bash, shell, zsh, fish, powershell, ps1, bat, cmd, sql, promql]",
                   "languages of fenced code that is typed or run", NULL},
    [SPANS] = {"spans", RULE_OPTION_BOOL, "true", "look into `code` within a text, too", NULL},
    {0},
};

struct search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *languages;
  bool looks_into_spans;
};

enum typographic {
  DOUBLE_QUOTE,
  SINGLE_QUOTE,
  HYPHEN, /* looks like a hyphen, and is none */
  DASH,
};

/* What it is, and what keyboards have in its place. */
static bool find_kind(uint32_t c, enum typographic *kind) {
  switch (c) {
  case 0x201C:
  case 0x201D:
  case 0x201E:
  case 0x201F:
    *kind = DOUBLE_QUOTE;
    return true;
  case 0x2018:
  case 0x2019:
  case 0x201A:
  case 0x201B:
    *kind = SINGLE_QUOTE;
    return true;
  case 0x2010:
  case 0x2011:
    *kind = HYPHEN;
    return true;
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2212:
    *kind = DASH;
    return true;
  default:
    return false;
  }
}

/* A line of a command, and where in it one is. */
struct command {
  struct text *text;
  size_t from, to; /* in the text */
  char quote;      /* the ASCII quote that is open, or NUL: within quotes anything may stand */
  struct diag *diag;
};

static bool is_word_char(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '_';
}

static char char_at(const struct command *c, size_t at) {
  return at >= c->from && at < c->to ? c->text->bytes.p[at] : ' ';
}

/* Does the dash at [at, end) open an option? */
static bool opens_option(const struct command *c, size_t at, size_t end) {
  return at > c->from && is_blank_char(char_at(c, at - 1)) &&
         (is_alpha_char(char_at(c, end)) ||
          (char_at(c, end) == '-' && is_alpha_char(char_at(c, end + 1))));
}

/* Editors make the longest dash of two hyphens. */
static struct str replacement(enum typographic kind, uint32_t code_point) {
  switch (kind) {
  case DOUBLE_QUOTE:
    return STR("\"");
  case SINGLE_QUOTE:
    return STR("'");
  default:
    return code_point == 0x2014 ? STR("--") : STR("-");
  }
}

/* In a word an apostrophe is no quote; a program that says where it ‘failed’ puts a colon
 * before. */
static bool is_said(const struct command *c, enum typographic kind, size_t at, size_t end) {
  if (kind != SINGLE_QUOTE)
    return false;
  struct str before = str_slice(c->text->bytes, c->from, at);
  return (is_word_char(char_at(c, at - 1)) && is_word_char(char_at(c, end))) ||
         str_find(before, STR(": "), 0) != STR_NONE;
}

static void take(const struct search *s, struct command *c, uint32_t code_point, size_t at,
                 size_t end) {
  enum typographic kind;
  if (c->quote || !find_kind(code_point, &kind) || is_said(c, kind, at, end) ||
      (kind == DASH && !opens_option(c, at, end)))
    return;
  struct str with = replacement(kind, code_point);
  struct span span = text_span(c->text, at, end);
  if (!c->diag)
    c->diag = diag_add(s->l->bag, s->row, span, "no shell takes this for %.*s", STR_ARG(with));
  diag_edit_unsafe(s->l->bag, c->diag, span, with);
}

/* One finding for a line: quotes come in pairs. A comment of the language ends the command. */
static void look_at_command(const struct search *s, struct text *text, size_t from, size_t to) {
  struct command c = {.text = text, .from = from, .to = to};
  struct str head = str_slice(text->bytes, 0, to);
  for (size_t at = from, n; at < to; at += n) {
    uint32_t code_point = (unsigned char)head.p[at];
    n = code_point < 0x80 ? 1 : utf8_decode(head, at, &code_point);
    n = n > 0 ? n : 1;
    if (n > 1)
      take(s, &c, code_point, at, at + n);
    else if (code_point == '\\')
      n = 2;
    else if (c.quote)
      c.quote = head.p[at] == c.quote ? '\0' : c.quote;
    else if (code_point == '"' || code_point == '\'')
      c.quote = head.p[at];
    else if (code_point == '#' && is_blank_char(char_at(&c, at - 1)) &&
             is_blank_char(char_at(&c, at + 1)))
      return;
  }
}

/* ---- Where commands stand ---- */

static bool is_command_language(const struct search *s, struct str info) {
  for (size_t i = 0; i < s->languages->count; i++) {
    if (str_equal(s->languages->texts[i], info))
      return true;
  }
  return false;
}

static void look_at_block(const struct search *s, struct text *text) {
  struct str rest = text->bytes, line;
  if (!is_command_language(s, text->block->info))
    return;
  while (str_next_line(&rest, &line)) {
    size_t from = line.n > 0 ? (size_t)(line.p - text->bytes.p) : 0;
    if (line.n > 0 && !text_is_quoted(text, from, 0))
      look_at_command(s, text, from, from + line.n);
  }
}

/* Code that is nothing but the sign speaks of the sign. */
static void look_at_spans(const struct search *s, struct text *text) {
  text_is_quoted(text, 0, 0);
  for (size_t i = 0; i < text->inline_spans.count; i++) {
    const struct inline_span *span = &text->inline_spans.items[i];
    size_t from = span->from, to = span->to;
    if (span->kind != INLINE_CODE || text_is_quoted(text, from, 0))
      continue;
    while (from < to && text->bytes.p[from] == '`') {
      from++;
      to--;
    }
    if (utf8_count(str_trim(str_slice(text->bytes, from, to))) > 2)
      look_at_command(s, text, from, to);
  }
}

static void look_for_typographic(void *ctx, struct text *text) {
  const struct search *s = ctx;
  if (text->kind == TEXT_CODE)
    look_at_block(s, text);
  else if (s->looks_into_spans && text->kind != TEXT_VALUE && text->kind != TEXT_MARKUP &&
           str_find_char(text->bytes, '`', 0) != STR_NONE)
    look_at_spans(s, text);
}

static void find_typographic(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  struct search search = {l, row, rule_option(schema, row, LANGUAGES, RULE_OPTION_TEXTS),
                          rule_option(schema, row, SPANS, RULE_OPTION_BOOL)->is_on};
  prose_visit_marked(l, MARK_TYPOGRAPHIC, look_for_typographic, &search);
}

static const struct lint_rule rules[] = {
    {{.code = "KBC0917",
      .name = "typographic-command",
      .level = LEVEL_WARNING,
      .summary = "a typographic quote or dash stands in code that is to be typed",
      .why = "A chat or a word processor has put it there. Whoever copies the command at night "
             "gets an error, or a file named by half of it.",
      .bad = PROSE_PAGE("", "Run `grep \xE2\x80\x9C"
                            "full\xE2\x80\x9D disk.log`."),
      .good = PROSE_PAGE(
          "", "Run `grep \"full\" disk.log`, not \xE2\x80\x9Cgrep full\xE2\x80\x9D."),
      .options = options},
     find_typographic},
};

const struct lint_family prose_commands_family = {"prose", rules, sizeof rules / sizeof *rules};
