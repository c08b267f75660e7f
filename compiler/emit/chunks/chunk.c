/* Cuts a case into the chunks that a vector store takes, as the schema's `chunks` says. */
#include "emit/chunks/chunk.h"

#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/chunks/chunk_split.h"
#include "emit/chunks/chunk_text.h"
#include "emit/chunks/even_text.h"
#include "emit/chunks/text_hash.h"
#include "emit/chunks/tokens.h"
#include "emit/emitter.h"
#include "emit/front_json.h"
#include "model/identity.h"

#include <string.h>

/* A chunk list that is being built. */
struct chunker {
  struct arena *a;
  struct chunk_subject subject;
  struct text_hasher hasher;
  struct case_chunks result;
};

/* Absent values have no key: metadata is free of null. */
static void add_metadata(struct json_writer *w, const struct chunker *c,
                         const struct name *name) {
  const struct chunk_subject *subject = &c->subject;
  struct str text = chunk_name_text(c->a, subject, name);
  if (text.n == 0)
    return;
  json_key_str(w, name->as);
  const struct value_member *member = NULL;
  if (name->kind == NAME_FRONT)
    member = value_member(subject->kb_case->doc->front, name->key);
  if (member && member->value.kind != VALUE_ARRAY && member->value.kind != VALUE_OBJECT)
    front_write_member(w, subject->schema, subject->kb_case, member);
  else
    json_string(w, text);
}

static struct str metadata_of(const struct chunker *c) {
  const struct chunk_rules *rules = &c->subject.schema->chunks;
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  json_open_object(&w);
  for (size_t i = 0; i < rules->metadata_count; i++)
    add_metadata(&w, c, &rules->metadata[i]);
  json_member(&w, "title", c->subject.kb_case->title);
  json_member(&w, "path", c->subject.path);
  json_close_object(&w);
  struct str metadata = arena_copy(c->a, buf_str(&json));
  buf_free(&json);
  return metadata;
}

static const char *unit_name(const struct chunk *chunk) {
  return chunk->section ? "section" : "record";
}

static struct str section_id(const struct schema *schema, const struct kb_section *section) {
  return section ? schema->section_kinds[section->kind].id : (struct str){NULL, 0};
}

struct uuid_text chunk_id(struct str case_id, struct str unit, struct str section,
                          size_t occurrence, size_t part) {
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  json_open_array(&w);
  json_string(&w, case_id);
  json_string(&w, unit);
  json_string(&w, section);
  json_number(&w, occurrence);
  json_number(&w, part);
  json_close_array(&w);
  struct uuid_text id = uuid_of(KBC_NAMESPACE, buf_str(&json));
  buf_free(&json);
  return id;
}

static struct uuid_text id_of(const struct chunker *c, const struct chunk *chunk) {
  return chunk_id(c->subject.kb_case->id, str_from_c(unit_name(chunk)),
                  section_id(c->subject.schema, chunk->section),
                  chunk->section ? chunk->section->occurrence : 0, chunk->part);
}

static void add_chunk(struct chunker *c, struct str text, size_t tokens, size_t part,
                      size_t parts) {
  struct case_chunks *result = &c->result;
  result->chunks = arena_grow(c->a, result->chunks, result->count, sizeof *result->chunks);
  struct chunk *chunk = &result->chunks[result->count++];
  *chunk = (struct chunk){
      .section = c->subject.section,
      .part = part,
      .parts = parts,
      .text = text,
      .tokens = tokens,
      .hash = text_hash(&c->hasher, text),
  };
  chunk->id = id_of(c, chunk);
}

/* Each part begins with the header, unless that would take more than half of it: then the text
 * is cut as it is, and emit_check says so. */
static void add_parts(struct chunker *c, const struct chunk_text *text) {
  const struct chunk_rules *rules = &c->subject.schema->chunks;
  struct str vocabulary = rules->vocabulary;
  struct str even_header = even_text_of(c->a, &c->hasher, text->header, true).text;
  size_t header = even_header.n > 0 ? token_bound(even_header, vocabulary) + 1 : 0;
  bool repeats = header > 0 && header <= rules->tokens.max / 2;
  struct even_text even =
      even_text_of(c->a, &c->hasher, repeats ? text->body : text->text, false);
  struct split_request request = {
      .text = even.text,
      .header = repeats ? even_header : (struct str){NULL, 0},
      .vocabulary = vocabulary,
      .budget = rules->tokens.max,
      .even = &even,
      .original_header = repeats ? text->header : (struct str){NULL, 0},
  };
  struct text_parts parts = chunk_split(c->a, &request);
  for (size_t i = 0; i < parts.count; i++)
    add_chunk(c, parts.items[i], token_estimate(parts.items[i], vocabulary), i + 1,
              parts.count);
  if (!repeats && parts.count > 1)
    c->result.long_header = header;
}

