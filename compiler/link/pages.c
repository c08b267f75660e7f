/* Pages by their names, as Hugo's references name them. */
#include "link/pages.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/suggest.h"
#include "link/files.h"

/* A tree that is deeper or larger than this is not looked through: then any page may be in it.
 */
enum { DEEPEST_FOLDER = 32, MOST_ENTRIES = 200 * 1000, MOST_NAMES = 2000 };

/* "pods" of "k8s/pods.ko.md", "k8s" of "k8s/_index.md"; small letters. Lives in `a`. */
static struct str name_of(struct arena *a, struct str path) {
  while (path.n > 1 && path.p[path.n - 1] == '/')
    path.n--;
  struct str name = path_name(path);
  size_t dot = str_find_char(name, '.', 1);
  name = str_slice(name, 0, dot);
  if ((str_equal_c(name, "index") || str_equal_c(name, "_index")) && name.n < path.n)
    name = path_name(path_folder(path));
  struct str copy = arena_copy(a, name);
  char *small = arena_alloc(a, name.n);
  for (size_t i = 0; i < name.n; i++)
    small[i] = lower_char(copy.p[i]);
  return (struct str){small, name.n};
}

static void add_page(struct pages *pages, struct str path) {
  struct arena *a = pages->a;
  struct str name = name_of(a, path);
  pages->paths = arena_grow(a, pages->paths, pages->count, sizeof *pages->paths);
  pages->next = arena_grow(a, pages->next, pages->count, sizeof *pages->next);
  pages->paths[pages->count] = path;
  pages->next[pages->count] = STR_NONE;
  size_t first = map_add(&pages->by_name, a, name, pages->count);
  if (first == pages->count) {
    pages->names = arena_grow(a, pages->names, pages->name_count, sizeof *pages->names);
    pages->names[pages->name_count++] = name;
  } else {
    pages->next[pages->count] = pages->next[first];
    pages->next[first] = pages->count;
  }
  pages->count++;
}

struct pages pages_new(struct arena *a, struct files *files) {
  struct pages pages = {.a = a, .files = files};
  for (size_t i = 0; i < files->known_count; i++)
    add_page(&pages, files->known[i]);
  return pages;
}

/* A walk through the repository; `left` entries may still be looked at. */
struct walk {
  struct pages *pages;
  size_t left;
};

static bool is_page(struct str name) {
  static const struct str endings[] = {STR_INIT(".md"),   STR_INIT(".markdown"),
                                       STR_INIT(".html"), STR_INIT(".adoc"),
                                       STR_INIT(".org"),  STR_INIT(".rst")};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (str_ends_with(name, endings[i]))
      return true;
  }
  return false;
}

/* False if there is more than can be looked at. */
static bool walk_folder(struct walk *walk, struct str folder, size_t depth) {
  struct pages *pages = walk->pages;
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  if (depth > DEEPEST_FOLDER || !file_list(pages->a, folder.p, &entries, &count, &error) ||
      count > walk->left)
    return false;
  walk->left -= count;
  for (size_t i = 0; i < count; i++) {
    struct str name = entries[i].name;
    struct str path = arena_printf(pages->a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
    if (name.p[0] == '.')
      continue;
    if (entries[i].kind == FILE_FOLDER && !walk_folder(walk, path, depth + 1))
      return false;
    if (entries[i].kind != FILE_FOLDER && is_page(name) &&
        map_find(&pages->files->by_path, path) == STR_NONE)
      add_page(pages, path);
  }
  return true;
}

static bool ends_with_path(struct str path, struct str end) {
  return str_ends_with(path, end) &&
         (path.n == end.n || path.p[path.n - end.n - 1] == '/' || end.p[0] == '/');
}

/* Is it the page that the reference spells out, up to the ending? */
static bool is_spelled_out(struct arena *a, struct str path, struct str reference) {
  static const char *const endings[] = {"", ".md", "/index.md", "/_index.md"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    struct str end = arena_printf(a, "%.*s%s", STR_ARG(reference), endings[i]);
    if (ends_with_path(path, end))
      return true;
  }
  return false;
}

/* Many pages may have one name: looking at a few tells whether it is clear which is meant. */
enum { MOST_TWINS = 64 };

static struct str only_one(struct pages *pages, size_t first, struct str reference) {
  struct str only = {NULL, 0};
  size_t seen = 0;
  for (size_t i = first; i != STR_NONE; i = pages->next[i]) {
    if (++seen > MOST_TWINS)
      return (struct str){NULL, 0};
    if (!is_spelled_out(pages->a, pages->paths[i], reference))
      continue;
    if (only.n > 0)
      return (struct str){NULL, 0};
    only = pages->paths[i];
  }
  return only;
}

bool pages_find(struct pages *pages, struct str reference, struct str tree, struct str *path) {
  struct str name = name_of(pages->a, reference);
  size_t first = map_find(&pages->by_name, name);
  if (first == STR_NONE && !pages->is_tree_read) {
    struct walk walk = {pages, MOST_ENTRIES};
    pages->is_tree_read = true;
    pages->is_tree_unknown = !walk_folder(&walk, arena_copy(pages->a, tree), 0);
    first = map_find(&pages->by_name, name);
  }
  *path = (struct str){NULL, 0};
  if (first == STR_NONE)
    return pages->is_tree_unknown || name.n == 0;
  *path = only_one(pages, first, reference);
  return true;
}

struct str pages_near_name(struct pages *pages, struct str reference) {
  size_t count = pages->name_count < MOST_NAMES ? pages->name_count : MOST_NAMES;
  size_t near = suggest(pages->a, name_of(pages->a, reference), pages->names, count);
  return near == STR_NONE ? (struct str){NULL, 0} : pages->names[near];
}
