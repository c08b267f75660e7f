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
  enum front_rule rule;
};

#define TAB_PROBLEM "found a tab character that violates indentation"

static const struct wording wordings[] = {
    {"could not find expected ':'", "this line has no \": \" between a key and its value",
     "write  key: value", true, FRONT_YAML_SYNTAX},
    {"mapping values are not allowed in this context",
     "the \":\" here would begin a mapping where none can be",
     "put quotes around the value if the colon is part of it; else look at the indentation",
     false, FRONT_YAML_SYNTAX},
    {"block sequence entries are not allowed in this context",
     "the \"-\" here would begin a list item where none can be",
     "put quotes around the value if it is text; else put each item on a line of its own",
     false, FRONT_YAML_SYNTAX},
    {"found character that cannot start any token",
     "no value or key may begin with this character", "put quotes around the value", false,
     FRONT_YAML_SYNTAX},
    {TAB_PROBLEM, "a tab indents this line, and YAML takes only spaces",
     "put spaces in the place of tabs", false, FRONT_YAML_TAB},
    {"found unexpected end of stream", "the quote that opens here is never closed",
     "write the closing quote", true, FRONT_YAML_UNCLOSED_QUOTE},
    {"found unexpected document indicator", "the quote that opens here is never closed",
     "write the closing quote", true, FRONT_YAML_UNCLOSED_QUOTE},
    {"did not find expected key", "a key is expected here",
     "look at the indentation and quotes", false, FRONT_YAML_SYNTAX},
    {"did not find expected '-' indicator",
     "a list item, with \"- \" in front, is expected here",
     "look at the indentation and quotes", false, FRONT_YAML_SYNTAX},
    {"did not find expected ',' or ']'",
     "the list that opens here is not closed, or lacks a comma",
     "write \",\" between the items and \"]\" behind the last", true, FRONT_YAML_SYNTAX},
    {"did not find expected ',' or '}'",
     "the mapping that opens here is not closed, or lacks a comma",
     "write \",\" between the pairs and \"}\" behind the last", true, FRONT_YAML_SYNTAX},
    {"did not find expected node content", "a value is expected here", "write the value", false,
     FRONT_YAML_SYNTAX},
    {"did not find expected <document start>", "nothing can follow what stands above",
     "look at the indentation and quotes of the lines above", false, FRONT_YAML_SYNTAX},
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
  bool is_tab = at < job->bytes.n && job->bytes.p[at] == '\t';
  const char *name = is_tab ? TAB_PROBLEM : problem->problem;
  const struct wording *wording = name ? find_wording(name) : NULL;
  struct yaml_line line = yaml_line_around(job->bytes, at);
  size_t to = at < line.end ? yaml_plain_end(job->bytes, at, line.end) : at;
  enum front_rule rule = wording ? wording->rule : FRONT_YAML_SYNTAX;
  struct diag *diag =
      diag_add(job->bag, &front_rules[rule], yaml_text_span(job, at, is_tab ? at + 1 : to),
               "%s%s", wording ? wording->message : "this cannot be read as YAML: ",
               wording ? ""
               : name  ? name
                       : "unexpected content");
  if (wording)
    diag_help(job->bag, diag, "%s", wording->help);
}
