/* Finds repeats of repeats that can match one text in exponentially many ways.
 *
 * The body of a repeat becomes a position automaton (Glushkov's): a state for each character or
 * set in it, an edge wherever one can stand right behind the other. As the repeat goes round,
 * each state reaches each other. Then one text has exponentially many ways through it if and
 * only if
 *   - an edge comes about in two ways, as in (a+)+, where "a behind a" is the work of either
 * plus, or
 *   - two different ways that start in one state and read the same characters meet again. */
#include "base/pattern_repeat.h"

#include "base/arena.h"

enum {
  POSITIONS = 200,
  WORDS = (POSITIONS + 63) / 64,
  COPIES = 3,
  STEPS = 1000 * 1000, /* of the search, some milliseconds */
};

struct position_set {
  uint64_t bits[WORDS];
};

struct automaton {
  struct arena *scratch;
  const struct code_set *sets[POSITIONS];
  struct position_set follow[POSITIONS];
  size_t count;
  bool is_too_large;
  bool has_double_edge;
};

/* A part of the automaton: where it can begin and end, and whether it can be empty. */
struct fragment {
  struct position_set first, last;
  bool is_nullable;
};

static bool set_has(const struct position_set *set, size_t position) {
  return set->bits[position / 64] >> (position % 64) & 1;
}

static void set_add(struct position_set *set, size_t position) {
  set->bits[position / 64] |= (uint64_t)1 << (position % 64);
}

static void set_add_all(struct position_set *set, const struct position_set *more) {
  for (size_t i = 0; i < WORDS; i++)
    set->bits[i] |= more->bits[i];
}

static void add_edges(struct automaton *automaton, const struct position_set *from,
                      const struct position_set *to) {
  for (size_t p = 0; p < automaton->count; p++) {
    if (!set_has(from, p))
      continue;
    struct position_set *follow = &automaton->follow[p];
    for (size_t i = 0; i < WORDS; i++) {
      if ((follow->bits[i] & to->bits[i]) != 0)
        automaton->has_double_edge = true;
      follow->bits[i] |= to->bits[i];
    }
  }
}

static struct fragment fragment_join(struct automaton *automaton, const struct fragment *left,
                                     const struct fragment *right) {
  struct fragment joined = *left;
  add_edges(automaton, &left->last, &right->first);
  if (left->is_nullable)
    set_add_all(&joined.first, &right->first);
  joined.last = right->last;
  if (right->is_nullable)
    set_add_all(&joined.last, &left->last);
  joined.is_nullable = left->is_nullable && right->is_nullable;
  return joined;
}

static const struct fragment fragment_empty = {.is_nullable = true};

static struct fragment fragment_of_set(struct automaton *automaton,
                                       const struct code_set *set) {
  struct fragment fragment = {0};
  if (automaton->count == POSITIONS) {
    automaton->is_too_large = true;
    return fragment;
  }
  automaton->sets[automaton->count] = set;
  set_add(&fragment.first, automaton->count);
  set_add(&fragment.last, automaton->count);
  automaton->count++;
  return fragment;
}

static struct fragment fragment_of(struct automaton *automaton, const struct syntax_node *node);

/* x{2,} becomes xx with a loop on the second; x{1,9} becomes x(x(x)?)?. */
static struct fragment fragment_of_repeat(struct automaton *automaton,
                                          const struct syntax_node *node) {
  bool is_endless = node->max == STR_NONE;
  size_t needed = node->min < COPIES ? node->min : COPIES;
  size_t extra = is_endless ? needed == 0 : node->max - node->min;
  struct fragment whole = fragment_empty;
  for (size_t i = 0; i < extra && i < COPIES - 1 && !automaton->is_too_large; i++) {
    struct fragment copy = fragment_of(automaton, node->first);
    if (is_endless)
      add_edges(automaton, &copy.last, &copy.first);
    whole = fragment_join(automaton, &copy, &whole);
    whole.is_nullable = true;
  }
  for (size_t i = 0; i < needed && !automaton->is_too_large; i++) {
    struct fragment copy = fragment_of(automaton, node->first);
    if (is_endless && i == 0)
      add_edges(automaton, &copy.last, &copy.first);
    whole = fragment_join(automaton, &copy, &whole);
  }
  return whole;
}

