/* Reads a whole manifest, or a list of ids that was exported from a store, line by line. */
#ifndef EMIT_PLAN_MANIFEST_LOAD_H
#define EMIT_PLAN_MANIFEST_LOAD_H

#include "emit/manifest.h"

enum load_result {
  LOAD_DONE,
  LOAD_REFUSED, /* it is not there, or not what it has to be */
  LOAD_FAILED,  /* it cannot be read */
};

/* Why, and where. Lives in the arena of the call. */
struct load_fault {
  size_t line; /* 0: it is not about a line */
  struct str what;
};

/* The longest line that is read. */
enum { LOAD_LONGEST_LINE = 1 << 20 };

/* Every entry is looked at, each line by itself: a manifest may be large. Version 1 is read,
 * too; it does not say titles, sketches, metadata and parts. Lives in `a`. */
enum load_result manifest_load(struct arena *a, const char *path, struct manifest *manifest,
                               struct load_fault *fault);

/* A line for each chunk of a store: {"id":…,"hash":…,"meta_hash":…}. They are the chunks of the
 * manifest, of no case. Lives in `a`. */
enum load_result manifest_load_ids(struct arena *a, const char *path, struct manifest *manifest,
                                   struct load_fault *fault);

/* Does the file look like a manifest, whatever it is worth? */
bool manifest_is_meant(const char *path);

#endif
