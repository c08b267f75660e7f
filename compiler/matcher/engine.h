/* The engine as kbc has it: the C text of engine/ compiled in. */
#ifndef MATCHER_ENGINE_H
#define MATCHER_ENGINE_H

#include <stdint.h>

#include "matcher/engine/tables.h"

/* The hashes that the tables are laid out by. */
uint64_t engine_word_hash(const char *p, size_t n, size_t service); /* STR_NONE: of any */
uint64_t engine_name_hash(const char *p, size_t n);
size_t engine_bucket(uint64_t hash, uint32_t bits);

#endif
