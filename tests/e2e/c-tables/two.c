/* Two knowledge bases in one program. */
#include "kb.h"
#include "pay_2.h"

#include <stdio.h>
#include <string.h>

#ifndef PAY_2_API_VERSION
#error "the prefix is not in the macros"
#endif

static int add_one(void *ctx, const struct kb_match *match) {
  *(unsigned long *)ctx += 1 + (unsigned long)kb_case_number(match->found);
  return 0;
}

static int add_ten(void *ctx, const struct pay_2_match *match) {
  *(unsigned long *)ctx += 10 + (unsigned long)pay_2_case_number(match->found);
  return 0;
}

int main(void) {
  static const char line[] = "10:00:00 web: it broke\n10:00:01 web: it broke";
  struct kb_match first;
  struct pay_2_match second;
  unsigned long lines = 0;
  size_t done, n = sizeof line - 1;
  int answers = kb_match(line, n, &first) * 2;
  answers += pay_2_match(line, n, &second);
  answers += kb_match_any("it broke", 8, &first) * 8;
  answers += pay_2_match_any("it broke", 8, &second) * 4;
  answers += kb_match_message("web", 3, "it broke", 8, &first) * 32;
  answers += pay_2_match_message("web", 3, "it broke", 8, &second) * 16;
  done = kb_match_block(line, n, add_one, &lines);
  done += pay_2_match_tail(line + done, n - done, add_ten, &lines);
  printf("%lu %lu %d %d %lu of %lu %lu\n", (unsigned long)kb_case_count(),
         (unsigned long)pay_2_case_count(), answers, strcmp(KB_BUILD_ID, PAY_2_BUILD_ID) != 0,
         (unsigned long)done, (unsigned long)n, lines);
  return 0;
}
