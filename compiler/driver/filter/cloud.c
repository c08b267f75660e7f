/* Where errors may hide what would else be found: nobody says there that something is gone. */
#include "driver/filter/cloud.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "driver/case_place.h"
#include "model/kb.h"

#include <string.h>

/* Of the stages before the check: what they cannot make out, no later one looks at. */
static bool is_early(const struct rule *rule) {
  return strcmp(rule->code, "KBC04") < 0;
}

struct cloud cloud_new(struct arena *a, const struct kb *kb) {
  return (struct cloud){.kb = kb, .cases = arena_array(a, bool, kb->case_count)};
}

void cloud_add(struct cloud *cloud, struct arena *a, const struct bag *bag) {
  for (size_t i = 0; i < bag->count; i++) {
    const struct diag *diag = &bag->diags[i];
    if (diag->level != LEVEL_ERROR)
      continue;
    size_t index = diag->span.source ? case_at_place(cloud->kb, diag->span) : STR_NONE;
    if (is_early(diag->rule))
      map_add(&cloud->paths, a, diag->path, i);
    if (index != STR_NONE)
      cloud->cases[index] = true;
  }
}

bool cloud_covers(const struct cloud *cloud, struct span span) {
  size_t index = case_at_place(cloud->kb, span);
  return cloud_covers_file(cloud, span.source->path) ||
         (index != STR_NONE && cloud->cases[index]);
}

bool cloud_covers_file(const struct cloud *cloud, struct str path) {
  return map_find(&cloud->paths, path) != STR_NONE;
}
