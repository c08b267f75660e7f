/* The bytes of schema/case.yaml, for folders that have no schema. The Makefile writes the C
 * file. */
#ifndef PARSE_BUILTIN_SCHEMA_H
#define PARSE_BUILTIN_SCHEMA_H

#include <stddef.h>

/* A NUL stands behind them that the size does not count. */
extern const char builtin_schema_bytes[];
extern const size_t builtin_schema_size;

#endif
