/* The tables of kb.h, which says how to use them, and the matcher.
 *
 * SPDX-License-Identifier: 0BSD
 * That is kbc's word on its own part of this file: use it under any terms. The
 * texts belong to those who wrote them. */
#include "kb.h"

#include <stdint.h>
#include <string.h>

/* ---- What the tables are made of --------------------------------------------- */

#define KB_NONE ((size_t)-1)

/* The keys are those of kb_by_message, as numbers in kb_keys from 1 on; 0: none. */
struct kb_size_table {
  size_t cases, messages, services, forms;
  size_t service_key, message_key;
};

/* Where a member of kb_texts begins. */
#define KB_AT(member) ((uint32_t)offsetof(struct kb_text_table, member))

/* A case: where its texts stand in kb_texts, and its id. */
struct kb_case {
  uint32_t text;
  char id[37];
};

/* A text of kb_texts that belongs to no case. */
struct kb_name {
  uint32_t at, n;
};

struct kb_section_kind {
  struct kb_name id, title;
};

/* What a perfect hash is made with, and the sizes of its tables. */
struct kb_hash_key {
  uint64_t seed, first, second;
  uint32_t buckets, places;
};

/* A value of the field by which lines are routed, and its patterns. */
struct kb_service {
  struct kb_str name;
  size_t first, count;
};

/* Words with one space between them, ASCII letters small. Those of a service are
 * sorted by bytes. */
struct kb_pattern {
  const char *p;
  uint32_t n, number; /* of the case */
};

enum { KB_PART_LITERAL, KB_PART_FIELD, KB_PART_OPEN, KB_PART_CLOSE };

/* A piece of a log template. Between OPEN, which a literal follows, and CLOSE
 * stands what may be left out. */
struct kb_part {
  int kind;
  size_t field;
  struct kb_str literal;
};

enum { KB_FIELD_TEXT, KB_FIELD_ENUM, KB_FIELD_TIME };

struct kb_field {
  struct kb_str name;
  int kind;
  struct kb_str format; /* of KB_FIELD_TIME */
  size_t first_value, value_count;
  size_t key; /* whose value the field must have, as a number in kb_keys from 1 on;
                 0: none */
};

/* A log template. */
struct kb_form {
  size_t first_part, part_count;
  size_t first_field, field_count;
  size_t service, message; /* fields; KB_NONE: none */
};

/* This file is UTF-8: a compiler that takes it for something else stops here. */
typedef char kb_is_read_as_utf8[sizeof "가" == 4 ? 1 : -1];

/* ---- The cases, and what finds them ------------------------------------------ */

static const struct kb_text_table {
  char ceffc611c_a9ab_516c_97b1_7014efcd1ff2[292];
  char cc8e82a4c_c87b_5d87_a166_ece67784f471[314];
  char key0[14];
  char key1[8];
  char section0[8];
  char title0[17];
  char section1[6];
  char title1[11];
  char section2[8];
  char title2[13];
  char end[1];
} kb_texts = {
    "\042\001\002\003\000\000\034\015\000\026\023\000\052\022\000\075\150\001\000\007\000"
    "\010\015\000\075\150\001\246\001\034\002\303\001\075\000"
    "pay-api\000"
    "card declined\000"
    "Pay - Card Declined\000"
    "kb/pay/declined.md\000"
    "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined "
    "| Context: {Issuer=\"ACME\", Try=\"2\"}\000"
    "The issuer refused the card.\000"
    "1. Ask for another card.\n"
    "2. Look at the issuer's status page.",
    "\042\001\002\003\000\000\063\017\000\055\025\000\103\021\000\125\133\001\000\007\000"
    "\010\044\000\125\133\001\261\001\047\002\331\001\075\000"
    "pay-api\000"
    "quote \" back\\slash */ ?\?/ <b> 한글\000"
    "Pay - Hostile */ text\000"
    "kb/pay/hostile.md\000"
    "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [ffffc3d4]: quote \" back\\slash "
    "*/ ?\?/ <b> 한글\000"
    "끝에 `*/` 와 `</script>` 가 있다.\000"
    "1. Ask for another card.\n"
    "2. Look at the issuer's status page.",
    "error_message",
    "service",
    "summary",
    "Incident Summary",
    "cause",
    "Root Cause",
    "actions",
    "Action Items",
    "",
};

/* All cases, in the order of the knowledge base. */
static const struct kb_case kb_cases[] = {
    {KB_AT(ceffc611c_a9ab_516c_97b1_7014efcd1ff2), "effc611c-a9ab-516c-97b1-7014efcd1ff2"},
    {KB_AT(cc8e82a4c_c87b_5d87_a166_ece67784f471), "c8e82a4c-c87b-5d87-a166-ece67784f471"},
};

