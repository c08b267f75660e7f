/* The way of every file through the stages: with the other pipeline_*.c the only place that
 * knows their order. */
#include "driver/pipeline.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "base/pool.h"
#include "check/check.h"
#include "driver/config.h"
#include "driver/filter/directive.h"
#include "driver/glob_use.h"
#include "driver/inputs.h"
#include "driver/misfit.h"
#include "driver/pipeline_incidents.h"
#include "driver/pipeline_link.h"
#include "driver/pipeline_links.h"
#include "driver/pipeline_lint.h"
#include "driver/pipeline_worker.h"
#include "driver/policy.h"
#include "driver/rules.h"
#include "emit/emit.h"
#include "link/link.h"
#include "lint/lint.h"
#include "model/kb.h"
#include "parse/parse.h"
#include "parse/schema.h"
#include "read/read.h"

/* What becomes of one file. */
struct job {
  struct bag bag;
  const struct source *source;
  struct kb_case **cases; /* NULL: they count, but are no part of the knowledge base */
  size_t count;
  bool is_misfit; /* the built-in schema has nothing to do with it */
  bool may_silence;
};

/* Some files, one after the other on one thread: their cases are still in its cache when the
 * rules come that look at each file by itself. */
struct batch {
  size_t from, to; /* of the inputs */
  struct bag bag;  /* what those rules say */
};

struct jobs {
  const struct pipeline *run;
  const struct inputs *inputs;
  struct pipeline_worker *workers;
  struct job *items;
  struct batch *batches;
  size_t batch_count;
};

/* ---- One file: stages 1 to 3, on any thread ---- */

static struct source *input_source(struct arena *keep, struct bag *bag,
                                   const struct input *input) {
  if (input->has_text)
    return read_source_bytes(keep, bag, input->path, input->text);
  return input->is_stdin ? read_source_stdin(keep, bag, input->path)
                         : read_source_listed(keep, bag, input->path);
}

/* Stages 1 to 3 of a source, its cases one after the other. The list of them lives in `keep`,
 * they themselves in `a`. */
static struct kb_case **take_cases(struct pipeline_worker *worker, struct arena *a,
                                   struct bag *bag, const struct schema *schema,
                                   const struct source *source, size_t *count) {
  struct arena *scratch = &worker->scratch;
  struct pieces pieces =
      read_pieces(a, scratch, bag, &schema->record, schema->least_presence, source);
  struct kb_case **cases = arena_array(&worker->keep, struct kb_case *, pieces.count);
  for (size_t i = 0; i < pieces.count; i++) {
    const struct doc *doc = parse_piece(a, scratch, bag, &pieces.items[i]);
    cases[i] = check_doc(a, scratch, bag, schema, doc);
    arena_reset(scratch);
  }
  *count = pieces.count;
  return cases;
}

/* What stages 5 and 6 can say of a case without the others: here its text is still at hand, and
 * each thread has its own to do. */
static void look_ahead(struct pipeline_worker *worker, struct arena *a,
                       const struct schema *schema, const struct job *job) {
  for (size_t i = 0; i < job->count; i++) {
    lint_case(a, &worker->scratch, job->cases[i]);
    emit_look(a, schema, job->cases[i]);
  }
}

/* Copies of the cases take the places of those of the batch, and stage 4 says what it can. */
static void settle_cases(struct pipeline_worker *worker, const struct pipeline *run,
                         const struct job *job) {
  const struct schema *schema = run->schema;
  worker->packer.a = &worker->keep;
  for (size_t i = 0; i < job->count; i++) {
    if (!run->may_be_unfit)
      job->cases[i] = case_pack(&worker->packer, schema, job->cases[i]);
    link_case(&worker->keep, &worker->until_linked, &worker->scratch, schema, job->cases[i]);
    arena_reset(&worker->scratch);
  }
}

/* Where nobody knows yet whether the schema is meant for the files, they are looked at once
 * more, and so are all kept as they are. */
static struct arena *arena_of_cases(const struct pipeline *run,
                                    struct pipeline_worker *worker) {
  return run->may_be_unfit ? &worker->keep : &worker->batch;
}

