/* Finds the files of a knowledge base: the corpus of a schema, or what the caller names. */
#include "read/discover.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "diag/io_rules.h"
#include "model/schema.h"
#include "read/ignore.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Deeper folders are refused: no file system loop, however it is made, keeps kbc walking. */
enum { FOLDER_DEPTH = 64, MANIFEST_HEAD = 4096 };

struct walk {
  struct arena *a;
  struct str top; /* where the walk began, all links followed */
  struct bag *bag;
  const struct corpus *corpus;
  const struct schema *schema;
  struct file_set *files;
  bool is_corpus;                  /* by the schema's globs, or every .md file */
  struct str working_folder, root; /* absolute and clean */
  struct ignore ignore;
};

static void add_file(struct walk *w, struct str path) {
  w->files->paths = arena_grow(w->a, w->files->paths, w->files->count, sizeof *w->files->paths);
  w->files->paths[w->files->count++] = path;
}

static bool is_excluded(const struct walk *w, struct str path) {
  return glob_matches_any(w->schema->exclude, w->schema->exclude_count, path);
}

/* `path` is relative to the root. */
static bool is_wanted(const struct walk *w, struct str path) {
  if (is_excluded(w, path))
    return false;
  return w->is_corpus ? glob_matches_any(w->schema->include, w->schema->include_count, path)
                      : str_ends_with(path, STR(".md"));
}

static void refuse(struct walk *w, struct str path, const char *what) {
  struct diag *diag = diag_add_path(w->bag, &io_rules[IO_FILE_REFUSED], path,
                                    "this is %s, and is not read", what);
  diag_help(w->bag, diag, "put the file itself here, or exclude it in the schema");
}

static void report_unreadable(struct walk *w, struct str path, int error) {
  diag_add_path(w->bag, &io_rules[IO_FILE_UNREADABLE], path, "this cannot be read: %s",
                strerror(error));
}

/* Looks into the manifest's first bytes only: a folder of kbc's is recognised, not read. */
static bool is_output(struct walk *w, struct str folder) {
  struct str path = path_join(w->a, folder, STR("manifest.json"));
  path = arena_copy(w->a, path);
  struct str bytes = {NULL, 0};
  int error = 0;
  if (file_kind_of(path.p, false) != FILE_REGULAR ||
      file_read_head(w->a, path.p, MANIFEST_HEAD, &bytes, &error) != FILE_OK)
    return false;
  return str_find(bytes, STR(MANIFEST_MARK), 0) != STR_NONE;
}

/* Can a wanted file stand below the folder? Whatever else is there need not even be readable.
 */
static bool reaches(const struct walk *w, struct str folder) {
  for (size_t i = 0; w->is_corpus && i < w->schema->include_count; i++) {
    if (glob_reaches(w->schema->include[i], folder))
      return true;
  }
  return !w->is_corpus;
}

/* Links are not followed. One to a file or folder of the same tree is no loss: what it leads to
 * stands there under its own name. */
static void pass_link(struct walk *w, struct str path, struct str name,
                      const struct ignore_place *place) {
  bool is_named = is_wanted(w, name);
  if (!is_named && (!w->is_corpus || !reaches(w, name) || is_excluded(w, name)))
    return;
  if (ignore_ask(&w->ignore, place, path_name(path), false) != IGNORED_NOT)
    return;
  struct str target = path_resolved(w->a, path);
  bool leads_to_folder = target.n > 0 && file_kind_of(target.p, true) == FILE_FOLDER;
  if (!is_named && !leads_to_folder)
    return;
  struct str here = path_resolved(w->a, path_folder(path));
  if (target.n == 0)
    refuse(w, path, "a link that leads nowhere");
  else if (!path_is_below(target, w->top))
    refuse(w, path, "a link that leads out of the tree");
  else if (leads_to_folder && path_is_below(here, target))
    refuse(w, path, "a link to a folder that it stands in");
}

