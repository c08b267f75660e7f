/* All patterns by their words, in which equal ones come together and each finds what is inside
 * it. */
#include "link/pattern_net.h"

#include "base/arena.h"
#include "base/die.h"
#include "model/pattern_words.h"

/* ---- Values -------------------------------------------------------------------------------
 * Many cases of one service may differ in a number alone, so those are found by it.
 */

/* The next value behind `at` in the words; n = 0: there is none. */
static struct str next_value(struct str words, size_t *at) {
  size_t from = str_find_char(words, '=', *at);
  if (from == STR_NONE)
    return (struct str){NULL, 0};
  size_t to = str_find_char(words, ' ', from);
  *at = to == STR_NONE ? words.n : to;
  return str_slice(words, from, *at);
}

static struct str value_key(struct arena *a, uint32_t node, struct str value) {
  return arena_printf(a, "%u %.*s", (unsigned)node, STR_ARG(value));
}

struct value_counts {
  struct map by_value;
  size_t *counts;
};

static void count_values(struct pattern_net *net, struct value_counts *values, size_t row) {
  struct str words = row_words(&net->rows.items[row]), value;
  for (size_t at = 0; (value = next_value(words, &at)).n > 0;) {
    size_t fresh = values->by_value.count;
    size_t index = map_add(&values->by_value, net->scratch, value, fresh);
    if (index == fresh)
      values->counts = arena_grow(net->scratch, values->counts, fresh, sizeof *values->counts);
    values->counts[index] = index == fresh ? 1 : values->counts[index] + 1;
  }
}

/* Of the values of a row the one that fewest rows have. */
static struct str rarest_value(const struct value_counts *values, struct str words) {
  struct str rarest = {NULL, 0}, value;
  size_t fewest = SIZE_MAX;
  for (size_t at = 0; (value = next_value(words, &at)).n > 0;) {
    size_t count = values->counts[map_find(&values->by_value, value)];
    if (count < fewest)
      rarest = value;
    fewest = count < fewest ? count : fewest;
  }
  return rarest;
}

/* ---- Rows that are words alone ------------------------------------------------------------
 */

/* Up to its variable word, if it has one. */
static uint32_t add_row(struct token_net *tokens, const struct message_row *row) {
  struct str words = row_words(row);
  size_t open = str_find_char(words, '*', 0), count = row->draft->key.word_count;
  if (open != STR_NONE) {
    count = 0;
    for (size_t i = 0; i < open; i++)
      count += words.p[i] != '=' && (i == 0 || words.p[i - 1] == ' ');
  }
  uint32_t node = net_add(tokens, 0, str_hash(row->draft->service));
  for (size_t i = 0; i < count; i++)
    node = net_add(tokens, node, row->draft->key.hashes[i]);
  return node;
}

static void fill(struct pattern_net *net) {
  size_t tokens = net->rows.count;
  for (size_t i = 0; i < net->rows.count; i++)
    tokens = checked_add(tokens, net->rows.items[i].draft->key.word_count);
  net->tokens = net_new(net->scratch, tokens);
  for (size_t i = 0; i < net->rows.count; i++)
    net->rows.items[i].node = add_row(net->tokens, &net->rows.items[i]);
  size_t count = net_count(net->tokens);
  net->first = arena_room(net->scratch, checked_multiply(count, sizeof(size_t)));
  net->first_open = arena_room(net->scratch, checked_multiply(count, sizeof(size_t)));
  net->has_values = arena_array(net->scratch, bool, count);
  for (size_t i = 0; i < count; i++)
    net->first[i] = net->first_open[i] = STR_NONE;
}

/* Backward, so that each chain is in the order of the rows. What only has the same hashes is no
 * part of it. */
static void chain(struct pattern_net *net) {
  for (size_t i = net->rows.count; i-- > 0;) {
    struct message_row *row = &net->rows.items[i];
    size_t *first = &net->first[row->node];
    row->next = STR_NONE;
    if (!row_is_plain(row))
      continue;
    if (*first != STR_NONE && !str_equal(net->rows.items[*first].full, row->full))
      continue;
    row->next = *first;
    *first = i;
  }
}

