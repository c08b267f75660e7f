/* Sets of code points, as the parts of a pattern match them. */
#include "base/pattern_set.h"

#include "base/arena.h"

void code_set_add(struct arena *a, struct code_set *set, uint32_t from, uint32_t to) {
  set->ranges = arena_grow(a, set->ranges, set->count, sizeof *set->ranges);
  set->ranges[set->count++] = (struct code_range){from, to};
}

void code_set_add_all(struct arena *a, struct code_set *set, const struct code_set *more) {
  for (size_t i = 0; i < more->count; i++)
    code_set_add(a, set, more->ranges[i].from, more->ranges[i].to);
}

/* Shell's method: sets are small and mostly sorted, and qsort may ask for memory of its own. */
static void sort_ranges(struct code_range *ranges, size_t count) {
  for (size_t gap = count / 2; gap > 0; gap /= 2) {
    for (size_t i = gap; i < count; i++) {
      struct code_range moved = ranges[i];
      size_t at = i;
      for (; at >= gap && ranges[at - gap].from > moved.from; at -= gap)
        ranges[at] = ranges[at - gap];
      ranges[at] = moved;
    }
  }
}

static void add_shifted(struct arena *a, struct code_set *set, struct code_range range,
                        struct code_range letters, int shift) {
  uint32_t from = range.from > letters.from ? range.from : letters.from;
  uint32_t to = range.to < letters.to ? range.to : letters.to;
  if (from <= to)
    code_set_add(a, set, (uint32_t)((int)from + shift), (uint32_t)((int)to + shift));
}

static void add_other_cases(struct arena *a, struct code_set *set) {
  size_t count = set->count;
  for (size_t i = 0; i < count; i++) {
    add_shifted(a, set, set->ranges[i], (struct code_range){'A', 'Z'}, 'a' - 'A');
    add_shifted(a, set, set->ranges[i], (struct code_range){'a', 'z'}, 'A' - 'a');
  }
}

void code_set_finish(struct arena *a, struct code_set *set, bool both_cases) {
  if (both_cases)
    add_other_cases(a, set);
  if (set->count < 2)
    return;
  sort_ranges(set->ranges, set->count);
  size_t kept = 1;
  for (size_t i = 1; i < set->count; i++) {
    struct code_range *last = &set->ranges[kept - 1];
    if (set->ranges[i].from > last->to + 1)
      set->ranges[kept++] = set->ranges[i];
    else if (set->ranges[i].to > last->to)
      last->to = set->ranges[i].to;
  }
  set->count = kept;
}

struct code_set code_set_others(struct arena *a, const struct code_set *set) {
  struct code_set others = {0};
  uint32_t next = 0;
  for (size_t i = 0; i < set->count; i++) {
    if (set->ranges[i].from > next)
      code_set_add(a, &others, next, set->ranges[i].from - 1);
    next = set->ranges[i].to + 1;
  }
  if (next <= LAST_CODE_POINT)
    code_set_add(a, &others, next, LAST_CODE_POINT);
  return others;
}

void code_set_add_class(struct arena *a, struct code_set *set, char letter) {
  static const struct code_range digits[] = {{'0', '9'}};
  static const struct code_range word[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  static const struct code_range space[] = {
      {0x9, 0xd},       {0x20, 0x20},     {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
      {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff},
  };
  static const struct {
    char letter;
    const struct code_range *ranges;
    size_t count;
  } classes[] = {{'d', digits, 1}, {'w', word, 4}, {'s', space, 10}};

  struct code_set members = {0};
  bool is_complement = letter >= 'A' && letter <= 'Z';
  char lower = is_complement ? (char)(letter + ('a' - 'A')) : letter;
  for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
    if (classes[i].letter != lower)
      continue;
    for (size_t k = 0; k < classes[i].count; k++)
      code_set_add(a, &members, classes[i].ranges[k].from, classes[i].ranges[k].to);
  }
  if (is_complement)
    members = code_set_others(a, &members);
  code_set_add_all(a, set, &members);
}

bool code_sets_overlap(const struct code_set *left, const struct code_set *right) {
  for (size_t i = 0, k = 0; i < left->count && k < right->count;) {
    if (left->ranges[i].to < right->ranges[k].from)
      i++;
    else if (right->ranges[k].to < left->ranges[i].from)
      k++;
    else
      return true;
  }
  return false;
}