static int compare_paths(const void *left, const void *right) {
  return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* Does another corpus begin with this folder? */
static bool is_border(struct walk *w, struct str folder) {
  const struct corpus *corpus = w->corpus;
  if (corpus->border_count == 0)
    return false;
  struct str path = path_clean(w->a, path_join(w->a, w->working_folder, folder));
  return !str_equal(path, corpus->own_border) &&
         bsearch(&path, corpus->borders, corpus->border_count, sizeof path, compare_paths) !=
             NULL;
}

static void walk_folder(struct walk *w, struct str folder, struct str relative, size_t depth,
                        struct ignore_place place);

static void walk_below(struct walk *w, struct str folder, struct str relative, size_t depth,
                       const struct ignore_place *above) {
  if (!reaches(w, relative) || is_border(w, folder))
    return;
  struct str name = path_name(folder);
  enum ignored is = ignore_ask(&w->ignore, above, name, true);
  if (is != IGNORED_ALL)
    walk_folder(w, folder, relative, depth, ignore_enter(&w->ignore, above, name, is));
}

static void walk_entry(struct walk *w, const struct file_entry *entry, struct str folder,
                       struct str relative, size_t depth, const struct ignore_place *place) {
  struct str path = arena_copy(w->a, path_join(w->a, folder, entry->name));
  struct str name = path_join(w->a, relative, entry->name);
  bool is_hidden = entry->name.p[0] == '.';
  if (entry->kind == FILE_FOLDER) {
    if (!is_hidden)
      walk_below(w, path, name, depth + 1, place);
    return;
  }
  if (entry->kind == FILE_LINK) {
    /* Editors mark the files that they have open with hidden links that lead nowhere. */
    if (!is_hidden)
      pass_link(w, path, name, place);
    return;
  }
  if (entry->kind == FILE_MISSING || !is_wanted(w, name) ||
      ignore_ask(&w->ignore, place, entry->name, false) != IGNORED_NOT)
    return;
  if (utf8_invalid(entry->name) != STR_NONE)
    refuse(w, path, "a file whose name is not UTF-8");
  else if (entry->kind == FILE_REGULAR)
    add_file(w, path);
  else
    refuse(w, path, "a pipe, socket or device");
}

static void walk_folder(struct walk *w, struct str folder, struct str relative, size_t depth,
                        struct ignore_place place) {
  if (depth > FOLDER_DEPTH) {
    refuse(w, folder, "a folder more than 64 levels deep");
    return;
  }
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  struct str path = arena_copy(w->a, folder);
  if (!file_list(w->a, path.p, &entries, &count, &error)) {
    report_unreadable(w, folder, error);
    return;
  }
  bool has_patterns = false, is_repository = false;
  for (size_t i = 0; i < count; i++) {
    if (str_equal_c(entries[i].name, "manifest.json") && is_output(w, folder))
      return;
    has_patterns = has_patterns || str_equal_c(entries[i].name, ".gitignore");
    is_repository = is_repository || str_equal_c(entries[i].name, ".git");
  }
  ignore_look(&w->ignore, &place, folder, has_patterns, is_repository);
  for (size_t i = 0; i < count; i++)
    walk_entry(w, &entries[i], folder, relative, depth, &place);
}

static void sort_files(struct file_set *files) {
  if (files->count < 2)
    return;
  sort(files->paths, files->count, sizeof *files->paths, compare_paths);
  size_t kept = 1;
  for (size_t i = 1; i < files->count; i++) {
    if (!str_equal(files->paths[kept - 1], files->paths[i]))
      files->paths[kept++] = files->paths[i];
  }
  files->count = kept;
}

static struct walk walk_new(struct arena *a, struct bag *bag, const struct corpus *corpus,
                            struct file_set *files) {
  struct str here = file_working_folder(a);
  return (struct walk){.a = a,
                       .bag = bag,
                       .corpus = corpus,
                       .schema = corpus->schema,
                       .files = files,
                       .working_folder = here,
                       .ignore = {.a = a, .bag = bag, .working_folder = here},
                       .root = path_clean(a, path_join(a, here, corpus->root))};
}

static void walk_top(struct walk *w, struct str folder, struct str relative) {
  struct str absolute = path_clean(w->a, path_join(w->a, w->working_folder, folder));
  walk_folder(w, folder, relative, 0, ignore_start(&w->ignore, absolute, !w->is_corpus));
  ignore_end(&w->ignore);
}

void discover_corpus(struct arena *a, struct bag *bag, const struct corpus *corpus,
                     struct file_set *files) {
  struct walk w = walk_new(a, bag, corpus, files);
  w.top = path_resolved(a, corpus->root);
  w.is_corpus = true;
  walk_top(&w, corpus->root, STR("."));
  sort_files(files);
}

/* A link that the caller names stands for what it leads to, if that lies in the same tree,
 * which is at least the folder of the link. */
static bool follow_link(struct walk *w, struct str *path, struct str root) {
  struct str resolved = path_resolved(w->a, *path);
  if (resolved.n == 0 || (!path_is_below(resolved, path_resolved(w->a, root)) &&
                          !path_is_below(resolved, path_resolved(w->a, path_folder(*path))))) {
    refuse(w, *path, "a link that leads out of the tree");
    return false;
  }
  *path = path_relative(w->a, resolved, file_working_folder(w->a));
  return true;
}

bool discover_path(struct arena *a, struct bag *bag, struct str path,
                   const struct corpus *corpus, struct file_set *files) {
  struct walk w = walk_new(a, bag, corpus, files);
  struct str clean = arena_copy(a, path_clean(a, path));
  enum file_kind kind = file_kind_of(clean.p, true);
  if (kind == FILE_MISSING)
    return false;
  if (kind == FILE_ERROR && errno == ELOOP) {
    refuse(&w, clean, "a link that leads to itself");
    return true;
  }
  if (kind == FILE_ERROR) {
    report_unreadable(&w, clean, errno);
    return true;
  }
  struct str top = w.root;
  if (file_kind_of(clean.p, false) == FILE_LINK && !follow_link(&w, &clean, corpus->root))
    return true;
  struct str absolute = path_absolute(a, clean);
  bool is_below = path_is_below(absolute, top);
  struct str relative = is_below ? path_relative(a, absolute, top) : clean;
  if (kind == FILE_FOLDER) {
    w.top = is_below ? path_resolved(a, top) : path_resolved(a, clean);
    walk_top(&w, clean, relative);
  } else if (is_below && is_excluded(&w, relative))
    return true;
  else if (kind != FILE_REGULAR)
    refuse(&w, clean, "a pipe, socket or device");
  else if (utf8_invalid(clean) != STR_NONE)
    refuse(&w, clean, "a file whose name is not UTF-8");
  else
    add_file(&w, clean);
  sort_files(files);
  return true;
}
