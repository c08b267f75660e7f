/* Texts as C source: a small reader of C literals gives each back, byte for byte. */
#include "fuzz.h"

#include "emit/c/c_text.h"
#include "oracle/c_literal.h"
#include "oracle/json_trace.h"

#include <stdlib.h>

enum { INDENT = 4 };

/* No bidi control and nothing else that nobody sees stands in the source as it is. */
static void check_seen(struct str source) {
  static const char *const unseen[] = {"\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x80\xA8",
                                       "\xEF\xBB\xBF", "\xF3\xA0\x81", "\xC2\x85"};
  for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++)
    HOLDS_OR_SAY(str_find(source, str_from_c(unseen[i]), 0) == STR_NONE, "text no %zu", i);
  HOLDS(oracle_is_utf8(source));
}

static void check(struct buf *source, struct str text) {
  struct buf found = {0};
  check_seen(buf_str(source));
  HOLDS_OR_SAY(c_literal_read(&found, buf_str(source)), "no literal: %.*s",
               STR_ARG(buf_str(source)));
  HOLDS_OR_SAY(str_equal(buf_str(&found), text), "another text: %.*s",
               STR_ARG(buf_str(source)));
  buf_free(&found);
  buf_clear(source);
}

void fuzz_c_text(struct str input) {
  struct buf source = {0};
  struct str text = fuzz_exact(input);
  c_text_literal(&source, text, INDENT);
  check(&source, text);
  c_text_octal(&source, text, INDENT);
  check(&source, text);
  c_text_array(&source, text, INDENT);
  check(&source, text);
  buf_free(&source);
  free((char *)(size_t)text.p);
}
