/* kbc plan: what a store must do to hold what the sources, or a finished build, now say. */
#include "base/file.h"
#include "diag/glyph.h"
#include "driver/commands.h"
#include "driver/comparison.h"
#include "driver/layout/place.h"
#include "emit/plan/plan.h"
#include "emit/plan/plan_check.h"
#include "emit/sink.h"
#include "emit/stores/store.h"
#include "emit/stores/vectors.h"

#include <errno.h>
#include <unistd.h>

/* ---- What people read ---------------------------------------------------------------------
 */

static void add_case(struct buf *out, const struct manifest_case *one) {
  glyph_add_line(out, one->path);
  buf_add_c(out, ": ");
  glyph_add_line(out, one->title);
}

/* A line about the case: on standard error, or for --format text on standard output. */
static void add_pair(struct buf *out, const struct plan *plan, size_t i) {
  buf_add_c(out, "renamed? ");
  add_case(out, &plan->old->cases[i]);
  buf_add_c(out, " → ");
  add_case(out, &plan->new->cases[plan->renamed_to[i]]);
  buf_add_char(out, '\n');
}

static void add_stale(struct buf *out, const struct plan *plan, size_t i) {
  const struct manifest_left_out *reason = &plan->new->left_out[plan->old_reasons[i]];
  buf_add_c(out, "kept, stale: ");
  add_case(out, &plan->old->cases[i]);
  buf_add_c(out, plan->is_certain[i] ? " (left out at " : " (may be what was left out at ");
  glyph_add_line(out, reason->path);
  buf_printf(out, ":%zu)\n", reason->line);
}

/* What a summary in numbers would hide. */
static void add_details(struct buf *out, const struct plan *plan) {
  for (size_t i = 0; i < plan->old->case_count; i++) {
    if (plan->old_fates[i] == CASE_STALE)
      add_stale(out, plan, i);
    else if (plan->renamed_to[i] != STR_NONE)
      add_pair(out, plan, i);
  }
}

static void add_text(struct buf *out, const struct plan *plan) {
  static const char *const words[] = {
      [CASE_SAME] = NULL,       [CASE_UPDATED] = "metadata ", [CASE_CHANGED] = "changed  ",
      [CASE_NEW] = "new      ", [CASE_GONE] = "gone     ",    [CASE_STALE] = NULL};
  const struct manifest *old = plan->old, *new = plan->new;
  for (size_t i = 0; i < new->case_count + old->case_count; i++) {
    bool is_new = i < new->case_count;
    size_t at = is_new ? i : i - new->case_count;
    enum case_fate fate = is_new ? plan->new_fates[at] : plan->old_fates[at];
    if (!words[fate])
      continue;
    buf_add_c(out, words[fate]);
    add_case(out, is_new ? &new->cases[at] : &old->cases[at]);
    buf_add_char(out, '\n');
  }
  add_details(out, plan);
}

static void add_number(struct buf *out, size_t number, const char *one, const char *many) {
  if (number > 0)
    buf_printf(out, "%s%zu %s", out->n > 0 ? ", " : "", number, number == 1 ? one : many);
}

static void say_summary(const struct comparison *c, const struct plan *plan) {
  const struct plan_counts *counts = &plan->counts;
  struct buf cases = {0}, chunks = {0};
  buf_printf(&cases, "%zu changed, %zu new, ", counts->changed, counts->new);
  if (c->is_ids)
    buf_printf(&cases, "%zu chunk%s of no case, ", counts->deletes + plan->stale_chunks,
               counts->deletes + plan->stale_chunks == 1 ? "" : "s");
  else
    buf_printf(&cases, "%zu gone, ", counts->gone);
  if (counts->updated > 0)
    buf_printf(&cases, "%zu with other metadata, ", counts->updated);
  if (counts->stale > 0)
    buf_printf(&cases, "%zu kept, stale, ", counts->stale);
  add_number(&chunks, counts->upserts, "upsert", "upserts");
  add_number(&chunks, counts->updates, "update", "updates");
  add_number(&chunks, counts->deletes, "delete", "deletes");
  say("%.*s%zu untouched: %.*s", STR_ARG(buf_str(&cases)), counts->same,
      STR_ARG(chunks.n > 0 ? buf_str(&chunks) : STR("nothing to do")));
  buf_free(&cases);
  buf_free(&chunks);
}

