/* Stage 6: compiles the knowledge base into the files of a folder such as generated/. */
#include "emit/emit.h"

#include "base/arena.h"
#include "base/file.h"
#include "diag/diag.h"
#include "emit/disk/commit.h"
#include "emit/disk/folder.h"
#include "emit/emitter.h"
#include "emit/format_list.h"
#include "emit/limits.h"
#include "emit/manifest.h"
#include "emit/outputs.h"
#include "emit/stores/store.h"
#include "emit/stores/store_check.h"
#include "emit/stores/store_run.h"
#include "emit/stores/vectors.h"

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
    {.name = "milvus",
     .description = "rows for Milvus' bulk import; on request alone",
     .store = &milvus_store,
     .is_on_request = true},
    {.name = "opensearch",
     .description = "_bulk requests for OpenSearch; on request alone",
     .store = &opensearch_store,
     .is_on_request = true},
    {.name = "elasticsearch",
     .description = "_bulk requests for Elasticsearch; on request alone",
     .store = &elasticsearch_store,
     .is_on_request = true},
    {.name = "qdrant",
     .description = "points for Qdrant; on request alone",
     .store = &qdrant_store,
     .is_on_request = true},
    {.name = "azure",
     .description = "documents for Azure AI Search; on request alone",
     .store = &azure_store,
     .is_on_request = true},
    {.name = "vertex",
     .description = "documents for Vertex AI Search; on request alone",
     .store = &vertex_store,
     .is_on_request = true},
    {.name = "bedrock",
     .description = "a text file a case for Amazon Bedrock; on request alone",
     .store = &bedrock_store,
     .is_on_request = true},
    {.name = "openai-batch",
     .description = "embedding requests for OpenAI's Batch API; on request alone",
     .store = &openai_batch_store,
     .is_on_request = true},
    {.name = "langchain",
     .description = "Documents for LangChain, Python and JavaScript; on request alone",
     .store = &langchain_store,
     .is_on_request = true},
    {.name = "llamaindex",
     .description = "nodes for LlamaIndex, Python and TypeScript; on request alone",
     .store = &llamaindex_store,
     .is_on_request = true},
    {.name = "haystack",
     .description = "Documents for Haystack; on request alone",
     .store = &haystack_store,
     .is_on_request = true},
    {.name = "pgvector",
     .description = "SQL for PostgreSQL, with vectors or without; on request alone",
     .store = &pgvector_store,
     .is_on_request = true},
    {.name = "sqlite",
     .description = "SQL for SQLite with full-text search (FTS5); on request alone",
     .store = &sqlite_store,
     .is_on_request = true},
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

bool emitter_takes_vectors(const struct emitter *emitter) {
  return emitter->store && emitter->store->takes_vectors;
}

const char *emitter_name(const struct emitter *emitter) {
  return emitter->name;
}

