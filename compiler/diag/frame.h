/* The line of the source that a finding is about, with carets under the place. */
#ifndef DIAG_FRAME_H
#define DIAG_FRAME_H

#include "base/map.h"
#include "diag/diag.h"

struct buf;
struct hidden;

/* What a frame is painted with; empty strings where there is no colour. */
struct frame_ink {
  const char *gutter, *caret, *plain;
};

enum { FRAME_CELLS = 100 };

/* What is hidden in each source that a frame has shown: looked for once, for a line may have
 * thousands of findings. {0} knows none; `a` is whoever prints. */
struct frame_masks {
  struct arena *a;
  const struct hidden *hidden;
  struct map by_source;
  struct frame_mask_list *lists;
};

/* Two lines: the first line of the span under its number, the carets (at least one) with the
 * label behind them. Of a line wider than FRAME_CELLS the part around the span is shown, "…" at
 * its ends; in the place of what is hidden stand asterisks. */
void frame_add(struct buf *out, struct span span, struct str label, struct frame_masks *masks,
               const struct frame_ink *ink);

#endif
