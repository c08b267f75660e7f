/* Characters that are taken for others, and what they are called. */
#include "base/odd.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

/* In the order of code points, with the names that Unicode gives them. */
static const struct odd_row {
  uint32_t c;
  char like; /* the character of ASCII that it resembles; 0: nobody sees it */
  const char *name;
} rows[] = {
    {0x0009, ' ', "CHARACTER TABULATION"},
    {0x00A0, ' ', "NO-BREAK SPACE"},
    {0x00AB, '"', "LEFT-POINTING DOUBLE ANGLE QUOTATION MARK"},
    {0x00AD, 0, "SOFT HYPHEN"},
    {0x00BB, '"', "RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK"},
    {0x0131, 'i', "LATIN SMALL LETTER DOTLESS I"},
    {0x0251, 'a', "LATIN SMALL LETTER ALPHA"},
    {0x0261, 'g', "LATIN SMALL LETTER SCRIPT G"},
    {0x0391, 'A', "GREEK CAPITAL LETTER ALPHA"},
    {0x0392, 'B', "GREEK CAPITAL LETTER BETA"},
    {0x0395, 'E', "GREEK CAPITAL LETTER EPSILON"},
    {0x0396, 'Z', "GREEK CAPITAL LETTER ZETA"},
    {0x0397, 'H', "GREEK CAPITAL LETTER ETA"},
    {0x0399, 'I', "GREEK CAPITAL LETTER IOTA"},
    {0x039A, 'K', "GREEK CAPITAL LETTER KAPPA"},
    {0x039C, 'M', "GREEK CAPITAL LETTER MU"},
    {0x039D, 'N', "GREEK CAPITAL LETTER NU"},
    {0x039F, 'O', "GREEK CAPITAL LETTER OMICRON"},
    {0x03A1, 'P', "GREEK CAPITAL LETTER RHO"},
    {0x03A4, 'T', "GREEK CAPITAL LETTER TAU"},
    {0x03A5, 'Y', "GREEK CAPITAL LETTER UPSILON"},
    {0x03A7, 'X', "GREEK CAPITAL LETTER CHI"},
    {0x03B1, 'a', "GREEK SMALL LETTER ALPHA"},
    {0x03B3, 'y', "GREEK SMALL LETTER GAMMA"},
    {0x03B9, 'i', "GREEK SMALL LETTER IOTA"},
    {0x03BA, 'k', "GREEK SMALL LETTER KAPPA"},
    {0x03BD, 'v', "GREEK SMALL LETTER NU"},
    {0x03BF, 'o', "GREEK SMALL LETTER OMICRON"},
    {0x03C1, 'p', "GREEK SMALL LETTER RHO"},
    {0x03C4, 't', "GREEK SMALL LETTER TAU"},
    {0x03C5, 'u', "GREEK SMALL LETTER UPSILON"},
    {0x03C7, 'x', "GREEK SMALL LETTER CHI"},
    {0x0405, 'S', "CYRILLIC CAPITAL LETTER DZE"},
    {0x0406, 'I', "CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I"},
    {0x0408, 'J', "CYRILLIC CAPITAL LETTER JE"},
    {0x0410, 'A', "CYRILLIC CAPITAL LETTER A"},
    {0x0412, 'B', "CYRILLIC CAPITAL LETTER VE"},
    {0x0415, 'E', "CYRILLIC CAPITAL LETTER IE"},
    {0x041A, 'K', "CYRILLIC CAPITAL LETTER KA"},
    {0x041C, 'M', "CYRILLIC CAPITAL LETTER EM"},
    {0x041D, 'H', "CYRILLIC CAPITAL LETTER EN"},
    {0x041E, 'O', "CYRILLIC CAPITAL LETTER O"},
    {0x0420, 'P', "CYRILLIC CAPITAL LETTER ER"},
    {0x0421, 'C', "CYRILLIC CAPITAL LETTER ES"},
    {0x0422, 'T', "CYRILLIC CAPITAL LETTER TE"},
    {0x0423, 'Y', "CYRILLIC CAPITAL LETTER U"},
    {0x0425, 'X', "CYRILLIC CAPITAL LETTER HA"},
    {0x0430, 'a', "CYRILLIC SMALL LETTER A"},
    {0x0435, 'e', "CYRILLIC SMALL LETTER IE"},
    {0x043E, 'o', "CYRILLIC SMALL LETTER O"},
    {0x0440, 'p', "CYRILLIC SMALL LETTER ER"},
    {0x0441, 'c', "CYRILLIC SMALL LETTER ES"},
    {0x0443, 'y', "CYRILLIC SMALL LETTER U"},
    {0x0445, 'x', "CYRILLIC SMALL LETTER HA"},
    {0x0455, 's', "CYRILLIC SMALL LETTER DZE"},
    {0x0456, 'i', "CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I"},
    {0x0458, 'j', "CYRILLIC SMALL LETTER JE"},
    {0x04BB, 'h', "CYRILLIC SMALL LETTER SHHA"},
    {0x04CF, 'l', "CYRILLIC SMALL LETTER PALOCHKA"},
    {0x0501, 'd', "CYRILLIC SMALL LETTER KOMI DE"},
    {0x051B, 'q', "CYRILLIC SMALL LETTER QA"},
    {0x051D, 'w', "CYRILLIC SMALL LETTER WE"},
    {0x1680, ' ', "OGHAM SPACE MARK"},
    {0x2000, ' ', "EN QUAD"},
    {0x2001, ' ', "EM QUAD"},
    {0x2002, ' ', "EN SPACE"},
    {0x2003, ' ', "EM SPACE"},
    {0x2004, ' ', "THREE-PER-EM SPACE"},
    {0x2005, ' ', "FOUR-PER-EM SPACE"},
    {0x2006, ' ', "SIX-PER-EM SPACE"},
    {0x2007, ' ', "FIGURE SPACE"},
    {0x2008, ' ', "PUNCTUATION SPACE"},
    {0x2009, ' ', "THIN SPACE"},
    {0x200A, ' ', "HAIR SPACE"},
    {0x200B, 0, "ZERO WIDTH SPACE"},
    {0x200C, 0, "ZERO WIDTH NON-JOINER"},
    {0x200D, 0, "ZERO WIDTH JOINER"},
    {0x2010, '-', "HYPHEN"},
    {0x2011, '-', "NON-BREAKING HYPHEN"},
    {0x2012, '-', "FIGURE DASH"},
    {0x2013, '-', "EN DASH"},
    {0x2014, '-', "EM DASH"},
    {0x2018, '\'', "LEFT SINGLE QUOTATION MARK"},
    {0x2019, '\'', "RIGHT SINGLE QUOTATION MARK"},
    {0x201A, '\'', "SINGLE LOW-9 QUOTATION MARK"},
    {0x201C, '"', "LEFT DOUBLE QUOTATION MARK"},
    {0x201D, '"', "RIGHT DOUBLE QUOTATION MARK"},
    {0x201E, '"', "DOUBLE LOW-9 QUOTATION MARK"},
    {0x2024, '.', "ONE DOT LEADER"},
    {0x202F, ' ', "NARROW NO-BREAK SPACE"},
    {0x2032, '\'', "PRIME"},
    {0x2033, '"', "DOUBLE PRIME"},
    {0x2044, '/', "FRACTION SLASH"},
    {0x205F, ' ', "MEDIUM MATHEMATICAL SPACE"},
    {0x2060, 0, "WORD JOINER"},
    {0x217C, 'l', "SMALL ROMAN NUMERAL FIFTY"},
    {0x2212, '-', "MINUS SIGN"},
    {0x2215, '/', "DIVISION SLASH"},
    {0x2217, '*', "ASTERISK OPERATOR"},
    {0x2223, '|', "DIVIDES"},
    {0x2236, ':', "RATIO"},
    {0x3000, ' ', "IDEOGRAPHIC SPACE"},
    {0x3001, ',', "IDEOGRAPHIC COMMA"},
    {0x3002, '.', "IDEOGRAPHIC FULL STOP"},
    {0x300C, '"', "LEFT CORNER BRACKET"},
    {0x300D, '"', "RIGHT CORNER BRACKET"},
    {0x3010, '[', "LEFT BLACK LENTICULAR BRACKET"},
    {0x3011, ']', "RIGHT BLACK LENTICULAR BRACKET"},
    {0x3164, 0, "HANGUL FILLER"},
    {0xA789, ':', "MODIFIER LETTER COLON"},
};

