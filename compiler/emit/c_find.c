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
    "static uint64_t kb_load_word(const char *p) {\n"
    "#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__\n"
    "  uint64_t word;\n"
    "  memcpy(&word, p, sizeof word);\n"
    "  return word;\n"
    "#else\n"
    "  return kb_load(p, 8);\n"
    "#endif\n"
    "}\n"
    "\n",
    "static uint64_t kb_hash_word(const struct kb_hash_key *key, uint64_t h,\n"
    "                             uint64_t word) {\n"
    "  return kb_mix((h ^ kb_mix(word)) * key->factor);\n"
    "}\n"
    "\n",
    "/* Eight bytes at a time; the last word reaches back into the one before it. */\n"
    "static uint64_t kb_hash_text(const struct kb_hash_key *key, uint64_t h,\n"
    "                             const char *p, size_t n) {\n"
    "  size_t at;\n"
    "  h += n * 0x9E3779B97F4A7C15u;\n"
    "  if (n < 8)\n"
    "    return kb_hash_word(key, h, kb_load(p, n));\n"
    "  for (at = 0; at + 8 < n; at += 8)\n"
    "    h = kb_hash_word(key, h, kb_load_word(p + at));\n"
    "  return kb_hash_word(key, h, kb_load_word(p + n - 8));\n"
    "}\n"
    "\n",
    "/* A number below `count`, from the high half of h. */\n"
    "static size_t kb_scale(uint64_t h, uint32_t count) {\n"
    "  return (size_t)((h >> 32) * count >> 32);\n"
    "}\n"
    "\n",
    "static size_t kb_hash_place(const struct kb_hash_key *key, const uint16_t *pilots,\n"
    "                            uint64_t h) {\n"
    "  h ^= pilots[kb_scale(h, key->buckets)] * 0x6A09E667F3BCC909u;\n"
    "  return kb_scale(h * 0x9E3779B97F4A7C15u, key->places);\n"
    "}\n"
    "\n",
    "enum { KB_ID_BYTES = sizeof(((struct kb_case *)0)->id) - 1 };\n"
    "\n",
    "/* Without memcmp, which would take longer than all the rest. */\n"
    "static int kb_is_same_id(const char *a, const char *b) {\n"
    "  uint64_t others =\n"
    "      kb_load_word(a + KB_ID_BYTES - 8) ^ kb_load_word(b + KB_ID_BYTES - 8);\n"
    "  size_t at;\n"
    "  for (at = 0; at + 8 < KB_ID_BYTES; at += 8)\n"
    "    others |= kb_load_word(a + at) ^ kb_load_word(b + at);\n"
    "  return others == 0;\n"
    "}\n"
    "\n",
    "const struct kb_case *kb_by_id(const char *id, size_t n) {\n"
    "  const struct kb_hash_key *key = &kb_id_hash;\n"
    "  const struct kb_case *which;\n"
    "  uint64_t h;\n"
    "  if (n != KB_ID_BYTES)\n"
    "    return NULL;\n"
    "  h = kb_hash_text(key, key->seed, id, KB_ID_BYTES);\n"
    "  which = kb_case_at(kb_id_places[kb_hash_place(key, kb_id_pilots, h)]);\n"
    "  return which != NULL && kb_is_same_id(which->id, id) ? which : NULL;\n"
    "}\n"
    "\n",
    "/* Are these the values of the two keys, or empty where the case has no such key? */\n"
    "static int kb_says(const struct kb_case *which, struct kb_str service,\n"
    "                   struct kb_str message) {\n"
    "  struct kb_record record = kb_open_record(which);\n"
    "  struct kb_str says_service = kb_text(NULL, 0), says_message = kb_text(NULL, 0);\n"
    "  const char *p = record.items;\n"
    "  size_t i, first = KB_FIXED + record.logs;\n"
    "  for (i = 0; p != NULL && i < first + record.pairs; i++) {\n"
    "    struct kb_item item = kb_read_item(&record, &p);\n"
    "    if (i >= first && item.what + 1 == kb_sizes.service_key)\n"
    "      says_service = item.text;\n"
    "    if (i >= first && item.what + 1 == kb_sizes.message_key)\n"
    "      says_message = item.text;\n"
    "  }\n"
    "  return kb_compare(says_message, message) == 0 &&\n"
    "         kb_compare(says_service, service) == 0;\n"
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
    "  if (!kb_says(which, kb_text(service, service_n), kb_text(message, message_n)))\n"
    "    return NULL;\n"
    "  return which;\n"
    "}\n"
    "\n",
    NULL,
};
