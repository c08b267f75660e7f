/* How many findings each rule has: a table instead of a list. */
#include "driver/statistics.h"

#include "base/arena.h"
#include "diag/printer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
  const struct rule *rule;
  enum level level;
  size_t count;
};

static int compare_rows(const void *left, const void *right) {
  const struct row *a = left, *b = right;
  if (a->count != b->count)
    return a->count > b->count ? -1 : 1;
  int order = strcmp(a->rule->name, b->rule->name);
  return order != 0 ? order : (int)b->level - (int)a->level;
}

static struct row *row_of(struct row *rows, size_t count, const struct diag *diag) {
  size_t i = 0;
  while (i < count && (rows[i].rule != diag->rule || rows[i].level != diag->level))
    i++;
  return &rows[i];
}

void statistics_add(struct buf *out, const struct diag_report *report) {
  struct arena scratch = {0};
  struct row *rows = arena_array(&scratch, struct row, report->count);
  size_t count = 0;
  for (size_t i = 0; i < report->count; i++) {
    const struct diag *diag = &report->diags[i];
    struct row *row = row_of(rows, count, diag);
    if (row->count++ > 0)
      continue;
    row->rule = diag->rule;
    row->level = diag->level;
    count++;
  }
  if (count > 1)
    qsort(rows, count, sizeof *rows, compare_rows);
  /* As wide as the largest number. */
  int width = count > 0 ? snprintf(NULL, 0, "%zu", rows[0].count) : 0;
  for (size_t i = 0; i < count; i++)
    buf_printf(out, "%*zu  %-7s  %s %s\n", width, rows[i].count, level_name(rows[i].level),
               rows[i].rule->code, rows[i].rule->name);
  arena_free(&scratch);
}
