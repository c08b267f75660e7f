/* The incidents of a knowledge base, which takes the stages that read and parse once more. */
#include "driver/pipeline_incidents.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "base/suggest.h"
#include "driver/case_names.h"
#include "driver/pipeline.h"
#include "driver/rules.h"
#include "model/incident.h"
#include "model/kb.h"
#include "parse/incident.h"
#include "parse/schema_rules.h"
#include "read/discover.h"
#include "read/read.h"

struct file_set pipeline_incident_files(struct arena *a, struct bag *bag,
                                        const struct pipeline *run) {
  struct schema globs = {.include = run->schema->incidents,
                         .include_count = run->schema->incident_count,
                         .exclude = run->schema->exclude,
                         .exclude_count = run->schema->exclude_count};
  struct corpus corpus = {.root = path_relative(a, run->root, run->working_folder),
                          .schema = &globs};
  struct file_set files = {0};
  discover_corpus(a, bag, &corpus, &files);
  for (size_t i = 0; i < files.count; i++) {
    struct str path = path_join(a, run->working_folder, files.paths[i]);
    path = path_relative(a, path_clean(a, path), run->working_folder);
    files.paths[i] = arena_copy(a, path);
  }
  return files;
}

static void report_case(struct pipeline *run, struct arena *scratch,
                        const struct incident_step *step, const struct case_names *names) {
  bool is_shared = case_names_count(names, step->text) > 1;
  struct diag *diag =
      diag_add(&run->bag, &driver_rules[DRIVER_RULE_INCIDENT_CASE], step->span,
               is_shared ? "\"%.*s\" names several cases" : "\"%.*s\" names no case",
               STR_ARG(step->text));
  if (is_shared) {
    diag_help(&run->bag, diag, "name it by its path or its id");
    return;
  }
  struct str near = case_names_suggest(scratch, names, step->text);
  if (near.n > 0)
    diag_label(&run->bag, diag, "did you mean \"%.*s\"?", STR_ARG(near));
  else
    diag_help(&run->bag, diag, "a case is named by its path, its title or its id");
}

/* Can each step leave lines? */
static bool find_cases(struct pipeline *run, struct arena *scratch, struct incident *incident,
                       const struct case_names *names) {
  bool is_whole = true;
  for (size_t i = 0; i < incident->step_count; i++) {
    struct incident_step *step = &incident->steps[i];
    step->number = case_names_find(names, step->text);
    if (step->number == STR_NONE) {
      report_case(run, scratch, step, names);
    } else if (run->kb->cases[step->number]->log_line_count == 0) {
      diag_add(&run->bag, &driver_rules[DRIVER_RULE_INCIDENT_CASE], step->span,
               "\"%.*s\" has no log line", STR_ARG(step->text));
      step->number = STR_NONE;
    }
    is_whole = is_whole && step->number != STR_NONE;
  }
  return is_whole;
}

static void refuse_twin(struct pipeline *run, const struct incident *incident,
                        const struct incident *first) {
  struct diag *diag = diag_add(&run->bag, &schema_rules[SCHEMA_DUPLICATE], incident->name_span,
                               "another incident is called \"%.*s\"", STR_ARG(incident->name));
  diag_relate(&run->bag, diag, first->name_span, "that one");
}

void pipeline_find_incidents(struct pipeline *run, struct arena *scratch) {
  if (run->schema->incident_count == 0)
    return;
  struct file_set files = pipeline_incident_files(run->a, &run->bag, run);
  if (files.count == 0)
    return;
  struct arena keep = {0};
  struct case_names names = case_names_of(&keep, run->kb);
  struct map by_name = {0};
  run->incidents = arena_array(run->a, struct incident, files.count);
  for (size_t i = 0; i < files.count; i++) {
    const struct source *source = read_source(run->a, &run->bag, files.paths[i]);
    struct incident *incident = &run->incidents[run->incident_count];
    bool is_read = source && parse_incident(run->a, scratch, &run->bag, source, incident);
    bool is_whole = is_read && find_cases(run, scratch, incident, &names);
    arena_reset(scratch);
    if (!is_whole)
      continue;
    size_t first = map_add(&by_name, &keep, incident->name, run->incident_count);
    if (first == run->incident_count)
      run->incident_count++;
    else
      refuse_twin(run, incident, &run->incidents[first]);
  }
  arena_free(&keep);
}