static void do_file(struct jobs *jobs, size_t item, struct pipeline_worker *arenas) {
  const struct pipeline *run = jobs->run;
  struct arena *a = arena_of_cases(run, arenas);
  struct job job = {.bag = {.arena = &arenas->keep}};
  const struct input *input = &jobs->inputs->items[item];
  struct source *source = input_source(&arenas->keep, &job.bag, input);
  if (source && input_has_file(input))
    source->place = config_place(&arenas->keep, run->root, run->working_folder, input->path);
  job.source = source;
  if (source)
    job.cases = take_cases(arenas, a, &job.bag, run->schema, source, &job.count);
  job.may_silence = source && directives_may_stand(source->bytes);
  look_ahead(arenas, a, run->schema, &job);
  if (source && run->may_be_unfit)
    job.is_misfit = is_misfit(&arenas->scratch, run->schema, source);
  arena_reset(&arenas->scratch);
  jobs->items[item] = job;
}

/* What rules say about the cases of jobs [from, to), each file by itself: those of files that
 * fit the schema, or of the others. */
static void lint_jobs(struct arena *scratch, struct bag *bag, const struct pipeline *run,
                      struct job *jobs, size_t from, size_t to, bool of_misfits) {
  struct bag said = {.arena = scratch};
  size_t count = 0;
  for (size_t i = from; i < to; i++)
    count += jobs[i].count;
  struct kb_case **cases = arena_array(scratch, struct kb_case *, count);
  count = 0;
  for (size_t i = from; i < to; i++) {
    if (!jobs[i].cases || jobs[i].is_misfit != of_misfits)
      continue;
    bag_share(&said, &jobs[i].bag);
    for (size_t j = 0; j < jobs[i].count; j++)
      cases[count++] = jobs[i].cases[j];
  }
  if (count > 0)
    lint_files(scratch, bag, &said, run->schema, cases, count);
  arena_reset(scratch);
}

static void do_batch(void *ctx, size_t item, size_t worker) {
  struct jobs *jobs = ctx;
  struct pipeline_worker *arenas = &jobs->workers[worker];
  struct batch *batch = &jobs->batches[item];
  for (size_t i = batch->from; i < batch->to; i++)
    do_file(jobs, i, arenas);
  batch->bag.arena = &arenas->keep;
  lint_jobs(&arenas->scratch, &batch->bag, jobs->run, jobs->items, batch->from, batch->to,
            false);
  for (size_t i = batch->from; i < batch->to; i++)
    settle_cases(arenas, jobs->run, &jobs->items[i]);
  arenas->packer.seen = NULL;
  arena_reset(&arenas->batch);
}

/* So many files that what rules prepare costs little, so few that they stay in the cache and
 * that no thread is without work. */
static void cut_batches(struct pipeline *run, struct jobs *jobs) {
  enum { LEAST = 16, MOST = 128, SHARES = 4 };
  size_t count = jobs->inputs->count, size = count / (run->worker_count * SHARES);
  size = size < LEAST ? LEAST : size > MOST ? MOST : size;
  jobs->batch_count = (count + size - 1) / size;
  jobs->batches = arena_array(run->a, struct batch, jobs->batch_count);
  for (size_t i = 0; i < jobs->batch_count; i++) {
    jobs->batches[i].from = i * size;
    jobs->batches[i].to = (i + 1) * size < count ? (i + 1) * size : count;
  }
}

static void free_workers(struct pipeline *run) {
  for (size_t i = 0; i < run->worker_count; i++) {
    arena_free(&run->workers[i].scratch);
    arena_free(&run->workers[i].batch);
    arena_free(&run->workers[i].until_linked);
    arena_free(&run->workers[i].keep);
  }
  run->worker_count = 0;
}

/* The texts that are taken by themselves share a worker, which pipeline_end frees. */
static struct pipeline_worker *only_worker(struct pipeline *run) {
  if (run->worker_count == 0) {
    run->workers = arena_new(run->a, struct pipeline_worker);
    run->worker_count = 1;
  }
  return run->workers;
}

