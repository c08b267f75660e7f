/* Writes chunks.jsonl, one chunk a line, and chunks.json, the same as one array with a header.
 */
#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/emitter.h"

enum { LINES, ARRAY, FILE_COUNT };

void emit_chunks(const struct emit_context *context, struct sink *sinks) {
  const struct kb *kb = context->kb;
  struct buf line = {0};
  struct json_writer w;
  json_start(&w, &sinks[ARRAY].out, JSON_COMPACT);
  json_open_object(&w);
  emit_head(&w, context, "kbc-chunks");
  json_member_number(&w, "count", context->index->count);
  json_key(&w, "chunks");
  json_open_array(&w);
  for (size_t i = 0; i < kb->case_count; i++) {
    struct str path = kb->cases[i]->doc->piece->source->place;
    struct case_chunks of = chunk_case(context->scratch, kb->schema, kb->cases[i], path);
    for (size_t j = 0; j < of.count; j++) {
      /* The array has a line a chunk, too: the writer puts the comma before the line end. */
      buf_clear(&line);
      buf_add_char(&line, '\n');
      chunk_write(&line, kb->schema, kb->cases[i], &of, j);
      json_raw(&w, buf_str(&line));
      buf_add(&sinks[LINES].out, str_slice(buf_str(&line), 1, line.n));
      buf_add_char(&sinks[LINES].out, '\n');
      sink_pass(&sinks[LINES]);
      sink_pass(&sinks[ARRAY]);
    }
    emit_next(context, sinks, FILE_COUNT);
  }
  buf_add_char(&sinks[ARRAY].out, '\n');
  json_close_array(&w);
  json_close_object(&w);
  buf_add_char(&sinks[ARRAY].out, '\n');
  buf_free(&line);
}
