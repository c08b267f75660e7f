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

/* The numbers of the cases by their ids. */
static const struct kb_hash_key kb_id_hash = {
    0x6B834DFA85293F0Cu,
    {0x02D7D74368C6962Fu, 0x95E4551F0B9D29F3u, 0x3E7AACB787FC0B73u,
     0x589577BA2BF6B317u, 0x579EE19D7774EE35u},
    1, 3,
};

static const uint16_t kb_id_pilots[] = {
    1,
};

static const struct kb_id kb_ids[] = {
    {1, "c8e82a4c-c87b-5d87-a166-ece67784f471"},
    {0xFFFFFFFFu, ""},
    {0, "effc611c-a9ab-516c-97b1-7014efcd1ff2"},
};

/* All cases, in the order of the knowledge base. */
static const struct kb_case kb_cases[] = {
    {KB_AT(ceffc611c_a9ab_516c_97b1_7014efcd1ff2), 2},
    {KB_AT(cc8e82a4c_c87b_5d87_a166_ece67784f471), 0},
};

/* The numbers of the first cases with each service and message. */
static const struct kb_hash_key kb_message_hash = {
    0x6B834DFA85293F0Cu,
    {0x02D7D74368C6962Fu, 0x95E4551F0B9D29F3u, 0x3E7AACB787FC0B73u,
     0x589577BA2BF6B317u, 0x579EE19D7774EE35u},
    1, 3,
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
  char t0[334];
} kb_bytes = {
    "pay-apicard declinedquote back slash b 한글[]  / []:  | Context: levelDEBUGINFOWAR"
    "NERRORCRITICALtimestamp%Y-%m-%dT%H:%M:%S.%3fZserviceversiontrace_idmessagecontextdeb"
    "ug\000\000\000info\000\000\000\000warn\000\000\000\000error\000\000\000criticalcriti"
    "calcriticalcritical0000-00-00T00:00:00.000Z\000\000\000\000\000\000\000\000\000\000\000"
    "\000\377\000\000\377\000\000\377\000\000\377\000\000\377\000\000\377\000\000\000\377"
    "\000\000\000\000\000\000\000\000\377\377\377\377\000\377\377\000\377\377\000\377\377"
    "\000\377\377\000\377\377\000\377\377\377\000\000\000\000\000\000\000\000\000\000\000"
    "\000\000\000\000\000\000",
};

static const uint32_t kb_patterns[] = {
    20u, 1245209u, 25u, 4u, 0u, 1u, 1u, 7u, 327693u, 13u, 1u, 0u, 0u, 0u,
};

static const uint32_t kb_heads[] = {
    0u, 2u, 2u,
};

static const uint32_t kb_any_heads[] = {
    0u, 1u, 2u,
};

static const uint32_t kb_any_members[] = {
    1u, 0u,
};

static const uint32_t kb_services[] = {
    0u, 7u, 0u,
};

static const uint32_t kb_service_slots[] = {
    4294967295u, 4294967295u, 0u, 4294967295u, 4294967295u, 4294967295u, 4294967295u, 4294967295u,
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

static const uint32_t kb_filter[] = {
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 4194320u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 526336u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u,
};

static const uint32_t kb_whole[] = {
    4294967295u, 1358954497u, 2650800128u, 4294967295u,
};

static const uint32_t kb_quick[] = {
    0u, 5u, 45u, 1u, 0u, 55u, 12u, 1u, 6u, 5u, 4294967295u,
};

static const uint32_t kb_steps[] = {
    2u, 0u, 46u, 2u, 0u, 165u, 5u, 3u, 1u, 48u, 1u, 0u, 229u, 24u, 1u, 2u,
    49u, 1u, 0u, 0u, 0u, 0u, 3u, 50u, 2u, 1u, 0u, 0u, 0u, 4u, 52u, 3u,
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
    2u,
    1u,
    1u,
    0u,
    1u,
    3u,
    9u,
    2u,
    1u,
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
