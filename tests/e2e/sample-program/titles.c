/* Reads a log and prints, before each line that belongs to a case, the title of the case. */
#include <stdio.h>
#include <string.h>

#include "kb.h"

static char buffer[1 << 16];

/* Called for each line that belongs to a case; 0: go on. */
static int show(void *context, const struct kb_match *match) {
  struct kb_str title = kb_case_title(match->found);
  struct kb_str line = match->line;
  ++*(size_t *)context;
  printf("%.*s: %.*s\n", (int)title.n, title.p, (int)line.n, line.p);
  return 0;
}

int main(void) {
  size_t held = 0, got, found = 0;
  while ((got = fread(buffer + held, 1, sizeof buffer - held, stdin)) > 0) {
    size_t done;
    held += got;
    done = kb_match_block(buffer, held, show, &found);
    if (done == 0 && held == sizeof buffer) /* a line longer than the buffer */
      done = kb_match_tail(buffer, held, show, &found);
    held -= done;
    memmove(buffer, buffer + done, held); /* the beginning of the next line */
  }
  kb_match_tail(buffer, held, show, &found);
  fprintf(stderr, "%lu lines belong to a case\n", (unsigned long)found);
  return ferror(stdin) != 0;
}
