/* One row of the catalogue of everything that kbc can find. */
#include "diag/rule.h"

size_t rule_option_count(const struct rule *rule) {
  size_t count = 0;
  while (rule->options && rule->options[count].name)
    count++;
  return count;
}

const char *level_name(enum level level) {
  static const char *const names[] = {"off", "note", "warning", "error"};
  return names[level];
}
