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
  MARK_BLANK_BEFORE_LETTER = 512, /* of a script whose words take particles: Hangul, Han */
  MARK_NOT_NFC = 256,             /* what may not be in NFC */
};

unsigned marks_of(struct str text);

#endif
