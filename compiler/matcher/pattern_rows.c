/* The patterns of the tables: their rows, and the buckets by which they are found. */
#include "matcher/pattern_rows.h"

#include "base/arena.h"
#include "base/sort.h"
#include "matcher/engine.h"
#include "matcher/shortcuts.h"
#include "matcher/tables.h"
#include "matcher/text_pool.h"
#include "model/pattern_words.h"

static void collect(struct arena *a, struct rows *rows, const struct match_source *source) {
  rows->items = arena_array(a, struct row, source->pattern_count);
  for (size_t i = 0; i < source->pattern_count; i++) {
    struct pattern_shape shape = pattern_shape_of(source->patterns[i].words);
    if (shape.fits)
      rows->items[rows->count++] =
          (struct row){.pattern = source->patterns[i], .shape = shape, .source = i};
  }
}

/* ---- Anchors ---------------------------------------------------------------------------- */

/* Of the words of a pattern the one that the fewest patterns have leads to it: few lines have
 * it, too. */

struct word_counts {
  struct map numbers;
  size_t *counts;
};

static void count_words(struct arena *a, struct word_counts *words, const struct rows *rows) {
  for (size_t i = 0; i < rows->count; i++) {
    struct str rest = rows->items[i].pattern.words;
    while (rest.n > 0) {
      struct str item = words_next_item(&rest);
      size_t new = words->numbers.count, number = map_add(&words->numbers, a, item, new);
      if (number == new) {
        words->counts = arena_grow(a, words->counts, new, sizeof *words->counts);
        words->counts[new] = 0;
      }
      words->counts[number]++;
    }
  }
}

/* A value alone is looked for by its first word, because the others are sought behind it. */
static void choose_anchor(struct row *row, const struct word_counts *words) {
  struct str text = row->pattern.words, rest = text;
  size_t before = 0, any = 0, fewest = STR_NONE;
  while (before <= KB_MOST_BEFORE && rest.n > 0) {
    struct str item = words_next_item(&rest);
    bool is_value = is_value_item(item), is_any = is_any_item(item);
    size_t count = is_any ? STR_NONE : words->counts[map_find(&words->numbers, item)];
    bool is_rarer = count < fewest || (count == fewest && item.n > row->anchor.n);
    bool may_lead = row->shape.plain == 0 ? row->anchor.n == 0 : !is_value && !is_any;
    if (may_lead && is_rarer) {
      fewest = count;
      row->anchor = str_slice(item, is_value, item.n);
      row->anchor_at = (size_t)(row->anchor.p - text.p);
      row->before = before;
      row->any_before = any;
    }
    before += !is_value;
    any += is_any;
  }
}

static void choose_anchors(struct rows *rows) {
  struct arena scratch = {0};
  struct word_counts words = {{0}, NULL};
  count_words(&scratch, &words, rows);
  for (size_t i = 0; i < rows->count; i++)
    choose_anchor(&rows->items[i], &words);
  arena_free(&scratch);
}

/* ---- Services --------------------------------------------------------------------------- */

static int by_service(const void *left, const void *right) {
  const struct row *a = left, *b = right;
  int order = str_compare(a->pattern.service, b->pattern.service);
  return order != 0 ? order : (a->source > b->source) - (a->source < b->source);
}

static void set_services(struct rows *rows, struct tables *tables, struct text_pool *pool) {
  sort(rows->items, rows->count, sizeof *rows->items, by_service);
  uint32_t *services = arena_array(rows->a, uint32_t, rows->count * KB_SERVICE_NUMBERS);
  size_t count = 0;
  for (size_t i = 0; i < rows->count; i++) {
    struct row *row = &rows->items[i];
    if (i == 0 || !str_equal(row[-1].pattern.service, row->pattern.service)) {
      uint32_t *service = services + count++ * KB_SERVICE_NUMBERS;
      service[KB_SERVICE_TEXT] = text_pool_add(pool, row->pattern.service);
      service[KB_SERVICE_N] = (uint32_t)row->pattern.service.n;
    }
    row->service = count - 1;
    if (row->shape.plain == 0)
      services[row->service * KB_SERVICE_NUMBERS + KB_SERVICE_FLAGS] = KB_HAS_VALUE_PATTERNS;
  }
  tables->services = (struct number_list){services, count * KB_SERVICE_NUMBERS};
  tables->engine.service_count = (uint32_t)count;
}

