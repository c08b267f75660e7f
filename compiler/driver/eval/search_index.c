/* A full-text index of chunks, which answers a query with the cases that it finds.
 *
 * Every word of a query may be missing, so a query finds all chunks that have any of them,
 * which is most of them as soon as one word is a common one. What a word adds to the rank of a
 * chunk is the less the more chunks have it. So SQLite is asked for the rarest words only, as
 * long as they have no more than a number of chunks together: the work per query then does not
 * grow with the knowledge base. What it finds is ranked by all words, with the formula and the
 * constants of its bm25(). */
#include "driver/eval/search_index.h"

#include "base/arena.h"
#include "base/database.h"
#include "base/map.h"
#include "emit/chunks/search_text.h"

#include <math.h>
#include <stdlib.h>

enum {
  MOST_WORDS = 256,  /* of a query, that rank */
  MOST_ASKED = 64,   /* of them, that are searched for */
  MOST_CHUNKS = 500, /* that have one of these, each counted for each word */
};

/* A word of the index, and in how many chunks it stands. */
struct word {
  struct str text;
  size_t chunks;
  size_t place; /* while a chunk is added: its place among those of the chunk */
};

/* How often a word stands in a chunk. */
struct use {
  uint32_t word, count;
};

struct entry {
  size_t kb_case;
  struct use *uses;
  size_t use_count;
  size_t length; /* in words */
};

struct search_index {
  struct arena *a;
  struct database *database;
  struct statement *insert, *select;
  struct map by_text;
  struct word *words;
  struct entry *entries;
  size_t count;
  size_t length;   /* of all entries */
  double *weights; /* of each word in the query that is answered; 0: it is not there */
  size_t weight_count;
  struct buf text;
};

struct search_index *search_index_new(struct arena *a) {
  struct database *database = database_open();
  if (!database_has_search(database)) {
    database_close(database);
    return NULL;
  }
  struct search_index *index = arena_new(a, struct search_index);
  *index = (struct search_index){.a = a, .database = database};
  database_run(database, "CREATE VIRTUAL TABLE chunks USING fts5"
                         "(text, content = '', columnsize = 0, tokenize = 'ascii'); BEGIN");
  index->insert =
      database_prepare(database, "INSERT INTO chunks (rowid, text) VALUES (?1, ?2)");
  index->select = database_prepare(database, "SELECT rowid FROM chunks WHERE chunks MATCH ?1");
  return index;
}

void search_index_free(struct search_index *index) {
  statement_free(index->insert);
  statement_free(index->select);
  database_close(index->database);
  free(index->weights);
  buf_free(&index->text);
}

/* The words of the text, good until the next call. */
static struct str words_of(struct search_index *index, struct str text) {
  struct arena scratch = {0};
  buf_clear(&index->text);
  search_text_add(&scratch, &index->text, text);
  arena_free(&scratch);
  return buf_str(&index->text);
}

/* Cuts the next word off the front. */
static bool next_word(struct str *rest, struct str *word) {
  if (rest->n == 0)
    return false;
  size_t end = str_find_char(*rest, ' ', 0);
  *word = str_slice(*rest, 0, end);
  *rest = end == STR_NONE ? (struct str){NULL, 0} : str_slice(*rest, end + 1, rest->n);
  return true;
}

/* ---- Chunks --------------------------------------------------------------------------- */

static size_t word_number(struct search_index *index, struct str text) {
  size_t number = map_find(&index->by_text, text);
  if (number != STR_NONE)
    return number;
  number = index->by_text.count;
  index->words = arena_grow(index->a, index->words, number, sizeof *index->words);
  index->words[number] = (struct word){.text = arena_copy(index->a, text)};
  map_add(&index->by_text, index->a, index->words[number].text, number);
  return number;
}

static void count_word(struct search_index *index, struct entry *entry, size_t number) {
  struct word *word = &index->words[number];
  entry->length++;
  if (word->place < entry->use_count && entry->uses[word->place].word == number) {
    entry->uses[word->place].count++;
    return;
  }
  word->place = entry->use_count++;
  word->chunks++;
  entry->uses[word->place] = (struct use){(uint32_t)number, 1};
}

void search_index_add(struct search_index *index, size_t kb_case, struct str text) {
  struct str all = words_of(index, text), rest = all, word;
  size_t most = all.n / 2 + 1; /* a letter and a space */
  struct use *uses = checked_alloc(most, sizeof *uses);
  struct entry entry = {.kb_case = kb_case, .uses = uses};
  while (next_word(&rest, &word))
    count_word(index, &entry, word_number(index, word));
  entry.uses = arena_array(index->a, struct use, entry.use_count);
  memcpy(entry.uses, uses, entry.use_count * sizeof *uses);
  free(uses);
  index->entries = arena_grow(index->a, index->entries, index->count, sizeof entry);
  index->entries[index->count++] = entry;
  index->length += entry.length;
  statement_bind_number(index->insert, 1, (int64_t)index->count);
  statement_bind_text(index->insert, 2, all);
  statement_step(index->insert);
  statement_reset(index->insert);
}

