/* kbc build: checks, then compiles the knowledge base into the files of a folder. */
#include "base/file.h"
#include "base/suggest.h"
#include "driver/commands.h"
#include "driver/leave_out.h"
#include "driver/session.h"
#include "model/kb.h"
#include "version.h"

/* One build under way. */
struct build {
  struct session *s;
  struct diag_report report;
  struct bag bag; /* what emitting finds */
  enum status status;
  bool is_printed;
};

/* ---- --emit and --list-emitters ------------------------------------------------------------
 */

static enum status list_emitters(void) {
  struct buf out = {0};
  const struct emitter *emitter;
  for (size_t i = 0; (emitter = emitter_at(i)); i++)
    buf_printf(&out, "%-10s%s\n", emitter_name(emitter), emitter_description(emitter));
  bool is_good = say_out(buf_str(&out));
  buf_free(&out);
  return is_good ? STATUS_CLEAN : STATUS_FAILED;
}

static void refuse_emitter(struct arena *a, struct str name) {
  size_t count = 0;
  while (emitter_at(count))
    count++;
  struct str *names = arena_array(a, struct str, count);
  for (size_t i = 0; i < count; i++)
    names[i] = str_from_c(emitter_name(emitter_at(i)));
  size_t near = suggest(a, name, names, count);
  if (near != STR_NONE)
    complain("--emit: no output \"%.*s\"; did you mean %.*s?", STR_ARG(name),
             STR_ARG(names[near]));
  else
    complain("--emit: no output \"%.*s\"; kbc build --list-emitters shows them", STR_ARG(name));
}

/* False after complaining. */
static bool choose_emitters(struct session *s, struct emit_request *request) {
  const struct str_list *words = &s->options->emit;
  if (words->count == 0)
    return true;
  const struct emitter **chosen = arena_array(&s->a, const struct emitter *, words->count);
  for (size_t i = 0; i < words->count; i++) {
    chosen[i] = emitter_find(words->items[i]);
    if (!chosen[i]) {
      refuse_emitter(&s->a, words->items[i]);
      return false;
    }
  }
  request->emitters = chosen;
  request->emitter_count = words->count;
  return true;
}

/* ---- What is built, and where -------------------------------------------------------------
 */

/* A part must not be published as the whole, nor other cases in the place of the corpus. */
static bool is_refused(const struct session *s) {
  const struct options *options = s->options;
  if (s->inputs.is_filtered && !options->partial) {
    complain("%.*s is in the corpus, and would be published as the whole of it; --partial does "
             "so all the same",
             STR_ARG(options->paths.items[0]));
    return true;
  }
  bool is_foreign = options->paths.count > 0 && !s->inputs.is_filtered;
  if (is_foreign && options->output.n == 0 && s->config.schema_path.n > 0) {
    complain("%.*s is not in the corpus, and generated/ is the corpus's; say with -o where to "
             "write",
             STR_ARG(options->paths.items[0]));
    return true;
  }
  return false;
}

static struct str output_folder(struct session *s) {
  if (s->options->output.n > 0)
    return path_clean(&s->a, s->options->output);
  struct str folder = path_join(&s->a, s->config.root, STR("generated"));
  return path_relative(&s->a, folder, s->config.working_folder);
}

/* The findings of the run and of emitting, in one report. */
static void add_emit_findings(struct build *b) {
  if (b->bag.count == 0)
    return;
  bag_append(&b->s->run.bag, &b->bag);
  b->bag.count = 0;
  b->report = session_report(b->s);
  b->status = status_worst(b->status, report_status(&b->report, b->s->options));
}

static bool print(struct build *b) {
  add_emit_findings(b);
  b->is_printed = true;
  enum status status = session_print(b->s, &b->report);
  b->status = status_worst(b->status, status);
  return status == STATUS_CLEAN;
}

/* Everything is written but the exchange: what cannot be printed now calls the build off. */
static bool before_commit(void *context) {
  return print(context);
}

/* ---- After emitting ------------------------------------------------------------------------
 */

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

