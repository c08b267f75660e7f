/* Times the generated kb.c on lines in memory, and the loop over newlines that is the limit.
 *
 *     speed STEM [ROUNDS]        newline loop and kb_match_block; the labels of one round
 *     speed --ids [ROUNDS]       kb_by_id, in nanoseconds a key, of keys in no order */
#include "input.h"
#include "kb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t count_newlines(const char *text, size_t n) {
  size_t count = 0;
  for (const char *p = text, *end = text + n; p < end; count++) {
    p = (const char *)memchr(p, '\n', (size_t)(end - p));
    if (!p)
      break;
    p++;
  }
  return count;
}

struct found {
  const char *text;
  struct hit *hits;
  size_t count;
};

#ifdef HAS_BLOCK
static int take(void *context, const struct kb_match *match) {
  struct found *found = (struct found *)context;
  found->hits[found->count++] = (struct hit){(uint32_t)kb_case_number(match->found),
                                             (uint32_t)(match->line.p - found->text)};
  return 0;
}

static void match_all(const struct input *input, struct found *found) {
  size_t done = kb_match_block(input->text, input->n, take, found);
  kb_match_tail(input->text + done, input->n - done, take, found);
}
#else
/* Before there was kb_match_block: line by line. */
static size_t number_of(const struct kb_case *which) {
  static size_t *numbers;
  static const struct kb_case *first;
  if (!numbers) {
    size_t span = 0;
    first = kb_case_at(0);
    for (size_t i = 0; i < kb_case_count(); i++) {
      if (kb_case_at(i) < first)
        first = kb_case_at(i);
    }
    for (size_t i = 0; i < kb_case_count(); i++) {
      size_t at = (size_t)((const char *)kb_case_at(i) - (const char *)first);
      span = at > span ? at : span;
    }
    numbers = (size_t *)calloc(span / 8 + 1, sizeof *numbers);
    for (size_t i = 0; i < kb_case_count(); i++)
      numbers[(size_t)((const char *)kb_case_at(i) - (const char *)first) / 8] = i;
  }
  return numbers[(size_t)((const char *)which - (const char *)first) / 8];
}

static void match_all(const struct input *input, struct found *found) {
  struct kb_match match;
  for (const char *p = input->text, *end = p + input->n; p < end;) {
    const char *next = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
    if (kb_match(p, (size_t)(next - p), &match))
      found->hits[found->count++] =
          (struct hit){(uint32_t)number_of(match.found), (uint32_t)(p - input->text)};
    p = next;
  }
}
#endif

static void time_lines(const char *stem, int rounds) {
  struct input input = input_read(stem);
  struct found found = {input.text, NULL, 0};
  found.hits = (struct hit *)calloc(input.lines + 1, sizeof *found.hits);
  int32_t *labels = (int32_t *)calloc(input.lines + 1, sizeof *labels);
  volatile size_t sink = 0;
  printf("input bytes %zu lines %zu cases %zu\n", input.n, input.lines, kb_case_count());
  for (int i = 0; i < rounds; i++) {
    double start = input_seconds();
    sink = sink + count_newlines(input.text, input.n);
    input_report("newlines", input_seconds() - start);
    found.count = 0;
    start = input_seconds();
    match_all(&input, &found);
    input_report("kb", input_seconds() - start);
  }
  input_spread(&input, found.hits, found.count, labels);
  input_score("kb", &input, labels);
}

static void time_ids(int rounds) {
  size_t count = kb_case_count(), looked = 1000000, wrong = 0;
  const struct kb_case **wanted = (const struct kb_case **)calloc(looked, sizeof *wanted);
  char(*keys)[64] = (char(*)[64])calloc(looked, sizeof *keys);
  size_t *lengths = (size_t *)calloc(looked, sizeof *lengths);
  uint64_t state = 1;
  for (size_t i = 0; i < looked; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    wanted[i] = kb_case_at((size_t)(state >> 33) % count);
    struct kb_str id = kb_case_id(wanted[i]);
    lengths[i] = id.n < 64 ? id.n : 63;
    memcpy(keys[i], id.p, lengths[i]);
  }
  for (int round = 0; round < rounds; round++) {
    double start = input_seconds();
    for (size_t i = 0; i < looked; i++)
      wrong += kb_by_id(keys[i], lengths[i]) != wanted[i];
    printf("by_id ns %.2f wrong %zu\n", (input_seconds() - start) * 1e9 / (double)looked, wrong);
  }
}

int main(int argc, char **argv) {
  int rounds = argc > 2 ? atoi(argv[2]) : 5;
  if (argc < 2)
    return 2;
  if (strcmp(argv[1], "--ids") == 0)
    time_ids(rounds);
  else
    time_lines(argv[1], rounds);
  return 0;
}
