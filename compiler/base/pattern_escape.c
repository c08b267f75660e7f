/* Escapes and character classes of patterns, read as ECMA-262 means them and written for PCRE2.
 */
#include "base/pattern_reader.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* What PCRE2 is to read in the place of one escape, and what that matches. */
struct escape {
  size_t n;          /* bytes of the pattern */
  bool is_assertion; /* \b and its like, and back-references */
  bool is_class;     /* a set of code points and no single one */
  uint32_t code_point;
  struct code_set set;
  struct str rewritten; /* empty: as it stands */
};

/* PCRE2 knows general categories by their short names only. */
static const struct {
  const char *name, *code;
} categories[] = {
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
};

/* Escapes that PCRE2 has beyond ECMA-262, and what says the same there. */
static const struct {
  char letter;
  const char *instead;
} foreign[] = {
    {'A', "^"},      {'z', "$"},       {'Z', "$"},  {'a', "\\u0007"}, {'e', "\\u001b"},
    {'h', "[ \\t]"}, {'R', "\\r?\\n"}, {'N', "."},  {'X', NULL},      {'K', NULL},
    {'G', NULL},     {'Q', NULL},      {'E', NULL}, {'C', "[^]"},     {'H', "[^ \\t]"},
};

static void fail_escape(struct reader *reader, char letter) {
  for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
    if (foreign[i].letter == letter && foreign[i].instead) {
      reader_fail(reader, reader->at, "\\%c is no part of ECMA-262 patterns: write %s", letter,
                  foreign[i].instead);
      return;
    }
  }
  reader_fail(reader, reader->at, "\\%c is no part of ECMA-262 patterns", letter);
}

