/* What spares the engine most of its work: the filter, and the patterns that are whole
 * messages.
 */
#include "matcher/shortcuts.h"

#include "base/arena.h"
#include "base/sort.h"
#include "matcher/engine.h"
#include "matcher/tables.h"
#include "model/pattern_words.h"

/* ---- The filter ------------------------------------------------------------------------- */

/* A few KB that stay in the first cache as long as there are few patterns, and a few bits a
 * pattern in the second one if there are many. */

enum { LEAST_FILTER_BITS = 9, MOST_FILTER_BITS = 20, SMALL = 4096 };

static void set_filter(const struct rows *rows, struct tables *tables) {
  size_t bits_each = rows->count <= SMALL ? 64 : 16;
  uint32_t bits = LEAST_FILTER_BITS;
  while (bits < MOST_FILTER_BITS && ((size_t)32 << bits) < rows->count * bits_each)
    bits++;
  size_t numbers = (size_t)1 << bits;
  uint32_t *filter = arena_array(rows->a, uint32_t, numbers);
  for (size_t i = 0; i < rows->count; i++) {
    uint64_t hash = engine_word_hash(rows->items[i].anchor, rows->items[i].service);
    filter[engine_bucket(hash, bits)] |= engine_filter_bits(hash);
  }
  tables->filter = (struct number_list){filter, numbers};
  tables->engine.filter_bits = bits;
}

/* ---- Whole messages --------------------------------------------------------------------- */

/* Of most cases the longest pattern is the whole message. Where a message has its words and no
 * others, it wins, if no pattern of the service that has more than plain words could be longer.
 */

/* The patterns of more than plain words, by service. */
struct mixed {
  const struct row **items;
  size_t count;
};

static int by_service(const void *left, const void *right) {
  const struct row *a = *(const struct row *const *)left;
  const struct row *b = *(const struct row *const *)right;
  if (a->service != b->service)
    return a->service < b->service ? -1 : 1;
  return (a->source > b->source) - (a->source < b->source);
}

static struct mixed collect_mixed(struct arena *a, const struct rows *rows) {
  struct mixed mixed = {arena_array(a, const struct row *, rows->count), 0};
  for (size_t i = 0; i < rows->count; i++) {
    if (rows->items[i].shape.values + rows->items[i].shape.any > 0)
      mixed.items[mixed.count++] = &rows->items[i];
  }
  sort(mixed.items, mixed.count, sizeof(const struct row *), by_service);
  return mixed;
}

static size_t first_of_service(const struct mixed *mixed, size_t service) {
  size_t low = 0, high = mixed->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (mixed->items[middle]->service < service)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Is each plain word of the pattern one of the text's? */
static bool may_occur(const struct row *row, struct str text) {
  struct str rest = row->pattern.words;
  bool may = true;
  while (may && rest.n > 0) {
    struct str item = words_next_item(&rest);
    may = is_value_item(item) || is_any_item(item) || str_find(text, item, 0) != STR_NONE;
  }
  return may;
}

/* So many are compared for one pattern; where there are more, it is as if one were longer. */
enum { MOST_COMPARED = 64 };

static bool is_beaten(const struct row *row, const struct mixed *mixed) {
  size_t first = first_of_service(mixed, row->service), i = first;
  for (; i < mixed->count && mixed->items[i]->service == row->service; i++) {
    const struct row *other = mixed->items[i];
    if (other->shape.plain == 0 || i - first >= MOST_COMPARED ||
        (other->shape.length >= row->shape.length && may_occur(other, row->pattern.words)))
      return true;
  }
  return false;
}

static uint64_t whole_hash(const struct row *row) {
  struct str rest = row->pattern.words;
  uint64_t hash = 0;
  while (rest.n > 0)
    hash = engine_whole_hash(hash, engine_word_hash(words_next_item(&rest), row->service));
  return hash;
}

/* The longest pattern of each case, and of equal ones the one that wins. */
static int by_whole(const void *left, const void *right) {
  const struct row *a = *(const struct row *const *)left;
  const struct row *b = *(const struct row *const *)right;
  int order = a->service != b->service ? (a->service < b->service ? -1 : 1) : 0;
  if (order == 0)
    order = str_compare(a->pattern.words, b->pattern.words);
  if (order == 0)
    order = (a->order > b->order) - (a->order < b->order);
  return order != 0 ? order : (a->source > b->source) - (a->source < b->source);
}

static size_t collect_whole(struct arena *a, const struct rows *rows,
                            const struct row ***wholes) {
  const struct row **longest = NULL;
  size_t most = 0, count = 0;
  for (size_t i = 0; i < rows->count; i++)
    most = rows->items[i].pattern.number >= most ? rows->items[i].pattern.number + 1 : most;
  longest = arena_array(a, const struct row *, most);
  for (size_t i = 0; i < rows->count; i++) {
    const struct row *row = &rows->items[i], **known = &longest[row->pattern.number];
    if (row->shape.values + row->shape.any == 0 &&
        (!*known || row->shape.length > (*known)->shape.length))
      *known = row;
  }
  for (size_t i = 0; i < most; i++) {
    if (longest[i])
      longest[count++] = longest[i];
  }
  sort(longest, count, sizeof(const struct row *), by_whole);
  *wholes = longest;
  return count;
}

static bool is_repeated(const struct row *const *wholes, size_t i) {
  return i > 0 && wholes[i - 1]->service == wholes[i]->service &&
         str_equal(wholes[i - 1]->pattern.words, wholes[i]->pattern.words);
}

static void set_wholes(const struct rows *rows, struct tables *tables) {
  struct arena scratch = {0};
  struct mixed mixed = collect_mixed(&scratch, rows);
  const struct row **wholes = NULL;
  size_t count = collect_whole(&scratch, rows, &wholes);
  uint32_t bits = 1;
  while (bits < 24 && ((size_t)1 << bits) < count + count / 2 + 1)
    bits++;
  size_t room = (size_t)1 << bits;
  uint32_t *slots = arena_array(rows->a, uint32_t, room);
  for (size_t i = 0; i < room; i++)
    slots[i] = KB_NO_NUMBER;
  /* Numbers of 24 bits must do; what is left out is found by its words. */
  for (size_t i = 0; i < count && rows->count < 0xFFFFFF && i < room / 2; i++) {
    if (is_repeated(wholes, i) || is_beaten(wholes[i], &mixed))
      continue;
    uint64_t hash = whole_hash(wholes[i]);
    size_t slot = engine_bucket(hash, bits);
    while (slots[slot] != KB_NO_NUMBER)
      slot = (slot + 1) % room;
    slots[slot] = (uint32_t)(hash >> 32 & 0xFF) << 24 | (uint32_t)(wholes[i] - rows->items);
  }
  tables->whole = (struct number_list){slots, room};
  tables->engine.whole_bits = bits;
  arena_free(&scratch);
}

void shortcuts_build(const struct rows *rows, struct tables *tables) {
  set_filter(rows, tables);
  set_wholes(rows, tables);
}
