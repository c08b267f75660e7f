/* Lines for spreadsheets and cut: columns with a tab between two. */
#include "diag/glyph.h"
#include "driver/match/run.h"

static void tsv_begin(struct match_run *run) {
  buf_add_c(&run->out.text, "path\tline\toffset\tcase\ttitle\tservice\ttext\n");
}

/* Tabs in a text are spelled out, so that each stands between two columns. */
static void add_column(struct match_run *run, struct str text, char behind) {
  glyph_add(&run->out.text, text);
  buf_add_char(&run->out.text, behind);
}

static void add_row(struct match_run *run, const struct match_place *at, struct str id,
                    struct str title, struct str service) {
  add_column(run, at->feed->name, '\t');
  buf_printf(&run->out.text, "%llu\t%llu\t", at->line, at->offset);
  add_column(run, id, '\t');
  add_column(run, title, '\t');
  add_column(run, service, '\t');
  add_column(run, str_trim_end(at->text), '\n');
}

/* With --all a row for each case, the winner first. */
static void tsv_hit(struct match_run *run, const struct match_place *at,
                    const struct matched *found) {
  size_t count = run_all(run, at, found);
  for (size_t i = 0; i < count; i++) {
    const struct match_case *item = &run->cases.items[run->all[i]];
    add_row(run, at, item->id, item->title,
            found->service.n > 0 ? found->service : item->service);
  }
}

static void tsv_miss(struct match_run *run, const struct match_place *at) {
  struct str none = {NULL, 0};
  add_row(run, at, none, none, none);
}

const struct match_format match_tsv = {tsv_begin, tsv_hit, tsv_miss, NULL};
