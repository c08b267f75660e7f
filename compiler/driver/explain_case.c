/* kbc explain --case: by which words log lines find a case. */
#include "driver/explain_case.h"

#include "base/file.h"
#include "base/path.h"
#include "driver/case_place.h"
#include "driver/explained.h"
#include "driver/session.h"
#include "model/kb.h"

/* A case among those of all knowledge bases that were read. */
struct found_case {
  struct project *project;
  size_t number, count; /* count: of the cases that the word may mean */
};

static void take(struct found_case *found, struct project *project, size_t number) {
  if (found->count++ == 0) {
    found->project = project;
    found->number = number;
  }
}

/* An id, or the beginning of one. */
static void find_by_id(struct found_case *found, struct project *project, struct str word) {
  const struct kb *kb = project->run.kb;
  for (size_t i = 0; i < kb->case_count; i++) {
    if (str_starts_with(kb->cases[i]->id, word))
      take(found, project, i);
  }
}

/* PATH or PATH:LINE; no line is 0. */
static struct str cut_line(struct str word, size_t *line) {
  size_t colon = word.n, number = 0;
  while (colon > 0 && is_digit_char(word.p[colon - 1]))
    colon--;
  *line = 0;
  if (colon < 2 || colon == word.n || word.p[colon - 1] != ':' || word.n - colon > 9)
    return word;
  for (size_t i = colon; i < word.n; i++)
    number = number * 10 + (size_t)(word.p[i] - '0');
  *line = number;
  return str_slice(word, 0, colon - 1);
}

static void find_by_place(struct arena *a, struct found_case *found, struct project *project,
                          struct str word) {
  const struct kb *kb = project->run.kb;
  size_t line, last = STR_NONE;
  struct str path = path_absolute(a, arena_copy(a, cut_line(word, &line)));
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct source *source = kb->cases[i]->doc->piece->source;
    if (!str_equal(path_absolute(a, arena_copy(a, source->path)), path))
      continue;
    size_t number = i;
    if (line > 0) {
      bool is_there = line <= source->line_count;
      number = is_there ? case_at_place(kb, source_line_span(source, line - 1)) : STR_NONE;
    }
    if (number != STR_NONE && number != last)
      take(found, project, number);
    last = number;
  }
}

static bool find_case(struct session *s, struct str word, struct found_case *found) {
  *found = (struct found_case){NULL, 0, 0};
  for (size_t by_id = 0; by_id < 2 && found->count == 0; by_id++) {
    for (size_t i = 0; i < s->projects.count; i++) {
      struct project *project = &s->projects.items[i];
      if (!project->is_used || !project->run.kb)
        continue;
      if (by_id == 0)
        find_by_place(&s->a, found, project, word);
      else
        find_by_id(found, project, word);
    }
  }
  if (found->count == 0)
    complain("--case: no case has the id or stands in the file \"%.*s\"", STR_ARG(word));
  else if (found->count > 1)
    complain("--case: \"%.*s\" may be any of %zu cases; write more of the id, or FILE:LINE",
             STR_ARG(word), found->count);
  return found->count == 1;
}

static enum status write_case(struct session *s, const struct found_case *found) {
  struct buf out = {0};
  pipeline_for_outputs(&found->project->run, found->project->run.kb);
  struct explained e = explained_of(&s->a, found->project->run.kb, found->number);
  if (s->options->explain_format == EXPLAIN_JSON)
    explained_write_json(&out, &e);
  else
    explained_write_text(&out, &e);
  enum status status = say_out(buf_str(&out)) ? STATUS_CLEAN : STATUS_FAILED;
  buf_free(&out);
  return status;
}

enum status explain_case(const struct options *options) {
  struct session s;
  struct found_case found;
  enum status status = STATUS_CALL;
  if (options->explain_format == EXPLAIN_MARKDOWN) {
    complain("--case is written as text or json");
    return STATUS_CALL;
  }
  if (session_start(&s, options, false, &status)) {
    struct diag_report report = session_run(&s);
    if (report_status(&report, options) > STATUS_FINDINGS)
      status = session_stop(&s, STATUS_CLEAN);
    else
      status =
          find_case(&s, options->explain_case, &found) ? write_case(&s, &found) : STATUS_CALL;
  }
  session_end(&s);
  return status;
}
