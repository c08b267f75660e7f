/* The text of compiler/matcher/engine/, as kb.c has it. The Makefile writes the C file. */
#ifndef EMIT_BUILTIN_ENGINE_H
#define EMIT_BUILTIN_ENGINE_H

#include <stddef.h>

extern const char builtin_engine_bytes[];
extern const size_t builtin_engine_size;

#endif
