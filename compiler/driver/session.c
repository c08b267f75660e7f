/* What the commands that read cases have in common: from the options to a report. */
#include "driver/session.h"

#include "base/file.h"
#include "diag/glyph.h"
#include "model/schema.h"
#include "read/read.h"

static bool refuse(struct str error, enum status *status) {
  complain("%.*s", STR_ARG(error));
  *status = STATUS_CALL;
  return false;
}

enum status session_print(const struct session *s, const struct diag_report *report) {
  return outputs_print(&s->outputs, report) ? STATUS_CLEAN : STATUS_FAILED;
}

static bool read_options(struct session *s, bool is_build, struct str *error) {
  s->catalogue = catalogue_new(&s->a);
  s->policy = policy_new(&s->a, &s->catalogue);
  s->policy.shows_errors = is_build;
  struct str path_base = s->options->path_base;
  if (path_base.n > 0 && file_kind_of(path_base.p, true) != FILE_FOLDER) {
    *error = arena_printf(&s->a, "--path-base: %.*s is no folder", STR_ARG(path_base));
    return false;
  }
  return policy_read_options(&s->policy, &s->a, s->options, error) &&
         outputs_read(&s->a, s->options, &s->outputs, error) &&
         config_find(&s->a, s->options->schema, &s->config, error);
}

/* A run that ends before the stages still prints what it has found, in every format. */
static bool stop(struct session *s, const struct inputs *inputs, enum status least,
                 enum status *status) {
  struct diag_report report = report_new(&s->run, &s->policy, &s->config, inputs, s->options);
  *status = status_worst(least, report_status(&report, s->options));
  *status = status_worst(*status, session_print(s, &report));
  return false;
}

static bool read_schema(struct session *s, enum status *status) {
  if (s->config.schema_path.n == 0 && !s->options->quiet)
    say("no schema here: the built-in one is used; kbc init writes one for these files");
  s->policy.root = s->config.root;
  s->policy.working_folder = s->config.working_folder;
  if (pipeline_schema(&s->run, &s->config, &s->policy))
    return true;
  stop(s, NULL, STATUS_CALL, status);
  complain("the schema is wrong, so nothing was checked");
  return false;
}

/* The list alone goes to standard output; what cannot be read is said beside it. */
static bool show_files(struct session *s, enum status *status) {
  struct buf out = {0};
  for (size_t i = 0; i < s->inputs.count; i++) {
    if (!s->inputs.items[i].is_named)
      continue;
    glyph_add(&out, s->inputs.items[i].path);
    buf_add_char(&out, '\n');
  }
  struct diag_report report =
      report_new(&s->run, &s->policy, &s->config, &s->inputs, s->options);
  *status = report_status(&report, s->options);
  if (!say_out(buf_str(&out)))
    *status = STATUS_FAILED;
  outputs_print_aside(&report);
  buf_free(&out);
  return false;
}

static void complain_of_no_file(const struct session *s) {
  const struct str_list *paths = &s->options->paths;
  if (s->run.bag.count > 0) {
    complain("no file found that can be looked at");
    return;
  }
  if (paths->count > 0) {
    complain("no file found: \"%.*s\"%s excluded by the schema, or without a Markdown file",
             STR_ARG(paths->items[0]), paths->count > 1 ? " and the others are" : " is");
    return;
  }
  struct buf globs = {0};
  for (size_t i = 0; i < s->run.schema->include_count; i++)
    buf_printf(&globs, "%s%.*s", i > 0 ? ", " : "", STR_ARG(s->run.schema->include[i]));
  complain("no file found: the corpus is %.*s below %.*s", STR_ARG(buf_str(&globs)),
           STR_ARG(s->config.shown_root));
  buf_free(&globs);
}

bool session_open(struct session *s, const struct options *options, bool is_build,
                  enum status *status) {
  *s = (struct session){.options = options};
  s->run.a = &s->a;
  struct str error = {NULL, 0};
  if (!read_options(s, is_build, &error))
    return refuse(error, status);
  return read_schema(s, status);
}

bool session_start(struct session *s, const struct options *options, bool is_build,
                   enum status *status) {
  struct str error = {NULL, 0};
  if (!session_open(s, options, is_build, status))
    return false;
  if (!inputs_find(&s->a, &s->run.bag, &s->config, s->run.schema, &options->paths, &s->inputs,
                   &error))
    return refuse(error, status);
  if (s->inputs.named_count == 0) {
    stop(s, &s->inputs, STATUS_CALL, status);
    complain_of_no_file(s);
    return false;
  }
  return options->show_files ? show_files(s, status) : true;
}

struct diag_report session_report(struct session *s) {
  return report_new(&s->run, &s->policy, &s->config, &s->inputs, s->options);
}

struct diag_report session_run(struct session *s) {
  pipeline_run(&s->run, &s->config, &s->inputs, s->options->jobs);
  return session_report(s);
}

bool session_doubts(struct session *s, const struct pipeline_text *text) {
  struct bag doubts = {.arena = text->bag.arena};
  for (size_t i = 0; i < text->bag.count; i++) {
    struct diag *diag = &text->bag.diags[i];
    if (!text->source || read_leaves_doubt(diag->rule)) {
      struct bag one = {.diags = diag, .count = 1};
      bag_append(&doubts, &one);
    }
  }
  bag_append(&s->run.bag, &doubts);
  return doubts.count > 0 || !text->source;
}

enum status session_print_doubts(struct session *s) {
  struct policy policy = policy_new(&s->a, &s->catalogue);
  struct diag_report report = report_new(&s->run, &policy, &s->config, NULL, s->options);
  return status_worst(report_status(&report, s->options), session_print(s, &report));
}

void session_end(struct session *s) {
  pipeline_end(&s->run);
  arena_free(&s->a);
}