static struct fragment fragment_of(struct automaton *automaton,
                                   const struct syntax_node *node) {
  if (node->kind == SYNTAX_SET)
    return fragment_of_set(automaton, &node->set);
  if (node->kind == SYNTAX_REPEAT)
    return fragment_of_repeat(automaton, node);
  struct fragment whole = fragment_empty;
  for (const struct syntax_node *child = node->first; child; child = child->next) {
    struct fragment part = fragment_of(automaton, child);
    if (node->kind == SYNTAX_SEQUENCE) {
      whole = fragment_join(automaton, &whole, &part);
    } else if (child == node->first) {
      whole = part;
    } else {
      set_add_all(&whole.first, &part.first);
      set_add_all(&whole.last, &part.last);
      whole.is_nullable = whole.is_nullable || part.is_nullable;
    }
  }
  return whole;
}

/* Pairs of states that two different ways can be in after the same characters. */
struct search {
  const struct automaton *automaton;
  bool *seen; /* count * count */
  size_t *stack;
  size_t depth, steps;
  bool have_met;
};

static void visit_pair(struct search *search, size_t left, size_t right, bool is_start) {
  const struct automaton *automaton = search->automaton;
  if (search->steps > 0)
    search->steps--;
  if (left == right) {
    search->have_met = search->have_met || !is_start;
    return;
  }
  size_t pair = left * automaton->count + right;
  if (search->seen[pair] || !code_sets_overlap(automaton->sets[left], automaton->sets[right]))
    return;
  search->seen[pair] = true;
  search->stack[search->depth++] = pair;
}

/* All pairs of one step from each of two states. */
static void visit_successors(struct search *search, size_t left, size_t right) {
  const struct automaton *automaton = search->automaton;
  for (size_t r = 0; r < automaton->count; r++) {
    if (!set_has(&automaton->follow[left], r))
      continue;
    for (size_t s = 0; s < automaton->count && search->steps > 0; s++) {
      if (set_has(&automaton->follow[right], s) &&
          (r != s || code_sets_overlap(automaton->sets[r], automaton->sets[s])))
        visit_pair(search, r, s, left == right);
    }
  }
}

static bool ways_meet_again(const struct automaton *automaton) {
  size_t pairs = automaton->count * automaton->count;
  struct search search = {.automaton = automaton,
                          .seen = arena_array(automaton->scratch, bool, pairs),
                          .stack = arena_array(automaton->scratch, size_t, pairs),
                          .steps = STEPS};
  for (size_t state = 0; state < automaton->count; state++)
    visit_successors(&search, state, state);
  while (search.depth > 0 && !search.have_met && search.steps > 0) {
    size_t pair = search.stack[--search.depth];
    visit_successors(&search, pair / automaton->count, pair % automaton->count);
  }
  return search.have_met;
}

static bool is_ambiguous(struct arena *scratch, const struct syntax_node *repeat) {
  struct automaton *automaton = arena_new(scratch, struct automaton);
  automaton->scratch = scratch;
  fragment_of(automaton, repeat);
  if (automaton->is_too_large)
    return false;
  return automaton->has_double_edge || ways_meet_again(automaton);
}

/* The outermost repeats without end of more than a single character. */
static const struct syntax_node *find_in(struct arena *scratch,
                                         const struct syntax_node *node) {
  if (node->kind == SYNTAX_REPEAT && node->max == STR_NONE && node->first->kind != SYNTAX_SET)
    return is_ambiguous(scratch, node) ? node : NULL;
  for (const struct syntax_node *child = node->first; child; child = child->next) {
    const struct syntax_node *found = find_in(scratch, child);
    if (found)
      return found;
  }
  return NULL;
}

const struct syntax_node *repeat_find_ambiguous(struct arena *scratch,
                                                const struct syntax *syntax) {
  const struct syntax_node *found = find_in(scratch, syntax->whole);
  for (size_t i = 0; i < syntax->look_count && !found; i++)
    found = find_in(scratch, syntax->looks[i]);
  return found;
}
