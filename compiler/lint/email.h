/* Finds e-mail addresses in a text. */
#ifndef LINT_EMAIL_H
#define LINT_EMAIL_H

#include "base/str.h"

/* The bytes [from, to) of the text, with the "@" at `at`. */
struct email {
  size_t from, at, to;
};

/* The next one whose "@" stands at or behind `from`. Those that are a part of something else
 * are none: user@host behind "://", host:path, a file in a folder. */
bool email_next(struct str text, size_t from, struct email *email);

/* Does the entry of a list stand for the address? It is a whole address, "name@", or a domain
 * and all below it. The case of ASCII letters does not count. */
bool email_is_meant(struct str text, const struct email *email, struct str entry);

#endif
