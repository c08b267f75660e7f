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

/* An id, at the place to which its hash leads, and the case that has it. Whoever
 * looks for it need not look at the case, too. */
struct kb_id {
  uint32_t number; /* 0xFFFFFFFF: the place is free */
  char text[37];
};

/* A case: where its texts stand in kb_texts, and its id in kb_ids. */
struct kb_case {
  uint32_t text;
  uint32_t id;
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
  uint64_t seed, factors[5];
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
enum { KB_MOST_BEFORE = 24, KB_MOST_ANY = 15 };

/* The numbers of a row. */
enum {
  /* A pattern: items with one space between two. "=" leads a value word, "*" is a variable one.
   * The rows of a bucket, which is what the hash of service and anchor leads to, stand together
   * with the longest first. */
  KB_PATTERN_TEXT,
  KB_PATTERN_N,       /* bytes of the text, and above 16 bits where the anchor is in it */
  KB_PATTERN_LENGTH,  /* bytes that count when patterns are compared */
  KB_PATTERN_SHAPE,   /* bits 0 to 7: plain and variable words before it, 8 to 15: variable
                         ones of these, 16 to 23: flags, 24 and up: all variable ones */
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
  KB_FORM_NUMBERS,

  /* How a form is read without looking at its parts one by one: one row a form. It begins with
   * a literal or with its first field; fields with a literal behind each follow (steps), then
   * the message, and what may be left out: a literal and one field, or nothing. */
  KB_QUICK_STEPS = 0,
  KB_QUICK_STEP_COUNT,
  KB_QUICK_START, /* the literal at the beginning */
  KB_QUICK_START_N,
  KB_QUICK_START_RARE, /* as KB_STEP_RARE */
  KB_QUICK_TAIL, /* the literal behind the message; n = 0: none */
  KB_QUICK_TAIL_N,
  KB_QUICK_TAIL_RARE,
  KB_QUICK_TAIL_FIELD,
  KB_QUICK_MESSAGE, /* field */
  KB_QUICK_SERVICE, /* row of services, of a form without such a field */
  KB_QUICK_NUMBERS,

