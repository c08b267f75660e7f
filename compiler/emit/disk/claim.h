/* What a manifest in a folder lets pass for kbc's. */
#ifndef EMIT_DISK_CLAIM_H
#define EMIT_DISK_CLAIM_H

#include "base/map.h"

struct folder;

/* No name at all without a manifest; ours besides if it is broken. In ours "{n}" is a number of
 * four digits or more, "{id}" a UUID. */
struct claim {
  struct map names, subfolders;
  const struct str *own_names;
  size_t own_count;
  bool is_broken;
};

/* False, after reporting, if there is a manifest that cannot be read. */
bool claim_read(struct folder *folder, struct claim *claim);

/* Is it the name of a file, or of a folder in which such files stand? */
bool claim_has(const struct claim *claim, struct str name);
bool claim_has_subfolder(const struct claim *claim, struct str name);

#endif
