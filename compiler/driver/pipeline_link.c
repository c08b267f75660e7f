/* Links all cases of a run, each part of that on a thread of its own. */
#include "driver/pipeline_link.h"

#include "base/pool.h"
#include "driver/pipeline.h"
#include "driver/pipeline_worker.h"
#include "link/link.h"
#include "model/kb.h"

struct links {
  struct pipeline_worker *workers;
  struct kb *kb;
};

static void do_link(void *ctx, size_t part, size_t worker) {
  const struct links *links = ctx;
  link_part(&links->workers[worker].keep, links->kb, part);
}

struct kb *pipeline_link(struct pipeline *run, struct kb_case **cases, size_t count) {
  struct arena *own = &run->workers[0].until_linked;
  struct links links = {run->workers, link_order(run->a, own, run->schema, cases, count)};
  pool_map(run->worker_count, link_parts(links.kb), do_link, &links);
  link_end(links.kb);
  return links.kb;
}
