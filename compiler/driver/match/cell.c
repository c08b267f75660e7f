/* Text that fills a column of a table, whatever script it is in. */
#include "driver/match/cell.h"

#include "diag/glyph.h"

size_t cell_width(struct str text, size_t most) {
  size_t cells = 0;
  for (size_t at = 0; at < text.n && cells < most;) {
    struct glyph glyph = glyph_at(text, at);
    cells += glyph.cells;
    at += glyph.n;
  }
  return cells < most ? cells : most;
}

void cell_add(struct buf *out, struct str text, size_t cells) {
  size_t used = 0, at = 0, start = out->n, fits = start, fits_used = 0;
  while (at < text.n) {
    struct glyph glyph = glyph_at(text, at);
    if (used + glyph.cells > cells)
      break;
    if (used + glyph.cells < cells) { /* the dots would have room behind it */
      fits = out->n + glyph.text_n;
      fits_used = used + glyph.cells;
    }
    buf_add(out, (struct str){glyph.text, glyph.text_n});
    used += glyph.cells;
    at += glyph.n;
  }
  if (at < text.n && cells > 0) {
    out->n = fits;
    buf_add_c(out, "…");
    used = fits_used + 1;
  }
  buf_add_repeat(out, ' ', cells - used);
}
