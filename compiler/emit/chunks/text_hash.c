/* The hash by which a store sees whether a text must be embedded anew. */
#include "emit/chunks/text_hash.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/unicode.h"
#include "emit/body_rest.h"
#include "emit/chunks/lines.h"

enum { CODE_INDENT = 4 };

struct text_hasher text_hasher_of(struct arena *a, const struct kb_case *kb_case) {
  struct text_hasher hasher = {.a = a};
  /* Whether four spaces mean code or the second line of an item cannot be seen from the line.
   * Where the case has such code at all, all such lines count as they stand: rather once too
   * often. */
  hasher.indent_counts = body_has_indented_code(kb_case);
  for (size_t i = 0; i < kb_case->log_line_count; i++)
    map_add(&hasher.log_lines, a, str_trim(span_text(kb_case->log_lines[i].span)), i);
  return hasher;
}

static void add_folded(struct arena *scratch, struct buf *out, struct str line) {
  struct str words = unicode_fold_space(scratch, line);
  if (words.n == 0)
    return;
  if (out->n > 0 && out->p[out->n - 1] != '\n')
    buf_add_char(out, ' ');
  buf_add(out, words);
}

/* As it stands, on a line of its own. */
static void add_verbatim(struct buf *out, struct str line) {
  if (out->n > 0 && out->p[out->n - 1] != '\n')
    buf_add_char(out, '\n');
  buf_add(out, line);
  buf_add_char(out, '\n');
}

struct hash_text text_hash(const struct text_hasher *hasher, struct str text) {
  struct buf out = {0};
  struct fence fence = {0, 0};
  struct str line;
  while (str_next_line(&text, &line)) {
    enum line_kind kind = line_kind_of(&fence, line);
    bool is_code = hasher->indent_counts && line_indent(line) >= CODE_INDENT;
    if (kind == LINE_CODE || is_code)
      add_verbatim(&out, line);
    else if (kind == LINE_FENCE_OPEN || kind == LINE_FENCE_CLOSE ||
             map_find(&hasher->log_lines, str_trim(line)) != STR_NONE)
      add_verbatim(&out, str_trim(line));
    else
      add_folded(hasher->a, &out, line);
  }
  struct hash_text hash = hash_of(buf_str(&out));
  buf_free(&out);
  return hash;
}