static const struct odd_row *row_of(uint32_t c) {
  size_t low = 0, high = sizeof rows / sizeof *rows;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rows[middle].c < c)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sizeof rows / sizeof *rows && rows[low].c == c ? &rows[low] : NULL;
}

/* The character of ASCII of which this one is another form (full-width, bold), or 0. */
static char form_of(struct arena *a, struct str character, uint32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E)
    return (char)(c - 0xFF01 + '!');
  struct str folded = unicode_fold(a, character);
  return folded.n == 1 ? folded.p[0] : '\0';
}

/* Is every letter of the text one of ASCII, or one that looks so? */
static bool looks_latin(struct arena *a, struct str text) {
  uint32_t c = 0;
  for (size_t at = 0, n = 0; at < text.n; at += n) {
    n = utf8_decode(text, at, &c);
    if (n == 0)
      return false;
    if (c >= 0x80 && is_unicode_word(c) && !row_of(c) &&
        form_of(a, str_slice(text, at, at + n), c) == 0)
      return false;
  }
  return true;
}

static struct str words_of(struct arena *a, const struct odd_row *row, struct str character) {
  unsigned c = (unsigned)row->c;
  if (row->like == 0)
    return arena_printf(a, "U+%04X %s stands in it, which nobody sees", c, row->name);
  if (row->like == ' ')
    return arena_printf(a, "U+%04X %s stands there, which is no plain space", c, row->name);
  return arena_printf(a, "\"%.*s\" is U+%04X %s, not %c%c%c", STR_ARG(character), c, row->name,
                      row->like == '"' ? '\'' : '"', row->like, row->like == '"' ? '\'' : '"');
}

struct str odd_words(struct arena *a, struct str text) {
  uint32_t c = 0;
  for (size_t at = 0, n = 0; at < text.n; at += n) {
    n = utf8_decode(text, at, &c);
    if (n == 0)
      break;
    const struct odd_row *row = row_of(c);
    if (c < 0x80 && !row)
      continue;
    struct str character = str_slice(text, at, at + n);
    if (row && (!is_unicode_word(c) || looks_latin(a, text)))
      return words_of(a, row, character);
    char form = row ? '\0' : form_of(a, character, c);
    if (form != '\0')
      return arena_printf(a, "\"%.*s\" is U+%04X, another form of \"%c\"", STR_ARG(character),
                          (unsigned)c, form);
  }
  return STR("");
}

size_t odd_blank(struct str s, size_t at) {
  uint32_t c = 0;
  size_t n = at < s.n ? utf8_decode(s, at, &c) : 0;
  const struct odd_row *row = n > 1 ? row_of(c) : NULL;
  return row && row->like == ' ' ? n : 0;
}