/* What is printed of a text whose even form fits: the text as it stands, or else with no more
 * white space than it needs. */
static struct str fitting(struct chunker *c, struct str text, struct str even) {
  const struct chunk_rules *rules = &c->subject.schema->chunks;
  if (token_bound(text, rules->vocabulary) <= rules->tokens.max)
    return text;
  struct str lines = even_text_of(c->a, &c->hasher, text, true).text;
  return token_bound(lines, rules->vocabulary) <= rules->tokens.max ? lines : even;
}

/* Whether it fits hangs on the even text alone. Far below the budget no white space makes a
 * difference, and nothing is evened. */
static void add_text(struct chunker *c, const struct chunk_text *text) {
  const struct chunk_rules *rules = &c->subject.schema->chunks;
  struct str whole = text->text;
  struct token_count tokens = token_count(whole, rules->vocabulary);
  if (tokens.bound > rules->tokens.max / 2) {
    struct str even = even_text_of(c->a, &c->hasher, whole, false).text;
    if (token_bound(even, rules->vocabulary) > rules->tokens.max) {
      add_parts(c, text);
      return;
    }
    whole = fitting(c, whole, even);
    tokens.estimate = token_estimate(whole, rules->vocabulary);
  }
  add_chunk(c, whole, tokens.estimate, 1, 1);
}

static void add_subject(struct chunker *c, const struct kb_section *section) {
  c->subject.section = section;
  struct chunk_text text = chunk_render(c->a, &c->subject);
  /* Nothing cannot be embedded, and a case that is in no chunk is never found. */
  if (text.text.n == 0)
    text.text = c->subject.kb_case->full_title;
  add_text(c, &text);
}

struct case_chunks chunk_case(struct arena *a, const struct schema *schema,
                              const struct kb_case *kb_case, struct str path) {
  struct chunker c = {.a = a, .subject = {.schema = schema, .kb_case = kb_case, .path = path}};
  c.hasher = text_hasher_of(a, kb_case);
  c.result.metadata = metadata_of(&c);
  c.result.meta_hash = hash_of(c.result.metadata);
  /* A case without a section would else be in no chunk, and so never found. */
  if (schema->chunks.unit != CHUNK_SECTION || kb_case->section_count == 0)
    add_subject(&c, NULL);
  for (size_t i = 0; schema->chunks.unit != CHUNK_RECORD && i < kb_case->section_count; i++)
    add_subject(&c, &kb_case->sections[i]);
  return c.result;
}

void chunk_write(struct buf *out, const struct schema *schema, const struct kb_case *kb_case,
                 const struct case_chunks *of, size_t i) {
  const struct chunk *chunk = &of->chunks[i];
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "id", str_from_c(chunk->id.text));
  json_member(&w, "case", kb_case->id);
  json_member(&w, "unit", str_from_c(unit_name(chunk)));
  if (chunk->section) {
    json_member(&w, "section", section_id(schema, chunk->section));
    json_member_number(&w, "occurrence", chunk->section->occurrence + 1);
  }
  json_member_number(&w, "part", chunk->part);
  json_member_number(&w, "parts", chunk->parts);
  json_member(&w, "text", chunk->text);
  json_member(&w, "hash", str_from_c(chunk->hash.digits));
  json_member(&w, "meta_hash", str_from_c(of->meta_hash.digits));
  json_member_number(&w, "tokens", chunk->tokens);
  json_key(&w, "metadata");
  json_raw(&w, of->metadata);
  json_close_object(&w);
}

/* Room for one entry more. Most knowledge bases have one chunk a case, so there is room for
 * these from the beginning. */
static void index_grow(struct arena *a, struct chunk_index *index, size_t *room, size_t least) {
  if (index->count < *room)
    return;
  size_t larger = *room > 0 ? checked_multiply(*room, 2) : least;
  struct chunk_entry *entries = arena_array(a, struct chunk_entry, larger);
  if (index->count > 0)
    memcpy(entries, index->entries, index->count * sizeof *entries);
  index->entries = entries;
  *room = larger;
}

struct chunk_index chunk_index_of(struct arena *a, struct arena *scratch,
                                  const struct emit_request *request) {
  struct chunk_index index = {NULL, 0};
  const struct kb *kb = request->kb;
  size_t room = 0;
  for (size_t i = 0; i < kb->case_count; i++) {
    arena_reset(scratch);
    struct str path = kb->cases[i]->doc->piece->source->place;
    struct case_chunks of = chunk_case(scratch, kb->schema, kb->cases[i], path);
    for (size_t j = 0; j < of.count; j++) {
      index_grow(a, &index, &room, kb->case_count);
      index.entries[index.count++] = (struct chunk_entry){of.chunks[j].id, of.chunks[j].hash,
                                                          of.meta_hash, i, of.chunks[j].parts};
    }
  }
  return index;
}
