/* Rules about characters that look like others or like nothing: full width, invisible, no NFC.
 */
#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/rules/prose.h"
#include "model/rule_options.h"

struct search {
  const struct linter *l;
  const struct rule *row;
  struct brackets brackets; /* of the text that is looked at */
  bool looks_into_prose;
};

static void look(const struct linter *l, const struct rule *row, unsigned marks,
                 void (*visit)(void *ctx, struct text *text)) {
  struct search search = {.l = l, .row = row};
  prose_visit_marked(l, marks, visit, &search);
}

/* ---- Where it stands ---- */

/* A value that says it with an escape is meant. The span becomes the place in the source. */
static bool stands_in_source(struct text *text, size_t from, size_t to, struct span *span) {
  *span = text_span(text, from, to);
  return !text->value ||
         str_find(span_text(*span), str_slice(text->bytes, from, to), 0) != STR_NONE;
}

/* Does a change there leave everything as it was but what the eye sees? Titles and values may
 * be what a case's id is made of, headings and labels are what links lead to. */
static bool is_plain_prose(struct search *s, struct text *text, size_t from, size_t to) {
  bool is_in_label = is_in_brackets(&s->brackets, text->bytes, from);
  return text->kind == TEXT_PROSE && !is_in_label && !text_is_quoted(text, from, ~0u) &&
         str_find_char(str_slice(text->bytes, from, to), '[', 0) == STR_NONE;
}

static void add_edit(struct search *s, struct diag *diag, struct text *text, size_t from,
                     size_t to, struct str with) {
  struct span span = text_span(text, from, to);
  if (span.n != to - from)
    return;
  if (is_plain_prose(s, text, from, to))
    diag_edit(s->l->bag, diag, span, with);
  else
    diag_edit_unsafe(s->l->bag, diag, span, with);
}

static uint32_t char_behind(struct str text, size_t at) {
  uint32_t c = 0;
  return at < text.n && utf8_decode(text, at, &c) > 0 ? c : 0;
}

/* ---- full-width ---- */

enum { WIDE_FIRST = 0xFF01, WIDE_LAST = 0xFF5E };

static bool is_wide(uint32_t c) {
  return c >= WIDE_FIRST && c <= WIDE_LAST;
}

static char narrow(uint32_t c) {
  return (char)(c - WIDE_FIRST + '!');
}

static bool is_wide_word(uint32_t c) {
  return is_wide(c) && (is_alpha_char(narrow(c)) || is_digit_char(narrow(c)));
}

/* From a letter or digit to the last one; signs between them belong to it. */
static size_t wide_end(struct str text, size_t from) {
  size_t end = from;
  uint32_t c;
  for (size_t at = from, n; at < text.n; at += n) {
    n = utf8_decode(text, at, &c);
    if (n == 0 || !is_wide(c))
      break;
    if (is_wide_word(c))
      end = at + n;
  }
  return end;
}

static struct str narrowed(struct arena *a, struct str wide) {
  char *bytes = arena_alloc(a, wide.n);
  size_t n = 0;
  uint32_t c = 0;
  for (size_t at = 0; at < wide.n; at += 3, n++) {
    utf8_decode(wide, at, &c);
    bytes[n] = narrow(c);
  }
  return (struct str){bytes, n};
}

/* No fix is safe: who writes such letters on purpose shows what they look like. */
static void look_for_wide(void *ctx, struct text *text) {
  const struct search *s = ctx;
  if (text->kind == TEXT_TITLE && text->kb_case->doc->piece->is_number_reported)
    return;
  for (size_t at = 0; (at = str_find_char(text->bytes, '\xEF', at)) != STR_NONE;) {
    struct span span;
    uint32_t c = char_behind(text->bytes, at);
    size_t end = is_wide_word(c) ? wide_end(text->bytes, at) : at;
    if (end > at && !text_is_quoted(text, at, INLINE_COMMENT) &&
        stands_in_source(text, at, end, &span)) {
      struct str with = narrowed(s->l->a, str_slice(text->bytes, at, end));
      struct diag *diag =
          diag_add(s->l->bag, s->row, span, "full-width for \"%.*s\"", STR_ARG(with));
      if (span.n == end - at)
        diag_edit_unsafe(s->l->bag, diag, span, with);
    }
    at = end > at ? end : at + 1;
  }
}

