/* What an emitter is and what it is given. To add one: a file with its function, a line for it
 * at the end of this header, and a row in the table of emit.c. */
#ifndef EMIT_EMITTER_H
#define EMIT_EMITTER_H

#include "base/json_writer.h"
#include "emit/chunks/chunk.h"
#include "emit/emit.h"
#include "emit/sink.h"
#include "model/kb.h"

enum { EMITTER_FILES = 4 };

struct store;
struct vectors;

/* Everything that an emitter may look at. Memory of `scratch` is gone after emit_next. */
struct emit_context {
  const struct emit_request *request;
  const struct kb *kb;
  const struct chunk_index *index; /* ids and hashes of all chunks, in the order of the cases */
  struct vectors *vectors;         /* NULL: none were given */
  struct arena *scratch;
};

struct emitter {
  const char *name;
  const char *description; /* what for; one line, no full stop */
  /* The names of its files in order, NULL behind the last; "{prefix}" is the schema's
   * outputs.c.prefix. */
  const char *files[EMITTER_FILES + 1];
  /* Writes file i into sinks[i], in any order, a record at a time (sink_pass). Its output
   * depends on the context alone, byte for byte. What cannot be written was refused by
   * emit_check before. */
  void (*emit)(const struct emit_context *context, struct sink *sinks);
  const struct store *store; /* not NULL: written as the store says, next to the chunks */
  bool is_on_request;        /* a build writes it only if --emit names it */
  bool is_of_shard;          /* each case has its part of it: a shard can write it, too */
  /* NULL, or reports what of the schema the output cannot take. False if there is anything. */
  bool (*check)(struct arena *a, struct bag *bag, const struct schema *schema);
};

/* Between two records: hands on what has gathered in the sinks, empties the scratch. */
void emit_next(const struct emit_context *context, struct sink *sinks, size_t count);

/* The members with which every JSON document of ours begins: format, version, kbc, schema. */
void emit_head(struct json_writer *w, const struct emit_context *context, const char *format);

void emit_chunks(const struct emit_context *context, struct sink *sinks);
void emit_cases(const struct emit_context *context, struct sink *sinks);
void emit_c(const struct emit_context *context, struct sink *sinks);
void emit_samples(const struct emit_context *context, struct sink *sinks);
void emit_rule_book(const struct emit_context *context, struct sink *sinks);
void emit_formats(const struct emit_context *context, struct sink *sinks);
void emit_fluent_bit(const struct emit_context *context, struct sink *sinks);
void emit_vector(const struct emit_context *context, struct sink *sinks);
void emit_shard_pack(const struct emit_context *context, struct sink *sinks);
void emit_grok(const struct emit_context *context, struct sink *sinks);

bool check_fluent_bit(struct arena *a, struct bag *bag, const struct schema *schema);
bool check_vector(struct arena *a, struct bag *bag, const struct schema *schema);
bool check_grok(struct arena *a, struct bag *bag, const struct schema *schema);

#endif
