/* The course of a simulated log: which line comes next, and when. */
#include "driver/simulate/simulation.h"

#include "driver/simulate/pace.h"
#include "emit/draw.h"

/* Lines of incidents and bursts come together, and their share must hold all the same: what is
 * drawn for them is a credit, and their lines take it up. */
enum {
  LEAST_BURST = 5,
  MOST_BURST = 200,
  BURST_SPEED = 32, /* times as many lines a second as elsewhere */
  MUCH_CREDIT = 64, /* of incidents: another one begins beside those that wait */
  TRACE_OF = 4,     /* one in so many lines of cases has a stack trace */
  LEAST_TRACE = 2,
  MOST_TRACE = 10,
  NEAR_OF = 16, /* one in so many lines of no case is nearly one's; a power of two */
};

/* Where a run stands. */
struct course {
  const struct simulation *s;
  struct dice dice;
  uint64_t shares[SHARES], share_sum; /* thresholds of 32 bits */
  uint64_t written;
  int64_t now;
  struct chains chains;
  int64_t chain_credit, burst_credit;
  uint64_t burst_left, burst_most;
  int64_t burst_from;
  const struct image *burst_image;
  uint64_t burst_seed, burst_done;
};

static const struct str burst_kind = STR_INIT("burst\"");

static size_t below(uint64_t random, size_t n) {
  return (size_t)(((random >> 32) * n) >> 32);
}

static const struct image *draw_image(struct course *c, const struct images *images) {
  return &images->items[below(dice_next(&c->dice), images->count)];
}

static const struct image *draw_case(struct course *c) {
  size_t number = alias_draw(&c->s->cases, dice_next(&c->dice));
  return draw_image(c, &c->s->stock->cases[number]);
}

/* ---- Lines --------------------------------------------------------------------------------
 */

/* Times do not go back: each line has its part of the whole span, and stands somewhere in it.
 */
static void set_time(struct course *c) {
  uint64_t step = c->s->request->step, random = dice_next(&c->dice) >> 32;
  uint64_t jitter = step >> 32 ? (step >> 16) * (random >> 16) : (step * random) >> 32;
  uint64_t start = (uint64_t)c->s->request->from + c->written * step;
  c->now = (int64_t)(start + jitter);
}

static void put(struct course *c, struct event event) {
  event.time = c->now;
  line_writer_put(c->s->writer, &event);
  c->written++;
}

static void put_plain(struct course *c, const struct image *image) {
  uint64_t seed = dice_next(&c->dice);
  put(c, (struct event){.image = image, .line_seed = seed, .event_seed = ~seed});
}

static void put_trace(struct course *c) {
  const struct stock *stock = c->s->stock;
  if (!c->s->request->has_traces || stock->trace_heads.count == 0 ||
      stock->trace_rest.count == 0 || below(dice_next(&c->dice), TRACE_OF) > 0)
    return;
  size_t rest = LEAST_TRACE + below(dice_next(&c->dice), MOST_TRACE - LEAST_TRACE + 1);
  for (size_t i = 0; i <= rest && c->written < c->s->request->lines; i++)
    put_plain(c, draw_image(c, i == 0 ? &stock->trace_heads : &stock->trace_rest));
}

static void put_case(struct course *c) {
  put_plain(c, draw_case(c));
  put_trace(c);
}

static void put_info(struct course *c) {
  const struct stock *stock = c->s->stock;
  uint64_t random = dice_next(&c->dice);
  bool is_near =
      (stock->near.count > 0 && (random & (NEAR_OF - 1)) == 0) || stock->noise.count == 0;
  const struct images *images = is_near ? &stock->near : &stock->noise;
  put_plain(c, &images->items[below(random, images->count)]);
}

/* ---- Bursts -------------------------------------------------------------------------------
 */

static void put_burst(struct course *c) {
  uint64_t pause = c->s->request->step / BURST_SPEED;
  c->now = c->burst_from + (int64_t)(c->burst_done++ * pause);
  put(c, (struct event){.image = c->burst_image,
                        .kind = burst_kind,
                        .line_seed = c->burst_seed,
                        .event_seed = dice_next(&c->dice)});
  c->burst_left--;
}

