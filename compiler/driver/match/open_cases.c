/* Finds the cases that the lines of a run are held against. */
#include "driver/match/open_cases.h"

#include "base/file.h"
#include "driver/leave_out.h"
#include "model/kb.h"

#include <string.h>

/* ---- kb.json ------------------------------------------------------------------------------
 */

static bool refuse(enum status *status, enum status what) {
  *status = what;
  return false;
}

static bool read_kb_file(struct arena *a, struct str path, struct match_cases *cases,
                         enum status *status) {
  enum { LARGEST = 1 << 30 };
  struct str text = {NULL, 0}, error = {NULL, 0};
  int number = 0;
  const char *name = arena_copy(a, path).p;
  if (file_kind_of(name, true) == FILE_MISSING) {
    complain("--kb: %.*s does not exist; kbc build writes it", STR_ARG(path));
    return refuse(status, STATUS_CALL);
  }
  switch (file_read(a, name, LARGEST, true, &text, &number)) {
  case FILE_OK:
    break;
  case FILE_TOO_LARGE:
    complain("--kb: %.*s has more than 1 GiB", STR_ARG(path));
    return refuse(status, STATUS_CALL);
  case FILE_NOT_REGULAR:
    complain("--kb: %.*s is no regular file", STR_ARG(path));
    return refuse(status, STATUS_CALL);
  case FILE_FAILED:
    complain("--kb: %.*s cannot be read: %s", STR_ARG(path), strerror(number));
    return refuse(status, STATUS_FAILED);
  }
  if (cases_of_json(a, text, cases, &error))
    return true;
  complain("--kb: %.*s, %.*s", STR_ARG(path), STR_ARG(error));
  return refuse(status, STATUS_CALL);
}

/* ---- Sources ------------------------------------------------------------------------------
 */

/* What is wrong with cases is not shown here, but not hidden either. */
static void say_broken(struct session *s, const struct project *project) {
  struct leave_out out = leave_out_errors(&s->a, project->root, project->run.kb,
                                          &project->inputs, &project->run.bag);
  size_t all = project->run.kb->case_count, broken = all - out.kept_count;
  size_t others = out.left_out_count > broken ? out.left_out_count - broken : 0;
  if (broken > 0 && !s->options->quiet)
    say("%zu of %zu cases %s errors, and may not find their lines; kbc check shows them",
        broken, all, broken == 1 ? "has" : "have");
  if (others > 0 && !s->options->quiet)
    say("%zu file%s or text%s could not be read as a case; kbc check says why", others,
        others == 1 ? "" : "s", others == 1 ? "" : "s");
}

/* The only knowledge base that has cases, else the one in whose folder we are. */
static struct project *choose_project(struct session *s) {
  struct project *only = NULL;
  size_t count = 0;
  for (size_t i = 0; i < s->projects.count; i++) {
    struct project *project = &s->projects.items[i];
    if (!project->is_used || !project->run.kb || project->run.kb->case_count == 0)
      continue;
    only = project;
    count++;
  }
  if (count == 0)
    complain("there is no case to hold lines against");
  if (count < 2)
    return only;
  if (s->home->has_corpus && s->home->run.kb && s->home->run.kb->case_count > 0)
    return s->home;
  complain("%zu knowledge bases are here: go into the folder of one, or name its kb.json by "
           "--kb",
           count);
  return NULL;
}

/* The folder that the first glob of the corpus begins with. */
static struct str case_folder(struct arena *a, const struct project *project) {
  const struct schema *schema = project->run.schema;
  if (!project->has_corpus || schema->include_count == 0)
    return (struct str){NULL, 0};
  struct str glob = schema->include[0];
  size_t end = 0;
  for (size_t i = 0; i < glob.n && str_find_char(STR("*?[\\"), glob.p[i], 0) == STR_NONE; i++)
    end = glob.p[i] == '/' ? i + 1 : end;
  struct str folder = path_join(a, project->shown_root, str_slice(glob, 0, end));
  folder = folder.n > 0 ? path_clean(a, folder) : STR(".");
  return arena_printf(a, "%.*s/", STR_ARG(folder));
}

static bool read_sources(struct arena *a, const struct options *options,
                         struct case_origin *origin, struct match_cases *cases,
                         enum status *status) {
  origin->options = *options;
  origin->options.paths = (struct str_list){NULL, 0};
  origin->has_session = true;
  struct session *s = &origin->session;
  if (!session_start(s, &origin->options, false, status))
    return refuse(status, status_worst(*status, STATUS_CALL));
  /* Where not everything could be read, lines of cases that are there would seem to have none.
   */
  struct diag_report report = session_run(s);
  if (report_status(&report, &origin->options) > STATUS_FINDINGS)
    return refuse(status, session_stop(s, STATUS_CLEAN));
  struct project *project = choose_project(s);
  if (!project)
    return refuse(status, STATUS_CALL);
  say_broken(s, project);
  origin->title = project->run.schema->record.title.pattern;
  origin->case_folder = case_folder(a, project);
  pipeline_for_outputs(&project->run, project->run.kb);
  *cases = cases_of_kb(a, project->run.kb);
  return true;
}

bool open_cases(struct arena *a, const struct options *options, struct case_origin *origin,
                struct match_cases *cases, enum status *status) {
  *origin = (struct case_origin){.has_session = false};
  return options->match_kb.n > 0 ? read_kb_file(a, options->match_kb, cases, status)
                                 : read_sources(a, options, origin, cases, status);
}

void close_cases(struct case_origin *origin) {
  if (origin->has_session)
    session_end(&origin->session);
}
