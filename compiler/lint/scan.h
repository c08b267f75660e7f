/* Finds bytes of a few kinds in a text, 64 at a time, for rules that look at every case. */
#ifndef LINT_SCAN_H
#define LINT_SCAN_H

#include "base/str.h"

#include <stdint.h>

enum scan_kind {
  SCAN_DIGITS,       /* where a run of digits begins */
  SCAN_LETTERS,      /* where a run of letters of ASCII begins */
  SCAN_SIGNS,        /* each "=" and ":" */
  SCAN_WIDE_LETTERS, /* letters of Hangul or Han behind a space */
};

enum { SCAN_BLOCK = 64, SCAN_STRETCH = 4 * SCAN_BLOCK };

/* A way through a text. */
struct scan {
  enum scan_kind kind;
  bool goes_on; /* does a run reach up to `next`? */
  struct str text;
  size_t next; /* where the next block begins */
  size_t base, count;
  uint16_t places[SCAN_STRETCH]; /* behind base, in ascending order */
  unsigned char is[SCAN_BLOCK];  /* by byte of the block: 0xFF if it is of the kind */
};

void scan_begin(struct scan *scan, enum scan_kind kind, struct str text);

/* Goes on to the next stretch that has such places. False if there is none. */
bool scan_next(struct scan *scan);

#endif
