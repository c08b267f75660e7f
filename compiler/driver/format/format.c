/* A text in its one canonical form, proven to say what it said.
 *
 * A round collects changes, applies those that go together, and proves the text that comes of
 * it. Where that fails, halves are tried, down to the changes that are to blame: these are not
 * made. Rounds go on until one changes nothing, so the form of a form is the form itself. */
#include "driver/format/format.h"

#include "base/arena.h"
#include "base/buf.h"
#include "check/value_rules.h"
#include "driver/fix/trial.h"
#include "driver/format/form.h"
#include "driver/pipeline.h"

enum { MOST_ROUNDS = 20 };

struct formatter {
  struct arena *a; /* for texts */
  struct arena scratch;
  struct pipeline *run;
  struct str path;
  struct str text; /* as the round has found it */
  struct text_change *changes;
  size_t count, kept;
};

/* ---- Changes ------------------------------------------------------------------------------
 */

/* The finding about the order of the keys knows how to mend it, whatever level it has. */
static void order_fronts(struct form *form, const struct bag *bag) {
  for (size_t i = 0; i < bag->count; i++) {
    const struct diag *diag = &bag->diags[i];
    if (diag->rule != &value_rules[VALUE_ORDER])
      continue;
    for (size_t j = 0; j < diag->edit_count; j++) {
      struct span span = diag->edits[j].span;
      form_edit(form, span.offset, span.offset + span.n, diag->edits[j].text);
    }
  }
}

static void collect(struct formatter *f) {
  struct pipeline_text text = pipeline_bytes(f->run, f->path, f->text);
  f->changes = NULL;
  f->count = 0;
  if (!text.source)
    return;
  struct arena inner = {0};
  struct layout layout = layout_of(&f->scratch, &inner, &text);
  struct form form = {.a = &f->scratch, .layout = &layout};
  form_headings(&form);
  form_lists(&form);
  form_lines(&form);
  form_spacing(&form);
  order_fronts(&form, &text.bag);
  arena_free(&inner);
  f->changes = form.changes;
  f->count = form.count;
}

/* ---- Rounds -------------------------------------------------------------------------------
 */

/* Answers whether the text has changed. */
static bool make_round(struct formatter *f) {
  collect(f);
  struct trial trial = {.a = f->a,
                        .run = f->run,
                        .path = f->path,
                        .base = f->text,
                        .kind = PROOF_MEANING,
                        .text = f->text};
  if (changes_pick(&f->scratch, f->text, f->changes, f->count) > 0)
    trial_make(&trial, f->changes, f->count);
  bool is_change = !str_equal(f->text, trial.text);
  f->text = trial.text;
  f->kept = trial.left_out;
  arena_reset(&f->scratch);
  return is_change;
}

/* ---- Line ends ----------------------------------------------------------------------------
 */

/* Does every line that ends end with CRLF? */
static bool is_crlf(struct str text) {
  size_t at = str_find_char(text, '\n', 0);
  if (at == STR_NONE)
    return false;
  for (; at != STR_NONE; at = str_find_char(text, '\n', at + 1)) {
    if (at == 0 || text.p[at - 1] != '\r')
      return false;
  }
  return true;
}

static struct str with_line_ends(struct arena *a, struct str text, bool is_dos) {
  struct buf out = {0};
  for (size_t at = 0; at < text.n;) {
    size_t end = str_find_char(text, '\n', at);
    size_t line_end = end == STR_NONE ? text.n : end;
    size_t kept = line_end > at && end != STR_NONE && text.p[line_end - 1] == '\r'
                      ? line_end - 1
                      : line_end;
    buf_add(&out, str_slice(text, at, kept));
    if (end != STR_NONE)
      buf_add_c(&out, is_dos ? "\r\n" : "\n");
    at = end == STR_NONE ? text.n : end + 1;
  }
  struct str copy = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return copy;
}

struct formatted format_text(struct arena *a, struct pipeline *run, struct str path,
                             struct str bytes) {
  struct formatter f = {.a = a, .run = run, .path = path};
  bool is_dos = is_crlf(bytes);
  f.text = with_line_ends(a, bytes, false);
  size_t rounds = 0;
  while (rounds <= MOST_ROUNDS && make_round(&f))
    rounds++;
  arena_free(&f.scratch);
  bool is_unsettled = rounds > MOST_ROUNDS;
  struct str text = is_unsettled ? bytes : is_dos ? with_line_ends(a, f.text, true) : f.text;
  return (struct formatted){text, f.kept, is_unsettled};
}
