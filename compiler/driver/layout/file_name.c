/* The name of a case's file: one that the schema takes for it. */
#include "driver/layout/file_name.h"

#include "base/arena.h"
#include "base/path.h"
#include "check/check.h"
#include "driver/config.h"
#include "driver/layout/slug.h"
#include "driver/project.h"
#include "model/case.h"

enum { LONGEST_NAME = 120 }; /* in bytes: below what any file system takes */

bool file_stem_fits(struct arena *a, const struct project *project,
                    const struct kb_case *kb_case, struct str stem) {
  return check_stem_fits(a, &project->run.schema->record, kb_case, stem);
}

bool file_is_of_corpus(struct arena *a, const struct project *project, struct str path) {
  const struct schema *schema = project->run.schema;
  struct str here = project->run.working_folder;
  struct str absolute = path_clean(a, path_join(a, here, path));
  struct str place = config_place(a, project->root, here, absolute);
  return project->has_corpus && path_is_below(absolute, project->root) &&
         glob_matches_any(schema->include, schema->include_count, place) &&
         !glob_matches_any(schema->exclude, schema->exclude_count, place);
}

/* A title that may be a file's name as it stands: no folder, nothing hidden, no control. */
static bool is_name(struct str text) {
  if (text.n == 0 || text.n > LONGEST_NAME || text.p[0] == '.' || text.p[0] == '-')
    return false;
  for (size_t i = 0; i < text.n; i++) {
    if ((unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7F ||
        str_find_char(STR("/\\:*?\"<>|"), text.p[i], 0) != STR_NONE)
      return false;
  }
  return true;
}

struct str file_stem_for(struct arena *a, const struct project *project,
                         const struct kb_case *kb_case, struct str folder) {
  enum { MOST = 4 };
  const struct record_rules *record = &project->run.schema->record;
  const struct title_equals *equals = &record->title_equals;
  struct str slug = slug_of(a, kb_case->title), full = slug_of(a, kb_case->full_title);
  struct str names[MOST] = {slug, full}, fallback = {NULL, 0};
  size_t count = 2;
  if (equals->is_asked) {
    struct str wanted =
        equals->capture == STR_NONE ? kb_case->full_title : kb_case->captures[equals->capture];
    names[count++] = wanted;
    names[count++] = arena_printf(a, "%.*s-%.*s", STR_ARG(wanted), STR_ARG(slug));
  }
  for (size_t i = 0; i < count; i++) {
    if (!is_name(names[i]) || !file_stem_fits(a, project, kb_case, names[i]))
      continue;
    struct str path = path_join(a, folder, arena_printf(a, "%.*s.md", STR_ARG(names[i])));
    if (!project->has_corpus || file_is_of_corpus(a, project, path))
      return names[i];
    fallback = fallback.n > 0 ? fallback : names[i];
  }
  return fallback.n > 0 ? fallback : slug;
}
