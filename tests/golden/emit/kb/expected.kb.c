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

struct kb_section_kind {
  struct kb_str id, title;
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

/* ---- The cases, and what finds them ------------------------------------------ */

static const struct {
  char t0[5]; char t1[39]; char t2[16]; char t3[22]; char t4[21]; char t5[107];
  char t6[10]; char t7[16]; char t8[107]; char t9[31]; char t10[64];
} kb_record_effc611c_a9ab_516c_97b1_7014efcd1ff2 = {
    "\001\002\003\000",
    "\000\044" "effc611c-a9ab-516c-97b1-7014efcd1ff2",
    "\000\015" "Card Declined",
    "\000\023" "Pay - Card Declined",
    "\000\022" "kb/pay/declined.md",
    "\000\150" "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined "
    "| Context: {Issuer=\"ACME\", Try=\"2\"}",
    "\001\007" "pay-api",
    "\000\015" "card declined",
    "\000\150" "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined "
    "| Context: {Issuer=\"ACME\", Try=\"2\"}",
    "\001\034" "The issuer refused the card.",
    "\002\075" "1. Ask for another card.\n"
    "2. Look at the issuer's status page.",
};

static const struct {
  char t0[5]; char t1[39]; char t2[18]; char t3[24]; char t4[20]; char t5[94];
  char t6[10]; char t7[39]; char t8[94]; char t9[42]; char t10[64];
} kb_record_c8e82a4c_c87b_5d87_a166_ece67784f471 = {
    "\001\002\003\000",
    "\000\044" "c8e82a4c-c87b-5d87-a166-ece67784f471",
    "\000\017" "Hostile */ text",
    "\000\025" "Pay - Hostile */ text",
    "\000\021" "kb/pay/hostile.md",
    "\000\133" "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [ffffc3d4]: quote \" back\\slash "
    "*/ ?\?/ <b> \355\225\234\352\270\200",
    "\001\007" "pay-api",
    "\000\044" "quote \" back\\slash */ ?\?/ <b> \355\225\234\352\270\200",
    "\000\133" "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [ffffc3d4]: quote \" back\\slash "
    "*/ ?\?/ <b> \355\225\234\352\270\200",
    "\001\047" "\353\201\235\354\227\220 `*/` \354\231\200 `</script>` \352\260\200 "
    "\354\236\210\353\213\244.",
    "\002\075" "1. Ask for another card.\n"
    "2. Look at the issuer's status page.",
};

/* All cases, in the order of the knowledge base. */
static const char *const kb_cases[] = {
    (const char *)&kb_record_effc611c_a9ab_516c_97b1_7014efcd1ff2,
    (const char *)&kb_record_c8e82a4c_c87b_5d87_a166_ece67784f471,
};

/* The numbers of the cases, sorted by id. */
static const uint32_t kb_ids[] = {
    1, 0,
};

/* The numbers of the cases that have a message, sorted by service and message. */
static const uint32_t kb_messages[] = {
    0, 1,
};

static const struct kb_str kb_keys[] = {
    {"error_message", 13},
    {"service", 7},
};

static const struct kb_section_kind kb_section_kinds[] = {
    {{"summary", 7}, {"Incident Summary", 16}},
    {{"cause", 5}, {"Root Cause", 10}},
    {{"actions", 7}, {"Action Items", 12}},
};

static const struct kb_pattern kb_patterns[] = {
    {"card declined", 13, 0},
    {"quote back slash b \355\225\234\352\270\200", 25, 1},
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

/* A case is its texts in a row. Each is led by two numbers, what it is and how long
 * it is, and followed by a NUL. A number is written in groups of seven bits, the
 * lowest first; each byte but the last has its highest bit set. In front of all
 * stand the numbers of log lines, pairs, sections, and other texts, and a NUL. What
 * a text is: a pair or section is a row of its table, a log line is that of a form.
 * An other text is two, its title and itself. */

enum { KB_ID, KB_TITLE, KB_HEADING, KB_PATH, KB_FIXED };

struct kb_counts {
  size_t logs, pairs, sections, others;
};

struct kb_item {
  size_t what;
  struct kb_str text;
};

static const char *kb_read_number(const char *p, size_t *number) {
  unsigned shift = 0;
  *number = 0;
  while ((unsigned char)*p > 0x7F) {
    *number |= ((size_t)(unsigned char)*p++ & 0x7F) << shift;
    shift += 7;
  }
  *number |= (size_t)(unsigned char)*p++ << shift;
  return p;
}

/* Answers where the first text begins. */
static const char *kb_read_counts(const struct kb_case *which,
                                  struct kb_counts *counts) {
  const char *p = (const char *)which;
  memset(counts, 0, sizeof *counts);
  if (p == NULL)
    return NULL;
  p = kb_read_number(p, &counts->logs);
  p = kb_read_number(p, &counts->pairs);
  p = kb_read_number(p, &counts->sections);
  return kb_read_number(p, &counts->others) + 1;
}

/* The text at `index`; an empty one if `count`, from `first` on, is not enough. */
static struct kb_item kb_item_at(const struct kb_case *which, size_t first,
                                 size_t count, size_t i) {
  struct kb_counts counts;
  struct kb_item item;
  const char *p = kb_read_counts(which, &counts);
  memset(&item, 0, sizeof item);
  if (i >= count)
    return item;
  for (i += first;; i--) {
    p = kb_read_number(p, &item.what);
    p = kb_read_number(p, &item.text.n);
    item.text.p = p;
    if (i == 0)
      return item;
    p += item.text.n + 1;
  }
}

static struct kb_str kb_fixed_text(const struct kb_case *which, size_t i) {
  return kb_item_at(which, 0, which == NULL ? 0 : KB_FIXED, i).text;
}

struct kb_str kb_case_id(const struct kb_case *which) {
  return kb_fixed_text(which, KB_ID);
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
  struct kb_counts counts;
  kb_read_counts(which, &counts);
  return counts.logs;
}

struct kb_str kb_case_log(const struct kb_case *which, size_t i) {
  return kb_item_at(which, KB_FIXED, kb_case_log_count(which), i).text;
}

size_t kb_case_pair_count(const struct kb_case *which) {
  struct kb_counts counts;
  kb_read_counts(which, &counts);
  return counts.pairs;
}

static struct kb_item kb_pair_at(const struct kb_case *which, size_t i) {
  struct kb_counts counts;
  kb_read_counts(which, &counts);
  return kb_item_at(which, KB_FIXED + counts.logs, counts.pairs, i);
}

struct kb_pair kb_case_pair(const struct kb_case *which, size_t i) {
  struct kb_item item = kb_pair_at(which, i);
  struct kb_pair pair;
  memset(&pair, 0, sizeof pair);
  pair.value = item.text;
  if (item.text.p != NULL)
    pair.key = kb_keys[item.what];
  return pair;
}

size_t kb_case_section_count(const struct kb_case *which) {
  struct kb_counts counts;
  kb_read_counts(which, &counts);
  return counts.sections + counts.others;
}

struct kb_section kb_case_section(const struct kb_case *which, size_t i) {
  struct kb_section section;
  struct kb_counts counts;
  struct kb_item item;
  size_t first;
  kb_read_counts(which, &counts);
  memset(&section, 0, sizeof section);
  first = KB_FIXED + counts.logs + counts.pairs;
  item = kb_item_at(which, first, counts.sections, i);
  if (item.text.p != NULL) {
    section.id = kb_section_kinds[item.what].id;
    section.title = kb_section_kinds[item.what].title;
    section.text = item.text;
  } else if (i >= counts.sections) {
    first += counts.sections;
    i = (i - counts.sections) * 2;
    section.title = kb_item_at(which, first, counts.others * 2, i).text;
    section.text = kb_item_at(which, first, counts.others * 2, i + 1).text;
  }
  return section;
}

/* The value of the key with this number, counted from 1; 0 is no key. */
static struct kb_str kb_value(const struct kb_case *which, size_t key) {
  struct kb_item item;
  size_t i = 0;
  do {
    item = kb_pair_at(which, i++);
  } while (item.text.p != NULL && item.what + 1 != key);
  return item.text;
}

struct kb_str kb_case_service(const struct kb_case *which) {
  return kb_value(which, kb_sizes.service_key);
}

struct kb_str kb_case_message(const struct kb_case *which) {
  return kb_value(which, kb_sizes.message_key);
}

/* ---- Finding a case by its texts --------------------------------------------- */

/* Below, at or above 0, as memcmp; a prefix comes first. */
static int kb_compare(struct kb_str a, struct kb_str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
  return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

static struct kb_str kb_text(const char *p, size_t n) {
  struct kb_str text;
  text.p = p;
  text.n = n;
  return text;
}

struct kb_str kb_case_value(const struct kb_case *which, const char *key,
                            size_t n) {
  struct kb_str wanted = kb_text(key, n);
  size_t i, count = kb_case_pair_count(which);
  for (i = 0; i < count; i++) {
    struct kb_pair pair = kb_case_pair(which, i);
    if (kb_compare(pair.key, wanted) == 0)
      return pair.value;
  }
  return kb_text(NULL, 0);
}

size_t kb_case_count(void) {
  return kb_sizes.cases;
}

const struct kb_case *kb_case_at(size_t number) {
  return number < kb_sizes.cases
             ? (const struct kb_case *)(const void *)kb_cases[number]
             : NULL;
}

const struct kb_case *kb_by_id(const char *id, size_t n) {
  size_t low = 0, high = kb_sizes.cases;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct kb_case *which = kb_case_at(kb_ids[middle]);
    int order = kb_compare(kb_case_id(which), kb_text(id, n));
    if (order == 0)
      return which;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static int kb_compare_keys(const struct kb_case *which, struct kb_str service,
                           struct kb_str message) {
  int order = kb_compare(kb_case_service(which), service);
  return order != 0 ? order : kb_compare(kb_case_message(which), message);
}

/* Of cases that are equal in both, the first stands first. */
const struct kb_case *kb_by_message(const char *service, size_t service_n,
                                    const char *message, size_t message_n) {
  struct kb_str wanted = kb_text(service, service_n),
                text = kb_text(message, message_n);
  size_t low = 0, high = kb_sizes.messages;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (kb_compare_keys(kb_case_at(kb_messages[middle]), wanted, text) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == kb_sizes.messages ||
      kb_compare_keys(kb_case_at(kb_messages[low]), wanted, text) != 0)
    return NULL;
  return kb_case_at(kb_messages[low]);
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
