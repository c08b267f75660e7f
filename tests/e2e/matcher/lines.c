/* Asks kb.c about the lines of a file in several ways, which must agree, and prints what they
 * say: a line "offset case" for each that belongs to one. C and C++. */
#include "kb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct found {
  const char *text;
  size_t *rows; /* offset and case in turn */
  size_t count, most;
};

static size_t number_of(const struct kb_case *which) {
  size_t i = 0;
  while (kb_case_at(i) != which)
    i++;
  return i;
}

static int take(void *ctx, const struct kb_match *match) {
  struct found *found = (struct found *)ctx;
  found->rows[found->count * 2] = (size_t)(match->line.p - found->text);
  found->rows[found->count * 2 + 1] = number_of(match->found);
  return ++found->count == found->most;
}

static char *read_all(FILE *in, size_t *n) {
  size_t room = 1 << 16;
  char *text = (char *)malloc(room);
  for (*n = 0;;) {
    size_t got = fread(text + *n, 1, room - *n, in);
    if (got == 0)
      return text;
    *n += got;
    if (*n == room)
      text = (char *)realloc(text, room *= 2);
  }
}

static void by_lines(struct found *found, size_t n) {
  for (size_t at = 0; at < n;) {
    const char *end = (const char *)memchr(found->text + at, '\n', n - at);
    size_t next = end == NULL ? n : (size_t)(end - found->text) + 1;
    struct kb_match match;
    if (kb_match(found->text + at, next - at, &match))
      take(found, &match);
    at = next;
  }
}

/* In blocks of all sizes, each in memory of its own. */
static void by_blocks(struct found *found, const char *text, size_t n, size_t size) {
  size_t wanted = size;
  for (size_t at = 0; at < n;) {
    size_t length = wanted < n - at ? wanted : n - at;
    char *copy = (char *)malloc(length);
    memcpy(copy, text + at, length);
    found->text = copy - at;
    found->most = found->count + 1 + wanted % 7;
    size_t done = at + length == n ? kb_match_tail(copy, length, take, found)
                                   : kb_match_block(copy, length, take, found);
    free(copy);
    wanted = done == 0 ? wanted * 2 : size;
    at += done;
  }
}

int main(void) {
  size_t n = 0;
  char *text = read_all(stdin, &n);
  struct found lines = {text, NULL, 0, 0}, blocks = {text, NULL, 0, 0};
  lines.rows = (size_t *)calloc(n * 2 + 2, sizeof(size_t));
  blocks.rows = (size_t *)calloc(n * 2 + 2, sizeof(size_t));
  by_lines(&lines, n);
  for (size_t size = 100; size < 1000000; size = size * 3 + 1) {
    blocks.count = 0;
    by_blocks(&blocks, text, n, size);
    if (blocks.count != lines.count ||
        memcmp(blocks.rows, lines.rows, lines.count * 2 * sizeof(size_t)) != 0) {
      printf("blocks of %lu bytes differ\n", (unsigned long)size);
      return 1;
    }
  }
  for (size_t i = 0; i < lines.count; i++)
    printf("%lu %lu\n", (unsigned long)lines.rows[i * 2], (unsigned long)lines.rows[i * 2 + 1]);
  free(text);
  free(lines.rows);
  free(blocks.rows);
  return 0;
}
