/* What kbc split leaves beside the files of a bundle, so that kbc join makes the same bundle.
 */
#include "driver/layout/split_index.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "base/map.h"

#include <errno.h>
#include <string.h>

#define MARK "kbc-split"

/* A bundle has 1 MiB at most; escaped, and with an entry for each case, it is still below. */
enum { INDEX_VERSION = 1, INDEX_LIMIT = 16 * 1024 * 1024 };

bool is_plain_glue(struct str text) {
  struct str line;
  while (str_next_line(&text, &line)) {
    line = str_trim(line);
    for (size_t i = 0; i < line.n; i++) {
      if (line.p[i] != '-')
        return false;
    }
  }
  return true;
}

/* ---- Writing ------------------------------------------------------------------------------
 */

static void add_entry(struct buf *out, const struct split_entry *entry) {
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "file", entry->file);
  json_member(&w, "hash", entry->hash);
  json_key(&w, "moved");
  json_bool(&w, entry->is_moved);
  json_member(&w, "between", entry->between);
  json_member(&w, "behind", entry->behind);
  json_close_object(&w);
}

struct str split_index_text(struct arena *a, const struct split_index *index) {
  struct buf out = {0};
  struct json_writer w;
  buf_printf(&out, "{\"" MARK "\":%d,\n\"head\":", INDEX_VERSION);
  json_start(&w, &out, JSON_COMPACT);
  json_string(&w, index->head);
  buf_add_c(&out, ",\n\"cases\":[");
  for (size_t i = 0; i < index->count; i++) {
    buf_add_c(&out, i > 0 ? ",\n" : "\n");
    add_entry(&out, &index->entries[i]);
  }
  buf_add_c(&out, "\n]}\n");
  struct str text = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return text;
}

/* ---- Reading ------------------------------------------------------------------------------
 */

/* A name that leads nowhere but into the folder, and to no file that is hidden there. */
static bool is_file_name(struct str name) {
  return name.n > 3 && str_ends_with(name, STR(".md")) && name.p[0] != '.' &&
         str_find_char(name, '/', 0) == STR_NONE && str_find_char(name, '\0', 0) == STR_NONE;
}

static struct str text_of(struct arena *a, const struct json_node *node, const char *key) {
  return arena_copy(a, json_text(json_get(node, key), (struct str){NULL, 0}));
}

/* False if the entry cannot have been written by kbc. */
static bool read_entry(struct arena *a, const struct json_node *node, struct map *names,
                       struct split_entry *entry) {
  *entry = (struct split_entry){.file = text_of(a, node, "file"),
                                .hash = text_of(a, node, "hash"),
                                .is_moved = json_is_true(json_get(node, "moved")),
                                .between = text_of(a, node, "between"),
                                .behind = text_of(a, node, "behind")};
  size_t count = names->count;
  bool is_new = map_add(names, a, entry->file, count) == count;
  return is_new && is_file_name(entry->file) && entry->hash.n == HASH_LENGTH &&
         str_trim(entry->between).n == 0;
}

static bool read_entries(struct arena *a, const struct json_node *cases,
                         struct split_index *index) {
  struct map names = {0};
  index->entries = arena_array(a, struct split_entry, json_size(cases));
  for (const struct json_node *node = json_first(cases); node; node = json_next(node)) {
    if (!read_entry(a, node, &names, &index->entries[index->count++]))
      return false;
  }
  return true;
}

static bool read_root(struct arena *a, const struct json_node *root, struct split_index *index,
                      struct str *error) {
  double version = json_number_of(json_get(root, MARK), 0);
  if (version != INDEX_VERSION) {
    *error =
        version > INDEX_VERSION ? STR("a newer kbc wrote it") : STR("kbc did not write it");
    return false;
  }
  index->head = text_of(a, root, "head");
  if (read_entries(a, json_get(root, "cases"), index))
    return true;
  *error = arena_printf(a, "entry %zu of \"cases\" is not as kbc writes it", index->count);
  return false;
}

static struct str why_unreadable(struct arena *a, enum file_result result, int error) {
  if (result == FILE_TOO_LARGE)
    return STR("it has more than 16 MiB");
  if (result == FILE_NOT_REGULAR)
    return STR("it is a link, a pipe or a device");
  return arena_copy(a, str_from_c(strerror(error)));
}

enum split_index_state split_index_read(struct arena *a, struct str folder,
                                        struct split_index *index, struct str *error) {
  *index = (struct split_index){0};
  struct str path = arena_copy(a, path_join(a, folder, STR(SPLIT_INDEX_NAME)));
  struct str bytes = {NULL, 0}, why = {NULL, 0};
  int number = 0;
  bool is_good = false;
  enum file_result result = file_read(a, path.p, INDEX_LIMIT, false, &bytes, &number);
  if (result == FILE_FAILED && number == ENOENT)
    return SPLIT_INDEX_NONE;
  if (result != FILE_OK) {
    why = why_unreadable(a, result, number);
  } else {
    size_t error_at = 0;
    struct json_tree *tree = json_parse(bytes, &error_at);
    if (tree)
      is_good = read_root(a, json_root(tree), index, &why);
    else
      why = arena_printf(a, "it is no JSON from byte %zu on", error_at);
    json_free(tree);
  }
  if (is_good)
    return SPLIT_INDEX_READ;
  *error = arena_printf(a, "%.*s cannot be used: %.*s", STR_ARG(path), STR_ARG(why));
  return SPLIT_INDEX_REFUSED;
}