/* The numbers of the cases by their ids. */
static const struct kb_hash_key kb_id_hash = {
    0x6B834DFA85293F0Cu, 0x25DCCE19C062F8B3u, 0x474C9444EF7365FBu, 1, 3,
};

static const uint16_t kb_id_pilots[] = {
    0,
};

static const uint32_t kb_id_places[] = {
    0, 0, 1,
};

/* The numbers of the first cases with each service and message. */
static const struct kb_hash_key kb_message_hash = {
    0x6B834DFA85293F0Cu, 0x25DCCE19C062F8B3u, 0x474C9444EF7365FBu, 1, 3,
};

static const uint16_t kb_message_pilots[] = {
    0,
};

static const uint32_t kb_message_places[] = {
    0, 1, 0,
};

static const struct kb_name kb_keys[] = {
    {KB_AT(key0), 13},
    {KB_AT(key1), 7},
};

static const struct kb_section_kind kb_section_kinds[] = {
    {{KB_AT(section0), 7}, {KB_AT(title0), 16}},
    {{KB_AT(section1), 5}, {KB_AT(title1), 10}},
    {{KB_AT(section2), 7}, {KB_AT(title2), 12}},
};

static const struct kb_pattern kb_patterns[] = {
    {"card declined", 13, 0},
    {"quote back slash b 한글", 25, 1},
};

static const struct kb_service kb_services[] = {
    {{"pay-api", 7}, 0, 2},
};

static const struct kb_part kb_parts[] = {
    {KB_PART_LITERAL, 0, {"[", 1}},
    {KB_PART_FIELD, 0, {"", 0}},
    {KB_PART_LITERAL, 0, {"] ", 2}},
    {KB_PART_FIELD, 1, {"", 0}},
    {KB_PART_LITERAL, 0, {" ", 1}},
    {KB_PART_FIELD, 2, {"", 0}},
    {KB_PART_LITERAL, 0, {"/", 1}},
    {KB_PART_FIELD, 3, {"", 0}},
    {KB_PART_LITERAL, 0, {" [", 2}},
    {KB_PART_FIELD, 4, {"", 0}},
    {KB_PART_LITERAL, 0, {"]: ", 3}},
    {KB_PART_FIELD, 5, {"", 0}},
    {KB_PART_OPEN, 0, {"", 0}},
    {KB_PART_LITERAL, 0, {" | Context: ", 12}},
    {KB_PART_FIELD, 6, {"", 0}},
    {KB_PART_CLOSE, 0, {"", 0}},
};

static const struct kb_str kb_values[] = {
    {"DEBUG", 5},
    {"INFO", 4},
    {"WARN", 4},
    {"ERROR", 5},
    {"CRITICAL", 8},
};

static const struct kb_field kb_fields[] = {
    {{"level", 5}, KB_FIELD_ENUM, {"", 0}, 0, 5, 0},
    {{"timestamp", 9}, KB_FIELD_TIME, {"%Y-%m-%dT%H:%M:%S.%3fZ", 22}, 5, 0, 0},
    {{"service", 7}, KB_FIELD_TEXT, {"", 0}, 5, 0, 2},
    {{"version", 7}, KB_FIELD_TEXT, {"", 0}, 5, 0, 0},
    {{"trace_id", 8}, KB_FIELD_TEXT, {"", 0}, 5, 0, 0},
    {{"message", 7}, KB_FIELD_TEXT, {"", 0}, 5, 0, 0},
    {{"context", 7}, KB_FIELD_TEXT, {"", 0}, 5, 0, 0},
};

static const struct kb_form kb_forms[] = {
    {0, 16, 0, 7, 2, 5},
};

static const struct kb_size_table kb_sizes = {
    2, 2, 1, 1, 2, 1,
};

/* ---- The texts of a case ----------------------------------------------------- */

/* At the place of a case stand numbers, and behind them its texts with a NUL behind
 * each. A number is written in groups of seven bits, the lowest first; each byte
 * but the last has its highest bit set. The first one says how many bytes stand
 * between it and the texts; four say how many log lines, pairs, sections and other
 * texts there are. Then come three for each text: what it is, where it begins, and
 * how long it is. What a text is: a pair or section is a row of its table. An other
 * text is two, its title and itself. A text may be the end of another one. */

/* Every text is found by 32 bits. */
typedef char kb_texts_fit[sizeof(struct kb_text_table) / 2 <= 0x7FFFFFFF ? 1 : -1];

