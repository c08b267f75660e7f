/* The body of a piece: CommonMark, as blocks with exact places. */
#include "parse/body.h"

#include "base/arena.h"
#include "parse/body_blocks.h"
#include "parse/body_fences.h"
#include "parse/body_limits.h"
#include "parse/body_skeleton.h"
#include "parse/body_text.h"
#include "parse/links.h"
#include "parse/markdown.h"

#include <string.h>

/* Most titles have no markup, and are the title's source as it stands. */
static bool has_markup(struct str title) {
  for (size_t i = 0; i < title.n; i++) {
    if (title.p[i] != '\0' && strchr("\\`*_[<&", title.p[i]))
      return true;
  }
  return false;
}

/* The heading that opened the case stands outside the body. */
static void parse_title(struct arena *a, struct arena *scratch, struct bag *bag,
                        const struct piece *piece, struct doc *doc) {
  if (piece->heading_level == 0)
    return;
  struct str title = span_text(piece->title);
  doc->title = title;
  struct body_text text = body_text_of(scratch, piece->heading);
  if (!has_markup(title) || !body_keeps_limits(bag, &text, &body_limits_default))
    return;
  struct str plain = markdown_heading(scratch, span_text(piece->heading));
  if (plain.p && !str_equal(plain, title))
    doc->title = arena_copy(a, plain);
}

void parse_body(struct arena *a, struct arena *scratch, struct bag *bag,
                const struct piece *piece, struct doc *doc) {
  parse_title(a, scratch, bag, piece, doc);
  struct body_text text = body_text_of(scratch, piece->body);
  doc->is_body_unusable = !body_keeps_limits(bag, &text, &body_limits_default);
  if (doc->is_body_unusable)
    return;
  struct markdown markdown = markdown_parse(scratch, &text, body_skeleton(scratch, &text));
  body_blocks(a, scratch, &text, &markdown, doc);
  body_check_fences(bag, doc);
  links_find(a, scratch, &text, doc);
}
