/* The files that links may lead to: those of the knowledge base are known, others are asked for
 * on the disk, whether they are there and no more. */
#include "link/files.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/suggest.h"
#include "link/link.h"

#include <errno.h>

/* Hints a run, and names that one is chosen from: a thousand broken links into a folder of ten
 * thousand files must not take minutes. */
enum { MOST_HINTS = 100, MOST_NAMES = 2000 };

struct listing {
  struct str *names;
  size_t count;
};

struct str files_path(struct arena *scratch, const struct files *files,
                      struct str source_path) {
  return path_clean(scratch, path_join(scratch, files->scope->working_folder, source_path));
}

struct files files_new(struct arena *a, const struct link_scope *scope) {
  struct files files = {.a = a, .scope = scope};
  files.known = arena_array(a, struct str, scope->path_count);
  for (size_t i = 0; i < scope->path_count; i++) {
    struct str path = files_path(a, &files, scope->paths[i]);
    files.known[files.known_count] = path;
    if (map_add(&files.by_path, a, path, files.known_count) == files.known_count)
      files.known_count++;
  }
  return files;
}

/* What cannot be asked for, because a folder may not be looked into, counts as a file: that it
 * is missing is not known. */
static enum file_kind ask(struct str path) {
  if (str_find_char(path, '\0', 0) != STR_NONE)
    return FILE_MISSING;
  enum file_kind kind = file_kind_of(path.p, true);
  if (kind == FILE_ERROR)
    return errno == ENAMETOOLONG ? FILE_MISSING : FILE_REGULAR;
  return kind == FILE_FOLDER || kind == FILE_MISSING ? kind : FILE_REGULAR;
}

static enum file_kind kind_of(struct files *files, struct str path) {
  if (map_find(&files->by_path, path) != STR_NONE)
    return FILE_REGULAR;
  size_t known = map_find(&files->asked, path);
  if (known != STR_NONE)
    return (enum file_kind)known;
  struct str copy = arena_copy(files->a, path);
  enum file_kind kind = ask(copy);
  map_add(&files->asked, files->a, copy, (size_t)kind);
  return kind;
}

bool files_is_file(struct files *files, struct str path) {
  return kind_of(files, path) == FILE_REGULAR;
}

bool files_is_folder(struct files *files, struct str path) {
  return kind_of(files, path) == FILE_FOLDER;
}

/* The nearest folder upward that is a repository; n = 0 if there is none. */
static struct str repository_of(struct files *files, struct str folder) {
  for (struct str at = folder; at.n > 1; at = path_folder(at)) {
    struct str mark = arena_printf(files->a, "%.*s/.git", STR_ARG(at));
    if (files_is_folder(files, mark) || files_is_file(files, mark))
      return at;
  }
  return (struct str){NULL, 0};
}

static struct str find_limit(struct files *files, struct str folder) {
  struct str repository = files->scope->repository, root = files->scope->root;
  struct str outer = path_is_below(repository, root) ? root : repository;
  if (path_is_below(folder, outer))
    return outer;
  return path_is_below(folder, root) ? root : repository_of(files, folder);
}

struct str files_limit(struct files *files, struct str folder, bool *is_known) {
  if (!str_equal(folder, files->limit_folder)) {
    files->limit_folder = arena_copy(files->a, folder);
    files->limit = find_limit(files, files->limit_folder);
    files->is_limit_known = files->limit.n > 0;
    if (!files->is_limit_known)
      files->limit = files->limit_folder;
  }
  *is_known = files->is_limit_known;
  return files->limit;
}

bool files_may_hint(struct files *files) {
  return files->hints++ < MOST_HINTS;
}

static const struct listing *listing_of(struct files *files, struct str folder) {
  size_t index = map_find(&files->listed, folder);
  if (index != STR_NONE)
    return &files->listings[index];
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  struct str path = arena_copy(files->a, folder);
  if (!file_list(files->a, path.p, &entries, &count, &error))
    count = 0;
  struct listing listing = {arena_array(files->a, struct str, count), 0};
  for (size_t i = 0; i < count && listing.count < MOST_NAMES; i++) {
    if (entries[i].name.p[0] != '.')
      listing.names[listing.count++] = entries[i].name;
  }
  files->listings =
      arena_grow(files->a, files->listings, files->listing_count, sizeof *files->listings);
  files->listings[files->listing_count] = listing;
  map_add(&files->listed, files->a, path, files->listing_count);
  return &files->listings[files->listing_count++];
}

struct str files_near_name(struct files *files, struct str folder, struct str name) {
  struct str none = {NULL, 0};
  if (!files_is_folder(files, folder))
    return none;
  const struct listing *listing = listing_of(files, folder);
  size_t near = suggest(files->a, name, listing->names, listing->count);
  return near == STR_NONE ? none : listing->names[near];
}

struct str files_same_name(const struct files *files, struct str name) {
  struct str found = {NULL, 0};
  for (size_t i = 0; i < files->known_count; i++) {
    if (!str_equal(path_name(files->known[i]), name))
      continue;
    if (found.n > 0)
      return (struct str){NULL, 0};
    found = files->known[i];
  }
  return found;
}
