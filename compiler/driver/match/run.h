/* Lines go in, with and without a case, and to one of the formats: what a run of kbc match has
 * in hand. */
#ifndef DRIVER_MATCH_RUN_H
#define DRIVER_MATCH_RUN_H

#include "driver/match/cases.h"
#include "driver/match/feed.h"
#include "driver/match/out.h"
#include "driver/match/progress.h"
#include "matcher/matcher.h"

struct arena;
struct options;
struct match_run;

/* Where a line stands. */
struct match_place {
  const struct feed *feed;
  unsigned long long line, offset;
  struct str text; /* its bytes without the LF, a CR among them */
};

/* How lines are shown. Each function may be NULL. */
struct match_format {
  void (*begin)(struct match_run *run);
  void (*hit)(struct match_run *run, const struct match_place *at, const struct matched *found);
  void (*miss)(struct match_run *run, const struct match_place *at); /* it has no case */
  void (*end)(struct match_run *run);
};

/* Everything lives in `a`, but for what is in `out`. */
struct match_run {
  struct arena *a;
  const struct options *options;
  struct match_cases cases;
  const struct pattern *title; /* that titles match; NULL: nobody knows one */
  struct str case_folder;      /* where a new case would be found; n = 0: nobody knows */
  const struct match_format *format;
  bool has_color, is_terminal; /* of standard output */
  bool counts_late; /* no number of a line is asked for: those of a block are counted at once */
  struct out out;
  struct progress progress;
  bool is_stopped; /* by a signal */
  unsigned long long lines, hits, cut_lines;
  size_t *all; /* room for the number of each case, for --all */
  void *state; /* the format's own */
};

/* The lines that have come in go to the format. */
void run_take(struct match_run *run, struct feed *feed);

/* The cases of a line, the winner first; `all` of the run holds them. */
size_t run_all(struct match_run *run, const struct match_place *at,
               const struct matched *found);

extern const struct match_format match_text, match_jsonl, match_tsv, match_counts,
    match_suggest;

#endif
