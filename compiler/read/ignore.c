/* Which files git ignores, for a walk from a folder down. */
#include "read/ignore.h"

#include "base/arena.h"
#include "base/file.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "read/repository.h"

#include <errno.h>
#include <string.h>

enum { PATTERNS_LIMIT = 256 * 1024 };

/* ---- One folder ---------------------------------------------------------------------------
 */

static void report_unreadable(struct ignore *ignore, struct str path, const char *problem) {
  diag_add_path(ignore->bag, &io_rules[IO_FILE_UNREADABLE], path, "this cannot be read: %s",
                problem);
}

/* What of git's files cannot be read, once: without it nobody knows which files to leave out.
 */
static bool report_repository(struct ignore *ignore, struct repository *repository) {
  if (repository->unreadable.n == 0)
    return false;
  struct str path = path_clean(ignore->a, repository->unreadable);
  report_unreadable(ignore, path_relative(ignore->a, path, ignore->working_folder),
                    repository->problem);
  repository->unreadable = (struct str){NULL, 0};
  return true;
}

static struct repository *open_repository(struct ignore *ignore, struct str root) {
  struct repository *repository = repository_open(ignore->a, root);
  report_repository(ignore, repository);
  return repository;
}

/* A link is no .gitignore to git, nor is a folder of that name. */
static void read_patterns(struct ignore *ignore, struct ignore_place *place,
                          struct str folder) {
  struct str path = arena_copy(ignore->a, path_join(ignore->a, folder, STR(".gitignore")));
  struct str text;
  int error = 0;
  const char *problem = NULL;
  switch (file_read(ignore->a, path.p, PATTERNS_LIMIT, false, &text, &error)) {
  case FILE_OK:
    place->patterns = ignore_patterns_read(ignore->a, text);
    break;
  case FILE_FAILED:
    problem = error == ENOENT ? NULL : strerror(error);
    break;
  case FILE_TOO_LARGE:
    problem = "it is larger than 256 KiB";
    break;
  case FILE_NOT_REGULAR:
    break;
  }
  if (problem)
    report_unreadable(ignore, path, problem);
}

void ignore_look(struct ignore *ignore, struct ignore_place *place, struct str folder,
                 bool has_patterns, bool is_repository) {
  if (is_repository && (!place->repository || place->path.n > 0)) {
    struct str root =
        path_clean(ignore->a, path_join(ignore->a, ignore->working_folder, folder));
    *place = (struct ignore_place){.repository = open_repository(ignore, root)};
  }
  if (has_patterns && place->repository && !place->only_tracked)
    read_patterns(ignore, place, folder);
}

struct ignore_place ignore_enter(struct ignore *ignore, const struct ignore_place *above,
                                 struct str name, enum ignored is) {
  struct ignore_place place = {.repository = above->repository,
                               .only_tracked = is == IGNORED_UNTRACKED || above->only_tracked};
  if (!above->repository)
    return place;
  place.above = above->patterns.count > 0 ? above : above->above;
  place.path = above->path.n > 0 ? path_join(ignore->a, above->path, name) : name;
  return place;
}

/* ---- Asking -------------------------------------------------------------------------------
 */

/* The path of the entry, from the root of the repository on; good until the next call. */
static struct str entry_path(struct ignore *ignore, const struct ignore_place *place,
                             struct str name) {
  buf_clear(&ignore->path);
  buf_add(&ignore->path, place->path);
  if (place->path.n > 0)
    buf_add_char(&ignore->path, '/');
  buf_add(&ignore->path, name);
  return buf_str(&ignore->path);
}

/* The nearest folder that says anything decides, the repository's own list last. */
static bool is_named_by_pattern(const struct ignore_place *place, struct str path,
                                bool is_folder) {
  enum ignore_verdict verdict = IGNORE_UNSAID;
  const struct ignore_place *at = place->patterns.count > 0 ? place : place->above;
  for (; at && verdict == IGNORE_UNSAID; at = at->above) {
    size_t base = at->path.n > 0 ? at->path.n + 1 : 0;
    verdict = ignore_patterns_ask(&at->patterns, str_slice(path, base, path.n), is_folder);
  }
  if (verdict == IGNORE_UNSAID)
    verdict = ignore_patterns_ask(&place->repository->exclude, path, is_folder);
  return verdict == IGNORE_YES;
}

static bool read_index(struct ignore *ignore, struct repository *repository) {
  bool is_first = !repository->is_index_read;
  bool is_known = repository_read_index(ignore->a, repository);
  if (is_first && !is_known && !report_repository(ignore, repository)) {
    struct str folder =
        repository->git_folder.n > 0 ? repository->git_folder : repository->root;
    folder = path_clean(ignore->a, folder);
    struct str path = path_relative(ignore->a, folder, ignore->working_folder);
    struct diag *diag = diag_add_path(ignore->bag, &io_rules[IO_INDEX_UNKNOWN], path,
                                      "what git tracks here cannot be read, so every file that "
                                      "is ignored by name is left out");
    diag_help(ignore->bag, diag,
              "a split index is read after  git update-index --no-split-index");
  }
  return is_known;
}

enum ignored ignore_ask(struct ignore *ignore, const struct ignore_place *place,
                        struct str name, bool is_folder) {
  struct repository *repository = place->repository;
  if (!repository || (!place->above && place->patterns.count == 0 && !place->only_tracked &&
                      repository->exclude.count == 0))
    return IGNORED_NOT;
  struct str path = entry_path(ignore, place, name);
  if (!place->only_tracked && !is_named_by_pattern(place, path, is_folder))
    return IGNORED_NOT;
  if (!read_index(ignore, repository))
    return IGNORED_ALL;
  if (!is_folder)
    return git_index_has(&repository->index, path) ? IGNORED_NOT : IGNORED_ALL;
  return git_index_has_below(&repository->index, path) ? IGNORED_UNTRACKED : IGNORED_ALL;
}

/* ---- Beginning ----------------------------------------------------------------------------
 */

struct ignore_place ignore_start(struct ignore *ignore, struct str folder, bool is_named) {
  struct arena *a = ignore->a;
  struct str root = repository_find(a, folder);
  if (root.n == 0)
    return (struct ignore_place){0};
  struct ignore_place *place = arena_new(a, struct ignore_place);
  place->repository = open_repository(ignore, root);
  struct str rest = path_relative(a, folder, root), at = root;
  if (str_equal_c(rest, "."))
    return *place;
  while (rest.n > 0) {
    size_t slash = str_find_char(rest, '/', 0);
    struct str name = str_slice(rest, 0, slash);
    rest = slash == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, slash + 1, rest.n);
    ignore_look(ignore, place, path_relative(a, at, ignore->working_folder), true, false);
    enum ignored is = ignore_ask(ignore, place, name, true);
    struct ignore_place *next = arena_new(a, struct ignore_place);
    *next = ignore_enter(ignore, place, name, is);
    next->only_tracked = next->only_tracked || is == IGNORED_ALL;
    at = path_join(a, at, name);
    place = next;
  }
  if (is_named && place->only_tracked)
    *place = (struct ignore_place){.repository = place->repository, .path = place->path};
  return *place;
}

void ignore_end(struct ignore *ignore) {
  buf_free(&ignore->path);
}
