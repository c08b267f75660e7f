/* URI references, resolved against a base (RFC 3986, section 5). */
#ifndef CHECK_URI_H
#define CHECK_URI_H

#include "base/str.h"

struct arena;

/* Without "#" and what follows it; what follows it, or n = 0. Borrowed from `uri`. */
struct str uri_without_fragment(struct str uri);
struct str uri_fragment(struct str uri);

/* The target of a reference. The base may be relative itself, such as the path of a file. Lives
 * in `a` or is borrowed from the two. */
struct str uri_resolve(struct arena *a, struct str base, struct str reference);

/* Does it begin with a scheme (http:, urn:)? */
bool uri_has_scheme(struct str uri);

/* A path as the path of a URI: "a b#c.yaml" is "a%20b%23c.yaml". Lives in `a`. */
struct str uri_from_path(struct arena *a, struct str path);

/* With %20 and its like decoded; bytes that are no such thing stay as they stand. */
struct str uri_decode(struct arena *a, struct str text);

#endif
