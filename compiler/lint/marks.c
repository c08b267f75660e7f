/* What kinds of characters a case holds: one pass, so that rules about them skip most cases. */
#include "lint/marks.h"

/* The marks of characters of two bytes. */
static unsigned marks_of_two(unsigned char first, unsigned char second) {
  switch (first) {
  case 0xC2:
    return (second == 0xA0 ? MARK_NO_BREAK_SPACE : 0) | (second == 0xAD ? MARK_INVISIBLE : 0);
  case 0xCC: /* combining marks */
  case 0xCD:
    return MARK_NOT_NFC | (first == 0xCD && second == 0x8F ? MARK_INVISIBLE : 0);
  case 0xCE: /* a middle dot of Greek */
    return second == 0x87 ? MARK_NOT_NFC : 0;
  default: /* letters with marks of their own from Hebrew on */
    return (first == 0xD2 && second < 0x90) || first >= 0xD6 ? MARK_NOT_NFC : 0;
  }
}

/* U+2000 to U+2FFF: punctuation, mathematics, symbols. */
static unsigned marks_of_e2(unsigned char second, unsigned char third) {
  switch (second) {
  case 0x80:
    if (third <= 0x81) /* two quads that are spaces elsewhere in NFC */
      return MARK_NOT_NFC;
    if (third == 0x87 || third == 0xAF)
      return MARK_NO_BREAK_SPACE;
    if (third >= 0x8B && third <= 0x8D)
      return MARK_INVISIBLE;
    return third >= 0x90 && third <= 0x9F ? MARK_TYPOGRAPHIC : 0;
  case 0x81:
    return third >= 0xA0 && third <= 0xA4 ? MARK_INVISIBLE : 0;
  case 0x88:
    return third == 0x92 ? MARK_TYPOGRAPHIC : 0;
  case 0x83: /* marks of symbols */
  case 0x84: /* ohm, kelvin, ångström */
  case 0x8C: /* two angle brackets */
  case 0xAB:
    return MARK_NOT_NFC;
  default:
    return 0;
  }
}

/* The marks of characters of three bytes. */
static unsigned marks_of_three(unsigned char first, unsigned char second, unsigned char third) {
  switch (first) {
  case 0xE0: /* the scripts of India */
    return MARK_NOT_NFC;
  case 0xE1: /* parts of Hangul syllables; Greek with marks */
    return MARK_NOT_NFC | (second == 0x85 || second == 0xA0 ? MARK_INVISIBLE : 0);
  case 0xE2:
    return marks_of_e2(second, third);
  case 0xE3: /* a filler; marks of Kana */
    return (second == 0x85 && third == 0xA4 ? MARK_INVISIBLE : 0) |
           (second == 0x82 && (third == 0x99 || third == 0x9A) ? MARK_NOT_NFC : 0);
  case 0xEA:
    return second < 0xB0 ? MARK_NOT_NFC : 0;
  case 0xEF: /* compatibility forms; full width */
    if (second < 0xBC)
      return MARK_NOT_NFC;
    return (second == 0xBC || second == 0xBD ? MARK_WIDE : 0) |
           (second == 0xBE && third == 0xA0 ? MARK_INVISIBLE : 0);
  default:
    return 0;
  }
}

static bool is_stop_of_ascii(unsigned char c) {
  return c == ',' || c == '.' || c == ';' || c == '!' || c == '?';
}

/* `p` is what follows a blank, up to `end`. */
static unsigned marks_behind_blank(const unsigned char *p, const unsigned char *end) {
  if (p == end || *p == '\n' || *p == '\r')
    return MARK_BLANK_AT_END;
  if (*p == ' ' || *p == '\t')
    return MARK_BLANKS;
  if (*p >= 0xE4 && *p <= 0xED)
    return MARK_BLANK_BEFORE_LETTER;
  bool is_wide =
      end - p >= 2 && ((p[0] == 0xE3 && p[1] == 0x80) || (p[0] == 0xEF && p[1] == 0xBC));
  return is_wide || is_stop_of_ascii(*p) ? MARK_BLANK_BEFORE : 0;
}

#define SIXTEEN(n) n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n

/* By the first byte of a character, how far to go if it needs no look: most of ASCII, of Hangul
 * and of Han. 0: look at it. */
static const unsigned char steps[256] = {
    1,          1,          1,          1,          1, 1, 1, 1, 1,
    0,          1,          1,          1,          1, 1, 1, /* tab */
    SIXTEEN(1), 0,          1,          1,          1, 1, 1, 1, 1,
    1,          1,          1,          1,          1, 1, 1, 1, /* space */
    1,          1,          1,          1,          1, 1, 1, 1, 1,
    1,          1,          1,          0,          1, 1, 1, /* < */
    SIXTEEN(1), SIXTEEN(1), SIXTEEN(1), SIXTEEN(1),          /* 40 to 7F */
    SIXTEEN(0), SIXTEEN(0), SIXTEEN(0), SIXTEEN(0),          /* 80 to BF */
    SIXTEEN(0), SIXTEEN(0),                                  /* C0 to DF */
    0,          0,          0,          0,          3, 3, 3, 3, 3,
    3,          0,          3,          3,          3, 0, 0, /* E4 to ED but for EA */
    SIXTEEN(0),
};

/* The marks of what stands at `*p`, which goes behind it, perhaps behind `end`. */
static unsigned take(const unsigned char **p, const unsigned char *end) {
  const unsigned char *at = *p;
  unsigned char c = *at;
  if (c < 0x80) {
    *p = at + 1;
    if (c != '<')
      return marks_behind_blank(at + 1, end);
    return at + 1 < end && (is_alpha_char((char)at[1]) || at[1] == '/') ? MARK_TAG : 0;
  }
  if (c < 0xE0) {
    *p = at + 2;
    return end - at >= 2 ? marks_of_two(c, at[1]) : 0;
  }
  if (c < 0xF0) {
    *p = at + 3;
    return end - at >= 3 ? marks_of_three(c, at[1], at[2]) : 0;
  }
  *p = at + 4; /* emoji are in NFC; the rest is rare */
  return end - at >= 2 && at[1] != 0x9F ? MARK_NOT_NFC : 0;
}

unsigned marks_of(struct str text) {
  const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
  unsigned marks = 0;
  while (p < end) {
    unsigned step = steps[*p];
    if (step > 0)
      p += step;
    else if (*p == ' ' && end - p > 1 && p[1] > '?' && p[1] < 0x80) /* mostly letters */
      p += 2;
    else
      marks |= take(&p, end);
  }
  return marks;
}
