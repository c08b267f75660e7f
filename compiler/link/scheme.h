/* Destinations that begin with a scheme, and those whose scheme is misspelled. */
#ifndef LINK_SCHEME_H
#define LINK_SCHEME_H

#include "base/str.h"

struct arena;

/* "scheme:" as RFC 3986 has it. */
bool has_scheme(struct str destination);

/* Is "http" or "https" misspelled, or does something stand before it? Then `near` is what is
 * meant, n = 0 if that is not clear; it lives in `a` or is borrowed. Schemes that kbc does not
 * know are fine. */
bool scheme_is_misspelled(struct arena *a, struct str destination, struct str *near);

#endif
