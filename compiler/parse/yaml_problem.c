/* What libyaml says where it gives up, in words of ours. */
#include "parse/yaml_problem.h"

#include "diag/diag.h"
#include "parse/front_rules.h"
#include "parse/yaml_line.h"
#include "parse/yaml_scalar.h"

#include <string.h>

struct wording {
  const char *problem; /* libyaml's */
  const char *message, *help;
  bool is_at_context; /* the mistake is where libyaml began what it could not end */
};

static const struct wording wordings[] = {
    {"could not find expected ':'", "this line has no \": \" between a key and its value",
     "write  key: value", true},
    {"mapping values are not allowed in this context",
     "the \":\" here would begin a mapping where none can be",
     "put quotes around the value if the colon is part of it; else look at the indentation",
     false},
    {"block sequence entries are not allowed in this context",
     "the \"-\" here would begin a list item where none can be",
     "put quotes around the value if it is text; else put each item on a line of its own",
     false},
    {"found character that cannot start any token",
     "no value or key may begin with this character", "put quotes around the value", false},
    {"found a tab character that violates indentation",
     "a tab indents the next line, and YAML takes only spaces",
     "put spaces in the place of tabs", false},
    {"found unexpected end of stream", "the quote that opens here is never closed",
     "write the closing quote", true},
    {"found unexpected document indicator", "the quote that opens here is never closed",
     "write the closing quote", true},
    {"did not find expected key", "a key is expected here",
     "look at the indentation and quotes", false},
    {"did not find expected '-' indicator",
     "a list item, with \"- \" in front, is expected here",
     "look at the indentation and quotes", false},
    {"did not find expected ',' or ']'",
     "the list that opens here is not closed, or lacks a comma",
     "write \",\" between the items and \"]\" behind the last", true},
    {"did not find expected ',' or '}'",
     "the mapping that opens here is not closed, or lacks a comma",
     "write \",\" between the pairs and \"}\" behind the last", true},
    {"did not find expected node content", "a value is expected here", "write the value",
     false},
    {"did not find expected <document start>", "nothing can follow what stands above",
     "look at the indentation and quotes of the lines above", false},
};

static const struct wording *find_wording(const char *problem) {
  for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
    if (strcmp(problem, wordings[i].problem) == 0)
      return &wordings[i];
  }
  return NULL;
}

size_t yaml_problem_place(const struct events_problem *problem) {
  const struct wording *wording = problem->problem ? find_wording(problem->problem) : NULL;
  return wording && wording->is_at_context ? problem->context_at : problem->at;
}

/* "\d" in double quotes, which libyaml reports where the escape begins. */
static bool report_escape(struct yaml_job *job, size_t at) {
  size_t n;
  if (at >= job->bytes.n || job->bytes.p[at] != '\\' || yaml_is_escape(job->bytes, at, &n))
    return false;
  struct diag *diag = diag_add(
      job->bag, &front_rules[FRONT_YAML_ESCAPE], yaml_text_span(job, at, at + n),
      "\"%.*s\" means nothing in double quotes", STR_ARG(str_slice(job->bytes, at, at + n)));
  diag_label(job->bag, diag, "no escape sequence");
  diag_help(job->bag, diag, "put the value in single quotes, or write \\\\ for one backslash");
  return true;
}

void yaml_problem_report(struct yaml_job *job, const struct events_problem *problem) {
  size_t at = yaml_problem_place(problem);
  if (report_escape(job, at))
    return;
  const struct wording *wording = problem->problem ? find_wording(problem->problem) : NULL;
  struct yaml_line line = yaml_line_around(job->bytes, at);
  size_t to = yaml_plain_end(job->bytes, at < line.end ? at : line.end, line.end);
  struct span span = yaml_text_span(job, at, to > at ? to : at);
  struct diag *diag = diag_add(job->bag, &front_rules[FRONT_YAML_SYNTAX], span, "%s%s",
                               wording ? wording->message : "this cannot be read as YAML: ",
                               wording            ? ""
                               : problem->problem ? problem->problem
                                                  : "unexpected content");
  if (wording)
    diag_help(job->bag, diag, "%s", wording->help);
}