static void take_text(struct pipeline *run, struct pipeline_text *text) {
  struct pipeline_worker *worker = only_worker(run);
  if (text->source)
    text->cases =
        take_cases(worker, &worker->keep, &text->bag, run->schema, text->source, &text->count);
  arena_reset(&worker->scratch);
}

struct pipeline_text pipeline_file(struct pipeline *run, const struct input *input) {
  struct arena *keep = &only_worker(run)->keep;
  struct pipeline_text text = {.bag = {.arena = keep}};
  text.source = input_source(keep, &text.bag, input);
  take_text(run, &text);
  return text;
}

struct pipeline_text pipeline_bytes(struct pipeline *run, struct str path, struct str bytes) {
  struct arena *keep = &only_worker(run)->keep;
  struct pipeline_text text = {.bag = {.arena = keep}};
  text.source = read_source_bytes(keep, &text.bag, path, bytes);
  take_text(run, &text);
  return text;
}

/* ---- Files without a schema: stages 1 and 2 ---- */

struct doc_jobs {
  const struct record_rules *record;
  enum presence presence;
  const struct inputs *inputs;
  struct pipeline_worker *workers;
  struct file_docs *files;
  struct bag *bags;
};

static void do_doc_job(void *ctx, size_t item, size_t worker) {
  struct doc_jobs *jobs = ctx;
  struct arena *keep = &jobs->workers[worker].keep, *scratch = &jobs->workers[worker].scratch;
  struct bag bag = {.arena = keep};
  struct file_docs file = {NULL, 0};
  const struct source *source = input_source(keep, &bag, &jobs->inputs->items[item]);
  if (source) {
    struct pieces pieces =
        read_pieces(keep, scratch, &bag, jobs->record, jobs->presence, source);
    file.docs = arena_array(keep, const struct doc *, pieces.count);
    for (size_t i = 0; i < pieces.count; i++) {
      file.docs[file.count++] = parse_piece(keep, scratch, &bag, &pieces.items[i]);
      arena_reset(scratch);
    }
  }
  arena_reset(scratch);
  jobs->files[item] = file;
  jobs->bags[item] = bag;
}

/* The texts of those before are gone with their memory. */
static void start_workers(struct pipeline *run, size_t threads, size_t count) {
  free_workers(run);
  run->worker_count = pool_threads(threads, count);
  run->workers = arena_array(run->a, struct pipeline_worker, run->worker_count);
}

static void end_jobs(struct pipeline *run) {
  for (size_t i = 0; i < run->worker_count; i++)
    arena_free(&run->workers[i].scratch);
}

struct file_docs *pipeline_docs(struct pipeline *run, const struct record_rules *record,
                                enum presence presence, const struct inputs *inputs,
                                size_t threads) {
  run->bag.arena = run->a;
  start_workers(run, threads, inputs->count);
  struct doc_jobs jobs = {record,
                          presence,
                          inputs,
                          run->workers,
                          arena_array(run->a, struct file_docs, inputs->count),
                          arena_array(run->a, struct bag, inputs->count)};
  pool_map(threads, inputs->count, do_doc_job, &jobs);
  end_jobs(run);
  for (size_t i = 0; i < inputs->count; i++)
    bag_share(&run->bag, &jobs.bags[i]);
  return jobs.files;
}

/* ---- All of them: stages 4 and 5, behind the barrier ---- */

/* If most files have nothing to do with the built-in schema, that is one error, and what it
 * says about each of them is none. Files that it fits keep theirs. */
static void settle_misfits(struct pipeline *run, const struct inputs *inputs,
                           struct job *jobs) {
  size_t misfits = 0;
  for (size_t i = 0; i < inputs->count; i++)
    misfits += jobs[i].is_misfit;
  if (misfits * 2 <= inputs->count)
    return;
  struct str path = inputs->count == 1 ? inputs->items[0].path : (struct str){NULL, 0};
  const struct rule *rule = &driver_rules[DRIVER_RULE_UNFIT];
  struct diag *diag =
      inputs->count == 1
          ? diag_add_path(&run->bag, rule, path,
                          "this file has no front matter key and no section of the built-in "
                          "schema")
          : diag_add_path(&run->bag, rule, path,
                          "%zu of %zu files have no front matter key and no section of the "
                          "built-in schema",
                          misfits, inputs->count);
  diag_help(&run->bag, diag,
            "kbc init  writes a schema from the files that are there; --schema FILE names one");
  for (size_t i = 0; i < inputs->count; i++) {
    if (jobs[i].is_misfit) {
      jobs[i].bag.count = 0;
      jobs[i].cases = NULL;
    }
  }
}

