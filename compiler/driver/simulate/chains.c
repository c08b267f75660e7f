/* The incidents that are under way: each a chain of cases, one line after the other. */
#include "driver/simulate/chains.h"

#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/draw.h"
#include "model/incident.h"

/* incident","incident":"payment-chain" */
static struct str label_of(struct arena *a, const struct incident *incident) {
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  json_string(&w, incident->name);
  struct str label = arena_printf(a, "incident\",\"incident\":%.*s", STR_ARG(buf_str(&out)));
  buf_free(&out);
  return label;
}

struct chains chains_new(struct arena *a, const struct incident *const *incidents,
                         size_t count) {
  struct chains chains = {.incidents = incidents,
                          .labels = arena_array(a, struct str, count),
                          .incident_count = count,
                          .next_due = INT64_MAX};
  for (size_t i = 0; i < count; i++)
    chains.labels[i] = label_of(a, incidents[i]);
  return chains;
}

static uint64_t draw_between(struct dice *dice, uint64_t min, uint64_t max) {
  return min + dice_next(dice) % (max - min + 1);
}

static const struct incident_step *step_of(const struct chains *chains,
                                           const struct chain *chain) {
  return &chains->incidents[chain->kind]->steps[chain->step];
}

/* The chain waits for its step to begin. */
static void begin_step(const struct chains *chains, struct chain *chain, struct dice *dice,
                       int64_t now, bool is_first) {
  const struct incident_step *step = step_of(chains, chain);
  uint64_t wait = is_first ? 0 : draw_between(dice, step->after_min, step->after_max);
  chain->left = (size_t)draw_between(dice, step->lines.min, step->lines.max);
  chain->due = wait > (uint64_t)INT64_MAX / 2 ? INT64_MAX : now + (int64_t)wait;
}

static void find_next_due(struct chains *chains) {
  chains->next_due = INT64_MAX;
  for (size_t i = 0; i < chains->count; i++) {
    if (chains->active[i].due < chains->next_due)
      chains->next_due = chains->active[i].due;
  }
}

size_t chains_start(struct chains *chains, struct dice *dice, int64_t now) {
  struct chain *chain = &chains->active[chains->count];
  *chain = (struct chain){.kind = dice_below(dice, chains->incident_count),
                          .seed = dice_next(dice),
                          .instance = ++chains->started};
  begin_step(chains, chain, dice, now, true);
  chains->count++;
  find_next_due(chains);
  return chains->count - 1;
}

size_t chains_first(const struct chains *chains) {
  size_t first = 0;
  for (size_t i = 1; i < chains->count; i++) {
    if (chains->active[i].due < chains->active[first].due)
      first = i;
  }
  return first;
}

size_t chains_take(struct chains *chains, size_t place, struct dice *dice, int64_t now) {
  struct chain *chain = &chains->active[place];
  const struct incident *incident = chains->incidents[chain->kind];
  size_t number = incident->steps[chain->step].number;
  if (--chain->left > 0) {
    chain->due = now;
  } else if (++chain->step < incident->step_count) {
    begin_step(chains, chain, dice, now, false);
  } else {
    memmove(chain, chain + 1, (chains->count - place - 1) * sizeof *chain);
    chains->count--;
  }
  find_next_due(chains);
  return number;
}