  KB_STEP_KIND = 0,
  KB_STEP_FIELD,
  KB_STEP_TEXT, /* the literal behind it */
  KB_STEP_N,
  KB_STEP_RARE,  /* place in it of the byte that is looked for */
  KB_STEP_HELP,  /* KB_STEP_VALUES: texts of 8 bytes; KB_STEP_TIME: three texts of 32 bytes */
  KB_STEP_COUNT, /* values; bytes of a time */
  KB_STEP_NUMBERS
};

enum { KB_STEP_TEXT_FIELD, KB_STEP_SERVICE, KB_STEP_VALUES, KB_STEP_TIME, KB_STEP_SLOW };

enum { KB_MOST_STEPS = 12 }; /* of a form that is read quickly */

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
  const uint32_t *filter; /* two bits of one number are set for each anchor of a service */
  /* At the hash of all its words or behind it: a pattern that no other can beat where it is the
   * whole message. Above its 24 bits stand 8 of the hash. */
  const uint32_t *whole;
  const uint32_t *quick, *steps;
  uint32_t pattern_count, service_count, form_count, agreed_columns;
  uint32_t head_bits, service_bits, filter_bits, whole_bits; /* of the hashes */
  uint32_t is_quick; /* can all forms be read by steps? */
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

/* How far the message was looked at. */
static size_t kb_seen(const struct kb_words *words) {
  return words->until > words->at ? words->until : words->at;
}

/* The same again, where that has been done before: adds what it costs, in words. Eight bytes
 * count as one more, so that a word as long as the message is not for nothing. */
static int kb_read_again(struct kb_words *words, size_t *work) {
  size_t seen = kb_seen(words);
  int is_word = kb_next_word(words);
  *work += 1 + (kb_seen(words) - seen) / 8;
  return is_word;
}

/* ---- Bytes ------------------------------------------------------------------------------ */

#if defined(__GNUC__)
#define KB_INLINE static inline __attribute__((always_inline))
#define KB_APART __attribute__((noinline)) /* its stack is not always needed */
#define KB_LIKELY(x) __builtin_expect((x) != 0, 1)
#define KB_FETCH(p) __builtin_prefetch(p)
#else
#define KB_INLINE static inline
#define KB_APART
#define KB_LIKELY(x) ((x) != 0)
#define KB_FETCH(p) ((void)(p))
#endif

/* Eight bytes as a number, the lowest first, wherever they stand. */
KB_INLINE uint64_t kb_load8(const char *p) {
  uint64_t x;
  memcpy(&x, p, sizeof x);
#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
  x = 0;
  for (unsigned i = 0; i < 8; i++)
    x |= (uint64_t)(unsigned char)p[i] << (8 * i);
#endif
  return x;
}

/* The same of at most n bytes; no other is read. */
static uint64_t kb_load_few(const char *p, size_t n) {
  uint64_t x = 0;
  for (size_t i = 0; i < n && i < 8; i++)
    x |= (uint64_t)(unsigned char)p[i] << (8 * i);
  return x;
}

#define KB_EACH_BYTE 0x0101010101010101u

/* The lowest n bytes, 1 to 8. */
KB_INLINE uint64_t kb_low_bytes(uint64_t x, size_t n) {
  return x & (~(uint64_t)0 >> ((8 - n) * 8));
}

KB_INLINE unsigned kb_lowest_bit(uint64_t x) {
#if defined(__GNUC__)
  return (unsigned)__builtin_ctzll(x);
#else
  unsigned n = 0;
  while ((x >> n & 0xFF) == 0)
    n += 8;
  while ((x >> n & 1) == 0)
    n++;
  return n;
#endif
}

KB_INLINE unsigned kb_leading_zeros(uint64_t x) {
#if defined(__GNUC__)
  return (unsigned)__builtin_clzll(x);
#else
  unsigned n = 0;
  while ((x << n >> 63) == 0)
    n++;
  return n;
#endif
}

/* ---- Hashes ----------------------------------------------------------------------------- */

/* They lead to rows that are then compared; no answer rests on one alone. */

#define KB_FACTOR 0x9E3779B97F4A7C15u

/* The lowest bytes of a word of so many; of one that is longer all eight. */
#define KB_ALL 0xFFFFFFFFFFFFFFFFu
#define KB_ALL_8 KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL, KB_ALL
static const uint64_t kb_low_masks[64] = {
    0,          0xFF,         0xFFFF,         0xFFFFFF,
    0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF,
    KB_ALL_8,   KB_ALL_8,     KB_ALL_8,       KB_ALL_8,
    KB_ALL_8,   KB_ALL_8,     KB_ALL_8};

/* Of a word of n bytes that begins with these eight, of which those behind its end do not
 * count. Bit 5 of each is set, which makes the letters of both cases equal. Longer words that
 * begin alike have the same hash: they are few, and to tell them apart costs all others. */
KB_INLINE uint64_t kb_word_hash(uint64_t bytes, size_t n, uint64_t salt) {
  uint64_t number = (bytes | 0x20 * KB_EACH_BYTE) & kb_low_masks[n];
  return (number ^ salt) * KB_FACTOR;
}

/* What makes the words of a service other than those of the next; 0 is for all of them. */
KB_INLINE uint64_t kb_salt(size_t service) {
  return (uint64_t)(service + 1) * 0xD6E8FEB86659FD93u;
}

/* Of all words of a message, one more at a time. */
KB_INLINE uint64_t kb_whole_hash(uint64_t whole, uint64_t word) {
  return (whole ^ word) * KB_FACTOR;
}

/* Of a name of n bytes by its first and its last eight, which are all if it is shorter. */
KB_INLINE uint64_t kb_name_hash(uint64_t first, uint64_t last, size_t n) {
  uint64_t hash = (first ^ (last << 29 | last >> 35) ^ n) * KB_FACTOR;
  return (hash ^ (hash >> 32)) * KB_FACTOR;
}

/* The number that the highest bits of a hash are. */
KB_INLINE size_t kb_bucket(uint64_t hash, uint32_t bits) {
  return (size_t)(hash >> (64 - bits));
}

/* Two bits of a number of the filter, the place of which the highest bits of the hash say. */
#define KB_FIRST_BIT(hash) ((unsigned)((hash) >> 32 & 31))
#define KB_SECOND_BIT(hash) ((unsigned)((hash) >> 37 & 31))
/* Finds the patterns that occur in a message, and the best of them. */

/* How many plain words before the last one are remembered. */
enum { KB_REMEMBERED = 32 };

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

/* Bytes of its text. */
static size_t kb_pattern_n(const uint32_t *pattern) {
  return pattern[KB_PATTERN_N] & 0xFFFF;
}

/* Where in the text the word stands by which it is looked for. */
static size_t kb_pattern_anchor(const uint32_t *pattern) {
  return pattern[KB_PATTERN_N] >> 16;
}

static size_t kb_find_service(const struct kb_tables *t, const char *p, size_t n) {
  size_t mask = ((size_t)1 << t->service_bits) - 1;
  uint64_t last = kb_load_few(n < 8 ? p : p + n - 8, n);
  size_t slot = kb_bucket(kb_name_hash(kb_load_few(p, n), last, n), t->service_bits);
  for (; t->service_slots[slot] != KB_NO_NUMBER; slot = (slot + 1) & mask) {
    size_t i = t->service_slots[slot];
    const uint32_t *row = kb_row(t->services, i, KB_SERVICE_NUMBERS);
    if (row[KB_SERVICE_N] == n && (n == 0 || memcmp(t->text + row[KB_SERVICE_TEXT], p, n) == 0))
      return i;
  }
  return KB_NO_NUMBER;
}

/* ---- One pattern ------------------------------------------------------------------------ */

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
  while (kb_read_again(&words, &search->work)) {
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
static void kb_skip_any(struct kb_progress *progress, size_t any, const char *text, size_t n) {
  for (size_t i = 0; i < any; i++) {
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
static int kb_occurs(const struct kb_tables *t, const uint32_t *pattern, struct kb_words words,
                     size_t *from, size_t *work) {
  const char *text = t->text + pattern[KB_PATTERN_TEXT];
  size_t n = kb_pattern_n(pattern), any = pattern[KB_PATTERN_SHAPE] >> 24;
  struct kb_progress progress;
  for (size_t i = 0; i <= any; i++)
    progress.at[i] = i == 0 ? 0 : KB_NO_NUMBER;
  while (kb_read_again(&words, work)) {
    int is_alive = 0;
    for (size_t i = 0; i <= any; i++) {
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
    kb_skip_any(&progress, any, text, n);
  }
  return 0;
}

/* ---- All of them ------------------------------------------------------------------------ */

/* Does the case say the same as the line where the schema wants that of more than the service?
 */
static int kb_agrees(const struct kb_tables *t, const struct kb_hit *said, size_t number) {
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
  if (search->collect && kb_agrees(search->t, search->said, found.number)) {
    search->collect(search->context, &found);
    return;
  }
#endif
  if (kb_is_better(&found, &search->best) && kb_agrees(search->t, search->said, found.number))
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
          ? !kb_follows(search, words, text, kb_pattern_n(pattern))
          : !kb_occurs(search->t, pattern, words, &from, &search->work))
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
    if (kb_occurs(search->t, pattern, words, &from, &search->work))
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
        kb_same_word(&search->words, t->text + pattern[KB_PATTERN_TEXT], kb_pattern_n(pattern),
                     kb_pattern_anchor(pattern)) == 0)
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
    uint64_t hash = kb_word_hash(kb_load_few(words->p + words->from, n), n < 63 ? n : 63, salt);
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
  size_t service; /* row; KB_NO_NUMBER: the line does not say it */
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

/* ---- Times ------------------------------------------------------------------------------ */

/* Passes over `least` to `most` digits; KB_NONE if there are fewer. */
static size_t kb_digits_end(const char *p, size_t n, size_t at, size_t least, size_t most) {
  size_t count = 0;
  while (count < most && at + count < n && kb_is_digit(p[at + count]))
    count++;
  return count < least ? KB_NONE : at + count;
}

/* Z, +09:00 or +0900. */
static size_t kb_zone_end(const char *p, size_t n, size_t at) {
  if (at == n)
    return KB_NONE;
  if (p[at] == 'Z')
    return at + 1;
  if (p[at] != '+' && p[at] != '-')
    return KB_NONE;
  at = kb_digits_end(p, n, at + 1, 2, 2);
  if (at != KB_NONE && at < n && p[at] == ':')
    at++;
  return at == KB_NONE ? at : kb_digits_end(p, n, at, 2, 2);
}

/* Where the time that begins at `at` ends; a fraction may have any number of digits. */
static size_t kb_time_end(const char *p, size_t n, const char *format, size_t format_n,
                          size_t at) {
  size_t i = 0;
  while (i < format_n && at != KB_NONE) {
    char c = format[i++], kind = '%';
    if (c == '%' && i < format_n)
      kind = format[i++];
    if (kb_is_digit(kind)) {
      i++;
      at = kb_digits_end(p, n, at, 1, 9);
    } else if (kind == 'z') {
      at = kb_zone_end(p, n, at);
    } else if (kind != '%') {
      at = kind == 'Y' ? kb_digits_end(p, n, at, 4, 4) : kb_digits_end(p, n, at, 2, 2);
    } else {
      at = at < n && p[at] == c ? at + 1 : KB_NONE;
    }
  }
  return at;
}

/* ---- Fields ----------------------------------------------------------------------------- */

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
    end = kb_time_end(reading->p, reading->n, reading->t->text + field[KB_FIELD_FORMAT],
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

/* ---- Forms ------------------------------------------------------------------------------- */

static void kb_start_hit(struct kb_hit *hit, const uint32_t *form) {
  hit->service = hit->message = kb_stretch(NULL, 0);
  hit->field_count =
      form[KB_FORM_FIELD_COUNT] < KB_FIELDS ? form[KB_FORM_FIELD_COUNT] : KB_FIELDS;
  for (size_t i = 0; i < hit->field_count; i++)
    hit->fields[i] = kb_stretch(NULL, 0);
}

static void kb_set_field(struct kb_hit *hit, size_t i, const char *from, const char *to) {
  if (i < hit->field_count)
    hit->fields[i] = kb_stretch(from, (size_t)(to - from));
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

/* Looks for the form in the line; gives up where that would take long. A line that may leave
 * its service out, and does, leaves it open: any will do. */
static int kb_find_form(struct kb_reading *reading) {
  size_t at = kb_next_start(reading, 0);
  for (; at != KB_NONE && reading->work < 64 * (reading->n + 64);
       at = kb_next_start(reading, at + 1)) {
    if (kb_read_form(reading, at))
      return reading->service != KB_NO_NUMBER ||
             reading->form[KB_FORM_SERVICE] != KB_NO_NUMBER;
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
/* What the quick way to match many lines is made of, whatever the machine can do at once. */

/* Lines that are read together; where the last of them may end; words of them that are kept. */
enum { KB_LINES = 24, KB_SPAN = 60000, KB_HELD = 12, KB_TOKENS = 192, KB_LINE_TOKENS = 64 };

/* So much of a message is looked at; so far ahead bytes are asked for. */
enum { KB_WINDOWS = 12, KB_AHEAD = 6144 };

/* So many bytes behind a line may be looked at. */
enum { KB_MARGIN = 128 };

/* A line that only the slow way can tell about. */
#define KB_UNSURE 0xFFFFFFFEu

/* A line with a log template, the message of which was not looked at yet. */
#define KB_READ 0xFFFFFFFDu

/* A literal as it is looked for: its first eight bytes, and one that few lines have. */
struct kb_literal {
  uint64_t start, mask;
  const char *text;
  int n, rare;
  char c;
};

/* What is in the tables for a form, ready to be used for many lines. */
struct kb_step {
  struct kb_literal literal;
  uint32_t kind, field;
  const char *help;
  size_t count;
};

struct kb_plan {
  size_t form; /* KB_NONE: of none yet */
  struct kb_literal start, tail;
  size_t step_count;
  uint32_t service;
  struct kb_step steps[KB_MOST_STEPS];
};

struct kb_batch {
  const struct kb_tables *t;
  const char *p; /* the first line */
  size_t n;      /* bytes from there on that may be read */
  size_t count;
  struct kb_plan plan; /* the last one that was needed */
  uint32_t ends[KB_LINES + 64]; /* of each line: its LF */
  uint32_t numbers[KB_LINES];   /* its case, KB_NO_NUMBER or KB_UNSURE */
  uint32_t services[KB_LINES];
  /* In the line: where its log template begins, and from where to where the message goes. */
  uint16_t starts[KB_LINES], message_starts[KB_LINES], message_ends[KB_LINES];
  uint16_t cuts[KB_LINES][KB_MOST_STEPS];
  uint8_t forms[KB_LINES];
};

/* Which of 64 bytes are of a kind, the first as the lowest bit. A mark is a digit or an @. */
struct kb_masks {
  uint64_t word, mark, joint, slash, quote;
};

/* A line with a word that leads to patterns, its tokens, and which of them do. */
struct kb_held {
  uint32_t line, from, n, service, pattern;
  uint32_t first_token, token_count;
  uint64_t hits, whole;
};

/* A word of a line that is held: its place in the message, and its length. */
struct kb_token {
  uint16_t at, n;
};

/* Up to 64 bytes of a message: where words begin that may lead to patterns, and their bytes. */
struct kb_window {
  uint64_t starts, tokens;
  size_t at; /* in the message */
};

struct kb_hold {
  size_t count, token_count;
  struct kb_held lines[KB_HELD];
  struct kb_token tokens[KB_TOKENS];
};

/* What the next batch reads should be there by then. */
KB_INLINE void kb_fetch_ahead(const struct kb_batch *batch, size_t at) {
  if (batch->n > KB_AHEAD && at < batch->n - KB_AHEAD) {
    KB_FETCH(batch->p + at + KB_AHEAD - 128);
    KB_FETCH(batch->p + at + KB_AHEAD - 64);
    KB_FETCH(batch->p + at + KB_AHEAD);
  }
}

/* A to Z as a to z, in each byte. */
KB_INLINE uint64_t kb_fold8(uint64_t x) {
  uint64_t low = x & 0x7F * KB_EACH_BYTE;
  uint64_t upper = (low + (0x80 - 'A') * KB_EACH_BYTE) & ~(low + (0x7F - 'Z') * KB_EACH_BYTE) &
                   ~x & 0x80 * KB_EACH_BYTE;
  return x | upper >> 2;
}

/* Do n bytes equal those of a text? Up to seven behind them are read of both. */
KB_INLINE int kb_equal(const char *p, const char *text, size_t n) {
  for (; n > 8; p += 8, text += 8, n -= 8) {
    if (kb_load8(p) != kb_load8(text))
      return 0;
  }
  return n == 0 || kb_low_bytes(kb_load8(p) ^ kb_load8(text), n) == 0;
}

/* ---- Fields ----------------------------------------------------------------------------- */

/* The row of the service of that name, or KB_NO_NUMBER. */
KB_INLINE size_t kb_quick_service(const struct kb_tables *t, const char *p, size_t n) {
  /* Three times eight bytes, which overlap, are all of up to 24: lengths differ from line to
   * line, and to branch on them would cost more. */
  size_t behind = n < 8 ? 0 : n - 8, between = behind < 8 ? behind : 8;
  uint64_t mask = kb_low_masks[n < 8 ? n : 8], first = kb_load8(p) & mask;
  uint64_t last = kb_load8(p + behind) & mask, middle = kb_load8(p + between) & mask;
  size_t slots = ((size_t)1 << t->service_bits) - 1;
  size_t slot = kb_bucket(kb_name_hash(first, last, n), t->service_bits);
  for (; t->service_slots[slot] != KB_NO_NUMBER; slot = (slot + 1) & slots) {
    const uint32_t *row = kb_row(t->services, t->service_slots[slot], KB_SERVICE_NUMBERS);
    const char *name = t->text + row[KB_SERVICE_TEXT];
    if (row[KB_SERVICE_N] != n)
      continue;
    uint64_t wrong = ((kb_load8(name) & mask) ^ first) |
                     ((kb_load8(name + behind) & mask) ^ last) |
                     ((kb_load8(name + between) & mask) ^ middle);
    if (wrong == 0 && (n <= 24 || kb_equal(p, name, n)))
      return t->service_slots[slot];
  }
  return KB_NO_NUMBER;
}

/* ---- Plans ------------------------------------------------------------------------------ */

static struct kb_literal kb_plan_literal(const char *text, uint32_t n, uint32_t rare) {
  struct kb_literal literal;
  literal.mask = kb_low_masks[n < 8 ? n : 8];
  literal.start = kb_load8(text) & literal.mask;
  literal.text = text;
  literal.n = (int)n;
  literal.rare = (int)rare;
  literal.c = text[rare];
  return literal;
}

static void kb_plan_form(const struct kb_tables *t, size_t form, struct kb_plan *plan) {
  if (plan->form == form)
    return;
  const uint32_t *quick = kb_row(t->quick, form, KB_QUICK_NUMBERS);
  const uint32_t *row = kb_row(t->steps, quick[KB_QUICK_STEPS], KB_STEP_NUMBERS);
  plan->start = kb_plan_literal(t->text + quick[KB_QUICK_START], quick[KB_QUICK_START_N],
                                quick[KB_QUICK_START_RARE]);
  plan->tail = kb_plan_literal(t->text + quick[KB_QUICK_TAIL], quick[KB_QUICK_TAIL_N],
                               quick[KB_QUICK_TAIL_RARE]);
  plan->form = form;
  plan->step_count = quick[KB_QUICK_STEP_COUNT];
  plan->service = quick[KB_QUICK_SERVICE];
  for (size_t i = 0; i < plan->step_count; i++, row += KB_STEP_NUMBERS) {
    struct kb_step *step = &plan->steps[i];
    step->literal =
        kb_plan_literal(t->text + row[KB_STEP_TEXT], row[KB_STEP_N], row[KB_STEP_RARE]);
    step->kind = row[KB_STEP_KIND];
    step->field = row[KB_STEP_FIELD];
    step->help = t->text + row[KB_STEP_HELP];
    step->count = row[KB_STEP_COUNT];
  }
}

/* Does what is behind the first eight bytes stand there, too? */
KB_INLINE int kb_rest_stands(const struct kb_literal *literal, const char *p) {
  return literal->n <= 8 || kb_equal(p, literal->text, (size_t)literal->n);
}

KB_INLINE int kb_stands(const struct kb_literal *literal, const char *p, const char *end) {
  return ((kb_load8(p) ^ literal->start) & literal->mask) == 0 && end - p >= literal->n &&
         kb_rest_stands(literal, p);
}

/* ---- Patterns ---------------------------------------------------------------------------- */

/* What eight bytes of words and of a text, which is folded, differ in, the case of letters
 * aside: of bytes that words have only letters are others with bit 5 set or not. */
KB_INLINE uint64_t kb_difference8(uint64_t word, uint64_t text) {
  return (word ^ text) & ~(~text >> 2 & 0x20 * KB_EACH_BYTE);
}

/* What a word of the message, of up to 63 bytes, and the text differ in; 0: nothing. */
KB_INLINE uint64_t kb_difference(const char *word, const char *text, size_t n) {
  uint64_t mask = kb_low_masks[n];
  size_t last = n < 8 ? 0 : n - 8;
  uint64_t wrong = kb_difference8(kb_load8(word), kb_load8(text));
  wrong |= kb_difference8(kb_load8(word + last), kb_load8(text + last));
  wrong &= mask;
  for (size_t i = 8; i + 8 < n; i += 8)
    wrong |= kb_difference8(kb_load8(word + i), kb_load8(text + i));
  return wrong;
}

/* Are the words of the pattern, plain ones all, these tokens and no others? */
KB_INLINE int kb_is_whole(const char *text, size_t n, const char *message,
                          const struct kb_token *tokens, size_t count) {
  uint64_t wrong = 0;
  size_t words_n = 0;
  for (size_t i = 0; i < count; i++)
    words_n += tokens[i].n;
  if (words_n + count - 1 != n)
    return 0;
  for (size_t i = 0;;) {
    size_t length = tokens[i].n;
    wrong |= kb_difference(message + tokens[i].at, text, length);
    text += length;
    if (++i == count)
      break;
    wrong |= (uint64_t)(*text++ != ' ');
  }
  return wrong == 0;
}

/* Do the plain words of a pattern without variable ones stand from token i on? */
static int kb_plain_stand(const char *text, size_t n, const char *message,
                          const struct kb_token *tokens, size_t i, size_t count) {
  for (size_t at = 0; at < n; at++) {
    if (text[at] == '=') {
      while (at < n && text[at] != ' ')
        at++;
      continue;
    }
    if (i == count)
      return 0;
    size_t length = tokens[i].n;
    if (n - at < length || (n - at > length && text[at + length] != ' ') ||
        kb_difference(message + tokens[i].at, text + at, length) != 0)
      return 0;
    at += length;
    i++;
  }
  return 1;
}

/* Where a pattern of more than plain words, whose anchor is token i, occurs in a message; or
 * KB_NONE. */
static size_t kb_mixed_place(const struct kb_tables *t, const uint32_t *pattern,
                             const char *message, size_t n, const struct kb_token *tokens,
                             size_t i, size_t count) {
  size_t shape = pattern[KB_PATTERN_SHAPE], work = 0;
  size_t before = shape & 0xFF, skipped = shape >> 8 & 0xFF;
  if (shape >> 24 == 0 &&
      (before > i || !kb_plain_stand(t->text + pattern[KB_PATTERN_TEXT], kb_pattern_n(pattern),
                                     message, tokens, i - before, count)))
    return KB_NONE;
  for (size_t back = before; back + skipped >= before; back--) {
    if (back <= i) {
      struct kb_words words;
      size_t first = i - back, from = tokens[first].at;
      memset(&words, 0, sizeof words);
      words.p = message;
      words.n = n;
      /* Behind a plain word one may begin to cut anywhere: what follows is cut the same. */
      words.at = from;
      if ((shape & KB_LEADS_WITH_VALUE) != 0)
        words.at = first == 0 ? 0 : tokens[first - 1].at + tokens[first - 1].n;
      if (kb_occurs(t, pattern, words, &from, &work))
        return from;
    }
    if (back == 0)
      break;
  }
  return KB_NONE;
}

/* ---- Values ----------------------------------------------------------------------------- */

/* The runs of `all` that have a bit of `some`. */
KB_INLINE uint64_t kb_runs_with(uint64_t all, uint64_t some) {
  /* Adding a bit of a run to it carries out of the run: that marks its end. From there the mark
   * is spread back. Bit 63 is in no run, so nothing is carried away. */
  uint64_t marked = all & ((all + some) & ~all) >> 1, through = all;
  marked |= through & marked >> 1;
  through &= through >> 1;
  marked |= through & marked >> 2;
  through &= through >> 2;
  marked |= through & marked >> 4;
  through &= through >> 4;
  marked |= through & marked >> 8;
  through &= through >> 8;
  marked |= through & marked >> 16;
  through &= through >> 16;
  marked |= through & marked >> 32;
  return marked;
}

/* The bits [from, to), to < 64. */
KB_INLINE uint64_t kb_bits(unsigned from, unsigned to) {
  return (((uint64_t)1 << to) - 1) & ~(((uint64_t)1 << from) - 1);
}

/* The fields of line i, which belongs to a case. */
static void kb_quick_fields(const struct kb_batch *batch, size_t i, const char *line, size_t n,
                            struct kb_hit *hit) {
  const struct kb_tables *t = batch->t;
  const uint32_t *quick = kb_row(t->quick, batch->forms[i], KB_QUICK_NUMBERS);
  const uint32_t *step = kb_row(t->steps, quick[KB_QUICK_STEPS], KB_STEP_NUMBERS);
  size_t at = batch->starts[i] + quick[KB_QUICK_START_N], to = batch->message_ends[i];
  hit->form = batch->forms[i];
  hit->line = kb_stretch(line, n);
  hit->number = batch->numbers[i];
  kb_start_hit(hit, kb_row(t->forms, hit->form, KB_FORM_NUMBERS));
  for (size_t j = 0; j < quick[KB_QUICK_STEP_COUNT]; j++, step += KB_STEP_NUMBERS) {
    size_t cut = batch->cuts[i][j];
    kb_set_field(hit, step[KB_STEP_FIELD], line + at, line + cut);
    if (step[KB_STEP_KIND] == KB_STEP_SERVICE)
      hit->service = kb_stretch(line + at, cut - at);
    at = cut + step[KB_STEP_N];
  }
  hit->message = kb_stretch(line + at, to - at);
  kb_set_field(hit, quick[KB_QUICK_MESSAGE], line + at, line + to);
  if (to < n)
    kb_set_field(hit, quick[KB_QUICK_TAIL_FIELD], line + to + quick[KB_QUICK_TAIL_N], line + n);
}
/* Looking at many bytes at once: AVX2, on an x86 that has it. */

#if defined(__GNUC__) && defined(__x86_64__) && !defined(KB_NO_SIMD) &&                        \
    (!defined(KB_NO_DISPATCH) || defined(__AVX2__))
#define KB_HAS_WIDE
#endif

#if defined(KB_HAS_WIDE)

#include <immintrin.h>

#define KB_PATH(name) name##_wide
#define KB_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

KB_TARGET KB_INLINE __m256i kb_load_wide(const char *p) {
  return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

KB_TARGET KB_INLINE uint64_t kb_mask_wide(__m256i low, __m256i high) {
  return (uint64_t)(unsigned)_mm256_movemask_epi8(low) |
         (uint64_t)(unsigned)_mm256_movemask_epi8(high) << 32;
}

KB_TARGET KB_INLINE uint64_t kb_bytes_wide(const char *p, char c) {
  __m256i wanted = _mm256_set1_epi8(c);
  return kb_mask_wide(_mm256_cmpeq_epi8(kb_load_wide(p), wanted),
                      _mm256_cmpeq_epi8(kb_load_wide(p + 32), wanted));
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_TARGET KB_INLINE uint64_t kb_next_wide(const char *p, char c) {
  return (uint64_t)(unsigned)_mm256_movemask_epi8(
      _mm256_cmpeq_epi8(kb_load_wide(p), _mm256_set1_epi8(c)));
}

/* 32 of the bytes that kb_classify_wide looks at. */
struct kb_kinds {
  __m256i word, mark, joint, slash, quote;
};

KB_TARGET KB_INLINE void kb_kinds_wide(const char *p, struct kb_kinds *kinds) {
  __m256i x = kb_load_wide(p);
#define KB_IS(c) _mm256_cmpeq_epi8(x, _mm256_set1_epi8(c))
#define KB_OR(a, b) _mm256_or_si256(a, b)
#define KB_BOTH(table) _mm256_broadcastsi128_si256(table)
  /* Of each low half of a byte, the joint and the quote that has it; '_' is one more. */
  __m256i joints = KB_BOTH(
      _mm_setr_epi8('@', -1, -1, '#', -1, -1, -1, -1, -1, -1, ':', -1, -1, '-', '.', '/'));
  __m256i quotes = KB_BOTH(
      _mm_setr_epi8('`', -1, '"', -1, -1, -1, -1, '\'', -1, -1, -1, -1, -1, -1, -1, -1));
  /* Above 127 - n are n values, whichever come last. */
  __m256i letter = _mm256_cmpgt_epi8(
      _mm256_add_epi8(KB_OR(x, _mm256_set1_epi8(0x20)), _mm256_set1_epi8(127 - 'z')),
      _mm256_set1_epi8(127 - 26));
  __m256i digit = _mm256_cmpgt_epi8(_mm256_add_epi8(x, _mm256_set1_epi8(127 - '9')),
                                    _mm256_set1_epi8(127 - 10));
  kinds->word = KB_OR(KB_OR(letter, digit), x);
  kinds->mark = KB_OR(digit, KB_IS('@'));
  kinds->joint = KB_OR(_mm256_cmpeq_epi8(x, _mm256_shuffle_epi8(joints, x)), KB_IS('_'));
  kinds->quote = _mm256_cmpeq_epi8(x, _mm256_shuffle_epi8(quotes, x));
  kinds->slash = KB_IS('/');
#undef KB_IS
#undef KB_OR
#undef KB_BOTH
}

KB_TARGET KB_INLINE void kb_classify_wide(const char *p, struct kb_masks *m) {
  struct kb_kinds low, high;
  kb_kinds_wide(p, &low);
  kb_kinds_wide(p + 32, &high);
  m->word = kb_mask_wide(low.word, high.word);
  m->mark = kb_mask_wide(low.mark, high.mark);
  m->joint = kb_mask_wide(low.joint, high.joint);
  m->slash = kb_mask_wide(low.slash, high.slash);
  m->quote = kb_mask_wide(low.quote, high.quote);
}

KB_TARGET KB_INLINE uint64_t kb_blanks_wide(const char *p) {
  __m256i most = _mm256_set1_epi8(0x20), low = kb_load_wide(p), high = kb_load_wide(p + 32);
  return kb_mask_wide(_mm256_cmpeq_epi8(_mm256_min_epu8(low, most), low),
                      _mm256_cmpeq_epi8(_mm256_min_epu8(high, most), high));
}

KB_TARGET KB_INLINE size_t kb_count_wide(uint64_t x) {
  return (size_t)__builtin_popcountll(x);
}

/* Is the text, of at most eight bytes, one of so many? They are small, and the last stands
 * there again until their number is a multiple of four. */
KB_TARGET KB_INLINE int kb_is_value_wide(const char *texts, size_t count, uint64_t text) {
  __m256i wanted = _mm256_set1_epi64x((long long)text), is_one = _mm256_setzero_si256();
  for (size_t i = 0; i < count; i += 4)
    is_one = _mm256_or_si256(is_one, _mm256_cmpeq_epi64(wanted, kb_load_wide(texts + 8 * i)));
  return !_mm256_testz_si256(is_one, is_one);
}

/* Has the text the form of a time of n bytes? `help` says which bytes there are, which of them
 * must be there, and which are digits. */
KB_TARGET KB_INLINE int kb_is_time_wide(const char *help, const char *p, size_t n) {
  __m256i x = kb_load_wide(p), wanted = kb_load_wide(help);
  __m256i is_fixed = kb_load_wide(help + 32), is_digit = kb_load_wide(help + 64);
  __m256i above = _mm256_sub_epi8(x, _mm256_set1_epi8('0'));
  __m256i is_other = _mm256_cmpeq_epi8(_mm256_max_epu8(above, _mm256_set1_epi8(10)), above);
  __m256i wrong = _mm256_or_si256(_mm256_and_si256(_mm256_xor_si256(x, wanted), is_fixed),
                                  _mm256_and_si256(is_other, is_digit));
  (void)n;
  return _mm256_testz_si256(wrong, wrong);
}

/* What follows may use half of each register: the other half must be empty, or it would be kept
 * by every instruction. Compilers know that, but not of functions that they see through. */
KB_TARGET KB_INLINE void kb_leave_wide(void) {
  _mm256_zeroupper();
}

#endif
/* The quick way to read a log template. This text stands once for each way to look at bytes. */

#if defined(KB_PATH)

/* The first place in [from, to) where a literal stands whole, or NULL. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_find)(const char *from, const char *to,
                                                       const struct kb_literal *literal) {
  const char *p = from;
  do {
    uint64_t hits = KB_PATH(kb_next)(p + literal->rare, literal->c);
    if (hits == 0) {
      p += 32;
      continue;
    }
    p += kb_lowest_bit(hits);
    if (KB_LIKELY(((kb_load8(p) ^ literal->start) & literal->mask) == 0)) {
      if (to - p < literal->n)
        return NULL;
      if (kb_rest_stands(literal, p))
        return p;
    }
    p++;
  } while (p < to);
  return NULL;
}

/* Where the time of a step ends, or NULL. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_time)(const struct kb_tables *t,
                                                       const struct kb_step *step,
                                                       const char *at, const char *end) {
  size_t n = step->count;
  if (KB_LIKELY(n > 0 && n <= (size_t)(end - at) && KB_PATH(kb_is_time)(step->help, at, n)))
    return at + n;
  const uint32_t *field = kb_row(t->fields, step->field, KB_FIELD_NUMBERS);
  n = kb_time_end(at, (size_t)(end - at), t->text + field[KB_FIELD_FORMAT],
                  field[KB_FIELD_FORMAT_N], 0);
  return n == KB_NONE || n == 0 ? NULL : at + n;
}

/* May a field of the step be these n bytes? */
KB_TARGET KB_INLINE int KB_PATH(kb_quick_may_be)(const struct kb_tables *t,
                                                 const struct kb_step *step, const char *p,
                                                 size_t n, uint32_t *service) {
  if (step->kind == KB_STEP_TEXT_FIELD)
    return 1;
  if (step->kind == KB_STEP_SERVICE) {
    *service = (uint32_t)kb_quick_service(t, p, n);
    return *service != KB_NO_NUMBER;
  }
  if (step->kind == KB_STEP_VALUES)
    return n <= 8 && KB_PATH(kb_is_value)(step->help, step->count,
                                          kb_fold8(kb_load8(p)) & kb_low_masks[n]);
  return kb_is_one_of(t, kb_row(t->fields, step->field, KB_FIELD_NUMBERS), p, n);
}

/* Reads a form that begins at `at`, up to its message: where that begins, or NULL. The places
 * where the fields end are written to `cuts`. */
KB_TARGET KB_INLINE const char *
KB_PATH(kb_quick_head)(const struct kb_tables *t, const struct kb_plan *plan, const char *line,
                       const char *at, const char *end, uint16_t *cuts, uint32_t *service) {
  const struct kb_step *step = plan->steps, *last = step + plan->step_count;
  for (at += plan->start.n; step != last; step++) {
    const struct kb_literal *literal = &step->literal;
    const char *to;
    if (step->kind == KB_STEP_TIME) {
      to = KB_PATH(kb_quick_time)(t, step, at, end);
      if (to == NULL || !kb_stands(literal, to, end))
        return NULL;
    } else {
      to = KB_PATH(kb_quick_find)(at, end, literal);
      if (to == NULL || to == at ||
          !KB_PATH(kb_quick_may_be)(t, step, at, (size_t)(to - at), service))
        return NULL;
    }
    *cuts++ = (uint16_t)(to - line);
    at = to + literal->n;
  }
  return at < end ? at : NULL;
}

/* Looks for a form in the line: where its message begins, or NULL. `start` becomes the place
 * where the form does, or KB_NONE - 1: only the slow way can tell. */
KB_TARGET KB_INLINE const char *
KB_PATH(kb_quick_start)(const struct kb_tables *t, const struct kb_plan *plan, const char *line,
                        const char *end, uint16_t *cuts, uint32_t *service, size_t *start) {
  const struct kb_literal *literal = &plan->start;
  const char *at = line;
  *start = KB_NONE;
  for (unsigned tries = 0; tries < 32; tries++, at++) {
    if (tries > 0 || !kb_stands(literal, at, end))
      at = KB_PATH(kb_quick_find)(at, end, literal);
    if (at == NULL)
      return NULL;
    const char *message = KB_PATH(kb_quick_head)(t, plan, line, at, end, cuts, service);
    if (message != NULL) {
      *start = (size_t)(at - line);
      return message;
    }
    if (literal->n == 0)
      break;
  }
  *start = KB_NONE - 1;
  return NULL;
}

/* Reads the form in line i, if it stands there. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_line)(struct kb_batch *batch, size_t i, size_t form,
                                                const struct kb_plan *plan) {
  const char *line = batch->p + (i == 0 ? 0 : batch->ends[i - 1] + 1);
  const char *end = batch->p + batch->ends[i];
  uint16_t spare[KB_MOST_STEPS];
  uint32_t service = plan->service;
  size_t start;
  end -= end > line && end[-1] == '\r';
  const char *message = KB_PATH(kb_quick_start)(
      batch->t, plan, line, end, batch->numbers[i] == KB_READ ? spare : batch->cuts[i],
      &service, &start);
  if (start == KB_NONE)
    return;
  /* Two forms that fit are one too many. */
  if (message == NULL || batch->numbers[i] == KB_READ) {
    batch->numbers[i] = KB_UNSURE;
    return;
  }
  batch->numbers[i] = KB_READ;
  batch->starts[i] = (uint16_t)start;
  batch->message_starts[i] = (uint16_t)(message - line);
  batch->services[i] = service;
  batch->forms[i] = (uint8_t)form;
}

/* Reads the log templates of all lines. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_heads)(struct kb_batch *batch) {
  struct kb_plan *plan = &batch->plan;
  for (size_t i = 0; i < batch->count; i++)
    batch->numbers[i] = batch->ends[i] + KB_MARGIN > batch->n ? KB_UNSURE : KB_NO_NUMBER;
  for (size_t form = 0; form < batch->t->form_count; form++) {
    kb_plan_form(batch->t, form, plan);
    for (size_t i = 0; i < batch->count; i++) {
      kb_fetch_ahead(batch, batch->ends[i]);
      if (batch->numbers[i] != KB_UNSURE)
        KB_PATH(kb_quick_line)(batch, i, form, plan);
    }
  }
}

#endif
/* The quick way to match a batch of lines. This text stands once for each way to look at bytes.
 * Whatever line is odd is left to the slow way; it never says something else. */

#if defined(KB_PATH)

/* ---- Tokens ----------------------------------------------------------------------------- */

/* The values among 64 bytes, and how many of the bytes that holds for: what begins there and
 * may go on behind them is left to the next 64. `known` are those that there are. */
KB_TARGET KB_INLINE unsigned KB_PATH(kb_quick_values)(const char *p, uint64_t known,
                                                      uint64_t seen, uint64_t *words,
                                                      uint64_t *values) {
  struct kb_masks m;
  KB_PATH(kb_classify)(p, &m);
  uint64_t word = m.word & known;
  uint64_t joint = m.joint & (word << 1) & (word >> 1);
  uint64_t cluster = word | joint;
  uint64_t path = (m.slash & known & ~(word << 1)) << 1 & cluster & ~(cluster << 1);
  uint64_t some = (m.mark & cluster) | path;
  uint64_t quotes = m.quote & known & ~(word << 1) & ~seen;
  unsigned end = 64;
  *words = word;
  *values = kb_runs_with(cluster, some);
  if (known >> 63 != 0) {
    /* A joint at the end may hold on to what follows. */
    uint64_t open = cluster | (m.joint & (word << 1) & (uint64_t)1 << 63);
    end = ~open == 0 ? 0 : 64 - kb_leading_zeros(~open);
  }
  if (KB_LIKELY(quotes == 0))
    return end;
  uint64_t blanks = KB_PATH(kb_blanks)(p);
  while (quotes != 0) {
    unsigned open = kb_lowest_bit(quotes);
    uint64_t behind = ~(uint64_t)1 << open,
             same = KB_PATH(kb_bytes)(p, p[open]) & known & behind;
    uint64_t stop = same | (blanks & known & behind);
    if (open >= end)
      break;
    quotes &= behind;
    if (stop == 0 && known >> 63 == 0)
      continue;
    unsigned close = stop == 0 ? 64 : kb_lowest_bit(stop);
    if (close >= 63 && known >> 63 != 0) {
      end = open;
      break;
    }
    if ((same >> close & 1) == 0 || close == open + 1 || (word >> (close + 1) & 1) != 0)
      continue;
    *values |= word & kb_bits(open + 1, close);
    quotes &= ~(uint64_t)1 << close;
  }
  return end;
}

/* Hashes the words that the windows of a message show. A word that may lead to patterns is a
 * bit of held->hits, the last word the lowest. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_hash)(const struct kb_tables *t, const char *p,
                                                      const struct kb_window *window,
                                                      size_t count, uint64_t salt,
                                                      struct kb_token *out,
                                                      struct kb_held *held) {
  const uint32_t *filter = t->filter;
  unsigned shift = 64 - t->filter_bits;
  uint64_t hits = 0, whole = 0;
  struct kb_token *next = out;
  for (const struct kb_window *last = window + count; window != last; window++) {
    const char *from = p + window->at;
    uint64_t starts = window->starts, tokens = window->tokens;
    size_t place = window->at;
    for (; starts != 0; starts &= starts - 1) {
      unsigned at = kb_lowest_bit(starts), n = kb_lowest_bit(~(tokens >> at));
      uint64_t hash = kb_word_hash(kb_load8(from + at), n, salt);
      uint32_t bits = filter[hash >> shift];
      next->at = (uint16_t)(place + at);
      next->n = (uint16_t)n;
      next++;
      hits = hits * 2 + (bits >> KB_FIRST_BIT(hash) & bits >> KB_SECOND_BIT(hash) & 1);
      whole = kb_whole_hash(whole, hash);
    }
  }
  held->token_count = (uint32_t)(next - out);
  held->hits = hits;
  held->whole = whole;
}

/* Where in the 64 bytes at `p` the literal behind the message begins, of which `left` are left
 * of the line; 64 if it does not. */
KB_TARGET KB_INLINE unsigned KB_PATH(kb_quick_tail)(const struct kb_literal *tail,
                                                    const char *p, size_t left) {
  uint64_t hits = KB_PATH(kb_bytes)(p + tail->rare, tail->c);
  for (; hits != 0; hits &= hits - 1) {
    unsigned i = kb_lowest_bit(hits);
    if (KB_LIKELY(((kb_load8(p + i) ^ tail->start) & tail->mask) == 0)) {
      if (i + (size_t)tail->n > left)
        return 64;
      if (kb_rest_stands(tail, p + i))
        return i;
    }
  }
  return 64;
}

/* Cuts the message that begins at `p` and goes up to `left` bytes further or to the tail into
 * windows: how many; 0 if only the slow way can tell. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_cut)(const struct kb_literal *tail_text,
                                                 uint64_t plain_only, const char *p, size_t *n,
                                                 struct kb_window *windows) {
  size_t from = 0, count = 0, tail_n = (size_t)tail_text->n, token_count = 0;
  uint64_t seen = 0;
  for (;; windows++) {
    unsigned tail = tail_n == 0 ? 64 : KB_PATH(kb_quick_tail)(tail_text, p + from, *n - from);
    if (tail < 64) {
      /* Nothing before or behind it is another matter. */
      if (from + tail == 0 || from + tail + tail_n == *n)
        return 0;
      *n = from + tail;
      tail_n = 0;
    }
    size_t left = *n - from;
    uint64_t known = left < 64 ? ((uint64_t)1 << left) - 1 : ~(uint64_t)0, words, values;
    unsigned end = KB_PATH(kb_quick_values)(p + from, known, seen, &words, &values);
    uint64_t tokens = words & ~(values & plain_only) & ~seen;
    uint64_t starts = tokens & ~(tokens << 1);
    if (end < 64)
      starts &= ((uint64_t)1 << end) - 1;
    windows->at = from;
    windows->tokens = tokens;
    windows->starts = starts;
    token_count += KB_PATH(kb_count)(starts);
    if (token_count > KB_LINE_TOKENS || count == KB_WINDOWS - 1)
      return 0;
    count++;
    if (left < 64)
      return count;
    /* The next 64 begin two bytes earlier, which show what stands before. */
    if (end < 8)
      return 0;
    from += end - 2;
    seen = 3;
  }
}

/* ---- Patterns --------------------------------------------------------------------------- */

/* Do the words of the pattern, plain ones all, stand from token i on? Answers which token is
 * behind them, or 0. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_compare)(const char *text, size_t n,
                                                     const char *message,
                                                     const struct kb_token *tokens, size_t i,
                                                     size_t count) {
  size_t at = 0;
  for (; i < count && at < n; i++) {
    size_t length = tokens[i].n;
    if (n - at < length || (n - at > length && text[at + length] != ' ') ||
        kb_difference(message + tokens[i].at, text + at, length) != 0)
      return 0;
    at += length + 1;
  }
  return at > n ? i : 0;
}

/* Tries a pattern whose anchor is token i. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_try)(const struct kb_tables *t,
                                               const uint32_t *pattern, const char *message,
                                               const struct kb_token *tokens, size_t i,
                                               const struct kb_held *held,
                                               struct kb_best *best) {
  size_t shape = pattern[KB_PATTERN_SHAPE], before = shape & 0xFF;
  const char *text = t->text + pattern[KB_PATTERN_TEXT];
  struct kb_best found;
  if ((shape & KB_IS_MIXED) != 0) {
    found.from = kb_mixed_place(t, pattern, message, held->n, tokens, i, held->token_count);
    if (found.from == KB_NONE)
      return;
  } else {
    if (before > i || KB_PATH(kb_quick_compare)(text, kb_pattern_n(pattern), message, tokens,
                                                i - before, held->token_count) == 0)
      return;
    found.from = tokens[i - before].at;
  }
  found.n = pattern[KB_PATTERN_LENGTH];
  found.order = pattern[KB_PATTERN_ORDER];
  found.number = pattern[KB_PATTERN_NUMBER];
  if (kb_is_better(&found, best))
    *best = found;
}

/* The best pattern that the tokens of the line lead to: its case, or KB_NO_NUMBER, or
 * KB_UNSURE. */
KB_TARGET KB_APART static uint32_t KB_PATH(kb_quick_search)(const struct kb_tables *t,
                                                            const char *message,
                                                            const struct kb_token *tokens,
                                                            const struct kb_held *held) {
  const uint32_t *row = kb_row(t->services, held->service, KB_SERVICE_NUMBERS);
  struct kb_best best;
  if ((row[KB_SERVICE_FLAGS] & KB_HAS_VALUE_PATTERNS) != 0)
    return KB_UNSURE;
  memset(&best, 0, sizeof best);
  best.number = KB_NO_NUMBER;
  for (uint64_t hits = held->hits; hits != 0; hits &= hits - 1) {
    size_t i = held->token_count - 1 - kb_lowest_bit(hits), n = tokens[i].n;
    const char *word = message + tokens[i].at;
    uint64_t hash = kb_word_hash(kb_load8(word), n, kb_salt(held->service));
    size_t bucket = kb_bucket(hash, t->head_bits);
    for (size_t j = t->heads[bucket]; j < t->heads[bucket + 1]; j++) {
      const uint32_t *pattern = kb_row(t->patterns, j, KB_PATTERN_NUMBERS);
      size_t anchor = kb_pattern_anchor(pattern), rest = kb_pattern_n(pattern) - anchor;
      const char *text = t->text + pattern[KB_PATTERN_TEXT] + anchor;
      if (pattern[KB_PATTERN_LENGTH] < best.n)
        break;
      if (pattern[KB_PATTERN_SERVICE] == held->service && rest >= n &&
          (rest == n || text[n] == ' ') && kb_difference(word, text, n) == 0)
        KB_PATH(kb_quick_try)(t, pattern, message, tokens, i, held, &best);
    }
  }
  return best.number;
}

/* Settles the lines that are held. Three rounds, so that what each needs is there when it
 * begins. */
KB_TARGET static void KB_PATH(kb_quick_settle)(struct kb_batch *batch, struct kb_hold *hold) {
  const struct kb_tables *t = batch->t;
  size_t mask = ((size_t)1 << t->whole_bits) - 1;
  for (size_t i = 0; i < hold->count; i++) {
    struct kb_held *held = &hold->lines[i];
    size_t slot = kb_bucket(held->whole, t->whole_bits);
    held->pattern = KB_NO_NUMBER;
    for (; t->whole[slot] != KB_NO_NUMBER; slot = (slot + 1) & mask) {
      if (t->whole[slot] >> 24 != (held->whole >> 32 & 0xFF))
        continue;
      held->pattern = t->whole[slot] & 0xFFFFFF;
      KB_FETCH(kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS));
      break;
    }
  }
  for (size_t i = 0; i < hold->count; i++) {
    const struct kb_held *held = &hold->lines[i];
    if (held->pattern != KB_NO_NUMBER) {
      const char *text =
          t->text + kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS)[KB_PATTERN_TEXT];
      KB_FETCH(text);
      KB_FETCH(text + 64);
    }
  }
  for (size_t i = 0; i < hold->count; i++) {
    const struct kb_held *held = &hold->lines[i];
    const struct kb_token *tokens = hold->tokens + held->first_token;
    const char *message = batch->p + held->from;
    if (held->pattern != KB_NO_NUMBER) {
      const uint32_t *pattern = kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS);
      if (pattern[KB_PATTERN_SERVICE] == held->service &&
          kb_is_whole(t->text + pattern[KB_PATTERN_TEXT], kb_pattern_n(pattern), message,
                      tokens, held->token_count)) {
        batch->numbers[held->line] = pattern[KB_PATTERN_NUMBER];
        continue;
      }
    }
    batch->numbers[held->line] = KB_PATH(kb_quick_search)(t, message, tokens, held);
  }
  hold->count = hold->token_count = 0;
}

/* ---- Lines ------------------------------------------------------------------------------ */

/* Where the lines of the batch end. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_ends)(struct kb_batch *batch) {
  size_t count = 0, at = 0;
  for (; count < KB_LINES && at < KB_SPAN && at + 64 <= batch->n; at += 64) {
    uint64_t ends = KB_PATH(kb_bytes)(batch->p + at, '\n');
    size_t known = KB_PATH(kb_count)(ends);
    /* Mostly there is one or none, which nobody can foretell. */
    batch->ends[count] = (uint32_t)(at + kb_lowest_bit(ends | (uint64_t)1 << 63));
    for (size_t i = 1; i < known; i++) {
      ends &= ends - 1;
      batch->ends[count + i] = (uint32_t)(at + kb_lowest_bit(ends));
    }
    count += known;
  }
  batch->count = count < KB_LINES ? count : (size_t)KB_LINES;
}

/* Looks at the message of line i; holds it if one of its words may lead to a pattern. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_hold)(struct kb_batch *batch, size_t i,
                                                struct kb_hold *hold) {
  const struct kb_tables *t = batch->t;
  const uint32_t *service = kb_row(t->services, batch->services[i], KB_SERVICE_NUMBERS);
  /* Where patterns have no plain words, values lead to them. */
  uint64_t plain_only = (uint64_t)(service[KB_SERVICE_FLAGS] & KB_HAS_VALUE_PATTERNS) - 1;
  size_t line = i == 0 ? 0 : batch->ends[i - 1] + 1;
  size_t from = line + batch->message_starts[i], end = batch->ends[i];
  struct kb_window windows[KB_WINDOWS];
  struct kb_held *held = &hold->lines[hold->count];
  size_t n = end - from - (batch->p[end - 1] == '\r');
  kb_plan_form(t, batch->forms[i], &batch->plan);
  size_t count =
      KB_PATH(kb_quick_cut)(&batch->plan.tail, plain_only, batch->p + from, &n, windows);
  batch->numbers[i] = count == 0 ? KB_UNSURE : KB_NO_NUMBER;
  if (count == 0)
    return;
  KB_PATH(kb_quick_hash)
  (t, batch->p + from, windows, count, kb_salt(batch->services[i]),
   hold->tokens + hold->token_count, held);
  if (held->hits == 0)
    return;
  batch->message_ends[i] = (uint16_t)(batch->message_starts[i] + n);
  held->service = batch->services[i];
  held->n = (uint32_t)n;
  held->line = (uint32_t)i;
  held->from = (uint32_t)from;
  held->first_token = (uint32_t)hold->token_count;
  KB_FETCH(&t->whole[kb_bucket(held->whole, t->whole_bits)]);
  hold->token_count += held->token_count;
  hold->count++;
}

