/* Findings as workflow commands of GitHub Actions: it shows them beside the lines of a change.
 *
 * Of each level GitHub shows ten in a step and drops the rest in silence. Where there are more,
 * the first nine are spread over the files, and the tenth says how many there are. */
#include "diag/glyph.h"
#include "diag/page.h"

enum { MOST_SHOWN = 10 };

/* The indexes of the findings of one level that come first. */
struct chosen {
  size_t items[MOST_SHOWN];
  size_t count;
};

struct github_page {
  struct page page;
  struct buf *out;
  struct buf text;
};

/* ---- Commands -----------------------------------------------------------------------------
 */

/* The data of a command ends with the line; its properties with a comma or a colon, besides. */
static void add_escaped(struct buf *out, struct str s, bool is_property) {
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ',')))
      buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    else
      buf_add_char(out, c);
  }
}

static const char *command_of(enum level level) {
  return level == LEVEL_NOTE ? "notice" : level_name(level);
}

static void add_file(struct github_page *page, const struct diag *diag) {
  if (diag->path.n == 0 || path_is_bracketed(diag->path))
    return;
  buf_clear(&page->text);
  glyph_add(&page->text, page_path(&page->page, diag->path));
  buf_add_c(page->out, "file=");
  add_escaped(page->out, buf_str(&page->text), true);
  buf_add_char(page->out, ',');
}

/* GitHub refuses columns where the lines differ. */
static void add_lines(struct github_page *page, const struct diag *diag) {
  if (!diag->span.source)
    return;
  struct place place = page_place(&page->page, diag->span);
  buf_printf(page->out, "line=%zu,endLine=%zu,", place.start.line, place_last_line(place));
  if (place.start.line == place.end.line)
    buf_printf(page->out, "col=%zu,endColumn=%zu,", place.start.column, place.end.column);
}

static void add_diag(struct github_page *page, const struct diag *diag) {
  buf_printf(page->out, "::%s ", command_of(diag->level));
  add_file(page, diag);
  add_lines(page, diag);
  buf_printf(page->out, "title=%s %s::", diag->rule->code, diag->rule->name);
  buf_clear(&page->text);
  page_add_message(&page->text, diag);
  page_add_details(&page->page, &page->text, diag);
  add_escaped(page->out, buf_str(&page->text), false);
  buf_add_char(page->out, '\n');
}

/* ---- Which come first ---------------------------------------------------------------------
 */

static bool is_chosen(const struct chosen *chosen, size_t index) {
  for (size_t i = 0; i < chosen->count; i++) {
    if (chosen->items[i] == index)
      return true;
  }
  return false;
}

/* Adds the finding of this rank in each file: 0 is the first of the level there. */
static void choose_rank(struct chosen *chosen, const struct diag_report *report,
                        enum level level, size_t rank) {
  size_t before = 0; /* findings of the level above this one in its file */
  for (size_t i = 0; i < report->count && chosen->count < MOST_SHOWN - 1; i++) {
    const struct diag *diag = &report->diags[i];
    if (i > 0 && !str_equal(diag->path, diag[-1].path))
      before = 0;
    if (diag->level == level && before++ == rank)
      chosen->items[chosen->count++] = i;
  }
}

static void print_many(struct print_target *target, struct github_page *page, enum level level,
                       size_t count) {
  const struct diag_report *report = page->page.report;
  struct chosen chosen = {.count = 0};
  for (size_t rank = 0; chosen.count < MOST_SHOWN - 1; rank++)
    choose_rank(&chosen, report, level, rank);
  for (size_t i = 0; i < chosen.count; i++)
    add_diag(page, &report->diags[chosen.items[i]]);
  buf_printf(
      page->out,
      "::%s title=kbc::%zu %ss in all: GitHub shows no more than %d here, the log of this "
      "step has the others\n",
      command_of(level), count, level_name(level), MOST_SHOWN);
  for (size_t i = 0; i < report->count; i++) {
    if (report->diags[i].level == level && !is_chosen(&chosen, i))
      add_diag(page, &report->diags[i]);
    print_pass(target);
  }
}

static void print_few(struct github_page *page, enum level level) {
  const struct diag_report *report = page->page.report;
  for (size_t i = 0; i < report->count; i++) {
    if (report->diags[i].level == level)
      add_diag(page, &report->diags[i]);
  }
}

static void github_print(struct print_target *target, const struct diag_report *report) {
  struct github_page page = {.page = {.report = report}, .out = &target->buf};
  for (enum level level = LEVEL_ERROR; level > LEVEL_OFF; level--) {
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++)
      count += report->diags[i].level == level;
    if (count > MOST_SHOWN)
      print_many(target, &page, level, count);
    else if (count > 0)
      print_few(&page, level);
  }
  buf_free(&page.text);
  page_end(&page.page);
}

const struct printer github_printer = {
    "github", "for GitHub Actions: annotations beside the lines of a change", github_print};
