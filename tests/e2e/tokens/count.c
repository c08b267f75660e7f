/* Prints estimate and bound of each text on standard input, for both vocabularies; a NUL ends
 * one. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "emit/chunks/tokens.h"

static void print_counts(struct str text) {
  struct token_count o200k = token_count(text, STR("o200k"));
  struct token_count cl100k = token_count(text, STR("cl100k"));
  printf("%zu %zu %zu %zu\n", o200k.estimate, o200k.bound, cl100k.estimate, cl100k.bound);
}

int main(void) {
  struct buf all = {0};
  char block[65536];
  for (size_t n; (n = fread(block, 1, sizeof block, stdin)) > 0;)
    buf_add(&all, (struct str){block, n});
  struct str rest = buf_str(&all);
  while (rest.n > 0) {
    size_t end = str_find_char(rest, '\0', 0);
    end = end == STR_NONE ? rest.n : end;
    print_counts(str_slice(rest, 0, end));
    rest = str_slice(rest, end < rest.n ? end + 1 : end, rest.n);
  }
  buf_free(&all);
  return 0;
}
