/* Waits until a file changes that a check depends on.
 *
 * It looks at them a few times a second, which every system and every file system can: some
 * thousand looks take milliseconds. */
#include "driver/watch.h"

#include "base/file.h"
#include "base/hash.h"
#include "driver/filter/baseline.h"
#include "driver/session.h"
#include "model/schema.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
  LOOK_MILLISECONDS = 200, /* between two looks */
  SETTLE_MILLISECONDS =
      100, /* in which nothing may change: an editor writes in several steps */
  MOST_FOLDERS = 20000,
};

/* What a file looks like without reading it. */
struct stamp {
  bool is_there;
  dev_t device;
  ino_t number;
  off_t size;
  struct timespec written, changed;
};

struct watched {
  struct str path; /* ends in a NUL */
  struct stamp stamp;
  bool is_folder; /* then the names in it count, as far as they are of interest */
  const struct project *project; /* whose globs say which are; NULL: those that end in .md */
  struct hash_text names;
};

/* ---- What things look like ----------------------------------------------------------------
 */

static struct stamp look_at(const char *path) {
  struct stat info;
  if (stat(path, &info) != 0)
    return (struct stamp){.is_there = false};
#ifdef __APPLE__
  struct timespec written = info.st_mtimespec, changed = info.st_ctimespec;
#else
  struct timespec written = info.st_mtim, changed = info.st_ctim;
#endif
  return (struct stamp){true, info.st_dev, info.st_ino, info.st_size, written, changed};
}

