/* manifest.json: what a build holds, by which it is recognised, compared and replaced. */
#include "emit/manifest.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "emit/format_list.h"
#include "emit/sink.h"

/* Discovery looks for the name of the format in so many bytes at the front, and so do we. */
enum { LOOKED_AT = 4096 };

/* A list with a line for each entry: a change of one case is a change of one line. */
struct list {
  struct json_writer *outer;
  struct json_writer entry;
  struct buf line;
};

static struct json_writer *open_entry(struct list *list) {
  buf_clear(&list->line);
  buf_add_char(&list->line, '\n');
  json_start(&list->entry, &list->line, JSON_COMPACT);
  json_open_object(&list->entry);
  return &list->entry;
}

static void close_entry(struct list *list) {
  json_close_object(&list->entry);
  json_raw(list->outer, buf_str(&list->line));
}

static struct list open_list(struct json_writer *outer, const char *key) {
  json_key(outer, key);
  json_open_array(outer);
  return (struct list){.outer = outer};
}

static void close_list(struct list *list) {
  buf_add_char(list->outer->out, '\n');
  json_close_array(list->outer);
  buf_free(&list->line);
}

static void write_files(struct json_writer *w, const struct manifest *manifest) {
  struct list list = open_list(w, "files");
  for (size_t i = 0; i < manifest->file_count; i++) {
    const struct manifest_file *file = &manifest->files[i];
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "name", file->name);
    json_member_number(entry, "bytes", file->bytes);
    json_member(entry, "hash", str_from_c(file->hash.digits));
    close_entry(&list);
  }
  close_list(&list);
}

static void write_sketch(struct json_writer *entry, const struct sketch *sketch) {
  char digits[SKETCH_DIGITS + 1];
  if (sketch_is_empty(sketch))
    return;
  sketch_write(sketch, digits);
  json_member(entry, "sketch", str_from_c(digits));
}

static void write_left_out(struct json_writer *w, const struct manifest *manifest) {
  struct list list = open_list(w, "left_out");
  for (size_t i = 0; i < manifest->left_out_count; i++) {
    const struct manifest_left_out *left_out = &manifest->left_out[i];
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "path", left_out->path);
    json_member_number(entry, "line", left_out->line);
    json_member(entry, "title", left_out->title);
    if (left_out->id.n > 0)
      json_member(entry, "id", left_out->id);
    write_sketch(entry, &left_out->sketch);
    close_entry(&list);
  }
  close_list(&list);
}

static void write_types(struct json_writer *entry, unsigned types) {
  json_key(entry, "types");
  json_open_array(entry);
  for (size_t i = 0; i < KEY_TYPE_COUNT; i++) {
    if (types & 1u << i)
      json_string_c(entry, manifest_type_name(i));
  }
  json_close_array(entry);
}

static void write_keys(struct json_writer *w, const struct manifest *manifest) {
  struct list list = open_list(w, "metadata");
  for (size_t i = 0; i < manifest->key_count; i++) {
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "key", manifest->keys[i].name);
    write_types(entry, manifest->keys[i].types);
    close_entry(&list);
  }
  close_list(&list);
}

static void write_cases(struct json_writer *w, const struct manifest *manifest,
                        struct sink *sink) {
  struct list list = open_list(w, "cases");
  for (size_t i = 0; i < manifest->case_count; i++) {
    const struct manifest_case *one = &manifest->cases[i];
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "id", one->id);
    json_key(entry, "identity");
    json_raw(entry, one->identity);
    json_member(entry, "path", one->path);
    json_member(entry, "title", one->title);
    json_member(entry, "hash", str_from_c(one->hash.digits));
    write_sketch(entry, &one->sketch);
    if (one->is_stale) {
      json_key(entry, "stale");
      json_bool(entry, true);
    }
    close_entry(&list);
    sink_pass(sink);
  }
  close_list(&list);
}

static void write_chunks(struct json_writer *w, const struct manifest *manifest,
                         struct sink *sink) {
  struct list list = open_list(w, "chunks");
  for (size_t i = 0; i < manifest->chunk_count; i++) {
    const struct chunk_entry *chunk = &manifest->chunks[i];
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "id", str_from_c(chunk->id.text));
    json_member(entry, "case", manifest->cases[chunk->kb_case].id);
    if (chunk->parts > 1)
      json_member_number(entry, "parts", chunk->parts);
    json_member(entry, "hash", str_from_c(chunk->hash.digits));
    json_member(entry, "meta_hash", str_from_c(chunk->meta_hash.digits));
    close_entry(&list);
    sink_pass(sink);
  }
  close_list(&list);
}

