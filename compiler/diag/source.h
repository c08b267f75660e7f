/* A text that was read, the lines that it falls into, and stretches of it. */
#ifndef DIAG_SOURCE_H
#define DIAG_SOURCE_H

#include "base/str.h"

#include <stdint.h>

struct arena;

/* Borrows path and bytes, which live in the arena of whoever read them. */
struct source {
  struct str path;       /* as it is shown: relative to the working folder, "/" between parts */
  struct str place;      /* the same as seen from the root of its corpus, wherever kbc runs */
  struct str bytes;      /* without a BOM */
  size_t bom;            /* bytes of the BOM that was cut: 0 or 3 */
  uint32_t *line_starts; /* offsets; a line ends with LF or CRLF, as git and editors count */
  size_t line_count;     /* at least 1; a final newline opens no further line */
  size_t lines_before;   /* of a file too long to be held, of which this is a line; else 0 */
};

/* n bytes of a source. One without a source stands for the run or the file named in the
 * message. In 16 bytes, for cases are made of spans; no source is too long for that. */
struct span {
  const struct source *source;
  uint32_t offset, n;
};

/* 1-based; columns count code points. */
struct position {
  size_t line, column;
};

/* Takes the bytes over, cuts the BOM, indexes the lines. `place` is the path until somebody who
 * knows the corpus sets it. Lives in `a`; path and bytes are borrowed. */
struct source *source_new(struct arena *a, struct str path, struct str bytes);

/* The bytes [from, to); none if `to` comes first. */
static inline struct span span_of(const struct source *source, size_t from, size_t to);
/* The span of text that was cut out of the source's bytes (text.p points into them). */
static inline struct span span_of_text(const struct source *source, struct str text);
/* The n bytes that begin at `from` bytes into the span, which may be shorter. */
static inline struct span span_part(struct span span, size_t from, size_t n);
static inline struct str span_text(struct span span);
/* Line `line` (0-based) without its line end. */
static inline struct str source_line(const struct source *source, size_t line);
static inline struct span source_line_span(const struct source *source, size_t line);

/* The 0-based line in which the offset stands; the end of the text belongs to the last line. */
size_t source_line_at(const struct source *source, size_t offset);
struct position source_position(const struct source *source, size_t offset);

/* ---- What is so small and asked so often that a call would cost more than the answer ---- */

static inline struct span span_of(const struct source *source, size_t from, size_t to) {
  return (struct span){source, (uint32_t)from, (uint32_t)(to > from ? to - from : 0)};
}

static inline struct span span_of_text(const struct source *source, struct str text) {
  size_t from = (size_t)(text.p - source->bytes.p);
  return span_of(source, from, from + text.n);
}

static inline struct span span_part(struct span span, size_t from, size_t n) {
  return span_of(span.source, span.offset + from, span.offset + from + n);
}

static inline struct str span_text(struct span span) {
  size_t from = span.offset;
  return str_slice(span.source->bytes, from, from + span.n);
}

/* Where the line ends, LF or CRLF excluded. */
static inline size_t source_line_end(const struct source *source, size_t line) {
  size_t next = line + 1 < source->line_count ? source->line_starts[line + 1] : source->bytes.n;
  size_t start = source->line_starts[line];
  if (next > start && source->bytes.p[next - 1] == '\n')
    next--;
  else
    return next;
  return next > start && source->bytes.p[next - 1] == '\r' ? next - 1 : next;
}

static inline struct span source_line_span(const struct source *source, size_t line) {
  return span_of(source, source->line_starts[line], source_line_end(source, line));
}

static inline struct str source_line(const struct source *source, size_t line) {
  size_t start = source->line_starts[line], end = source_line_end(source, line);
  return (struct str){source->bytes.p + start, end - start};
}

#endif
