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
  bool is_wide =
      end - p >= 2 && ((p[0] == 0xE3 && p[1] == 0x80) || (p[0] == 0xEF && p[1] == 0xBC));
  return is_wide || is_stop_of_ascii(*p) ? MARK_BLANK_BEFORE : 0;
}

unsigned marks_of(struct str text) {
  const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
  unsigned marks = 0;
  while (p < end) {
    unsigned char c = *p;
    if (c < 0x80) {
      p++;
      if (c == ' ' || c == '\t')
        marks |= marks_behind_blank(p, end);
      else if (c == '<' && p < end && (is_alpha_char((char)*p) || *p == '/'))
        marks |= MARK_TAG;
    } else if (c < 0xE0) {
      marks |= end - p >= 2 ? marks_of_two(c, p[1]) : 0;
      p += 2;
    } else if (c < 0xF0) {
      if (end - p >= 3 &&
          (c < 0xE4 || c == 0xEA || c == 0xEF)) /* most of Hangul and Han is not */
        marks |= marks_of_three(c, p[1], p[2]);
      p += 3;
    } else { /* emoji are in NFC; the rest is rare */
      marks |= end - p >= 2 && p[1] != 0x9F ? MARK_NOT_NFC : 0;
      p += 4;
    }
  }
  return marks;
}