/* Is the old side the manifest in DIR itself? Then somebody has mixed them up. */
static bool is_same_file(struct comparison *c) {
  struct str folder = c->options->build_folder;
  if (folder.n == 0)
    return false;
  struct str there = arena_copy(&c->a, path_join(&c->a, folder, STR(MANIFEST_NAME)));
  return file_is_same(file_id_of(there.p), file_id_of(c->options->since.p));
}

static void say_equal(struct comparison *c, const struct plan *plan) {
  if (!plan_is_empty(plan) || c->is_none || c->is_ids)
    return;
  if (is_same_file(c))
    say("--since is the manifest of --to itself, so there is no difference; it has to be the "
        "one that was loaded into the store last");
  else
    say("--since and the new side are equal");
}

static void say_all(struct comparison *c, const struct plan *plan) {
  bool is_text = c->options->plan_format == PLAN_TEXT;
  struct buf details = {0};
  struct str line;
  if (!is_text)
    add_details(&details, plan);
  for (struct str rest = buf_str(&details); str_next_line(&rest, &line);)
    say("%.*s", STR_ARG(line));
  buf_free(&details);
  if (plan->stale_chunks > 0)
    say("kept: %zu chunk%s of no case, because cases were left out", plan->stale_chunks,
        plan->stale_chunks == 1 ? "" : "s");
  if (!c->old.is_loaded && c->old.left_out_count > 0)
    say("--since left out %zu case%s, and does not say what the store holds of them; what "
        "--next "
        "writes does",
        c->old.left_out_count, c->old.left_out_count == 1 ? "" : "s");
  say_equal(c, plan);
  say_summary(c, plan);
}

/* ---- What programs read -------------------------------------------------------------------
 */

/* The store that --emit names; NULL without it. */
static const struct store *chosen_store(const struct options *options) {
  const struct emitter *emitter = emitter_find(options->plan_store);
  return emitter ? emitter_store(emitter) : NULL;
}

static bool write_out(void *to, struct str bytes) {
  (void)to;
  return say_out(bytes);
}

static enum status print_ops(struct comparison *c, const struct plan *plan,
                             struct plan_form form) {
  struct sink sink;
  struct load_fault fault = {0};
  sink_open(&sink, write_out, NULL);
  enum load_result result = plan_write(&c->a, plan, comparison_source(c), form, &sink, &fault);
  sink_close(&sink);
  if (result == LOAD_DONE)
    return sink.has_failed ? STATUS_FAILED : STATUS_CLEAN;
  struct str path = path_join(&c->a, c->options->build_folder, STR("chunks.jsonl"));
  comparison_refuse(STR("--to"), path, result, &fault);
  return STATUS_FAILED;
}

/* False, after saying why, if the store cannot take what comes, or a vector is missing. */
static bool check_form(struct comparison *c, const struct plan *plan, struct plan_form form) {
  struct bag bag = {.arena = &c->a};
  bool is_good = !form.store || !c->request.kb ||
                 plan_check_store(&bag, &c->request, &c->index, form.vectors, form.store);
  struct diag_report report = {.diags = bag.diags, .count = bag.count};
  outputs_print_aside(&report);
  if (!is_good || !form.vectors)
    return is_good;
  struct str missing = plan_check_vectors(&c->a, plan, form.vectors, form.store);
  if (missing.n > 0 && !vectors_are_broken(form.vectors))
    complain("--vectors: %.*s", STR_ARG(missing));
  return missing.n == 0;
}

/* A build with other outputs alone says what has changed, but not how it reads now. */
static bool lacks_chunks(const struct comparison *c, const struct plan *plan) {
  if (c->request.kb || c->finished.has_chunks ||
      plan->counts.upserts + plan->counts.updates == 0)
    return false;
  complain("--to: %.*s has no chunks.jsonl; build it with the output chunks",
           STR_ARG(c->options->build_folder));
  return true;
}

/* In the words of the store that --emit names, else as JSON. */
static enum status print_records(struct comparison *c, const struct plan *plan) {
  if (lacks_chunks(c, plan))
    return STATUS_CALL;
  struct plan_form form = {.store = chosen_store(c->options)};
  struct bag bag = {.arena = &c->a};
  struct vectors *vectors = NULL;
  if (c->options->vectors.n > 0)
    vectors = vectors_open(&c->a, &bag, c->options->vectors);
  form.vectors = vectors;
  enum status status = STATUS_FINDINGS;
  struct diag_report report = {.diags = bag.diags, .count = bag.count};
  outputs_print_aside(&report);
  bool is_open = vectors || c->options->vectors.n == 0;
  if (is_open && check_form(c, plan, form))
    status = print_ops(c, plan, form);
  if (vectors && vectors_are_broken(vectors)) {
    report = (struct diag_report){.diags = bag.diags, .count = bag.count};
    outputs_print_aside(&report);
    status = STATUS_FAILED;
  }
  vectors_close(vectors);
  return status;
}

