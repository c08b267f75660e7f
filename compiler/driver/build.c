/* Compiles the knowledge bases of a session into their folders: all of them, or none.
 *
 * Before one of them is put in its place, the next is written beside its own: the builds stand
 * nested, each within the last step of the one before. In the innermost the findings are
 * printed, and whatever fails calls off all that are still to come, which is all of them unless
 * the disk fails in the very last step. */
#include "driver/build.h"

#include "base/file.h"
#include "driver/compile.h"
#include "driver/leave_out.h"
#include "driver/session.h"
#include "model/kb.h"

/* What becomes of one project. */
struct part {
  struct project *project;
  struct emit_request request;
  struct emit_report emitted;
  struct bag bag; /* what emitting finds */
  enum emit_result result;
  struct leave_out leave_out;
  bool is_emitted; /* or begun to be */
};

struct build {
  struct session *s;
  struct part *parts;
  size_t count;
  size_t next; /* the part that is emitted next */
  struct diag_report report;
  enum status status;
  bool is_printed;
  bool is_announced; /* what the folders are going to hold was said, before they do */
  bool is_stopped;   /* nothing is put in its place any more */
};

/* ---- Reporting ----------------------------------------------------------------------------
 */

/* The findings of the run and of emitting, in one report. */
static void add_emit_findings(struct build *b) {
  size_t found = 0;
  for (size_t i = 0; i < b->count; i++) {
    found += b->parts[i].bag.count;
    bag_append(&b->parts[i].project->run.bag, &b->parts[i].bag);
    b->parts[i].bag.count = 0;
  }
  if (found == 0)
    return;
  b->report = session_report(b->s);
  b->status = status_worst(b->status, report_status(&b->report, b->s->options));
}

/* Prints the findings, once. False if they cannot be printed. */
static bool print(struct build *b) {
  if (b->is_printed)
    return !b->is_stopped;
  add_emit_findings(b);
  b->is_printed = true;
  enum status status = session_print(b->s, &b->report);
  b->status = status_worst(b->status, status);
  b->is_stopped = b->is_stopped || status != STATUS_CLEAN;
  return !b->is_stopped;
}

/* What was found after the findings were printed, as that the exchange was not possible at
 * once. */
static void print_late(struct build *b) {
  for (size_t i = 0; i < b->count; i++) {
    struct diag_report late = {.diags = b->parts[i].bag.diags, .count = b->parts[i].bag.count};
    outputs_print_aside(&late);
  }
}

static void say_stale(struct str folder, const struct emit_report *emitted) {
  static const char *const words[] = {"", "is missing", "is out of date", "is left over"};
  for (size_t i = 0; i < emitted->file_count; i++) {
    const struct emit_file *file = &emitted->files[i];
    if (file->change != EMIT_SAME)
      say("%.*s/%.*s %s", STR_ARG(folder), STR_ARG(file->name), words[file->change]);
  }
  complain("%.*s is stale; kbc build brings it up to date", STR_ARG(folder));
}

static void say_done(const struct build *b, struct str folder,
                     const struct emit_report *emitted) {
  size_t changed = 0, there = 0;
  for (size_t i = 0; i < emitted->file_count; i++) {
    changed += emitted->files[i].change != EMIT_SAME;
    there += emitted->files[i].change != EMIT_GONE;
  }
  if (b->s->options->quiet)
    return;
  if (emitted->unknown_vectors > 0)
    say("%.*s: %zu vector%s belong%s to no chunk", STR_ARG(b->s->options->vectors),
        emitted->unknown_vectors, emitted->unknown_vectors == 1 ? "" : "s",
        emitted->unknown_vectors == 1 ? "s" : "");
  if (b->s->options->is_check)
    say("%.*s is up to date", STR_ARG(folder));
  else if (changed == 0)
    say("%.*s: nothing has changed", STR_ARG(folder));
  else
    say("%.*s: %zu file%s, %zu changed, %zu chunk%s of %zu case%s", STR_ARG(folder), there,
        there == 1 ? "" : "s", changed, emitted->chunk_count,
        emitted->chunk_count == 1 ? "" : "s", emitted->case_count,
        emitted->case_count == 1 ? "" : "s");
}

static void say_result(const struct build *b, const struct part *part) {
  struct str folder = part->request.folder;
  if (part->result == EMIT_STALE)
    say_stale(folder, &part->emitted);
  else if (part->result == EMIT_DONE)
    say_done(b, folder, &part->emitted);
  else
    complain(
        "%.*s was not %s%s", STR_ARG(folder), b->s->options->is_check ? "checked" : "built",
        b->report.cases > 0 && project_cases(part->project) == 0 ? ": it has no case" : "");
}

/* The last words of a build that works out, while all of it can still be called off: behind the
 * first exchange there is only clearing away, and nobody waits for a reader. */