static void find_wide(const struct linter *l, const struct rule *row) {
  look(l, row, MARK_WIDE, look_for_wide);
}

/* ---- invisible-character ---- */

struct named {
  uint32_t code_point;
  const char *name;
};

static const struct named invisible[] = {
    {0x00AD, "soft hyphen"},
    {0x034F, "combining grapheme joiner"},
    {0x115F, "Hangul filler"},
    {0x1160, "Hangul filler"},
    {0x180E, "Mongolian vowel separator"},
    {0x200B, "zero width space"},
    {0x200C, "zero width non-joiner"},
    {0x200D, "zero width joiner"},
    {0x2060, "word joiner"},
    {0x2061, "function application"},
    {0x2062, "invisible times"},
    {0x2063, "invisible separator"},
    {0x2064, "invisible plus"},
    {0x3164, "Hangul filler"},
    {0xFFA0, "Hangul filler"},
};

enum { INVISIBLE_COUNT = sizeof invisible / sizeof *invisible };

static const struct named *invisible_named(uint32_t c) {
  for (size_t i = 0; i < INVISIBLE_COUNT; i++) {
    if (invisible[i].code_point == c)
      return &invisible[i];
  }
  return NULL;
}

/* Scripts in which joiners shape letters, or zero width spaces part words: from Hebrew to
 * Georgian, from Ethiopic to Khmer and Mongolian, and those of the higher planes. */
static bool is_shaped(uint32_t c) {
  return (c >= 0x0590 && c < 0x1100) || (c >= 0x1200 && c < 0x1D00) ||
         (c >= 0xA800 && c < 0xAC00) || (c >= 0x10800 && c < 0x1B000);
}

/* Does it do there what it was made for? Between pictographs a joiner makes one of two. */
static bool joins(struct str text, size_t from, size_t to, uint32_t c) {
  uint32_t before = utf8_before(text, from), behind = char_behind(text, to);
  if (c == 0x200D && is_pictograph(before) && is_pictograph(behind))
    return true;
  /* A joiner asks one letter for its joined form, too; a soft hyphen parts syllables. */
  return c != 0x00AD && (is_shaped(before) || is_shaped(behind));
}

static void report_invisible(struct search *s, struct text *text, size_t from, size_t to,
                             const struct named *named) {
  struct span span;
  if (text_is_quoted(text, from, INLINE_COMMENT) || !stands_in_source(text, from, to, &span))
    return;
  struct diag *diag = diag_add(s->l->bag, s->row, span, "an invisible character: U+%04X %s",
                               (unsigned)named->code_point, named->name);
  add_edit(s, diag, text, from, to, STR(""));
}

static bool is_ascii(char c) {
  return ((unsigned char)c & 0x80) == 0;
}

static void look_for_invisible(void *ctx, struct text *text) {
  struct search *s = ctx;
  struct str bytes = text->bytes;
  uint32_t c = 0;
  s->brackets = (struct brackets){0, false};
  for (size_t at = 0, n; at < bytes.n; at += n) {
    n = is_ascii(bytes.p[at]) ? 1 : utf8_decode(bytes, at, &c);
    const struct named *named = n > 1 ? invisible_named(c) : NULL;
    n = n > 0 ? n : 1;
    if (named && !joins(bytes, at, at + n, c))
      report_invisible(s, text, at, at + n, named);
  }
}

static void find_invisible(const struct linter *l, const struct rule *row) {
  look(l, row, MARK_INVISIBLE, look_for_invisible);
}

/* ---- no-break-space ---- */

enum { IN_PROSE };

static const struct rule_option no_break_options[] = {
    [IN_PROSE] = {"in_prose", RULE_OPTION_BOOL, "false",
                  "look into prose, too, where one may be meant to keep words together", NULL},
    {0},
};