static enum status print_text(const struct plan *plan) {
  struct buf out = {0};
  add_text(&out, plan);
  bool is_good = say_out(buf_str(&out));
  buf_free(&out);
  return is_good ? STATUS_CLEAN : STATUS_FAILED;
}

static enum status write_next(struct comparison *c, const struct plan *plan) {
  struct buf bytes = {0};
  struct sink sink;
  struct manifest loaded = plan_loaded(&c->a, plan);
  sink_open(&sink, sink_into_buf, &bytes);
  manifest_write(&loaded, &sink);
  sink_close(&sink);
  enum status status = place_file(&c->a, c->options->next, buf_str(&bytes), true);
  buf_free(&bytes);
  return status;
}

/* ---- The command --------------------------------------------------------------------------
 */

static bool is_call_wrong(const struct options *options) {
  if (options->since.n == 0)
    complain("say what the store holds: --since MANIFEST, --since IDS.jsonl, or --since none");
  else if (options->next.n > 0 &&
           file_is_same(file_id_of(options->next.p), file_id_of(options->since.p)))
    complain("--next: %.*s is what the store holds, and is needed until the plan is loaded",
             STR_ARG(options->next));
  else if (options->plan_store.n > 0 && !chosen_store(options))
    complain("--emit: \"%.*s\" is no store; kbc build --list-emitters shows them",
             STR_ARG(options->plan_store));
  else if (options->plan_store.n > 0 && !chosen_store(options)->plan.open)
    complain("--emit: %.*s takes no plan: %s", STR_ARG(options->plan_store),
             chosen_store(options)->no_plan);
  else if (options->plan_store.n > 0 && options->plan_format == PLAN_TEXT)
    complain("--emit and --format text do not go together");
  else if (options->vectors.n > 0 &&
           (!chosen_store(options) || !chosen_store(options)->takes_vectors))
    complain("--vectors: name a store that takes vectors with --emit");
  else
    return false;
  return true;
}

static enum status print_plan(struct comparison *c, enum status status) {
  struct plan plan = plan_make(&c->a, &c->old, &c->new);
  bool is_text = c->options->plan_format == PLAN_TEXT;
  enum status printed = is_text ? print_text(&plan) : print_records(c, &plan);
  if (printed == STATUS_CLEAN && c->options->next.n > 0)
    printed = write_next(c, &plan);
  if (printed == STATUS_CLEAN && !c->options->quiet)
    say_all(c, &plan);
  return status_worst(status, printed);
}

static enum status plan_run(const struct options *options) {
  if (is_call_wrong(options))
    return STATUS_CALL;
  struct comparison c;
  enum status status = STATUS_CLEAN;
  if (comparison_open(&c, options, "--since", options->since, true, &status))
    status = print_plan(&c, status);
  comparison_close(&c);
  return status;
}

const struct command plan_command = {
    "plan",
    OF_PLAN,
    "[PATH...]",
    "what a store must do to hold what the cases say now",
    "Prints a line of JSON for each chunk that changes: upsert with the chunk, update with "
    "its\n"
    "metadata where only that changed, delete with its id. --since is the manifest that was\n"
    "loaded into that store last, which its owner keeps; a list of what the store holds, with\n"
    "{\"id\":...,\"hash\":...,\"meta_hash\":...} for each chunk, which mends any drift; or "
    "none.\n"
    "The new side are the cases, compiled as build would, or with --to a finished build.\n"
    "\n"
    "  kbc plan --since loaded.json --next next.json >plan.jsonl &&\n"
    "    load plan.jsonl && mv next.json loaded.json\n"
    "\n"
    "Lines may be applied twice, and stopping anywhere loses no case that both sides have; "
    "but\n"
    "a plan that was begun must be finished before another is made. A case that --keep-going\n"
    "leaves out is kept as it was. The status is 0 whether or not there is something to do; 1\n"
    "if cases have errors, 2 if the manifest is refused.\n",
    plan_run,
};
