/* What the two halves of the reader of patterns share: where it stands and what it has made so
 * far. */
#ifndef BASE_PATTERN_READER_H
#define BASE_PATTERN_READER_H

#include "base/buf.h"
#include "base/pattern_syntax.h"

struct reader {
  struct arena *a;
  struct str text;
  size_t at;
  struct buf out; /* the rewritten text */
  bool ignores_case;
  size_t depth; /* of open groups */
  bool has_failed;
  struct pattern_error *error;
  struct syntax *syntax;
};

/* The byte `ahead` bytes on, or 0 behind the end. */
char reader_peek(const struct reader *reader, size_t ahead);
/* Does `text` stand here? */
bool reader_sees(const struct reader *reader, const char *text);
/* Passes n bytes on as they stand, or writes something else in their place. */
void reader_keep(struct reader *reader, size_t n);
void reader_replace(struct reader *reader, size_t n, struct str with);
/* Fails at `offset`; the first failure counts. */
void reader_fail(struct reader *reader, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

struct syntax_node *reader_node(struct reader *reader, enum syntax_kind kind, size_t offset);

/* The reader stands at "\" or "[": reads and rewrites the escape or the class. */
struct syntax_node *reader_escape(struct reader *reader);
struct syntax_node *reader_class(struct reader *reader);

#endif