/* ---- Queries -------------------------------------------------------------------------- */

/* A query's words that the index has, each once; the rarest first. */
struct query {
  const struct word *words[MOST_WORDS];
  size_t count;
};

/* Of two that are equally rare the one that was added first. */
static int compare_words(const void *left, const void *right) {
  const struct word *a = *(const struct word *const *)left,
                    *b = *(const struct word *const *)right;
  if (a->chunks != b->chunks)
    return a->chunks < b->chunks ? -1 : 1;
  return a < b ? -1 : a > b;
}

/* What a word says about a chunk that has it; nearly nothing if more than half of all do. */
static double weight_of(const struct search_index *index, const struct word *word) {
  double with = (double)word->chunks, all = (double)index->count;
  double weight = log((all - with + 0.5) / (with + 0.5));
  return weight > 0 ? weight : 1e-6;
}

/* Chunks may have brought words since the last query. */
static void grow_weights(struct search_index *index) {
  size_t count = index->by_text.count;
  if (index->weight_count == count)
    return;
  index->weights = checked_realloc(index->weights, count, sizeof *index->weights);
  for (size_t i = index->weight_count; i < count; i++)
    index->weights[i] = 0;
  index->weight_count = count;
}

static struct query query_of(struct search_index *index, struct str text) {
  struct query query = {.count = 0};
  struct str rest = words_of(index, text), found;
  grow_weights(index);
  while (query.count < MOST_WORDS && next_word(&rest, &found)) {
    size_t number = map_find(&index->by_text, found);
    if (number == STR_NONE || index->weights[number] > 0)
      continue;
    index->weights[number] = weight_of(index, &index->words[number]);
    query.words[query.count++] = &index->words[number];
  }
  if (query.count > 1)
    qsort(query.words, query.count, sizeof *query.words, compare_words);
  return query;
}

/* The words to search for, in the language of SQLite: a search text has no quotes. */
static void write_query(const struct search_index *index, struct buf *out,
                        const struct query *query) {
  bool is_small = index->count <= MOST_CHUNKS;
  size_t chunks = 0;
  buf_clear(out);
  for (size_t i = 0; i < query->count && i < MOST_ASKED; i++) {
    chunks += query->words[i]->chunks;
    if (i > 0 && chunks > MOST_CHUNKS && !is_small)
      break;
    buf_printf(out, "%s\"%.*s\"", i > 0 ? " OR " : "", STR_ARG(query->words[i]->text));
  }
}

/* BM25, in thousands of millionths, so that the last bits of the machine decide nothing. */
static int64_t score_of(const struct search_index *index, const struct entry *entry) {
  const double k = 1.2, b = 0.75;
  double average = (double)index->length / (double)index->count;
  double bulk = k * (1 - b + b * (double)entry->length / average), score = 0;
  for (size_t i = 0; i < entry->use_count; i++) {
    double weight = index->weights[entry->uses[i].word], count = entry->uses[i].count;
    if (weight > 0)
      score += weight * (count * (k + 1)) / (count + bulk);
  }
  return (int64_t)(score * 1e9 + 0.5);
}

struct hit {
  int64_t score;
  size_t chunk, kb_case;
};

static int compare_hits(const void *left, const void *right) {
  const struct hit *a = left, *b = right;
  if (a->score != b->score)
    return a->score > b->score ? -1 : 1;
  return a->chunk < b->chunk ? -1 : a->chunk > b->chunk;
}

struct ranking search_index_ask(struct search_index *index, struct str text) {
  struct ranking ranking = {.count = 0};
  struct query query = query_of(index, text);
  if (query.count == 0)
    return ranking;
  struct arena scratch = {0};
  struct hit *hits = NULL;
  size_t count = 0;
  write_query(index, &index->text, &query);
  statement_bind_text(index->select, 1, buf_str(&index->text));
  while (statement_step(index->select)) {
    size_t chunk = (size_t)statement_number(index->select, 0) - 1;
    const struct entry *entry = &index->entries[chunk];
    hits = arena_grow(&scratch, hits, count, sizeof *hits);
    hits[count++] = (struct hit){score_of(index, entry), chunk, entry->kb_case};
  }
  statement_reset(index->select);
  for (size_t i = 0; i < query.count; i++)
    index->weights[query.words[i] - index->words] = 0;
  if (count > 1)
    qsort(hits, count, sizeof *hits, compare_hits);
  for (size_t i = 0; i < count; i++)
    ranking_add(&ranking, hits[i].kb_case);
  arena_free(&scratch);
  return ranking;
}