enum { KB_TITLE, KB_HEADING, KB_PATH, KB_FIXED };

struct kb_record {
  const char *items, *texts;
  size_t logs, pairs, sections, others;
};

struct kb_item {
  size_t what;
  struct kb_str text;
};

static struct kb_str kb_text(const char *p, size_t n) {
  struct kb_str text;
  text.p = p;
  text.n = n;
  return text;
}

static const char *kb_text_at(uint32_t at) {
  return (const char *)&kb_texts + at;
}

static struct kb_str kb_name_text(struct kb_name name) {
  return kb_text(kb_text_at(name.at), name.n);
}

static size_t kb_read_number(const char **p) {
  unsigned shift = 0;
  size_t number = 0;
  while ((unsigned char)**p > 0x7F) {
    number |= ((size_t)(unsigned char)*(*p)++ & 0x7F) << shift;
    shift += 7;
  }
  return number | (size_t)(unsigned char)*(*p)++ << shift;
}

static struct kb_record kb_open_record(const struct kb_case *which) {
  struct kb_record record;
  memset(&record, 0, sizeof record);
  if (which != NULL) {
    const char *p = kb_text_at(which->text);
    size_t n = kb_read_number(&p);
    record.texts = p + n;
    record.logs = kb_read_number(&p);
    record.pairs = kb_read_number(&p);
    record.sections = kb_read_number(&p);
    record.others = kb_read_number(&p);
    record.items = p;
  }
  return record;
}

static struct kb_item kb_read_item(const struct kb_record *record, const char **p) {
  struct kb_item item;
  item.what = kb_read_number(p);
  item.text.p = record->texts + kb_read_number(p);
  item.text.n = kb_read_number(p);
  return item;
}

/* The text at `i` of `count` that begin with the one at `first`; an empty one if
 * they are not so many. */
static struct kb_item kb_item_at(const struct kb_record *record, size_t first,
                                 size_t count, size_t i) {
  struct kb_item item;
  const char *p = record->items;
  memset(&item, 0, sizeof item);
  if (p == NULL || i >= count)
    return item;
  for (i += first; i > 0; i--)
    kb_read_item(record, &p);
  return kb_read_item(record, &p);
}

static struct kb_str kb_fixed_text(const struct kb_case *which, size_t i) {
  struct kb_record record = kb_open_record(which);
  return kb_item_at(&record, 0, KB_FIXED, i).text;
}

struct kb_str kb_case_id(const struct kb_case *which) {
  if (which == NULL)
    return kb_text(NULL, 0);
  return kb_text(which->id, sizeof which->id - 1);
}

struct kb_str kb_case_title(const struct kb_case *which) {
  return kb_fixed_text(which, KB_TITLE);
}

struct kb_str kb_case_heading(const struct kb_case *which) {
  return kb_fixed_text(which, KB_HEADING);
}

struct kb_str kb_case_path(const struct kb_case *which) {
  return kb_fixed_text(which, KB_PATH);
}

size_t kb_case_log_count(const struct kb_case *which) {
  return kb_open_record(which).logs;
}

struct kb_str kb_case_log(const struct kb_case *which, size_t i) {
  struct kb_record record = kb_open_record(which);
  return kb_item_at(&record, KB_FIXED, record.logs, i).text;
}

size_t kb_case_pair_count(const struct kb_case *which) {
  return kb_open_record(which).pairs;
}

struct kb_pair kb_case_pair(const struct kb_case *which, size_t i) {
  struct kb_record record = kb_open_record(which);
  size_t first = KB_FIXED + record.logs;
  struct kb_item item = kb_item_at(&record, first, record.pairs, i);
  struct kb_pair pair;
  memset(&pair, 0, sizeof pair);
  pair.value = item.text;
  if (item.text.p != NULL)
    pair.key = kb_name_text(kb_keys[item.what]);
  return pair;
}

size_t kb_case_section_count(const struct kb_case *which) {
  struct kb_record record = kb_open_record(which);
  return record.sections + record.others;
}

struct kb_section kb_case_section(const struct kb_case *which, size_t i) {
  struct kb_record record = kb_open_record(which);
  size_t first = KB_FIXED + record.logs + record.pairs;
  struct kb_item item = kb_item_at(&record, first, record.sections, i);
  struct kb_section section;
  memset(&section, 0, sizeof section);
  if (item.text.p != NULL) {
    section.id = kb_name_text(kb_section_kinds[item.what].id);
    section.title = kb_name_text(kb_section_kinds[item.what].title);
    section.text = item.text;
  } else if (i >= record.sections) {
    first += record.sections;
    i = (i - record.sections) * 2;
    section.title = kb_item_at(&record, first, record.others * 2, i).text;
    section.text = kb_item_at(&record, first, record.others * 2, i + 1).text;
  }
  return section;
}

