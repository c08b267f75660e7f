/* What no frame may show: the secrets that findings are about. */
#include "diag/hidden.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

/* By path, not by address: two sources never have one path. */
static int compare_sources(const struct source *a, const struct source *b) {
  return a == b ? 0 : str_compare(a->path, b->path);
}

static int compare_spans(const void *left, const void *right) {
  const struct span *a = left, *b = right;
  int order = compare_sources(a->source, b->source);
  return order != 0 ? order : (a->offset > b->offset) - (a->offset < b->offset);
}

struct hidden hidden_of(struct arena *a, const struct diag *diags, size_t count) {
  struct hidden hidden = {NULL, 0};
  size_t wanted = 0;
  for (size_t i = 0; i < count; i++)
    wanted += diags[i].hidden.source != NULL;
  if (wanted == 0)
    return hidden;
  struct span *spans = arena_array(a, struct span, wanted);
  for (size_t i = 0, n = 0; i < count; i++) {
    if (diags[i].hidden.source)
      spans[n++] = diags[i].hidden;
  }
  qsort(spans, wanted, sizeof *spans, compare_spans);
  for (size_t i = 0; i < wanted; i++) {
    struct span *last = hidden.count > 0 ? &spans[hidden.count - 1] : NULL;
    size_t end = spans[i].offset + spans[i].n;
    if (!last || last->source != spans[i].source || last->offset + last->n < spans[i].offset)
      spans[hidden.count++] = spans[i];
    else if (end > last->offset + last->n)
      last->n = end - last->offset;
  }
  hidden.spans = spans;
  return hidden;
}

/* The index of the first span that ends behind the offset, or that of a later source. */
static size_t first_behind(const struct hidden *hidden, const struct source *source,
                           size_t offset) {
  size_t low = 0, high = hidden->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct span *span = &hidden->spans[middle];
    int order = compare_sources(span->source, source);
    if (order < 0 || (order == 0 && span->offset + span->n <= offset))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool hidden_covers(const struct hidden *hidden, const struct source *source, size_t offset) {
  size_t i = hidden->count > 0 ? first_behind(hidden, source, offset) : 0;
  return i < hidden->count && hidden->spans[i].source == source &&
         hidden->spans[i].offset <= offset;
}

/* ---- Texts ---- */

/* What is shorter may stand in any text. A message quotes what is near, not the whole file. */
enum { SHORTEST_SECRET = 6, NEAR = 512, MOST_NEAR = 64 };

static void hide_in(struct arena *a, struct str *text, struct str secret) {
  size_t at = secret.n >= SHORTEST_SECRET ? str_find(*text, secret, 0) : STR_NONE;
  if (at == STR_NONE)
    return;
  char *copy = arena_alloc(a, text->n + 1);
  memcpy(copy, text->p, text->n);
  for (; at != STR_NONE; at = str_find(*text, secret, at + secret.n))
    memset(copy + at, '*', secret.n);
  text->p = copy;
}

void hide_in_texts(struct arena *a, struct diag *diags, size_t count) {
  struct arena scratch = {0};
  struct hidden hidden = hidden_of(&scratch, diags, count);
  for (size_t i = 0; i < count && hidden.count > 0; i++) {
    struct diag *diag = &diags[i];
    const struct span span = diag->span;
    if (!span.source)
      continue;
    size_t first =
        first_behind(&hidden, span.source, span.offset > NEAR ? span.offset - NEAR : 0);
    for (size_t k = first;
         k < hidden.count && k - first < MOST_NEAR && hidden.spans[k].source == span.source &&
         hidden.spans[k].offset < span.offset + span.n + NEAR;
         k++) {
      struct str secret = span_text(hidden.spans[k]);
      hide_in(a, &diag->message, secret);
      hide_in(a, &diag->label, secret);
      hide_in(a, &diag->help, secret);
    }
  }
  arena_free(&scratch);
}
