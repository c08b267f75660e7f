/* Reads the inputs of a run: to their ends, or for as long as they grow. */
#include "driver/match/read_logs.h"

#include "base/arena.h"
#include "diag/io_rules.h"
#include "driver/match/stop.h"
#include "driver/options.h"
#include "driver/output.h"

#include <errno.h>
#include <string.h>

static enum status report(struct match_run *run, const struct feed *feed, const char *reason) {
  progress_clear(&run->progress);
  struct bag bag = {.arena = run->a};
  struct diag *diag = diag_add_path(&bag, &io_rules[IO_FILE_UNREADABLE], feed->name,
                                    "this input cannot be read: %s", reason);
  if (feed->offset > 0)
    diag_help(&bag, diag, "what stands before line %llu was matched", feed->line);
  struct diag_report report = {.diags = bag.diags, .count = bag.count};
  outputs_print_aside(&report);
  return STATUS_FAILED;
}

/* What has come without a line end is a line all the same. */
static void take_rest(struct match_run *run, struct feed *feed) {
  feed->is_followed = false;
  feed->is_ended = true;
  run_take(run, feed);
}

static void close_feed(struct match_run *run, struct feed *feed) {
  run->cut_lines += feed->cut_lines;
  feed_close(feed);
}

/* ---- To the end ---------------------------------------------------------------------------
 */

/* Who ends a pipe by a signal wants to see what came through; a file has an end that was not
 * reached. */
static enum status stop_reading(struct match_run *run, struct feed *feed) {
  run->is_stopped = true;
  if (!feed->is_file) {
    take_rest(run, feed);
    return STATUS_CLEAN;
  }
  progress_clear(&run->progress);
  complain("stopped by a signal: %.*s was read up to line %llu", STR_ARG(feed->name),
           feed->line);
  return STATUS_FAILED;
}

static enum status read_feed(struct match_run *run, struct feed *feed) {
  if (!feed_open(feed))
    return report(run, feed, strerror(errno));
  while (!run->out.is_closed) {
    const char *reason = NULL;
    if (stop_is_asked())
      return stop_reading(run, feed);
    enum feed_result result = feed_fill(feed, &reason);
    run_take(run, feed);
    progress_show(&run->progress, run, feed);
    if (result == FEED_END)
      break;
    if (result == FEED_FAILED)
      return report(run, feed, reason);
    if (result == FEED_QUIET) {
      out_flush(&run->out);
      feed_wait(feed);
    }
  }
  return STATUS_CLEAN;
}

enum status read_logs(struct match_run *run, const struct str_list *paths) {
  enum status status = STATUS_CLEAN;
  size_t done = 0;
  for (; done < paths->count && !run->out.is_closed && !run->is_stopped; done++) {
    struct feed feed = feed_new(paths->items[done]);
    status = status_worst(status, read_feed(run, &feed));
    close_feed(run, &feed);
  }
  if (!run->is_stopped || done == paths->count)
    return status;
  complain("stopped by a signal: %zu input%s not read at all", paths->count - done,
           paths->count - done == 1 ? " was" : "s were");
  return STATUS_FAILED;
}

/* ---- For ever -----------------------------------------------------------------------------
 */

struct followed {
  struct feed feed;
  bool is_over;   /* nothing comes any more: a pipe has ended, or it cannot be read */
  bool was_there; /* it is no news if it is not there yet */
};

static void say_news(const struct match_run *run, const struct feed *feed, const char *what) {
  if (!run->options->quiet)
    say("%.*s %s", STR_ARG(feed->name), what);
}

static void open_again(struct match_run *run, struct followed *item) {
  struct feed *feed = &item->feed;
  feed_close(feed);
  feed->is_followed = feed_open(feed);
  item->was_there = item->was_there || feed->fd >= 0;
  (void)run;
}

/* At its end for now: is it still the file of that name, and still as long? */
static void look_for_change(struct match_run *run, struct followed *item) {
  struct feed *feed = &item->feed;
  const char *reason = NULL;
  enum feed_fate fate = feed_fate(feed);
  if (fate == FEED_SAME)
    return;
  if (fate == FEED_REPLACED) {
    /* Who writes may have written between our last look and the change. */
    while (feed_fill(feed, &reason) == FEED_TEXT)
      run_take(run, feed);
    take_rest(run, feed);
    say_news(run, feed, "is another file now, which is read from its beginning");
  } else {
    take_rest(run, feed);
    say_news(run, feed, "was truncated, and is read from its beginning");
  }
  open_again(run, item);
}

/* True if there was something. */
static bool follow_once(struct match_run *run, struct followed *item, enum status *status) {
  struct feed *feed = &item->feed;
  const char *reason = NULL;
  if (feed->fd < 0)
    open_again(run, item);
  if (feed->fd < 0)
    return false;
  enum feed_result result = feed_fill(feed, &reason);
  run_take(run, feed);
  if (result == FEED_TEXT && feed->packing != PACKING_NONE) {
    result = FEED_FAILED;
    reason = "a packed file cannot be followed";
  }
  if (result == FEED_FAILED) {
    *status = status_worst(*status, report(run, feed, reason));
    item->is_over = true;
  } else if (result == FEED_END && !feed->is_file && str_equal_c(feed->path, "-")) {
    take_rest(run, feed);
    item->is_over = true;
  } else if (result != FEED_TEXT) {
    /* A pipe without a writer has no end, but another file may stand in its place. */
    look_for_change(run, item);
  }
  return result == FEED_TEXT;
}

static bool is_all_over(const struct followed *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!items[i].is_over)
      return false;
  }
  return true;
}

enum status follow_logs(struct match_run *run, const struct str_list *paths) {
  struct followed *items = arena_array(run->a, struct followed, paths->count);
  enum status status = STATUS_CLEAN;
  for (size_t i = 0; i < paths->count; i++) {
    items[i].feed = feed_new(paths->items[i]);
    open_again(run, &items[i]);
    if (items[i].feed.fd < 0)
      say_news(run, &items[i].feed, "is not there yet");
  }
  while (!run->out.is_closed && !stop_is_asked() && !is_all_over(items, paths->count)) {
    bool is_quiet = true;
    for (size_t i = 0; i < paths->count; i++) {
      if (!items[i].is_over && follow_once(run, &items[i], &status))
        is_quiet = false;
    }
    if (!is_quiet)
      continue;
    out_flush(&run->out);
    struct feed nobody = {.fd = -1};
    feed_wait(&nobody);
  }
  for (size_t i = 0; i < paths->count; i++) {
    if (items[i].feed.fd >= 0 && !items[i].is_over)
      take_rest(run, &items[i].feed);
    close_feed(run, &items[i].feed);
  }
  return status;
}
