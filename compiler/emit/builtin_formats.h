/* The JSON Schemas of the outputs, compiled in from schema/. */
#ifndef EMIT_BUILTIN_FORMATS_H
#define EMIT_BUILTIN_FORMATS_H

#include <stddef.h>

extern const char builtin_chunk_schema_bytes[];
extern const size_t builtin_chunk_schema_size;
extern const char builtin_kb_schema_bytes[];
extern const size_t builtin_kb_schema_size;

#endif
