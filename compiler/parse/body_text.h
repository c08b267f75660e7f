/* The text of a body and its lines, counted as CommonMark counts them. */
#ifndef PARSE_BODY_TEXT_H
#define PARSE_BODY_TEXT_H

#include "diag/source.h"

struct arena;

/* Offsets are offsets into the source. Lines are 0-based and end with LF, CRLF or, unlike those
 * of a source, a lone CR: the text may hold one although it must not, and cmark takes it for a
 * line end. */
struct body_text {
  const struct source *source;
  size_t from, to;
  size_t line_count;
  uint32_t *starts; /* of each line; one more than there are lines, the last one is `to` */
  uint32_t *ends;   /* of each line, the line end and the blanks before it excluded */
  uint32_t
      *contents; /* where each goes on behind the markers and indentation of the containers
                    that were open before; set by body_keeps_limits, until then its start */
};

/* The lines of `body`, from behind its BOMs, which cmark passes over. Lives in `scratch`. */
struct body_text body_text_of(struct arena *scratch, struct span body);

/* The bytes [from, to) of the source. */
struct str body_slice(const struct body_text *text, size_t from, size_t to);

/* A line without its line end. */
struct str body_line(const struct body_text *text, size_t line);

/* The line in which the offset stands. */
size_t body_line_at(const struct body_text *text, size_t offset);

/* The first byte from `at` on that is no blank, not past `end`. */
size_t body_skip_blanks(const struct body_text *text, size_t at, size_t end);

/* Where the content of a line that belongs to a container begins, blanks excluded; the line's
 * end if it has none. */
size_t body_content(const struct body_text *text, size_t line);

#endif
