/* What all fuzz targets share. Without memory or with a bug of ours kbc ends by die(): here that
 * is a crash like any other, since no small input may bring it about. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/die.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void fuzz_broken(const char *file, int line, const char *format, ...) {
  va_list args;
  fprintf(stderr, "%s:%d: does not hold: ", file, line);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
  abort();
}

/* The linker sends here whoever calls _Exit, as die() does: a fuzzer would take the end of the
 * program for the end of its own work, and keep no input. It ends by other statuses itself. */
noreturn void __wrap__Exit(int status);
noreturn void __real__Exit(int status);
noreturn void __wrap__Exit(int status) {
  if (status != DIE_STATUS)
    __real__Exit(status);
  fuzz_broken(__FILE__, __LINE__, "kbc has died with status %d", status);
}

struct str fuzz_exact(struct str text) {
  char *p = malloc(text.n > 0 ? text.n : 1);
  if (!p)
    abort();
  if (text.n > 0)
    memcpy(p, text.p, text.n);
  return (struct str){p, text.n};
}

struct str fuzz_part(struct str *rest) {
  struct str whole = *rest, line;
  while (str_next_line(rest, &line)) {
    if (str_equal_c(line, "%%"))
      return str_slice(whole, 0, (size_t)(line.p - whole.p));
  }
  return whole;
}

unsigned fuzz_choice(struct str *rest, unsigned count) {
  if (rest->n == 0)
    return 0;
  unsigned char c = (unsigned char)rest->p[0];
  *rest = str_slice(*rest, 1, rest->n);
  return (is_digit_char((char)c) ? (unsigned)(c - '0') : c) % count;
}

struct str fuzz_crlf(struct arena *a, struct str text) {
  char *p = arena_room(a, text.n * 2 + 1);
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] == '\n')
      p[n++] = '\r';
    p[n++] = text.p[i];
  }
  return (struct str){p, n};
}

static bool is_border(struct str text, size_t at) {
  return at >= text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80;
}

bool fuzz_span_is_good(struct span span) {
  if (!span.source)
    return span.n == 0;
  struct str bytes = span.source->bytes;
  return span.offset <= bytes.n && span.n <= bytes.n - span.offset &&
         is_border(bytes, span.offset) && is_border(bytes, (size_t)span.offset + span.n);
}

bool fuzz_is_inside(struct span inner, struct span outer) {
  return inner.source == outer.source && inner.offset >= outer.offset &&
         (size_t)inner.offset + inner.n <= (size_t)outer.offset + outer.n;
}

static bool is_text(struct str text) {
  uint32_t code_point;
  for (size_t at = 0; at < text.n;) {
    size_t n = utf8_decode(text, at, &code_point);
    if (n == 0)
      return false;
    at += n;
  }
  return true;
}

void fuzz_check_bag(const struct bag *bag) {
  for (size_t i = 0; i < bag->count; i++) {
    const struct diag *diag = &bag->diags[i];
    const char *name = diag->rule->name;
    bool is_of_text = !diag->span.source || is_text(diag->span.source->bytes);
    HOLDS_OR_SAY(!is_of_text || fuzz_span_is_good(diag->span), "the place of %s", name);
    HOLDS_OR_SAY(!is_of_text || is_text(diag->message), "the message of %s is no text", name);
    HOLDS_OR_SAY(diag->message.n > 0, "%s says nothing", name);
    for (size_t j = 0; j < diag->related_count; j++)
      HOLDS_OR_SAY(fuzz_span_is_good(diag->related[j].span), "a related place of %s", name);
    for (size_t j = 0; j < diag->edit_count; j++) {
      HOLDS_OR_SAY(fuzz_span_is_good(diag->edits[j].span), "the place of an edit of %s", name);
      HOLDS_OR_SAY(!is_of_text || is_text(diag->edits[j].text), "an edit of %s is no text",
                   name);
    }
  }
}

size_t fuzz_errors(const struct bag *bag) {
  size_t count = 0;
  for (size_t i = 0; i < bag->count; i++)
    count += bag->diags[i].level == LEVEL_ERROR;
  return count;
}
