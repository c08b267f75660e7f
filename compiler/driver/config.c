/* Where a run stands: its working folder, the repository around it, its schema, its corpus. */
#include "driver/config.h"

#include "base/arena.h"
#include "base/file.h"
#include "read/repository.h"

#include <errno.h>

/* What a folder may have, the first one first. */
static const char *const schema_names[] = {"kbc.yaml", "schema/case.yaml"};

enum { SCHEMA_NAME_COUNT = sizeof schema_names / sizeof *schema_names };

static enum file_kind kind_in(struct arena *a, struct str folder, const char *name) {
  struct str path = path_join(a, folder, str_from_c(name));
  return file_kind_of(arena_copy(a, path).p, true);
}

/* The folder above, or the same one at the top. */
static struct str parent_of(struct str folder) {
  size_t slash = folder.n;
  while (slash > 0 && folder.p[slash - 1] != '/')
    slash--;
  return str_slice(folder, 0, slash > 1 ? slash - 1 : 1);
}

/* A schema that somebody has put there and that cannot be one, a folder of that name aside: to
 * pass it over would be to check against another. NULL: nothing stands there. */
static const char *misfit_in(struct arena *a, struct str folder, const char *name,
                             enum file_kind kind) {
  if (kind == FILE_OTHER)
    return "is no file";
  if (kind == FILE_ERROR && errno == ELOOP)
    return "is a link that leads to itself";
  struct str path = arena_copy(a, path_join(a, folder, str_from_c(name)));
  return kind == FILE_MISSING && file_kind_of(path.p, false) == FILE_LINK
             ? "is a link that leads nowhere"
             : NULL;
}

/* The path of the nearest schema; n = 0 if there is none. `misfit` says why it cannot be one.
 */
static struct str find_schema(struct arena *a, struct str folder, struct str repository,
                              const char **misfit) {
  for (;;) {
    for (size_t i = 0; i < SCHEMA_NAME_COUNT; i++) {
      enum file_kind kind = kind_in(a, folder, schema_names[i]);
      *misfit = misfit_in(a, folder, schema_names[i], kind);
      /* What cannot be looked at may well be there: who reads it says why it cannot be. */
      if (*misfit || kind == FILE_REGULAR || kind == FILE_ERROR)
        return path_join(a, folder, str_from_c(schema_names[i]));
    }
    if (folder.n <= 1 || str_equal(folder, repository))
      return (struct str){NULL, 0};
    folder = parent_of(folder);
  }
}

/* Globs are relative to the folder of kbc.yaml, or to the parent of schema/. */
static struct str root_of(struct str schema) {
  struct str folder = parent_of(schema);
  bool is_project = str_equal_c(path_name(schema), schema_names[0]);
  return !is_project && str_equal_c(path_name(folder), "schema") ? parent_of(folder) : folder;
}

bool config_find(struct arena *a, struct str schema_option, struct config *config,
                 struct str *error) {
  struct str here = file_working_folder(a);
  struct str repository = repository_find(a, here);
  *config = (struct config){.working_folder = here, .folder = here, .root = here};
  config->repository = repository.n > 0 ? repository : here;
  struct str schema;
  const char *misfit = NULL;
  if (schema_option.n > 0) {
    schema = path_absolute(a, schema_option);
    /* What is there but is no file, or may not be read, is for the reader to report. */
    enum file_kind kind = file_kind_of(arena_copy(a, schema).p, true);
    if (kind == FILE_MISSING || kind == FILE_FOLDER) {
      *error = arena_printf(a, "--schema: \"%.*s\" %s", STR_ARG(schema_option),
                            kind == FILE_MISSING ? "does not exist" : "is a folder");
      return false;
    }
  } else {
    schema = find_schema(a, here, repository, &misfit);
    struct file_id id = file_id_of(arena_copy(a, schema).p);
    if (schema.n > 0 && !misfit && id.is_there && id.size == 0)
      misfit = "is empty; a shell empties the file behind > before kbc can read it";
  }
  if (schema.n > 0) {
    config->schema_path = arena_copy(a, path_relative(a, schema, here));
    config->folder = parent_of(schema);
    config->root = root_of(schema);
  }
  if (misfit)
    *error = arena_printf(a, "%.*s %s", STR_ARG(config->schema_path), misfit);
  return !misfit;
}

struct str config_place(struct arena *a, struct str root, struct str working_folder,
                        struct str path) {
  /* Mostly kbc runs in the root, and has found the file itself. */
  if (path_is_clean(path) && str_equal(root, working_folder))
    return path;
  return path_relative(a, path_clean(a, path_join(a, working_folder, path)), root);
}

void config_for(struct arena *a, struct str path, struct config *config) {
  struct str here = file_working_folder(a);
  struct str repository = repository_find(a, here);
  *config = (struct config){.working_folder = here};
  config->repository = repository.n > 0 ? repository : here;
  struct str schema = path_clean(a, path_absolute(a, path));
  config->schema_path = arena_copy(a, path_relative(a, schema, here));
  config->folder = parent_of(schema);
  config->root = root_of(schema);
}
