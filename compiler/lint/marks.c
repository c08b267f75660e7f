/* What kinds of characters a case holds: one pass, so that rules about them skip most cases. */
#include "lint/marks.h"

#include "base/wide.h"

#include "lint/scan.h"

enum { BLOCK = 64 };

/* ---- A closer look ---- */

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

static bool is_tail(unsigned char c) {
  return (c & 0xC0) == 0x80;
}

/* The marks of the characters that begin in [from, to). */
static unsigned marks_between(const unsigned char *from, const unsigned char *to,
                              const unsigned char *end) {
  unsigned marks = 0;
  for (const unsigned char *p = from; p < to;) {
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

/* ---- A quick look ---- */

/* Is there anything in a block that may be worth a closer look? Nearly all blocks of a clean
 * text are passed over. One byte more is read. Without a branch, so that compilers look at 16
 * bytes at once. Tabs and "<", which are rare, are sought by other means. */
WIDE_PART bool needs_closer_look(const unsigned char *p) {
  unsigned char found = 0;
  for (int i = 0; i < BLOCK; i++) {
    unsigned char c = p[i], next = p[i + 1];
    /* A line end, a blank, "!"; "," and "."; ";" and "?". */
    unsigned char is_behind = (next <= '!') | ((next & 0xFD) == ',') | ((next & 0xFB) == ';');
    /* Neither ASCII nor a letter of Hangul or Han. */
    unsigned char is_first = c >= 0xC0, is_letter = (unsigned char)(c - 0xE4) <= 0xED - 0xE4;
    unsigned char is_other = (is_first & !is_letter) | ((c == 0xEA) & (next < 0xB0));
    found |= (unsigned char)((c == ' ') & is_behind) | is_other;
  }
  return found != 0;
}

/* The closer look begins at a character, or at a blank before it: a wide stop may be what tells
 * that the block is worth it. */
static unsigned marks_of_block(struct str text, size_t at) {
  const unsigned char *begin = (const unsigned char *)text.p, *end = begin + text.n;
  const unsigned char *from = begin + at, *to = end - from > BLOCK ? from + BLOCK : end;
  while (from < to && is_tail(*from))
    from++;
  if (from > begin && from[-1] == ' ')
    from--;
  return marks_between(from, to, end);
}

static unsigned marks_of_tags(struct str text) {
  const unsigned char *begin = (const unsigned char *)text.p, *end = begin + text.n;
  unsigned marks = 0;
  for (size_t at = str_find_char(text, '<', 0); at != STR_NONE && marks == 0;
       at = str_find_char(text, '<', at + 1)) {
    const unsigned char *p = begin + at;
    marks |= take(&p, end);
  }
  return marks;
}

/* ---- Numbers ---- */

struct number {
  size_t digits, to;
};

static bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

/* Are there enough digits and full stops from `from` on? Looks no further than it must. */
static bool is_ip(struct str text, size_t from, size_t to) {
  while (to < text.n && to - from < MARK_IP_BYTES &&
         (is_digit_char(text.p[to]) || text.p[to] == '.'))
    to++;
  return to - from >= MARK_IP_BYTES;
}

static bool is_joint(char c) {
  switch (c) {
  case '+':
  case '(':
  case ')':
  case ' ':
  case '.':
  case '-':
    return true;
  default:
    return false;
  }
}

/* May these bytes stand between the digits of one number? */
static bool may_join(struct str text, size_t from, size_t to) {
  while (from < to && is_joint(text.p[from]))
    from++;
  return from == to;
}

/* The run of digits at `at`; `number` is what was read before it. */
static unsigned marks_of_digits(struct str text, size_t at, struct number *number) {
  unsigned marks = 0;
  number->digits = may_join(text, number->to, at) ? number->digits : 0;
  size_t to = at + 1;
  while (to < text.n && is_digit_char(text.p[to]))
    to++;
  number->digits += to - at;
  number->to = to;
  marks |= number->digits >= MARK_NUMBER_DIGITS ? MARK_NUMBER : 0;
  if (to < text.n && text.p[to] == '.' && is_ip(text, at, to))
    marks |= MARK_IP;
  bool is_group = at + MARK_IP_GROUP < text.n && text.p[at + MARK_IP_GROUP] == ':';
  if (is_group && (text.p[at] == '2' || text.p[at] == '3'))
    marks |= MARK_IP;
  if (to - at >= 2 && at >= 2 && is_capital(text.p[at - 1]) && is_capital(text.p[at - 2]))
    marks |= MARK_IBAN;
  return marks;
}

static unsigned marks_of_numbers(struct str text) {
  struct number number = {0, 0};
  struct scan scan;
  unsigned marks = 0;
  for (scan_begin(&scan, SCAN_DIGITS, text); scan_next(&scan);) {
    for (size_t i = 0; i < scan.count; i++)
      marks |= marks_of_digits(text, scan.base + scan.places[i], &number);
  }
  return marks;
}

/* ---- The face ---- */

WIDE unsigned marks_of(struct str text) {
  unsigned marks = marks_of_numbers(text) | marks_of_tags(text);
  bool has_tab = str_find_char(text, '\t', 0) != STR_NONE;
  for (size_t at = 0; at < text.n; at += BLOCK) {
    bool is_last = text.n - at <= BLOCK;
    if (has_tab || is_last || needs_closer_look((const unsigned char *)text.p + at))
      marks |= marks_of_block(text, at);
  }
  return marks;
}