/* Looks at the messages of all lines that have a log template. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_messages)(struct kb_batch *batch) {
  struct kb_hold hold;
  hold.count = hold.token_count = 0;
  for (size_t i = 0; i < batch->count; i++) {
    if (batch->numbers[i] != KB_READ)
      continue;
    KB_PATH(kb_quick_hold)(batch, i, &hold);
    if (hold.count == KB_HELD || hold.token_count + KB_LINE_TOKENS > KB_TOKENS) {
      KB_PATH(kb_leave)();
      KB_PATH(kb_quick_settle)(batch, &hold);
    }
  }
  KB_PATH(kb_leave)();
  KB_PATH(kb_quick_settle)(batch, &hold);
}

/* Fills in the cases of as many lines as there are, up to KB_LINES. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_batch)(struct kb_batch *batch) {
  KB_PATH(kb_quick_ends)(batch);
  KB_PATH(kb_quick_heads)(batch);
  KB_PATH(kb_quick_messages)(batch);
}

#endif
/* Looking at many bytes at once: what every machine of its kind can do. */

#undef KB_PATH
#undef KB_TARGET
#define KB_PATH(name) name##_base
#define KB_TARGET

#if !defined(KB_NO_SIMD) && defined(__SSE2__)
#define KB_SSE2
#include <emmintrin.h>
#elif !defined(KB_NO_SIMD) && defined(__ARM_NEON) && defined(__aarch64__) &&                   \
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define KB_NEON
#include <arm_neon.h>
#endif

#if defined(KB_SSE2)

KB_INLINE __m128i kb_load_base(const char *p) {
  return _mm_loadu_si128((const __m128i *)(const void *)p);
}

KB_INLINE uint64_t kb_mask_base(__m128i x) {
  return (uint64_t)(unsigned)_mm_movemask_epi8(x);
}

KB_INLINE uint64_t kb_bytes_base(const char *p, char c) {
  __m128i wanted = _mm_set1_epi8(c);
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 16)
    mask |= kb_mask_base(_mm_cmpeq_epi8(kb_load_base(p + i), wanted)) << i;
  return mask;
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_INLINE uint64_t kb_next_base(const char *p, char c) {
  __m128i wanted = _mm_set1_epi8(c);
  return kb_mask_base(_mm_cmpeq_epi8(kb_load_base(p), wanted)) |
         kb_mask_base(_mm_cmpeq_epi8(kb_load_base(p + 16), wanted)) << 16;
}

KB_INLINE void kb_classify_base(const char *p, struct kb_masks *m) {
  memset(m, 0, sizeof *m);
  for (unsigned i = 0; i < 64; i += 16) {
    __m128i x = kb_load_base(p + i);
#define KB_IS(c) _mm_cmpeq_epi8(x, _mm_set1_epi8(c))
#define KB_OR(a, b) _mm_or_si128(a, b)
    /* Below -128 + n are n values, whichever come first. */
    __m128i letter = _mm_cmplt_epi8(
        _mm_add_epi8(KB_OR(x, _mm_set1_epi8(0x20)), _mm_set1_epi8((char)(128 - 'a'))),
        _mm_set1_epi8(-128 + 26));
    __m128i digit =
        _mm_cmplt_epi8(_mm_add_epi8(x, _mm_set1_epi8((char)(128 - '0'))), _mm_set1_epi8(-118));
    __m128i at = KB_IS('@'), slash = KB_IS('/');
    __m128i joint = KB_OR(KB_OR(KB_OR(KB_IS('-'), KB_IS('_')), KB_OR(KB_IS('.'), KB_IS(':'))),
                          KB_OR(KB_OR(KB_IS('#'), at), slash));
    m->word |= kb_mask_base(KB_OR(KB_OR(letter, digit), x)) << i;
    m->mark |= kb_mask_base(KB_OR(digit, at)) << i;
    m->joint |= kb_mask_base(joint) << i;
    m->slash |= kb_mask_base(slash) << i;
    m->quote |= kb_mask_base(KB_OR(KB_OR(KB_IS('"'), KB_IS('\'')), KB_IS('`'))) << i;
#undef KB_IS
#undef KB_OR
  }
}

KB_INLINE uint64_t kb_blanks_base(const char *p) {
  __m128i most = _mm_set1_epi8(0x20);
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 16) {
    __m128i x = kb_load_base(p + i);
    mask |= kb_mask_base(_mm_cmpeq_epi8(_mm_min_epu8(x, most), x)) << i;
  }
  return mask;
}

#elif defined(KB_NEON)

/* 64 bytes of 0 or 255 as bits. */
KB_INLINE uint64_t kb_mask_base(const uint8x16_t x[4]) {
  static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t bits = vld1q_u8(places);
  uint8x16_t low = vpaddq_u8(vandq_u8(x[0], bits), vandq_u8(x[1], bits));
  uint8x16_t high = vpaddq_u8(vandq_u8(x[2], bits), vandq_u8(x[3], bits));
  uint8x16_t all = vpaddq_u8(low, high);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

KB_INLINE uint8x16_t kb_load_base(const char *p) {
  return vld1q_u8((const uint8_t *)(const void *)p);
}

KB_INLINE uint64_t kb_bytes_base(const char *p, char c) {
  uint8x16_t wanted = vdupq_n_u8((uint8_t)c), x[4];
  for (unsigned i = 0; i < 4; i++)
    x[i] = vceqq_u8(kb_load_base(p + 16 * i), wanted);
  return kb_mask_base(x);
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_INLINE uint64_t kb_next_base(const char *p, char c) {
  uint8x16_t wanted = vdupq_n_u8((uint8_t)c), x[4];
  x[0] = vceqq_u8(kb_load_base(p), wanted);
  x[1] = vceqq_u8(kb_load_base(p + 16), wanted);
  x[2] = x[3] = vdupq_n_u8(0);
  return kb_mask_base(x);
}

KB_INLINE void kb_classify_base(const char *p, struct kb_masks *m) {
  uint8x16_t word[4], mark[4], joint[4], slash[4], quote[4];
  for (unsigned i = 0; i < 4; i++) {
    uint8x16_t x = kb_load_base(p + 16 * i);
#define KB_IS(c) vceqq_u8(x, vdupq_n_u8(c))
    uint8x16_t folded = vsubq_u8(vorrq_u8(x, vdupq_n_u8(0x20)), vdupq_n_u8('a'));
    uint8x16_t digit = vcltq_u8(vsubq_u8(x, vdupq_n_u8('0')), vdupq_n_u8(10));
    uint8x16_t at = KB_IS('@');
    word[i] = vorrq_u8(vorrq_u8(vcltq_u8(folded, vdupq_n_u8(26)), digit),
                       vcgeq_u8(x, vdupq_n_u8(0x80)));
    mark[i] = vorrq_u8(digit, at);
    slash[i] = KB_IS('/');
    joint[i] =
        vorrq_u8(vorrq_u8(vorrq_u8(KB_IS('-'), KB_IS('_')), vorrq_u8(KB_IS('.'), KB_IS(':'))),
                 vorrq_u8(vorrq_u8(KB_IS('#'), at), slash[i]));
    quote[i] = vorrq_u8(vorrq_u8(KB_IS('"'), KB_IS('\'')), KB_IS('`'));
#undef KB_IS
  }
  m->word = kb_mask_base(word);
  m->mark = kb_mask_base(mark);
  m->joint = kb_mask_base(joint);
  m->slash = kb_mask_base(slash);
  m->quote = kb_mask_base(quote);
}

KB_INLINE uint64_t kb_blanks_base(const char *p) {
  uint8x16_t x[4];
  for (unsigned i = 0; i < 4; i++)
    x[i] = vcleq_u8(kb_load_base(p + 16 * i), vdupq_n_u8(0x20));
  return kb_mask_base(x);
}

#else

/* The highest bit of each of eight bytes, as eight bits. */
KB_INLINE uint64_t kb_gather_base(uint64_t x) {
  return (x >> 7 & KB_EACH_BYTE) * 0x0102040810204080u >> 56;
}

/* The highest bit of each byte that is c, and of no other. */
KB_INLINE uint64_t kb_is_base(uint64_t x, char c) {
  uint64_t y = x ^ (uint64_t)(unsigned char)c * KB_EACH_BYTE;
  return ~(((y & 0x7F * KB_EACH_BYTE) + 0x7F * KB_EACH_BYTE) | y) & 0x80 * KB_EACH_BYTE;
}

/* The highest bit of each byte below 0x80 that is at least `from` and at most `to`. */
KB_INLINE uint64_t kb_is_within_base(uint64_t x, unsigned from, unsigned to) {
  uint64_t low = x & 0x7F * KB_EACH_BYTE;
  return (low + (0x80 - from) * KB_EACH_BYTE) & ~(low + (0x7F - to) * KB_EACH_BYTE) & ~x &
         0x80 * KB_EACH_BYTE;
}

KB_INLINE uint64_t kb_bytes_base(const char *p, char c) {
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 8)
    mask |= kb_gather_base(kb_is_base(kb_load8(p + i), c)) << i;
  return mask;
}

/* The same of 32 bytes; of the bits above the lowest it need not be right. */
KB_INLINE uint64_t kb_next_base(const char *p, char c) {
  uint64_t wanted = (uint64_t)(unsigned char)c * KB_EACH_BYTE;
  for (unsigned i = 0; i < 32; i += 8) {
    uint64_t y = kb_load8(p + i) ^ wanted;
    uint64_t hits = (y - KB_EACH_BYTE) & ~y & 0x80 * KB_EACH_BYTE;
    if (hits != 0)
      return (uint64_t)1 << (i + kb_lowest_bit(hits) / 8);
  }
  return 0;
}

KB_INLINE void kb_classify_base(const char *p, struct kb_masks *m) {
  memset(m, 0, sizeof *m);
  for (unsigned i = 0; i < 64; i += 8) {
    uint64_t x = kb_load8(p + i);
    uint64_t digit = kb_is_within_base(x, '0', '9');
    uint64_t letter = kb_is_within_base(x | 0x20 * KB_EACH_BYTE, 'a', 'z');
    uint64_t high = x & 0x80 * KB_EACH_BYTE, rest = 0x80 * KB_EACH_BYTE & ~(letter | digit | x);
    m->word |= kb_gather_base(letter | digit | high) << i;
    m->mark |= kb_gather_base(digit) << i;
    /* Most that is no word is a space. */
    rest &= ~kb_is_base(x, ' ');
    if (rest == 0)
      continue;
    uint64_t at = kb_is_base(x, '@'), slash = kb_is_base(x, '/');
    /* - . / and so on */
    uint64_t joint = kb_is_within_base(x, '-', '/') | kb_is_base(x, '_') | kb_is_base(x, ':') |
                     kb_is_base(x, '#') | at;
    m->joint |= kb_gather_base(joint) << i;
    m->mark |= kb_gather_base(at) << i;
    m->slash |= kb_gather_base(slash) << i;
    m->quote |= kb_gather_base(kb_is_base(x, '"') | kb_is_base(x, '\'') | kb_is_base(x, '`'))
                << i;
  }
}

KB_INLINE uint64_t kb_blanks_base(const char *p) {
  uint64_t mask = 0;
  for (unsigned i = 0; i < 64; i += 8)
    mask |= kb_gather_base(kb_is_within_base(kb_load8(p + i), 0, 0x20)) << i;
  return mask;
}

#endif

KB_INLINE size_t kb_count_base(uint64_t x) {
  x -= x >> 1 & 0x55 * KB_EACH_BYTE;
  x = (x & 0x33 * KB_EACH_BYTE) + (x >> 2 & 0x33 * KB_EACH_BYTE);
  return (size_t)(((x + (x >> 4)) & 0x0F * KB_EACH_BYTE) * KB_EACH_BYTE >> 56);
}

/* Is the text, of at most eight bytes, one of so many? They are small. */
KB_INLINE int kb_is_value_base(const char *texts, size_t count, uint64_t text) {
  uint64_t is_one = 0;
  for (size_t i = 0; i < count; i++)
    is_one |= kb_load8(texts + 8 * i) == text;
  return is_one != 0;
}

/* Has the text the form of a time of n bytes? `help` says which bytes there are, which of them
 * must be there, and which are digits. */
KB_INLINE int kb_is_time_base(const char *help, const char *p, size_t n) {
  uint64_t wrong = 0;
  for (size_t i = 0; i < n; i += 8) {
    uint64_t x = kb_load8(p + i), wanted = kb_load8(help + i);
    uint64_t is_fixed = kb_load8(help + 32 + i), is_digit = kb_load8(help + 64 + i);
    uint64_t digits = (x & is_digit) | (~is_digit & 0x30 * KB_EACH_BYTE);
    wrong |= (x ^ wanted) & is_fixed;
    wrong |= (digits ^ 0x30 * KB_EACH_BYTE) & 0xF0 * KB_EACH_BYTE;
    wrong |= ((digits & 0x0F * KB_EACH_BYTE) + 0x06 * KB_EACH_BYTE) & 0x10 * KB_EACH_BYTE;
  }
  return wrong == 0;
}

KB_INLINE void kb_leave_base(void) {
}
/* The quick way to read a log template. This text stands once for each way to look at bytes. */

#if defined(KB_PATH)

/* The first place in [from, to) where a literal stands whole, or NULL. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_find)(const char *from, const char *to,
                                                       const struct kb_literal *literal) {
  const char *p = from;
  do {
    uint64_t hits = KB_PATH(kb_next)(p + literal->rare, literal->c);
    if (hits == 0) {
      p += 32;
      continue;
    }
    p += kb_lowest_bit(hits);
    if (KB_LIKELY(((kb_load8(p) ^ literal->start) & literal->mask) == 0)) {
      if (to - p < literal->n)
        return NULL;
      if (kb_rest_stands(literal, p))
        return p;
    }
    p++;
  } while (p < to);
  return NULL;
}

/* Where the time of a step ends, or NULL. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_time)(const struct kb_tables *t,
                                                       const struct kb_step *step,
                                                       const char *at, const char *end) {
  size_t n = step->count;
  if (KB_LIKELY(n > 0 && n <= (size_t)(end - at) && KB_PATH(kb_is_time)(step->help, at, n)))
    return at + n;
  const uint32_t *field = kb_row(t->fields, step->field, KB_FIELD_NUMBERS);
  n = kb_time_end(at, (size_t)(end - at), t->text + field[KB_FIELD_FORMAT],
                  field[KB_FIELD_FORMAT_N], 0);
  return n == KB_NONE || n == 0 ? NULL : at + n;
}

/* May a field of the step be these n bytes? */
KB_TARGET KB_INLINE int KB_PATH(kb_quick_may_be)(const struct kb_tables *t,
                                                 const struct kb_step *step, const char *p,
                                                 size_t n, uint32_t *service) {
  if (step->kind == KB_STEP_TEXT_FIELD)
    return 1;
  if (step->kind == KB_STEP_SERVICE) {
    *service = (uint32_t)kb_quick_service(t, p, n);
    return *service != KB_NO_NUMBER;
  }
  if (step->kind == KB_STEP_VALUES)
    return n <= 8 && KB_PATH(kb_is_value)(step->help, step->count,
                                          kb_fold8(kb_load8(p)) & kb_low_masks[n]);
  return kb_is_one_of(t, kb_row(t->fields, step->field, KB_FIELD_NUMBERS), p, n);
}

/* Reads a form that begins at `at`, up to its message: where that begins, or NULL. The places
 * where the fields end are written to `cuts`. */
KB_TARGET KB_INLINE const char *
KB_PATH(kb_quick_head)(const struct kb_tables *t, const struct kb_plan *plan, const char *line,
                       const char *at, const char *end, uint16_t *cuts, uint32_t *service) {
  const struct kb_step *step = plan->steps, *last = step + plan->step_count;
  for (at += plan->start.n; step != last; step++) {
    const struct kb_literal *literal = &step->literal;
    const char *to;
    if (step->kind == KB_STEP_TIME) {
      to = KB_PATH(kb_quick_time)(t, step, at, end);
      if (to == NULL || !kb_stands(literal, to, end))
        return NULL;
    } else {
      to = KB_PATH(kb_quick_find)(at, end, literal);
      if (to == NULL || to == at ||
          !KB_PATH(kb_quick_may_be)(t, step, at, (size_t)(to - at), service))
        return NULL;
    }
    *cuts++ = (uint16_t)(to - line);
    at = to + literal->n;
  }
  return at < end ? at : NULL;
}

/* Looks for a form in the line: where its message begins, or NULL. `start` becomes the place
 * where the form does, or KB_NONE - 1: only the slow way can tell. */
KB_TARGET KB_INLINE const char *
KB_PATH(kb_quick_start)(const struct kb_tables *t, const struct kb_plan *plan, const char *line,
                        const char *end, uint16_t *cuts, uint32_t *service, size_t *start) {
  const struct kb_literal *literal = &plan->start;
  const char *at = line;
  *start = KB_NONE;
  for (unsigned tries = 0; tries < 32; tries++, at++) {
    if (tries > 0 || !kb_stands(literal, at, end))
      at = KB_PATH(kb_quick_find)(at, end, literal);
    if (at == NULL)
      return NULL;
    const char *message = KB_PATH(kb_quick_head)(t, plan, line, at, end, cuts, service);
    if (message != NULL) {
      *start = (size_t)(at - line);
      return message;
    }
    if (literal->n == 0)
      break;
  }
  *start = KB_NONE - 1;
  return NULL;
}

/* Reads the form in line i, if it stands there. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_line)(struct kb_batch *batch, size_t i, size_t form,
                                                const struct kb_plan *plan) {
  const char *line = batch->p + (i == 0 ? 0 : batch->ends[i - 1] + 1);
  const char *end = batch->p + batch->ends[i];
  uint16_t spare[KB_MOST_STEPS];
  uint32_t service = plan->service;
  size_t start;
  end -= end > line && end[-1] == '\r';
  const char *message = KB_PATH(kb_quick_start)(
      batch->t, plan, line, end, batch->numbers[i] == KB_READ ? spare : batch->cuts[i],
      &service, &start);
  if (start == KB_NONE)
    return;
  /* Two forms that fit are one too many. */
  if (message == NULL || batch->numbers[i] == KB_READ) {
    batch->numbers[i] = KB_UNSURE;
    return;
  }
  batch->numbers[i] = KB_READ;
  batch->starts[i] = (uint16_t)start;
  batch->message_starts[i] = (uint16_t)(message - line);
  batch->services[i] = service;
  batch->forms[i] = (uint8_t)form;
}

