/* The files that a JSON Schema refers to: where they may lie, and which were read already. */
#include "driver/schema_files.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/suggest.h"
#include "check/json_schema.h"
#include "check/uri.h"

/* A schema of more parts than that is a mistake or an attack; each has at most 1 MiB. */
enum { FILES = 64 };

/* What a schema refers to belongs to the repository that it stands in. One that was named by
 * --schema and lies elsewhere has its own folder. */
struct schema_files schema_files_new(struct arena *a, struct str working_folder,
                                     struct str repository, struct str schema_path) {
  struct schema_files files = {.a = a, .working_folder = working_folder};
  struct str schema = path_clean(a, path_join(a, working_folder, schema_path));
  bool is_inside = path_is_below(schema, repository);
  struct str root = is_inside ? repository : arena_copy(a, path_folder(schema));
  files.root = root;
  files.base = uri_from_path(a, path_relative(a, schema, root));
  return files;
}

static struct schema_file *refuse(struct json_schema_absence *absence, struct str message,
                                  const char *help) {
  absence->message = message;
  absence->help = str_from_c(help);
  return NULL;
}

/* The name in the folder of `path` that may have been meant. */
static struct str nearest_name(struct arena *a, struct str path) {
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  if (!file_list(a, arena_copy(a, path_folder(path)).p, &entries, &count, &error))
    return (struct str){NULL, 0};
  struct str *names = arena_array(a, struct str, count);
  for (size_t i = 0; i < count; i++)
    names[i] = entries[i].name;
  size_t near = suggest(a, path_name(path), names, count);
  return near == STR_NONE ? (struct str){NULL, 0} : names[near];
}

static struct schema_file *refuse_missing(struct schema_files *files, struct str path,
                                          struct str shown,
                                          struct json_schema_absence *absence) {
  struct str near = nearest_name(files->a, path);
  if (near.n > 0)
    absence->label = arena_printf(files->a, "did you mean \"%.*s\"?", STR_ARG(near));
  return refuse(absence, arena_printf(files->a, "there is no file \"%.*s\"", STR_ARG(shown)),
                near.n > 0 ? ""
                           : "a path in a $ref begins at the folder of the file that the $ref "
                             "stands in");
}

static bool has_ending(struct str path, const char *ending) {
  struct str end = str_from_c(ending);
  if (path.n <= end.n)
    return false;
  for (size_t i = 0; i < end.n; i++) {
    if (lower_char(path.p[path.n - end.n + i]) != end.p[i])
      return false;
  }
  return true;
}

/* By its path alone; the disk is not asked. */
static bool may_be_read(struct schema_files *files, struct str path, struct str root,
                        struct str shown, struct json_schema_absence *absence) {
  struct arena *a = files->a;
  if (!path_is_below(path, root))
    refuse(absence, arena_printf(a, "\"%.*s\" lies outside of the repository", STR_ARG(shown)),
           "kbc reads no schema from there: put a copy beside this file and refer to that");
  else if (!has_ending(path, ".json") && !has_ending(path, ".yaml") &&
           !has_ending(path, ".yml"))
    refuse(absence,
           arena_printf(a, "\"%.*s\" is neither .json nor .yaml", STR_ARG(path_name(path))),
           "a JSON Schema stands in a .json, .yaml or .yml file");
  return absence->message.n == 0;
}

static struct schema_file *add_file(struct schema_files *files, struct str path,
                                    struct str shown) {
  struct schema_file *file = arena_new(files->a, struct schema_file);
  file->path = shown;
  file->is_json = has_ending(path, ".json");
  files->items = arena_grow(files->a, files->items, files->count, sizeof(struct schema_file *));
  files->items[files->count] = file;
  map_add(&files->paths, files->a, path, files->count++);
  return file;
}

struct schema_file *schema_files_find(struct schema_files *files, struct str uri,
                                      struct json_schema_absence *absence) {
  struct arena *a = files->a;
  struct str text = uri_decode(a, uri);
  bool is_local = str_starts_with(uri, STR("file:")),
       is_rooted = str_starts_with(uri, STR("/"));
  if (uri.n == 0 || (uri_has_scheme(uri) && !is_local) || str_starts_with(uri, STR("//")))
    return NULL;
  if (is_local || is_rooted)
    return refuse(absence,
                  arena_printf(a, "\"%.*s\" names a file on this machine alone", STR_ARG(text)),
                  "write its path from the folder of this file on, as in  parts/service.yaml");
  if (str_find_char(text, '\0', 0) != STR_NONE)
    return refuse(absence, STR("a path cannot hold a NUL"), "");
  struct str path = path_clean(a, path_join(a, files->root, text));
  struct str shown = arena_copy(a, path_relative(a, path, files->working_folder));
  if (!may_be_read(files, path, files->root, shown, absence))
    return NULL;
  size_t index = map_find(&files->paths, path);
  if (index != STR_NONE)
    return files->items[index];
  enum file_kind kind = file_kind_of(arena_copy(a, path).p, true);
  if (kind == FILE_MISSING)
    return refuse_missing(files, path, shown, absence);
  if (kind == FILE_FOLDER)
    return refuse(absence, arena_printf(a, "\"%.*s\" is a folder", STR_ARG(shown)),
                  "name a file in it");
  struct str folder = path_resolved(a, arena_copy(a, path_folder(path)));
  struct str root = path_resolved(a, arena_copy(a, files->root));
  struct str real = path_join(a, folder, path_name(path));
  if (folder.n > 0 && !may_be_read(files, real, root, shown, absence))
    return NULL;
  if (files->count == FILES)
    return refuse(absence, arena_printf(a, "this schema refers to more than %d files", FILES),
                  "put some of them together, under $defs of one file");
  return add_file(files, arena_copy(a, path), shown);
}