static void announce(struct build *b) {
  if (b->s->options->is_check || b->is_announced)
    return;
  b->is_announced = true;
  b->status = session_summary(b->s, &b->report, b->status);
  for (size_t i = 0; i < b->count; i++) {
    if (b->parts[i].is_emitted)
      say_done(b, b->parts[i].request.folder, &b->parts[i].emitted);
  }
}

static enum status finish(struct build *b) {
  print(b);
  print_late(b);
  if (!b->is_announced)
    b->status = session_summary(b->s, &b->report, b->status);
  for (size_t i = 0; i < b->count; i++) {
    if (!b->is_announced || b->parts[i].result != EMIT_DONE)
      say_result(b, &b->parts[i]);
  }
  return b->status;
}

/* ---- Emitting -----------------------------------------------------------------------------
 */

static enum status status_of(enum emit_result result) {
  switch (result) {
  case EMIT_DONE:
    return STATUS_CLEAN;
  case EMIT_STALE:
  case EMIT_REFUSED:
    return STATUS_FINDINGS;
  case EMIT_FOREIGN:
    return STATUS_CALL;
  case EMIT_FAILED:
  case EMIT_STOPPED:
    return STATUS_FAILED;
  }
  return STATUS_FAILED;
}

static bool emit_rest(struct build *b);

/* Everything of a part is written but the exchange. */
static bool before_commit(void *context) {
  return emit_rest(context);
}

/* Emits the part; while it waits for its exchange, those behind it are emitted. */
static void emit_part(struct build *b, struct part *part) {
  part->result = emit_kb(&b->s->a, &part->bag, &part->request, &part->emitted);
  /* A part that was called off adds nothing to what called it off. */
  bool is_reason = part->result != EMIT_STOPPED || !b->is_stopped;
  if (is_reason)
    b->status = status_worst(b->status, status_of(part->result));
  bool is_good = part->result == EMIT_DONE || part->result == EMIT_STALE;
  b->is_stopped = b->is_stopped || (!is_good && !part->request.is_check);
}

/* False if nothing may be put in its place. */
static bool emit_rest(struct build *b) {
  while (b->next < b->count && !b->is_stopped) {
    struct part *part = &b->parts[b->next++];
    part->is_emitted = part->leave_out.kept_count > 0 || b->s->shard.count > 0;
    if (part->is_emitted)
      emit_part(b, part);
  }
  bool is_good = print(b) && !b->is_stopped;
  if (is_good)
    announce(b);
  return is_good;
}

/* ---- What is built ------------------------------------------------------------------------
 */

/* Findings that no --keep-going gets around: files that could not be read may be missing cases.
 */
static bool has_reason_to_stop(struct build *b) {
  const struct options *options = b->s->options;
  for (size_t i = 0; i < b->count; i++) {
    if (project_cases(b->parts[i].project) == 0 && b->s->shard.count == 0)
      b->status = status_worst(b->status, STATUS_CALL);
  }
  bool is_denied = options->deny_warnings && b->report.warnings > 0;
  if (b->status >= STATUS_CALL || is_denied)
    return true;
  return b->report.errors > 0 && !options->keep_going;
}

static void say_left_out(const struct leave_out *parts) {
  for (size_t i = 0; i < parts->left_out_count; i++) {
    const struct emit_left_out *out = &parts->left_out[i];
    say("left out: %.*s:%zu%s%.*s", STR_ARG(out->path), out->line, out->title.n > 0 ? ": " : "",
        STR_ARG(out->title));
  }
}

static struct str output_folder(struct session *s, const struct project *project) {
  if (s->options->output.n > 0)
    return path_clean(&s->a, s->options->output);
  struct str folder = path_join(&s->a, project->root, STR("generated"));
  return path_relative(&s->a, folder, s->config.working_folder);
}

static void prepare(struct build *b, struct part *part) {
  part->leave_out = compile_kept(b->s, part->project, &part->bag, &part->request);
  say_left_out(&part->leave_out);
}

static void add_parts(struct build *b, const struct emit_request *request) {
  struct session *s = b->s;
  b->parts = arena_array(&s->a, struct part, s->projects.count);
  for (size_t i = 0; i < s->projects.count; i++) {
    struct project *project = &s->projects.items[i];
    if (!project->is_used)
      continue;
    struct part *part = &b->parts[b->count++];
    *part = (struct part){project, *request, .bag = {.arena = &s->a}, .result = EMIT_STOPPED};
    part->request.folder = output_folder(s, project);
    compile_request(s, &part->request);
    part->request.is_check = s->options->is_check;
    part->request.before_commit = before_commit;
    part->request.context = b;
  }
}

enum status build_projects(struct session *s, const struct emit_request *request) {
  struct build b = {.s = s, .report = session_run(s)};
  add_parts(&b, request);
  b.status = report_status(&b.report, s->options);
  if (has_reason_to_stop(&b))
    return finish(&b);
  for (size_t i = 0; i < b.count; i++)
    prepare(&b, &b.parts[i]);
  add_emit_findings(&b);
  if (has_reason_to_stop(&b))
    return finish(&b);
  emit_rest(&b);
  return finish(&b);
}