static int hex_value(char c) {
  if (is_digit_char(c))
    return c - '0';
  char lower = lower_char(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Reads exactly `digits` hexadecimal digits `ahead` bytes on. */
static bool read_hex(const struct reader *reader, size_t ahead, size_t digits,
                     uint32_t *value) {
  *value = 0;
  for (size_t i = 0; i < digits; i++) {
    int digit = hex_value(reader_peek(reader, ahead + i));
    if (digit < 0)
      return false;
    *value = *value * 16 + (uint32_t)digit;
  }
  return true;
}

static struct str write_code_point(struct reader *reader, uint32_t code_point) {
  return arena_printf(reader->a, "\\u{%x}", (unsigned)code_point);
}

/* \u{…}, \uHHHH, and two of these that are the halves of one code point. */
static bool read_unicode(struct reader *reader, struct escape *escape) {
  uint32_t high, low;
  if (reader_peek(reader, 2) == '{') {
    size_t end = str_find_char(reader->text, '}', reader->at);
    size_t digits = end == STR_NONE ? 0 : end - reader->at - 3;
    if (digits < 1 || digits > 6 || !read_hex(reader, 3, digits, &high) ||
        high > LAST_CODE_POINT)
      return false;
    escape->n = digits + 4;
  } else {
    if (!read_hex(reader, 2, 4, &high))
      return false;
    escape->n = 6;
    if (high >= 0xd800 && high <= 0xdbff && reader_peek(reader, 6) == '\\' &&
        reader_peek(reader, 7) == 'u' && read_hex(reader, 8, 4, &low) && low >= 0xdc00 &&
        low <= 0xdfff) {
      high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
      escape->n = 12;
    }
  }
  if (high >= 0xd800 && high <= 0xdfff)
    return false; /* no text has half a code point */
  escape->code_point = high;
  escape->rewritten = write_code_point(reader, high);
  return true;
}

static bool is_property_char(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '_' || c == '=';
}

/* \p{Name} or \p{Property=Name}. */
static bool read_property(struct reader *reader, struct escape *escape) {
  size_t end = str_find_char(reader->text, '}', reader->at);
  if (reader_peek(reader, 2) != '{' || end == STR_NONE || end == reader->at + 3)
    return false;
  struct str name = str_slice(reader->text, reader->at + 3, end);
  for (size_t i = 0; i < name.n; i++) {
    if (!is_property_char(name.p[i]))
      return false;
  }
  escape->n = name.n + 4;
  escape->is_class = true;
  /* The tables are PCRE2's; for what overlaps with what, such a set may hold anything. */
  code_set_add(reader->a, &escape->set, 0, LAST_CODE_POINT);

  size_t equals = str_find_char(name, '=', 0);
  struct str property = equals == STR_NONE ? STR("") : str_slice(name, 0, equals);
  if (str_equal_c(property, "gc") || str_equal_c(property, "General_Category"))
    name = str_slice(name, equals + 1, name.n);
  for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++) {
    if (str_equal_c(name, categories[i].name))
      name = str_from_c(categories[i].code);
  }
  escape->rewritten =
      arena_printf(reader->a, "\\%c{%.*s}", reader_peek(reader, 1), STR_ARG(name));
  return true;
}

/* \1 and its like. Behind nine PCRE2 would take it for an octal number if there are fewer
 * groups. */
static void read_back_reference(struct reader *reader, struct escape *escape) {
  escape->n = 2;
  while (is_digit_char(reader_peek(reader, escape->n)))
    escape->n++;
  escape->is_assertion = true;
  struct str number = str_slice(reader->text, reader->at + 1, reader->at + escape->n);
  escape->rewritten = arena_printf(reader->a, "\\g{%.*s}", STR_ARG(number));
  reader->syntax->has_back_reference = true;
}

static bool read_back_name(struct reader *reader, struct escape *escape) {
  size_t end = str_find_char(reader->text, '>', reader->at);
  if (reader_peek(reader, 2) != '<' || end == STR_NONE)
    return false;
  escape->n = end + 1 - reader->at;
  escape->is_assertion = true;
  reader->syntax->has_back_reference = true;
  return true;
}

static void set_code_point(struct reader *reader, struct escape *escape, size_t n,
                           uint32_t code_point) {
  escape->n = n;
  escape->code_point = code_point;
  escape->rewritten = write_code_point(reader, code_point);
}

/* The escapes that mean the same inside a class and outside. */
static bool read_common(struct reader *reader, char letter, struct escape *escape) {
  static const char controls[] = "tnvfr";
  const char *control = letter != '\0' ? strchr(controls, letter) : NULL;
  uint32_t value;
  if (letter == 'd' || letter == 'D' || letter == 'w' || letter == 'W' || letter == 's' ||
      letter == 'S') {
    escape->n = 2;
    escape->is_class = true;
    code_set_add_class(reader->a, &escape->set, letter);
  } else if (letter == 'p' || letter == 'P') {
    return read_property(reader, escape);
  } else if (control) {
    static const char values[] = "\t\n\v\f\r";
    set_code_point(reader, escape, 2, (unsigned char)values[control - controls]);
  } else if (letter == 'u') {
    return read_unicode(reader, escape);
  } else if (letter == 'x' && read_hex(reader, 2, 2, &value)) {
    set_code_point(reader, escape, 4, value);
  } else if (letter == 'c' && is_alpha_char(reader_peek(reader, 2))) {
    set_code_point(reader, escape, 3, (uint32_t)reader_peek(reader, 2) & 31u);
  } else if (letter == '0' && !is_digit_char(reader_peek(reader, 2))) {
    set_code_point(reader, escape, 2, 0);
  } else if (is_alpha_char(letter) || is_digit_char(letter)) {
    return false;
  } else {
    size_t n = utf8_decode(reader->text, reader->at + 1, &escape->code_point);
    escape->n = 1 + n;
  }
  return true;
}

/* False after reporting. At the end of the pattern PCRE2 says what is wrong. */
static bool read_escape(struct reader *reader, bool in_class, struct escape *escape) {
  *escape = (struct escape){0};
  char letter = reader_peek(reader, 1);
  bool fits;
  if (reader->at + 1 >= reader->text.n) {
    escape->n = 1;
    fits = true;
  } else if (letter == 'b' && in_class) {
    set_code_point(reader, escape, 2, '\b');
    fits = true;
  } else if ((letter == 'b' || letter == 'B') && !in_class) {
    escape->n = 2;
    escape->is_assertion = true;
    fits = true;
  } else if (letter >= '1' && letter <= '9' && !in_class) {
    read_back_reference(reader, escape);
    fits = true;
  } else if (letter == 'k' && !in_class) {
    fits = read_back_name(reader, escape);
  } else {
    fits = read_common(reader, letter, escape);
  }
  if (!fits &&
      (letter == 'u' || letter == 'x' || letter == 'p' || letter == 'P' || letter == 'k'))
    reader_fail(reader, reader->at, "\\%c does not name a character here", letter);
  else if (!fits)
    fail_escape(reader, letter);
  return fits;
}

/* The ranges of a set as they stand within brackets. */
static struct str write_ranges(struct reader *reader, const struct code_set *set) {
  struct str text = STR("");
  for (size_t i = 0; i < set->count; i++)
    text = arena_printf(reader->a, "%.*s\\u{%x}-\\u{%x}", STR_ARG(text),
                        (unsigned)set->ranges[i].from, (unsigned)set->ranges[i].to);
  return text;
}

/* PCRE2's own \s is ASCII. */
static void rewrite_space(struct reader *reader, struct escape *escape, bool in_class) {
  char letter = reader_peek(reader, 1);
  if (!escape->is_class || (letter != 's' && letter != 'S'))
    return;
  escape->rewritten = write_ranges(reader, &escape->set);
  if (!in_class)
    escape->rewritten = arena_printf(reader->a, "[%.*s]", STR_ARG(escape->rewritten));
}

static void pass_escape(struct reader *reader, const struct escape *escape) {
  if (escape->rewritten.n > 0)
    reader_replace(reader, escape->n, escape->rewritten);
  else
    reader_keep(reader, escape->n);
}

struct syntax_node *reader_escape(struct reader *reader) {
  struct escape escape;
  struct syntax_node *node = reader_node(reader, SYNTAX_EMPTY, reader->at);
  if (!read_escape(reader, false, &escape))
    return node;
  rewrite_space(reader, &escape, false);
  pass_escape(reader, &escape);
  if (escape.is_assertion)
    return node;
  node->kind = SYNTAX_SET;
  node->set = escape.set;
  if (!escape.is_class)
    code_set_add(reader->a, &node->set, escape.code_point, escape.code_point);
  code_set_finish(reader->a, &node->set, reader->ignores_case);
  return node;
}

/* [:alpha:] and the like. */
static bool sees_posix_class(const struct reader *reader) {
  size_t n = 2;
  while (is_alpha_char(reader_peek(reader, n)))
    n++;
  return n > 2 && reader_sees(reader, "[:") && reader_peek(reader, n) == ':' &&
         reader_peek(reader, n + 1) == ']';
}

/* One member of a class: a character, or a set such as \d. False after reporting. */
static bool read_member(struct reader *reader, struct escape *escape) {
  if (reader_peek(reader, 0) == '\\') {
    if (!read_escape(reader, true, escape))
      return false;
    rewrite_space(reader, escape, true);
    return true;
  }
  *escape = (struct escape){0};
  escape->n = utf8_decode(reader->text, reader->at, &escape->code_point);
  /* To PCRE2 [:alpha:] is a class within the class; to ECMA-262 it is seven characters. */
  if (escape->code_point == '[')
    escape->rewritten = STR("\\[");
  if (sees_posix_class(reader)) {
    reader_fail(reader, reader->at, "[:…:] is no part of ECMA-262 patterns");
    return false;
  }
  return true;
}

/* A member, or a range of two. False after reporting. */
static bool read_members(struct reader *reader, struct code_set *set) {
  struct escape first, last;
  if (!read_member(reader, &first))
    return false;
  pass_escape(reader, &first);
  if (first.is_class) {
    code_set_add_all(reader->a, set, &first.set);
    if (reader_peek(reader, 0) == '-') {
      code_set_add(reader->a, set, '-', '-');
      reader_replace(reader, 1, STR("\\-"));
    }
    return true;
  }
  if (reader_peek(reader, 0) != '-' || reader_peek(reader, 1) == ']' ||
      reader->at + 1 >= reader->text.n) {
    code_set_add(reader->a, set, first.code_point, first.code_point);
    return true;
  }
  reader_keep(reader, 1);
  size_t offset = reader->at;
  if (!read_member(reader, &last))
    return false;
  pass_escape(reader, &last);
  if (last.is_class || last.code_point < first.code_point) {
    reader_fail(reader, offset, "a range cannot end here");
    return false;
  }
  code_set_add(reader->a, set, first.code_point, last.code_point);
  return true;
}

struct syntax_node *reader_class(struct reader *reader) {
  struct syntax_node *node = reader_node(reader, SYNTAX_SET, reader->at);
  reader_keep(reader, 1);
  bool is_complement = reader_peek(reader, 0) == '^';
  if (is_complement)
    reader_keep(reader, 1);
  while (reader->at < reader->text.n && reader_peek(reader, 0) != ']') {
    if (!read_members(reader, &node->set))
      return node;
  }
  reader_keep(reader, 1);
  code_set_finish(reader->a, &node->set, reader->ignores_case);
  if (is_complement)
    node->set = code_set_others(reader->a, &node->set);
  return node;
}