/* Bits of a hash that leads to `count` things. */
static uint32_t bits_for(size_t count) {
  uint32_t bits = 1;
  while (bits < 24 && (size_t)1 << bits < count)
    bits++;
  return bits;
}

static void set_service_slots(struct arena *a, struct tables *tables, struct str text) {
  const uint32_t *services = tables->services.p;
  size_t count = tables->engine.service_count;
  uint32_t bits = bits_for(count * 4 + 1);
  size_t room = (size_t)1 << bits;
  uint32_t *slots = arena_array(a, uint32_t, room);
  for (size_t i = 0; i < room; i++)
    slots[i] = KB_NO_NUMBER;
  for (size_t i = 0; i < count; i++) {
    const uint32_t *service = services + i * KB_SERVICE_NUMBERS;
    struct str name = {text.p + service[KB_SERVICE_TEXT], service[KB_SERVICE_N]};
    size_t slot = engine_bucket(engine_name_hash(name), bits);
    while (slots[slot] != KB_NO_NUMBER)
      slot = (slot + 1) % room;
    slots[slot] = (uint32_t)i;
  }
  tables->service_slots = (struct number_list){slots, room};
  tables->engine.service_bits = bits;
}

/* ---- Ranks ------------------------------------------------------------------------------ */

static int by_rank(const void *left, const void *right) {
  const struct match_pattern *a = &((const struct row *)left)->pattern;
  const struct match_pattern *b = &((const struct row *)right)->pattern;
  if (a->priority != b->priority)
    return a->priority > b->priority ? -1 : 1;
  return (a->number > b->number) - (a->number < b->number);
}

/* The patterns of a case share a rank if they share their priority. */
static void set_orders(struct rows *rows) {
  size_t order = 0;
  sort(rows->items, rows->count, sizeof *rows->items, by_rank);
  for (size_t i = 0; i < rows->count; i++) {
    order += i > 0 && by_rank(&rows->items[i - 1], &rows->items[i]) != 0;
    rows->items[i].order = order;
  }
}

/* ---- Texts ------------------------------------------------------------------------------ */

static int by_case(const void *left, const void *right) {
  const struct row *a = left, *b = right;
  if (a->pattern.number != b->pattern.number)
    return a->pattern.number < b->pattern.number ? -1 : 1;
  if (a->pattern.words.n != b->pattern.words.n)
    return a->pattern.words.n > b->pattern.words.n ? -1 : 1;
  return (a->source > b->source) - (a->source < b->source);
}

/* The shorter patterns of a case are mostly a part of its longest. */
static void set_texts(struct rows *rows, struct text_pool *pool) {
  const struct row *longest = NULL;
  sort(rows->items, rows->count, sizeof *rows->items, by_case);
  for (size_t i = 0; i < rows->count; i++) {
    struct row *row = &rows->items[i];
    if (!longest || longest->pattern.number != row->pattern.number) {
      row->text = text_pool_add(pool, row->pattern.words);
      longest = row;
    } else {
      row->text =
          text_pool_add_part(pool, row->pattern.words, longest->pattern.words, longest->text);
    }
  }
}

/* ---- Buckets ---------------------------------------------------------------------------- */

/* The longest first, because shorter ones need not be looked at once one is found. */
static int by_length(const struct row *a, const struct row *b) {
  if (a->shape.length != b->shape.length)
    return a->shape.length > b->shape.length ? -1 : 1;
  if (a->order != b->order)
    return a->order < b->order ? -1 : 1;
  return (a->source > b->source) - (a->source < b->source);
}

static int by_bucket(const void *left, const void *right) {
  const struct row *a = left, *b = right;
  if (a->bucket != b->bucket)
    return a->bucket < b->bucket ? -1 : 1;
  return by_length(a, b);
}

