/* Reads a whole manifest, line by line.
 *
 * It takes the layout that kbc writes and no other: a head that ends with the first list, an
 * entry a line, the other lists behind it, and a last line. What was cut off, put together by
 * hand or merged is refused; it must never pass for a store that holds less. */
#include "emit/plan/manifest_load.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "base/map.h"
#include "emit/format_list.h"
#include "emit/plan/load_line.h"

struct manifest_loader {
  struct loader base;
  struct map cases; /* id → index */
  size_t counted_cases, counted_chunks;
  size_t first_chunk_line;
  size_t size; /* of the file */
};

/* ---- The head -----------------------------------------------------------------------------
 */

static bool read_state(struct loader *l, const struct json_node *head) {
  struct str state;
  if (!load_text(l, head, "state", &state))
    return false;
  if (str_equal_c(state, "incomplete"))
    return load_refuse(l, "it says that it is incomplete: a build was broken off while it "
                          "replaced the folder file by file; build again");
  l->manifest->is_loaded = str_equal_c(state, "loaded");
  return l->manifest->is_loaded || str_equal_c(state, "complete") ||
         load_refuse(l, "\"state\" is neither complete nor loaded");
}

static bool read_version(struct loader *l, const struct json_node *head) {
  struct manifest *manifest = l->manifest;
  if (!load_number(l, head, "version", &manifest->version))
    return false;
  if (manifest->version > MANIFEST_VERSION)
    return load_refuse(l,
                       "it has version %zu, and this kbc reads 1 to %d: a newer one wrote it",
                       manifest->version, MANIFEST_VERSION);
  return manifest->version > 0 || load_refuse(l, "no manifest has version 0");
}

static bool read_paths(struct loader *l, const struct json_node *paths) {
  struct manifest *manifest = l->manifest;
  for (const struct json_node *path = json_first(paths); path; path = json_next(path)) {
    struct str text = json_text(path, (struct str){NULL, 0});
    if (!text.p)
      return load_refuse(l, "\"paths\" must be a list of texts");
    manifest->paths =
        arena_grow(l->a, manifest->paths, manifest->path_count, sizeof *manifest->paths);
    manifest->paths[manifest->path_count++] = arena_copy(l->a, text);
  }
  return true;
}

static bool read_formats(struct loader *l, const struct json_node *formats) {
  struct manifest *manifest = l->manifest;
  for (const struct json_node *one = json_first(formats); one; one = json_next(one)) {
    double version = json_number_of(one, -1);
    if (!(version >= 0 && version < 1e9))
      return load_refuse(l, "\"formats\" must say a version for each");
    manifest->formats =
        arena_grow(l->a, manifest->formats, manifest->format_count, sizeof *manifest->formats);
    manifest->formats[manifest->format_count++] =
        (struct manifest_format){arena_copy(l->a, json_name(one)), (size_t)version};
  }
  return true;
}

static bool read_scope(struct loader *l, const struct json_node *head) {
  struct manifest *manifest = l->manifest;
  struct str none = {NULL, 0};
  manifest->is_partial = json_is_true(json_get(head, "partial"));
  manifest->shard = arena_copy(l->a, json_text(json_get(head, "shard"), none));
  return read_paths(l, json_get(head, "paths")) && load_text(l, head, "kbc", &manifest->tool) &&
         load_text(l, head, "schema", &manifest->schema);
}

/* For as many entries as the head counts, which is no more than the file can hold. */
static bool make_room(struct manifest_loader *m) {
  enum { SHORTEST_ENTRY = 128 };
  struct loader *l = &m->base;
  size_t most = m->size / SHORTEST_ENTRY;
  if (m->counted_cases > most || m->counted_chunks > most)
    return load_refuse(l, "it counts more cases or chunks than it has room for");
  map_reserve(&m->cases, l->a, m->counted_cases);
  l->manifest->cases = arena_array(l->a, struct manifest_case, m->counted_cases);
  l->manifest->chunks = arena_array(l->a, struct chunk_entry, m->counted_chunks);
  return true;
}

static bool read_members(struct manifest_loader *m, const struct json_node *head) {
  struct loader *l = &m->base;
  struct manifest *manifest = l->manifest;
  if (!str_equal_c(json_text(json_get(head, "format"), STR("")), MANIFEST_FORMAT))
    return load_refuse(l, "this is no manifest of kbc's");
  const struct json_node *counts = json_get(head, "counts");
  /* The state first: one that is incomplete says nothing else. */
  if (!read_version(l, head) || !read_state(l, head) || !read_scope(l, head) ||
      !load_number(l, counts, "cases", &m->counted_cases) ||
      !load_number(l, counts, "chunks", &m->counted_chunks))
    return false;
  if (!make_room(m))
    return false;
  return manifest->version == 1 || (load_text(l, head, "unit", &manifest->unit) &&
                                    load_text(l, head, "c_prefix", &manifest->c_prefix) &&
                                    read_formats(l, json_get(head, "formats")));
}

