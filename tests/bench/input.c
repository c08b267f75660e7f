/* Reads the lines and labels that bench-match works on, and compares what was found. */
#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KINDS = 256 };

static void *fail(const char *what, const char *path) {
  fprintf(stderr, "bench: %s %s\n", what, path);
  exit(2);
}

char *input_file(const char *path, size_t *n) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0)
    return fail("cannot open", path);
  long size = ftell(file);
  char *text = size < 0 ? NULL : (char *)malloc((size_t)size + 1);
  rewind(file);
  if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
    return fail("cannot read", path);
  fclose(file);
  text[size] = '\0';
  *n = (size_t)size;
  return text;
}

static char *beside(const char *stem, const char *suffix, size_t *n) {
  char path[4096];
  snprintf(path, sizeof path, "%s%s", stem, suffix);
  return input_file(path, n);
}

struct input input_read(const char *stem) {
  struct input input = {0};
  size_t labels, kinds;
  input.text = beside(stem, ".log", &input.n);
  unsigned char *bytes = (unsigned char *)beside(stem, ".labels", &labels);
  input.kinds = (unsigned char *)beside(stem, ".kinds", &kinds);
  input.lines = kinds;
  size_t newlines = 0;
  for (size_t i = 0; i < input.n; i++)
    newlines += input.text[i] == '\n';
  if (labels != 4 * input.lines || newlines != input.lines)
    fail("lines and labels do not belong together:", stem);
  input.labels = (int32_t *)calloc(input.lines + 1, sizeof *input.labels);
  if (!input.labels)
    fail("no memory for", stem);
  for (size_t i = 0; i < input.lines; i++) {
    const unsigned char *p = bytes + 4 * i;
    input.labels[i] =
        (int32_t)(p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
  }
  free(bytes);
  return input;
}

/* Of the processor's time, so that what else runs on the machine counts little. */
double input_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void input_report(const char *name, double seconds) {
  printf("%s seconds %.6f\n", name, seconds);
  fflush(stdout);
}

void input_score(const char *name, const struct input *input, const int32_t *found) {
  size_t total[KINDS] = {0}, right[KINDS] = {0};
  for (size_t i = 0; i < input->lines; i++) {
    total[input->kinds[i]]++;
    right[input->kinds[i]] += found[i] == input->labels[i];
  }
  for (size_t kind = 0; kind < KINDS; kind++) {
    if (total[kind] > 0)
      printf("%s kind %zu total %zu right %zu\n", name, kind, total[kind], right[kind]);
  }
  const char *show = getenv("BENCH_SHOW"); /* so many of the lines that are wrong */
  const char *line = input->text;
  for (size_t i = 0, left = show ? strtoul(show, NULL, 10) : 0; i < input->lines && left > 0;
       i++) {
    const char *end = strchr(line, '\n');
    if (found[i] != input->labels[i] && left-- > 0)
      fprintf(stderr, "%s: line %zu found %d, not %d: %.*s\n", name, i + 1, (int)found[i],
              (int)input->labels[i], (int)(end - line), line);
    line = end + 1;
  }
}

const char *input_service(const char *line, const char *end, size_t *n) {
  for (const char *p = line; (p = (const char *)memchr(p, '[', (size_t)(end - p))); p++) {
    const char *close = (const char *)memchr(p, ']', (size_t)(end - p));
    if (!close || close - p < 2 || close - p > 12 || end - close < 30 || close[1] != ' ')
      continue;
    const char *time = close + 2,
               *space = (const char *)memchr(time, ' ', (size_t)(end - time));
    if (!space || space - time != 24 || space[-1] != 'Z')
      continue;
    const char *slash = (const char *)memchr(space + 1, '/', (size_t)(end - space - 1));
    if (!slash)
      return NULL;
    *n = (size_t)(slash - space - 1);
    return space + 1;
  }
  return NULL;
}

void input_spread(const struct input *input, const struct hit *hits, size_t count,
                  int32_t *found) {
  size_t line = 0;
  const char *end = strchr(input->text, '\n');
  memset(found, 0xFF, input->lines * sizeof *found);
  for (size_t i = 0; i < count; i++) {
    while (input->text + hits[i].at > end) {
      end = strchr(end + 1, '\n');
      line++;
    }
    found[line] = (int32_t)hits[i].number;
  }
}