/* The value of the key with this number, counted from 1; 0 is no key. */
static struct kb_str kb_value(const struct kb_case *which, size_t key) {
  struct kb_record record = kb_open_record(which);
  const char *p = record.items;
  size_t i;
  for (i = 0; p != NULL && i < KB_FIXED + record.logs + record.pairs; i++) {
    struct kb_item item = kb_read_item(&record, &p);
    if (i >= KB_FIXED + record.logs && item.what + 1 == key)
      return item.text;
  }
  return kb_text(NULL, 0);
}

struct kb_str kb_case_service(const struct kb_case *which) {
  return kb_value(which, kb_sizes.service_key);
}

struct kb_str kb_case_message(const struct kb_case *which) {
  return kb_value(which, kb_sizes.message_key);
}

/* Below, at or above 0, as memcmp; a prefix comes first. */
static int kb_compare(struct kb_str a, struct kb_str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
  return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

struct kb_str kb_case_value(const struct kb_case *which, const char *key,
                            size_t n) {
  size_t i, count = kb_case_pair_count(which);
  for (i = 0; i < count; i++) {
    struct kb_pair pair = kb_case_pair(which, i);
    if (kb_compare(pair.key, kb_text(key, n)) == 0)
      return pair.value;
  }
  return kb_text(NULL, 0);
}

/* ---- Finding a case by its number and its texts ------------------------------ */

size_t kb_case_count(void) {
  return kb_sizes.cases;
}

const struct kb_case *kb_case_at(size_t number) {
  return number < kb_sizes.cases ? &kb_cases[number] : NULL;
}

size_t kb_case_number(const struct kb_case *which) {
  return which == NULL ? kb_sizes.cases : (size_t)(which - kb_cases);
}

/* The keys fall into buckets; a number for each bucket, its pilot, leads all of its
 * keys to places that no other key has. What is no key is led to a place, too: the
 * texts are compared in the end. */

static uint64_t kb_mix(uint64_t h) {
  return h ^ h >> 32;
}

static uint64_t kb_load(const char *p, size_t n) {
  uint64_t word = 0;
  while (n-- > 0)
    word = word << 8 | (unsigned char)p[n];
  return word;
}

/* Compilers see what this is: one load. */
static uint64_t kb_load_word(const char *p) {
  const unsigned char *q = (const unsigned char *)p;
  return (uint64_t)q[0] | (uint64_t)q[1] << 8 | (uint64_t)q[2] << 16 |
         (uint64_t)q[3] << 24 | (uint64_t)q[4] << 32 | (uint64_t)q[5] << 40 |
         (uint64_t)q[6] << 48 | (uint64_t)q[7] << 56;
}

static uint64_t kb_hash_block(const struct kb_hash_key *key, uint64_t h, uint64_t a,
                              uint64_t b) {
  return kb_mix(h) * 0x9E3779B97F4A7C15u + kb_mix(kb_mix(a) * key->first) +
         kb_mix(kb_mix(b) * key->second);
}

/* Sixteen bytes at a time; the last block reaches back into the one before it. */
static uint64_t kb_hash_text(const struct kb_hash_key *key, uint64_t h,
                             const char *p, size_t n) {
  size_t at;
  h += n * 0x6A09E667F3BCC909u;
  if (n < 8)
    return kb_hash_block(key, h, kb_load(p, n), 0);
  for (at = 0; n - at > 16; at += 16)
    h = kb_hash_block(key, h, kb_load_word(p + at), kb_load_word(p + at + 8));
  return kb_hash_block(key, h, kb_load_word(at > 0 ? p + n - 16 : p),
                       kb_load_word(p + n - 8));
}

/* A number below `count`, from the high half of h. */
static size_t kb_scale(uint64_t h, uint32_t count) {
  return (size_t)((h >> 32) * count >> 32);
}

static size_t kb_hash_place(const struct kb_hash_key *key, const uint16_t *pilots,
                            uint64_t h) {
  h = kb_mix(kb_mix(h) * 0xBB67AE8584CAA73Bu);
  h ^= pilots[kb_scale(h, key->buckets)] * 0x6A09E667F3BCC909u;
  return kb_scale(h * 0x9E3779B97F4A7C15u, key->places);
}

const struct kb_case *kb_by_id(const char *id, size_t n) {
  const struct kb_case *which;
  uint64_t h;
  if (n != sizeof which->id - 1)
    return NULL;
  h = kb_hash_text(&kb_id_hash, kb_id_hash.seed, id, sizeof which->id - 1);
  which = kb_case_at(kb_id_places[kb_hash_place(&kb_id_hash, kb_id_pilots, h)]);
  if (which == NULL || memcmp(which->id, id, sizeof which->id - 1) != 0)
    return NULL;
  return which;
}

const struct kb_case *kb_by_message(const char *service, size_t service_n,
                                    const char *message, size_t message_n) {
  const struct kb_hash_key *key = &kb_message_hash;
  const struct kb_case *which;
  uint64_t h;
  if (message_n == 0)
    return NULL;
  h = kb_hash_text(key, key->seed, service, service_n);
  h = kb_hash_text(key, h, message, message_n);
  which = kb_case_at(kb_message_places[kb_hash_place(key, kb_message_pilots, h)]);
  if (kb_compare(kb_case_message(which), kb_text(message, message_n)) != 0 ||
      kb_compare(kb_case_service(which), kb_text(service, service_n)) != 0)
    return NULL;
  return which;
}

/* ---- Words and values -------------------------------------------------------- */

/* A message while it is cut; [from, to) is the last word. */
struct kb_words {
  const char *p;
  size_t n, at;
  size_t from, to;
  size_t until; /* where the stretch ends that the last word belongs to */
  int is_value; /* and whether that is a value */
};

static int kb_is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char kb_fold(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int kb_is_word(char c) {
  return (kb_fold(c) >= 'a' && kb_fold(c) <= 'z') || kb_is_digit(c) ||
         (unsigned char)c > 0x7F;
}

static int kb_is_word_at(const struct kb_words *words, size_t at) {
  return at < words->n && kb_is_word(words->p[at]);
}

/* Holds two words together, if it stands alone between them. */
static int kb_is_joint(char c) {
  return c == '-' || c == '_' || c == '.' || c == ':' || c == '/' || c == '@' ||
         c == '#';
}

/* The end of the words from `from` on that joints hold together. */
static size_t kb_cluster_end(const struct kb_words *words, size_t from,
                             int *is_value) {
  const char *p = words->p;
  size_t i = from;
  while (kb_is_word_at(words, i) ||
         (i < words->n && kb_is_joint(p[i]) && kb_is_word_at(words, i + 1))) {
    *is_value |= kb_is_digit(p[i]) || p[i] == '@';
    i++;
  }
  return i;
}

/* A slash that joins nothing begins a path. */
static int kb_is_path(const struct kb_words *words, size_t from) {
  const char *p = words->p;
  return from > 0 && p[from - 1] == '/' && (from == 1 || !kb_is_word(p[from - 2]));
}

/* The quote that closes the one at `open`; 0 if no value stands between them. */
static size_t kb_closing_quote(const struct kb_words *words, size_t open) {
  const char *p = words->p;
  size_t i;
  if ((p[open] != '"' && p[open] != '\'' && p[open] != '`') ||
      (open > 0 && kb_is_word(p[open - 1])))
    return 0;
  for (i = open + 1; i < words->n && i - open <= 128; i++) {
    if (p[i] == p[open])
      return i > open + 1 && !kb_is_word_at(words, i + 1) ? i : 0;
    if ((unsigned char)p[i] <= ' ')
      return 0;
  }
  return 0;
}

/* Opens a stretch of which all words are values, or none is: what a quote or a word
 * begins that is in no stretch yet. */
static void kb_open_stretch(struct kb_words *words) {
  size_t close;
  if (kb_is_word(words->p[words->at])) {
    words->is_value = kb_is_path(words, words->at);
    words->until = kb_cluster_end(words, words->at, &words->is_value);
    return;
  }
  close = kb_closing_quote(words, words->at);
  if (close != 0) {
    words->is_value = 1;
    words->until = close + 1;
  }
}

static int kb_next_word(struct kb_words *words) {
  for (; words->at < words->n; words->at++) {
    if (words->at >= words->until)
      kb_open_stretch(words);
    if (kb_is_word(words->p[words->at])) {
      words->from = words->at;
      while (kb_is_word_at(words, words->at))
        words->at++;
      words->to = words->at;
      return 1;
    }
  }
  return 0;
}

/* ---- Patterns ---------------------------------------------------------------- */

/* The best match so far. */
struct kb_best {
  size_t n, from, number;
};

/* The last word, folded, against the first word of `text`: as memcmp. */
static int kb_compare_word(const struct kb_words *words, struct kb_str text) {
  size_t i, n = words->to - words->from;
  for (i = 0; i < n; i++) {
    unsigned char c = (unsigned char)kb_fold(words->p[words->from + i]);
    if (i == text.n || text.p[i] == ' ' || c > (unsigned char)text.p[i])
      return 1;
    if (c < (unsigned char)text.p[i])
      return -1;
  }
  return n < text.n && text.p[n] != ' ' ? -1 : 0;
}

/* Do the words of the pattern stand here, the first of them being the last word
 * that was read? Values of which the pattern says nothing are passed over, but only
 * so many in a row, or a line of nothing else would take for ever. */
static int kb_follows(struct kb_words words, struct kb_str pattern) {
  int passed = 0;
  for (;;) {
    if (kb_compare_word(&words, pattern) == 0) {
      size_t n = words.to - words.from;
      if (n == pattern.n)
        return 1;
      pattern = kb_text(pattern.p + n + 1, pattern.n - n - 1);
      passed = 0;
    } else if (!words.is_value || ++passed > 128) {
      return 0;
    }
    if (!kb_next_word(&words))
      return 0;
  }
}

/* The first pattern of the service that does not begin with a smaller word than the
 * last one. */
static size_t kb_first_pattern(const struct kb_service *service,
                               const struct kb_words *words) {
  size_t low = service->first, high = low + service->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (kb_compare_word(words,
                        kb_text(kb_patterns[middle].p, kb_patterns[middle].n)) > 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Does the case say the same as the line where the schema wants that of more than
 * the service? */
static int kb_agrees(const struct kb_form *form, const struct kb_match *match,
                     size_t number) {
  size_t i;
  for (i = 0; i < match->field_count; i++) {
    size_t key = kb_fields[form->first_field + i].key;
    struct kb_str said = match->fields[i].value, wanted;
    if (key == 0 || i == form->service || said.p == NULL)
      continue;
    wanted = kb_value(kb_case_at(number), key);
    if (wanted.p != NULL && kb_compare(wanted, said) != 0)
      return 0;
  }
  return 1;
}

static int kb_is_better(const struct kb_best *best, size_t n, size_t from,
                        size_t number) {
  if (n != best->n)
    return n > best->n;
  return from == best->from && number < best->number;
}

/* Looks for the cases of a service in match->message; fills in match->found if one
 * is better than the best. */
static int kb_search(const struct kb_service *service, const struct kb_form *form,
                     struct kb_match *match, struct kb_best *best) {
  struct kb_words words;
  int is_found = 0;
  memset(&words, 0, sizeof words);
  words.p = match->message.p;
  words.n = match->message.n;
  while (kb_next_word(&words)) {
    size_t i = kb_first_pattern(service, &words);
    for (; i < service->first + service->count; i++) {
      const struct kb_pattern *pattern = &kb_patterns[i];
      struct kb_str text = kb_text(pattern->p, pattern->n);
      if (kb_compare_word(&words, text) != 0)
        break;
      if (!kb_is_better(best, text.n, words.from, pattern->number) ||
          !kb_follows(words, text) ||
          (form != NULL && !kb_agrees(form, match, pattern->number)))
        continue;
      best->n = text.n;
      best->from = words.from;
      best->number = pattern->number;
      match->found = kb_case_at(pattern->number);
      is_found = 1;
    }
  }
  return is_found;
}

static const struct kb_service *kb_find_service(struct kb_str name) {
  size_t low = 0, high = kb_sizes.services;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = kb_compare(kb_services[middle].name, name);
    if (order == 0)
      return &kb_services[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

/* ---- Log lines --------------------------------------------------------------- */

/* A line in which a form is looked for. What was found for the first field the last
 * time is kept, and how many bytes were searched in all. */
struct kb_reading {
  const char *p;
  size_t n;
  const struct kb_form *form;
  const struct kb_service *service;
  struct kb_match *match;
  size_t first_from, first_to, work;
};

static int kb_stands_at(const struct kb_reading *reading, size_t at,
                        struct kb_str literal) {
  return reading->n - at >= literal.n &&
         (literal.n == 0 || memcmp(reading->p + at, literal.p, literal.n) == 0);
}

/* The first place in [from, to) where the literal stands. */
static size_t kb_find(struct kb_reading *reading, size_t from, size_t to,
                      struct kb_str literal) {
  size_t at = from;
  while (literal.n > 0 && at < to) {
    const char *hit = (const char *)memchr(reading->p + at, literal.p[0], to - at);
    if (hit == NULL)
      break;
    at = (size_t)(hit - reading->p);
    if (kb_stands_at(reading, at, literal)) {
      reading->work += at - from;
      return at;
    }
    at++;
  }
  reading->work += to - from;
  return KB_NONE;
}

/* The part behind the optional stretch that opens with part i. */
static size_t kb_behind_optional(size_t i) {
  while (kb_parts[i].kind != KB_PART_CLOSE)
    i++;
  return i + 1;
}

/* Where the field that is part i ends: at the first place where something stands
 * that may follow, or at the end of the line if nothing has to. */
static size_t kb_field_end(struct kb_reading *reading, size_t i, size_t from) {
  size_t last = reading->form->first_part + reading->form->part_count;
  size_t end = reading->n;
  int is_found = 0;
  for (i++; i < last;) {
    int is_optional = kb_parts[i].kind == KB_PART_OPEN;
    size_t at;
    if (kb_parts[i].kind == KB_PART_CLOSE) {
      i++;
      continue;
    }
    at = kb_find(reading, from, end, kb_parts[i + (is_optional ? 1 : 0)].literal);
    if (at != KB_NONE) {
      end = at;
      is_found = 1;
    }
    if (!is_optional)
      return is_found ? end : KB_NONE;
    i = kb_behind_optional(i);
  }
  return end;
}

/* The same for the first field, which is looked for at many places: what was found
 * before holds for every place in between. */
static size_t kb_first_field_end(struct kb_reading *reading, size_t i,
                                 size_t from) {
  if (from < reading->first_from || from > reading->first_to) {
    reading->first_from = from;
    reading->first_to = kb_field_end(reading, i, from);
  }
  return reading->first_to;
}

/* Passes over `least` to `most` digits; KB_NONE if there are fewer. */
static size_t kb_digits_end(const struct kb_reading *reading, size_t at,
                            size_t least, size_t most) {
  size_t count = 0;
  while (count < most && at + count < reading->n &&
         kb_is_digit(reading->p[at + count]))
    count++;
  return count < least ? KB_NONE : at + count;
}

/* Z, +09:00 or +0900. */
static size_t kb_zone_end(const struct kb_reading *reading, size_t at) {
  if (at == reading->n)
    return KB_NONE;
  if (reading->p[at] == 'Z')
    return at + 1;
  if (reading->p[at] != '+' && reading->p[at] != '-')
    return KB_NONE;
  at = kb_digits_end(reading, at + 1, 2, 2);
  if (at != KB_NONE && at < reading->n && reading->p[at] == ':')
    at++;
  return at == KB_NONE ? at : kb_digits_end(reading, at, 2, 2);
}

/* Where the time that begins at `at` ends; a fraction may have any number of
 * digits. */
static size_t kb_time_end(const struct kb_reading *reading, struct kb_str format,
                          size_t at) {
  size_t i = 0;
  while (i < format.n && at != KB_NONE) {
    char c = format.p[i++], kind = '%';
    if (c == '%' && i < format.n)
      kind = format.p[i++];
    if (kb_is_digit(kind)) {
      i++;
      at = kb_digits_end(reading, at, 1, 9);
    } else if (kind == 'z') {
      at = kb_zone_end(reading, at);
    } else if (kind == 'Y') {
      at = kb_digits_end(reading, at, 4, 4);
    } else if (kind != '%') {
      at = kb_digits_end(reading, at, 2, 2);
    } else {
      at = at < reading->n && reading->p[at] == c ? at + 1 : KB_NONE;
    }
  }
  return at;
}

static int kb_is_one_of(const struct kb_field *field, const char *p, size_t n) {
  size_t i, j;
  for (i = 0; i < field->value_count; i++) {
    struct kb_str value = kb_values[field->first_value + i];
    for (j = 0; j < n && n == value.n && kb_fold(p[j]) == kb_fold(value.p[j]);)
      j++;
    if (j == n && n == value.n)
      return 1;
  }
  return 0;
}

/* Takes a field over into the match, if it can be that field. */
static int kb_take_field(struct kb_reading *reading, size_t index, size_t from,
                         size_t to) {
  const struct kb_form *form = reading->form;
  const struct kb_field *field = &kb_fields[form->first_field + index];
  struct kb_str text = kb_text(reading->p + from, to - from);
  if (text.n == 0 ||
      (field->kind == KB_FIELD_ENUM && !kb_is_one_of(field, text.p, text.n)))
    return 0;
  if (index < reading->match->field_count)
    reading->match->fields[index].value = text;
  if (index == form->message)
    reading->match->message = text;
  if (index != form->service)
    return 1;
  reading->match->service = text;
  reading->service = kb_find_service(text);
  return reading->service != NULL;
}

static int kb_read_field(struct kb_reading *reading, size_t i, size_t *at) {
  size_t index = kb_parts[i].field, end;
  const struct kb_field *field = &kb_fields[reading->form->first_field + index];
  if (field->kind == KB_FIELD_TIME)
    end = kb_time_end(reading, field->format, *at);
  else if (index == 0)
    end = kb_first_field_end(reading, i, *at);
  else
    end = kb_field_end(reading, i, *at);
  if (end == KB_NONE || !kb_take_field(reading, index, *at, end))
    return 0;
  *at = end;
  return 1;
}

/* Does the form stand here? */
static int kb_read_form(struct kb_reading *reading, size_t at) {
  const struct kb_form *form = reading->form;
  size_t i = form->first_part, last = i + form->part_count, field;
  for (field = 0; field < reading->match->field_count; field++)
    reading->match->fields[field].value = kb_text(NULL, 0);
  reading->match->message = kb_text(NULL, 0);
  reading->service =
      form->service == KB_NONE ? kb_find_service(kb_text(NULL, 0)) : NULL;
  while (i < last) {
    const struct kb_part *part = &kb_parts[i];
    if (part->kind == KB_PART_OPEN &&
        !kb_stands_at(reading, at, kb_parts[i + 1].literal)) {
      i = kb_behind_optional(i);
      continue;
    }
    if (part->kind == KB_PART_LITERAL) {
      if (!kb_stands_at(reading, at, part->literal))
        return 0;
      at += part->literal.n;
    } else if (part->kind == KB_PART_FIELD && !kb_read_field(reading, i, &at)) {
      return 0;
    }
    i++;
  }
  return 1;
}

/* The next place at or behind `at` where the form could begin. */
static size_t kb_next_start(struct kb_reading *reading, size_t at) {
  const struct kb_part *first = &kb_parts[reading->form->first_part];
  if (first->kind == KB_PART_LITERAL)
    return kb_find(reading, at, reading->n, first->literal);
  while (at > 0 && at < reading->n &&
         (kb_is_word(reading->p[at - 1]) || (unsigned char)reading->p[at] <= ' '))
    at++;
  return at < reading->n ? at : KB_NONE;
}

/* Looks for the form in the line; gives up where that would take long. */
static int kb_find_form(struct kb_reading *reading) {
  size_t at = kb_next_start(reading, 0);
  for (; at != KB_NONE && reading->work < 64 * (reading->n + 64);
       at = kb_next_start(reading, at + 1)) {
    if (kb_read_form(reading, at))
      return 1;
  }
  return 0;
}

static void kb_start_match(struct kb_match *match, const struct kb_form *form) {
  size_t i;
  memset(match, 0, sizeof *match);
  match->field_count =
      form->field_count < KB_FIELDS ? form->field_count : KB_FIELDS;
  for (i = 0; i < match->field_count; i++)
    match->fields[i].key = kb_fields[form->first_field + i].name;
}

static size_t kb_line_end(const char *line, size_t n) {
  const char *end = n > 0 ? (const char *)memchr(line, '\n', n) : NULL;
  if (end != NULL)
    n = (size_t)(end - line);
  return n > 0 && line[n - 1] == '\r' ? n - 1 : n;
}

int kb_match(const char *line, size_t n, struct kb_match *match) {
  struct kb_best best;
  struct kb_match found;
  struct kb_reading reading;
  size_t i;
  memset(match, 0, sizeof *match);
  memset(&best, 0, sizeof best);
  for (i = 0; i < kb_sizes.forms; i++) {
    const struct kb_form *form = &kb_forms[i];
    memset(&reading, 0, sizeof reading);
    reading.p = line;
    reading.n = kb_line_end(line, n);
    reading.form = form;
    reading.match = &found;
    reading.first_from = 1; /* nothing was looked for */
    kb_start_match(&found, form);
    if (kb_find_form(&reading) && reading.service != NULL &&
        kb_search(reading.service, form, &found, &best))
      *match = found;
  }
  return match->found != NULL;
}

int kb_match_message(const char *service, size_t service_n, const char *message,
                     size_t message_n, struct kb_match *match) {
  const struct kb_service *known = kb_find_service(kb_text(service, service_n));
  struct kb_best best;
  memset(match, 0, sizeof *match);
  memset(&best, 0, sizeof best);
  match->service = kb_text(service, service_n);
  match->message = kb_text(message, message_n);
  return known != NULL && kb_search(known, NULL, match, &best);
}