static void write_counts(struct json_writer *w, const struct manifest *manifest) {
  json_key(w, "counts");
  json_open_object(w);
  json_member_number(w, "cases", manifest->case_count);
  json_member_number(w, "chunks", manifest->chunk_count);
  json_member_number(w, "left_out", manifest->left_out_count);
  json_close_object(w);
}

/* What part of which corpus this is: two that differ in it are never compared. */
static void write_scope(struct json_writer *w, const struct manifest *manifest) {
  json_key(w, "partial");
  json_bool(w, manifest->is_partial);
  if (manifest->path_count > 0) {
    json_key(w, "paths");
    json_open_array(w);
    for (size_t i = 0; i < manifest->path_count; i++)
      json_string(w, manifest->paths[i]);
    json_close_array(w);
  }
  if (manifest->shard.n > 0)
    json_member(w, "shard", manifest->shard);
}

static void write_formats(struct json_writer *w, const struct manifest *manifest) {
  json_key(w, "formats");
  json_open_object(w);
  for (size_t i = 0; i < manifest->format_count; i++) {
    json_key_str(w, manifest->formats[i].name);
    json_number(w, manifest->formats[i].version);
  }
  json_close_object(w);
}

void manifest_write(const struct manifest *manifest, struct sink *sink) {
  struct json_writer w;
  json_start(&w, &sink->out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "format", STR(MANIFEST_FORMAT));
  json_member_number(&w, "version", MANIFEST_VERSION);
  json_member(&w, "kbc", manifest->tool);
  json_member(&w, "schema", manifest->schema);
  json_member(&w, "state", manifest->is_loaded ? STR("loaded") : STR("complete"));
  write_scope(&w, manifest);
  json_member(&w, "unit", manifest->unit);
  json_member(&w, "c_prefix", manifest->c_prefix);
  write_formats(&w, manifest);
  write_counts(&w, manifest);
  write_files(&w, manifest);
  write_left_out(&w, manifest);
  write_keys(&w, manifest);
  write_cases(&w, manifest, sink);
  write_chunks(&w, manifest, sink);
  json_close_object(&w);
  buf_add_char(&sink->out, '\n');
}

void manifest_write_incomplete(struct buf *out, const char *tool_version,
                               const struct str *names, size_t count) {
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "format", STR(MANIFEST_FORMAT));
  json_member_number(&w, "version", MANIFEST_VERSION);
  json_member(&w, "kbc", str_from_c(tool_version));
  json_member(&w, "state", STR("incomplete"));
  struct list list = open_list(&w, "files");
  for (size_t i = 0; i < count; i++) {
    json_member(open_entry(&list), "name", names[i]);
    close_entry(&list);
  }
  close_list(&list);
  json_close_object(&w);
  buf_add_char(out, '\n');
}

/* The name in the line of an entry; false if the line is none. */
static bool read_entry(struct arena *a, struct str line, struct str *name) {
  if (str_ends_with(line, STR(",")))
    line.n--;
  size_t error_at = 0;
  struct json_tree *tree = json_parse(line, &error_at);
  if (!tree)
    return false;
  struct str text = json_text(json_get(json_root(tree), "name"), (struct str){NULL, 0});
  if (text.n > 0)
    *name = arena_copy(a, text);
  json_free(tree);
  return text.n > 0;
}

/* Our own layout is read, a line at a time, and no other: a manifest may be large, its list of
 * files stands near the front, and one that others have laid out anew may count as broken. */
enum manifest_state manifest_read(struct arena *a, struct str text, struct str **names,
                                  size_t *count) {
  *names = NULL;
  *count = 0;
  if (str_find(str_slice(text, 0, LOOKED_AT), STR(MANIFEST_FORMAT), 0) == STR_NONE)
    return MANIFEST_NONE;
  struct str line;
  bool is_found = false, is_broken = false;
  while (!is_found && str_next_line(&text, &line))
    is_found = str_ends_with(line, STR("\"files\":["));
  while (str_next_line(&text, &line) && !str_starts_with(line, STR("]"))) {
    struct str name;
    if (!read_entry(a, line, &name)) {
      is_broken = true;
      continue;
    }
    *names = arena_grow(a, *names, *count, sizeof **names);
    (*names)[(*count)++] = name;
  }
  bool is_whole = str_starts_with(line, STR("]"));
  return is_found && is_whole && !is_broken ? MANIFEST_READ : MANIFEST_BROKEN;
}
