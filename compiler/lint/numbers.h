/* Numbers that belong to somebody, and whose check digits tell them from any other number. */
#ifndef LINT_NUMBERS_H
#define LINT_NUMBERS_H

#include "base/str.h"

/* The digits of a text, what stands between them left out. */
struct digits {
  char text[40];
  size_t n;
};

/* False if there are more of them than a number of this kind has. */
bool digits_of(struct str s, struct digits *digits);

/* A number of a payment card, by prefix, length and the sum of Luhn. Answers whose, or NULL. */
const char *card_issuer(const struct digits *digits);

/* A Korean number of registration: thirteen digits, with a date in it that exists, and the
 * check digit right. Those of foreigners, too. */
bool is_resident_number(const struct digits *digits);

/* How many letters and digits an IBAN has that begins so; 0 if none does. */
size_t iban_length(struct str s);
/* Letters and digits alone, as many as it has: is the sum right? */
bool has_iban_sum(struct str s);

#endif
