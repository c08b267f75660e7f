/* Two knowledge bases in one program. */
#include "kb.h"
#include "pay_2.h"

#include <stdio.h>
#include <string.h>

#ifndef PAY_2_API_VERSION
#error "the prefix is not in the macros"
#endif

int main(void) {
  static const char line[] = "10:00:00 web: it broke";
  struct kb_match first;
  struct pay_2_match second;
  int answers = kb_match(line, sizeof line - 1, &first) * 2;
  answers += pay_2_match(line, sizeof line - 1, &second);
  printf("%lu %lu %d %d\n", (unsigned long)kb_case_count(), (unsigned long)pay_2_case_count(),
         answers, strcmp(KB_BUILD_ID, PAY_2_BUILD_ID) != 0);
  return 0;
}
