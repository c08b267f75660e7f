/* What the Unicode tables know: normal forms, case folding, the width of a character. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/str.h"

#include <stdint.h>

struct arena;

/* The text in NFC (UAX #15); the same bytes, borrowed, if it is so already. Runs of more than
 * 30 combining marks are cut there first. Otherwise lives in `a`. The text must be UTF-8. */
struct str unicode_nfc(struct arena *a, struct str s);

/* NFKC with full case folding and without ignorable characters (NFKC_Casefold of UAX #44): what
 * two texts share that a reader takes for the same. Runs of marks are cut as above. Lives in
 * `a` or is borrowed from `s`. */
struct str unicode_fold(struct arena *a, struct str s);

/* The same without accents and other marks, as some makers of anchors write a heading: "Résumé"
 * is "resume". */
struct str unicode_fold_marks(struct arena *a, struct str s);

/* White space as Unicode has it, folded into one space between words, none at the ends.
 * Lives in `a` or is borrowed from `s`. */
struct str unicode_fold_space(struct arena *a, struct str s);

/* The words of a message, folded, one space between two: equal for two texts that differ in
 * case, punctuation and white space alone. What may mean something stays: signs (<, %, -1). All
 * of the folded text if it has no words. Lives in `a` or is borrowed from `s`. */
struct str unicode_fold_message(struct arena *a, struct str s);

/* Terminal cells: 0 for a combining mark, 2 for Hangul and emoji, else 1. */
size_t unicode_width(uint32_t code_point);

bool is_unicode_space(uint32_t code_point);
/* A letter, a digit or another number; a mark that is written on or around one. */
bool is_unicode_word(uint32_t code_point);
bool is_unicode_mark(uint32_t code_point);
/* An emoji or other pictograph, a variation selector, a joiner or a modifier of one. */
bool is_pictograph(uint32_t code_point);

#endif
