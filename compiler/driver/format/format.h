/* A text in its one canonical form, proven to say what it said. */
#ifndef DRIVER_FORMAT_FORMAT_H
#define DRIVER_FORMAT_FORMAT_H

#include "base/str.h"

struct arena;
struct pipeline;
struct pipeline_text;

struct formatted {
  struct str text;   /* lives in the arena of the call */
  size_t kept;       /* places that would have another form, but then say something else */
  bool is_unsettled; /* it did not come to rest, and is the text as it was */
};

/* `text` has been read from `bytes`, a whole file without a byte order mark, and leaves no
 * doubt about where its cases begin and end. LF everywhere, unless all lines end with CRLF. */
struct formatted format_text(struct arena *a, struct pipeline *run, struct str path,
                             struct str bytes);

#endif
