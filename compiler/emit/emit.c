/* Stage 6: compiles the knowledge base into the files of a folder such as generated/. */
#include "emit/emit.h"

#include "base/arena.h"
#include "base/file.h"
#include "diag/diag.h"
#include "emit/commit.h"
#include "emit/emitter.h"
#include "emit/folder.h"
#include "emit/limits.h"
#include "emit/manifest.h"
#include "emit/staged_file.h"

#include <stdlib.h>

/* The outputs. manifest.json, which every build has, speaks of them and is none of them. */
static const struct emitter emitters[] = {
    {.name = "chunks",
     .description = "chunks for a vector store, one a line and as one array",
     .files = {"chunks.jsonl", "chunks.json"},
     .emit = emit_chunks,
     .is_of_shard = true},
    {.name = "kb",
     .description = "every case whole, as JSON",
     .files = {"kb.json"},
     .emit = emit_cases},
    {.name = "c",
     .description = "lookup tables and a line matcher in C",
     .files = {"{prefix}.h", "{prefix}.c"},
     .emit = emit_c},
    {.name = "samples",
     .description = "log lines, and which case each belongs to",
     .files = {"sample.log", "sample.labels.jsonl"},
     .emit = emit_samples},
    {.name = "rules",
     .description = "the rule book",
     .files = {"rules.md"},
     .emit = emit_rule_book},
    {.name = "formats",
     .description = "JSON Schemas of the chunks and of kb.json",
     .files = {"chunk.schema.json", "kb.schema.json"},
     .emit = emit_formats},
    {.name = "fluent-bit",
     .description = "parsers of the log templates for fluent-bit; on request alone",
     .files = {"parsers.conf"},
     .emit = emit_fluent_bit,
     .is_on_request = true,
     .check = check_fluent_bit},
    {.name = "vector",
     .description = "a parser of the log templates for vector, in VRL; on request alone",
     .files = {"vector.vrl"},
     .emit = emit_vector,
     .is_on_request = true,
     .check = check_vector},
    {.name = "grok",
     .description = "patterns of the log templates for grok; on request alone",
     .files = {"grok.patterns"},
     .emit = emit_grok,
     .is_on_request = true,
     .check = check_grok},
};

enum { EMITTER_COUNT = sizeof emitters / sizeof *emitters };

/* What a shard has beside them. */
static const struct emitter shard_emitter = {
    .name = "shard", .files = {SHARD_PACK_NAME}, .emit = emit_shard_pack};

const struct emitter *emitter_at(size_t index) {
  return index < EMITTER_COUNT ? &emitters[index] : NULL;
}

const struct emitter *emitter_find(struct str name) {
  for (size_t i = 0; i < EMITTER_COUNT; i++) {
    if (str_equal_c(name, emitters[i].name))
      return &emitters[i];
  }
  return NULL;
}

bool emitter_is_of_shard(const struct emitter *emitter) {
  return emitter->is_of_shard;
}

bool emitter_is_on_request(const struct emitter *emitter) {
  return emitter->is_on_request;
}

const char *emitter_name(const struct emitter *emitter) {
  return emitter->name;
}

const char *emitter_description(const struct emitter *emitter) {
  return emitter->description;
}

/* ---- What emitters call -------------------------------------------------------------------
 */

void emit_next(const struct emit_context *context, struct sink *sinks, size_t count) {
  for (size_t i = 0; i < count; i++)
    sink_pass(&sinks[i]);
  arena_reset(context->scratch);
}

void emit_head(struct json_writer *w, const struct emit_context *context, const char *format) {
  json_member(w, "format", str_from_c(format));
  json_member_number(w, "version", 1);
  json_member(w, "kbc", str_from_c(context->request->tool_version));
  json_member(w, "schema", context->kb->schema->name);
}

/* ---- One build ----------------------------------------------------------------------------
 */

struct build {
  struct arena *a;
  struct bag *bag;
  struct emit_context context;
  struct folder folder;
  struct emit_report *report;
  struct manifest_file *outputs; /* by name */
  size_t output_count;
  bool has_failed; /* a file could not be written */
};

static struct str file_name(struct arena *a, const struct schema *schema, const char *form) {
  struct str text = str_from_c(form), mark = STR("{prefix}");
  if (!str_starts_with(text, mark))
    return arena_copy(a, text);
  return arena_printf(a, "%.*s%s", STR_ARG(schema->outputs.c_prefix), form + mark.n);
}

/* Names that count as ours where a manifest is broken. */
static struct str *own_names(struct arena *a, const struct schema *schema, size_t *count) {
  struct str *names = arena_array(a, struct str, EMITTER_COUNT * EMITTER_FILES + 1);
  *count = 0;
  names[(*count)++] = arena_copy(a, STR(SHARD_PACK_NAME));
  for (size_t i = 0; i < EMITTER_COUNT; i++) {
    for (const char *const *form = emitters[i].files; *form; form++)
      names[(*count)++] = file_name(a, schema, *form);
  }
  return names;
}

static void add_to_report(struct build *build, struct str name, size_t bytes,
                          enum emit_change change) {
  struct emit_report *report = build->report;
  report->files =
      arena_grow(build->a, report->files, report->file_count, sizeof *report->files);
  report->files[report->file_count++] = (struct emit_file){name, bytes, change};
  report->has_changed = report->has_changed || change != EMIT_SAME;
}

/* A full disk is one finding, however many files it hits. */
static bool end_file(struct build *build, struct sink *sink, struct staged_file *file,
                     struct hash_text *hash) {
  *hash = sink_close(sink);
  bool is_good = staged_file_close(file);
  if (!is_good && !build->has_failed)
    folder_report(&build->folder, file->name, "this file cannot be written", file->error);
  build->has_failed = build->has_failed || !is_good;
  add_to_report(build, file->name, sink->bytes, file->change);
  return !build->has_failed;
}

