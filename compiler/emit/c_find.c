/* The fixed text of the generated kb.c, second part: finding a case by number and by texts.
 *
 * It looks up what base/perfect.c has laid out, by the same sums. */
#include "emit/c_source.h"

#include <stddef.h>

const char *const c_find_source[] = {
    "/* ---- Finding a case by its number and its texts ------------------------------ */\n"
    "\n",
    "size_t kb_case_count(void) {\n"
    "  return kb_sizes.cases;\n"
    "}\n"
    "\n",
    "const struct kb_case *kb_case_at(size_t number) {\n"
    "  return number < kb_sizes.cases ? &kb_cases[number] : NULL;\n"
    "}\n"
    "\n",
    "size_t kb_case_number(const struct kb_case *which) {\n"
    "  return which == NULL ? kb_sizes.cases : (size_t)(which - kb_cases);\n"
    "}\n"
    "\n",
    "/* The keys fall into buckets; a number for each bucket, its pilot, leads all of its\n"
    " * keys to places that no other key has. What is no key is led to a place, too: the\n"
    " * texts are compared in the end. */\n"
    "\n",
    "static uint64_t kb_mix(uint64_t h) {\n"
    "  return h ^ h >> 32;\n"
    "}\n"
    "\n",
    "static uint64_t kb_load(const char *p, size_t n) {\n"
    "  uint64_t word = 0;\n"
    "  while (n-- > 0)\n"
    "    word = word << 8 | (unsigned char)p[n];\n"
    "  return word;\n"
    "}\n"
    "\n",
    "/* Compilers see what this is: one load. */\n"
    "static uint64_t kb_load_word(const char *p) {\n"
    "  const unsigned char *q = (const unsigned char *)p;\n"
    "  return (uint64_t)q[0] | (uint64_t)q[1] << 8 | (uint64_t)q[2] << 16 |\n"
    "         (uint64_t)q[3] << 24 | (uint64_t)q[4] << 32 | (uint64_t)q[5] << 40 |\n"
    "         (uint64_t)q[6] << 48 | (uint64_t)q[7] << 56;\n"
    "}\n"
    "\n",
    "static uint64_t kb_hash_block(const struct kb_hash_key *key, uint64_t h, uint64_t a,\n"
    "                              uint64_t b) {\n"
    "  return kb_mix(h) * 0x9E3779B97F4A7C15u + kb_mix(kb_mix(a) * key->first) +\n"
    "         kb_mix(kb_mix(b) * key->second);\n"
    "}\n"
    "\n",
    "/* Sixteen bytes at a time; the last block reaches back into the one before it. */\n"
    "static uint64_t kb_hash_text(const struct kb_hash_key *key, uint64_t h,\n"
    "                             const char *p, size_t n) {\n"
    "  size_t at;\n"
    "  h += n * 0x6A09E667F3BCC909u;\n"
    "  if (n < 8)\n"
    "    return kb_hash_block(key, h, kb_load(p, n), 0);\n"
    "  for (at = 0; n - at > 16; at += 16)\n"
    "    h = kb_hash_block(key, h, kb_load_word(p + at), kb_load_word(p + at + 8));\n"
    "  return kb_hash_block(key, h, kb_load_word(at > 0 ? p + n - 16 : p),\n"
    "                       kb_load_word(p + n - 8));\n"
    "}\n"
    "\n",
    "/* A number below `count`, from the high half of h. */\n"
    "static size_t kb_scale(uint64_t h, uint32_t count) {\n"
    "  return (size_t)((h >> 32) * count >> 32);\n"
    "}\n"
    "\n",
    "static size_t kb_hash_place(const struct kb_hash_key *key, const uint16_t *pilots,\n"
    "                            uint64_t h) {\n"
    "  h = kb_mix(kb_mix(h) * 0xBB67AE8584CAA73Bu);\n"
    "  h ^= pilots[kb_scale(h, key->buckets)] * 0x6A09E667F3BCC909u;\n"
    "  return kb_scale(h * 0x9E3779B97F4A7C15u, key->places);\n"
    "}\n"
    "\n",
    "const struct kb_case *kb_by_id(const char *id, size_t n) {\n"
    "  const struct kb_case *which;\n"
    "  uint64_t h;\n"
    "  if (n != sizeof which->id - 1)\n"
    "    return NULL;\n"
    "  h = kb_hash_text(&kb_id_hash, kb_id_hash.seed, id, sizeof which->id - 1);\n"
    "  which = kb_case_at(kb_id_places[kb_hash_place(&kb_id_hash, kb_id_pilots, h)]);\n"
    "  if (which == NULL || memcmp(which->id, id, sizeof which->id - 1) != 0)\n"
    "    return NULL;\n"
    "  return which;\n"
    "}\n"
    "\n",
    "const struct kb_case *kb_by_message(const char *service, size_t service_n,\n"
    "                                    const char *message, size_t message_n) {\n"
    "  const struct kb_hash_key *key = &kb_message_hash;\n"
    "  const struct kb_case *which;\n"
    "  uint64_t h;\n"
    "  if (message_n == 0)\n"
    "    return NULL;\n"
    "  h = kb_hash_text(key, key->seed, service, service_n);\n"
    "  h = kb_hash_text(key, h, message, message_n);\n"
    "  which = kb_case_at(kb_message_places[kb_hash_place(key, kb_message_pilots, h)]);\n"
    "  if (kb_compare(kb_case_message(which), kb_text(message, message_n)) != 0 ||\n"
    "      kb_compare(kb_case_service(which), kb_text(service, service_n)) != 0)\n"
    "    return NULL;\n"
    "  return which;\n"
    "}\n"
    "\n",
    NULL,
};
