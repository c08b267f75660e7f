/* From a relative path to the file that it means, generously: as GitHub, and as the makers of
 * sites have it. */
#include "link/targets.h"

#include "base/arena.h"
#include "base/path.h"
#include "link/files.h"

static const struct str markdown_endings[] = {STR_INIT(".md"), STR_INIT(".markdown"),
                                              STR_INIT(".mdx")};
static const struct str page_endings[] = {STR_INIT(".html"), STR_INIT(".htm")};
static const struct str index_names[] = {STR_INIT("index.md"), STR_INIT("_index.md"),
                                         STR_INIT("README.md"), STR_INIT("readme.md"),
                                         STR_INIT("index.html")};
/* What GitHub has beside the files of a repository: "../../issues/1" is such a link. */
static const struct str hub_places[] = {
    STR_INIT("issues"),      STR_INIT("pull"),    STR_INIT("pulls"),   STR_INIT("wiki"),
    STR_INIT("discussions"), STR_INIT("actions"), STR_INIT("tree"),    STR_INIT("blob"),
    STR_INIT("releases"),    STR_INIT("compare"), STR_INIT("commits"), STR_INIT("commit"),
    STR_INIT("projects"),    STR_INIT("tags"),    STR_INIT("labels"),  STR_INIT("milestones"),
    STR_INIT("security"),    STR_INIT("graphs"),  STR_INIT("raw"),     STR_INIT("edit")};

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct str joined(struct arena *a, struct str path, struct str ending) {
  return arena_printf(a, "%.*s%.*s", STR_ARG(path), STR_ARG(ending));
}

/* The path without one of the endings; the whole if it has none. */
static struct str without(struct str path, const struct str *endings, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (str_ends_with(path, endings[i]) && path.n > endings[i].n)
      return str_slice(path, 0, path.n - endings[i].n);
  }
  return path;
}

bool target_is_markdown(struct str path) {
  return without(path, markdown_endings, COUNT(markdown_endings)).n < path.n;
}

/* The file that is shown for the folder. */
static struct target in_folder(struct arena *a, struct files *files, struct str folder) {
  for (size_t i = 0; i < COUNT(index_names); i++) {
    struct str path = path_join(a, folder, index_names[i]);
    if (files_is_file(files, path))
      return (struct target){TARGET_FILE, path};
  }
  return (struct target){TARGET_FOLDER, folder};
}

/* The path as it stands, then what a site may have in its place. */
static struct target look(struct arena *a, struct files *files, struct str path,
                          struct str limit) {
  if (!str_equal(path, limit) && !files_is_folder(files, path_folder(path)))
    return (struct target){TARGET_MISSING, path};
  if (files_is_file(files, path))
    return (struct target){TARGET_FILE, path};
  if (files_is_folder(files, path))
    return in_folder(a, files, path);
  struct str bare = without(path, page_endings, COUNT(page_endings));
  for (size_t i = 0; i < COUNT(markdown_endings); i++) {
    struct str page = joined(a, bare, markdown_endings[i]);
    if (files_is_file(files, page))
      return (struct target){TARGET_FILE, page};
  }
  if (bare.n < path.n && str_equal_c(path_name(bare), "index") &&
      files_is_folder(files, path_folder(bare))) {
    struct target index = in_folder(a, files, path_folder(bare));
    if (index.kind == TARGET_FILE)
      return index;
  }
  return (struct target){TARGET_MISSING, path};
}

/* "a/b.md" becomes "a/b/" on a site, "a/index.md" becomes "a/". */
static struct str published_folder(struct arena *a, struct str page) {
  struct str stem = path_stem(page), folder = path_folder(page);
  if (str_equal_c(stem, "index") || str_equal_c(stem, "_index") || str_equal_c(stem, "README"))
    return folder;
  return path_join(a, folder, stem);
}

static bool is_hub_place(struct str relative) {
  while (str_starts_with(relative, STR("../")))
    relative = str_slice(relative, 3, relative.n);
  struct str place = str_slice(relative, 0, str_find_char(relative, '/', 0));
  for (size_t i = 0; i < COUNT(hub_places); i++) {
    if (str_equal(place, hub_places[i]))
      return true;
  }
  return false;
}

struct target target_find(struct arena *scratch, struct files *files, struct str page,
                          struct str relative) {
  if (str_find_char(relative, '\0', 0) != STR_NONE)
    return (struct target){TARGET_MISSING, page};
  bool is_known = false;
  struct str limit = files_limit(files, path_folder(page), &is_known);
  struct str path = path_clean(scratch, path_join(scratch, path_folder(page), relative));
  struct target target = {TARGET_OUTSIDE, path};
  if (path_is_below(path, limit))
    target = look(scratch, files, path, limit);
  if (target.kind != TARGET_MISSING && target.kind != TARGET_OUTSIDE)
    return target;
  if (!target_is_markdown(relative)) {
    struct str folder = published_folder(scratch, page);
    path = path_clean(scratch, path_join(scratch, folder, relative));
    if (path_is_below(path, limit)) {
      struct target published = look(scratch, files, path, limit);
      if (published.kind != TARGET_MISSING)
        return published;
    }
  }
  if (target.kind == TARGET_OUTSIDE && (!is_known || is_hub_place(relative)))
    target.kind = TARGET_UNKNOWN;
  return target;
}
