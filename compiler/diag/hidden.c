/* What no frame may show: the secrets that findings are about. */
#include "diag/hidden.h"

#include "base/arena.h"

#include <stdlib.h>

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

bool hidden_covers(const struct hidden *hidden, const struct source *source, size_t offset) {
  size_t low = 0, high = hidden->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct span *span = &hidden->spans[middle];
    int order = compare_sources(span->source, source);
    if (order == 0 && span->offset <= offset && offset < span->offset + span->n)
      return true;
    if (order < 0 || (order == 0 && span->offset < offset))
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}