static bool run(struct build *build, const struct emitter *emitter) {
  struct sink sinks[EMITTER_FILES];
  struct staged_file files[EMITTER_FILES];
  size_t count = 0;
  for (; emitter->files[count]; count++) {
    struct str name = file_name(build->a, build->context.kb->schema, emitter->files[count]);
    staged_file_open(&files[count], &build->folder, name, build->context.request->is_check);
    sink_open(&sinks[count], staged_file_write, &files[count]);
  }
  emitter->emit(&build->context, sinks);
  arena_reset(build->context.scratch);
  for (size_t i = 0; i < count; i++) {
    struct manifest_file *output = &build->outputs[build->output_count++];
    end_file(build, &sinks[i], &files[i], &output->hash);
    output->name = files[i].name;
    output->bytes = sinks[i].bytes;
  }
  return !build->has_failed;
}

static int compare_outputs(const void *left, const void *right) {
  const struct manifest_file *a = left, *b = right;
  return str_compare(a->name, b->name);
}

static int compare_files(const void *left, const void *right) {
  const struct emit_file *a = left, *b = right;
  return str_compare(a->name, b->name);
}

static bool write_manifest(struct build *build) {
  struct sink sink;
  struct staged_file file;
  struct hash_text hash;
  staged_file_open(&file, &build->folder, arena_copy(build->a, STR(MANIFEST_NAME)),
                   build->context.request->is_check);
  sink_open(&sink, staged_file_write, &file);
  qsort(build->outputs, build->output_count, sizeof *build->outputs, compare_outputs);
  manifest_write(&build->context, build->outputs, build->output_count, &sink);
  arena_reset(build->context.scratch);
  return end_file(build, &sink, &file, &hash);
}

/* What is there and was not written now. The report is by name from here on. */
static void find_gone(struct build *build) {
  struct emit_report *report = build->report;
  qsort(report->files, report->file_count, sizeof *report->files, compare_files);
  size_t written = report->file_count;
  for (size_t i = 0; i < build->folder.name_count; i++) {
    struct emit_file key = {.name = build->folder.names[i]};
    if (!bsearch(&key, report->files, written, sizeof key, compare_files))
      add_to_report(build, key.name, 0, EMIT_GONE);
  }
  qsort(report->files, report->file_count, sizeof *report->files, compare_files);
}

static bool is_chosen(const struct emit_request *request, const struct emitter *emitter) {
  bool is_chosen = !request->emitters && !emitter->is_on_request;
  for (size_t i = 0; !is_chosen && i < request->emitter_count; i++)
    is_chosen = request->emitters[i] == emitter;
  return is_chosen;
}

/* In the order of the table, whatever the order in which they were chosen, and how often. */
static bool write_all(struct build *build) {
  build->outputs =
      arena_array(build->a, struct manifest_file, EMITTER_COUNT * EMITTER_FILES + 1);
  for (size_t i = 0; i < EMITTER_COUNT; i++) {
    if (is_chosen(build->context.request, &emitters[i]) && !run(build, &emitters[i]))
      return false;
  }
  bool is_shard = build->context.request->shard.count > 0;
  return (!is_shard || run(build, &shard_emitter)) && write_manifest(build);
}

static enum emit_result replace(struct build *build) {
  const struct emit_request *request = build->context.request;
  if (!commit_prepare(&build->folder, build->report))
    return EMIT_FAILED;
  if (request->before_commit && !request->before_commit(request->context))
    return EMIT_STOPPED;
  bool is_good = commit_replace(&build->folder, build->report, request->tool_version);
  return is_good ? EMIT_DONE : EMIT_FAILED;
}

static enum emit_result build_folder(struct build *build) {
  const struct emit_request *request = build->context.request;
  size_t count = 0;
  struct str *names = own_names(build->a, request->kb->schema, &count);
  build->folder = (struct folder){.a = build->a, .bag = build->bag, .shown = request->folder};
  enum folder_result opened =
      folder_open(&build->folder, request->working_folder, request->is_check, names, count);
  if (opened != FOLDER_READY)
    return opened == FOLDER_FOREIGN ? EMIT_FOREIGN : EMIT_FAILED;
  if (!write_all(build))
    return EMIT_FAILED;
  find_gone(build);
  if (request->is_check)
    return build->report->has_changed ? EMIT_STALE : EMIT_DONE;
  return build->report->has_changed ? replace(build) : EMIT_DONE;
}

/* What the chosen outputs cannot take of the schema, all of it. */
static bool check_chosen(struct arena *a, struct bag *bag, const struct emit_request *request) {
  bool is_good = true;
  for (size_t i = 0; i < EMITTER_COUNT; i++) {
    if (emitters[i].check && is_chosen(request, &emitters[i]))
      is_good = emitters[i].check(a, bag, request->kb->schema) && is_good;
  }
  return is_good;
}

enum emit_result emit_kb(struct arena *a, struct bag *bag, const struct emit_request *request,
                         struct emit_report *report) {
  *report = (struct emit_report){.case_count = request->kb->case_count};
  if (!limits_check_ids(bag, request->kb) || !check_chosen(a, bag, request))
    return EMIT_REFUSED;
  struct arena scratch = {0};
  struct chunk_index index = chunk_index_of(a, &scratch, request);
  report->chunk_count = index.count;
  struct build build = {.a = a, .bag = bag, .report = report};
  build.context = (struct emit_context){
      .request = request, .kb = request->kb, .index = &index, .scratch = &scratch};
  enum emit_result result = build_folder(&build);
  folder_close(&build.folder);
  arena_free(&scratch);
  return result;
}
