/* What the log lines of a knowledge base say behind each key of their maps. */
#include "driver/simulate/vocabulary.h"

#include "base/arena.h"
#include "model/kb.h"

enum { USES_OF_FEW = 4 };

/* The values of all keys, each behind its key: one map for all of them. */
struct collector {
  struct arena *a;
  struct vocabulary vocabulary;
  struct map pairs;
};

static struct key_values *key_of(struct collector *c, struct str key) {
  struct vocabulary *v = &c->vocabulary;
  size_t index = map_add(&v->by_key, c->a, key, v->count);
  if (index == v->count) {
    v->keys = arena_grow(c->a, v->keys, v->count, sizeof *v->keys);
    v->keys[v->count++] = (struct key_values){0};
  }
  return &v->keys[index];
}

static void add_pair(struct collector *c, const struct log_pair *pair) {
  struct str key = span_text(pair->key), value = span_text(pair->value);
  struct key_values *values = key_of(c, key);
  values->uses++;
  struct str both = arena_printf(c->a, "%.*s\n%.*s", STR_ARG(key), STR_ARG(value));
  size_t count = c->pairs.count;
  if (value.n == 0 || map_add(&c->pairs, c->a, both, count) != count)
    return;
  values->values = arena_grow(c->a, values->values, values->count, sizeof *values->values);
  values->values[values->count++] = value;
  for (size_t i = 0; i < value.n; i++)
    values->has_digit = values->has_digit || is_digit_char(value.p[i]);
}

struct vocabulary vocabulary_of(struct arena *a, const struct kb *kb) {
  struct collector c = {.a = a};
  for (size_t i = 0; i < kb->case_count; i++) {
    if (kb->cases[i]->log_line_count == 0)
      continue;
    const struct log_line *line = &kb->cases[i]->log_lines[0];
    for (size_t k = 0; k < line->pair_count; k++)
      add_pair(&c, &line->pairs[k]);
  }
  return c.vocabulary;
}

const struct key_values *vocabulary_choice(const struct vocabulary *vocabulary,
                                           struct str key) {
  size_t index = map_find(&vocabulary->by_key, key);
  if (index == STR_NONE)
    return NULL;
  const struct key_values *values = &vocabulary->keys[index];
  bool are_few = values->count * USES_OF_FEW <= values->uses;
  return values->count > 1 && (!values->has_digit || are_few) ? values : NULL;
}