static bool is_no_break(uint32_t c) {
  return c == 0xA0 || c == 0x2007 || c == 0x202F;
}

/* French puts one before these signs and within « »; others keep a number and its unit
 * together, or a paragraph and its number. Behind a sign that could open a heading, a list or a
 * quote, a plain space would make one. */
static bool is_meant(struct str text, size_t from, size_t to) {
  static const uint32_t signs[] = {':',  ';',    '!',    '?',    '%',
                                   0xBB, 0x203A, 0x20AC, 0x2013, 0x2014};
  uint32_t before = utf8_before(text, from), behind = char_behind(text, to);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (behind == signs[i])
      return true;
  }
  bool is_number =
      from > 1 && (before == '.' || before == ')') && is_digit_char(text.p[from - 2]);
  return is_number ||
         (before < 0x80 && str_find_char(STR("#-+*>"), (char)before, 0) != STR_NONE) ||
         before == 0xAB || before == 0x2039 || before == 0xA7 || before == 0x2013 ||
         before == 0x2014 || (before < 0x80 && is_digit_char((char)before)) ||
         (behind < 0x80 && is_digit_char((char)behind));
}

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_space(uint32_t c) {
  return c == 0 || (c < 0x80 && is_white((char)c)) || is_no_break(c);
}

static void report_no_break(struct search *s, struct text *text, size_t from, size_t to,
                            uint32_t c) {
  struct span span;
  bool is_code = text->kind == TEXT_CODE || text_is_quoted(text, from, INLINE_CODE);
  if (text_is_quoted(text, from, INLINE_COMMENT) || !stands_in_source(text, from, to, &span) ||
      (!is_code && (!s->looks_into_prose || is_meant(text->bytes, from, to))))
    return;
  struct diag *diag =
      diag_add(s->l->bag, s->row, span, "this is no plain space but U+%04X", (unsigned)c);
  /* Beside another one, or at the end of a line, it shows, and a plain one would not. */
  if (is_space(utf8_before(text->bytes, from)) || is_space(char_behind(text->bytes, to)))
    diag_edit_unsafe(s->l->bag, diag, span, STR(" "));
  else
    add_edit(s, diag, text, from, to, STR(" "));
}

static void look_for_no_break(void *ctx, struct text *text) {
  struct search *s = ctx;
  struct str bytes = text->bytes;
  uint32_t c = 0;
  s->brackets = (struct brackets){0, false};
  for (size_t at = 0, n; at < bytes.n; at += n) {
    n = is_ascii(bytes.p[at]) ? 1 : utf8_decode(bytes, at, &c);
    bool is_found = n > 1 && is_no_break(c);
    n = n > 0 ? n : 1;
    if (is_found)
      report_no_break(s, text, at, at + n, c);
  }
}

static void find_no_break(const struct linter *l, const struct rule *row) {
  struct search search = {
      .l = l,
      .row = row,
      .looks_into_prose = rule_option(l->kb->schema, row, IN_PROSE, RULE_OPTION_BOOL)->is_on};
  prose_visit_marked(l, MARK_NO_BREAK_SPACE, look_for_no_break, &search);
}

/* ---- not-nfc ---- */

enum { MOST_MARKS = 30 };

/* So many marks on one letter are a mistake of their own, which was reported. */
static bool has_too_many_marks(struct str word) {
  size_t run = 0;
  uint32_t c = 0;
  for (size_t at = 0, n; at < word.n && run <= MOST_MARKS; at += n > 0 ? n : 1) {
    n = utf8_decode(word, at, &c);
    run = n > 1 && is_unicode_mark(c) ? run + 1 : 0;
  }
  return run > MOST_MARKS;
}

/* The next word that is not in NFC, from `from` on; `to` is its end. */
static bool next_word(const struct search *s, struct str text, size_t *from, size_t *to,
                      struct str *nfc) {
  while (*from < text.n) {
    while (*from < text.n && is_white(text.p[*from]))
      (*from)++;
    for (*to = *from; *to < text.n && !is_white(text.p[*to]);)
      (*to)++;
    struct str word = str_slice(text, *from, *to);
    *nfc = unicode_nfc(s->l->a, word);
    if (!str_equal(word, *nfc) && !has_too_many_marks(word))
      return true;
    *from = *to;
  }
  return false;
}