static bool read_head(struct manifest_loader *m) {
  struct loader *l = &m->base;
  struct str line;
  if (!load_next(l, &line))
    return l->result == LOAD_DONE ? load_refuse_at(l, 0, "it is empty") : false;
  if (!str_ends_with(line, STR("\"files\":[")))
    return load_refuse(l, "this is not the head of a manifest as kbc writes it");
  struct json_tree *tree = load_object(l, arena_printf(l->a, "%.*s]}", STR_ARG(line)));
  bool is_good = tree && read_members(m, json_root(tree));
  json_free(tree);
  return is_good;
}

/* ---- Entries ------------------------------------------------------------------------------
 */

static bool read_file(struct manifest_loader *m, const struct json_node *entry) {
  struct loader *l = &m->base;
  struct manifest_file file = {.bytes = 0};
  if (!load_text(l, entry, "name", &file.name) ||
      !load_number(l, entry, "bytes", &file.bytes) || !load_hash(l, entry, "hash", &file.hash))
    return false;
  struct manifest *manifest = l->manifest;
  manifest->files =
      arena_grow(l->a, manifest->files, manifest->file_count, sizeof *manifest->files);
  manifest->files[manifest->file_count++] = file;
  return true;
}

/* NULL where there is none. */
static bool read_sketch(struct loader *l, const struct json_node *entry,
                        struct sketch *sketch) {
  const struct json_node *member = json_get(entry, "sketch");
  return !member || sketch_read(json_text(member, STR("")), sketch) ||
         load_refuse(l, "\"sketch\" is none: %d small hexadecimal digits", SKETCH_DIGITS);
}

static bool read_left_out(struct manifest_loader *m, const struct json_node *entry) {
  struct loader *l = &m->base;
  struct manifest_left_out out = {.line = 0};
  struct uuid_text id = {""};
  if (!load_text(l, entry, "path", &out.path) || !load_text(l, entry, "title", &out.title) ||
      !load_number(l, entry, "line", &out.line) || !read_sketch(l, entry, &out.sketch) ||
      (json_get(entry, "id") && !load_uuid(l, entry, "id", &id)))
    return false;
  out.id = arena_copy(l->a, str_from_c(id.text));
  struct manifest *manifest = l->manifest;
  manifest->left_out =
      arena_grow(l->a, manifest->left_out, manifest->left_out_count, sizeof out);
  manifest->left_out[manifest->left_out_count++] = out;
  return true;
}

static bool read_types(struct loader *l, const struct json_node *types, unsigned *bits) {
  for (const struct json_node *type = json_first(types); type; type = json_next(type)) {
    size_t i = 0;
    while (i < KEY_TYPE_COUNT && !str_equal_c(json_text(type, STR("")), manifest_type_name(i)))
      i++;
    if (i == KEY_TYPE_COUNT)
      return load_refuse(l, "\"types\" may hold string, number and boolean");
    *bits |= 1u << i;
  }
  return true;
}

static bool read_key(struct manifest_loader *m, const struct json_node *entry) {
  struct loader *l = &m->base;
  struct manifest_key key = {.types = 0};
  if (!load_text(l, entry, "key", &key.name) ||
      !read_types(l, json_get(entry, "types"), &key.types))
    return false;
  struct manifest *manifest = l->manifest;
  manifest->keys = arena_grow(l->a, manifest->keys, manifest->key_count, sizeof key);
  manifest->keys[manifest->key_count++] = key;
  return true;
}

/* The array as kbc writes it. `last` is its last text: what names a case if nothing else does.
 */
static bool read_identity(struct loader *l, const struct json_node *array, struct str *identity,
                          struct str *last) {
  struct buf json = {0};
  struct json_writer w;
  bool is_good = json_first(array) != NULL && json_name(json_first(array)).p == NULL;
  json_start(&w, &json, JSON_COMPACT);
  json_open_array(&w);
  for (const struct json_node *item = json_first(array); item; item = json_next(item)) {
    *last = json_text(item, (struct str){NULL, 0});
    is_good = is_good && last->p;
    json_string(&w, *last);
  }
  json_close_array(&w);
  *identity = arena_copy(l->a, buf_str(&json));
  buf_free(&json);
  return is_good || load_refuse(l, "\"identity\" must be a list of texts");
}

static bool read_case(struct manifest_loader *m, const struct json_node *entry) {
  struct loader *l = &m->base;
  struct manifest *manifest = l->manifest;
  struct manifest_case one = {.is_stale = json_is_true(json_get(entry, "stale"))};
  struct uuid_text id;
  struct str last = {NULL, 0};
  if (!load_uuid(l, entry, "id", &id) || !load_text(l, entry, "path", &one.path) ||
      !load_hash(l, entry, "hash", &one.hash) || !read_sketch(l, entry, &one.sketch) ||
      !read_identity(l, json_get(entry, "identity"), &one.identity, &last))
    return false;
  if (manifest->version == 1)
    one.title = arena_copy(l->a, last);
  else if (!load_text(l, entry, "title", &one.title))
    return false;
  one.id = arena_copy(l->a, str_from_c(id.text));
  if (map_add(&m->cases, l->a, one.id, manifest->case_count) != manifest->case_count)
    return load_refuse(l, "the case %s stands here twice", id.text);
  if (manifest->case_count == m->counted_cases)
    return load_refuse(l, "these are more cases than the head counts");
  manifest->cases[manifest->case_count++] = one;
  return true;
}

