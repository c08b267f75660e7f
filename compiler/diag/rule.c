/* One row of the catalogue of everything that kbc can find. */
#include "diag/rule.h"

const char *level_name(enum level level) {
  static const char *const names[] = {"off", "note", "warning", "error"};
  return names[level];
}
