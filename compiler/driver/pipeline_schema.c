/* The way of a schema: read, parsed, its JSON Schema compiled, its own example checked. */
#include "base/arena.h"
#include "check/check.h"
#include "check/json_schema.h"
#include "driver/config.h"
#include "driver/example.h"
#include "driver/pipeline.h"
#include "driver/policy.h"
#include "driver/schema_files.h"
#include "link/link.h"
#include "lint/lint.h"
#include "model/kb.h"
#include "parse/builtin_schema.h"
#include "parse/json_value.h"
#include "parse/project_file.h"
#include "parse/rule_options.h"
#include "parse/schema.h"
#include "parse/yaml.h"
#include "read/read.h"

const struct source *pipeline_source(struct arena *a, struct bag *bag, struct str path) {
  if (path.n > 0)
    return read_source(a, bag, path);
  return source_new(a, STR(BUILTIN_SCHEMA),
                    (struct str){builtin_schema_bytes, builtin_schema_size});
}

const struct source *pipeline_source_text(struct arena *a, struct bag *bag, struct str path,
                                          struct str text) {
  return read_source_bytes(a, bag, path, text);
}

bool pipeline_project_file(struct arena *a, struct bag *bag, const struct source *source,
                           struct project_file **file) {
  struct arena scratch = {0};
  bool is_one = is_project_file(&scratch, source);
  arena_reset(&scratch);
  *file = is_one ? parse_project_file(a, &scratch, bag, source) : NULL;
  arena_free(&scratch);
  return !is_one || *file;
}

static size_t count_errors(const struct bag *bag) {
  size_t count = 0;
  for (size_t i = 0; i < bag->count; i++)
    count += bag->diags[i].rule->level == LEVEL_ERROR;
  return count;
}

/* The schema's own example goes the way of every case. A file that is not there has no name,
 * unless the schema gives it one. */
static void check_example(struct pipeline *run, struct arena *scratch,
                          const struct policy *policy) {
  const struct schema *schema = run->schema;
  const struct example *example = &schema->example;
  if (example->text.n == 0)
    return;
  struct str path = example->file.n > 0 ? example->file : STR("<example>");
  struct pipeline_text text = pipeline_bytes(run, path, example->text);
  if (text.source) {
    struct bag said = text.bag;
    struct kb *kb = link_cases(run->a, schema, text.cases, text.count);
    lint_files(scratch, &text.bag, &said, schema, kb->cases, kb->case_count);
    lint_kb(scratch, &text.bag, kb);
  }
  policy_apply(policy, &text.bag);
  bag_sort(&text.bag);
  example_report(&run->bag, &text.bag, schema);
}

/* What the reading of a schema needs from another stage. */
struct schema_job {
  struct pipeline *run;
  struct arena scratch;
  struct schema_files files;
};

static const struct value *read_schema_file(struct schema_job *job,
                                            const struct schema_file *file,
                                            struct span reference) {
  struct pipeline *run = job->run;
  size_t findings = run->bag.count;
  const struct source *source = read_source(run->a, &run->bag, file->path);
  if (!source && run->bag.count > findings)
    diag_relate(&run->bag, &run->bag.diags[findings], reference, "it is referred to here");
  if (!source)
    return NULL;
  struct value *root = arena_new(run->a, struct value);
  struct span whole = span_of(source, 0, source->bytes.n);
  bool is_readable =
      file->is_json
          ? value_from_json(run->a, &job->scratch, &run->bag, whole, root)
          : value_from_yaml(run->a, &job->scratch, &run->bag, whole, YAML_CONFIG, root);
  return is_readable ? root : NULL;
}

static const struct value *load_schema_file(void *ctx, struct str uri, struct span reference,
                                            struct json_schema_absence *absence) {
  struct schema_job *job = ctx;
  struct schema_file *file = schema_files_find(&job->files, uri, absence);
  if (!file)
    return NULL;
  if (!file->was_read)
    file->root = read_schema_file(job, file, reference);
  file->was_read = true;
  absence->was_reported = !file->root;
  return file->root;
}

static void compile_front(void *ctx, struct front_rules *front) {
  struct schema_job *job = ctx;
  const struct json_schema_loader loader = {job->files.base, load_schema_file, job};
  check_prepare(job->run->a, &job->scratch, &job->run->bag, &loader, front);
}

bool pipeline_schema(struct pipeline *run, struct policy *policy) {
  struct schema_job job = {.run = run};
  run->policy = policy;
  job.files = schema_files_new(run->a, run->working_folder, run->repository, run->source->path);
  const struct front_compiler compiler = {compile_front, &job};
  run->schema = parse_schema(run->a, &job.scratch, &run->bag, &compiler, run->source);
  run->referred = job.files.items;
  run->referred_count = job.files.count;
  if (run->schema) {
    policy_read_schema(policy, &job.scratch, &run->bag, run->schema);
    parse_rule_options(run->a, &job.scratch, &run->bag, policy->catalogue->rules,
                       policy->catalogue->count, run->schema);
  }
  if (run->schema && count_errors(&run->bag) == 0)
    check_example(run, &job.scratch, policy);
  arena_free(&job.scratch);
  return run->schema && count_errors(&run->bag) == 0;
}

void pipeline_show(struct pipeline *run, struct buf *out) {
  size_t findings = run->bag.count;
  struct schema_job job = {.run = run};
  job.files = schema_files_new(run->a, run->working_folder, run->repository, run->source->path);
  const struct front_compiler compiler = {compile_front, &job};
  parse_schema_show(run->a, &job.scratch, &compiler, run->source, out);
  /* All that is to be found was found when the schema was read. */
  run->bag.count = findings;
  arena_free(&job.scratch);
}
