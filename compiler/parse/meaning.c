/* What a body says, whatever it is written like: the proof for whoever rewrites a text. */
#include "parse/meaning.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "parse/body_limits.h"
#include "parse/body_text.h"
#include "parse/markdown.h"

static bool add_meaning(struct arena *scratch, struct span body, bool is_loose,
                        struct buf *out) {
  struct bag nobody = {.arena = scratch};
  struct body_text text = body_text_of(scratch, body);
  if (!body_keeps_limits(&nobody, &text, &body_limits_default))
    return false;
  markdown_meaning(scratch, &text, is_loose, out);
  return true;
}

bool body_means_same(struct arena *scratch, struct span one, struct span other, bool is_loose) {
  if (str_equal(span_text(one), span_text(other)))
    return true;
  struct buf first = {0}, second = {0};
  bool is_same = add_meaning(scratch, one, is_loose, &first) &&
                 add_meaning(scratch, other, is_loose, &second) &&
                 str_equal(buf_str(&first), buf_str(&second));
  buf_free(&first);
  buf_free(&second);
  return is_same;
}
