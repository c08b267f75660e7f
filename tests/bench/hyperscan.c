/* The same lines by Hyperscan: literals or regexes, over the whole text at once.
 *
 *     hyperscan literals|regexes PATTERNS STEM [ROUNDS]
 *
 * PATTERNS has a row for each pattern: the number of its case, its length, its service and its
 * text, with tabs between. Times the bare scan, whose callback writes down what was found
 * where ("bare"), and the scan with all that is needed to tell the case of each line
 * ("labels"): the longest pattern of the line's service, then the first. */
#include "input.h"

#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

struct row {
  uint32_t number, length;
  const char *service, *text;
  size_t service_n;
};

struct peer {
  struct row *rows;
  size_t count;
  struct hit *hits;
  size_t hit_count, room;
};

static void split_rows(struct peer *peer, char *text) {
  size_t rows = 0;
  for (const char *p = text; *p; p++)
    rows += *p == '\n';
  peer->rows = (struct row *)calloc(rows + 1, sizeof *peer->rows);
  for (char *p = text; peer->count < rows;) {
    struct row *row = &peer->rows[peer->count++];
    row->number = (uint32_t)strtoul(p, &p, 10);
    row->length = (uint32_t)strtoul(p + 1, &p, 10);
    row->service = p + 1;
    p = strchr(p + 1, '\t');
    row->service_n = (size_t)(p - row->service);
    row->text = p + 1;
    p = strchr(p, '\n');
    *p++ = '\0';
  }
}

static hs_database_t *compile(const struct peer *peer, int is_literal) {
  const char **texts = (const char **)calloc(peer->count, sizeof *texts);
  unsigned *flags = (unsigned *)calloc(peer->count, sizeof *flags);
  unsigned *ids = (unsigned *)calloc(peer->count, sizeof *ids);
  size_t *lengths = (size_t *)calloc(peer->count, sizeof *lengths);
  hs_database_t *database = NULL;
  hs_compile_error_t *error = NULL;
  for (size_t i = 0; i < peer->count; i++) {
    texts[i] = peer->rows[i].text;
    lengths[i] = strlen(texts[i]);
    flags[i] = HS_FLAG_CASELESS;
    ids[i] = (unsigned)i;
  }
  hs_error_t status =
      is_literal ? hs_compile_lit_multi(texts, flags, ids, lengths, (unsigned)peer->count,
                                        HS_MODE_BLOCK, NULL, &database, &error)
                 : hs_compile_multi(texts, flags, ids, (unsigned)peer->count, HS_MODE_BLOCK,
                                    NULL, &database, &error);
  if (status != HS_SUCCESS) {
    printf("failed %s\n", error ? error->message : "no memory");
    exit(0);
  }
  return database;
}

static int take(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                void *context) {
  struct peer *peer = (struct peer *)context;
  (void)from;
  (void)flags;
  if (peer->hit_count == peer->room) {
    peer->room = peer->room ? peer->room * 2 : 1 << 20;
    peer->hits = (struct hit *)realloc(peer->hits, peer->room * sizeof *peer->hits);
  }
  peer->hits[peer->hit_count++] = (struct hit){id, (uint32_t)(to - 1)};
  return 0;
}

static int is_better(const struct row *a, const struct row *b) {
  return a->length != b->length ? a->length > b->length : a->number < b->number;
}

/* Hits come in the order of their ends. */
static void label(const struct input *input, const struct peer *peer, int32_t *found) {
  const char *line = input->text, *end = strchr(line, '\n');
  size_t i = 0, index = 0;
  memset(found, 0xFF, input->lines * sizeof *found);
  while (i < peer->hit_count) {
    size_t n = 0;
    for (; input->text + peer->hits[i].at > end; index++) {
      line = end + 1;
      end = (const char *)memchr(line, '\n', input->n - (size_t)(line - input->text));
    }
    const char *service = input_service(line, end, &n);
    const struct row *best = NULL;
    for (; i < peer->hit_count && input->text + peer->hits[i].at < end; i++) {
      const struct row *row = &peer->rows[peer->hits[i].number];
      if (service && row->service_n == n && memcmp(row->service, service, n) == 0 &&
          (!best || is_better(row, best)))
        best = row;
    }
    if (best)
      found[index] = (int32_t)best->number;
  }
}

int main(int argc, char **argv) {
  struct peer peer = {0};
  size_t n, bytes = 0;
  if (argc < 4)
    return 2;
  int rounds = argc > 4 ? atoi(argv[4]) : 5;
  split_rows(&peer, input_file(argv[2], &n));
  double start = input_seconds();
  hs_database_t *database = compile(&peer, strcmp(argv[1], "literals") == 0);
  hs_scratch_t *scratch = NULL;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  hs_database_size(database, &bytes);
  printf("compiled patterns %zu seconds %.2f database %zu kilobytes %ld\n", peer.count,
         input_seconds() - start, bytes, usage.ru_maxrss);
  struct input input = input_read(argv[3]);
  int32_t *found = (int32_t *)calloc(input.lines + 1, sizeof *found);
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS)
    return 3;
  for (int i = 0; i < rounds; i++) {
    peer.hit_count = 0;
    start = input_seconds();
    if (hs_scan(database, input.text, (unsigned)input.n, 0, scratch, take, &peer) != HS_SUCCESS)
      return 3;
    input_report("bare", input_seconds() - start);
    label(&input, &peer, found);
    input_report("labels", input_seconds() - start);
  }
  printf("hits %zu\n", peer.hit_count);
  input_score("labels", &input, found);
  return 0;
}
