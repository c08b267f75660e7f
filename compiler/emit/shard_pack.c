/* The pack of a shard: the texts of its files, so that a merge needs no folder to read them
 * from.
 *
 * The first line says what it is; then each file is a line with its place and its length, its
 * bytes as they are, and a line end; the last line has the hash of all that stands before. */
#include "emit/shard_pack.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/map.h"
#include "emit/emitter.h"

enum { PACK_VERSION = 1, MOST_SHARDS = 1000000 };

size_t shard_of_place(struct str place, size_t count) {
  return (size_t)(str_hash(place) % count) + 1;
}

/* ---- Writing ------------------------------------------------------------------------------
 */

static void write_head(struct json_writer *w, const struct emit_context *context) {
  const struct emit_shard *shard = &context->request->shard;
  json_open_object(w);
  json_member(w, "format", STR("kbc-shard"));
  json_member_number(w, "version", PACK_VERSION);
  json_member(w, "kbc", str_from_c(context->request->tool_version));
  json_member(w, "schema", context->kb->schema->name);
  json_member_number(w, "index", shard->index);
  json_member_number(w, "count", shard->count);
  json_member(w, "settings", str_from_c(shard->settings.digits));
  json_member_number(w, "files", shard->source_count);
  json_close_object(w);
}

/* Hashes what is there, and hands it on. */
static void pass(struct hash_stream *hash, struct buf *part, struct sink *sink) {
  hash_add(hash, buf_str(part));
  buf_add(&sink->out, buf_str(part));
  buf_clear(part);
  sink_pass(sink);
}

static void write_file(struct buf *out, const struct source *source) {
  struct str bom = source->bom > 0 ? STR("\xEF\xBB\xBF") : STR("");
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "path", source->place);
  json_member_number(&w, "bytes", bom.n + source->bytes.n);
  json_close_object(&w);
  buf_add_char(out, '\n');
  buf_add(out, bom);
  buf_add(out, source->bytes);
  buf_add_char(out, '\n');
}

void emit_shard_pack(const struct emit_context *context, struct sink *sinks) {
  const struct emit_shard *shard = &context->request->shard;
  struct buf part = {0};
  struct json_writer w;
  struct hash_stream hash;
  hash_start(&hash);
  json_start(&w, &part, JSON_COMPACT);
  write_head(&w, context);
  buf_add_char(&part, '\n');
  for (size_t i = 0; i < shard->source_count; i++) {
    write_file(&part, shard->sources[i]);
    pass(&hash, &part, &sinks[0]);
  }
  pass(&hash, &part, &sinks[0]);
  struct hash_text end = hash_end(&hash);
  json_start(&w, &sinks[0].out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "end", str_from_c(end.digits));
  json_close_object(&w);
  buf_add_char(&sinks[0].out, '\n');
  buf_free(&part);
}

/* ---- Reading ------------------------------------------------------------------------------
 */

struct pack_reader {
  struct arena *a;
  struct shard_pack *pack;
  struct str rest;
  size_t files; /* so many there must be */
  struct str *reason;
};

static bool refuse(struct pack_reader *r, const char *reason) {
  *r->reason = str_from_c(reason);
  return false;
}

static bool refuse_cut(struct pack_reader *r) {
  return refuse(r, "it is cut short, or was changed");
}

/* A line of JSON; to be freed. NULL if there is none. */
static struct json_tree *next_tree(struct pack_reader *r) {
  struct str line;
  size_t error_at;
  return str_next_line(&r->rest, &line) ? json_parse(line, &error_at) : NULL;
}

static bool take_count(const struct json_node *node, const char *key, double most,
                       size_t *number) {
  double value = json_number_of(json_get(node, key), -1);
  if (!(value >= 0 && value <= most) || value != (double)(size_t)value)
    return false;
  *number = (size_t)value;
  return true;
}

static struct str take_text(struct pack_reader *r, const struct json_node *node,
                            const char *key) {
  return arena_copy(r->a, json_text(json_get(node, key), (struct str){NULL, 0}));
}

static bool take_head(struct pack_reader *r, const struct json_node *head) {
  struct shard_pack *pack = r->pack;
  size_t version;
  if (!str_equal_c(json_text(json_get(head, "format"), STR("")), "kbc-shard"))
    return refuse(r, "it is no pack of a shard");
  if (!take_count(head, "version", 1e9, &version) || version != PACK_VERSION)
    return refuse(r, "its format is of a version that this kbc does not know");
  pack->tool = take_text(r, head, "kbc");
  pack->schema = take_text(r, head, "schema");
  pack->settings = take_text(r, head, "settings");
  bool is_good = take_count(head, "index", MOST_SHARDS, &pack->index) &&
                 take_count(head, "count", MOST_SHARDS, &pack->count) &&
                 take_count(head, "files", (double)r->rest.n, &r->files) && pack->index > 0 &&
                 pack->index <= pack->count;
  return is_good || refuse(r, "its first line does not say which shard it is");
}

static bool take_file(struct pack_reader *r, const struct json_node *node) {
  struct pack_file *file = &r->pack->files[r->pack->file_count];
  size_t bytes;
  file->place = take_text(r, node, "path");
  if (file->place.n == 0 || !take_count(node, "bytes", (double)r->rest.n, &bytes) ||
      bytes >= r->rest.n || r->rest.p[bytes] != '\n')
    return refuse_cut(r);
  file->bytes = str_slice(r->rest, 0, bytes);
  r->rest = str_slice(r->rest, bytes + 1, r->rest.n);
  r->pack->file_count++;
  return true;
}

/* Reads a line by `take`. */
static bool read_line(struct pack_reader *r,
                      bool (*take)(struct pack_reader *r, const struct json_node *node)) {
  struct json_tree *tree = next_tree(r);
  bool is_good = tree ? take(r, json_root(tree)) : refuse_cut(r);
  json_free(tree);
  return is_good;
}

/* The hash is asked first, so that what it says of the rest can be relied on. */
static bool is_whole(struct pack_reader *r, struct str bytes) {
  struct str body = bytes.n > 0 ? str_slice(bytes, 0, bytes.n - 1) : bytes;
  size_t last = body.n;
  while (last > 0 && body.p[last - 1] != '\n')
    last--;
  size_t error_at;
  struct json_tree *tree = json_parse(str_slice(body, last, body.n), &error_at);
  struct hash_text hash = hash_of(str_slice(bytes, 0, last));
  bool is_whole =
      tree && bytes.p[bytes.n - 1] == '\n' &&
      str_equal_c(json_text(json_get(json_root(tree), "end"), STR("")), hash.digits);
  json_free(tree);
  r->rest = str_slice(bytes, 0, last);
  return is_whole;
}

bool shard_pack_read(struct arena *a, struct str bytes, struct shard_pack *pack,
                     struct str *reason) {
  struct pack_reader r = {.a = a, .pack = pack, .reason = reason};
  *pack = (struct shard_pack){.count = 0};
  bool has_end = is_whole(&r, bytes);
  if (!has_end && !str_starts_with(bytes, STR("{\"format\":\"kbc-shard\"")))
    return refuse(&r, "it is no pack of a shard");
  if (!has_end)
    return refuse_cut(&r);
  if (!read_line(&r, take_head))
    return false;
  pack->files = arena_array(a, struct pack_file, r.files);
  for (size_t i = 0; i < r.files; i++) {
    if (!read_line(&r, take_file))
      return false;
  }
  return r.rest.n == 0 || refuse_cut(&r);
}
