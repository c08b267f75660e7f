/* Matches lines that end, and lines that begin, at a page that nobody may read. */
#define _DEFAULT_SOURCE 1
#include "kb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Three pages of which the middle one can be read: its first byte, and behind its last. */
struct window {
  char *from, *to;
};

static struct window open_window(void) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  struct window window;
  char *p = mmap(NULL, page * 3, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED || mprotect(p, page, PROT_NONE) != 0 ||
      mprotect(p + page * 2, page, PROT_NONE) != 0)
    exit(2);
  window.from = p + page;
  window.to = window.from + page;
  return window;
}

static int take(void *ctx, const struct kb_match *match) {
  (void)match;
  ++*(int *)ctx;
  return 0;
}

static int try_at(char *place, const char *text, size_t n) {
  struct kb_match match;
  int found, lines = 0;
  memcpy(place, text, n);
  found = kb_match(place, n, &match);
  kb_match_message(place, n, place, n, &match);
  kb_match_message("a", 1, place, n, &match);
  kb_match_any(place, n, &match);
  kb_match_block(place, n, take, &lines);
  kb_match_tail(place, n, take, &lines);
  if (lines != found)
    exit(3);
  kb_by_id(place, n);
  kb_by_message(place, n, place, n);
  kb_case_value(kb_case_at(0), place, n);
  return found;
}

/* The line, each of its beginnings and each of its ends. */
static int try_line(const struct window *window, const char *line, size_t n) {
  size_t cut;
  int found = try_at(window->to - n, line, n);
  if (found != try_at(window->from, line, n))
    return -1;
  for (cut = 1; cut <= n; cut++) {
    try_at(window->to - (n - cut), line, n - cut);
    try_at(window->to - (n - cut), line + cut, n - cut);
    try_at(window->from, line, n - cut);
    try_at(window->from, line + cut, n - cut);
  }
  return found;
}

/* No bytes at all, which need not lie anywhere: how much of what is asked finds a case. */
static int try_nothing(void) {
  struct kb_match match;
  int found = 0;
  found += kb_match(NULL, 0, &match);
  found += kb_match_any(NULL, 0, &match);
  found += kb_match_message(NULL, 0, NULL, 0, &match);
  found += kb_match_message("a", 1, NULL, 0, &match);
  found += kb_match_block(NULL, 0, take, &found) != 0;
  found += kb_match_tail(NULL, 0, take, &found) != 0;
  return found;
}

int main(void) {
  static char line[4096];
  struct window window = open_window();
  unsigned long lines = 0, found = 0;
  if (try_nothing() != 0)
    return 1;
  while (fgets(line, sizeof line, stdin)) {
    size_t n = strcspn(line, "\n");
    int answer = try_line(&window, line, n);
    if (answer < 0)
      return 1;
    lines++;
    found += (unsigned long)answer;
  }
  printf("%lu of %lu\n", found, lines);
  return 0;
}
