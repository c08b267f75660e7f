/* Findings for people: where and what, the line with carets under the place, what to do about
 * it. */
#include "base/arena.h"
#include "diag/cursor.h"
#include "diag/frame.h"
#include "diag/glyph.h"
#include "diag/printer.h"

/* Escape sequences (ECMA-48, SGR), or nothing. */
struct palette {
  const char *bold, *plain, *help;
  const char *levels[LEVEL_ERROR + 1];
  struct frame_ink ink;
};

static const struct palette no_color = {
    "", "", "", {"", "", "", ""}, {"", "", ""},
};

static const struct palette color = {
    "\x1b[1m",
    "\x1b[0m",
    "\x1b[36m",
    {"", "\x1b[1;36m", "\x1b[1;33m", "\x1b[1;31m"},
    {"\x1b[36m", "", "\x1b[0m"},
};

struct text_page {
  const struct diag_report *report;
  struct buf *out;
  const struct palette *palette;
  struct cursor places, related_places;
  struct frame_masks masks;
};

static void add_place(struct text_page *page, struct str path, struct span span,
                      struct cursor *cursor) {
  if (path.n == 0)
    return;
  buf_add_c(page->out, page->palette->bold);
  glyph_add_path(page->out, path);
  if (span.source) {
    struct position position = cursor_position(cursor, span.source, span.offset);
    buf_printf(page->out, ":%zu:%zu", position.line, position.column);
  }
  buf_add_char(page->out, ':');
  buf_add_c(page->out, page->palette->plain);
  buf_add_char(page->out, ' ');
}

static void add_message(struct text_page *page, struct str message) {
  buf_add_c(page->out, page->palette->bold);
  buf_add_c(page->out, ": ");
  glyph_add(page->out, message);
  buf_add_c(page->out, page->palette->plain);
  buf_add_char(page->out, '\n');
}

static void add_frame(struct text_page *page, struct span span, struct str label,
                      enum level level) {
  if (!span.source)
    return;
  struct frame_ink ink = page->palette->ink;
  ink.caret = page->palette->levels[level];
  frame_add(page->out, span, label, &page->masks, &ink);
}

static void add_related(struct text_page *page, const struct diag_related *related) {
  struct str path = {NULL, 0};
  if (related->span.source)
    path = related->span.source->path;
  add_place(page, path, related->span, &page->related_places);
  buf_printf(page->out, "%snote%s", page->palette->levels[LEVEL_NOTE], page->palette->plain);
  add_message(page, related->message);
  add_frame(page, related->span, (struct str){NULL, 0}, LEVEL_NOTE);
}

/* Is it a file of which the caller asked what is wrong with it, and not a schema? */
static bool is_looked_at(const struct diag_report *report, struct str path) {
  size_t low = 0, high = report->looked_at_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (str_compare(report->looked_at[middle], path) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < report->looked_at_count && str_equal(report->looked_at[low], path);
}

/* The option that makes the fix of the finding; NULL if none does. */
static const char *fixing_option(const struct text_page *page, const struct diag *diag) {
  if (diag->edit_count == 0 || !is_looked_at(page->report, diag->path))
    return NULL;
  return diag->is_unsafe ? "--fix --unsafe-fixes" : "--fix";
}

/* A help text may have several lines; those behind the first are indented like it. What makes
 * the fix stands behind the first. */
static void add_help(struct text_page *page, struct str help, const char *option) {
  buf_printf(page->out, "  %shelp:%s ", page->palette->help, page->palette->plain);
  struct str line;
  for (bool is_first = true; str_next_line(&help, &line); is_first = false) {
    if (!is_first)
      buf_add_c(page->out, "        ");
    glyph_add_line(page->out, line);
    if (is_first && option)
      buf_printf(page->out, "   (kbc check %s does it)", option);
    buf_add_char(page->out, '\n');
  }
}

static void add_diag(struct text_page *page, const struct diag *diag) {
  add_place(page, diag->path, diag->span, &page->places);
  buf_printf(page->out, "%s%s[%s %s]%s", page->palette->levels[diag->level],
             level_name(diag->level), diag->rule->code, diag->rule->name, page->palette->plain);
  add_message(page, diag->message);
  add_frame(page, diag->span, diag->label, diag->level);
  for (size_t i = 0; i < diag->related_count; i++)
    add_related(page, &diag->related[i]);
  const char *option = fixing_option(page, diag);
  if (diag->help.n > 0)
    add_help(page, diag->help, option);
  else if (option)
    buf_printf(page->out, "  %shelp:%s kbc check %s does it\n", page->palette->help,
               page->palette->plain, option);
}

static void text_print(struct print_target *target, const struct diag_report *report) {
  struct arena a = {0};
  struct text_page page = {.out = &target->buf,
                           .report = report,
                           .palette = target->has_color ? &color : &no_color,
                           .masks = {.a = &a, .hidden = report->hidden}};
  for (size_t i = 0; i < report->count; i++) {
    add_diag(&page, &report->diags[i]);
    print_pass(target);
  }
  arena_free(&a);
}

const struct printer text_printer = {"text", "for people: the line, carets, what to do",
                                     text_print};