/* Reads the log templates of all lines. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_heads)(struct kb_batch *batch) {
  struct kb_plan *plan = &batch->plan;
  for (size_t i = 0; i < batch->count; i++)
    batch->numbers[i] = batch->ends[i] + KB_MARGIN > batch->n ? KB_UNSURE : KB_NO_NUMBER;
  for (size_t form = 0; form < batch->t->form_count; form++) {
    kb_plan_form(batch->t, form, plan);
    for (size_t i = 0; i < batch->count; i++) {
      kb_fetch_ahead(batch, batch->ends[i]);
      if (batch->numbers[i] != KB_UNSURE)
        KB_PATH(kb_quick_line)(batch, i, form, plan);
    }
  }
}

#endif
/* The quick way to match a batch of lines. This text stands once for each way to look at bytes.
 * Whatever line is odd is left to the slow way; it never says something else. */

#if defined(KB_PATH)

/* ---- Tokens ----------------------------------------------------------------------------- */

/* The values among 64 bytes, and how many of the bytes that holds for: what begins there and
 * may go on behind them is left to the next 64. `known` are those that there are. */
KB_TARGET KB_INLINE unsigned KB_PATH(kb_quick_values)(const char *p, uint64_t known,
                                                      uint64_t seen, uint64_t *words,
                                                      uint64_t *values) {
  struct kb_masks m;
  KB_PATH(kb_classify)(p, &m);
  uint64_t word = m.word & known;
  uint64_t joint = m.joint & (word << 1) & (word >> 1);
  uint64_t cluster = word | joint;
  uint64_t path = (m.slash & known & ~(word << 1)) << 1 & cluster & ~(cluster << 1);
  uint64_t some = (m.mark & cluster) | path;
  uint64_t quotes = m.quote & known & ~(word << 1) & ~seen;
  unsigned end = 64;
  *words = word;
  *values = kb_runs_with(cluster, some);
  if (known >> 63 != 0) {
    /* A joint at the end may hold on to what follows. */
    uint64_t open = cluster | (m.joint & (word << 1) & (uint64_t)1 << 63);
    end = ~open == 0 ? 0 : 64 - kb_leading_zeros(~open);
  }
  if (KB_LIKELY(quotes == 0))
    return end;
  uint64_t blanks = KB_PATH(kb_blanks)(p);
  while (quotes != 0) {
    unsigned open = kb_lowest_bit(quotes);
    uint64_t behind = ~(uint64_t)1 << open,
             same = KB_PATH(kb_bytes)(p, p[open]) & known & behind;
    uint64_t stop = same | (blanks & known & behind);
    if (open >= end)
      break;
    quotes &= behind;
    if (stop == 0 && known >> 63 == 0)
      continue;
    unsigned close = stop == 0 ? 64 : kb_lowest_bit(stop);
    if (close >= 63 && known >> 63 != 0) {
      end = open;
      break;
    }
    if ((same >> close & 1) == 0 || close == open + 1 || (word >> (close + 1) & 1) != 0)
      continue;
    *values |= word & kb_bits(open + 1, close);
    quotes &= ~(uint64_t)1 << close;
  }
  return end;
}

/* Hashes the words that the windows of a message show. A word that may lead to patterns is a
 * bit of held->hits, the last word the lowest. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_hash)(const struct kb_tables *t, const char *p,
                                                      const struct kb_window *window,
                                                      size_t count, uint64_t salt,
                                                      struct kb_token *out,
                                                      struct kb_held *held) {
  const uint32_t *filter = t->filter;
  unsigned shift = 64 - t->filter_bits;
  uint64_t hits = 0, whole = 0;
  struct kb_token *next = out;
  for (const struct kb_window *last = window + count; window != last; window++) {
    const char *from = p + window->at;
    uint64_t starts = window->starts, tokens = window->tokens;
    size_t place = window->at;
    for (; starts != 0; starts &= starts - 1) {
      unsigned at = kb_lowest_bit(starts), n = kb_lowest_bit(~(tokens >> at));
      uint64_t hash = kb_word_hash(kb_load8(from + at), n, salt);
      uint32_t bits = filter[hash >> shift];
      next->at = (uint16_t)(place + at);
      next->n = (uint16_t)n;
      next++;
      hits = hits * 2 + (bits >> KB_FIRST_BIT(hash) & bits >> KB_SECOND_BIT(hash) & 1);
      whole = kb_whole_hash(whole, hash);
    }
  }
  held->token_count = (uint32_t)(next - out);
  held->hits = hits;
  held->whole = whole;
}

/* Where in the 64 bytes at `p` the literal behind the message begins, of which `left` are left
 * of the line; 64 if it does not. */
KB_TARGET KB_INLINE unsigned KB_PATH(kb_quick_tail)(const struct kb_literal *tail,
                                                    const char *p, size_t left) {
  uint64_t hits = KB_PATH(kb_bytes)(p + tail->rare, tail->c);
  for (; hits != 0; hits &= hits - 1) {
    unsigned i = kb_lowest_bit(hits);
    if (KB_LIKELY(((kb_load8(p + i) ^ tail->start) & tail->mask) == 0)) {
      if (i + (size_t)tail->n > left)
        return 64;
      if (kb_rest_stands(tail, p + i))
        return i;
    }
  }
  return 64;
}

/* Cuts the message that begins at `p` and goes up to `left` bytes further or to the tail into
 * windows: how many; 0 if only the slow way can tell. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_cut)(const struct kb_literal *tail_text,
                                                 uint64_t plain_only, const char *p, size_t *n,
                                                 struct kb_window *windows) {
  size_t from = 0, count = 0, tail_n = (size_t)tail_text->n, token_count = 0;
  uint64_t seen = 0;
  for (;; windows++) {
    unsigned tail = tail_n == 0 ? 64 : KB_PATH(kb_quick_tail)(tail_text, p + from, *n - from);
    if (tail < 64) {
      /* Nothing before or behind it is another matter. */
      if (from + tail == 0 || from + tail + tail_n == *n)
        return 0;
      *n = from + tail;
      tail_n = 0;
    }
    size_t left = *n - from;
    uint64_t known = left < 64 ? ((uint64_t)1 << left) - 1 : ~(uint64_t)0, words, values;
    unsigned end = KB_PATH(kb_quick_values)(p + from, known, seen, &words, &values);
    uint64_t tokens = words & ~(values & plain_only) & ~seen;
    uint64_t starts = tokens & ~(tokens << 1);
    if (end < 64)
      starts &= ((uint64_t)1 << end) - 1;
    windows->at = from;
    windows->tokens = tokens;
    windows->starts = starts;
    token_count += KB_PATH(kb_count)(starts);
    if (token_count > KB_LINE_TOKENS || count == KB_WINDOWS - 1)
      return 0;
    count++;
    if (left < 64)
      return count;
    /* The next 64 begin two bytes earlier, which show what stands before. */
    if (end < 8)
      return 0;
    from += end - 2;
    seen = 3;
  }
}

/* ---- Patterns --------------------------------------------------------------------------- */

/* Do the words of the pattern, plain ones all, stand from token i on? Answers which token is
 * behind them, or 0. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_compare)(const char *text, size_t n,
                                                     const char *message,
                                                     const struct kb_token *tokens, size_t i,
                                                     size_t count) {
  size_t at = 0;
  for (; i < count && at < n; i++) {
    size_t length = tokens[i].n;
    if (n - at < length || (n - at > length && text[at + length] != ' ') ||
        kb_difference(message + tokens[i].at, text + at, length) != 0)
      return 0;
    at += length + 1;
  }
  return at > n ? i : 0;
}

/* Tries a pattern whose anchor is token i. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_try)(const struct kb_tables *t,
                                               const uint32_t *pattern, const char *message,
                                               const struct kb_token *tokens, size_t i,
                                               const struct kb_held *held,
                                               struct kb_best *best) {
  size_t shape = pattern[KB_PATTERN_SHAPE], before = shape & 0xFF;
  const char *text = t->text + pattern[KB_PATTERN_TEXT];
  struct kb_best found;
  if ((shape & KB_IS_MIXED) != 0) {
    found.from = kb_mixed_place(t, pattern, message, held->n, tokens, i, held->token_count);
    if (found.from == KB_NONE)
      return;
  } else {
    if (before > i || KB_PATH(kb_quick_compare)(text, kb_pattern_n(pattern), message, tokens,
                                                i - before, held->token_count) == 0)
      return;
    found.from = tokens[i - before].at;
  }
  found.n = pattern[KB_PATTERN_LENGTH];
  found.order = pattern[KB_PATTERN_ORDER];
  found.number = pattern[KB_PATTERN_NUMBER];
  if (kb_is_better(&found, best))
    *best = found;
}

/* The best pattern that the tokens of the line lead to: its case, or KB_NO_NUMBER, or
 * KB_UNSURE. */
KB_TARGET KB_APART static uint32_t KB_PATH(kb_quick_search)(const struct kb_tables *t,
                                                            const char *message,
                                                            const struct kb_token *tokens,
                                                            const struct kb_held *held) {
  const uint32_t *row = kb_row(t->services, held->service, KB_SERVICE_NUMBERS);
  struct kb_best best;
  if ((row[KB_SERVICE_FLAGS] & KB_HAS_VALUE_PATTERNS) != 0)
    return KB_UNSURE;
  memset(&best, 0, sizeof best);
  best.number = KB_NO_NUMBER;
  for (uint64_t hits = held->hits; hits != 0; hits &= hits - 1) {
    size_t i = held->token_count - 1 - kb_lowest_bit(hits), n = tokens[i].n;
    const char *word = message + tokens[i].at;
    uint64_t hash = kb_word_hash(kb_load8(word), n, kb_salt(held->service));
    size_t bucket = kb_bucket(hash, t->head_bits);
    for (size_t j = t->heads[bucket]; j < t->heads[bucket + 1]; j++) {
      const uint32_t *pattern = kb_row(t->patterns, j, KB_PATTERN_NUMBERS);
      size_t anchor = kb_pattern_anchor(pattern), rest = kb_pattern_n(pattern) - anchor;
      const char *text = t->text + pattern[KB_PATTERN_TEXT] + anchor;
      if (pattern[KB_PATTERN_LENGTH] < best.n)
        break;
      if (pattern[KB_PATTERN_SERVICE] == held->service && rest >= n &&
          (rest == n || text[n] == ' ') && kb_difference(word, text, n) == 0)
        KB_PATH(kb_quick_try)(t, pattern, message, tokens, i, held, &best);
    }
  }
  return best.number;
}

/* Settles the lines that are held. Three rounds, so that what each needs is there when it
 * begins. */
KB_TARGET static void KB_PATH(kb_quick_settle)(struct kb_batch *batch, struct kb_hold *hold) {
  const struct kb_tables *t = batch->t;
  size_t mask = ((size_t)1 << t->whole_bits) - 1;
  for (size_t i = 0; i < hold->count; i++) {
    struct kb_held *held = &hold->lines[i];
    size_t slot = kb_bucket(held->whole, t->whole_bits);
    held->pattern = KB_NO_NUMBER;
    for (; t->whole[slot] != KB_NO_NUMBER; slot = (slot + 1) & mask) {
      if (t->whole[slot] >> 24 != (held->whole >> 32 & 0xFF))
        continue;
      held->pattern = t->whole[slot] & 0xFFFFFF;
      KB_FETCH(kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS));
      break;
    }
  }
  for (size_t i = 0; i < hold->count; i++) {
    const struct kb_held *held = &hold->lines[i];
    if (held->pattern != KB_NO_NUMBER) {
      const char *text =
          t->text + kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS)[KB_PATTERN_TEXT];
      KB_FETCH(text);
      KB_FETCH(text + 64);
    }
  }
  for (size_t i = 0; i < hold->count; i++) {
    const struct kb_held *held = &hold->lines[i];
    const struct kb_token *tokens = hold->tokens + held->first_token;
    const char *message = batch->p + held->from;
    if (held->pattern != KB_NO_NUMBER) {
      const uint32_t *pattern = kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS);
      if (pattern[KB_PATTERN_SERVICE] == held->service &&
          kb_is_whole(t->text + pattern[KB_PATTERN_TEXT], kb_pattern_n(pattern), message,
                      tokens, held->token_count)) {
        batch->numbers[held->line] = pattern[KB_PATTERN_NUMBER];
        continue;
      }
    }
    batch->numbers[held->line] = KB_PATH(kb_quick_search)(t, message, tokens, held);
  }
  hold->count = hold->token_count = 0;
}

/* ---- Lines ------------------------------------------------------------------------------ */

/* Where the lines of the batch end. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_ends)(struct kb_batch *batch) {
  size_t count = 0, at = 0;
  for (; count < KB_LINES && at < KB_SPAN && at + 64 <= batch->n; at += 64) {
    uint64_t ends = KB_PATH(kb_bytes)(batch->p + at, '\n');
    size_t known = KB_PATH(kb_count)(ends);
    /* Mostly there is one or none, which nobody can foretell. */
    batch->ends[count] = (uint32_t)(at + kb_lowest_bit(ends | (uint64_t)1 << 63));
    for (size_t i = 1; i < known; i++) {
      ends &= ends - 1;
      batch->ends[count + i] = (uint32_t)(at + kb_lowest_bit(ends));
    }
    count += known;
  }
  batch->count = count < KB_LINES ? count : (size_t)KB_LINES;
}

/* Looks at the message of line i; holds it if one of its words may lead to a pattern. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_hold)(struct kb_batch *batch, size_t i,
                                                struct kb_hold *hold) {
  const struct kb_tables *t = batch->t;
  const uint32_t *service = kb_row(t->services, batch->services[i], KB_SERVICE_NUMBERS);
  /* Where patterns have no plain words, values lead to them. */
  uint64_t plain_only = (uint64_t)(service[KB_SERVICE_FLAGS] & KB_HAS_VALUE_PATTERNS) - 1;
  size_t line = i == 0 ? 0 : batch->ends[i - 1] + 1;
  size_t from = line + batch->message_starts[i], end = batch->ends[i];
  struct kb_window windows[KB_WINDOWS];
  struct kb_held *held = &hold->lines[hold->count];
  size_t n = end - from - (batch->p[end - 1] == '\r');
  kb_plan_form(t, batch->forms[i], &batch->plan);
  size_t count =
      KB_PATH(kb_quick_cut)(&batch->plan.tail, plain_only, batch->p + from, &n, windows);
  batch->numbers[i] = count == 0 ? KB_UNSURE : KB_NO_NUMBER;
  if (count == 0)
    return;
  KB_PATH(kb_quick_hash)
  (t, batch->p + from, windows, count, kb_salt(batch->services[i]),
   hold->tokens + hold->token_count, held);
  if (held->hits == 0)
    return;
  batch->message_ends[i] = (uint16_t)(batch->message_starts[i] + n);
  held->service = batch->services[i];
  held->n = (uint32_t)n;
  held->line = (uint32_t)i;
  held->from = (uint32_t)from;
  held->first_token = (uint32_t)hold->token_count;
  KB_FETCH(&t->whole[kb_bucket(held->whole, t->whole_bits)]);
  hold->token_count += held->token_count;
  hold->count++;
}

/* Looks at the messages of all lines that have a log template. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_messages)(struct kb_batch *batch) {
  struct kb_hold hold;
  hold.count = hold.token_count = 0;
  for (size_t i = 0; i < batch->count; i++) {
    if (batch->numbers[i] != KB_READ)
      continue;
    KB_PATH(kb_quick_hold)(batch, i, &hold);
    if (hold.count == KB_HELD || hold.token_count + KB_LINE_TOKENS > KB_TOKENS) {
      KB_PATH(kb_leave)();
      KB_PATH(kb_quick_settle)(batch, &hold);
    }
  }
  KB_PATH(kb_leave)();
  KB_PATH(kb_quick_settle)(batch, &hold);
}

/* Fills in the cases of as many lines as there are, up to KB_LINES. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_batch)(struct kb_batch *batch) {
  KB_PATH(kb_quick_ends)(batch);
  KB_PATH(kb_quick_heads)(batch);
  KB_PATH(kb_quick_messages)(batch);
}

#endif
/* The engine's faces: a line, a message, a block of lines. */

/* The form in a line whose end is cut off; its service has patterns, or is not said. */
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