static bool read_chunk(struct manifest_loader *m, const struct json_node *entry) {
  struct loader *l = &m->base;
  struct manifest *manifest = l->manifest;
  struct chunk_entry chunk = {.parts = manifest->version == 1 ? 0 : 1};
  struct uuid_text of;
  if (!load_uuid(l, entry, "id", &chunk.id) || !load_uuid(l, entry, "case", &of) ||
      !load_hash(l, entry, "hash", &chunk.hash) ||
      !load_hash(l, entry, "meta_hash", &chunk.meta_hash) ||
      (json_get(entry, "parts") && !load_number(l, entry, "parts", &chunk.parts)))
    return false;
  chunk.kb_case = map_find(&m->cases, str_from_c(of.text));
  if (chunk.kb_case == STR_NONE)
    return load_refuse(l, "no case of the manifest has the id %s", of.text);
  if (manifest->chunk_count == 0)
    m->first_chunk_line = l->file.number;
  if (manifest->chunk_count == m->counted_chunks)
    return load_refuse(l, "these are more chunks than the head counts");
  manifest->chunks[manifest->chunk_count++] = chunk;
  return true;
}

/* ---- Lists --------------------------------------------------------------------------------
 */

struct list_row {
  const char *opening; /* the line that ends the list before and opens this one */
  bool (*read)(struct manifest_loader *m, const struct json_node *entry);
  size_t since; /* the version that has it */
};

/* In their order. */
static const struct list_row lists[] = {
    {"", read_file, 1},
    {"],\"left_out\":[", read_left_out, 1},
    {"],\"metadata\":[", read_key, 2},
    {"],\"cases\":[", read_case, 1},
    {"],\"chunks\":[", read_chunk, 1},
};

enum { LIST_COUNT = sizeof lists / sizeof *lists };

static bool read_entry(struct manifest_loader *m, const struct list_row *list,
                       struct str line) {
  if (str_ends_with(line, STR(",")))
    line.n--;
  struct json_tree *tree = load_object(&m->base, line);
  bool is_good = tree && list->read(m, json_root(tree));
  json_free(tree);
  return is_good;
}

/* The list that the line opens, or LIST_COUNT. */
static size_t list_opened(const struct manifest_loader *m, size_t current, struct str line) {
  size_t next = current + 1;
  while (next < LIST_COUNT && lists[next].since > m->base.manifest->version)
    next++;
  return next < LIST_COUNT && str_equal_c(line, lists[next].opening) ? next : LIST_COUNT;
}

static bool read_lists(struct manifest_loader *m) {
  struct loader *l = &m->base;
  struct str line;
  size_t current = 0;
  while (load_next(l, &line)) {
    if (!str_starts_with(line, STR("]"))) {
      if (!read_entry(m, &lists[current], line))
        return false;
      continue;
    }
    if (current == LIST_COUNT - 1 && str_equal_c(line, "]}"))
      return true;
    current = list_opened(m, current, line);
    if (current == LIST_COUNT)
      return load_refuse(l, "these lists are not those of a manifest, in their order");
  }
  return l->result == LOAD_DONE &&
         load_refuse_at(l, 0, "it ends too early, behind line %zu: a part of it is lost",
                        l->file.number);
}

static bool check_end(struct manifest_loader *m) {
  struct loader *l = &m->base;
  const struct manifest *manifest = l->manifest;
  struct str line;
  if (load_next(l, &line))
    return load_refuse(l, "nothing may stand behind the end of a manifest");
  if (l->result != LOAD_DONE)
    return false;
  if (manifest->case_count != m->counted_cases || manifest->chunk_count != m->counted_chunks)
    return load_refuse_at(l, 1, "it counts %zu cases and %zu chunks, and holds %zu and %zu",
                          m->counted_cases, m->counted_chunks, manifest->case_count,
                          manifest->chunk_count);
  return load_check_chunks(l, m->first_chunk_line);
}

enum load_result manifest_load(struct arena *a, const char *path, struct manifest *manifest,
                               struct load_fault *fault) {
  *manifest = (struct manifest){.version = 0};
  struct manifest_loader m = {.base = {.a = a, .manifest = manifest, .fault = fault}};
  if (load_open(&m.base, path)) {
    m.size = m.base.file.size;
    if (read_head(&m) && read_lists(&m))
      check_end(&m);
  }
  line_file_close(&m.base.file);
  return m.base.result;
}

bool manifest_is_meant(const char *path) {
  struct line_file file;
  struct str line = {NULL, 0};
  bool is_meant = false;
  if (line_file_open(&file, path, LOAD_LONGEST_LINE) &&
      line_file_next(&file, &line) <= LINE_UNENDED)
    is_meant = str_find(line, STR(MANIFEST_FORMAT), 0) != STR_NONE;
  else /* who loads it says why it cannot be read */
    is_meant = file.error != 0;
  line_file_close(&file);
  return is_meant;
}
