/* How far a long run is, on a terminal and nowhere else. */
#include "driver/match/progress.h"

#include "driver/match/cell.h"
#include "driver/match/run.h"
#include "driver/say.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_CELLS = 30 };

struct progress progress_new(bool is_quiet, bool has_lines) {
  const char *terminal = getenv("TERM");
  struct progress progress = {.is_shown = false};
  progress.is_wanted = !is_quiet && !has_lines && terminal && strcmp(terminal, "dumb") != 0 &&
                       isatty(STDERR_FILENO);
  if (progress.is_wanted)
    clock_gettime(CLOCK_MONOTONIC, &progress.last);
  return progress;
}

/* Of a packed file nobody knows how much comes out of it. */
static void add_share(struct buf *out, const struct feed *feed) {
  struct stat info;
  if (!feed->is_file || feed->packing != PACKING_NONE || fstat(feed->fd, &info) != 0 ||
      info.st_size <= 0)
    return;
  double share = (double)feed->offset / (double)info.st_size;
  buf_printf(out, ", %d %%", share < 1 ? (int)(share * 100) : 100);
}

void progress_show(struct progress *progress, const struct match_run *run,
                   const struct feed *feed) {
  struct timespec now;
  if (!progress->is_wanted || clock_gettime(CLOCK_MONOTONIC, &now) != 0 ||
      now.tv_sec - progress->last.tv_sec < 2)
    return;
  struct buf line = {0};
  buf_add_c(&line, "\r");
  cell_add(&line, feed->name, cell_width(feed->name, NAME_CELLS));
  buf_printf(&line, ": %llu lines", run->lines);
  add_share(&line, feed);
  buf_add_c(&line, "\x1b[K");
  (void)write_all(STDERR_FILENO, buf_str(&line));
  buf_free(&line);
  progress->last = now;
  progress->is_shown = true;
}

void progress_clear(struct progress *progress) {
  if (progress->is_shown)
    (void)write_all(STDERR_FILENO, STR("\r\x1b[K"));
  progress->is_shown = false;
}
