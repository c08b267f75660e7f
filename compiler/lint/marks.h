/* What kinds of characters a case holds: one pass, so that rules about them skip most cases. */
#ifndef LINT_MARKS_H
#define LINT_MARKS_H

#include "base/str.h"

/* As bits. Each says that something may be there: whoever asks has to look. */
enum mark {
  MARK_BLANKS = 1,       /* two blanks in a row */
  MARK_BLANK_AT_END = 2, /* a blank before a line end or at the end of the text */
  MARK_BLANK_BEFORE = 4, /* a blank before , . ; ! ? or one of their wide forms */
  MARK_TAG = 8,          /* "<" before a letter or a slash */
  MARK_TYPOGRAPHIC = 16, /* dashes and quotes that no keyboard for programs has */
  MARK_WIDE = 32,        /* full-width forms of ASCII */
  MARK_INVISIBLE = 64,   /* joiners, zero width spaces, soft hyphens, fillers */
  MARK_NO_BREAK_SPACE = 128,
  MARK_NOT_NFC = 256, /* what may not be in NFC */
  MARK_NUMBER = 512,  /* nine digits with nothing but blanks and signs of numbers between */
  MARK_IP = 1024,     /* seven digits and full stops, or 2001: and the like */
  MARK_IBAN = 2048,   /* two capitals before two digits */
};

enum { MARK_NUMBER_DIGITS = 9, MARK_IP_BYTES = 7, MARK_IP_GROUP = 4 };

unsigned marks_of(struct str text);

#endif