static bool start_burst(struct course *c) {
  if (++c->burst_credit <= 0)
    return false;
  c->burst_left =
      LEAST_BURST + below(dice_next(&c->dice), (size_t)(c->burst_most - LEAST_BURST + 1));
  c->burst_credit -= (int64_t)c->burst_left;
  c->burst_image = draw_case(c);
  c->burst_seed = dice_next(&c->dice);
  c->burst_from = c->now;
  c->burst_done = 0;
  put_burst(c);
  return true;
}

/* ---- Incidents ----------------------------------------------------------------------------
 */

static void put_chain(struct course *c, size_t place) {
  struct chain chain = c->chains.active[place];
  size_t number = chains_take(&c->chains, place, &c->dice, c->now);
  const struct image *image = draw_image(c, &c->s->stock->cases[number]);
  c->chain_credit--;
  put(c, (struct event){.image = image,
                        .kind = c->chains.labels[chain.kind],
                        .instance = chain.instance,
                        .line_seed = dice_next(&c->dice),
                        .event_seed = chain.seed});
  put_trace(c);
}

/* False if what is drawn for incidents must wait. */
static bool start_chain(struct course *c) {
  bool has_much = ++c->chain_credit >= MUCH_CREDIT;
  if (c->chains.count == 0 || (has_much && c->chains.count < MOST_CHAINS))
    put_chain(c, chains_start(&c->chains, &c->dice, c->now));
  else if (has_much || c->chains.next_due <= c->now)
    put_chain(c, chains_first(&c->chains));
  else
    return false;
  return true;
}

/* ---- The course ---------------------------------------------------------------------------
 */

static enum share draw_share(struct course *c) {
  uint64_t random = ((dice_next(&c->dice) >> 32) * c->share_sum) >> 32;
  size_t share = 0;
  while (random >= c->shares[share])
    share++;
  return (enum share)share;
}

static void put_drawn(struct course *c) {
  for (;;) {
    switch (draw_share(c)) {
    case SHARE_CASE:
      put_case(c);
      return;
    case SHARE_INCIDENT:
      if (start_chain(c))
        return;
      break;
    case SHARE_BURST:
      if (start_burst(c))
        return;
      break;
    case SHARE_INFO:
    case SHARES:
      put_info(c);
      return;
    }
  }
}

static void put_next(struct course *c) {
  if (c->burst_left > 0) {
    put_burst(c);
    return;
  }
  set_time(c);
  if (c->chain_credit > 0 && c->chains.next_due <= c->now)
    put_chain(c, chains_first(&c->chains));
  else
    put_drawn(c);
}

/* A burst does not take up more than its share of a short log. */
static uint64_t longest_burst(const struct request *request, uint64_t sum) {
  uint64_t lines = request->lines < 1000000 ? request->lines : 1000000;
  uint64_t whole = lines * request->shares[SHARE_BURST] / sum;
  return whole < LEAST_BURST ? LEAST_BURST : whole > MOST_BURST ? MOST_BURST : whole;
}

static struct course course_start(const struct simulation *s) {
  struct course c = {.s = s, .dice = {s->request->seed}, .chains = s->chains};
  for (size_t i = 0; i < SHARES; i++)
    c.shares[i] = c.share_sum += s->request->shares[i];
  c.burst_most = longest_burst(s->request, c.share_sum);
  return c;
}

static bool has_error(const struct simulation *s) {
  return s->writer->log.error != 0 || s->writer->labels.error != 0;
}

bool simulate(const struct simulation *s) {
  struct course c = course_start(s);
  struct pace pace = pace_start(s->request->pace);
  while (c.written < s->request->lines && !has_error(s)) {
    uint64_t due = pace_due(&pace, s->request->lines);
    while (c.written < due && !has_error(s))
      put_next(&c);
    if (pace.step > 0) {
      line_writer_flush(s->writer);
      pace_wait(&pace, c.written);
    }
  }
  line_writer_flush(s->writer);
  return !has_error(s);
}