static bool is_same_time(struct timespec a, struct timespec b) {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_same(const struct stamp *a, const struct stamp *b) {
  return a->is_there == b->is_there && a->device == b->device && a->number == b->number &&
         a->size == b->size && is_same_time(a->written, b->written) &&
         is_same_time(a->changed, b->changed);
}

/* Could the corpus have the file, or look into the folder? Hidden ones never are. */
static bool is_of_interest(struct arena *scratch, const struct watched *folder,
                           const struct file_entry *entry) {
  if (entry->name.p[0] == '.')
    return str_equal_c(entry->name, ".gitignore");
  bool is_folder = entry->kind == FILE_FOLDER;
  if (!folder->project)
    return is_folder || str_ends_with(entry->name, STR(".md"));
  struct str path = path_join(scratch, folder->path, entry->name);
  struct str place = path_relative(scratch, path, folder->project->root);
  const struct schema *schema = folder->project->run.schema;
  for (size_t i = 0; i < schema->include_count; i++) {
    if (is_folder ? glob_reaches(schema->include[i], place)
                  : glob_matches(schema->include[i], place))
      return true;
  }
  return false;
}

/* The names, and not the time of the folder: kbc itself may write a report into it. */
static struct hash_text names_in(struct arena *scratch, const struct watched *folder) {
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error;
  struct hash_stream stream;
  hash_start(&stream);
  if (!file_list(scratch, folder->path.p, &entries, &count, &error))
    count = 0;
  for (size_t i = 0; i < count; i++) {
    if (!is_of_interest(scratch, folder, &entries[i]))
      continue;
    hash_add(&stream, entries[i].name);
    hash_add(&stream, (struct str){"", 1});
  }
  return hash_end(&stream);
}

/* ---- What is watched ----------------------------------------------------------------------
 */

static void add(struct watch *watch, struct str path, bool is_folder,
                const struct project *project) {
  watch->items = arena_grow(&watch->a, watch->items, watch->count, sizeof *watch->items);
  struct watched *item = &watch->items[watch->count++];
  *item = (struct watched){
      .path = arena_copy(&watch->a, path), .is_folder = is_folder, .project = project};
  item->stamp = look_at(item->path.p);
}

/* The folder and those below it, as far as an include reaches. */
static void add_folder(struct watch *watch, struct str path, const struct project *project,
                       size_t *folders) {
  if (++*folders > MOST_FOLDERS)
    return;
  add(watch, path, true, project);
  add(watch, path_join(&watch->a, path, STR(".gitignore")), false, NULL);
  struct watched folder = watch->items[watch->count - 2];
  struct arena scratch = {0};
  watch->items[watch->count - 2].names = names_in(&scratch, &folder);
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error;
  if (!file_list(&scratch, folder.path.p, &entries, &count, &error))
    count = 0;
  for (size_t i = 0; i < count; i++) {
    if (entries[i].kind == FILE_FOLDER && is_of_interest(&scratch, &folder, &entries[i]))
      add_folder(watch, path_join(&watch->a, folder.path, entries[i].name), project, folders);
  }
  arena_free(&scratch);
}

/* The files of the folder in which a schema lies: it may refer to some of them. */
static void add_neighbours(struct watch *watch, struct str path) {
  struct arena scratch = {0};
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error;
  struct str folder = path_folder(path);
  if (!file_list(&scratch, arena_copy(&scratch, folder).p, &entries, &count, &error))
    count = 0;
  for (size_t i = 0; i < count; i++) {
    struct str name = entries[i].name;
    if (str_ends_with(name, STR(".yaml")) || str_ends_with(name, STR(".yml")) ||
        str_ends_with(name, STR(".json")))
      add(watch, path_join(&scratch, folder, name), false, NULL);
  }
  arena_free(&scratch);
}

static void add_project(struct watch *watch, const struct session *s,
                        const struct project *project) {
  const struct source *schema = project->run.source;
  if (schema && s->config.schema_path.n > 0 && schema->path.p[0] != '<') {
    add(watch, schema->path, false, NULL);
    add_neighbours(watch, path_absolute(&watch->a, schema->path));
  }
  if (project->baseline)
    add(watch, project->baseline->path, false, NULL);
  for (size_t i = 0; i < project->inputs.count; i++)
    add(watch, project->inputs.items[i].path, false, NULL);
  size_t folders = 0;
  if (project->run.schema && project->has_corpus && project->inputs.is_corpus)
    add_folder(watch, project->root, project, &folders);
}

/* What was named, whatever it is by now; folders whole if they lie in no corpus. */
static void add_named(struct watch *watch, const struct session *s, bool has_corpus) {
  size_t folders = 0;
  for (size_t i = 0; i < s->options->paths.count; i++) {
    struct str path = path_absolute(&watch->a, s->options->paths.items[i]);
    bool is_folder = file_kind_of(path.p, true) == FILE_FOLDER;
    if (!is_folder)
      add(watch, path, false, NULL);
    else if (!has_corpus)
      add_folder(watch, path, NULL, &folders);
  }
}

void watch_start(struct watch *watch, const struct session *s) {
  *watch = (struct watch){.items = NULL};
  if (s->config.schema_path.n > 0)
    add(watch, s->config.schema_path, false, NULL);
  bool has_corpus = false;
  for (size_t i = 0; i < s->projects.count; i++) {
    const struct project *project = &s->projects.items[i];
    if (project->is_used || s->bag.count > 0)
      add_project(watch, s, project);
    has_corpus = has_corpus || project->inputs.is_corpus;
  }
  add_named(watch, s, has_corpus);
}

/* ---- Waiting ------------------------------------------------------------------------------
 */

static void rest_for(long milliseconds) {
  struct timespec time = {0, milliseconds * 1000000};
  nanosleep(&time, NULL);
}

/* Looks at all of them, and notes what they look like now. The first that has changed, or NULL.
 */
static const struct watched *find_change(struct watch *watch) {
  const struct watched *found = NULL;
  struct arena scratch = {0};
  for (size_t i = 0; i < watch->count; i++) {
    struct watched *item = &watch->items[i];
    struct stamp stamp = look_at(item->path.p);
    bool is_changed = !is_same(&stamp, &item->stamp);
    item->stamp = stamp;
    if (is_changed && item->is_folder) {
      struct hash_text names = names_in(&scratch, item);
      is_changed = strcmp(names.digits, item->names.digits) != 0;
      item->names = names;
      arena_reset(&scratch);
    }
    if (is_changed && !found)
      found = item;
  }
  arena_free(&scratch);
  return found;
}

struct str watch_wait(struct watch *watch) {
  const struct watched *found = find_change(watch);
  while (!found) {
    rest_for(LOOK_MILLISECONDS);
    found = find_change(watch);
  }
  do
    rest_for(SETTLE_MILLISECONDS);
  while (find_change(watch));
  return found->path;
}

void watch_end(struct watch *watch) {
  arena_free(&watch->a);
}
