/* manifest.json: what a build holds, by which it is recognised, compared and replaced. */
#include "emit/manifest.h"

#include "base/arena.h"
#include "base/json.h"
#include "emit/case_json.h"
#include "emit/emitter.h"

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

static void write_files(struct json_writer *w, const struct manifest_file *files,
                        size_t count) {
  struct list list = open_list(w, "files");
  for (size_t i = 0; i < count; i++) {
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "name", files[i].name);
    json_member_number(entry, "bytes", files[i].bytes);
    json_member(entry, "hash", str_from_c(files[i].hash.digits));
    close_entry(&list);
  }
  close_list(&list);
}

static void write_left_out(struct json_writer *w, const struct emit_context *context) {
  struct list list = open_list(w, "left_out");
  for (size_t i = 0; i < context->request->left_out_count; i++) {
    const struct emit_left_out *left_out = &context->request->left_out[i];
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "path", left_out->place);
    json_member_number(entry, "line", left_out->line);
    json_member(entry, "title", left_out->title);
    close_entry(&list);
  }
  close_list(&list);
}

static void write_cases(struct json_writer *w, const struct emit_context *context,
                        struct sink *sink) {
  const struct kb *kb = context->kb;
  struct list list = open_list(w, "cases");
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct kb_case *kb_case = kb->cases[i];
    struct str path = kb_case->doc->piece->source->place;
    struct hash_text hash = case_hash(context->scratch, kb->schema, kb_case);
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "id", kb_case->id);
    json_key(entry, "identity");
    json_raw(entry, kb_case->identity);
    json_member(entry, "path", path);
    json_member(entry, "hash", str_from_c(hash.digits));
    close_entry(&list);
    emit_next(context, sink, 1);
  }
  close_list(&list);
}

static void write_chunks(struct json_writer *w, const struct emit_context *context,
                         struct sink *sink) {
  struct list list = open_list(w, "chunks");
  for (size_t i = 0; i < context->index->count; i++) {
    const struct chunk_entry *chunk = &context->index->entries[i];
    struct json_writer *entry = open_entry(&list);
    json_member(entry, "id", str_from_c(chunk->id.text));
    json_member(entry, "case", context->kb->cases[chunk->kb_case]->id);
    json_member(entry, "hash", str_from_c(chunk->hash.digits));
    json_member(entry, "meta_hash", str_from_c(chunk->meta_hash.digits));
    close_entry(&list);
    sink_pass(sink);
  }
  close_list(&list);
}

/* Two builds that differ in it are never compared. */
static void write_shard(struct json_writer *w, const struct emit_shard *shard) {
  if (shard->count == 0)
    return;
  struct buf text = {0};
  buf_printf(&text, "%zu/%zu", shard->index, shard->count);
  json_member(w, "shard", buf_str(&text));
  buf_free(&text);
}

static void write_counts(struct json_writer *w, const struct emit_context *context) {
  json_open_object(w);
  json_member_number(w, "cases", context->kb->case_count);
  json_member_number(w, "chunks", context->index->count);
  json_member_number(w, "left_out", context->request->left_out_count);
  json_close_object(w);
}

void manifest_write(const struct emit_context *context, const struct manifest_file *files,
                    size_t count, struct sink *sink) {
  struct json_writer w;
  json_start(&w, &sink->out, JSON_COMPACT);
  json_open_object(&w);
  emit_head(&w, context, "kbc-manifest");
  json_member(&w, "state", STR("complete"));
  json_key(&w, "partial");
  json_bool(&w, context->request->is_partial);
  write_shard(&w, &context->request->shard);
  json_key(&w, "counts");
  write_counts(&w, context);
  write_files(&w, files, count);
  write_left_out(&w, context);
  write_cases(&w, context, sink);
  write_chunks(&w, context, sink);
  json_close_object(&w);
  buf_add_char(&sink->out, '\n');
}

void manifest_write_incomplete(struct buf *out, const char *tool_version,
                               const struct str *names, size_t count) {
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "format", STR("kbc-manifest"));
  json_member_number(&w, "version", 1);
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
  if (str_find(str_slice(text, 0, LOOKED_AT), STR("kbc-manifest"), 0) == STR_NONE)
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