const struct store *emitter_store(const struct emitter *emitter) {
  return emitter->store;
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

static size_t format_version(const char *format) {
#define FORMAT_CASE(name, version)                                                             \
  if (str_equal_c(STR(name), format))                                                          \
    return version;
  FORMATS(FORMAT_CASE)
#undef FORMAT_CASE
  return 1;
}

void emit_head(struct json_writer *w, const struct emit_context *context, const char *format) {
  json_member(w, "format", str_from_c(format));
  json_member_number(w, "version", format_version(format));
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
  struct outputs outputs;
};

static struct str file_name(struct arena *a, const struct schema *schema, const char *form) {
  struct str text = str_from_c(form), mark = STR("{prefix}");
  if (!str_starts_with(text, mark))
    return arena_copy(a, text);
  return arena_printf(a, "%.*s%s", STR_ARG(schema->outputs.c_prefix), form + mark.n);
}

/* Names that count as ours where a manifest is broken. */
static struct str *own_names(struct arena *a, const struct schema *schema, size_t *count) {
  size_t most = EMITTER_COUNT * (EMITTER_FILES + STORE_FILES) + 1;
  struct str *names = arena_array(a, struct str, most);
  *count = 0;
  names[(*count)++] = arena_copy(a, STR(SHARD_PACK_NAME));
  for (size_t i = 0; i < EMITTER_COUNT; i++) {
    const struct store *store = emitters[i].store;
    for (size_t j = 0; store && j < STORE_FILES && store->files[j].name; j++)
      names[(*count)++] = str_from_c(store->files[j].name);
    for (const char *const *form = emitters[i].files; *form; form++)
      names[(*count)++] = file_name(a, schema, *form);
  }
  return names;
}

static void run_files(struct build *build, const struct emitter *emitter) {
  struct sink sinks[EMITTER_FILES];
  size_t count = 0;
  for (; emitter->files[count]; count++) {
    struct str name = file_name(build->a, build->context.kb->schema, emitter->files[count]);
    outputs_open(&build->outputs, &sinks[count], name);
  }
  emitter->emit(&build->context, sinks);
  arena_reset(build->context.scratch);
  for (size_t i = 0; i < count; i++)
    outputs_close(&build->outputs, &sinks[i]);
}

static void open_sink(void *to, struct sink *sink, struct str name) {
  outputs_open(to, sink, name);
}

static void close_sink(void *to, struct sink *sink) {
  outputs_close(to, sink);
}

static bool run(struct build *build, const struct emitter *emitter) {
  if (emitter->store)
    store_run(&build->context, emitter->store,
              (struct store_target){open_sink, close_sink, &build->outputs});
  else
    run_files(build, emitter);
  struct vectors *vectors = build->context.vectors;
  return !build->outputs.has_failed && !(vectors && vectors_are_broken(vectors));
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
  struct outputs *outputs = &build->outputs;
  qsort(outputs->files, outputs->count, sizeof *outputs->files, compare_outputs);
  struct manifest manifest =
      manifest_of(build->a, build->context.request, build->context.index);
  manifest.file_count = outputs->count;
  outputs_open(outputs, &sink, STR(MANIFEST_NAME));
  manifest.files = outputs->files;
  manifest_write(&manifest, &sink);
  arena_reset(build->context.scratch);
  outputs_close(outputs, &sink);
  return !outputs->has_failed;
}

/* What is there and was not written now. The report is by name from here on. */
static void find_gone(struct build *build) {
  struct emit_report *report = build->report;
  qsort(report->files, report->file_count, sizeof *report->files, compare_files);
  size_t written = report->file_count;
  for (size_t i = 0; i < build->folder.name_count; i++) {
    struct emit_file key = {.name = build->folder.names[i]};
    if (!bsearch(&key, report->files, written, sizeof key, compare_files))
      outputs_add_gone(&build->outputs, key.name);
  }
  qsort(report->files, report->file_count, sizeof *report->files, compare_files);
}

/* Beside a store the chunks are there, too: they say what it must hold. */
static bool is_chosen(const struct emit_request *request, const struct emitter *emitter) {
  if (!request->emitters)
    return !emitter->is_on_request;
  for (size_t i = 0; i < request->emitter_count; i++) {
    if (request->emitters[i] == emitter ||
        (emitter->emit == emit_chunks && request->emitters[i]->store))
      return true;
  }
  return false;
}

/* In the order of the table, whatever the order in which they were chosen, and how often. */
static bool write_all(struct build *build) {
  build->outputs = (struct outputs){.a = build->a,
                                    .folder = &build->folder,
                                    .report = build->report,
                                    .is_check = build->context.request->is_check};
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

/* And what they cannot take of the chunks. */
static bool check_stores(const struct emit_context *context, struct bag *bag) {
  bool is_good = true;
  for (size_t i = 0; i < EMITTER_COUNT; i++) {
    if (emitters[i].store && is_chosen(context->request, &emitters[i]))
      is_good = store_check(context, bag, emitters[i].store) && is_good;
  }
  return is_good;
}

static enum emit_result build_with(struct build *build, struct vectors *vectors) {
  struct emit_report *report = build->report;
  const struct emit_context *context = &build->context;
  bool is_good =
      !vectors || vectors_check(vectors, context->kb, context->index, &report->unknown_vectors);
  if (!check_stores(context, build->bag) || !is_good)
    return vectors && vectors_are_broken(vectors) ? EMIT_FAILED : EMIT_REFUSED;
  enum emit_result result = build_folder(build);
  folder_close(&build->folder);
  return result;
}

enum emit_result emit_kb(struct arena *a, struct bag *bag, const struct emit_request *request,
                         struct emit_report *report) {
  *report = (struct emit_report){.case_count = request->kb->case_count};
  if (!limits_check_ids(bag, request->kb) || !check_chosen(a, bag, request))
    return EMIT_REFUSED;
  struct vectors *vectors = NULL;
  if (request->vectors.n > 0 && !(vectors = vectors_open(a, bag, request->vectors)))
    return EMIT_REFUSED;
  struct arena scratch = {0};
  struct chunk_index index = chunk_index_of(a, &scratch, request);
  report->chunk_count = index.count;
  struct build build = {.a = a, .bag = bag, .report = report};
  build.context = (struct emit_context){.request = request,
                                        .kb = request->kb,
                                        .index = &index,
                                        .vectors = vectors,
                                        .scratch = &scratch};
  enum emit_result result = build_with(&build, vectors);
  vectors_close(vectors);
  arena_free(&scratch);
  return result;
}
