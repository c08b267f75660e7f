/* Puts a new text in the place of a file that was read a moment ago. */
#ifndef DRIVER_FIX_REWRITE_H
#define DRIVER_FIX_REWRITE_H

#include "base/str.h"

enum rewrite_result {
  REWRITE_DONE,
  REWRITE_CHANGED, /* the file is no longer what was read: somebody else has written it */
  REWRITE_FAILED,  /* errno says why */
};

/* The file at `path` becomes `after` in one step, with its mode, and its owner where possible;
 * never through a link. It is left alone unless it still is `before`. */
enum rewrite_result file_rewrite(struct str path, struct str before, struct str after);

#endif
