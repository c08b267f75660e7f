/* The tables of kb.h, which says how to use them, and the matcher.
 *
 * SPDX-License-Identifier: 0BSD
 * That is kbc's word on its own part of this file: use it under any terms. The
 * texts belong to those who wrote them. */
#include "kb.h"

#include <stdint.h>
#include <string.h>

/* ---- What the tables are made of --------------------------------------------- */

/* The keys are those of kb_by_message, as numbers in kb_keys from 1 on; 0: none. */
struct kb_size_table {
  size_t cases, messages;
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
  uint64_t seed, factor;
  uint32_t buckets, places;
};

/* This file is UTF-8: a compiler that takes it for something else stops here. */
typedef char kb_is_read_as_utf8[sizeof "가" == 4 ? 1 : -1];

/* What the matcher knows: the rows of numbers by which it finds the case of a line. */
#ifndef KB_TABLES_H
#define KB_TABLES_H

/* Texts lie in one row of bytes and are named by offset and length. A number that names nothing
 * is KB_NO_NUMBER. */
#define KB_NO_NUMBER 0xFFFFFFFFu

/* Longest stretch of plain words, and number of variable ones, that may stand before the word
 * by which a pattern is looked for. */
enum { KB_MOST_BEFORE = 48, KB_MOST_ANY = 15 };

/* The numbers of a row. */
enum {
  /* A pattern: items with one space between two. "=" leads a value word, "*" is a variable one.
   * The rows of a bucket, which is what the hash of service and anchor leads to, stand together
   * with the longest first. */
  KB_PATTERN_TEXT,
  KB_PATTERN_N,       /* bytes of the text */
  KB_PATTERN_LENGTH,  /* bytes that count when patterns are compared */
  KB_PATTERN_ANCHOR,  /* where in the text the word is by which it is looked for */
  KB_PATTERN_SHAPE,   /* bits 0 to 7: plain and variable words before it, 8 to 15: variable
                         ones of these, 16 and up: flags */
  KB_PATTERN_SERVICE, /* row of services */
  KB_PATTERN_ORDER,   /* of two that are equally long and equally far left the lower wins */
  KB_PATTERN_NUMBER,  /* of the case */
  KB_PATTERN_NUMBERS,

  KB_SERVICE_TEXT = 0,
  KB_SERVICE_N,
  KB_SERVICE_FLAGS,
  KB_SERVICE_NUMBERS,

  /* A piece of a log template. Between OPEN, which a literal follows, and CLOSE stands what
   * may be left out. */
  KB_PART_KIND = 0,
  KB_PART_FIELD, /* counted within the template */
  KB_PART_TEXT,
  KB_PART_N,
  KB_PART_NUMBERS,

  KB_FIELD_NAME = 0,
  KB_FIELD_NAME_N,
  KB_FIELD_KIND,
  KB_FIELD_FORMAT, /* of a time */
  KB_FIELD_FORMAT_N,
  KB_FIELD_VALUES, /* of an enum: first row and number */
  KB_FIELD_VALUE_COUNT,
  KB_FIELD_AGREED, /* column of `agreed` that it must equal, counted from 1; 0: none */
  KB_FIELD_NUMBERS,

  KB_TEXT_AT = 0,
  KB_TEXT_N,
  KB_TEXT_NUMBERS,

  /* A log template. */
  KB_FORM_PARTS = 0,
  KB_FORM_PART_COUNT,
  KB_FORM_FIELDS,
  KB_FORM_FIELD_COUNT,
  KB_FORM_SERVICE, /* fields, counted within the template, or KB_NO_NUMBER */
  KB_FORM_MESSAGE,
  KB_FORM_NUMBERS
};

enum { KB_LITERAL, KB_FIELD, KB_OPEN, KB_CLOSE }; /* kinds of parts */
enum { KB_ANY_TEXT, KB_ONE_OF, KB_TIME };         /* kinds of fields */

enum {
  KB_IS_MIXED = 1 << 16, /* the pattern has values or variable words */
  KB_LEADS_WITH_VALUE = 1 << 17,
  KB_IS_VALUE = 1 << 18, /* it has no plain word */

  KB_HAS_VALUE_PATTERNS = 1 /* of a service: some of its patterns have no plain word */
};

struct kb_tables {
  const char *text;
  const uint32_t *patterns;
  const uint32_t *heads;       /* of each bucket: its first pattern; one more closes the last */
  const uint32_t *any_heads;   /* the same for buckets of the anchor alone, */
  const uint32_t *any_members; /* whose patterns stand here */
  const uint32_t *services;
  const uint32_t *service_slots; /* rows of services, at the hash of the name or behind it */
  const uint32_t *forms, *parts, *fields, *values;
  const uint32_t *agreed;       /* a row a case: rows of agreed_texts; 0: says nothing */
  const uint32_t *agreed_texts; /* row 0 is empty */
  uint32_t pattern_count, service_count, form_count, agreed_columns;
  uint32_t head_bits, service_bits; /* of the hashes that lead to buckets and slots */
};

#endif
/* What is found: a line, the stretches of it that its log template names, and its case. */

struct kb_hit {
  size_t number; /* of the case */
  size_t form;   /* row of the log template; KB_NO_NUMBER: none was asked for */
  struct kb_str line, service, message;
  size_t field_count;
  struct kb_str fields[KB_FIELDS]; /* p = NULL: the line has no such field */
};
/* Cuts a message into words, and tells plain words from those of values. */

