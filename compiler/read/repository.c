/* A repository of git, as far as it says which files it tracks and ignores. */
#include "read/repository.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <string.h>

enum { LINK_LIMIT = 64 * 1024, EXCLUDE_LIMIT = 256 * 1024, INDEX_LIMIT = 256 * 1024 * 1024 };

static struct str path_in(struct arena *a, struct str folder, const char *name) {
  return arena_copy(a, path_join(a, folder, str_from_c(name)));
}

struct str repository_find(struct arena *a, struct str folder) {
  for (;;) {
    enum file_kind kind = file_kind_of(path_in(a, folder, ".git").p, true);
    if (kind == FILE_FOLDER || kind == FILE_REGULAR)
      return folder;
    if (folder.n <= 1)
      return (struct str){NULL, 0};
    folder = path_folder(folder);
  }
}

/* A file of git's. To take one that cannot be read for one that is missing would be to read
 * files that are ignored, or none that are tracked: the first of them is kept to be told. */
static bool read_file(struct arena *a, struct repository *repository, struct str file,
                      size_t limit, struct str *text) {
  int error = 0;
  enum file_result result = file_read(a, file.p, limit, true, text, &error);
  bool is_missing = result == FILE_FAILED && (error == ENOENT || error == ENOTDIR);
  if (result == FILE_OK || result == FILE_NOT_REGULAR || is_missing)
    return result == FILE_OK;
  if (repository->unreadable.n == 0) {
    repository->unreadable = file;
    repository->problem = result == FILE_FAILED ? strerror(error) : "it is too large";
  }
  return false;
}

/* The path that stands in a file behind `mark`, seen from `folder`; n = 0 if there is none. */
static struct str read_link(struct arena *a, struct repository *repository, struct str file,
                            struct str mark, struct str folder) {
  struct str text;
  if (!read_file(a, repository, file, LINK_LIMIT, &text) || !str_starts_with(text, mark))
    return (struct str){NULL, 0};
  struct str path = str_trim(str_slice(text, mark.n, text.n));
  path = str_slice(path, 0, str_find_char(path, '\0', 0));
  return path.n > 0 ? path_join(a, folder, path) : path;
}

/* Of a worktree or submodule .git is a file that names the folder. */
static struct str find_git_folder(struct arena *a, struct repository *repository) {
  struct str path = path_in(a, repository->root, ".git");
  if (file_kind_of(path.p, true) != FILE_REGULAR)
    return path;
  return read_link(a, repository, path, STR("gitdir:"), repository->root);
}

/* What worktrees share is in the folder of the first of them. */
static struct str find_common_folder(struct arena *a, struct repository *repository) {
  struct str folder = repository->git_folder;
  struct str common =
      read_link(a, repository, path_in(a, folder, "commondir"), STR(""), folder);
  return common.n > 0 ? common : folder;
}

struct repository *repository_open(struct arena *a, struct str root) {
  struct repository *repository = arena_new(a, struct repository);
  repository->root = root;
  repository->git_folder = find_git_folder(a, repository);
  if (repository->git_folder.n == 0)
    return repository;
  struct str common = find_common_folder(a, repository), text;
  if (read_file(a, repository, path_in(a, common, "info/exclude"), EXCLUDE_LIMIT, &text))
    repository->exclude = ignore_patterns_read(a, text);
  return repository;
}

bool repository_read_index(struct arena *a, struct repository *repository) {
  if (repository->is_index_read)
    return repository->is_index_known;
  repository->is_index_read = true;
  if (repository->git_folder.n == 0)
    return false;
  struct str bytes;
  int error = 0;
  struct str path = path_in(a, repository->git_folder, "index");
  enum file_result result = file_read(a, path.p, INDEX_LIMIT, true, &bytes, &error);
  bool is_missing = result == FILE_FAILED && (error == ENOENT || error == ENOTDIR);
  if (result == FILE_FAILED && !is_missing) {
    repository->unreadable = path;
    repository->problem = strerror(error);
  }
  repository->is_index_known =
      is_missing || (result == FILE_OK && git_index_read(a, bytes, &repository->index));
  if (!repository->is_index_known)
    repository->index = (struct git_index){NULL, 0};
  return repository->is_index_known;
}
