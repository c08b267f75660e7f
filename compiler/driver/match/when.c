/* When a line was written: what it says of that itself, else which line it is. */
#include "driver/match/when.h"

#include "driver/match/run.h"

#include <stdio.h>
#include <string.h>

void when_set(struct when *when, const struct match_run *run, const struct match_place *at,
              const struct matched *found) {
  struct str time = {NULL, 0};
  size_t field =
      found->template != STR_NONE ? run->cases.forms[found->template].time : STR_NONE;
  if (field < found->field_count)
    time = found->fields[field];
  if (time.n > 0) {
    when->n = (unsigned char)(time.n < WHEN_SIZE ? time.n : WHEN_SIZE);
    memcpy(when->text, time.p, when->n);
    return;
  }
  int n = snprintf(when->text, sizeof when->text, "line %llu", at->line);
  when->n = (unsigned char)(n > 0 ? n : 0);
}

struct str when_text(const struct when *when) {
  return (struct str){when->text, when->n};
}
