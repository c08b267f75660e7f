/* Gathers what the manifest of a compiled knowledge base says. */
#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/case_json.h"
#include "emit/emit.h"
#include "emit/format_list.h"
#include "emit/front_json.h"
#include "emit/manifest.h"

static const struct manifest_format formats[] = {
#define FORMAT_ROW(name, version) {STR_INIT(name), version},
    FORMATS(FORMAT_ROW)
#undef FORMAT_ROW
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const char *manifest_type_name(size_t i) {
  static const char *const names[KEY_TYPE_COUNT] = {"string", "number", "boolean"};
  return names[i];
}

static struct manifest_case case_of(struct arena *scratch, const struct schema *schema,
                                    const struct kb_case *kb_case) {
  return (struct manifest_case){
      .id = kb_case->id,
      .identity = kb_case->identity,
      .path = kb_case->doc->piece->source->place,
      .title = kb_case->title,
      .hash = case_hash(scratch, schema, kb_case),
      .sketch = sketch_of(scratch, kb_case),
  };
}

/* ---- Metadata -----------------------------------------------------------------------------
 */

static unsigned type_of(const struct schema *schema, const struct kb_case *kb_case,
                        const struct value_member *member) {
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  front_write_member(&w, schema, kb_case, member);
  char first = json.n > 0 ? json.p[0] : '"';
  buf_free(&json);
  if (first == 't' || first == 'f')
    return KEY_BOOLEAN;
  return first == '-' || is_digit_char(first) ? KEY_NUMBER : KEY_STRING;
}

/* What the chunks of a case say under the name: lists and mappings are texts there. */
static unsigned types_in(const struct schema *schema, const struct kb_case *kb_case,
                         const struct name *name) {
  if (name->kind != NAME_FRONT)
    return KEY_STRING;
  const struct value_member *member = value_member(kb_case->doc->front, name->key);
  if (!member || member->value.kind == VALUE_NULL)
    return 0;
  bool is_text = member->value.kind == VALUE_ARRAY || member->value.kind == VALUE_OBJECT;
  return is_text ? KEY_STRING : type_of(schema, kb_case, member);
}

static void add_keys(struct arena *a, const struct kb *kb, struct manifest *manifest) {
  const struct chunk_rules *rules = &kb->schema->chunks;
  struct manifest_key *keys = arena_array(a, struct manifest_key, rules->metadata_count + 2);
  for (size_t i = 0; i < rules->metadata_count; i++) {
    keys[i].name = rules->metadata[i].as;
    for (size_t j = 0; j < kb->case_count; j++)
      keys[i].types |= types_in(kb->schema, kb->cases[j], &rules->metadata[i]);
  }
  keys[rules->metadata_count] = (struct manifest_key){STR("title"), KEY_STRING};
  keys[rules->metadata_count + 1] = (struct manifest_key){STR("path"), KEY_STRING};
  manifest->keys = keys;
  manifest->key_count = rules->metadata_count + 2;
}

/* ---- The face -----------------------------------------------------------------------------
 */

static struct str unit_name(enum chunk_unit unit) {
  static const char *const names[] = {"record", "section", "both"};
  return str_from_c(names[unit]);
}

/* "1/8"; of the whole it is empty. */
static struct str shard_text(struct arena *a, const struct emit_shard *shard) {
  if (shard->count == 0)
    return (struct str){NULL, 0};
  return arena_printf(a, "%zu/%zu", shard->index, shard->count);
}

static void add_left_out(struct arena *a, const struct emit_request *request,
                         struct manifest *manifest) {
  manifest->left_out_count = request->left_out_count;
  manifest->left_out = arena_array(a, struct manifest_left_out, request->left_out_count);
  for (size_t i = 0; i < request->left_out_count; i++) {
    const struct emit_left_out *from = &request->left_out[i];
    manifest->left_out[i] = (struct manifest_left_out){.path = from->place,
                                                       .title = from->title,
                                                       .line = from->line,
                                                       .id = from->id,
                                                       .sketch = from->sketch};
  }
}

static void add_formats(struct arena *a, struct manifest *manifest) {
  manifest->formats = arena_array(a, struct manifest_format, FORMAT_COUNT);
  for (size_t i = 0; i < FORMAT_COUNT; i++)
    manifest->formats[i] = formats[i];
  manifest->format_count = FORMAT_COUNT;
}

struct manifest manifest_of(struct arena *a, const struct emit_request *request,
                            const struct chunk_index *index) {
  const struct kb *kb = request->kb;
  struct manifest manifest = {
      .version = MANIFEST_VERSION,
      .tool = str_from_c(request->tool_version),
      .schema = kb->schema->name,
      .is_partial = request->is_partial,
      .paths = request->paths,
      .path_count = request->path_count,
      .shard = shard_text(a, &request->shard),
      .unit = unit_name(kb->schema->chunks.unit),
      .c_prefix = kb->schema->outputs.c_prefix,
      .chunks = index->entries,
      .chunk_count = index->count,
      .case_count = kb->case_count,
  };
  const struct emit_shard *shard = &request->shard;
  if (shard->count > 0)
    manifest.shard = arena_printf(a, "%zu/%zu", shard->index, shard->count);
  add_formats(a, &manifest);
  add_left_out(a, request, &manifest);
  add_keys(a, kb, &manifest);
  manifest.cases = arena_array(a, struct manifest_case, kb->case_count);
  struct arena scratch = {0};
  for (size_t i = 0; i < kb->case_count; i++) {
    manifest.cases[i] = case_of(&scratch, kb->schema, kb->cases[i]);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  return manifest;
}
