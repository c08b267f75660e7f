/* Lines for people: the title of its case in front of each. */
#include "base/arena.h"
#include "base/unicode.h"
#include "diag/glyph.h"
#include "driver/match/cell.h"
#include "driver/match/run.h"
#include "driver/options.h"

#define BOLD "\x1b[1m"
#define FAINT "\x1b[2m"
#define PLAIN "\x1b[0m"

enum { TITLE_CELLS = 32 };

/* The titles, each as it stands in front of a line. */
static void text_begin(struct match_run *run) {
  struct str *titles = arena_array(run->a, struct str, run->cases.count);
  for (size_t i = 0; i < run->cases.count; i++) {
    struct buf title = {0};
    cell_add(&title, run->cases.items[i].title, TITLE_CELLS);
    titles[i] = arena_copy(run->a, buf_str(&title));
    buf_free(&title);
  }
  run->state = titles;
}

static void add_title(struct match_run *run, struct str title, const char *color) {
  buf_add_c(&run->out.text, run->has_color ? color : "");
  buf_add(&run->out.text, title);
  buf_add_c(&run->out.text, run->has_color ? PLAIN : "");
}

/* A file or a program gets the bytes as they are, as from grep; a terminal, nothing that it
 * would obey. */
static void add_line(struct match_run *run, struct str line) {
  buf_add_c(&run->out.text, " | ");
  if (run->is_terminal)
    glyph_add_line(&run->out.text, str_trim_end(line));
  else
    buf_add(&run->out.text, line);
  buf_add_char(&run->out.text, '\n');
}

static void text_hit(struct match_run *run, const struct match_place *at,
                     const struct matched *found) {
  const struct str *titles = run->state;
  add_title(run, titles[found->number], BOLD);
  add_line(run, at->text);
  size_t count = run_all(run, at, found);
  for (size_t i = 1; i < count; i++) {
    add_title(run, titles[run->all[i]], "");
    buf_add_c(&run->out.text, " | also\n");
  }
}

static void text_miss(struct match_run *run, const struct match_place *at) {
  struct buf nothing = {0};
  cell_add(&nothing, STR("-"), TITLE_CELLS);
  add_title(run, buf_str(&nothing), FAINT);
  buf_free(&nothing);
  add_line(run, at->text);
}

const struct match_format match_text = {text_begin, text_hit, text_miss, NULL};
