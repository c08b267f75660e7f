/* What makes a finding the same one tomorrow: its rule, its file and the text it is about, and
 * no line number. */
#ifndef DIAG_FINGERPRINT_H
#define DIAG_FINGERPRINT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"

struct diag;

/* {0} is a new one; fingerprints_end frees it. Findings come by path, so only those of one file
 * are remembered. */
struct fingerprints {
  struct arena scratch;
  struct map seen;
  size_t *counts; /* how often each was seen; its value in the map is the index */
  struct str path;
  struct buf key;
};

/* `path` is the file's name for everybody, wherever kbc runs. No two answers are equal: of
 * findings that nothing tells apart, the second one is called the second. */
struct hash_text fingerprint_next(struct fingerprints *f, const struct diag *diag,
                                  struct str path);
void fingerprints_end(struct fingerprints *fingerprints);

#endif
