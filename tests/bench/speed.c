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

/* What was found, in the order of the text. */
struct found {
  const char *text;
  struct place {
    const struct kb_case *which;
    size_t at;
  } * places;
  size_t count;
};

static int take(void *context, const struct kb_match *match) {
  struct found *found = (struct found *)context;
  struct place place = {match->found, (size_t)(match->message.p - found->text)};
  found->places[found->count++] = place;
  return 0;
}

static void match_all(const struct input *input, struct found *found) {
  size_t done = kb_match_block(input->text, input->n, take, found);
  kb_match_tail(input->text + done, input->n - done, take, found);
}

static int compare_cases(const void *left, const void *right) {
  const char *a = *(const char *const *)left, *b = *(const char *const *)right;
  return (a > b) - (a < b);
}

/* The numbers of the cases, which nothing that is timed asks for. */
static void label(const struct input *input, const struct found *found, int32_t *labels) {
  size_t count = kb_case_count();
  const struct kb_case **cases = (const struct kb_case **)calloc(count + 1, sizeof *cases);
  int32_t *numbers = (int32_t *)calloc(count + 1, sizeof *numbers);
  struct hit *hits = (struct hit *)calloc(found->count + 1, sizeof *hits);
  for (size_t i = 0; i < count; i++)
    cases[i] = kb_case_at(i);
  qsort(cases, count, sizeof *cases, compare_cases);
  for (size_t i = 0; i < count; i++) {
    const struct kb_case *which = kb_case_at(i),
                         **at = (const struct kb_case **)bsearch(&which, cases, count,
                                                                 sizeof *cases, compare_cases);
    numbers[at - cases] = (int32_t)i;
  }
  for (size_t i = 0; i < found->count; i++) {
    const struct kb_case **at = (const struct kb_case **)bsearch(
        &found->places[i].which, cases, count, sizeof *cases, compare_cases);
    hits[i].number = (uint32_t)numbers[at - cases];
    hits[i].at = (uint32_t)found->places[i].at;
  }
  input_spread(input, hits, found->count, labels);
  free(hits);
  free(numbers);
  free(cases);
}

static void time_lines(const char *stem, int rounds) {
  struct input input = input_read(stem);
  struct found found = {input.text, NULL, 0};
  found.places = (struct place *)calloc(input.lines + 1, sizeof *found.places);
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
  label(&input, &found, labels);
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
    printf("by_id ns %.2f wrong %zu\n", (input_seconds() - start) * 1e9 / (double)looked,
           wrong);
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
