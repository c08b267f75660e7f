/* What makes a finding the same one tomorrow, wherever its line has moved. */
#ifndef DRIVER_FILTER_FINGERPRINT_H
#define DRIVER_FILTER_FINGERPRINT_H

#include "base/hash.h"

struct arena;
struct diag;
struct kb;

/* No line number, and nothing of the text around: lines move, and others are edited. */
struct fingerprint {
  struct str path; /* from the folder of the configuration */
  struct str rule; /* its name */
  struct str id;   /* of the case, n = 0 outside of every case */
  struct hash_text hash;
};

/* Where the paths begin: absolute and clean folders. */
struct fingerprint_scope {
  struct str root, working_folder;
  const struct kb *kb;
};

/* Of the rule, the line in which the finding begins (white space folded) and what its message
 * quotes. Lives in `a`. */
struct fingerprint fingerprint_of(struct arena *a, const struct fingerprint_scope *scope,
                                  const struct diag *diag);

/* By path, rule, case and hash. */
int fingerprint_compare(const struct fingerprint *a, const struct fingerprint *b);

#endif
