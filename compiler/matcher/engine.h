/* The engine as kbc has it: the C text of engine/ compiled in. */
#ifndef MATCHER_ENGINE_H
#define MATCHER_ENGINE_H

#include <stdint.h>

#include "base/str.h"
#include "matcher/engine/tables.h"

/* The hashes that the tables are laid out by. */
uint64_t engine_word_hash(struct str word, size_t service); /* STR_NONE: of any */
uint64_t engine_whole_hash(uint64_t whole, uint64_t word);
uint64_t engine_name_hash(struct str name);
size_t engine_bucket(uint64_t hash, uint32_t bits);
uint32_t engine_filter_bits(uint64_t hash);

#endif
