/* What nothing may print: the secrets that were found, wherever they stand. */
#ifndef DIAG_HIDDEN_H
#define DIAG_HIDDEN_H

#include "base/map.h"
#include "diag/source.h"

struct arena;
struct diag;
struct hidden_span;
struct hidden_text;

/* What stands in the place of a secret: always as long, for the length would help to guess. */
#define HIDDEN_MASK "********"
enum { HIDDEN_CELLS = sizeof HIDDEN_MASK - 1 };

/* {0} hides nothing. */
struct hidden {
  struct span *spans; /* by path and place; no two overlap */
  size_t count;
  struct hidden_text *texts; /* what stands in them, as far as it is long enough to be known;
                              * sorted, whatever the case of their letters */
  size_t text_count;
  struct map by_head; /* the first bytes of a text → the first text that begins so */
  bool begins[256];   /* does a text begin with that byte, in small letters? */
};

/* Of all findings together, for one may show the line of another. Lives in `a`. */
struct hidden hidden_of(struct arena *a, const struct hidden_span *spans, size_t count);

/* The bytes [from, to) of a source or a text. */
struct hidden_stretch {
  size_t from, to;
};

/* All that is hidden in [from, to) of the source: the spans, and what says the same as one of
 * any source. By place; no two overlap or touch. Lives in `a`. */
struct hidden_stretch *hidden_in_source(struct arena *a, const struct hidden *hidden,
                                        const struct source *source, size_t from, size_t to,
                                        size_t *count);

/* The text with masks for secrets, in `a` if there are any; `count` grows by how many. */
struct str hidden_mask(struct arena *a, const struct hidden *hidden, struct str text,
                       size_t *count);

/* Does the span share a byte with one that is hidden? */
bool hidden_touches(const struct hidden *hidden, struct span span);

/* Puts masks for secrets into all texts of the findings, and marks the fixes that hold some.
 * Fixes stay what they are. */
void hide_in_texts(struct arena *a, const struct hidden *hidden, struct diag *diags,
                   size_t count);

#endif
