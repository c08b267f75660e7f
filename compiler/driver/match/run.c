/* Lines go in, with and without a case, and to one of the formats. */
#include "driver/match/run.h"

#include "driver/match/newlines.h"
#include "driver/options.h"

#include <string.h>

/* A stretch of whole lines on its way through. */
struct passage {
  struct match_run *run;
  const struct feed *feed;
  struct str text;
  size_t at;                /* behind the last line that is done with */
  unsigned long long lines; /* that were done with */
};

static size_t line_end(struct str text, size_t from) {
  size_t end = str_find_char(text, '\n', from);
  return end == STR_NONE ? text.n : end;
}

static struct match_place place_of(const struct passage *p, size_t from, size_t end) {
  return (struct match_place){p->feed, p->feed->line + p->lines, p->feed->offset + from,
                              str_slice(p->text, from, end)};
}

static void behind_line(struct passage *p, size_t end) {
  p->lines++;
  p->at = end < p->text.n ? end + 1 : end;
}

/* What stands behind the last LF is a line, too. */
static unsigned long long count_lines(struct str text) {
  return count_newlines(text) + (text.n > 0 && text.p[text.n - 1] != '\n');
}

/* The lines before `to` have no case. */
static void pass_misses(struct passage *p, size_t to) {
  struct match_run *run = p->run;
  if (!run->format->miss || run->options->match_only == ONLY_MATCHED) {
    if (!run->counts_late)
      p->lines += count_lines(str_slice(p->text, p->at, to));
    p->at = to;
    return;
  }
  while (p->at < to && !run->out.is_closed) {
    size_t end = line_end(p->text, p->at);
    struct match_place at = place_of(p, p->at, end);
    run->format->miss(run, &at);
    out_flush_if_long(&run->out);
    behind_line(p, end);
  }
}

static int pass_hit(void *context, const struct matched *found) {
  struct passage *p = context;
  struct match_run *run = p->run;
  size_t from = (size_t)(found->line.p - p->text.p);
  pass_misses(p, from);
  size_t end = from + found->line.n;
  if (end < p->text.n && p->text.p[end] != '\n')
    end = line_end(p->text, end);
  struct match_place at = place_of(p, from, end);
  run->hits++;
  if (run->options->match_only != ONLY_UNMATCHED && run->format->hit) {
    run->format->hit(run, &at, found);
    out_flush_if_long(&run->out);
  }
  behind_line(p, end);
  return run->out.is_closed;
}

/* Lines that are messages and nothing else. */
static void pass_messages(struct passage *p) {
  struct match_run *run = p->run;
  struct str service = run->options->match_service;
  for (size_t from = 0; from < p->text.n && !run->out.is_closed;) {
    size_t end = line_end(p->text, from);
    struct str line = str_slice(p->text, from, end);
    if (line.n > 0 && line.p[line.n - 1] == '\r')
      line.n--;
    struct matched found;
    bool is_hit = service.n > 0 ? matcher_message(run->cases.matcher, service, line, &found)
                                : matcher_any(run->cases.matcher, line, &found);
    found.line = line;
    if (is_hit && pass_hit(p, &found) != 0)
      return;
    from = end + 1;
  }
}

static void pass_lines(struct passage *p) {
  const struct matcher *matcher = p->run->cases.matcher;
  size_t taken = matcher_block(matcher, p->text, pass_hit, p);
  struct str rest = str_slice(p->text, taken, p->text.n);
  if (rest.n > 0 && !p->run->out.is_closed)
    matcher_tail(matcher, rest, pass_hit, p);
}

void run_take(struct match_run *run, struct feed *feed) {
  struct passage p = {.run = run, .feed = feed, .text = feed_lines(feed)};
  if (p.text.n == 0)
    return;
  if (run->options->message_only || run->options->match_service.n > 0)
    pass_messages(&p);
  else
    pass_lines(&p);
  pass_misses(&p, p.text.n);
  p.lines = run->counts_late ? count_lines(p.text) : p.lines;
  run->lines += p.lines;
  bool is_cut = p.text.p[p.text.n - 1] != '\n';
  feed_take(feed, p.text.n, p.lines - is_cut);
}

size_t run_all(struct match_run *run, const struct match_place *at,
               const struct matched *found) {
  run->all[0] = found->number;
  if (!run->options->match_all)
    return 1;
  return matcher_all(run->cases.matcher, at->text, run->all, run->cases.count);
}
