/* What rules say about a knowledge base that compare its cases. */
#include "driver/pipeline_lint.h"

#include "base/pool.h"
#include "diag/diag.h"
#include "driver/pipeline.h"
#include "driver/pipeline_worker.h"
#include "driver/policy.h"
#include "lint/lint.h"
#include "model/kb.h"

struct parts {
  const struct pipeline *run;
  struct bag *bags; /* by part */
};

static bool is_wanted(const void *context, const struct rule *rule) {
  return policy_wants(context, rule);
}

static void do_part(void *ctx, size_t part, size_t worker) {
  const struct parts *parts = ctx;
  const struct pipeline *run = parts->run;
  struct pipeline_worker *arenas = &run->workers[worker];
  struct bag bag = {.arena = &arenas->keep};
  const struct lint_choice choice = {run->policy ? is_wanted : NULL, run->policy};
  lint_kb_part(&arenas->scratch, &bag, &run->bag, run->kb, &choice, part);
  arena_reset(&arenas->scratch);
  parts->bags[part] = bag;
}

/* Each part on a thread of its own; their findings join the others in the order of parts. */
static void compare(struct pipeline *run) {
  size_t count = lint_kb_parts();
  struct parts parts = {run, arena_array(run->a, struct bag, count)};
  pool_map(run->worker_count, count, do_part, &parts);
  for (size_t i = 0; i < count; i++)
    bag_append(&run->bag, &parts.bags[i]);
}

/* The findings about files without a case show their lines, too. */
static void hide_in_others(struct pipeline *run) {
  for (size_t i = 0, at = 0; i < run->source_count; i++) {
    bool is_linted = false;
    for (; at < run->kb->case_count; at++) {
      if (run->kb->cases[at]->doc->piece->source != run->sources[i])
        break;
      is_linted = true;
    }
    if (!is_linted && run->sources[i])
      lint_hide(&run->bag, run->schema, run->sources[i]);
  }
}

void pipeline_lint(struct pipeline *run) {
  if (!run->is_share)
    compare(run);
  hide_in_others(run);
}
