/* Finds code fences that end only because the item or quote around them does. */
#include "parse/body_fences.h"

#include "diag/diag.h"
#include "model/doc.h"
#include "parse/body_rules.h"

/* Does a finding of this file stand on the line, or say that some fence is not closed? Those of
 * one file stand together, at the end of the bag. */
static bool was_said(const struct bag *bag, struct span line, bool is_any_fence) {
  for (size_t i = bag->count; i-- > 0 && bag->diags[i].span.source == line.source;) {
    const struct diag *diag = &bag->diags[i];
    bool is_here =
        diag->span.offset >= line.offset && diag->span.offset <= line.offset + line.n;
    if (is_here || (is_any_fence && str_equal_c(STR("fence-unclosed"), diag->rule->name)))
      return true;
  }
  return false;
}

/* The line that was to close the fence stands left of the item, where it opens another one. */
static bool is_closed_outside(const struct block *code, char fence) {
  const struct source *source = code->span.source;
  size_t line = source_line_at(source, code->span.offset + code->span.n) + 1;
  if (line >= source->line_count)
    return false;
  struct str text = str_trim(source_line(source, line));
  size_t n = 0;
  while (n < text.n && text.p[n] == fence)
    n++;
  return n >= 3 && n == text.n;
}

static void report(struct bag *bag, const struct block *code, bool is_in_quote) {
  const struct source *source = code->span.source;
  struct span line = source_line_span(source, source_line_at(source, code->span.offset));
  struct str fence = span_text(code->span);
  size_t n = 0;
  while (n < fence.n && fence.p[n] == fence.p[0])
    n++;
  bool is_outside = is_closed_outside(code, fence.p[0]);
  if (was_said(bag, line, is_outside))
    return;
  struct span span = {source, code->span.offset, line.offset + line.n - code->span.offset};
  struct diag *diag =
      diag_add(bag, &body_rules[BODY_FENCE_INSIDE], span,
               "nothing closes this code fence before the %s around it ends",
               is_in_quote ? "quote" : "list item");
  if (is_outside)
    diag_help(bag, diag, "indent the line that closes it like the one that opens it");
  else
    diag_help(bag, diag, "write a line of  %.*s%.*s  where the code ends",
              is_in_quote ? 2 : 0, "> ", (int)n, fence.p);
}

static void check(struct bag *bag, const struct block *blocks, size_t count, bool is_inside,
                  bool is_in_quote) {
  for (size_t i = 0; i < count; i++) {
    const struct block *block = &blocks[i];
    if (is_inside && block->kind == BLOCK_CODE && block->is_fenced && !block->is_closed)
      report(bag, block, is_in_quote);
    check(bag, block->children, block->child_count, true, block->kind == BLOCK_QUOTE);
  }
}

void body_check_fences(struct bag *bag, const struct doc *doc) {
  check(bag, doc->blocks, doc->block_count, false, false);
}
