/* Findings as JUnit's XML: each file that was looked at is a test case, and a clean one passes.
 */
#include "diag/page.h"
#include "diag/xml.h"

/* A file, or what else findings are about: diags[from, to) are its own. */
struct test_case {
  struct str path;
  size_t from, to;
};

/* A walk over the files that were looked at and those that have findings, by path. */
struct walk {
  const struct diag_report *report;
  size_t diag, file;
};

struct junit_page {
  struct page page;
  struct buf *out;
  struct buf text;
};

static bool walk_next(struct walk *walk, struct test_case *test) {
  const struct diag_report *report = walk->report;
  bool has_diag = walk->diag < report->count, has_file = walk->file < report->looked_at_count;
  if (!has_diag && !has_file)
    return false;
  test->path = has_diag ? report->diags[walk->diag].path : report->looked_at[walk->file];
  if (has_file && str_compare(report->looked_at[walk->file], test->path) < 0)
    test->path = report->looked_at[walk->file];
  while (walk->file < report->looked_at_count &&
         str_equal(report->looked_at[walk->file], test->path))
    walk->file++;
  test->from = walk->diag;
  while (walk->diag < report->count && str_equal(report->diags[walk->diag].path, test->path))
    walk->diag++;
  test->to = walk->diag;
  return true;
}

/* What lets the run fail, fails here. */
static bool fails(const struct diag_report *report, const struct diag *diag) {
  return diag->level == LEVEL_ERROR || (diag->level == LEVEL_WARNING && report->deny_warnings);
}

static size_t count_failing(const struct diag_report *report, const struct test_case *test) {
  size_t count = 0;
  for (size_t i = test->from; i < test->to; i++)
    count += fails(report, &report->diags[i]);
  return count;
}

static void add_diag(struct junit_page *page, const struct diag *diag) {
  struct buf *text = &page->text;
  buf_clear(text);
  if (diag->span.source) {
    struct position at = page_place(&page->page, diag->span).start;
    buf_printf(text, "%zu:%zu: ", at.line, at.column);
  }
  buf_printf(text, "%s[%s %s]: ", level_name(diag->level), diag->rule->code, diag->rule->name);
  page_add_message(text, diag);
  page_add_details(&page->page, text, diag);
  buf_add_char(text, '\n');
  xml_add_spelled(page->out, buf_str(text));
}

static void add_diags(struct print_target *target, struct junit_page *page,
                      const struct test_case *test, bool failing) {
  const struct diag_report *report = page->page.report;
  for (size_t i = test->from; i < test->to; i++) {
    if (fails(report, &report->diags[i]) == failing)
      add_diag(page, &report->diags[i]);
    print_pass(target);
  }
}

/* The first one stands in the summary that people see, with how many there are. */
static void add_failure(struct print_target *target, struct junit_page *page,
                        const struct test_case *test, size_t count) {
  const struct diag_report *report = page->page.report;
  size_t first = test->from;
  while (!fails(report, &report->diags[first]))
    first++;
  const struct diag *diag = &report->diags[first];
  buf_clear(&page->text);
  page_add_message(&page->text, diag);
  buf_add_c(page->out, "      <failure message=\"");
  xml_add_spelled(page->out, buf_str(&page->text));
  if (count > 1)
    buf_printf(page->out, " (and %zu more)", count - 1);
  buf_printf(page->out, "\" type=\"%s\">", diag->rule->name);
  add_diags(target, page, test, true);
  buf_add_c(page->out, "</failure>\n");
}

static void add_case(struct print_target *target, struct junit_page *page,
                     const struct test_case *test) {
  size_t failing = count_failing(page->page.report, test);
  buf_add_c(page->out, "    <testcase");
  xml_attribute(page->out, "name", page_file(&page->page, test->path));
  buf_add_c(page->out, " classname=\"kbc\" time=\"0\"");
  if (test->from == test->to) {
    buf_add_c(page->out, "/>\n");
    return;
  }
  buf_add_c(page->out, ">\n");
  if (failing > 0)
    add_failure(target, page, test, failing);
  if (failing < test->to - test->from) {
    buf_add_c(page->out, "      <system-out>");
    add_diags(target, page, test, false);
    buf_add_c(page->out, "</system-out>\n");
  }
  buf_add_c(page->out, "    </testcase>\n");
}

static void junit_print(struct print_target *target, const struct diag_report *report) {
  struct junit_page page = {.page = {.report = report}, .out = &target->buf};
  size_t tests = 0, failures = 0;
  struct test_case test;
  for (struct walk walk = {.report = report}; walk_next(&walk, &test); tests++)
    failures += count_failing(report, &test) > 0;
  buf_printf(
      page.out,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"kbc\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" time=\"0\">\n"
      "  <testsuite name=\"kbc check\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
      "skipped=\"0\" time=\"0\">\n",
      tests, failures, tests, failures);
  for (struct walk walk = {.report = report}; walk_next(&walk, &test);) {
    add_case(target, &page, &test);
    print_pass(target);
  }
  buf_add_c(page.out, "  </testsuite>\n</testsuites>\n");
  buf_free(&page.text);
  page_end(&page.page);
}

const struct printer junit_printer = {"junit", "JUnit's XML: a file is a test case",
                                      junit_print};
