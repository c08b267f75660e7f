/* Says for each line of a log file to which case it belongs, by the generated kb.c.
 *
 *     label LOG
 *
 * Prints the id of the case, or "-", for each line, and on standard error the bytes and the
 * seconds that matching took. The file is handed on in pieces that end within lines. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kb.h"

enum { PIECE = 1 << 16 };

struct labels {
  const char *text, *line; /* the line of which nothing was said yet */
};

/* Lines up to the one that holds `to` belong to none. */
static void pass(struct labels *labels, const char *to) {
  for (; labels->line < to; labels->line++) {
    if (*labels->line == '\n')
      puts("-");
  }
}

static int take(void *context, const struct kb_match *match) {
  struct labels *labels = context;
  struct kb_str id = kb_case_id(match->found);
  pass(labels, match->line.p);
  printf("%.*s\n", (int)id.n, id.p);
  while (*labels->line != '\n')
    labels->line++;
  labels->line++;
  return 0;
}

/* Ends with an LF, whether the file does or not. */
static char *read_all(const char *path, size_t *n) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0)
    return NULL;
  long size = ftell(file);
  char *text = size < 0 ? NULL : malloc((size_t)size + 1);
  rewind(file);
  if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
    return NULL;
  fclose(file);
  *n = (size_t)size;
  if (size > 0 && text[size - 1] != '\n')
    text[(*n)++] = '\n';
  return text;
}

int main(int argc, char **argv) {
  size_t n = 0, done = 0;
  char *text = argc == 2 ? read_all(argv[1], &n) : NULL;
  if (!text)
    return 2;
  struct labels labels = {text, text};
  clock_t start = clock();
  for (size_t piece = PIECE; done < n; piece += PIECE) {
    size_t end = done + piece < n ? done + piece : n;
    size_t consumed = kb_match_block(text + done, end - done, take, &labels);
    if (consumed > 0)
      piece = 0; /* a line that is longer than a piece gets more of the text */
    done += consumed;
  }
  pass(&labels, text + n);
  fprintf(stderr, "%zu bytes in %.3f seconds\n", n, (double)(clock() - start) / CLOCKS_PER_SEC);
  free(text);
  return 0;
}
