/* What all fuzz targets share: what must hold, exact copies of the input, text taken apart. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "base/str.h"
#include "diag/diag.h"

struct arena;

/* Each is a function fuzz_NAME in targets/NAME.c. It returns if all that it promises holds of
 * the input, and ends the program as a crash does if not. The same input does the same. */
#define FUZZ_TARGETS(X)                                                                        \
  X(split)                                                                                     \
  X(front)                                                                                     \
  X(schema)                                                                                    \
  X(json_schema)                                                                               \
  X(body)                                                                                      \
  X(log_template)                                                                              \
  X(matcher)                                                                                   \
  X(generated)                                                                                 \
  X(json)                                                                                      \
  X(c_text)                                                                                    \
  X(pipeline)                                                                                  \
  X(files)

#define FUZZ_TARGET_DECLARE(name) void fuzz_##name(struct str input);
FUZZ_TARGETS(FUZZ_TARGET_DECLARE)
#undef FUZZ_TARGET_DECLARE

/* Says what did not hold and aborts. */
void fuzz_broken(const char *file, int line, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));

#define HOLDS(condition)                                                                       \
  do {                                                                                         \
    if (!(condition))                                                                          \
      fuzz_broken(__FILE__, __LINE__, "%s", #condition);                                       \
  } while (0)

#define HOLDS_OR_SAY(condition, ...)                                                           \
  do {                                                                                         \
    if (!(condition))                                                                          \
      fuzz_broken(__FILE__, __LINE__, __VA_ARGS__);                                            \
  } while (0)

/* A copy in memory of just that size, so that the sanitizer sees each byte read outside. The
 * caller frees it. */
struct str fuzz_exact(struct str text);

/* Takes the text up to the next line "%%" off the front of `rest`, which keeps what is behind
 * that line: inputs of several parts stay texts that one can read. */
struct str fuzz_part(struct str *rest);

/* Takes one character off the front and answers its value: a digit its own, any other what is
 * left of its code, below `count`. */
unsigned fuzz_choice(struct str *rest, unsigned count);

/* The text with CRLF for each LF. Lives in `a`. */
struct str fuzz_crlf(struct arena *a, struct str text);

/* Does the span lie in its source, and neither begin nor end inside a character? */
bool fuzz_span_is_good(struct span span);
bool fuzz_is_inside(struct span inner, struct span outer);

/* The places of all findings, of what is related to them and of their edits lie in sources; what
 * they say is text. */
void fuzz_check_bag(const struct bag *bag);

size_t fuzz_errors(const struct bag *bag);

#endif
