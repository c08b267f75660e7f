/* What a body may not exceed, because cmark would take minutes over it. */
#include "parse/body_limits.h"

#include "diag/diag.h"
#include "parse/body_rules.h"
#include "parse/body_text.h"
#include "parse/outline.h"

const struct body_limits body_limits_default = {
    .paragraph = 16 * 1024,
    .brackets = 2048,
    .depth = 32,
};

enum { LONGEST_LINE = 64 * 1024 }; /* in bytes; what is longer is reported by who reads files */

struct inspection {
  struct bag *bag;
  const struct body_text *text;
  const struct body_limits *limits;
  size_t from, to; /* the paragraph so far; none if they are equal */
  bool has_findings;
};

static void report_length(struct inspection *i, size_t n) {
  const struct body_text *text = i->text;
  size_t end = text->ends[body_line_at(text, i->from)];
  /* A line as long as no line may be has its own finding. */
  if (end - i->from > LONGEST_LINE)
    return;
  struct diag *diag = diag_add(
      i->bag, &body_rules[BODY_PARAGRAPH_TOO_LONG], span_of(text->source, i->from, end),
      "the paragraph that begins here has %zu bytes; %zu are the limit", n,
      i->limits->paragraph);
  diag_help(i->bag, diag,
            "split it with blank lines; put what a machine printed between two "
            "lines of ```");
}

static void report_brackets(struct inspection *i, size_t count) {
  const struct body_text *text = i->text;
  size_t end = text->ends[body_line_at(text, i->from)];
  struct diag *diag =
      diag_add(i->bag, &body_rules[BODY_TOO_MANY_BRACKETS], span_of(text->source, i->from, end),
               "the paragraph that begins here has %zu opening brackets; %zu are the limit",
               count, i->limits->brackets);
  diag_help(i->bag, diag, "put it between two lines of ```, or split it with blank lines");
}

static void end_paragraph(struct inspection *i) {
  size_t n = i->to - i->from;
  if (n > i->limits->paragraph) {
    report_length(i, n);
    i->has_findings = true;
  } else if (n > i->limits->brackets) {
    size_t count = 0;
    struct str paragraph = body_slice(i->text, i->from, i->to);
    for (size_t at = str_find_char(paragraph, '[', 0); at != STR_NONE;
         at = str_find_char(paragraph, '[', at + 1))
      count++;
    if (count > i->limits->brackets) {
      report_brackets(i, count);
      i->has_findings = true;
    }
  }
  i->from = i->to = 0;
}

static void report_depth(struct inspection *i, struct str line) {
  struct diag *diag =
      diag_add(i->bag, &body_rules[BODY_NESTING_TOO_DEEP], span_of_text(i->text->source, line),
               "this line nests quotes and lists deeper than %zu levels", i->limits->depth);
  diag_help(i->bag, diag, "put quoted material between two lines of ```");
  i->has_findings = true;
}

bool body_keeps_limits(struct bag *bag, struct body_text *text,
                       const struct body_limits *limits) {
  struct inspection i = {.bag = bag, .text = text, .limits = limits};
  struct outline outline = {.depth = 0};
  for (size_t n = 0; n < text->line_count; n++) {
    struct str line = body_line(text, n);
    enum line_role role = outline_read(&outline, line);
    text->contents[n] = (uint32_t)(text->starts[n] + outline.content);
    if (role != LINE_MORE || i.from == i.to)
      end_paragraph(&i);
    if (role != LINE_OTHER) {
      i.from = i.from == i.to ? text->starts[n] : i.from;
      i.to = text->ends[n];
    }
    if (outline.depth > limits->depth) {
      /* What a deeper line would be is not to be known, so nothing is behind this one. */
      report_depth(&i, line);
      return false;
    }
  }
  end_paragraph(&i);
  return !i.has_findings;
}
