/* Tells a fence or comment that holds a case as an example from one that was never closed. */
#include "read/runaway.h"

#include "read/front_block.h"
#include "read/near_miss.h"

/* All judgements of a file together look at no more than this many times its lines. */
enum { STEPS_PER_LINE = 8 };

bool is_case_inside(const struct source *source, size_t line, int case_level) {
  struct heading heading;
  return heading_at(source, line, &heading) && !heading.is_odd && heading.level == case_level &&
         front_block_at(source, heading.behind).form == FRONT_FORM_WHOLE;
}

static bool is_inside(const struct line_walk *walk) {
  return walk->fence || walk->html_end;
}

static bool is_spent(const struct runaway *runaway) {
  return runaway->steps / STEPS_PER_LINE > runaway->source->line_count;
}

/* Walks to the end of the text. Answers how many cases stand inside something on the way, and
 * whether it ends inside. */
static size_t cases_inside(struct runaway *runaway, struct line_walk walk, bool *is_open) {
  enum line_place place;
  size_t count = 0;
  while (!is_spent(runaway) && line_walk_next(&walk, &place)) {
    runaway->steps++;
    if (place == LINE_FENCE || place == LINE_COMMENT)
      count += is_case_inside(runaway->source, walk.line - 1, runaway->case_level);
  }
  *is_open = is_inside(&walk);
  return count;
}

/* A fence is closed, but perhaps by what was to open the next one. Then the last one of the
 * file stays open, and more cases stand inside than if this one had ended before the case. */
static bool is_paired_wrong(struct runaway *runaway, const struct line_walk *walk,
                            struct line_walk ahead) {
  bool is_open, is_still_open;
  size_t count = 1 + cases_inside(runaway, ahead, &is_open);
  if (!is_open)
    return false;
  struct line_walk broken = *walk;
  line_walk_break(&broken);
  return cases_inside(runaway, broken, &is_still_open) < count;
}

bool runaway_is(struct runaway *runaway, const struct line_walk *walk) {
  if (walk->line <= runaway->cleared)
    return false;
  struct line_walk ahead = *walk;
  enum line_place place;
  while (is_inside(&ahead)) {
    /* What would begin another one shows that this one should have ended. */
    if (line_walk_begins_another(&ahead) || is_spent(runaway) ||
        !line_walk_next(&ahead, &place))
      return true;
    runaway->steps++;
  }
  if (walk->fence && is_paired_wrong(runaway, walk, ahead))
    return true;
  runaway->cleared = ahead.line;
  return is_spent(runaway);
}
