/* Standard output of a command that writes as it goes. */
#ifndef DRIVER_MATCH_OUT_H
#define DRIVER_MATCH_OUT_H

#include "base/buf.h"

struct out {
  struct buf text; /* what is not written yet */
  bool is_closed;  /* nobody takes it any more, or it cannot be written */
  int error;       /* errno of that; 0: the reader has gone, which is no error */
};

/* Is that file where standard output goes? Whoever reads it would read what he writes. */
bool out_goes_to(const char *path);

/* Writes what is there, or only if that is worth a call. */
void out_flush(struct out *out);
void out_flush_if_long(struct out *out);
/* Frees it. False after complaining that it could not be written. */
bool out_end(struct out *out);

#endif