/* Whoever types or copies such words does it all the way: a text is one mistake. */
static void look_for_no_nfc(void *ctx, struct text *text) {
  struct search *s = ctx;
  const unsigned quoted = INLINE_CODE | INLINE_ADDRESS | INLINE_TAG | INLINE_COMMENT;
  struct diag *diag = NULL;
  struct str nfc;
  size_t to, count = 0;
  if (text->kind == TEXT_CODE || text->is_from_log)
    return;
  s->brackets = (struct brackets){0, false};
  for (size_t from = 0; next_word(s, text->bytes, &from, &to, &nfc); from = to) {
    struct span span;
    if (text_is_quoted(text, from, quoted) || text_is_quoted(text, to - 1, quoted) ||
        !stands_in_source(text, from, to, &span))
      continue;
    if (!diag)
      diag = diag_add(s->l->bag, s->row, span, "\"%.*s\" is not in Unicode's normal form NFC",
                      STR_ARG(str_slice(text->bytes, from, to)));
    count++;
    add_edit(s, diag, text, from, to, nfc);
  }
  if (count > 1)
    diag_label(s->l->bag, diag, "and %zu words more in this text", count - 1);
}

static void find_no_nfc(const struct linter *l, const struct rule *row) {
  look(l, row, MARK_NOT_NFC, look_for_no_nfc);
}

/* ---- The rows ---- */

static const struct lint_rule rules[] = {
    {{.code = "KBC0910",
      .name = "full-width",
      .level = LEVEL_WARNING,
      .summary = "letters or digits of ASCII are written in full width",
      .why = "They look nearly the same, but no search for the usual ones finds them, and no "
             "shell takes them.",
      .bad = PROSE_PAGE("", "Set the limit to \xEF\xBC\x93\xEF\xBC\x90 seconds."),
      .good = PROSE_PAGE("", "Set the limit to 30 seconds\xEF\xBC\x88"
                             "at most\xEF\xBC\x89.")},
     find_wide},
    {{.code = "KBC0911",
      .name = "invisible-character",
      .level = LEVEL_WARNING,
      .summary = "a character stands here that nobody sees",
      .why = "It comes along when text is copied from a page or a chat. The word that holds it "
             "is found by no search, and the command fails for no visible reason.",
      .bad = PROSE_PAGE("", "Restart the pay\xE2\x80\x8Bment service."),
      .good = PROSE_PAGE("", "Restart the payment service \xF0\x9F\xA7\x91\xE2\x80\x8D"
                             "\xF0\x9F\x94\xA7.")},
     find_invisible},
    {{.code = "KBC0912",
      .name = "no-break-space",
      .level = LEVEL_WARNING,
      .summary = "a space that does not break stands in code",
      .why =
          "It is typed with a key held down too long or copied from a page. A shell takes it "
          "for a letter: no such command, it says, and shows one that there is.",
      .bad = PROSE_PAGE("", "Run `kubectl\xC2\xA0get pods`."),
      .good = PROSE_PAGE("", "Run `kubectl get pods` and wait for 10\xC2\xA0s."),
      .options = no_break_options},
     find_no_break},
    {{.code = "KBC0913",
      .name = "not-nfc",
      .level = LEVEL_WARNING,
      .summary = "a text is not in Unicode's normal form NFC",
      .why =
          "A letter and its accent, or the parts of a Hangul syllable, were stored one by one, "
          "as some systems do with names of files. It looks the same and is another text to "
          "whoever searches or compares it.",
      .bad = PROSE_PAGE("", "Ask Rene\xCC\x81"
                            " for the key."),
      .good = PROSE_PAGE("", "Ask Ren\xC3\xA9"
                             " for the key.")},
     find_no_nfc},
};

const struct lint_family prose_characters_family = {"prose", rules,
                                                    sizeof rules / sizeof *rules};
