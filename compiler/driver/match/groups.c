/* Messages that differ in their variables alone, put together as they come.
 *
 * A message goes to the bucket of its service, number of words and first word, and there to the
 * group with which it has most in common, if that is more than half; what differs becomes a
 * variable of the group. Everything has a bound: words, groups, groups in a bucket. */
#include "driver/match/groups.h"

enum { MOST_WORDS = 128, LONGEST_LINE = 8192, MOST_IN_BUCKET = 128 };

/* ---- Words --------------------------------------------------------------------------------
 */

/* A number, an id, an address, a path, something in quotes. */
static bool is_variable(struct str word) {
  if (str_find_char(STR("/\"'`"), word.p[0], 0) != STR_NONE)
    return true;
  for (size_t i = 0; i < word.n; i++) {
    if (is_digit_char(word.p[i]) || word.p[i] == '@')
      return true;
  }
  return false;
}

/* Cuts the message at its blanks; variables have n = 0. False if it has too many words or none.
 */
static bool cut(struct str message, struct str *words, size_t *count) {
  *count = 0;
  for (size_t at = 0; at < message.n;) {
    size_t from = at;
    while (at < message.n && !is_blank_char(message.p[at]))
      at++;
    struct str word = str_slice(message, from, at);
    if (word.n > 0 && *count == MOST_WORDS)
      return false;
    if (word.n > 0)
      words[(*count)++] = is_variable(word) ? (struct str){NULL, 0} : word;
    at++;
  }
  return *count > 0;
}

/* ---- Buckets ------------------------------------------------------------------------------
 */

static void add_key(struct buf *out, struct str service, const struct str *words,
                    size_t count) {
  buf_add(out, service);
  buf_printf(out, "\n%zu\n", count);
  buf_add(out, words[0]);
}

/* How many words are the same, variables among them. */
static size_t count_same(const struct group *group, const struct str *words) {
  size_t same = 0;
  for (size_t i = 0; i < group->word_count; i++)
    same += str_equal(group->words[i], words[i]);
  return same;
}

/* The group of the bucket that is most like the message; how long the bucket is. */
static struct group *find_like(struct groups *groups, size_t first, const struct str *words,
                               size_t count, size_t *length) {
  struct group *best = NULL;
  size_t best_same = count / 2;
  *length = 0;
  for (size_t at = first; at != STR_NONE; at = groups->items[at].next) {
    size_t same = count_same(&groups->items[at], words);
    ++*length;
    if (same <= best_same)
      continue;
    best = &groups->items[at];
    best_same = same;
  }
  return best;
}

static void widen(struct group *group, const struct str *words) {
  for (size_t i = 0; i < group->word_count; i++) {
    if (!str_equal(group->words[i], words[i]))
      group->words[i] = (struct str){NULL, 0};
  }
}

static struct group *add_group(struct groups *groups, struct str service,
                               const struct str *words, size_t count, struct str line) {
  groups->items = arena_grow(groups->a, groups->items, groups->count, sizeof *groups->items);
  struct group *group = &groups->items[groups->count++];
  *group = (struct group){.service = arena_copy(groups->a, service),
                          .words = arena_array(groups->a, struct str, count),
                          .word_count = count,
                          .example = arena_copy(groups->a, line),
                          .next = STR_NONE};
  for (size_t i = 0; i < count; i++)
    group->words[i] = words[i].n > 0 ? arena_copy(groups->a, words[i]) : words[i];
  return group;
}

struct group *groups_add(struct groups *groups, struct str service, struct str message,
                         struct str line) {
  struct str words[MOST_WORDS];
  size_t count, length = 0;
  if (line.n > LONGEST_LINE || !cut(message, words, &count)) {
    groups->left_out++;
    return NULL;
  }
  struct buf key = {0};
  add_key(&key, service, words, count);
  size_t first = map_find(&groups->buckets, buf_str(&key));
  struct group *group = find_like(groups, first, words, count, &length);
  bool is_full = groups->count == MOST_GROUPS || length == MOST_IN_BUCKET;
  if (group) {
    widen(group, words);
  } else if (!is_full) {
    group = add_group(groups, service, words, count, line);
    size_t index = groups->count - 1;
    if (first == STR_NONE) {
      map_add(&groups->buckets, groups->a, arena_copy(groups->a, buf_str(&key)), index);
    } else {
      group->next = groups->items[first].next;
      groups->items[first].next = index;
    }
  } else {
    groups->left_out++;
  }
  buf_free(&key);
  return group;
}

void group_add_text(struct buf *out, const struct group *group, const char *variable) {
  size_t start = out->n;
  for (size_t i = 0; i < group->word_count; i++) {
    bool is_constant = group->words[i].n > 0;
    if (!is_constant && !*variable)
      continue;
    if (out->n > start)
      buf_add_char(out, ' ');
    if (is_constant)
      buf_add(out, group->words[i]);
    else
      buf_add_c(out, variable);
  }
}