/* The rows of a group that are words alone are its chain, if need be without labels. */
static void chain_group(struct pattern_net *net, uint32_t node, struct message_row **group,
                        size_t count) {
  size_t number = STR_NONE;
  bool has_cases = false;
  for (size_t i = 0; i < count; i++) {
    if (!row_is_plain(group[i]))
      continue;
    has_cases = has_cases || (number != STR_NONE && group[i]->number != number);
    number = group[i]->number;
  }
  net->first[node] = STR_NONE;
  for (size_t i = count; i-- > 0;) {
    group[i]->next = STR_NONE;
    if (!row_is_plain(group[i]))
      continue;
    group[i]->is_dropped = has_cases && group[i]->draft->kind == DRAFT_LABELLED;
    if (group[i]->is_dropped)
      continue;
    group[i]->next = net->first[node];
    net->first[node] = (size_t)(group[i] - net->rows.items);
  }
}

static void settle(struct arena *a, struct pattern_net *net, uint32_t node) {
  struct message_row **group = NULL;
  size_t count = 0;
  if (net->first[node] == STR_NONE || net->rows.items[net->first[node]].next == STR_NONE)
    return;
  for (size_t i = net->first[node]; i != STR_NONE; i = net->rows.items[i].next) {
    group = arena_grow(net->scratch, group, count, sizeof *group);
    group[count++] = &net->rows.items[i];
  }
  if (group[0]->number == group[count - 1]->number)
    return;
  rows_settle(a, group, count);
  chain_group(net, node, group, count);
}

/* What stands behind the label is the same in several cases: the label tells them apart, and
 * without it nothing does. */
static void drop_labels(struct pattern_net *net) {
  struct map by_full = {0};
  bool *is_shared = NULL;
  for (size_t pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < net->rows.count; i++) {
      struct message_row *row = &net->rows.items[i];
      if (row_is_plain(row))
        continue;
      if (!is_shared)
        is_shared = arena_array(net->scratch, bool, net->rows.count);
      size_t first = map_add(&by_full, net->scratch, row->full, i);
      if (pass == 0)
        is_shared[first] = is_shared[first] || net->rows.items[first].number != row->number;
      else
        row->is_dropped = is_shared[first] && row->draft->kind == DRAFT_LABELLED;
    }
  }
}

/* ---- The others ---------------------------------------------------------------------------
 */

/* Puts the first of equal rows where it is found: by its node, or by a value, too. */
static void add_other(struct pattern_net *net, const struct value_counts *values,
                      size_t index) {
  const struct message_row *row = &net->rows.items[index];
  size_t *first = &net->first_open[row->node];
  struct str value = rarest_value(values, row_words(row));
  if (str_find_char(row_words(row), '*', 0) != STR_NONE || value.n == 0) {
    net->next_other[index] = *first;
    *first = index;
    return;
  }
  net->has_values[row->node] = true;
  struct str key = value_key(net->scratch, row->node, value);
  size_t at = map_add(&net->by_value, net->scratch, key, index);
  if (at == index)
    return;
  net->next_other[index] = net->next_other[at];
  net->next_other[at] = index;
}

static void add_others(struct pattern_net *net) {
  struct value_counts values = {{0}, NULL};
  size_t *last = NULL;
  for (size_t i = 0; i < net->rows.count; i++) {
    if (row_is_plain(&net->rows.items[i]) || net->rows.items[i].is_dropped)
      continue;
    if (!last) {
      last = arena_array(net->scratch, size_t, net->rows.count);
      net->next_other = arena_array(net->scratch, size_t, net->rows.count);
    }
    net->next_other[i] = STR_NONE;
    size_t first = map_add(&net->by_full, net->scratch, net->rows.items[i].full, i);
    if (first == i)
      count_values(net, &values, i);
    else
      net->rows.items[last[first]].next = i;
    last[first] = i;
  }
  for (size_t i = 0; last && i < net->rows.count; i++) {
    if (!row_is_plain(&net->rows.items[i]) && !net->rows.items[i].is_dropped &&
        map_find(&net->by_full, net->rows.items[i].full) == i)
      add_other(net, &values, i);
  }
}

struct pattern_net *pattern_net_new(struct arena *a, struct arena *scratch,
                                    struct row_list rows) {
  struct pattern_net *net = arena_new(scratch, struct pattern_net);
  net->scratch = scratch;
  net->rows = rows;
  fill(net);
  chain(net);
  for (uint32_t node = 1; node < net_count(net->tokens); node++)
    settle(a, net, node);
  drop_labels(net);
  add_others(net);
  for (uint32_t node = 1; node < net_count(net->tokens); node++) {
    if (net->first[node] != STR_NONE || net->first_open[node] != STR_NONE ||
        net->has_values[node])
      net_mark(net->tokens, node);
  }
  net_link(net->tokens, scratch);
  return net;
}

