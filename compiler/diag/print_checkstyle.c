/* Findings as Checkstyle's XML, which many tools of continuous integration read. */
#include "diag/page.h"
#include "diag/xml.h"

static const char *severity_of(enum level level) {
  return level == LEVEL_NOTE ? "info" : level_name(level);
}

/* What cannot be read has no line; readers want one all the same. */
static void add_error(struct page *page, struct buf *out, const struct diag *diag) {
  struct buf message = {0};
  page_add_message(&message, diag);
  buf_add_c(out, "    <error");
  if (diag->span.source) {
    struct place place = page_place(page, diag->span);
    xml_attribute_number(out, "line", place.start.line);
    xml_attribute_number(out, "column", place.start.column);
  } else {
    xml_attribute_number(out, "line", 1);
  }
  xml_attribute(out, "severity", str_from_c(severity_of(diag->level)));
  buf_add_c(out, " message=\"");
  xml_add_spelled(out, buf_str(&message));
  buf_printf(out, "\" source=\"kbc.%s\"/>\n", diag->rule->name);
  buf_free(&message);
}

static void checkstyle_print(struct print_target *target, const struct diag_report *report) {
  struct page page = {.report = report};
  struct buf *out = &target->buf;
  buf_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
  for (size_t i = 0; i < report->count; i++) {
    const struct diag *diag = &report->diags[i];
    bool is_first = i == 0 || !str_equal(diag->path, diag[-1].path);
    bool is_last = i + 1 == report->count || !str_equal(diag->path, diag[1].path);
    if (is_first) {
      buf_add_c(out, "  <file");
      xml_attribute(out, "name", page_file(&page, diag->path));
      buf_add_c(out, ">\n");
    }
    add_error(&page, out, diag);
    if (is_last)
      buf_add_c(out, "  </file>\n");
    print_pass(target);
  }
  buf_add_c(out, "</checkstyle>\n");
  page_end(&page);
}

const struct printer checkstyle_printer = {"checkstyle", "XML as Checkstyle writes it",
                                           checkstyle_print};