KB_APART static int kb_engine_line(const struct kb_tables *t, const char *line, size_t n,
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

/* ---- Many lines ------------------------------------------------------------------------- */

/* Ways to look at bytes; which is best depends on the machine. */
enum { KB_BASE, KB_WIDE };

static int kb_best_path(void) {
#if !defined(KB_HAS_WIDE)
  return KB_BASE;
#elif defined(__AVX2__) && defined(__BMI2__)
  return KB_WIDE;
#else
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? KB_WIDE : KB_BASE;
#endif
}

static void kb_quick_batch(int path, struct kb_batch *batch) {
#if defined(KB_HAS_WIDE)
  if (path == KB_WIDE) {
    kb_quick_batch_wide(batch);
    return;
  }
#endif
  (void)path;
  kb_quick_batch_base(batch);
}

/* The case of line i of a batch; the slow way says what the quick one does not know. */
static int kb_batch_line(const struct kb_batch *batch, size_t i, struct kb_hit *hit) {
  const char *line = batch->p + (i == 0 ? 0 : batch->ends[i - 1] + 1);
  size_t n = (size_t)(batch->p + batch->ends[i] - line);
  n -= n > 0 && line[n - 1] == '\r';
  if (batch->numbers[i] != KB_UNSURE) {
    kb_quick_fields(batch, i, line, n, hit);
    if (kb_agrees(batch->t, hit, hit->number))
      return 1;
  }
  return kb_engine_line(batch->t, line, n, hit);
}

/* A line of fewer bytes is copied, so that it may be read in the quick way. */
enum { KB_COPIED = 768 };

/* One line, whose end is cut off: 1 if it belongs to a case, 0 if not, -1 if the slow way must
 * look. */
KB_APART static int kb_quick_line(const struct kb_tables *t, int path, const char *line,
                                  size_t n, struct kb_hit *hit) {
  char copy[KB_COPIED + KB_MARGIN];
  struct kb_batch batch;
  memcpy(copy, line, n);
  memset(copy + n, '\n', KB_MARGIN + 1);
  batch.t = t;
  batch.plan.form = KB_NONE;
  batch.p = copy;
  batch.n = n + 1 + KB_MARGIN;
  kb_quick_batch(path, &batch);
  if (batch.count == 0 || batch.ends[0] != n || batch.numbers[0] == KB_UNSURE)
    return -1;
  if (batch.numbers[0] == KB_NO_NUMBER)
    return 0;
  kb_quick_fields(&batch, 0, line, n, hit);
  return kb_agrees(t, hit, hit->number) ? 1 : -1;
}

/* The same, always with an answer. */
static int kb_engine_one(const struct kb_tables *t, int path, const char *line, size_t n,
                         struct kb_hit *hit) {
  int is_found = -1;
  /* The CR of a CRLF is cut off already, and a line of a batch would lose one more. */
  if (t->is_quick && n > 0 && n < KB_COPIED && line[n - 1] != '\r')
    is_found = kb_quick_line(t, path, line, n, hit);
  return is_found >= 0 ? is_found : kb_engine_line(t, line, n, hit);
}

typedef int (*kb_report)(void *context, const struct kb_hit *hit);

/* One line, however long it is: 0 if it has no end and need not be looked at. */
static size_t kb_lone_line(const struct kb_tables *t, const char *p, size_t n, int is_all,
                           struct kb_hit *hit, int *is_found) {
  const char *end = (const char *)memchr(p, '\n', n);
  if (end == NULL && !is_all)
    return 0;
  size_t next = end == NULL ? n : (size_t)(end - p) + 1;
  *is_found = kb_engine_line(t, p, kb_line_end(p, next), hit);
  return next;
}

/* The lines up to and with the last LF, and where `is_all` what stands behind it. Answers how
 * many bytes that is, or where the line ends at which `report` wanted to stop. */
static size_t kb_engine_block(const struct kb_tables *t, int path, const char *buf, size_t n,
                              int is_all, kb_report report, void *context) {
  struct kb_batch batch;
  struct kb_hit hit;
  size_t at = 0;
  batch.t = t;
  batch.plan.form = KB_NONE;
  while (at < n) {
    batch.p = buf + at;
    batch.n = n - at;
    batch.count = 0;
    if (t->is_quick)
      kb_quick_batch(path, &batch);
    for (size_t i = 0; i < batch.count; i++) {
      if (batch.numbers[i] != KB_NO_NUMBER && kb_batch_line(&batch, i, &hit) &&
          report(context, &hit) != 0)
        return at + batch.ends[i] + 1;
    }
    if (batch.count > 0) {
      at += batch.ends[batch.count - 1] + 1;
      continue;
    }
    int is_found = 0;
    size_t next = kb_lone_line(t, buf + at, n - at, is_all, &hit, &is_found);
    at += next;
    if (next == 0 || (is_found && report(context, &hit) != 0))
      return at;
  }
  return at;
}

/* ---- The cases, and what finds them ------------------------------------------ */

static const struct kb_text_table {
  char c60bcd274_2c3c_5d27_8eb6_c7eb6bb396fe[1643];
  char c13f1d6c2_ae79_56c8_8bd0_29132b8015a7[1732];
  char cd2c3766f_ee3f_5c24_a8fd_7972eb6970c9[1745];
  char ce28b58d7_df85_5f0f_878d_2a58e5c02e3c[1719];
  char c96e611ab_76eb_534a_a50c_2c2406b80a09[1591];
  char c745def52_d22d_5025_9f49_8c8065a61ba4[1679];
  char c96842311_1dd0_5ffd_9fcb_902a9840159b[1711];
  char c8a1a5fdb_44e1_5008_94be_a7b948203c05[1650];
  char c90f7bae1_6ad0_5957_b40c_a6c644057a56[1727];
  char cb32791df_7586_5271_bb4b_5b832a446eb7[1753];
  char cb75690c6_d370_517a_b0d4_141a8d2fbfa1[1634];
  char cff2c5b1d_c17f_5224_9b96_553cb607470c[1653];
  char c91a841a8_1a47_5b1c_bef5_ac00ef2bde93[1672];
  char ce5e25440_d5b0_5fe8_82bb_829b0f8e13b3[1771];
  char ce132aeb0_e71b_5f75_bb6e_94d7401d5285[1705];
  char c8d56fb53_ab95_544f_9cc4_2fa88d709fed[1722];
  char c213be058_6a7c_505b_ae04_c5dd6d2ad8d0[1703];
  char ca277ccba_3ae8_52fc_b528_059110497c18[1661];
  char c7015bc6f_1de4_538c_8ef1_909505112248[1699];
  char c512622ef_3e9d_5cb1_8a72_06cae47844a7[1711];
  char c7f99f6b4_e076_5805_ae1c_9301af744090[1731];
  char cafe010bf_fbeb_5fc5_902a_e57d6a5a2e33[1546];
  char c45ba7aa1_f8d6_5cab_a512_3d887b8a28ab[1607];
  char c53dab8fb_b7ba_58df_8170_cdc98240f3b5[1640];
  char c437a47d5_a599_5603_a2f1_0f5b3cf0f6ed[1755];
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
    "\046\001\002\003\000\000\060\026\000\051\035\000\107\030\000\140\253\001\001\000\021"
    "\000\022\026\000\140\253\001\001\214\002\247\002\002\264\004\217\010\000"
    "auth-security-svc\000"
    "API Key limit exceeded\000"
    "Auth - API Key Limit Exceeded\000"
    "kb/auth/api-key-limit.md\000"
    "[WARN] 2024-03-15T11:45:00.123Z auth-security-svc/v4.2.1 [key12345]: "
    "Rate Limit - API Key limit exceeded. | Context: {APIKey=\"key-7f3a\", "
    "CurrentRate=\"100/s\", Limit=\"50/s\"}\000"
    "키 `key-7f3a`가 초당 50회 한도의 두 배인 100회로 호출해 "
    "초과분이 거절되고 있다. 제한 기능은 제대로 움직인 "
    "것이다. 고객사의 반복 호출 버그, 백오프 없는 재시도, "
    "미리 알리지 않은 행사가 흔하고 키가 유출됐을 수도 "
    "있다.\000"
    "1. (즉시) `kubectl logs -l app=auth-security-svc --since=10m --tail=-1 "
    "| grep 'API Key limit exceeded' | grep -o 'APIKey=\"[^\"]*\"' | sort "
    "| uniq -c`를 본다. `key-7f3a`뿐이면 그 고객사, 5개 이상이면 "
    "제한 카운터의 장애를 의심한다.\n"
    "2. (확인) 호출 경로와 출발지 IP를 본다. 같은 요청이 "
    "되풀이되면 버그, 처음 보는 대역이면 유출이다.\n"
    "3. (완화) 정상 행사면 기한을 정해 한도를 올린다. 예: "
    "2시간 동안 초당 120회. 주의: `kubectl top pod -l app=auth-security-svc`의 "
    "CPU가 한도의 70%를 넘으면 올리지 않는다.\n"
    "4. (완화) 유출이면 보안 관제를 부르고 키를 교체한다. "
    "주의: 폐기하는 순간 고객사 연동이 끊기므로 새 키 "
    "전달과 함께 한다.\n"
    "5. (완화) 버그면 제한을 유지한 채 알리고, 30분 넘게 "
    "이어지면 고객사 담당 매니저에게 에스컬레이션한다.\n"
    "6. (재발방지) 한도의 80%에서 고객사에 먼저 알리고, "
    "429에 `Retry-After`를 실어 백오프를 유도한다.",
    "\046\001\002\003\000\000\072\033\000\063\042\000\126\026\000\155\322\001\001\000\021"
    "\000\022\040\000\155\322\001\001\300\002\326\002\002\227\005\205\010\000"
    "auth-security-svc\000"
    "Brute Force protection triggered\000"
    "Auth - Brute Force Attack Detected\000"
    "kb/auth/brute-force.md\000"
    "[WARN] 2024-03-15T10:05:00.123Z auth-security-svc/v4.2.1 [x9y8z7w6]: "
    "Login Failed - Brute Force protection triggered for user admin. | Context: "
    "{ClientIP=\"198.51.100.5\", Action=\"BruteForce\", TargetUser=\"admin\"}\000"
    "`198.51.100.5`가 `admin` 비밀번호를 연달아 틀려 로그인 "
    "보호 장치가 작동했다. 막았다는 기록일 뿐 뚫리지 "
    "않았다는 증거는 아니므로 앞뒤의 성공 로그인을 꼭 "
    "확인해야 한다. 대개 유출 목록을 돌리는 도구지만, "
    "비밀번호 변경 뒤 옛 값을 쓰는 배치일 때도 있다.\000"
    "1. (즉시) `kubectl logs -l app=auth-security-svc --since=1h --tail=-1 "
    "| grep 'ClientIP=\"198.51.100.5\"'`에서 성공한 로그인을 찾는다. "
    "하나라도 있으면 관리자 세션을 모두 끊고 보안 관제 "
    "당직을 바로 부른다.\n"
    "2. (즉시) `admin` 로그인을 잠근다. 주의: 비상용 관리자 "
    "계정으로 접속되는지 먼저 시험하지 않으면 운영자까지 "
    "못 들어간다.\n"
    "3. (확인) 사내 배치나 VPN 출구의 주소인지 자산 목록에서 "
    "찾고, 아니면 WAF에서 `198.51.100.5/32`를 24시간 막는다.\n"
    "4. (완화) 15분 안에 다른 주소 3곳 이상이 같은 계정을 "
    "노리면 분산 공격이다. 주소 차단만으로는 부족하니 "
    "계정 단위 속도 제한과 CAPTCHA를 켜고 보안 관제에 넘긴다.\n"
    "5. (재발방지) 관리자 계정의 MFA를 필수로 하고 로그인 "
    "화면을 VPN 뒤로 옮긴다. 사외망에서 본 응답이 200이면 "
    "아직 열려 있는 것이다. 예: `curl -s -o /dev/null -w '%{http_code}\\n' "
    "https://admin.example.com/login`.",
    "\050\001\002\003\000\000\076\040\000\067\047\000\137\041\000\201\001\325\001\001\000"
    "\021\000\022\044\000\201\001\325\001\001\327\002\234\002\002\364\004\263\010\000"
    "auth-security-svc\000"
    "High rate of JWT validation failures\000"
    "Auth - JWT Validation Failure High Rate\000"
    "kb/auth/jwt-validation-failure.md\000"
    "[ERROR] 2024-03-15T10:00:00.123Z auth-security-svc/v4.2.1 [a1b2c3d4]: "
    "Security Alert - [FIN-ABC12] High rate of JWT validation failures. | "
    "Context: {ClientIP=\"203.0.113.56\", FailCount=\"150/s\", AuthMethod=\"Bearer\"}\000"
    "`203.0.113.56` 한 주소가 검증을 통과하지 못하는 Bearer "
    "토큰을 초당 150건씩 보내고 있다. 출발지가 하나면 "
    "훔친 토큰의 재사용이나 자동화된 대입, 여러 주소에서 "
    "함께 늘면 서명 키 교체나 JWKS 캐시 불일치를 의심한다.\000"
    "1. (즉시) `kubectl logs -l app=auth-security-svc --since=10m --tail=-1 "
    "| grep 'JWT validation failures' | grep -o 'ClientIP=\"[^\"]*\"' | sort "
    "| uniq -c`로 출발지를 센다. 한 곳이면 공격, 여러 곳이면 "
    "키 장애부터 본다.\n"
    "2. (즉시) 제휴사 주소가 아니면 WAF 차단 IP 세트에 `203.0.113.56/32`를"
    " 넣는다. 주의: `aws wafv2 update-ip-set`은 목록을 통째로 "
    "바꾸므로 기존 주소도 함께 넘긴다.\n"
    "3. (확인) 이 주소에서 통과한 요청이 한 건이라도 있으면 "
    "토큰 탈취다. 그 사용자의 세션을 끊고 보안 관제를 "
    "바로 부른다.\n"
    "4. (확인) 키 장애 쪽이면 실패한 토큰의 `kid`가 공개 "
    "키 목록에 있는지 본다. 예: `kubectl exec deploy/auth-security-svc "
    "-- curl -s localhost:8080/.well-known/jwks.json`.\n"
    "5. (완화) 차단 뒤 10분이 지나도 초당 10건을 넘으면 "
    "IP별 속도 제한을 켜고 보안 관제에 에스컬레이션한다.\n"
    "6. (재발방지) `fail2ban-client status`로 자동 차단이 도는지 "
    "보고, 초당 150건에 이르기 전에 걸리게 한다.",
    "\046\001\002\003\000\000\111\027\000\102\036\000\141\025\000\167\276\001\001\000\021"
    "\000\022\057\000\167\276\001\001\266\002\222\002\002\311\004\306\010\000"
    "auth-security-svc\000"
    "Multi-factor authentication verification failed\000"
    "Auth - MFA Verification Failed\000"
    "kb/auth/mfa-failed.md\000"
    "[WARN] 2024-03-15T11:15:00.123Z auth-security-svc/v4.2.1 [auth1234]: "
    "MFA Failed - Multi-factor authentication verification failed. | Context: "
    "{User=\"john_doe\", AuthMethod=\"OTP\", Attempt=\"3\"}\000"
    "`john_doe`가 OTP를 세 번째 틀렸다. MFA 단계까지 왔다면 "
    "비밀번호는 이미 맞힌 것이므로, 본인의 실수가 아니라면 "
    "비밀번호가 샜다는 뜻이다. 여러 사용자가 함께 실패하면 "
    "서버 시계가 어긋났을 가능성이 높다.\000"
    "1. (즉시) `kubectl logs -l app=auth-security-svc --since=15m --tail=-1 "
    "| grep 'Multi-factor authentication verification failed' | grep -o 'User=\"[^\"]*\"'"
    " | sort | uniq -c | sort -rn | head`를 본다. 10명 이상이면 OTP "
    "장애, `john_doe`뿐이면 계정 문제다.\n"
    "2. (확인) OTP 장애 쪽이면 인증 노드에서 `chronyc tracking`을 "
    "실행한다. System time 오차가 1초를 넘으면 이상이고 30초에 "
    "가까우면 OTP가 모두 틀린다. 인증 플랫폼 담당을 부른다.\n"
    "3. (확인) 계정 문제면 감사 로그에서 접속 IP, 국가, "
    "기기가 평소와 같은지 본다. 처음 보는 곳이면 탈취 "
    "시도로 다룬다.\n"
    "4. (완화) 탈취 시도면 세션을 끊고 비밀번호를 재설정한 "
    "뒤 보안 관제에 알린다. 본인이면 휴대폰 시각 자동 "
    "설정을 켜게 하고 다시 시도하게 한다.\n"
    "5. (완화) 5회째 틀리면 15분 잠근다. 주의: 전화 요청만으로 "
    "MFA를 해제하지 않는다.\n"
    "6. (재발방지) 시계 오차 500ms 경보와 사용자별 MFA 실패율 "
    "경보를 두고, 피싱에 강한 패스키를 권한다.",
    "\046\001\002\003\000\000\070\033\000\055\046\000\124\044\000\171\300\001\001\000\020"
    "\000\021\033\000\171\300\001\001\272\002\255\002\002\350\004\247\007\000"
    "biz-logic-engine\000"
    "Coupon usage limit exceeded\000"
    "BizLogic - Coupon Usage Limit Exceeded\000"
    "kb/bizlogic/coupon-limit-exceeded.md\000"
    "[ERROR] 2024-03-15T10:30:00.123Z biz-logic-engine/v1.12.0 [asdf5678]: "
    "Coupon Error - Coupon usage limit exceeded. | Context: {CouponCode=\"SALE-2024-0315\""
    ", CurrentUsage=\"1001\", MaxLimit=\"1000\"}\000"
    "한도 1000장인 `SALE-2024-0315`의 사용 수가 1001로 잡혔다. "
    "거절한 요청까지 센 값이면 정상 마감이지만, 1001장이 "
    "실제로 할인됐다면 한도 확인과 증가 사이로 동시 요청이 "
    "끼어든 것이다. Redis 카운터와 DB가 따로 움직일 때 잘 "
    "생긴다.\000"
    "1. (즉시) 실제로 적용된 장수를 센다. 1000 이하면 소진 "
    "안내로 끝내고, 1001 이상이면 초과 사용 사고다. 예: "
    "`SELECT COUNT(*) FROM CouponUsage WHERE CouponCode = 'SALE-2024-0315' "
    "AND Status = 'USED';`.\n"
    "2. (즉시) 사고면 관리 화면에서 `SALE-2024-0315`를 비활성으로 "
    "바꿔 더 새지 않게 한다.\n"
    "3. (확인) Redis 값과 DB 건수가 10 넘게 다르면 동기화가 "
    "밀린 것이다. 예: `redis-cli GET coupon:SALE-2024-0315:used`.\n"
    "4. (완화) 초과분은 임의로 회수하지 말고 주문 목록을 "
    "뽑아 마케팅과 CS의 결정을 받는다. 50장을 넘거나 비활성 "
    "뒤에도 늘면 주문 담당에게 바로 에스컬레이션한다.\n"
    "5. (재발방지) 확인과 증가를 Redis Lua 스크립트 하나로 "
    "묶고, 코드의 DB 갱신에도 조건을 걸어 이중으로 막는다. "
    "예: `UPDATE Coupon SET Used = Used + 1 WHERE Code = 'SALE-2024-0315' "
    "AND Used < 1000;`.",
    "\046\001\002\003\000\000\073\030\000\060\043\000\124\035\000\162\316\001\001\000\020"
    "\000\021\036\000\162\316\001\001\301\002\257\002\002\361\004\366\007\000"
    "biz-logic-engine\000"
    "Stock count cannot be negative\000"
    "BizLogic - Inventory Negative Stock\000"
    "kb/bizlogic/negative-stock.md\000"
    "[ERROR] 2024-03-15T10:25:00.123Z biz-logic-engine/v1.12.0 [zxcv1234]: "
    "Inventory Error - Stock count cannot be negative for ItemID ITEM-555. "
    "| Context: {ItemID=\"ITEM-555\", StockLevel=\"-2\", CartID=\"a1b2c3d4\"}\000"
    "여러 주문이 `ITEM-555`의 같은 재고를 동시에 읽고 저마다 "
    "차감해 `-2`가 됐다. 조회와 차감이 한 문장으로 묶이지 "
    "않았거나, 캐시 수량을 믿고 DB를 늦게 줄이는 경로에서 "
    "생긴다. 실물 없이 2개가 더 팔렸을 수 있다고 보고 "
    "움직인다.\000"
    "1. (즉시) `ITEM-555`를 품절로 돌려 새 주문을 막고, 출고 "
    "대기 중인 주문은 잠시 보류한다.\n"
    "2. (확인) 음수가 이 상품뿐인지 본다. 5개 이상이면 "
    "차감 로직의 회귀이므로 주문·재고 담당을 바로 부른다. "
    "예: `SELECT ItemID, StockLevel FROM Inventory WHERE StockLevel < 0;`.\n"
    "3. (확인) 캐시와 DB의 수량이 다르면 캐시 경로가 원인이다. "
    "예: `redis-cli GET stock:ITEM-555`.\n"
    "4. (완화) 창고 실사 수량으로 고친다. 주의: 판매를 "
    "멈춘 뒤 트랜잭션 안에서 바뀐 행이 1인지 보고 커밋한다. "
    "예: `UPDATE Inventory SET StockLevel = 0 WHERE ItemID = 'ITEM-555' "
    "AND StockLevel = -2;`.\n"
    "5. (완화) 초과 판매된 주문은 늦게 들어온 순서로 골라 "
    "1시간 안에 CS에 넘긴다.\n"
    "6. (재발방지) 코드의 차감을 조건부 한 문장으로 바꾸고, "
    "바뀐 행이 0이면 품절로 처리한다. 예: `UPDATE Inventory "
    "SET StockLevel = StockLevel - 1 WHERE ItemID = 'ITEM-555' AND StockLevel "
    ">= 1;`.",
    "\046\001\002\003\000\000\105\024\000\072\037\000\132\035\000\170\302\001\001\000\020"
    "\000\021\050\000\170\302\001\001\273\002\265\002\002\361\004\226\010\000"
    "biz-logic-engine\000"
    "Price mismatch between cart and checkout\000"
    "BizLogic - Order Price Mismatch\000"
    "kb/bizlogic/price-mismatch.md\000"
    "[ERROR] 2024-03-15T11:25:00.123Z biz-logic-engine/v1.12.0 [prc12345]: "
    "Order Failed - Price mismatch between cart and checkout. | Context: "
    "{CartTotal=\"50000\", CheckoutTotal=\"45000\", Diff=\"-5000\"}\000"
    "장바구니 50000과 결제 단계 45000이 5000만큼 어긋나 주문을 "
    "막았다. 결제 쪽이 더 싸므로 담은 뒤에 할인이 시작됐거나, "
    "쿠폰이 결제에서만 반영됐거나, 장바구니가 낡은 가격 "
    "캐시를 보여 준 것이다. 고객은 결제하지 못한 채 멈춰 "
    "있다.\000"
    "1. (즉시) `kubectl logs -l app=biz-logic-engine --since=10m --tail=-1 "
    "| grep 'Price mismatch' | grep -o 'Diff=\"[^\"]*\"' | sort | uniq -c "
    "| sort -rn | head`를 본다. 10분에 50건을 넘거나 한 값에 "
    "몰리면 가격이나 할인 설정의 오류다.\n"
    "2. (확인) 11:25Z 앞뒤로 가격이나 할인이 바뀌었는지 "
    "본다. 예: `SELECT * FROM PriceHistory WHERE ChangedAt >= '2024-03-15 "
    "11:00:00';`.\n"
    "3. (확인) 캐시의 남은 수명을 본다. `-1`이면 만료가 "
    "없는 키다. 예: `redis-cli TTL price:ITEM-100`.\n"
    "4. (완화) 바뀐 금액을 고객에게 보여 주고 다시 동의를 "
    "받는다. 낡은 키만 지운다. 예: `redis-cli UNLINK price:ITEM-100`. "
    "주의: 가격 캐시를 통째로 비우면 DB에 조회가 몰린다.\n"
    "5. (완화) 45000이 잘못 건 할인이면 할인을 끄고 가격 "
    "담당에게 바로 에스컬레이션한다. 주의: 금액 검증은 "
    "끄지 않는다.\n"
    "6. (재발방지) 가격이 바뀔 때 캐시를 지우는 이벤트를 "
    "보내고, 장바구니에 가격 버전을 함께 저장한다.",
    "\046\001\002\003\000\000\101\026\000\066\041\000\130\041\000\172\253\001\001\000\020"
    "\000\021\044\000\172\253\001\001\246\002\317\002\002\366\004\324\007\000"
    "biz-logic-engine\000"
    "Promotion code is invalid or expired\000"
    "BizLogic - Invalid Promotion Code\000"
    "kb/bizlogic/promo-code-expired.md\000"
    "[INFO] 2024-03-15T11:55:00.123Z biz-logic-engine/v1.12.0 [pro12345]: "
    "Coupon Error - Promotion code is invalid or expired. | Context: {Code=\"WELCOME2023\""
    ", Reason=\"Expired\"}\000"
    "고객이 기한이 지난 코드 `WELCOME2023`을 넣었고 검증이 "
    "설계대로 거절했다(`Expired`). 로그 수준도 INFO이고 몇 "
    "건은 대응할 일이 아니다. 다만 갑자기 늘면 끝난 행사의 "
    "배너가 남았거나, 종료 시각이 잘못 등록됐거나, 누군가 "
    "코드를 대입하고 있다는 신호다.\000"
    "1. (확인) `kubectl logs -l app=biz-logic-engine --since=1h --tail=-1 "
    "| grep 'Promotion code is invalid or expired' | grep -o 'Code=\"[^\"]*\"' "
    "| sort | uniq -c | sort -rn | head`를 본다. 시간당 100건 아래이고 "
    "평소의 3배를 넘지 않으면 여기서 끝낸다.\n"
    "2. (확인) `WELCOME2023` 하나에 몰리면 남아 있는 배너나 "
    "앱 푸시를 찾아 업무 시간에 마케팅 담당에게 내려 "
    "달라고 한다.\n"
    "3. (확인) 한 사용자나 IP가 서로 다른 코드를 분당 20개 "
    "넘게 넣으면 대입 시도다. 속도 제한을 걸고 보안 관제에 "
    "알린다.\n"
    "4. (완화) 진행 중인 행사의 코드가 만료로 거절되면 "
    "종료 시각이 UTC와 KST 중 어느 쪽으로 들어갔는지 보고, "
    "30분 안에 고치지 못하면 프로모션 담당에게 에스컬레이션한다."
    "\n"
    "5. (재발방지) 거절 화면에 끝난 날짜와 지금 쓸 수 있는 "
    "혜택을 함께 보여 주고, 행사 종료와 함께 배너가 내려가게 "
    "묶는다.",
    "\050\001\002\003\000\000\107\030\000\074\043\000\140\040\000\201\001\347\001\001\000"
    "\020\000\021\052\000\201\001\347\001\001\351\002\252\002\002\224\005\201\010\000"
    "biz-logic-engine\000"
    "Refund issued but inventory restore failed\000"
    "BizLogic - Saga Compensation Failed\000"
    "kb/bizlogic/saga-compensation.md\000"
    "[ERROR] 2024-03-15T11:00:00.123Z biz-logic-engine/v1.12.0 [saga1234]: "
    "Saga Compensation - Refund issued but inventory restore failed. | Context: "
    "{OrderID=\"ORD-555\", CompensationStep=\"RestoreStock\", Error=\"RemoteServiceUnavai"
    "lable\"}\000"
    "`ORD-555`를 취소하면서 환불은 나갔지만 `RestoreStock` 단계가 "
    "`RemoteServiceUnavailable`로 끝났다. 고객 돈은 돌아갔고 "
    "재고만 돌아오지 않아 팔 수 있는 수량이 실제보다 "
    "적게 보인다. 재고 서비스가 내려갔거나 재배포 중일 "
    "때 생긴다.\000"
    "1. (즉시) 재고 서비스가 살아 있는지부터 본다. 죽어 "
    "있으면 그 복구가 먼저이고 재시도는 나중이다. 예: "
    "`kubectl get pods -l app=inventory-svc`.\n"
    "2. (확인) `kubectl logs -l app=biz-logic-engine --since=1h --tail=-1 "
    "| grep 'inventory restore failed' | grep -o 'OrderID=\"[^\"]*\"' | sort "
    "-u`가 복구할 주문 목록이다. 5건을 넘으면 주문·재고 "
    "담당을 호출한다.\n"
    "3. (확인) 목록의 건수와 DLQ에 쌓인 수가 같은지 본다. "
    "모자라면 기록 없이 사라진 건이 있다. 예: `aws sqs get-queue-attribut"
    "es --queue-url \"$SAGA_DLQ_URL\" --attribute-names ApproximateNumberOfMessages`.\n"
    "4. (완화) 재고 서비스가 5분 이상 안정된 뒤 `RestoreStock`만 "
    "주문별로 다시 실행한다. 주의: 사가 전체를 재실행하면 "
    "환불이 두 번 나갈 수 있다. `ORD-555`를 멱등키로 쓴다.\n"
    "5. (재발방지) 보상 단계에 지수 백오프와 DLQ를 두고, "
    "환불과 재고 이력을 매시간 대사해 1건이라도 어긋나면 "
    "알린다.",
    "\046\001\002\003\000\000\077\031\000\072\036\000\131\030\000\162\330\001\001\000\020"
    "\000\021\050\000\162\330\001\001\313\002\230\002\002\344\004\315\010\000"
    "db-cache-cluster\000"
    "HikariPool-1 connection is not available\000"
    "DB - Connection Pool Exhausted\000"
    "kb/db/connection-pool.md\000"
    "[ERROR] 2024-03-15T10:35:00.123Z db-cache-cluster/v8.0.32 [db123456]: "
    "Connection Pool - HikariPool-1 connection is not available, timed out. "
    "| Context: {WaitTime=\"30000ms\", ActiveConnections=\"50/50\", QueueSize=\"200\"}\000"
    "풀의 50개가 모두 쓰이는 중이고 200개 요청이 줄을 선 "
    "채 30000ms를 기다리다 실패했다. 개수가 모자라기보다 "
    "반납이 안 되는 경우가 많으니 느린 쿼리, 트랜잭션 "
    "안의 외부 호출, 닫지 않은 커넥션 순으로 의심한다.\000"
    "1. (즉시) `SELECT id, user, time, LEFT(info, 80) FROM information_schema.processli"
    "st WHERE command <> 'Sleep' ORDER BY time DESC LIMIT 20;`을 본다. "
    "30초 넘은 쿼리가 5개 이상이면 느린 쿼리가 범인이다.\n"
    "2. (확인) `SELECT trx_mysql_thread_id, trx_started, trx_query FROM "
    "information_schema.innodb_trx ORDER BY trx_started LIMIT 10;`에서 "
    "60초 넘게 열려 있고 쿼리가 NULL이면 누수나 외부 호출 "
    "대기다.\n"
    "3. (완화) 실행 중이면 `KILL QUERY`, 열어만 둔 세션이면 "
    "`KILL`로 끊는다. 예: `KILL QUERY 8123;`. 주의: 롤백이 더 "
    "오래 걸릴 수 있고 배치는 재처리가 필요하니 담당에게 "
    "먼저 묻는다.\n"
    "4. (완화) 누수면 해당 서비스를 순차 재시작한다. 예: "
    "`kubectl rollout restart deploy/biz-logic-engine`. 대기열 200이 "
    "10분 안에 줄지 않으면 DBA에게 에스컬레이션한다.\n"
    "5. (재발방지) HikariCP의 `leakDetectionThreshold`를 켜고 `connectionTimeout`"
    "을 30000ms보다 줄인다. `maximumPoolSize`는 파드 수를 곱한 "
    "값이 `max_connections`의 80%를 넘지 않을 때만 늘린다.",
    "\046\001\002\003\000\000\076\021\000\071\026\000\120\021\000\142\303\001\001\000\020"
    "\000\021\047\000\142\303\001\001\246\002\243\002\002\312\004\360\007\000"
    "db-cache-cluster\000"
    "Transaction rolled back due to deadlock\000"
    "DB - Deadlock Detected\000"
    "kb/db/deadlock.md\000"
    "[ERROR] 2024-03-15T10:40:00.123Z db-cache-cluster/v8.0.32 [db654321]: "
    "Deadlock Detected - Transaction rolled back due to deadlock. | Context: "
    "{Table=\"Orders\", SQLState=\"40001\", LockWait=\"1200ms\"}\000"
    "두 트랜잭션이 `Orders`의 행을 반대 순서로 잠가 서로를 "
    "기다렸고, DB가 한쪽을 골라 롤백했다(SQLState `40001`, "
    "대기 1200ms). 통째로 롤백되므로 재시도하면 대개 성공한다. "
    "어쩌다 한 건은 정상 범위이고 잦아지는 것이 문제다.\000"
    "1. (즉시) `SHOW ENGINE INNODB STATUS\\G`의 LATEST DETECTED DEADLOCK을 "
    "복사해 둔다. 마지막 한 건만 남으므로 다음 것이 덮어쓰기 "
    "전에 두 쿼리와 인덱스 이름을 확보한다.\n"
    "2. (확인) `SELECT name, count FROM information_schema.innodb_metrics "
    "WHERE name = 'lock_deadlocks';`를 1분 간격으로 두 번 읽는다. "
    "분당 1건 아래면 재시도에 맡기고, 10건을 넘으면 장애로 "
    "다룬다.\n"
    "3. (확인) `SELECT waiting_pid, blocking_pid, wait_age, locked_table "
    "FROM sys.innodb_lock_waits;`로 지금 막고 있는 세션이 배치인지 "
    "본다.\n"
    "4. (완화) 겹친 배치를 멈추고, 애플리케이션이 `40001`을 "
    "최대 3회 백오프로 재시도하는지 본다. 주의: 마지막 "
    "문장이 아니라 트랜잭션 전체를 다시 실행해야 한다. "
    "15분 안에 줄지 않으면 DBA에게 에스컬레이션한다.\n"
    "5. (재발방지) 여러 행을 고칠 때 기본 키 순서로 잠그고, "
    "WHERE 열에 인덱스를 두어 잠그는 범위를 좁힌다.",
    "\046\001\002\003\000\000\056\011\000\051\016\000\070\022\000\113\317\001\001\000\020"
    "\000\021\027\000\113\317\001\001\233\002\224\002\002\260\004\235\010\000"
    "db-cache-cluster\000"
    "OOM command not allowed\000"
    "DB - Redis OOM\000"
    "kb/db/redis-oom.md\000"
    "[ERROR] 2024-03-15T11:10:00.123Z db-cache-cluster/v8.0.32 [redis123]: "
    "Redis Error - OOM command not allowed, maxmemory reached. | Context: "
    "{UsedMemory=\"4.0GB\", MaxMemory=\"4.0GB\", EvictionPolicy=\"noeviction\"}\000"
    "Redis가 한도 4.0GB를 다 썼고 정책이 `noeviction`이라 쓰기 "
    "명령을 거절하고 있다. 읽기는 계속되므로 저장하는 "
    "기능만 실패하는 부분 장애로 보인다. TTL 없는 키가 "
    "쌓였거나 큰 키 하나가 갑자기 자란 경우가 많다.\000"
    "1. (즉시) `redis-cli INFO memory`와 `redis-cli INFO keyspace`를 "
    "본다. `used_memory`가 `maxmemory`에 붙어 있으면 아직 진행 "
    "중이고, `expires`가 `keys`의 절반에 못 미치면 TTL 누락이 "
    "범인이다.\n"
    "2. (확인) `redis-cli --memkeys -i 0.01`로 큰 키를 찾는다. 주의: "
    "`KEYS *`는 서버를 멈추게 하고 전체 비우기는 세션까지 "
    "모두 지우므로 쓰지 않는다.\n"
    "3. (완화) 호스트 메모리에 여유가 있으면 한도를 올린다. "
    "예: `redis-cli CONFIG SET maxmemory 5gb`. ElastiCache는 이 명령이 "
    "막혀 있으니 노드 타입을 올린다.\n"
    "4. (완화) 캐시 전용이면 `redis-cli CONFIG SET maxmemory-policy "
    "allkeys-lru`로 바꾼다. 주의: 세션이나 락이 섞여 있으면 "
    "그것도 지워지니 TTL 있는 키만 지우는 `volatile-lru`를 "
    "쓴다.\n"
    "5. (완화) 쓰기 실패가 10분 안에 멎지 않으면 캐시 담당과 "
    "DBA에게 에스컬레이션한다.\n"
    "6. (재발방지) TTL 없는 쓰기를 코드 리뷰와 래퍼에서 "
    "막고, 사용률 75%와 90%에 경보를 건다.",
    "\046\001\002\003\000\000\064\020\000\057\025\000\105\023\000\131\363\001\001\000\020"
    "\000\021\035\000\131\363\001\001\315\002\273\002\002\211\005\327\007\000"
    "db-cache-cluster\000"
    "Query execution time exceeded\000"
    "DB - Slow Query Alert\000"
    "kb/db/slow-query.md\000"
    "[WARN] 2024-03-15T11:40:00.123Z db-cache-cluster/v8.0.32 [slo12345]: "
    "Slow Query - Query execution time exceeded 2000ms. | Context: {QueryTime=\"2500ms\","
    " Table=\"Transactions\", SQLFragment=\"SELECT * FROM Transactions WHERE "
    "MerchantID = 'M-1234'\"}\000"
    "`Transactions`를 `MerchantID`로 찾는 쿼리가 2500ms 걸려 기준 "
    "2000ms를 넘었다. 쓸 인덱스가 없어 테이블 전체를 읽거나, "
    "통계가 낡아 실행 계획이 바뀌었거나, 한 가맹점에 "
    "행이 몰린 경우다. 한 건은 경고로 충분하지만 쌓이면 "
    "커넥션 풀이 마른다.\000"
    "1. (즉시) `SELECT COUNT(*) FROM information_schema.processlist WHERE "
    "command = 'Query' AND time >= 2;`가 10 이상이면 이미 밀리고 "
    "있는 것이므로 DBA를 부르고, 3 아래면 업무 시간에 고쳐도 "
    "된다.\n"
    "2. (확인) `EXPLAIN SELECT * FROM Transactions WHERE MerchantID = 'M-1234';`에서 "
    "type이 ALL이거나 key가 NULL이면 인덱스가 없는 것이다. "
    "주의: `EXPLAIN ANALYZE`는 쿼리를 실제로 돌린다.\n"
    "3. (완화) 인덱스가 있는데 안 쓰면 `ANALYZE TABLE Transactions;`로 "
    "통계를 새로 잡는다. 밀린 조회는 끊는다. 예: `KILL QUERY "
    "8123;`. 주의: 변경 쿼리를 끊으면 롤백이 길다.\n"
    "4. (재발방지) DBA와 한산한 시간을 잡아 인덱스를 만든다. "
    "예: `ALTER TABLE Transactions ADD INDEX idx_merchant (MerchantID), "
    "ALGORITHM=INPLACE, LOCK=NONE;`. 주의: 테이블이 크면 복제 지연이 "
    "커진다.\n"
    "5. (재발방지) `SELECT *` 대신 쓰는 열만 고르고 기간 조건과 "
    "`LIMIT`를 붙인다.",
    "\046\001\002\003\000\000\074\026\000\064\036\000\123\032\000\156\270\001\001\000\016"
    "\000\017\044\000\156\270\001\001\247\002\315\002\002\365\004\316\010\000"
    "infra-eks-core\000"
    "Temporary failure in name resolution\000"
    "Infra - DNS Resolution Failure\000"
    "kb/infra/dns-resolution.md\000"
    "[ERROR] 2024-03-15T11:20:00.123Z infra-eks-core/v1.28.4 [net12345]: "
    "DNS Error - Temporary failure in name resolution. | Context: {TargetHost=\"db-cache-"
    "cluster.local\", Error=\"NXDOMAIN\"}\000"
    "파드가 `db-cache-cluster.local`을 찾지 못했고 답은 `NXDOMAIN`이었다. "
    "DNS가 답을 못 한 것이 아니라 그런 이름이 없다고 답한 "
    "것이므로 서비스 삭제, 오타, 네임스페이스가 빠진 "
    "주소를 먼저 의심한다. CoreDNS 과부하나 정책 차단이면 "
    "다른 이름도 함께 실패한다.\000"
    "1. (즉시) `kubectl run dnstest --rm -it --restart=Never --image=busybox:1.36 "
    "-- nslookup kubernetes.default.svc.cluster.local`이 성공하면 DNS는 "
    "살아 있고 이름이 문제다. 실패하면 CoreDNS부터 본다.\n"
    "2. (확인) `kubectl get svc -A | grep db-cache-cluster`에 없으면 "
    "서비스가 지워진 것이다. 있으면 앱 설정을 정식 이름과 "
    "맞춘다. 예: `db-cache-cluster.default.svc.cluster.local`.\n"
    "3. (확인) `kubectl -n kube-system get pods -l k8s-app=kube-dns`와 "
    "`kubectl -n kube-system logs -l k8s-app=kube-dns --tail=100`에서 재시작과 "
    "`SERVFAIL`, `i/o timeout`을 찾는다.\n"
    "4. (완화) `kubectl -n kube-system top pod -l k8s-app=kube-dns`의 "
    "CPU가 요청량의 2배를 넘으면 늘린다. 예: `kubectl -n kube-system "
    "scale deploy/coredns --replicas=4`. 이름 문제면 설정을 되돌려 "
    "재배포한다.\n"
    "5. (완화) 여러 서비스가 함께 실패하거나 10분 안에 "
    "풀리지 않으면 인프라 담당에게 에스컬레이션한다.\n"
    "6. (재발방지) 설정에는 전체 이름만 쓰고, NodeLocal DNSCache와 "
    "NXDOMAIN 비율 경보를 둔다.",
    "\046\001\002\003\000\000\101\023\000\071\033\000\125\027\000\155\317\001\001\000\016"
    "\000\017\051\000\155\317\001\001\275\002\270\002\002\366\004\213\010\000"
    "infra-eks-core\000"
    "Failed to get cpu utilization for scaling\000"
    "Infra - HPA Scaling Failure\000"
    "kb/infra/hpa-metrics.md\000"
    "[ERROR] 2024-03-15T10:50:00.123Z infra-eks-core/v1.28.4 [k8s54321]: "
    "HPA Fail - Failed to get cpu utilization for scaling. | Context: {PodName=\"metrics-"
    "server-6d94bc8694-xq7mz\", Error=\"MetricsAPIUnavailable\"}\000"
    "메트릭 API가 답하지 않아(`MetricsAPIUnavailable`) HPA가 CPU "
    "값을 읽지 못하고 레플리카 수가 지금 값에 묶였다. "
    "떠 있는 파드는 멀쩡하지만 트래픽이 몰려도 확장되지 "
    "않는다. metrics-server 파드 이상, kubelet 인증서 오류, 10250 "
    "포트 차단이 흔하다.\000"
    "1. (즉시) `kubectl get apiservice v1beta1.metrics.k8s.io`의 AVAILABLE이 "
    "False이고 `kubectl top nodes`도 실패하면 클러스터의 모든 "
    "HPA가 멎은 것이다.\n"
    "2. (즉시) `kubectl get hpa -A`에서 TARGETS가 `<unknown>`인 서비스 "
    "중 지연이 느는 것부터 손으로 늘린다. 예: `kubectl scale "
    "deploy/payment-gateway --replicas=6`.\n"
    "3. (확인) `kubectl -n kube-system logs metrics-server-6d94bc8694-xq7mz "
    "--tail=100`을 본다. `x509`면 인증서, `connection refused`나 "
    "`deadline exceeded`면 10250 포트나 보안 그룹이다.\n"
    "4. (완화) `kubectl -n kube-system rollout restart deploy/metrics-server`를 "
    "실행하고, 3분 안에 `kubectl top nodes`가 값을 내지 않으면 "
    "인프라 담당에게 에스컬레이션한다.\n"
    "5. (완화) 회복된 HPA가 손으로 늘린 수를 줄이지 않게 "
    "피크 동안 하한을 올린다. 예: `kubectl patch hpa payment-gateway "
    "-p '{\"spec\":{\"minReplicas\":6}}'`.\n"
    "6. (재발방지) metrics-server를 2개 이상으로 띄우고 PDB와 "
    "AVAILABLE 경보를 건다.",
    "\046\001\002\003\000\000\065\022\000\055\032\000\110\026\000\137\333\001\001\000\016"
    "\000\017\035\000\137\333\001\001\273\002\227\002\002\323\004\277\010\000"
    "infra-eks-core\000"
    "Failed to pull image from ECR\000"
    "Infra - Image Pull BackOff\000"
    "kb/infra/image-pull.md\000"
    "[ERROR] 2024-03-15T10:55:00.123Z infra-eks-core/v1.28.4 [k8s99999]: "
    "ImagePullBackOff - Failed to pull image from ECR. | Context: {PodName=\"new-deploy-7"
    "c9f8d6b54-k2v9p\", Image=\"cali/payment:v2.5.1\", Error=\"AccessDenied\"}\000"
    "노드가 ECR에서 `cali/payment:v2.5.1`을 받다가 `AccessDenied`로 "
    "거절됐다. 태그가 없을 때의 `not found`와 달리 권한 문제를 "
    "가리키므로 노드 IAM 역할, 리포지토리 정책, 계정이나 "
    "리전이 다른 레지스트리 주소 순으로 본다.\000"
    "1. (즉시) `kubectl get deploy new-deploy`의 AVAILABLE을 본다. "
    "이전 파드가 트래픽을 받고 있으면 고객 영향이 없고, "
    "모자라면 바로 `kubectl rollout undo deploy/new-deploy`로 되돌린다.\n"
    "2. (확인) `kubectl describe pod new-deploy-7c9f8d6b54-k2v9p | tail "
    "-20`의 이벤트에서 레지스트리 주소, 계정 번호, 리전이 "
    "맞는지 읽는다.\n"
    "3. (확인) `aws ecr describe-images --repository-name cali/payment "
    "--image-ids imageTag=v2.5.1`로 태그가 올라와 있는지 본다. "
    "ImageNotFoundException이면 빌드 파이프라인 쪽이다.\n"
    "4. (확인) 노드 역할에 `AmazonEC2ContainerRegistryReadOnly`가 "
    "붙어 있는지 본다. 예: `aws iam list-attached-role-policies --role-name "
    "eks-node-role`. 다른 계정의 이미지면 리포지토리 정책도 "
    "본다.\n"
    "5. (완화) 여러 서비스가 함께 실패하거나 15분 안에 "
    "풀리지 않으면 인프라 담당에게 에스컬레이션한다.\n"
    "6. (재발방지) 배포 전에 노드와 같은 역할로 이미지를 "
    "받아 보는 단계를 넣고 IAM 변경을 코드로 관리한다.",
    "\046\001\002\003\000\000\064\025\000\054\035\000\112\032\000\145\332\001\001\000\016"
    "\000\017\034\000\145\332\001\001\300\002\324\002\002\225\005\352\007\000"
    "infra-eks-core\000"
    "Pod is unhealthy, restarting\000"
    "Infra - Liveness Probe Failed\000"
    "kb/infra/liveness-probe.md\000"
    "[WARN] 2024-03-15T11:35:00.123Z infra-eks-core/v1.28.4 [liv12345]: Liveness "
    "Probe Failed - Pod is unhealthy, restarting... | Context: {PodName=\"auth-security-s"
    "vc-5f7d9c8b46-tz4wn\", FailCount=\"3\", LastCheck=\"500 Error\"}\000"
    "kubelet의 생존 검사가 500을 3번 받아 `auth-security-svc-5f7d9c8b46-tz4wn`을"
    " 다시 띄우는 중이다. 프로세스는 떠 있으나 스스로 "
    "비정상이라고 답한 것이다. 교착이나 스레드 고갈, "
    "또는 DB 같은 외부 의존성의 실패를 검사 경로가 그대로 "
    "돌려주는 설계가 흔한 원인이다.\000"
    "1. (즉시) 증거가 사라지기 전에 `kubectl logs auth-security-svc-5f7d9c8b46"
    "-tz4wn --previous --tail=500`과 `kubectl describe pod auth-security-svc-5f7d9c8b46-"
    "tz4wn`의 출력을 저장한다.\n"
    "2. (확인) `kubectl get pods -l app=auth-security-svc`의 RESTARTS를 "
    "본다. 하나만 늘면 그 파드, 절반 이상이면 DB나 Redis "
    "같은 공통 의존성이 문제다.\n"
    "3. (확인) 그 파드 안에서 응답 본문을 읽는다. 예: `curl "
    "-si localhost:8080/healthz`. JVM이면 `jcmd 1 Thread.print`로 교착도 "
    "본다.\n"
    "4. (완화) 배포 직후면 `kubectl rollout undo deploy/auth-security-svc`로 "
    "되돌리고, 의존성 장애면 그쪽부터 살린다. 준비된 "
    "파드가 절반 아래로 떨어지거나 10분 넘게 반복되면 "
    "인증 플랫폼 담당에게 에스컬레이션한다.\n"
    "5. (재발방지) 생존 검사는 프로세스만 보고 의존성은 "
    "readiness에서 보게 나눈다. 느린 기동은 `startupProbe`로 "
    "받고 `timeoutSeconds`는 1초보다 넉넉히 준다.",
    "\046\001\002\003\000\000\061\016\000\051\026\000\100\032\000\133\250\001\001\000\016"
    "\000\017\031\000\133\250\001\001\204\002\265\002\002\272\004\233\010\000"
    "infra-eks-core\000"
    "Node is in NotReady state\000"
    "Infra - Node Not Ready\000"
    "kb/infra/node-not-ready.md\000"
    "[CRITICAL] 2024-03-15T11:50:00.123Z infra-eks-core/v1.28.4 [nod12345]: "
    "Node Failure - Node is in NotReady state. | Context: {NodeIP=\"10.0.5.5\", "
    "Reason=\"KubeletStopped\"}\000"
    "노드 `10.0.5.5`의 kubelet이 멈춰(`KubeletStopped`) 상태 보고가 "
    "끊겼다. 컨테이너는 한동안 돌 수 있지만 기본 설정이면 "
    "약 5분 뒤부터 파드가 다른 노드로 옮겨진다. 디스크나 "
    "메모리 고갈, kubelet 설정과 인증서 오류, 인스턴스 장애가 "
    "흔하다.\000"
    "1. (즉시) `kubectl get nodes -o wide | grep NotReady`를 본다. 2대 "
    "이상이면 영역 장애로 보고 인프라 담당을 바로 부른다.\n"
    "2. (즉시) 그 노드에만 떠 있던 서비스가 있으면 지금 "
    "끊긴 것이다. 예: `kubectl get pods -A --field-selector spec.nodeName=ip-10-0-5"
    "-5.ec2.internal`.\n"
    "3. (확인) SSM이나 SSH로 들어가 `systemctl status kubelet`, `journalctl "
    "-u kubelet -n 100 --no-pager`, `df -h`, `free -m`을 본다. 디스크가 "
    "85%를 넘으면 그것부터 비우고, 접속이 안 되면 교체한다.\n"
    "4. (완화) `sudo systemctl restart kubelet`을 한 번만 하고, 5분 "
    "안에 Ready가 아니면 인프라 담당에게 에스컬레이션한다.\n"
    "5. (완화) `kubectl top nodes`의 여유를 보고 비운다. 예: "
    "`kubectl drain ip-10-0-5-5.ec2.internal --ignore-daemonsets --delete-emptydir-data "
    "--timeout=3m`. 주의: emptyDir은 지워진다. 끝나지 않으면 "
    "인스턴스를 종료한다.\n"
    "6. (재발방지) 디스크 80% 경보를 두고 `kube-reserved`로 "
    "kubelet 몫의 메모리를 남긴다.",
    "\046\001\002\003\000\000\061\015\000\051\025\000\077\025\000\125\277\001\001\000\016"
    "\000\017\031\000\125\277\001\001\225\002\216\002\002\244\004\327\010\000"
    "infra-eks-core\000"
    "Pod memory limit exceeded\000"
    "Infra - Pod OOMKilled\000"
    "kb/infra/oomkilled.md\000"
    "[ERROR] 2024-03-15T10:45:00.123Z infra-eks-core/v1.28.4 [k8s12345]: "
    "OOMKilled - Pod memory limit exceeded. | Context: {PodName=\"biz-logic-engine-5-abcd"
    "e\", MemUsage=\"100%\", NodeIP=\"10.0.1.50\"}\000"
    "파드 `biz-logic-engine-5-abcde`가 메모리 한도의 100%에 닿아 "
    "커널이 프로세스를 죽였다. 몇 시간에 걸쳐 꾸준히 "
    "오르다 죽으면 누수, 배포나 배치 직후 치솟으면 한도가 "
    "작거나 한 번에 읽는 데이터가 큰 것이다.\000"
    "1. (즉시) `kubectl describe pod biz-logic-engine-5-abcde | grep -A4 "
    "'Last State'`에서 OOMKilled와 종료 코드 137을 확인하고, "
    "`kubectl logs biz-logic-engine-5-abcde --previous --tail=200`을 저장한다.\n"
    "2. (확인) `kubectl top pod -l app=biz-logic-engine --containers`에서 "
    "한도의 90%를 넘은 파드가 절반 이상이면 한 파드가 "
    "아니라 서비스 전체의 문제다.\n"
    "3. (확인) `kubectl get nodes -o wide | grep -wF 10.0.1.50`으로 찾은 "
    "노드를 `kubectl describe node`로 보고, MemoryPressure가 True면 "
    "노드도 부족한 것이다.\n"
    "4. (완화) 배포 직후면 `kubectl rollout undo deploy/biz-logic-engine`, "
    "아니면 한도를 올린다. 예: `kubectl set resources deploy/biz-logic-engine "
    "--limits=memory=1Gi`. 주의: 두 명령 모두 파드를 새로 띄운다.\n"
    "5. (완화) 올린 뒤에도 30분에 3번 이상 죽으면 누수이므로 "
    "주문 서비스 담당에게 에스컬레이션한다.\n"
    "6. (재발방지) 사용률 80% 경보를 두고, JVM이면 `-XX:MaxRAMPercentage=75"
    " -XX:+HeapDumpOnOutOfMemoryError`로 커널보다 JVM이 먼저 알아채게 "
    "한다.",
    "\046\001\002\003\000\000\057\024\000\045\036\000\104\042\000\147\306\001\001\000\017"
    "\000\020\024\000\147\306\001\001\256\002\262\002\002\341\004\246\010\000"
    "payment-gateway\000"
    "Circuit Breaker Open\000"
    "Payment - Circuit Breaker Open\000"
    "kb/payment/circuit-breaker-open.md\000"
    "[CRITICAL] 2024-03-15T10:20:00.123Z payment-gateway/v2.5.0 [l1k2j3h4]: "
    "Circuit Breaker Open - Failure rate threshold exceeded. | Context: {CircuitState=\"O"
    "pen\", FailRate=\"85%\", LastSuccess=\"20s ago\"}\000"
    "결제 실패율이 85%까지 올라 서킷 브레이커가 열렸고, "
    "마지막 성공은 20초 전이다. 요청이 PG에 닿기 전에 거절되므로 "
    "결제는 멈춘 것과 같다. 브레이커는 결과일 뿐이고 "
    "진짜 원인은 바로 앞에 쌓인 타임아웃이나 PG 오류 로그에 "
    "있다.\000"
    "1. (즉시) 결제 플랫폼 담당과 PG 비상 연락처를 바로 "
    "호출하고 장애 채널을 연다. CRITICAL이므로 원인을 찾은 "
    "뒤로 미루지 않는다.\n"
    "2. (확인) `kubectl logs -l app=payment-gateway --since=10m --tail=-1 "
    "| grep -F '[ERROR]' | sed 's/.*]: //; s/ | Context.*//' | sort | uniq "
    "-c | sort -rn | head -5`로 가장 많은 오류를 고른다. 타임아웃이 "
    "1위면 PG나 회선 쪽이다.\n"
    "3. (확인) 브레이커가 `HALF_OPEN`을 거쳐 `CLOSED`로 가는지 "
    "본다. 예: `kubectl exec deploy/payment-gateway -- curl -s localhost:8080/actuator"
    "/circuitbreakers`.\n"
    "4. (완화) 예비 PG에 10%만 먼저 보내 성공률 95%를 5분 "
    "확인한 뒤 전량 전환한다. 없으면 결제 점검 안내를 "
    "띄운다.\n"
    "5. (완화) 주의: 원인이 남은 채 브레이커를 강제로 닫으면 "
    "스레드가 대기에 묶여 게이트웨이 전체가 멈춘다. 시험 "
    "결제가 3번 연속 성공한 뒤에만 닫는다.\n"
    "6. (재발방지) 실패율 30%에서 먼저 울리는 경보를 두고, "
    "PG 전환 훈련을 분기마다 한다.",
    "\046\001\002\003\000\000\071\026\000\057\040\000\120\033\000\154\314\001\001\000\017"
    "\000\020\036\000\154\314\001\001\271\002\273\002\002\365\004\246\010\000"
    "payment-gateway\000"
    "Duplicate transaction detected\000"
    "Payment - Double Charge Detected\000"
    "kb/payment/double-charge.md\000"
    "[ERROR] 2024-03-15T10:15:00.123Z payment-gateway/v2.5.0 [q1w2e3r4]: "
    "Double Charge - Duplicate transaction detected for OrderID ORD-998877. "
    "| Context: {Amount=\"50000\", CardType=\"Visa\", MerchantID=\"M-5678\"}\000"
    "주문 `ORD-998877`에 같은 결제 요청이 거듭 들어와 중복으로 "
    "잡혔다. 버튼 연타, 응답 유실 뒤의 자동 재전송, 멱등키 "
    "없는 재시도가 흔한 원인이다. 이 로그만으로는 두 "
    "번째 요청이 PG 승인까지 갔는지 알 수 없으니 실제 "
    "승인 건수부터 센다.\000"
    "1. (즉시) PG 콘솔에서 `ORD-998877`의 승인을 조회한다. "
    "1건이면 고객 피해가 없고, 2건 이상이면 실제 이중 "
    "결제이므로 결제 플랫폼 담당을 바로 부른다.\n"
    "2. (확인) 우리 원장과 맞춰 본다. 예: `SELECT PgTxID, Status, "
    "Amount, CreatedAt FROM Transactions WHERE OrderID = 'ORD-998877';`.\n"
    "3. (확인) `kubectl logs -l app=payment-gateway --since=1h --tail=-1 "
    "| grep -c 'Duplicate transaction detected'`가 10을 넘거나 `M-5678` "
    "밖에서도 나오면 최근 배포의 회귀를 의심한다.\n"
    "4. (완화) 나중에 승인된 1건만 매입 전이면 승인 취소, "
    "매입 후면 환불한다. 주의: 되돌릴 수 없으므로 금액 "
    "`50000`과 승인번호를 두 사람이 대조한 뒤 실행한다.\n"
    "5. (완화) 배포 회귀면 `kubectl rollout undo deploy/payment-gateway`로 "
    "되돌리고, 30분 안에 증가세가 꺾이지 않으면 장애 등급을 "
    "올린다.\n"
    "6. (재발방지) 주문번호에 유니크 제약과 멱등키를 두고, "
    "결제 버튼은 첫 클릭 뒤 결과가 올 때까지 잠근다.",
    "\046\001\002\003\000\000\073\016\000\061\030\000\112\033\000\146\272\001\001\000\017"
    "\000\020\040\000\146\272\001\001\241\002\237\002\002\301\004\241\007\000"
    "payment-gateway\000"
    "Transaction blocked by FDS rules\000"
    "Payment - Fraud Detected\000"
    "kb/payment/fraud-blocked.md\000"
    "[WARN] 2024-03-15T11:05:00.123Z payment-gateway/v2.5.0 [fds12345]: Fraud "
    "Detected - Transaction blocked by FDS rules. | Context: {RiskScore=\"92\", "
    "RuleID=\"FDS-RULE-05\", Amount=\"10000000\"}\000"
    "규칙 `FDS-RULE-05`가 위험 점수 92, 금액 `10000000`인 결제를 "
    "막았다. 차단은 설계대로의 동작이고 돈은 나가지 않았다. "
    "훔친 카드나 탈취된 계정의 고액 결제가 전형이지만, "
    "낯선 기기나 지역에서 한 정상 구매일 수도 있다.\000"
    "1. (즉시) `kubectl logs -l app=payment-gateway --since=30m --tail=-1 "
    "| grep 'blocked by FDS' | grep -o 'RuleID=\"[^\"]*\"' | sort | uniq "
    "-c`를 본다. 한 규칙이 30분에 10건을 넘으면 공격이나 "
    "규칙 오작동이므로 FDS 담당과 보안 관제를 부른다.\n"
    "2. (즉시) 주의: 고객이 전화로 재촉해도 본인 확인 전에는 "
    "풀지 않는다. 확인 전화는 등록된 번호로 우리가 건다.\n"
    "3. (확인) 같은 사용자의 최근 24시간에 기기, IP, 배송지, "
    "연락처 변경이 있었는지 본다. 두 가지 이상 바뀌었으면 "
    "계정 탈취로 다룬다.\n"
    "4. (완화) 사기면 계정과 결제 수단을 정지하고 출고 "
    "전 주문을 보류한다. 오탐이면 그 거래만 한 번 허용한다. "
    "주의: 규칙 전체를 끄지 않는다.\n"
    "5. (재발방지) 규칙별 오탐률을 매주 보고 20%를 넘으면 "
    "최근 30일 거래로 모의 실행한 뒤 임계값을 고친다.",
    "\046\001\002\003\000\000\055\024\000\043\036\000\102\042\000\145\231\001\001\000\017"
    "\000\020\022\000\145\231\001\001\377\001\310\002\002\310\004\327\007\000"
    "payment-gateway\000"
    "Insufficient funds\000"
    "Payment - Insufficient Balance\000"
    "kb/payment/insufficient-balance.md\000"
    "[ERROR] 2024-03-15T12:00:00.123Z payment-gateway/v2.5.0 [bal12345]: "
    "Payment Declined - Insufficient funds. | Context: {Amount=\"350000\", "
    "Bank=\"KakaoBank\"}\000"
    "고객의 `KakaoBank` 계좌 잔액이 결제 금액 `350000`보다 "
    "적어 은행이 거절했다. ERROR로 찍히지만 우리 시스템은 "
    "정상이고 그대로 재시도해도 결과는 같다. 흩어져서 "
    "나는 몇 건은 무해하며, 비율이 갑자기 뛰거나 한 은행에 "
    "몰릴 때만 장애 신호로 읽는다.\000"
    "1. (확인) `kubectl logs -l app=payment-gateway --since=10m --tail=-1 "
    "| grep 'Insufficient funds' | grep -o 'Bank=\"[^\"]*\"' | sort | uniq "
    "-c | sort -rn`을 본다. 30건 아래이고 결제 시도의 5%를 "
    "넘지 않으면 무해하므로 여기서 끝낸다.\n"
    "2. (확인) `KakaoBank`에만 몰리거나 평소의 3배를 넘으면 "
    "은행 점검 공지와 PG가 준 원래 응답 코드를 대조한다. "
    "다른 코드를 잔액 부족으로 잘못 옮겼을 수 있다.\n"
    "3. (확인) 한 사용자나 IP에서 카드나 계좌를 바꿔 가며 "
    "분당 5번 넘게 거절되면 도용 수단 시험이므로 FDS 담당에게 "
    "알린다.\n"
    "4. (완화) 코드 변환 오류가 30분 넘게 이어지면 결제 "
    "플랫폼 담당에게 에스컬레이션한다. 주의: 잔액 부족은 "
    "서버에서 자동 재시도하지 않는다.\n"
    "5. (재발방지) 이 로그를 INFO로 낮춰 오류율 경보에서 "
    "빼고, 고객 화면에서는 충전이나 다른 결제 수단으로 "
    "바로 이어 준다.",
    "\046\001\002\003\000\000\056\023\000\044\035\000\102\036\000\141\245\001\001\000\017"
    "\000\020\023\000\141\245\001\001\207\002\243\002\002\253\004\225\010\000"
    "payment-gateway\000"
    "Invalid Merchant ID\000"
    "Payment - Merchant ID Invalid\000"
    "kb/payment/invalid-merchant.md\000"
    "[ERROR] 2024-03-15T11:30:00.123Z payment-gateway/v2.5.0 [mer12345]: "
    "Payment Declined - Invalid Merchant ID. | Context: {MerchantID=\"M-0000\", "
    "Error=\"AccountNotFound\"}\000"
    "PG가 `M-0000`이라는 가맹점을 찾지 못했다(`AccountNotFound`). "
    "번호가 초깃값처럼 보이므로 운영 설정이 빠져 기본값이 "
    "나갔을 가능성이 가장 크고, 그다음이 해지되거나 정지된 "
    "계약이다. 고객이 다시 눌러도 성공하지 않는다.\000"
    "1. (즉시) `kubectl logs -l app=payment-gateway --since=15m --tail=-1 "
    "| grep 'Invalid Merchant ID' | grep -o 'MerchantID=\"[^\"]*\"' | sort "
    "| uniq -c`를 본다. `M-0000`뿐이면 설정, 여러 가맹점이면 "
    "PG 쪽 계정 문제다.\n"
    "2. (확인) `kubectl exec deploy/payment-gateway -- printenv | grep "
    "-i merchant`와 마운트된 `config.yaml`의 값을 계약서의 번호와 "
    "맞춘다.\n"
    "3. (확인) `kubectl rollout history deploy/payment-gateway`로 첫 "
    "발생 시각과 배포 시각을 비교하고, PG 콘솔에서 가맹점이 "
    "활성인지 본다.\n"
    "4. (완화) 설정 오류면 값을 고쳐 재배포한다. 주의: "
    "`kubectl rollout undo`는 ConfigMap과 Secret을 되돌리지 않으므로 "
    "그쪽이 바뀌었으면 따로 복원한다.\n"
    "5. (완화) 정지나 해지면 제휴 담당에게 넘긴다. 결제 "
    "실패가 15분 넘게 이어지면 결제 플랫폼 담당에게 에스컬레이션"
    "한다.\n"
    "6. (재발방지) 번호가 비었거나 `M-0000`이면 기동을 거부하고, "
    "배포 뒤 소액 시험 결제를 자동으로 돌린다.",
    "\046\001\002\003\000\000\077\023\000\065\035\000\123\030\000\154\305\001\001\000\017"
    "\000\020\044\000\154\305\001\001\262\002\310\002\002\373\004\270\010\000"
    "payment-gateway\000"
    "Upstream provider response timed out\000"
    "Payment - External PG Timeout\000"
    "kb/payment/pg-timeout.md\000"
    "[ERROR] 2024-03-15T10:10:00.123Z payment-gateway/v2.5.0 [p1o2i3u4]: "
    "PG Timeout - Upstream provider response timed out after 3000ms. | Context: "
    "{Amount=\"125000\", Currency=\"KRW\", MerchantID=\"M-1234\"}\000"
    "PG가 승인 응답을 3000ms 안에 주지 않아 연결을 끊었다. "
    "응답만 늦고 승인은 됐을 수 있으므로 결과를 알 수 "
    "없는 거래로 다뤄야 한다. 여러 가맹점에서 함께 나면 "
    "PG나 회선의 장애이고, `M-1234`에서만 나면 그 가맹점이 "
    "쓰는 PG 경로나 설정을 의심한다.\000"
    "1. (즉시) `kubectl logs -l app=payment-gateway --since=5m --tail=-1 "
    "| grep 'Upstream provider response timed out' | grep -o 'MerchantID=\"[^\"]*\"' "
    "| sort | uniq -c`를 본다. 5분에 20건을 넘거나 가맹점이 "
    "3곳 이상이면 전면 장애로 다룬다.\n"
    "2. (즉시) 주의: 같은 주문을 다시 승인 요청하지 않는다. "
    "PG 거래 조회로 결과를 확정하고, 승인됐는데 주문이 "
    "없는 건만 망취소한다.\n"
    "3. (확인) 연결부터 1초를 넘으면 회선이나 방화벽, 연결은 "
    "빠른데 총 시간만 3초에 가까우면 PG 처리 지연이다. "
    "예: `kubectl exec deploy/payment-gateway -- curl -s -o /dev/null -w "
    "'%{time_connect} %{time_total}\\n' https://pg.example.com/health`.\n"
    "4. (완화) 실패율이 20%를 넘으면 예비 PG로 돌리고, 없으면 "
    "서킷 브레이커를 열어 결제 지연을 안내한다. 10분 안에 "
    "회복되지 않으면 결제 플랫폼 담당과 PG 당직에게 에스컬레이션"
    "한다.\n"
    "5. (재발방지) 승인 요청에 멱등키를 넣고, 결과가 불확실한 "
    "거래를 1분마다 PG와 대사한다.",
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

/* The numbers of the cases by their ids. */
static const struct kb_hash_key kb_id_hash = {
    0x6B834DFA85293F0Cu,
    {0x02D7D74368C6962Fu, 0x95E4551F0B9D29F3u, 0x3E7AACB787FC0B73u,
     0x589577BA2BF6B317u, 0x579EE19D7774EE35u},
    7, 27,
};

static const uint16_t kb_id_pilots[] = {
    0, 15, 2, 0, 68, 33, 1,
};

static const struct kb_id kb_ids[] = {
    {4, "96e611ab-76eb-534a-a50c-2c2406b80a09"},
    {23, "53dab8fb-b7ba-58df-8170-cdc98240f3b5"},
    {0xFFFFFFFFu, ""},
    {7, "8a1a5fdb-44e1-5008-94be-a7b948203c05"},
    {2, "d2c3766f-ee3f-5c24-a8fd-7972eb6970c9"},
    {0, "60bcd274-2c3c-5d27-8eb6-c7eb6bb396fe"},
    {16, "213be058-6a7c-505b-ae04-c5dd6d2ad8d0"},
    {20, "7f99f6b4-e076-5805-ae1c-9301af744090"},
    {13, "e5e25440-d5b0-5fe8-82bb-829b0f8e13b3"},
    {9, "b32791df-7586-5271-bb4b-5b832a446eb7"},
    {11, "ff2c5b1d-c17f-5224-9b96-553cb607470c"},
    {21, "afe010bf-fbeb-5fc5-902a-e57d6a5a2e33"},
    {6, "96842311-1dd0-5ffd-9fcb-902a9840159b"},
    {17, "a277ccba-3ae8-52fc-b528-059110497c18"},
    {5, "745def52-d22d-5025-9f49-8c8065a61ba4"},
    {3, "e28b58d7-df85-5f0f-878d-2a58e5c02e3c"},
    {24, "437a47d5-a599-5603-a2f1-0f5b3cf0f6ed"},
    {8, "90f7bae1-6ad0-5957-b40c-a6c644057a56"},
    {14, "e132aeb0-e71b-5f75-bb6e-94d7401d5285"},
    {19, "512622ef-3e9d-5cb1-8a72-06cae47844a7"},
    {0xFFFFFFFFu, ""},
    {15, "8d56fb53-ab95-544f-9cc4-2fa88d709fed"},
    {22, "45ba7aa1-f8d6-5cab-a512-3d887b8a28ab"},
    {12, "91a841a8-1a47-5b1c-bef5-ac00ef2bde93"},
    {10, "b75690c6-d370-517a-b0d4-141a8d2fbfa1"},
    {18, "7015bc6f-1de4-538c-8ef1-909505112248"},
    {1, "13f1d6c2-ae79-56c8-8bd0-29132b8015a7"},
};

/* All cases, in the order of the knowledge base. */
static const struct kb_case kb_cases[] = {
    {KB_AT(c60bcd274_2c3c_5d27_8eb6_c7eb6bb396fe), 5},
    {KB_AT(c13f1d6c2_ae79_56c8_8bd0_29132b8015a7), 26},
    {KB_AT(cd2c3766f_ee3f_5c24_a8fd_7972eb6970c9), 4},
    {KB_AT(ce28b58d7_df85_5f0f_878d_2a58e5c02e3c), 15},
    {KB_AT(c96e611ab_76eb_534a_a50c_2c2406b80a09), 0},
    {KB_AT(c745def52_d22d_5025_9f49_8c8065a61ba4), 14},
    {KB_AT(c96842311_1dd0_5ffd_9fcb_902a9840159b), 12},
    {KB_AT(c8a1a5fdb_44e1_5008_94be_a7b948203c05), 3},
    {KB_AT(c90f7bae1_6ad0_5957_b40c_a6c644057a56), 17},
    {KB_AT(cb32791df_7586_5271_bb4b_5b832a446eb7), 9},
    {KB_AT(cb75690c6_d370_517a_b0d4_141a8d2fbfa1), 24},
    {KB_AT(cff2c5b1d_c17f_5224_9b96_553cb607470c), 10},
    {KB_AT(c91a841a8_1a47_5b1c_bef5_ac00ef2bde93), 23},
    {KB_AT(ce5e25440_d5b0_5fe8_82bb_829b0f8e13b3), 8},
    {KB_AT(ce132aeb0_e71b_5f75_bb6e_94d7401d5285), 18},
    {KB_AT(c8d56fb53_ab95_544f_9cc4_2fa88d709fed), 21},
    {KB_AT(c213be058_6a7c_505b_ae04_c5dd6d2ad8d0), 6},
    {KB_AT(ca277ccba_3ae8_52fc_b528_059110497c18), 13},
    {KB_AT(c7015bc6f_1de4_538c_8ef1_909505112248), 25},
    {KB_AT(c512622ef_3e9d_5cb1_8a72_06cae47844a7), 19},
    {KB_AT(c7f99f6b4_e076_5805_ae1c_9301af744090), 7},
    {KB_AT(cafe010bf_fbeb_5fc5_902a_e57d6a5a2e33), 11},
    {KB_AT(c45ba7aa1_f8d6_5cab_a512_3d887b8a28ab), 22},
    {KB_AT(c53dab8fb_b7ba_58df_8170_cdc98240f3b5), 1},
    {KB_AT(c437a47d5_a599_5603_a2f1_0f5b3cf0f6ed), 16},
};

/* The numbers of the first cases with each service and message. */
static const struct kb_hash_key kb_message_hash = {
    0x6B834DFA85293F0Cu,
    {0x02D7D74368C6962Fu, 0x95E4551F0B9D29F3u, 0x3E7AACB787FC0B73u,
     0x589577BA2BF6B317u, 0x579EE19D7774EE35u},
    7, 27,
};

static const uint16_t kb_message_pilots[] = {
    19, 0, 102, 3, 24, 3, 141,
};

static const uint32_t kb_message_places[] = {
    16, 4, 14, 0, 20, 18, 15, 9, 22, 13, 21, 7, 23, 1, 8, 19,
    6, 12, 0, 17, 24, 5, 10, 11, 0, 3, 2,
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
  char t0[1574];
} kb_bytes = {
    "auth-security-svcbiz-logic-enginedb-cache-clusterinfra-eks-corepayment-gatewayrate "
    "limit api key limit exceededlogin failed brute force protection triggered "
    "for user adminsecurity alert high rate of jwt validation failuresmfa "
    "failed multi factor authentication verification failedcoupon error coupon "
    "usage limit exceededinventory error stock count cannot be negative for "
    "itemidorder failed price mismatch between cart and checkoutcoupon error "
    "promotion code is invalid or expiredsaga compensation refund issued "
    "but inventory restore failedconnection pool connection is not available "
    "timed outdeadlock detected transaction rolled back due to deadlockredis "
    "error oom command not allowed maxmemory reachedslow query query execution "
    "time exceededdns error temporary failure in name resolutionhpa fail "
    "failed to get cpu utilization for scalingimagepullbackoff failed to "
    "pull image from ecrliveness probe failed pod is unhealthy restartingnode "
    "failure node is in notready stateoomkilled pod memory limit exceededcircuit "
    "breaker open failure rate threshold exceededdouble charge duplicate "
    "transaction detected for orderidfraud detected transaction blocked by "
    "fds rulespayment declined insufficient fundspayment declined invalid "
    "merchant idpg timeout upstream provider response timed out after[]  "
    "/ []:  | Context: levelDEBUGINFOWARNERRORCRITICALtimestamp%Y-%m-%dT%H:%M:%S.%3fZserv"
    "iceversiontrace_idmessagecontextdebug\000\000\000info\000\000\000\000warn\000\000\000"
    "\000error\000\000\000criticalcriticalcriticalcritical0000-00-00T00:00:00.000Z\000\000"
    "\000\000\000\000\000\000\000\000\000\000\377\000\000\377\000\000\377\000\000\377\000"
    "\000\377\000\000\377\000\000\000\377\000\000\000\000\000\000\000\000\377\377\377\377"
    "\000\377\377\000\377\377\000\377\377\000\377\377\000\377\377\000\377\377\377\000\000"
    "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000",
};

static const uint32_t kb_patterns[] = {
    1213u, 524307u, 19u, 1u, 4u, 23u, 23u, 1072u, 30u, 30u, 0u, 4u, 20u, 20u, 539u, 720949u,
    53u, 1u, 2u, 9u, 9u, 171u, 51u, 51u, 0u, 0u, 2u, 2u, 1072u, 2293802u, 42u, 4u,
    4u, 20u, 20u, 280u, 1310760u, 40u, 3u, 1u, 4u, 4u, 293u, 458779u, 27u, 1u, 1u, 4u,
    4u, 742u, 46u, 46u, 0u, 3u, 13u, 13u, 592u, 1966137u, 57u, 3u, 2u, 10u, 10u, 610u,
    786471u, 39u, 1u, 2u, 10u, 10u, 855u, 983069u, 29u, 3u, 3u, 15u, 15u, 497u, 1835050u, 42u,
    4u, 1u, 8u, 8u, 78u, 720929u, 33u, 2u, 0u, 0u, 0u, 89u, 22u, 22u, 0u, 0u,
    0u, 0u, 1006u, 2228276u, 52u, 5u, 4u, 19u, 19u, 1027u, 851999u, 31u, 2u, 4u, 19u, 19u,
    1006u, 20u, 20u, 0u, 4u, 19u, 19u, 336u, 1441822u, 30u, 4u, 1u, 5u, 5u, 1129u, 786464u,
    32u, 1u, 4u, 21u, 21u, 661u, 1572905u, 41u, 4u, 2u, 11u, 11u, 797u, 1179689u, 41u, 4u,
    3u, 14u, 14u, 186u, 1114148u, 36u, 4u, 0u, 2u, 2u, 884u, 49u, 49u, 0u, 3u, 16u,
    16u, 838u, 46u, 46u, 0u, 3u, 15u, 15u, 933u, 1572902u, 38u, 5u, 3u, 17u, 17u, 946u,
    720921u, 25u, 3u, 3u, 17u, 17u, 430u, 852017u, 49u, 2u, 1u, 7u, 7u, 702u, 40u, 40u,
    0u, 2u, 12u, 12u, 443u, 36u, 36u, 0u, 1u, 7u, 7u, 222u, 58u, 58u, 0u, 0u,
    3u, 3u, 555u, 1179685u, 37u, 3u, 2u, 9u, 9u, 555u, 1179675u, 27u, 3u, 2u, 9u, 9u,
    1114u, 47u, 47u, 0u, 4u, 21u, 21u, 377u, 53u, 53u, 0u, 1u, 6u, 6u, 971u, 35u,
    35u, 0u, 3u, 18u, 18u, 1243u, 2424874u, 42u, 5u, 4u, 24u, 24u, 124u, 2752559u, 47u, 6u,
    0u, 1u, 1u, 233u, 852015u, 47u, 2u, 0u, 3u, 3u, 320u, 3342393u, 57u, 8u, 1u, 5u,
    5u, 336u, 2293801u, 41u, 6u, 1u, 5u, 5u, 649u, 53u, 53u, 0u, 2u, 11u, 11u, 390u,
    393256u, 40u, 1u, 1u, 6u, 6u, 1243u, 36u, 36u, 0u, 4u, 24u, 24u, 1232u, 196661u, 53u,
    1u, 4u, 24u, 24u, 1161u, 1114147u, 35u, 2u, 4u, 22u, 22u, 1178u, 18u, 18u, 0u, 4u,
    22u, 22u, 124u, 786464u, 32u, 2u, 0u, 1u, 1u, 1196u, 524324u, 36u, 1u, 4u, 23u, 23u,
    111u, 60u, 60u, 0u, 0u, 1u, 1u, 1058u, 56u, 56u, 0u, 4u, 20u, 20u, 981u, 262169u,
    25u, 1u, 3u, 18u, 18u, 661u, 262167u, 23u, 1u, 2u, 11u, 11u, 788u, 262194u, 50u, 1u,
    3u, 14u, 14u, 906u, 1114139u, 27u, 3u, 3u, 16u, 16u, 479u, 327740u, 60u, 1u, 1u, 8u,
    8u, 752u, 1703972u, 36u, 4u, 3u, 13u, 13u, 713u, 393245u, 29u, 1u, 2u, 12u, 12u,
};

static const uint32_t kb_heads[] = {
    0u, 1u, 1u, 2u, 2u, 7u, 7u, 7u, 8u, 10u, 10u, 10u, 10u, 11u, 11u, 12u,
    14u, 17u, 17u, 18u, 19u, 20u, 22u, 22u, 22u, 24u, 24u, 24u, 24u, 24u, 26u, 29u,
    29u, 30u, 30u, 30u, 32u, 33u, 35u, 35u, 36u, 37u, 38u, 40u, 41u, 42u, 43u, 43u,
    43u, 43u, 43u, 44u, 44u, 44u, 46u, 47u, 47u, 48u, 50u, 50u, 52u, 54u, 56u, 56u,
    57u,
};

static const uint32_t kb_any_heads[] = {
    0u, 2u, 2u, 3u, 4u, 5u, 5u, 5u, 6u, 6u, 10u, 11u, 11u, 12u, 15u, 16u,
    17u, 17u, 19u, 19u, 20u, 22u, 25u, 25u, 26u, 26u, 29u, 29u, 31u, 31u, 31u, 32u,
    33u, 34u, 34u, 35u, 36u, 36u, 38u, 40u, 41u, 45u, 46u, 46u, 46u, 46u, 46u, 49u,
    50u, 51u, 51u, 51u, 51u, 51u, 53u, 53u, 54u, 55u, 55u, 56u, 56u, 56u, 57u, 57u,
    57u,
};

static const uint32_t kb_any_members[] = {
    30u, 31u, 55u, 22u, 35u, 56u, 54u, 40u, 12u, 13u, 21u, 3u, 5u, 1u, 6u, 36u,
    52u, 41u, 34u, 2u, 7u, 53u, 38u, 39u, 42u, 32u, 11u, 47u, 50u, 8u, 9u, 27u,
    10u, 19u, 18u, 48u, 29u, 49u, 44u, 45u, 46u, 26u, 24u, 28u, 25u, 23u, 33u, 14u,
    15u, 4u, 51u, 17u, 16u, 20u, 37u, 43u, 0u,
};

static const uint32_t kb_services[] = {
    0u, 17u, 0u, 17u, 16u, 0u, 33u, 16u, 0u, 49u, 14u, 0u, 63u, 15u, 0u,
};

static const uint32_t kb_service_slots[] = {
    4294967295u, 4294967295u, 3u, 1u, 0u, 4294967295u, 2u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u,
    4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4u, 4294967295u,
};

static const uint32_t kb_forms[] = {
    0u, 16u, 0u, 7u, 2u, 5u,
};

static const uint32_t kb_parts[] = {
    0u, 0u, 1285u, 1u, 1u, 0u, 0u, 0u, 0u, 0u, 1286u, 2u, 1u, 1u, 0u, 0u,
    0u, 0u, 1288u, 1u, 1u, 2u, 0u, 0u, 0u, 0u, 1289u, 1u, 1u, 3u, 0u, 0u,
    0u, 0u, 1290u, 2u, 1u, 4u, 0u, 0u, 0u, 0u, 1292u, 3u, 1u, 5u, 0u, 0u,
    2u, 0u, 0u, 0u, 0u, 0u, 1295u, 12u, 1u, 6u, 0u, 0u, 3u, 0u, 0u, 0u,
};

static const uint32_t kb_fields[] = {
    1307u, 5u, 1u, 0u, 0u, 0u, 5u, 0u, 1338u, 9u, 2u, 1347u, 22u, 5u, 0u, 0u,
    1369u, 7u, 0u, 0u, 0u, 5u, 0u, 0u, 1376u, 7u, 0u, 0u, 0u, 5u, 0u, 0u,
    1383u, 8u, 0u, 0u, 0u, 5u, 0u, 0u, 1391u, 7u, 0u, 0u, 0u, 5u, 0u, 0u,
    1398u, 7u, 0u, 0u, 0u, 5u, 0u, 0u,
};

static const uint32_t kb_values[] = {
    1312u, 5u, 1317u, 4u, 1321u, 4u, 1325u, 5u, 1330u, 8u,
};

static const uint32_t kb_agreed[] = {
    0,
};

static const uint32_t kb_agreed_texts[] = {
    0u, 0u,
};

static const uint32_t kb_filter[] = {
    0u, 0u, 0u, 65u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 65552u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 268437504u, 35655744u, 0u, 16779264u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 2155872256u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 8192u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 268566528u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 17u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 2097280u,
    8388640u, 0u, 0u, 0u, 0u, 0u, 37748736u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 16777232u, 0u, 0u, 0u, 0u, 33554433u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 144u, 0u, 0u, 0u, 0u, 0u, 0u, 8392704u, 0u, 536871424u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 196608u, 268566528u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 2164260864u, 0u, 0u, 0u, 0u,
    0u, 0u, 2112u, 0u, 0u, 320u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 131200u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 4718592u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 134217736u, 0u, 0u, 0u, 0u, 4160u, 0u, 0u, 0u, 0u, 0u, 536870976u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 16778240u, 0u,
    0u, 524292u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 134250496u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 270336u, 0u, 0u, 0u, 0u, 4202496u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 268566528u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 1073741828u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 17039360u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 4608u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 33554560u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 258u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 2097156u, 167772160u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 134348800u, 0u, 0u, 0u, 0u, 0u, 2097154u, 0u,
    2097154u, 0u, 0u, 0u, 0u, 18432u, 0u, 0u, 0u, 0u, 0u, 0u, 2097160u, 0u, 16777280u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 536870920u, 0u, 0u, 0u, 0u, 0u, 0u,
};

static const uint32_t kb_whole[] = {
    4294967295u, 4294967295u, 4294967295u, 2432696327u, 4294967295u, 3439329309u, 4294967295u, 1979711510u, 1040187418u, 1124073526u, 4294967295u, 4294967295u, 4294967295u, 1962934324u, 4294967295u, 4294967295u,
    4294967295u, 4294967295u, 4294967295u, 3053453345u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 134217736u, 922746894u, 4294967295u, 2231369760u, 872415234u, 4294967295u,
    4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 268435468u, 4294967295u, 4294967295u, 4294967295u, 1308622891u, 3254779948u, 4294967295u, 4294967295u, 4294967295u, 2986344497u, 4294967295u,
    4294967295u, 872415272u, 3254779909u, 2969567270u, 4294967295u, 1191182383u, 1644167216u, 1493172227u, 3271557147u, 4093640727u, 318767128u, 4294967295u, 117440546u, 4294967295u, 4294967295u, 4294967295u,
};

static const uint32_t kb_quick[] = {
    0u, 5u, 1285u, 1u, 0u, 1295u, 12u, 1u, 6u, 5u, 4294967295u,
};

static const uint32_t kb_steps[] = {
    2u, 0u, 1286u, 2u, 0u, 1405u, 5u, 3u, 1u, 1288u, 1u, 0u, 1469u, 24u, 1u, 2u,
    1289u, 1u, 0u, 0u, 0u, 0u, 3u, 1290u, 2u, 1u, 0u, 0u, 0u, 4u, 1292u, 3u,
    0u, 0u, 0u,
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
    kb_filter,
    kb_whole,
    kb_quick,
    kb_steps,
    57u,
    5u,
    1u,
    0u,
    6u,
    5u,
    9u,
    6u,
    1u,
};

static const struct kb_size_table kb_sizes = {
    25, 25, 2, 1,
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
  return kb_text(kb_ids[which->id].text, sizeof kb_ids->text - 1);
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
  return kb_mix((h ^ kb_mix(word)) * key->factors[0]);
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

/* The id of a case is a hash itself, and has always the same length. */
const struct kb_case *kb_by_id(const char *id, size_t n) {
  const struct kb_hash_key *key = &kb_id_hash;
  const struct kb_id *found;
  uint64_t a, b, c, d, e, h;
  if (n != sizeof found->text - 1)
    return NULL;
  a = kb_load_word(id);
  b = kb_load_word(id + 8);
  c = kb_load_word(id + 16);
  d = kb_load_word(id + 24);
  e = kb_load_word(id + sizeof found->text - 9);
  h = key->seed + a * key->factors[0] + b * key->factors[1] + c * key->factors[2] +
      d * key->factors[3] + e * key->factors[4];
  found = &kb_ids[kb_hash_place(key, kb_id_pilots, kb_mix(h))];
  a ^= kb_load_word(found->text);
  b ^= kb_load_word(found->text + 8);
  c ^= kb_load_word(found->text + 16);
  d ^= kb_load_word(found->text + 24);
  e ^= kb_load_word(found->text + sizeof found->text - 9);
  return (a | b | c | d | e) == 0 ? kb_case_at(found->number) : NULL;
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
  if (kb_engine_one(&kb_tables, kb_best_path(), line, kb_line_end(line, n), &hit))
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
  return kb_engine_block(&kb_tables, kb_best_path(), buf, n, is_all,
                         kb_report_match, &lines);
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
