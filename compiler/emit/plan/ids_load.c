/* Reads what a store says that it holds: a line for each chunk, with id and hashes. */
#include "base/arena.h"
#include "emit/plan/load_line.h"

/* A hash that is null, or no hash at all, is one that the chunk does not have any more: the
 * store is then mended. One that is missing is a mistake of whoever wrote the list. */
static bool read_hash(struct loader *l, const struct json_node *entry, const char *key,
                      struct hash_text *hash) {
  const struct json_node *member = json_get(entry, key);
  if (!member)
    return load_refuse(l, "\"%s\" must stand here: a hash, or null", key);
  if (!hash_read(json_text(member, STR("")), hash))
    hash->digits[0] = '\0';
  return true;
}

static bool read_line(struct loader *l, struct str line) {
  struct manifest *manifest = l->manifest;
  struct chunk_entry chunk = {.kb_case = STR_NONE};
  struct json_tree *tree = load_object(l, str_trim(line));
  const struct json_node *entry = tree ? json_root(tree) : NULL;
  bool is_good = tree && load_uuid(l, entry, "id", &chunk.id) &&
                 read_hash(l, entry, "hash", &chunk.hash) &&
                 read_hash(l, entry, "meta_hash", &chunk.meta_hash);
  json_free(tree);
  if (!is_good)
    return false;
  manifest->chunks = arena_grow(l->a, manifest->chunks, manifest->chunk_count, sizeof chunk);
  manifest->chunks[manifest->chunk_count++] = chunk;
  return true;
}

enum load_result manifest_load_ids(struct arena *a, const char *path, struct manifest *manifest,
                                   struct load_fault *fault) {
  *manifest = (struct manifest){.version = 0};
  struct loader l = {.a = a, .manifest = manifest, .fault = fault};
  struct str line;
  bool is_good = load_open(&l, path);
  while (is_good && load_next(&l, &line))
    is_good = read_line(&l, line);
  if (is_good && l.result == LOAD_DONE && manifest->chunk_count == 0)
    load_refuse_at(&l, 0,
                   "it is empty: neither a manifest nor ids; of a store that holds "
                   "nothing say --since none");
  if (l.result == LOAD_DONE)
    load_check_chunks(&l, 1);
  line_file_close(&l.file);
  return l.result;
}
