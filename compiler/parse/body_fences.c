/* Finds code fences that end only because the item or quote around them does. */
#include "parse/body_fences.h"

#include "diag/diag.h"
#include "model/doc.h"
#include "parse/body_rules.h"

/* So many are reported of one body, and so many earlier findings are looked at for each: a file
 * of nothing but fences must not keep anybody busy. */
enum { MOST_FENCES = 100, MOST_FINDINGS = 1000 };

struct fence_check {
  struct bag *bag;
  size_t known; /* findings that were there before */
  size_t count; /* fences that were reported */
};

/* Does an earlier finding of this file stand on the line, or say that some fence is not closed?
 * Those of one file stand together, at the end of the bag. */
static bool was_said(const struct fence_check *check, struct span line, bool is_any_fence) {
  const struct bag *bag = check->bag;
  size_t last = check->known > MOST_FINDINGS ? check->known - MOST_FINDINGS : 0;
  for (size_t i = check->known; i-- > last && bag->diags[i].span.source == line.source;) {
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

static void report(struct fence_check *check, const struct block *code, bool is_in_quote) {
  struct bag *bag = check->bag;
  const struct source *source = code->span.source;
  struct span line = source_line_span(source, source_line_at(source, code->span.offset));
  struct str fence = span_text(code->span);
  size_t n = 0;
  while (n < fence.n && fence.p[n] == fence.p[0])
    n++;
  bool is_outside = is_closed_outside(code, fence.p[0]);
  if (check->count == MOST_FENCES || was_said(check, line, is_outside))
    return;
  check->count++;
  struct span span = {source, code->span.offset, line.offset + line.n - code->span.offset};
  struct diag *diag = diag_add(bag, &body_rules[BODY_FENCE_INSIDE], span,
                               "nothing closes this code fence before the %s around it ends",
                               is_in_quote ? "quote" : "list item");
  if (is_outside)
    diag_help(bag, diag, "indent the line that closes it like the one that opens it");
  else
    diag_help(bag, diag, "write a line of  %.*s%.*s  where the code ends", is_in_quote ? 2 : 0,
              "> ", (int)n, fence.p);
}

static void check_blocks(struct fence_check *check, const struct block *blocks, size_t count,
                         bool is_inside, bool is_in_quote) {
  for (size_t i = 0; i < count; i++) {
    const struct block *block = &blocks[i];
    if (is_inside && block->kind == BLOCK_CODE && block->is_fenced && !block->is_closed)
      report(check, block, is_in_quote);
    check_blocks(check, block->children, block->child_count, true, block->kind == BLOCK_QUOTE);
  }
}

void body_check_fences(struct bag *bag, const struct doc *doc) {
  struct fence_check check = {bag, bag->count, 0};
  check_blocks(&check, doc->blocks, doc->block_count, false, false);
}