struct kb_words {
  const char *p;
  size_t n, at;
  size_t from, to; /* the last word */
  size_t until;    /* where the stretch ends that the last word belongs to */
  int is_value;    /* and whether that is a value */
};

static int kb_is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char kb_fold(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int kb_is_word(char c) {
  return (kb_fold(c) >= 'a' && kb_fold(c) <= 'z') || kb_is_digit(c) || (unsigned char)c > 0x7F;
}

static int kb_is_word_at(const struct kb_words *words, size_t at) {
  return at < words->n && kb_is_word(words->p[at]);
}

/* Holds two words together, if it stands alone between them. */
static int kb_is_joint(char c) {
  return c == '-' || c == '_' || c == '.' || c == ':' || c == '/' || c == '@' || c == '#';
}

/* The end of the words from `from` on that joints hold together. */
static size_t kb_cluster_end(const struct kb_words *words, size_t from, int *is_value) {
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
  if ((p[open] != '"' && p[open] != '\'' && p[open] != '`') ||
      (open > 0 && kb_is_word(p[open - 1])))
    return 0;
  for (size_t i = open + 1; i < words->n && i - open <= 128; i++) {
    if (p[i] == p[open])
      return i > open + 1 && !kb_is_word_at(words, i + 1) ? i : 0;
    if ((unsigned char)p[i] <= ' ')
      return 0;
  }
  return 0;
}

/* Opens a stretch of which all words are values, or none is: what a quote or a word begins that
 * is in no stretch yet. */
static void kb_open_stretch(struct kb_words *words) {
  if (kb_is_word(words->p[words->at])) {
    words->is_value = kb_is_path(words, words->at);
    words->until = kb_cluster_end(words, words->at, &words->is_value);
    return;
  }
  size_t close = kb_closing_quote(words, words->at);
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

/* ---- Hashes ---------------------------------------------------------------------------------
 * They lead to rows that are then compared; no answer rests on one alone. */

#define KB_FACTOR 0x9E3779B97F4A7C15u

/* The first eight bytes of a word as a number, the lowest first. Bit 5 of each is set, which
 * makes the letters of both cases equal. */
static uint64_t kb_word_number(const char *p, size_t n) {
  uint64_t number = 0;
  for (size_t i = 0; i < n && i < 8; i++)
    number |= ((uint64_t)(unsigned char)p[i] | 0x20) << (8 * i);
  return number;
}

static uint64_t kb_word_hash(uint64_t number, size_t n, uint64_t salt) {
  uint64_t hash = (number ^ ((uint64_t)n << 56) ^ salt) * KB_FACTOR;
  return (hash ^ (hash >> 32)) * KB_FACTOR;
}

/* What makes the words of a service other than those of the next; 0 is for all of them. */
static uint64_t kb_salt(size_t service) {
  return (uint64_t)(service + 1) * 0xD6E8FEB86659FD93u;
}

static uint64_t kb_name_hash(const char *p, size_t n) {
  uint64_t hash = n;
  for (size_t i = 0; i < n; i++)
    hash = (hash ^ (unsigned char)p[i]) * KB_FACTOR;
  return hash ^ (hash >> 32);
}

static size_t kb_bucket(uint64_t hash, uint32_t bits) {
  return (size_t)(hash >> 32) & (((size_t)1 << bits) - 1);
}
/* Finds the patterns that occur in a message, and the best of them. */

/* How many plain words before the last one are remembered. */
enum { KB_REMEMBERED = 64 };

/* A plain word that was passed, and where the gap before it begins. */
struct kb_place {
  size_t gap, gap_until;
  size_t from, until;
};

struct kb_best {
  size_t n, from;
  uint32_t order, number;
};

/* A search in one message. */
struct kb_search {
  const struct kb_tables *t;
  size_t service;            /* row, or KB_NO_NUMBER for all */
  const struct kb_hit *said; /* the fields of the line; NULL: there are none */
  size_t offset;             /* of the message in its line */
  struct kb_best best;
  size_t work, most_work; /* words that were read again; gives up where that would take long */
  struct kb_words words;
  struct kb_place places[KB_REMEMBERED]; /* plain word i at i % KB_REMEMBERED */
  size_t plain_count;
#ifdef KB_COLLECT
  void (*collect)(void *context, const struct kb_best *found);
  void *context;
#endif
};

static const uint32_t *kb_row(const uint32_t *rows, size_t i, size_t numbers) {
  return rows + i * numbers;
}

static size_t kb_find_service(const struct kb_tables *t, const char *p, size_t n) {
  size_t mask = ((size_t)1 << t->service_bits) - 1;
  size_t slot = kb_bucket(kb_name_hash(p, n), t->service_bits);
  for (; t->service_slots[slot] != KB_NO_NUMBER; slot = (slot + 1) & mask) {
    size_t i = t->service_slots[slot];
    const uint32_t *row = kb_row(t->services, i, KB_SERVICE_NUMBERS);
    if (row[KB_SERVICE_N] == n && (n == 0 || memcmp(t->text + row[KB_SERVICE_TEXT], p, n) == 0))
      return i;
  }
  return KB_NO_NUMBER;
}

/* ---- One pattern ---------------------------------------------------------------------------
 */

/* Does the last word, folded, stand at `at` of a text of n bytes? Answers the place behind it
 * and the space that follows, or 0. */
static size_t kb_same_word(const struct kb_words *words, const char *text, size_t n,
                           size_t at) {
  for (size_t i = words->from; i < words->to; i++, at++) {
    if (at == n || kb_fold(words->p[i]) != text[at])
      return 0;
  }
  if (at < n && text[at] != ' ')
    return 0;
  return at + 1;
}

/* Do the words of the pattern, plain ones all, stand here, values between them aside? */
static int kb_follows(struct kb_search *search, struct kb_words words, const char *text,
                      size_t n) {
  size_t at = 0;
  while (kb_next_word(&words)) {
    search->work++;
    if (words.is_value)
      continue;
    at = kb_same_word(&words, text, n, at);
    if (at == 0 || at > n)
      return at > n;
  }
  return 0;
}

/* How far a mixed pattern has come: for each number of variable words that stood for nothing,
 * the place behind the last item that was found, or KB_NO_NUMBER. Of two ways that differ in
 * the values alone the one that has more of them is kept: what fits behind the other fits
 * behind it. */
struct kb_progress {
  uint32_t at[KB_MOST_ANY + 1];
};

/* Where the next item is a variable word, it may stand for nothing. */
static void kb_skip_any(struct kb_progress *progress, const char *text, size_t n) {
  for (size_t i = 0; i < KB_MOST_ANY; i++) {
    uint32_t at = progress->at[i];
    if (at < n && text[at] == '*' &&
        (progress->at[i + 1] == KB_NO_NUMBER || progress->at[i + 1] < at + 2))
      progress->at[i + 1] = at + 2;
  }
}

static uint32_t kb_step(const struct kb_words *words, const char *text, size_t n, uint32_t at) {
  int wants_value = text[at] == '=';
  size_t next;
  if (words->is_value) {
    next = wants_value ? kb_same_word(words, text, n, at + 1) : 0;
    return next != 0 ? (uint32_t)next : at;
  }
  if (text[at] == '*')
    return at + 2;
  next = wants_value ? 0 : kb_same_word(words, text, n, at);
  return next != 0 ? (uint32_t)next : KB_NO_NUMBER;
}

/* The same for any pattern; `from` becomes the place of its first word. */
static int kb_occurs(struct kb_search *search, struct kb_words words, const char *text,
                     size_t n, size_t *from) {
  struct kb_progress progress;
  for (size_t i = 0; i <= KB_MOST_ANY; i++)
    progress.at[i] = i == 0 ? 0 : KB_NO_NUMBER;
  while (kb_next_word(&words)) {
    int is_alive = 0;
    search->work++;
    for (size_t i = 0; i <= KB_MOST_ANY; i++) {
      uint32_t at = progress.at[i];
      if (at == KB_NO_NUMBER)
        continue;
      progress.at[i] = kb_step(&words, text, n, at);
      if (at == 0 && progress.at[i] != 0)
        *from = words.from;
      if (progress.at[i] == KB_NO_NUMBER)
        continue;
      if (progress.at[i] > n)
        return 1;
      is_alive = 1;
    }
    if (!is_alive)
      return 0;
    kb_skip_any(&progress, text, n);
  }
  return 0;
}

/* ---- All of them ---------------------------------------------------------------------------
 */

/* Does the case say the same as the line where the schema wants that of more than the service?
 */
static int kb_agrees(const struct kb_search *search, size_t number) {
  const struct kb_tables *t = search->t;
  const struct kb_hit *said = search->said;
  if (said == NULL || t->agreed_columns == 0)
    return 1;
  const uint32_t *form = kb_row(t->forms, said->form, KB_FORM_NUMBERS);
  for (size_t i = 0; i < said->field_count; i++) {
    size_t column =
        kb_row(t->fields, form[KB_FORM_FIELDS] + i, KB_FIELD_NUMBERS)[KB_FIELD_AGREED];
    if (column == 0 || i == form[KB_FORM_SERVICE] || said->fields[i].p == NULL)
      continue;
    size_t i_text = t->agreed[number * t->agreed_columns + column - 1];
    const uint32_t *text = kb_row(t->agreed_texts, i_text, KB_TEXT_NUMBERS);
    if (i_text != 0 &&
        (text[KB_TEXT_N] != said->fields[i].n ||
         memcmp(t->text + text[KB_TEXT_AT], said->fields[i].p, text[KB_TEXT_N]) != 0))
      return 0;
  }
  return 1;
}

static int kb_is_better(const struct kb_best *a, const struct kb_best *b) {
  if (a->n != b->n)
    return a->n > b->n;
  if (a->from != b->from)
    return a->from < b->from;
  return a->order < b->order;
}

static void kb_offer(struct kb_search *search, const uint32_t *pattern, size_t from) {
  struct kb_best found;
  found.n = pattern[KB_PATTERN_LENGTH];
  found.from = search->offset + from;
  found.order = pattern[KB_PATTERN_ORDER];
  found.number = pattern[KB_PATTERN_NUMBER];
#ifdef KB_COLLECT
  if (search->collect && kb_agrees(search, found.number)) {
    search->collect(search->context, &found);
    return;
  }
#endif
  if (kb_is_better(&found, &search->best) && kb_agrees(search, found.number))
    search->best = found;
}

/* Tries a pattern with its plain words beginning at plain word i. */
static int kb_try_at(struct kb_search *search, const uint32_t *pattern, size_t i) {
  const struct kb_place *place = &search->places[i % KB_REMEMBERED];
  const char *text = search->t->text + pattern[KB_PATTERN_TEXT];
  struct kb_words words = search->words;
  size_t from = place->from;
  int leads = (pattern[KB_PATTERN_SHAPE] & KB_LEADS_WITH_VALUE) != 0;
  words.is_value = 0;
  words.at = leads ? place->gap : place->from;
  words.until = leads ? place->gap_until : place->until;
  if ((pattern[KB_PATTERN_SHAPE] & KB_IS_MIXED) == 0
          ? !kb_follows(search, words, text, pattern[KB_PATTERN_N])
          : !kb_occurs(search, words, text, pattern[KB_PATTERN_N], &from))
    return 0;
  kb_offer(search, pattern, from);
  return 1;
}

/* Tries a pattern whose anchor is the last word. */
static void kb_try(struct kb_search *search, const uint32_t *pattern) {
  size_t shape = pattern[KB_PATTERN_SHAPE];
  size_t before = shape & 0xFF, skipped = shape >> 8 & 0xFF;
  if ((shape & KB_IS_VALUE) != 0) {
    struct kb_words words = search->words;
    size_t from = words.from;
    words.at = words.from;
    if (kb_occurs(search, words, search->t->text + pattern[KB_PATTERN_TEXT],
                  pattern[KB_PATTERN_N], &from))
      kb_offer(search, pattern, from);
    return;
  }
  for (size_t i = before; i + skipped >= before; i--) {
    if (search->plain_count > i && kb_try_at(search, pattern, search->plain_count - 1 - i))
      return;
    if (i == 0)
      return;
  }
}

static void kb_try_bucket(struct kb_search *search, const uint32_t *members, size_t from,
                          size_t to) {
  const struct kb_tables *t = search->t;
  for (size_t i = from; i < to && search->work < search->most_work; i++) {
    const uint32_t *pattern =
        kb_row(t->patterns, members == NULL ? i : members[i], KB_PATTERN_NUMBERS);
    int is_value = (pattern[KB_PATTERN_SHAPE] & KB_IS_VALUE) != 0;
    if (pattern[KB_PATTERN_LENGTH] < search->best.n)
      return;
    if ((members == NULL && pattern[KB_PATTERN_SERVICE] != search->service) ||
        is_value != search->words.is_value ||
        kb_same_word(&search->words, t->text + pattern[KB_PATTERN_TEXT], pattern[KB_PATTERN_N],
                     pattern[KB_PATTERN_ANCHOR]) == 0)
      continue;
    kb_try(search, pattern);
  }
}

/* Looks for all patterns in search->words; search->best is the best of them. */
static void kb_search_message(struct kb_search *search) {
  const struct kb_tables *t = search->t;
  struct kb_words *words = &search->words;
  size_t gap = 0, gap_until = 0;
  int is_any = search->service == KB_NO_NUMBER;
  uint64_t salt = is_any ? 0 : kb_salt(search->service);
  search->most_work = 65536 + 64 * words->n;
  while (kb_next_word(words)) {
    size_t n = words->to - words->from;
    uint64_t hash = kb_word_hash(kb_word_number(words->p + words->from, n), n, salt);
    size_t bucket = kb_bucket(hash, t->head_bits);
    const uint32_t *heads = is_any ? t->any_heads : t->heads;
    if (!words->is_value) {
      struct kb_place *place = &search->places[search->plain_count++ % KB_REMEMBERED];
      place->gap = gap;
      place->gap_until = gap_until;
      place->from = words->from;
      place->until = words->until;
      gap = words->to;
      gap_until = words->until;
    }
    kb_try_bucket(search, is_any ? t->any_members : NULL, heads[bucket], heads[bucket + 1]);
  }
}

static void kb_search_start(struct kb_search *search, const struct kb_tables *t, size_t service,
                            const char *p, size_t n) {
  search->t = t;
  search->service = service;
  search->said = NULL;
  search->offset = 0;
  search->work = 0;
  search->plain_count = 0;
  memset(&search->best, 0, sizeof search->best);
  memset(&search->words, 0, sizeof search->words);
  search->words.p = p;
  search->words.n = n;
#ifdef KB_COLLECT
  search->collect = NULL;
#endif
}
/* Finds a log template in a line, and its fields. */

#define KB_NONE ((size_t)-1)

/* A line in which a form is looked for. What was found for the first field the last time is
 * kept, and how many bytes were searched in all. */
struct kb_reading {
  const struct kb_tables *t;
  const uint32_t *form;
  const char *p;
  size_t n;
  size_t service; /* row */
  struct kb_hit *hit;
  size_t first_from, first_to, work;
};

static const uint32_t *kb_part(const struct kb_reading *reading, size_t i) {
  return kb_row(reading->t->parts, i, KB_PART_NUMBERS);
}

static int kb_stands_at(const struct kb_reading *reading, size_t at, const uint32_t *part) {
  size_t n = part[KB_PART_N];
  return reading->n - at >= n &&
         (n == 0 || memcmp(reading->p + at, reading->t->text + part[KB_PART_TEXT], n) == 0);
}

/* The first place in [from, to) where the literal stands. */
static size_t kb_find(struct kb_reading *reading, size_t from, size_t to,
                      const uint32_t *part) {
  size_t at = from;
  while (part[KB_PART_N] > 0 && at < to) {
    char first = reading->t->text[part[KB_PART_TEXT]];
    const char *hit = (const char *)memchr(reading->p + at, first, to - at);
    if (hit == NULL)
      break;
    at = (size_t)(hit - reading->p);
    if (kb_stands_at(reading, at, part)) {
      reading->work += at - from;
      return at;
    }
    at++;
  }
  reading->work += to - from;
  return KB_NONE;
}

/* The part behind the optional stretch that opens with part i. */
static size_t kb_behind_optional(const struct kb_reading *reading, size_t i) {
  while (kb_part(reading, i)[KB_PART_KIND] != KB_CLOSE)
    i++;
  return i + 1;
}

/* Where the field that is part i ends: at the first place where something stands that may
 * follow, or at the end of the line if nothing has to. */
static size_t kb_field_end(struct kb_reading *reading, size_t i, size_t from) {
  size_t last = reading->form[KB_FORM_PARTS] + reading->form[KB_FORM_PART_COUNT];
  size_t end = reading->n;
  int is_found = 0;
  for (i++; i < last;) {
    size_t kind = kb_part(reading, i)[KB_PART_KIND];
    if (kind == KB_CLOSE) {
      i++;
      continue;
    }
    int is_optional = kind == KB_OPEN;
    size_t at = kb_find(reading, from, end, kb_part(reading, is_optional ? i + 1 : i));
    if (at != KB_NONE) {
      end = at;
      is_found = 1;
    }
    if (!is_optional)
      return is_found ? end : KB_NONE;
    i = kb_behind_optional(reading, i);
  }
  return end;
}

/* The same for the first field, which is looked for at many places: what was found before holds
 * for every place in between. */
static size_t kb_first_field_end(struct kb_reading *reading, size_t i, size_t from) {
  if (from < reading->first_from || from > reading->first_to) {
    reading->first_from = from;
    reading->first_to = kb_field_end(reading, i, from);
  }
  return reading->first_to;
}

/* ---- Times ---------------------------------------------------------------------------------
 */

/* Passes over `least` to `most` digits; KB_NONE if there are fewer. */
static size_t kb_digits_end(const struct kb_reading *reading, size_t at, size_t least,
                            size_t most) {
  size_t count = 0;
  while (count < most && at + count < reading->n && kb_is_digit(reading->p[at + count]))
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

/* Where the time that begins at `at` ends; a fraction may have any number of digits. */
static size_t kb_time_end(const struct kb_reading *reading, const char *format, size_t n,
                          size_t at) {
  size_t i = 0;
  while (i < n && at != KB_NONE) {
    char c = format[i++], kind = '%';
    if (c == '%' && i < n)
      kind = format[i++];
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

/* ---- Fields --------------------------------------------------------------------------------
 */

static int kb_is_one_of(const struct kb_tables *t, const uint32_t *field, const char *p,
                        size_t n) {
  for (size_t i = 0; i < field[KB_FIELD_VALUE_COUNT]; i++) {
    const uint32_t *value = kb_row(t->values, field[KB_FIELD_VALUES] + i, KB_TEXT_NUMBERS);
    const char *text = t->text + value[KB_TEXT_AT];
    size_t j = 0;
    while (j < n && n == value[KB_TEXT_N] && kb_fold(p[j]) == kb_fold(text[j]))
      j++;
    if (j == n && n == value[KB_TEXT_N])
      return 1;
  }
  return 0;
}

static struct kb_str kb_stretch(const char *p, size_t n) {
  struct kb_str stretch;
  stretch.p = p;
  stretch.n = n;
  return stretch;
}

/* Takes a field over into the hit, if it can be that field. */
static int kb_take_field(struct kb_reading *reading, size_t i, size_t from, size_t to) {
  const uint32_t *field =
      kb_row(reading->t->fields, reading->form[KB_FORM_FIELDS] + i, KB_FIELD_NUMBERS);
  struct kb_hit *hit = reading->hit;
  struct kb_str text = kb_stretch(reading->p + from, to - from);
  if (text.n == 0 ||
      (field[KB_FIELD_KIND] == KB_ONE_OF && !kb_is_one_of(reading->t, field, text.p, text.n)))
    return 0;
  if (i < hit->field_count)
    hit->fields[i] = text;
  if (i == reading->form[KB_FORM_MESSAGE])
    hit->message = text;
  if (i != reading->form[KB_FORM_SERVICE])
    return 1;
  hit->service = text;
  reading->service = kb_find_service(reading->t, text.p, text.n);
  return reading->service != KB_NO_NUMBER;
}

static int kb_read_field(struct kb_reading *reading, size_t i, size_t *at) {
  size_t index = kb_part(reading, i)[KB_PART_FIELD], end;
  const uint32_t *field =
      kb_row(reading->t->fields, reading->form[KB_FORM_FIELDS] + index, KB_FIELD_NUMBERS);
  if (field[KB_FIELD_KIND] == KB_TIME)
    end = kb_time_end(reading, reading->t->text + field[KB_FIELD_FORMAT],
                      field[KB_FIELD_FORMAT_N], *at);
  else if (index == 0)
    end = kb_first_field_end(reading, i, *at);
  else
    end = kb_field_end(reading, i, *at);
  if (end == KB_NONE || !kb_take_field(reading, index, *at, end))
    return 0;
  *at = end;
  return 1;
}

/* ---- Forms ---------------------------------------------------------------------------------
 */

static void kb_start_hit(struct kb_hit *hit, const uint32_t *form) {
  hit->service = hit->message = kb_stretch(NULL, 0);
  hit->field_count =
      form[KB_FORM_FIELD_COUNT] < KB_FIELDS ? form[KB_FORM_FIELD_COUNT] : KB_FIELDS;
  for (size_t i = 0; i < hit->field_count; i++)
    hit->fields[i] = kb_stretch(NULL, 0);
}

/* Does the form stand here? */
static int kb_read_form(struct kb_reading *reading, size_t at) {
  const uint32_t *form = reading->form;
  size_t i = form[KB_FORM_PARTS], last = i + form[KB_FORM_PART_COUNT];
  kb_start_hit(reading->hit, form);
  reading->service =
      form[KB_FORM_SERVICE] == KB_NO_NUMBER ? kb_find_service(reading->t, "", 0) : KB_NO_NUMBER;
  while (i < last) {
    const uint32_t *part = kb_part(reading, i);
    if (part[KB_PART_KIND] == KB_OPEN && !kb_stands_at(reading, at, kb_part(reading, i + 1))) {
      i = kb_behind_optional(reading, i);
      continue;
    }
    if (part[KB_PART_KIND] == KB_LITERAL) {
      if (!kb_stands_at(reading, at, part))
        return 0;
      at += part[KB_PART_N];
    } else if (part[KB_PART_KIND] == KB_FIELD && !kb_read_field(reading, i, &at)) {
      return 0;
    }
    i++;
  }
  return 1;
}

/* The next place at or behind `at` where the form could begin. */
static size_t kb_next_start(struct kb_reading *reading, size_t at) {
  const uint32_t *first = kb_part(reading, reading->form[KB_FORM_PARTS]);
  if (first[KB_PART_KIND] == KB_LITERAL)
    return kb_find(reading, at, reading->n, first);
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
      return reading->service != KB_NO_NUMBER;
  }
  return 0;
}

/* The line without its end. */
static size_t kb_line_end(const char *line, size_t n) {
  const char *end = n > 0 ? (const char *)memchr(line, '\n', n) : NULL;
  if (end != NULL)
    n = (size_t)(end - line);
  return n > 0 && line[n - 1] == '\r' ? n - 1 : n;
}
/* The engine's faces: a line, a message, a block of lines. */

/* The form in a line whose end is cut off; its service has patterns. */
static int kb_read_line(const struct kb_tables *t, size_t form, const char *line, size_t n,
                        struct kb_search *search, struct kb_hit *hit) {
  struct kb_reading reading;
  memset(&reading, 0, sizeof reading);
  reading.t = t;
  reading.form = kb_row(t->forms, form, KB_FORM_NUMBERS);
  reading.p = line;
  reading.n = n;
  reading.hit = hit;
  reading.first_from = 1; /* nothing was looked for */
  if (!kb_find_form(&reading))
    return 0;
  hit->form = form;
  hit->line = kb_stretch(line, n);
  kb_search_start(search, t, reading.service, hit->message.p, hit->message.n);
  search->said = hit;
  search->offset = hit->message.p == NULL ? 0 : (size_t)(hit->message.p - line);
  return 1;
}

static int kb_engine_line(const struct kb_tables *t, const char *line, size_t n,
                          struct kb_hit *hit) {
  struct kb_hit read;
  struct kb_search search;
  struct kb_best best;
  memset(&best, 0, sizeof best);
  for (size_t form = 0; form < t->form_count; form++) {
    if (!kb_read_line(t, form, line, n, &search, &read))
      continue;
    search.best = best;
    kb_search_message(&search);
    if (!kb_is_better(&search.best, &best))
      continue;
    best = search.best;
    read.number = best.number;
    *hit = read;
  }
  return best.n > 0;
}

#ifdef KB_COLLECT
/* Hands on each pattern of the line's service that occurs, in whatever form. */
static void kb_engine_collect(const struct kb_tables *t, const char *line, size_t n,
                              void (*collect)(void *context, const struct kb_best *found),
                              void *context) {
  struct kb_hit read;
  struct kb_search search;
  for (size_t form = 0; form < t->form_count; form++) {
    if (!kb_read_line(t, form, line, n, &search, &read))
      continue;
    search.collect = collect;
    search.context = context;
    kb_search_message(&search);
  }
}
#endif

/* A message whose service is known; KB_NO_NUMBER: of any. */
static int kb_engine_message(const struct kb_tables *t, size_t service, struct kb_str message,
                             struct kb_hit *hit) {
  struct kb_search search;
  kb_search_start(&search, t, service, message.p, message.n);
  kb_search_message(&search);
  if (search.best.n == 0)
    return 0;
  hit->number = search.best.number;
  hit->form = KB_NO_NUMBER;
  hit->line = hit->service = kb_stretch(NULL, 0);
  hit->message = message;
  hit->field_count = 0;
  return 1;
}

/* ---- Many lines ----------------------------------------------------------------------------
 */

typedef int (*kb_report)(void *context, const struct kb_hit *hit);

/* The lines up to and with the last LF, and where `is_all` what stands behind it. Answers how
 * many bytes that is, or where the line ends at which `report` wanted to stop. */
static size_t kb_engine_block(const struct kb_tables *t, const char *buf, size_t n, int is_all,
                              kb_report report, void *context) {
  struct kb_hit hit;
  size_t at = 0;
  while (at < n) {
    const char *end = (const char *)memchr(buf + at, '\n', n - at);
    if (end == NULL && !is_all)
      break;
    size_t next = end == NULL ? n : (size_t)(end - buf) + 1;
    size_t line_n = kb_line_end(buf + at, next - at);
    if (kb_engine_line(t, buf + at, line_n, &hit) && report(context, &hit) != 0)
      return next;
    at = next;
  }
  return at;
}

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
    0x6B834DFA85293F0Cu, 0x02D7D74368C6962Fu, 1, 3,
};

static const uint16_t kb_id_pilots[] = {
    0,
};

static const uint32_t kb_id_places[] = {
    0, 0, 1,
};

/* The numbers of the first cases with each service and message. */
static const struct kb_hash_key kb_message_hash = {
    0x6B834DFA85293F0Cu, 0x02D7D74368C6962Fu, 1, 3,
};

static const uint16_t kb_message_pilots[] = {
    0,
};

static const uint32_t kb_message_places[] = {
    1, 0, 0,
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

static const struct {
  char t0[166];
} kb_bytes = {
    "pay-apicard declinedquote back slash b 한글[]  / []:  | Context: levelDEBUGINFOWAR"
    "NERRORCRITICALtimestamp%Y-%m-%dT%H:%M:%S.%3fZserviceversiontrace_idmessagecontext",
};

static const uint32_t kb_patterns[] = {
    20u, 25u, 25u, 19u, 4u, 0u, 1u, 1u, 7u, 13u, 13u, 5u, 1u, 0u, 0u, 0u,
};

static const uint32_t kb_heads[] = {
    0u, 2u, 2u,
};

static const uint32_t kb_any_heads[] = {
    0u, 2u, 2u,
};

static const uint32_t kb_any_members[] = {
    0u, 1u,
};

static const uint32_t kb_services[] = {
    0u, 7u, 0u,
};

static const uint32_t kb_service_slots[] = {
    4294967295u, 0u, 4294967295u, 4294967295u,
};

static const uint32_t kb_forms[] = {
    0u, 16u, 0u, 7u, 2u, 5u,
};

static const uint32_t kb_parts[] = {
    0u, 0u, 45u, 1u, 1u, 0u, 0u, 0u, 0u, 0u, 46u, 2u, 1u, 1u, 0u, 0u,
    0u, 0u, 48u, 1u, 1u, 2u, 0u, 0u, 0u, 0u, 49u, 1u, 1u, 3u, 0u, 0u,
    0u, 0u, 50u, 2u, 1u, 4u, 0u, 0u, 0u, 0u, 52u, 3u, 1u, 5u, 0u, 0u,
    2u, 0u, 0u, 0u, 0u, 0u, 55u, 12u, 1u, 6u, 0u, 0u, 3u, 0u, 0u, 0u,
};

static const uint32_t kb_fields[] = {
    67u, 5u, 1u, 0u, 0u, 0u, 5u, 0u, 98u, 9u, 2u, 107u, 22u, 5u, 0u, 0u,
    129u, 7u, 0u, 0u, 0u, 5u, 0u, 0u, 136u, 7u, 0u, 0u, 0u, 5u, 0u, 0u,
    143u, 8u, 0u, 0u, 0u, 5u, 0u, 0u, 151u, 7u, 0u, 0u, 0u, 5u, 0u, 0u,
    158u, 7u, 0u, 0u, 0u, 5u, 0u, 0u,
};

static const uint32_t kb_values[] = {
    72u, 5u, 77u, 4u, 81u, 4u, 85u, 5u, 90u, 8u,
};

static const uint32_t kb_agreed[] = {
    0,
};

static const uint32_t kb_agreed_texts[] = {
    0u, 0u,
};

static const struct kb_tables kb_tables = {
    (const char *)&kb_bytes,
    kb_patterns,
    kb_heads,
    kb_any_heads,
    kb_any_members,
    kb_services,
    kb_service_slots,
    kb_forms,
    kb_parts,
    kb_fields,
    kb_values,
    kb_agreed,
    kb_agreed_texts,
    2u, 1u, 1u, 0u, 1u, 2u,
};

static const struct kb_size_table kb_sizes = {
    2, 2, 2, 1,
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

static uint64_t kb_load_word(const char *p) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  uint64_t word;
  memcpy(&word, p, sizeof word);
  return word;
#else
  return kb_load(p, 8);
#endif
}

static uint64_t kb_hash_word(const struct kb_hash_key *key, uint64_t h,
                             uint64_t word) {
  return kb_mix((h ^ kb_mix(word)) * key->factor);
}

/* Eight bytes at a time; the last word reaches back into the one before it. */
static uint64_t kb_hash_text(const struct kb_hash_key *key, uint64_t h,
                             const char *p, size_t n) {
  size_t at;
  h += n * 0x9E3779B97F4A7C15u;
  if (n < 8)
    return kb_hash_word(key, h, kb_load(p, n));
  for (at = 0; at + 8 < n; at += 8)
    h = kb_hash_word(key, h, kb_load_word(p + at));
  return kb_hash_word(key, h, kb_load_word(p + n - 8));
}

/* A number below `count`, from the high half of h. */
static size_t kb_scale(uint64_t h, uint32_t count) {
  return (size_t)((h >> 32) * count >> 32);
}

static size_t kb_hash_place(const struct kb_hash_key *key, const uint16_t *pilots,
                            uint64_t h) {
  h ^= pilots[kb_scale(h, key->buckets)] * 0x6A09E667F3BCC909u;
  return kb_scale(h * 0x9E3779B97F4A7C15u, key->places);
}

enum { KB_ID_BYTES = sizeof(((struct kb_case *)0)->id) - 1 };

/* Without memcmp, which would take longer than all the rest. */
static int kb_is_same_id(const char *a, const char *b) {
  uint64_t others =
      kb_load_word(a + KB_ID_BYTES - 8) ^ kb_load_word(b + KB_ID_BYTES - 8);
  size_t at;
  for (at = 0; at + 8 < KB_ID_BYTES; at += 8)
    others |= kb_load_word(a + at) ^ kb_load_word(b + at);
  return others == 0;
}

const struct kb_case *kb_by_id(const char *id, size_t n) {
  const struct kb_hash_key *key = &kb_id_hash;
  const struct kb_case *which;
  uint64_t h;
  if (n != KB_ID_BYTES)
    return NULL;
  h = kb_hash_text(key, key->seed, id, KB_ID_BYTES);
  which = kb_case_at(kb_id_places[kb_hash_place(key, kb_id_pilots, h)]);
  return which != NULL && kb_is_same_id(which->id, id) ? which : NULL;
}

/* Are these the values of the two keys, or empty where the case has no such key? */
static int kb_says(const struct kb_case *which, struct kb_str service,
                   struct kb_str message) {
  struct kb_record record = kb_open_record(which);
  struct kb_str says_service = kb_text(NULL, 0), says_message = kb_text(NULL, 0);
  const char *p = record.items;
  size_t i, first = KB_FIXED + record.logs;
  for (i = 0; p != NULL && i < first + record.pairs; i++) {
    struct kb_item item = kb_read_item(&record, &p);
    if (i >= first && item.what + 1 == kb_sizes.service_key)
      says_service = item.text;
    if (i >= first && item.what + 1 == kb_sizes.message_key)
      says_message = item.text;
  }
  return kb_compare(says_message, message) == 0 &&
         kb_compare(says_service, service) == 0;
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
  if (!kb_says(which, kb_text(service, service_n), kb_text(message, message_n)))
    return NULL;
  return which;
}

/* ---- Log lines --------------------------------------------------------------- */

/* What the engine has found, as kb.h says it. */
static void kb_take_over(struct kb_match *match, const struct kb_hit *hit) {
  match->found = kb_case_at(hit->number);
  match->line = hit->line;
  match->service = hit->service;
  match->message = hit->message;
  match->field_count = hit->field_count;
  for (size_t i = 0; i < hit->field_count; i++) {
    size_t row = kb_tables.forms[hit->form * KB_FORM_NUMBERS + KB_FORM_FIELDS] + i;
    const uint32_t *field = kb_row(kb_tables.fields, row, KB_FIELD_NUMBERS);
    match->fields[i].key =
        kb_stretch(kb_tables.text + field[KB_FIELD_NAME], field[KB_FIELD_NAME_N]);
    match->fields[i].value = hit->fields[i];
  }
}

/* Where to write what a caller whose struct has `size` bytes wants to know: into
 * it, or, if that caller has an older or a newer kb.h, into `own`, for
 * kb_hand_over to copy. */
static struct kb_match *kb_start_match(struct kb_match *match, size_t size,
                                       struct kb_match *own) {
  struct kb_match *whole = size == sizeof *own ? match : own;
  memset(whole, 0, sizeof *whole);
  return whole;
}

static int kb_hand_over(struct kb_match *match, size_t size,
                        const struct kb_match *whole) {
  if (whole != match) {
    memset(match, 0, size);
    memcpy(match, whole, size < sizeof *whole ? size : sizeof *whole);
  }
  return whole->found != NULL;
}

int kb_match_sized(const char *line, size_t n, struct kb_match *match,
                   size_t size) {
  struct kb_match own, *whole = kb_start_match(match, size, &own);
  struct kb_hit hit;
  if (kb_engine_line(&kb_tables, line, kb_line_end(line, n), &hit))
    kb_take_over(whole, &hit);
  return kb_hand_over(match, size, whole);
}

static void kb_match_service(size_t service, struct kb_match *match) {
  struct kb_hit hit;
  if (kb_engine_message(&kb_tables, service, match->message, &hit))
    match->found = kb_case_at(hit.number);
}

int kb_match_message_sized(const char *service, size_t service_n,
                           const char *message, size_t message_n,
                           struct kb_match *match, size_t size) {
  struct kb_match own, *whole = kb_start_match(match, size, &own);
  size_t known = kb_find_service(&kb_tables, service, service_n);
  whole->service = kb_stretch(service, service_n);
  whole->message = kb_stretch(message, message_n);
  if (known != KB_NO_NUMBER)
    kb_match_service(known, whole);
  return kb_hand_over(match, size, whole);
}

int kb_match_any_sized(const char *message, size_t n, struct kb_match *match,
                       size_t size) {
  struct kb_match own, *whole = kb_start_match(match, size, &own);
  whole->message = kb_stretch(message, n);
  kb_match_service(KB_NO_NUMBER, whole);
  return kb_hand_over(match, size, whole);
}

/* ---- Blocks of lines --------------------------------------------------------- */

struct kb_lines {
  int (*found)(void *ctx, const struct kb_match *match);
  void *ctx;
  struct kb_match match;
};

static int kb_report_match(void *context, const struct kb_hit *hit) {
  struct kb_lines *lines = (struct kb_lines *)context;
  kb_take_over(&lines->match, hit);
  return lines->found(lines->ctx, &lines->match);
}

static size_t kb_match_lines(const char *buf, size_t n, int is_all,
                             int (*found)(void *ctx, const struct kb_match *match),
                             void *ctx) {
  struct kb_lines lines;
  memset(&lines.match, 0, sizeof lines.match);
  lines.found = found;
  lines.ctx = ctx;
  return kb_engine_block(&kb_tables, buf, n, is_all, kb_report_match, &lines);
}

size_t kb_match_block(const char *buf, size_t n,
                      int (*found)(void *ctx, const struct kb_match *match),
                      void *ctx) {
  return kb_match_lines(buf, n, 0, found, ctx);
}

size_t kb_match_tail(const char *buf, size_t n,
                     int (*found)(void *ctx, const struct kb_match *match),
                     void *ctx) {
  return kb_match_lines(buf, n, 1, found, ctx);
}
