/* What of a project is compiled: its cases without those that have errors, linked anew. */
#include "driver/compile.h"

#include "base/file.h"
#include "base/sort.h"
#include "driver/reach.h"
#include "driver/session.h"
#include "model/kb.h"
#include "version.h"

/* The title of the family of each rule of the catalogue. */
static const char *const *rule_titles(struct session *s) {
  const char **titles = arena_array(&s->a, const char *, s->catalogue.count);
  for (size_t i = 0; i < s->catalogue.count; i++)
    titles[i] = rule_family_of(s->catalogue.rules[i])->title;
  return titles;
}

void compile_request(struct session *s, struct emit_request *request) {
  request->working_folder = s->config.working_folder;
  request->tool_version = KBC_VERSION;
  request->rules = s->catalogue.rules;
  request->rule_titles = rule_titles(s);
  request->rule_count = s->catalogue.count;
}

/* Findings of a lower level were in the report of the whole already. */
static void add_errors(struct bag *bag, const struct bag *found) {
  for (size_t i = 0; i < found->count; i++) {
    struct bag one = {.arena = found->arena, .diags = &found->diags[i], .count = 1};
    if (found->diags[i].level == LEVEL_ERROR)
      bag_append(bag, &one);
  }
}

/* What is kept, as a knowledge base of its own. Patterns may be others among fewer cases, so
 * its tables are asked, too, and what they do not lead to is left out as well. */
static struct kb *link_part(struct session *s, struct project *project, struct bag *bag,
                            struct leave_out *out) {
  struct kb *kb = NULL;
  bool has_lost = true;
  while (has_lost && out->kept_count > 0) {
    struct bag found = {.arena = &s->a};
    kb = pipeline_part(&project->run, out->kept, out->kept_count);
    pipeline_for_outputs(&project->run, kb);
    reach_check(&s->a, &found, kb, s->options->jobs);
    policy_set_levels(&project->policy, &found);
    has_lost = leave_out_more(&s->a, project->root, kb, &project->inputs, &found, out);
    add_errors(bag, &found);
  }
  return kb;
}

static int compare_texts(const void *left, const void *right) {
  const struct str *a = left, *b = right;
  return str_compare(*a, *b);
}

/* The PATHs that say what is compiled, as the corpus sees them; none if it is all of it. Of
 * several projects each has those in its root. */
static void name_paths(struct session *s, const struct project *project,
                       struct emit_request *request) {
  const struct str_list *words = &s->options->paths;
  bool is_whole = project->inputs.is_corpus && !project->inputs.is_filtered;
  if (is_whole || s->options->merge)
    return;
  request->paths = arena_array(&s->a, struct str, words->count);
  for (size_t i = 0; i < words->count; i++) {
    bool is_text = str_equal_c(words->items[i], "-") && s->config.stdin_path.n == 0;
    struct str path = is_text ? words->items[i] : path_absolute(&s->a, words->items[i]);
    if (str_equal_c(words->items[i], "-") && !is_text)
      path = s->config.stdin_path;
    if (project->inputs.is_filtered && !path_is_below(path, project->root))
      continue;
    request->paths[request->path_count++] =
        is_text ? path : path_relative(&s->a, path, project->root);
  }
  sort(request->paths, request->path_count, sizeof *request->paths, compare_texts);
}

/* ---- A shard ------------------------------------------------------------------------------
 */

static int compare_sources(const void *left, const void *right) {
  return str_compare((*(const struct source *const *)left)->place,
                     (*(const struct source *const *)right)->place);
}

/* With the texts of all its files, those of broken cases, too: the merge finds out by itself
 * what it must leave out. */
static struct emit_shard shard_of(struct session *s, const struct project *project) {
  struct emit_shard shard = s->shard;
  const struct source **sources =
      arena_array(&s->a, const struct source *, project->run.source_count);
  for (size_t i = 0; i < project->run.source_count; i++) {
    if (project->run.sources[i])
      sources[shard.source_count++] = project->run.sources[i];
  }
  sort(sources, shard.source_count, sizeof(const struct source *), compare_sources);
  shard.sources = sources;
  return shard;
}

/* ---- The face -----------------------------------------------------------------------------
 */

struct leave_out compile_kept(struct session *s, struct project *project, struct bag *bag,
                              struct emit_request *request) {
  struct kb *kb = project->run.kb;
  struct leave_out out =
      leave_out_errors(&s->a, project->root, kb, &project->inputs, &project->run.bag);
  bool is_share = s->shard.count > 0;
  if (out.kept_count < kb->case_count)
    kb = is_share ? pipeline_part(&project->run, out.kept, out.kept_count)
                  : link_part(s, project, bag, &out);
  if (out.kept_count == 0 && !is_share)
    return out;
  if (is_share)
    request->shard = shard_of(s, project);
  request->kb = kb;
  request->is_partial = project->inputs.is_filtered;
  name_paths(s, project, request);
  request->left_out = out.left_out;
  request->left_out_count = out.left_out_count;
  return out;
}