static void emit(struct build *b, struct emit_request *request) {
  struct session *s = b->s;
  struct emit_report emitted;
  b->bag.arena = &s->a;
  enum emit_result result = emit_kb(&s->a, &b->bag, request, &emitted);
  b->status = status_worst(b->status, status_of(result));
  if (!b->is_printed)
    print(b);
  /* What was found after the findings were printed, as that the exchange was not possible at
   * once. */
  struct diag_report late = {.diags = b->bag.diags, .count = b->bag.count};
  outputs_print_aside(&late);
  b->status = report_summary(&b->report, s->options, b->status);
  if (result == EMIT_STALE)
    say_stale(request->folder, &emitted);
  else if (result == EMIT_DONE)
    say_done(b, request->folder, &emitted);
  else
    complain("%.*s was not built", STR_ARG(request->folder));
}

/* ---- The command ---------------------------------------------------------------------------
 */

/* Findings that no --keep-going gets around: files that could not be read may be missing cases.
 */
static bool is_stopped(const struct build *b) {
  const struct options *options = b->s->options;
  bool is_denied = options->deny_warnings && b->report.warnings > 0;
  if (b->report.cases == 0 || b->status >= STATUS_CALL || is_denied)
    return true;
  return b->report.errors > 0 && !options->keep_going;
}

static void stop(struct build *b, struct str folder) {
  print(b);
  b->status = report_summary(&b->report, b->s->options, b->status);
  complain("%.*s was not %s", STR_ARG(folder), b->s->options->is_check ? "checked" : "built");
}

static void say_left_out(const struct leave_out *parts) {
  for (size_t i = 0; i < parts->left_out_count; i++) {
    const struct emit_left_out *out = &parts->left_out[i];
    say("left out: %.*s:%zu%s%.*s", STR_ARG(out->path), out->line, out->title.n > 0 ? ": " : "",
        STR_ARG(out->title));
  }
}

/* The title of the family of each rule of the catalogue. */
static const char *const *rule_titles(struct session *s) {
  const char **titles = arena_array(&s->a, const char *, s->catalogue.count);
  for (size_t i = 0; i < s->catalogue.count; i++)
    titles[i] = rule_family_of(s->catalogue.rules[i])->title;
  return titles;
}

static enum status build(struct session *s, struct emit_request *request) {
  request->folder = output_folder(s);
  struct build b = {.s = s, .report = session_run(s)};
  b.status = report_status(&b.report, s->options);
  if (is_stopped(&b)) {
    stop(&b, request->folder);
    return b.status;
  }
  struct leave_out parts =
      leave_out_errors(&s->a, &s->config, s->run.kb, &s->inputs, &b.report);
  say_left_out(&parts);
  if (parts.kept_count == 0) {
    stop(&b, request->folder);
    return b.status;
  }
  struct kb *kb = s->run.kb;
  if (parts.kept_count < kb->case_count)
    kb = pipeline_part(&s->run, parts.kept, parts.kept_count);
  pipeline_for_outputs(&s->run, kb);
  request->kb = kb;
  request->working_folder = s->config.working_folder;
  request->tool_version = KBC_VERSION;
  request->rules = s->catalogue.rules;
  request->rule_titles = rule_titles(s);
  request->rule_count = s->catalogue.count;
  request->is_check = s->options->is_check;
  request->is_partial = s->inputs.is_filtered;
  request->left_out = parts.left_out;
  request->left_out_count = parts.left_out_count;
  request->before_commit = before_commit;
  request->context = &b;
  emit(&b, request);
  return b.status;
}

static enum status build_run(const struct options *options) {
  if (options->list_emitters)
    return list_emitters();
  struct session s;
  struct emit_request request = {0};
  enum status status;
  if (session_start(&s, options, true, &status)) {
    status = STATUS_CALL;
    if (choose_emitters(&s, &request) && !is_refused(&s))
      status = build(&s, &request);
  }
  session_end(&s);
  return status;
}

const struct command build_command = {
    "build",
    OF_BUILD,
    "[PATH...]",
    "checks, and compiles the cases into generated/",
    "Writes nothing if there is an error. --keep-going leaves out the cases with errors, "
    "names\n"
    "each and ends with status 1. --select and --ignore hide no errors here: a schema may "
    "lower\n"
    "the level of a rule, a build cannot be talked past it. A PATH in the corpus is a part of\n"
    "it and needs --partial; PATHs outside are a knowledge base of their own.\n",
    build_run,
};
