/* A bar of blocks that shows how large a number is beside others. */
#include "driver/match/bar.h"

#include "base/buf.h"

/* U+2588 is a full block, U+258F the thinnest, an eighth of it. */
void bar_add(struct buf *out, unsigned long long n, unsigned long long most) {
  enum { EIGHTHS = 8 };
  static const char *const parts[EIGHTHS] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  double share = most > 0 ? (double)n / (double)most : 0;
  size_t eighths = (size_t)(share * BAR_CELLS * EIGHTHS + 0.5);
  eighths = eighths == 0 && n > 0 ? 1 : eighths;
  for (size_t i = 0; i < eighths / EIGHTHS; i++)
    buf_add_c(out, "█");
  buf_add_c(out, parts[eighths % EIGHTHS]);
  buf_add_repeat(out, ' ', BAR_CELLS - (eighths + EIGHTHS - 1) / EIGHTHS);
}
