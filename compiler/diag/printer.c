/* What there is to say about a run, and the formats in which it can be printed. */
#include "diag/printer.h"

enum { WORTH_WRITING = 64 * 1024 };

const struct printer *const printers[] = {
#define PRINTER_ROW(name) &name##_printer,
    PRINTERS(PRINTER_ROW)
#undef PRINTER_ROW
};

const size_t printer_count = sizeof printers / sizeof *printers;

static void hand_on(struct print_target *target) {
  if (target->buf.n > 0 && !target->has_failed)
    target->has_failed = !target->write(target->to, buf_str(&target->buf));
  buf_clear(&target->buf);
}

void print_pass(struct print_target *target) {
  if (target->buf.n >= WORTH_WRITING)
    hand_on(target);
}

bool print_close(struct print_target *target) {
  hand_on(target);
  buf_free(&target->buf);
  return !target->has_failed;
}
