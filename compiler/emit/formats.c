/* Writes the JSON Schemas of the outputs beside them, for a consumer to validate with. */
#include "emit/builtin_formats.h"
#include "emit/emitter.h"

void emit_formats(const struct emit_context *context, struct sink *sinks) {
  (void)context;
  buf_add(&sinks[0].out, (struct str){builtin_chunk_schema_bytes, builtin_chunk_schema_size});
  buf_add(&sinks[1].out, (struct str){builtin_kb_schema_bytes, builtin_kb_schema_size});
}
