/* Vertex AI Search: one Document of the import API a line.
 *
 * Not Vector Search, whose lines hold vectors and no text: what kbc has is the text, and this
 * service embeds it by itself, or takes the vectors along. */
#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"

/* An id begins with a letter, and a UUID may begin with a digit. */
#define ID_PREFIX "kbc-"

static struct str own_id(struct store_writer *w, struct str id) {
  return arena_printf(w->scratch, ID_PREFIX "%.*s", STR_ARG(id));
}

/* RFC 4648, section 4. */
static struct str base64(struct arena *a, struct str bytes) {
  static const char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *out = arena_room(a, checked_add(checked_multiply(bytes.n / 3, 4), 4));
  size_t n = 0;
  for (size_t i = 0; i < bytes.n; i += 3) {
    unsigned group = (unsigned)(unsigned char)bytes.p[i] << 16;
    group |= i + 1 < bytes.n ? (unsigned)(unsigned char)bytes.p[i + 1] << 8 : 0;
    group |= i + 2 < bytes.n ? (unsigned)(unsigned char)bytes.p[i + 2] : 0;
    out[n++] = digits[group >> 18];
    out[n++] = digits[group >> 12 & 63];
    out[n++] = i + 1 < bytes.n ? digits[group >> 6 & 63] : '=';
    out[n++] = i + 2 < bytes.n ? digits[group & 63] : '=';
  }
  return (struct str){out, n};
}

static void write_struct(struct store_writer *w, struct json_writer *json,
                         const struct record *record) {
  struct str vector = store_vector(w, record->id);
  json_key(json, "structData");
  json_open_object(json);
  json_member(json, "id", record->id);
  field_members(json, record, false);
  field_metadata_vector(json, record, vector);
  json_close_object(json);
}

static void write_document(struct store_writer *w, struct json_writer *json,
                           const struct record *record) {
  json_open_object(json);
  json_member(json, "id", own_id(w, record->id));
  write_struct(w, json, record);
  json_key(json, "content");
  json_open_object(json);
  json_member(json, "mimeType", STR("text/plain"));
  json_member(json, "rawBytes", base64(w->scratch, record->text));
  json_close_object(json);
  json_close_object(json);
}

static void vertex_upsert(struct store_writer *w, const struct record *record) {
  struct json_writer json;
  json_start(&json, store_item(w, 0), JSON_COMPACT);
  if (w->is_plan)
    field_open_operation(&json, "upsert", own_id(w, record->id), "document");
  write_document(w, &json, record);
  if (w->is_plan)
    json_close_object(&json);
  store_line(w, 0);
}

static void vertex_remove(struct store_writer *w, struct str id) {
  field_remove(w, own_id(w, id));
}

/* A Document's id follows RFC 1034 and has at most 63 characters here, the stricter of two
 * figures; its raw bytes at most 1,000,000 (Discovery Engine API: Document); the name of a
 * field 63 characters; a file for an import 2 GB; a vector of one's own 768 dimensions. */
const struct store vertex_store = {
    .name = "vertex",
    .limits = {.id_bytes = 63 - (sizeof ID_PREFIX - 1),
               .text_bytes = 1000000,
               .key_bytes = 63,
               .dimensions = 768},
    .takes_vectors = true,
    .has_types = true,
    .files = {{.name = "vertex.{n}.jsonl",
               .open = "",
               .between = "",
               .close = "",
               .most_bytes = 2000000000}},
    .plan = {.open = "", .between = "", .close = ""},
    .upsert = vertex_upsert,
    .remove = vertex_remove,
};