static int by_any_bucket(const void *left, const void *right) {
  const struct row *a = *(const struct row *const *)left;
  const struct row *b = *(const struct row *const *)right;
  if (a->any_bucket != b->any_bucket)
    return a->any_bucket < b->any_bucket ? -1 : 1;
  return by_length(a, b);
}

static void write_row(uint32_t *out, const struct row *row) {
  size_t flags = (row->shape.values + row->shape.any > 0 ? KB_IS_MIXED : 0) |
                 (row->shape.leads_with_value ? KB_LEADS_WITH_VALUE : 0) |
                 (row->shape.plain == 0 ? KB_IS_VALUE : 0);
  out[KB_PATTERN_TEXT] = row->text;
  out[KB_PATTERN_N] = (uint32_t)(row->pattern.words.n | row->anchor_at << 16);
  out[KB_PATTERN_LENGTH] = (uint32_t)row->shape.length;
  out[KB_PATTERN_SHAPE] =
      (uint32_t)(flags | row->before | row->any_before << 8 | row->shape.any << 24);
  out[KB_PATTERN_SERVICE] = (uint32_t)row->service;
  out[KB_PATTERN_ORDER] = (uint32_t)row->order;
  out[KB_PATTERN_NUMBER] = (uint32_t)row->pattern.number;
}

static void set_buckets(struct rows *rows, struct tables *tables) {
  uint32_t bits = bits_for(rows->count);
  size_t buckets = (size_t)1 << bits;
  tables->engine.head_bits = bits;
  tables->engine.pattern_count = (uint32_t)rows->count;
  tables->heads =
      (struct number_list){arena_array(rows->a, uint32_t, buckets + 1), buckets + 1};
  for (size_t i = 0; i < rows->count; i++) {
    struct row *row = &rows->items[i];
    row->bucket = engine_bucket(engine_word_hash(row->anchor, row->service), bits);
    row->any_bucket = engine_bucket(engine_word_hash(row->anchor, STR_NONE), bits);
    tables->heads.p[row->bucket + 1]++;
  }
  for (size_t i = 0; i < buckets; i++)
    tables->heads.p[i + 1] += tables->heads.p[i];
  sort(rows->items, rows->count, sizeof *rows->items, by_bucket);
  tables->patterns =
      (struct number_list){arena_array(rows->a, uint32_t, rows->count * KB_PATTERN_NUMBERS),
                           rows->count * KB_PATTERN_NUMBERS};
  for (size_t i = 0; i < rows->count; i++)
    write_row(tables->patterns.p + i * KB_PATTERN_NUMBERS, &rows->items[i]);
}

static void set_any_buckets(struct arena *a, struct rows *rows, struct tables *tables) {
  size_t buckets = (size_t)1 << tables->engine.head_bits;
  const struct row **members = arena_array(a, const struct row *, rows->count);
  tables->any_heads =
      (struct number_list){arena_array(rows->a, uint32_t, buckets + 1), buckets + 1};
  tables->any_members =
      (struct number_list){arena_array(rows->a, uint32_t, rows->count), rows->count};
  for (size_t i = 0; i < rows->count; i++) {
    members[i] = &rows->items[i];
    tables->any_heads.p[rows->items[i].any_bucket + 1]++;
  }
  for (size_t i = 0; i < buckets; i++)
    tables->any_heads.p[i + 1] += tables->any_heads.p[i];
  sort(members, rows->count, sizeof(const struct row *), by_any_bucket);
  for (size_t i = 0; i < rows->count; i++)
    tables->any_members.p[i] = (uint32_t)(members[i] - rows->items);
}

void pattern_rows_build(struct arena *a, struct tables *tables, struct text_pool *pool,
                        const struct match_source *source) {
  struct arena own = {0};
  struct rows rows = {a, NULL, 0};
  collect(&own, &rows, source);
  choose_anchors(&rows);
  set_services(&rows, tables, pool);
  set_service_slots(a, tables, buf_str(&pool->bytes));
  set_orders(&rows);
  set_texts(&rows, pool);
  set_buckets(&rows, tables);
  set_any_buckets(&own, &rows, tables);
  shortcuts_build(&rows, tables);
  arena_free(&own);
}
