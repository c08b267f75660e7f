/* Runs the targets on files, without a fuzzer: what failed once, and the seeds.
 *
 *     replay TARGET FILE…
 *
 * Ends as a crash does at the first input of which something does not hold, and names it. */
#include "fuzz.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

struct target {
  const char *name;
  void (*run)(struct str input);
};

#define TARGET_ROW(name) {#name, fuzz_##name},
static const struct target targets[] = {FUZZ_TARGETS(TARGET_ROW)};
#undef TARGET_ROW

/* Of just its size, on the heap. The caller frees it. */
static struct str read_whole(const char *path) {
  FILE *file = fopen(path, "rb");
  long n = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
  char *p = n >= 0 ? malloc(n > 0 ? (size_t)n : 1) : NULL;
  if (!p || fseek(file, 0, SEEK_SET) != 0 || fread(p, 1, (size_t)n, file) != (size_t)n) {
    fprintf(stderr, "replay: cannot read %s\n", path);
    exit(2);
  }
  fclose(file);
  return (struct str){p, (size_t)n};
}

int main(int argc, char **argv) {
  arena_return_memory();
  for (size_t i = 0; argc > 1 && i < sizeof targets / sizeof targets[0]; i++) {
    if (strcmp(targets[i].name, argv[1]) != 0)
      continue;
    for (int j = 2; j < argc; j++) {
      struct str input = read_whole(argv[j]);
      fprintf(stderr, "replay: %s\n", argv[j]);
      targets[i].run(input);
      free((char *)(size_t)input.p);
    }
    return 0;
  }
  fprintf(stderr, "usage: replay TARGET FILE...\n");
  return 2;
}