/* Takes over what the jobs have found, in the order of the paths. */
static struct kb_case **merge(struct pipeline *run, const struct inputs *inputs,
                              struct job *jobs, size_t *count) {
  size_t total = 0;
  run->piece_counts = arena_array(run->a, size_t, inputs->count);
  run->sources = arena_array(run->a, const struct source *, inputs->count);
  run->may_silence = arena_array(run->a, bool, inputs->count);
  run->source_count = inputs->count;
  for (size_t i = 0; i < inputs->count; i++) {
    bag_share(&run->bag, &jobs[i].bag);
    run->piece_counts[i] = jobs[i].count;
    run->sources[i] = jobs[i].source;
    run->may_silence[i] = jobs[i].may_silence;
    total += jobs[i].count;
  }
  struct kb_case **cases = arena_array(run->a, struct kb_case *, total);
  *count = 0;
  for (size_t i = 0; i < inputs->count; i++) {
    for (size_t j = 0; jobs[i].cases && j < jobs[i].count; j++)
      cases[(*count)++] = jobs[i].cases[j];
  }
  return cases;
}

struct kb *pipeline_part(struct pipeline *run, struct kb_case **cases, size_t count) {
  return link_cases(run->a, run->schema, cases, count);
}

void pipeline_for_outputs(struct pipeline *run, struct kb *kb) {
  link_for_outputs(run->a, kb);
}

static void look_at_whole(struct pipeline *run, const struct inputs *inputs) {
  struct arena scratch = {0};
  if (!run->is_share)
    pipeline_follow_links(run, inputs, &scratch);
  pipeline_lint(run);
  arena_reset(&scratch);
  if (inputs->is_corpus && !run->is_share)
    pipeline_find_incidents(run, &scratch);
  struct emit_request request = {.kb = run->kb};
  emit_check(&scratch, &run->bag, &request);
  if (!run->is_share)
    globs_check_use(&scratch, run, inputs);
  arena_free(&scratch);
}

/* Machine code for a pattern pays off from some hundred matches on. */
enum { SPEED_UP_FROM = 300 };

void pipeline_run(struct pipeline *run, const struct inputs *inputs, size_t threads) {
  for (size_t i = 0; inputs->count >= SPEED_UP_FROM && i < run->schema->pattern_count; i++)
    pattern_speed_up(run->schema->patterns[i]);
  start_workers(run, threads, inputs->count);
  struct jobs jobs = {.run = run, .inputs = inputs, .workers = run->workers};
  jobs.items = arena_array(run->a, struct job, inputs->count);
  cut_batches(run, &jobs);
  pool_map(run->worker_count, jobs.batch_count, do_batch, &jobs);
  settle_misfits(run, inputs, jobs.items);
  for (size_t i = 0; i < jobs.batch_count; i++)
    bag_share(&run->bag, &jobs.batches[i].bag);
  if (run->may_be_unfit)
    lint_jobs(&run->workers[0].scratch, &run->bag, run, jobs.items, 0, inputs->count, true);
  size_t count;
  struct kb_case **cases = merge(run, inputs, jobs.items, &count);
  for (size_t i = 0; i < run->worker_count; i++)
    arena_free(&run->workers[i].batch);
  run->kb = pipeline_link(run, cases, count);
  for (size_t i = 0; i < run->worker_count; i++)
    arena_free(&run->workers[i].until_linked);
  look_at_whole(run, inputs);
  end_jobs(run);
}

void pipeline_end(struct pipeline *run) {
  free_workers(run);
  if (run->schema)
    schema_free(run->schema);
  run->schema = NULL;
}