/* ---- What is inside -----------------------------------------------------------------------
 */

struct visit {
  const struct pattern_net *net;
  size_t outer;
  struct str words; /* its */
  bool has_values;
  void (*found)(void *context, size_t inner, size_t outer);
  void *context;
};

static void look_at(const struct visit *v, size_t inner, size_t from) {
  const struct message_row *rows = v->net->rows.items;
  if (rows[inner].number != rows[v->outer].number &&
      !str_equal(rows[inner].full, rows[v->outer].full) &&
      words_are_inside(row_words(&rows[inner]), v->words, from))
    v->found(v->context, inner, v->outer);
}

static void look_at_values(const struct visit *v, uint32_t node, size_t from) {
  struct arena scratch = {0};
  struct str value;
  for (size_t at = 0; (value = next_value(v->words, &at)).n > 0;) {
    size_t i = map_find(&v->net->by_value, value_key(&scratch, node, value));
    for (; i != STR_NONE; i = v->net->next_other[i])
      look_at(v, i, from);
  }
  arena_free(&scratch);
}

/* The patterns that end at a node, which stands for the words up to `to`. A whole row is not
 * inside itself. */
static void look_at_node(const struct visit *v, uint32_t node, size_t to) {
  const struct pattern_net *net = v->net;
  size_t from = to - net_depth(net->tokens, node);
  bool is_whole =
      row_is_plain(&net->rows.items[v->outer]) && node == net->rows.items[v->outer].node;
  if (net->first[node] != STR_NONE && !is_whole)
    look_at(v, net->first[node], from);
  for (size_t i = net->first_open[node]; i != STR_NONE; i = net->next_other[i])
    look_at(v, i, from);
  if (v->has_values && net->has_values[node])
    look_at_values(v, node, from);
}

/* Mostly the patterns that end at a node are the case's own. */
static inline bool is_worth_it(const struct visit *v, uint32_t node) {
  const struct pattern_net *net = v->net;
  const struct message_row *rows = net->rows.items;
  size_t first = net->first[node];
  return (first != STR_NONE && rows[first].number != rows[v->outer].number) ||
         net->first_open[node] != STR_NONE || (v->has_values && net->has_values[node]);
}

static void look_back(const struct visit *v, uint32_t node, size_t to) {
  for (; node != 0; node = net_inside(v->net->tokens, node)) {
    if (is_worth_it(v, node))
      look_at_node(v, node, to);
  }
}

/* A row's own words lead through the net by themselves. */
static void walk_words(const struct visit *v) {
  const struct pattern_net *net = v->net;
  uint32_t node = net->rows.items[v->outer].node;
  while (node != 0) {
    look_back(v, node, net_depth(net->tokens, node));
    node = net_parent(net->tokens, node);
  }
}

/* No other pattern has words on both sides of a variable one, but for one with another. */
static void walk_open(const struct visit *v) {
  const struct pattern_net *net = v->net;
  const struct message_row *row = &net->rows.items[v->outer];
  uint32_t root = net_add(net->tokens, 0, str_hash(row->draft->service)), node = root;
  struct str words = v->words;
  look_back(v, root, 0);
  for (size_t i = 0, word = 0; i < words.n && word < row->draft->key.word_count; i++) {
    if (words.p[i] == '=' || (i > 0 && words.p[i - 1] != ' '))
      continue;
    bool is_open = words.p[i] == '*';
    node = is_open ? root : net_step(net->tokens, node, row->draft->key.hashes[word]);
    word++;
    if (!is_open)
      look_back(v, node, word);
  }
}

void pattern_net_visit(const struct pattern_net *net, size_t row,
                       void (*found)(void *context, size_t inner, size_t outer),
                       void *context) {
  struct str words = row_words(&net->rows.items[row]);
  struct visit v = {net, row, words, str_find_char(words, '=', 0) != STR_NONE, found, context};
  if (str_find_char(words, '*', 0) != STR_NONE)
    walk_open(&v);
  else
    walk_words(&v);
}
