/* The file that kbc init writes, and what it must not overwrite. */
#include "driver/init/schema_file.h"

#include "base/arena.h"
#include "base/file.h"
#include "driver/options.h"
#include "driver/say.h"
#include "emit/disk/beside.h"
#include "emit/disk/disk.h"

#include <errno.h>
#include <string.h>

static const char default_name[] = "kbc.yaml", other_name[] = "schema/case.yaml";

static bool is_there(struct str path) {
  return file_kind_of(path.p, false) != FILE_MISSING;
}

/* kbc.yaml would hide a schema/case.yaml beside it. */
static bool refuse_hiding(struct arena *a, struct str path, struct str *error) {
  if (!str_equal_c(path_name(path), default_name))
    return true;
  struct str other = arena_copy(a, path_join(a, path_folder(path), str_from_c(other_name)));
  if (!is_there(other))
    return true;
  *error = arena_printf(a,
                        "%.*s is the schema here, and %.*s would take its place; --force does "
                        "it, -o FILE writes to another place",
                        STR_ARG(other), STR_ARG(path));
  return false;
}

bool schema_file_choose(struct arena *a, const struct options *options,
                        struct schema_file *file, struct str *error) {
  struct str path = options->schema_output;
  file->is_stdout = str_equal_c(path, "-");
  file->may_replace = options->force;
  bool is_default = path.n == 0 || file->is_stdout;
  file->path = arena_copy(a, is_default ? str_from_c(default_name) : path_clean(a, path));
  if (file->is_stdout)
    return true;
  enum file_kind kind = file_kind_of(file->path.p, false);
  struct str folder = arena_copy(a, path_folder(file->path));
  enum file_kind above = kind == FILE_MISSING ? file_kind_of(folder.p, true) : FILE_FOLDER;
  file->has_failed = kind == FILE_ERROR || above == FILE_ERROR;
  if (file->has_failed)
    *error =
        arena_printf(a, "%.*s cannot be looked at: %s", STR_ARG(file->path), strerror(errno));
  else if (above != FILE_FOLDER)
    *error = arena_printf(a, "the folder %.*s does not exist", STR_ARG(folder));
  else if (kind == FILE_MISSING || (kind == FILE_REGULAR && file->may_replace))
    return file->may_replace || refuse_hiding(a, file->path, error);
  else if (kind == FILE_REGULAR)
    *error = arena_printf(a,
                          "%.*s is there already, and nothing was written; --force overwrites "
                          "it, -o FILE writes to another place",
                          STR_ARG(file->path));
  else
    *error = arena_printf(a, "%.*s is there already, and is no file", STR_ARG(file->path));
  return false;
}

/* What came into being meanwhile stays. */
static bool fill(const struct schema_file *file, const struct beside *beside, struct str text) {
  if (!disk_write(beside->file, text))
    return false;
  errno = EEXIST;
  return file->may_replace || !is_there(file->path);
}

bool schema_file_write(struct arena *a, const struct schema_file *file, struct str text,
                       struct str *error) {
  struct str above = arena_copy(a, path_folder(file->path));
  struct beside beside = {.file = -1};
  int folder = disk_open_folder(above.n > 0 ? above.p : ".");
  bool is_good = folder >= 0 && beside_open(&beside, a, folder, path_name(file->path)) &&
                 fill(file, &beside, text) && beside_commit(&beside);
  if (!is_good)
    *error =
        arena_printf(a, "%.*s cannot be written: %s", STR_ARG(file->path), strerror(errno));
  beside_drop(&beside);
  disk_close(folder);
  return is_good;
}
