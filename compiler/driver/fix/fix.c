/* Mends what the findings of a run say how to mend, in memory, until nothing changes. */
#include "driver/fix/fix.h"

#include "driver/fix/change.h"
#include "driver/fix/trial.h"
#include "driver/session.h"

#include <string.h>

/* Two rules that undo each other's fixes would go on for ever. */
enum { MOST_ROUNDS = 10 };

/* A file that was read and whose findings are shown. */
struct fix_file {
  struct project *project;
  size_t input;
  struct str before, after; /* without a byte order mark */
  struct str proven;        /* the last text of which it was proven that it may stand there */
  size_t bom;
  size_t count, proven_count;  /* of findings that were mended */
  bool is_frozen;              /* it is left alone from now on, and that was said */
  bool is_careful;             /* something was refused: each round is proven by itself */
  bool has_bad_fixes;          /* safe ones were left out, which is said already */
  size_t left_out;             /* fixes that the proof refuses */
  const char *why;             /* what they would do */
  bool is_moving;              /* the last round has changed it */
  struct text_change *changes; /* of the round at work, in its scratch memory */
  size_t change_count;
};

/* What a bag held before the stages have run. */
struct first_findings {
  struct diag *diags;
  size_t count, hidden_count;
};

struct fixer {
  struct session *s;
  struct fix_file *files;
  size_t count;
  struct map by_path;           /* path → index into files */
  struct first_findings *first; /* of each project, then of the session */
  bool is_unsafe;
  bool is_faulty;
  enum proof_kind kind;
};

/* ---- Running the stages again -------------------------------------------------------------
 */

static struct first_findings copy_findings(struct arena *a, const struct bag *bag) {
  struct first_findings copy = {arena_array(a, struct diag, bag->count + 1), bag->count,
                                bag->hidden_count};
  if (bag->count > 0)
    memcpy(copy.diags, bag->diags, bag->count * sizeof *bag->diags);
  return copy;
}

/* A report takes out of the bags what is not shown, so each run begins with a copy. */
static void restore(struct arena *a, struct bag *bag, const struct first_findings *first) {
  bag->count = 0;
  bag->diags = NULL;
  bag->room = 0;
  bag->hidden_count = first->hidden_count;
  struct bag from = {.diags = first->diags, .count = first->count};
  bag->arena = a;
  bag_append(bag, &from);
}

static void remember(struct fixer *f) {
  struct projects *projects = &f->s->projects;
  f->first = arena_array(&f->s->a, struct first_findings, projects->count + 1);
  for (size_t i = 0; i < projects->count; i++)
    f->first[i] = copy_findings(&f->s->a, &projects->items[i].run.bag);
  f->first[projects->count] = copy_findings(&f->s->a, &f->s->bag);
}

static struct diag_report run_from(struct session *s, const struct first_findings *first) {
  struct projects *projects = &s->projects;
  for (size_t i = 0; i < projects->count; i++)
    restore(&s->a, &projects->items[i].run.bag, &first[i]);
  restore(&s->a, &s->bag, &first[projects->count]);
  return session_run(s);
}

static struct diag_report run_again(struct fixer *f) {
  return run_from(f->s, f->first);
}

/* ---- The files ----------------------------------------------------------------------------
 */

/* The bytes die with the next run, and standard input cannot be read twice. */
static void keep_text(struct fixer *f, struct fix_file *file, const struct source *source) {
  struct input *input = &file->project->inputs.items[file->input];
  char *bytes = arena_alloc(&f->s->a, source->bom + source->bytes.n + 1);
  memcpy(bytes, "\xEF\xBB\xBF", source->bom);
  if (source->bytes.n > 0)
    memcpy(bytes + source->bom, source->bytes.p, source->bytes.n);
  file->bom = source->bom;
  file->before = (struct str){bytes + source->bom, source->bytes.n};
  file->after = file->proven = file->before;
  input->text = (struct str){bytes, source->bom + source->bytes.n};
  input->has_text = input->is_stdin;
}

static void find_files(struct fixer *f) {
  struct projects *projects = &f->s->projects;
  for (size_t i = 0; i < projects->count; i++) {
    struct project *project = &projects->items[i];
    for (size_t j = 0; project->run.sources && j < project->inputs.count; j++) {
      const struct source *source = project->run.sources[j];
      if (!source || !project->inputs.items[j].is_named)
        continue;
      f->files = arena_grow(&f->s->a, f->files, f->count, sizeof *f->files);
      struct fix_file *file = &f->files[f->count];
      *file = (struct fix_file){.project = project, .input = j};
      keep_text(f, file, source);
      map_add(&f->by_path, &f->s->a, project->inputs.items[j].path, f->count++);
    }
  }
}

/* The file whole, with the mark that it had. */
static struct str with_mark(struct fixer *f, const struct fix_file *file, struct str text) {
  if (file->bom == 0)
    return text;
  char *bytes = arena_alloc(&f->s->a, file->bom + text.n + 1);
  memcpy(bytes, "\xEF\xBB\xBF", file->bom);
  if (text.n > 0)
    memcpy(bytes + file->bom, text.p, text.n);
  return (struct str){bytes, file->bom + text.n};
}

/* From now on the stages see this text. */
static void set_text(struct fixer *f, struct fix_file *file, struct str text) {
  struct input *input = &file->project->inputs.items[file->input];
  file->after = text;
  input->has_text = true;
  input->text = with_mark(f, file, text);
}

/* ---- One round ----------------------------------------------------------------------------
 */

/* The file that the finding's fix is for: all of its edits lie in the file that the finding is
 * about, and the finding is about the text as it now is. NULL: there is none. */
static struct fix_file *file_to_fix(struct fixer *f, const struct diag *diag) {
  const struct source *source = diag->span.source;
  if (diag->edit_count == 0 || (diag->is_unsafe && !f->is_unsafe) || !source)
    return NULL;
  for (size_t i = 0; i < diag->edit_count; i++) {
    if (diag->edits[i].span.source != source)
      return NULL;
  }
  size_t index = map_find(&f->by_path, source->path);
  if (index == STR_NONE || f->files[index].is_frozen)
    return NULL;
  struct fix_file *file = &f->files[index];
  /* What was refused because the text would say something else is no wish of the caller's. */
  if (file->has_bad_fixes && !diag->is_unsafe)
    return NULL;
  return file->project->run.sources[file->input] == source ? file : NULL;
}

static void add_change(struct arena *scratch, struct fix_file *file, const struct diag *diag) {
  file->changes = arena_grow(scratch, file->changes, file->change_count, sizeof *file->changes);
  struct text_change *change = &file->changes[file->change_count++];
  *change = (struct text_change){NULL, 0, false};
  for (size_t i = 0; i < diag->edit_count; i++) {
    struct span span = diag->edits[i].span;
    change_add(scratch, change, span.offset, span.offset + span.n, diag->edits[i].text);
  }
}

/* What the first round makes is proven when all rounds are made, for that costs less. Where it
 * was refused, each is, so that the fixes to blame are found. */
static size_t change_file(struct fixer *f, struct arena *scratch, struct fix_file *file) {
  size_t n = file->change_count;
  size_t taken = n > 0 ? changes_pick(scratch, file->after, file->changes, n) : 0;
  if (taken == 0)
    return 0;
  if (!file->is_careful) {
    set_text(f, file, changes_apply(&f->s->a, scratch, file->after, file->changes, n));
    return taken;
  }
  struct trial trial = {.a = &f->s->a,
                        .run = &file->project->run,
                        .path = file->project->inputs.items[file->input].path,
                        .base = file->proven,
                        .kind = f->kind,
                        .text = file->after};
  trial_make(&trial, file->changes, n);
  file->left_out = trial.left_out > file->left_out ? trial.left_out : file->left_out;
  file->why = trial.why ? trial.why : file->why;
  if (trial.made > 0)
    set_text(f, file, trial.text);
  return trial.made;
}

/* Answers whether any text has changed. */
static bool make_changes(struct fixer *f, const struct diag_report *report) {
  struct arena scratch = {0}, picking = {0};
  for (size_t i = 0; i < f->count; i++)
    f->files[i].change_count = 0, f->files[i].changes = NULL;
  for (size_t i = 0; i < report->count; i++) {
    struct fix_file *file = file_to_fix(f, &report->diags[i]);
    if (file)
      add_change(&scratch, file, &report->diags[i]);
  }
  bool is_any = false;
  for (size_t i = 0; i < f->count; i++) {
    struct fix_file *file = &f->files[i];
    size_t taken = change_file(f, &picking, file);
    file->is_moving = taken > 0;
    file->count += taken;
    is_any = is_any || taken > 0;
    arena_reset(&picking);
  }
  arena_free(&picking);
  arena_free(&scratch);
  return is_any;
}

static void put_back(struct fixer *f, struct fix_file *file) {
  set_text(f, file, file->proven);
  file->count = file->proven_count;
  f->is_faulty = true;
}

static void freeze(struct fixer *f, struct fix_file *file, const char *why) {
  struct str path = file->project->inputs.items[file->input].path;
  complain("%.*s was left alone, which is a mistake of kbc: with its fixes %s", STR_ARG(path),
           why);
  put_back(f, file);
  file->is_frozen = true;
}

static void say_left_out(struct fix_file *file) {
  struct str path = file->project->inputs.items[file->input].path;
  bool is_one = file->left_out == 1;
  if (file->left_out > 0)
    complain("%.*s: %zu fix%s left out, which is a mistake of kbc: with %s %s", STR_ARG(path),
             file->left_out, is_one ? " was" : "es were", is_one ? "it" : "them", file->why);
  file->has_bad_fixes = file->left_out > 0;
  file->left_out = 0;
  file->is_careful = false;
}

/* ---- All rounds ---------------------------------------------------------------------------
 */

static void stop_unsettled(struct fixer *f) {
  for (size_t i = 0; i < f->count; i++) {
    if (f->files[i].is_moving)
      freeze(f, &f->files[i], "it does not come to rest");
  }
}

/* Answers whether a file was put back, for its fixes to be made with more care. */
static bool prove(struct fixer *f) {
  bool is_any = false;
  for (size_t i = 0; i < f->count; i++) {
    struct fix_file *file = &f->files[i];
    if (str_equal(file->proven, file->after))
      continue;
    const char *why =
        proof_fails(&file->project->run, file->project->inputs.items[file->input].path,
                    file->proven, file->after, f->kind);
    if (why && file->is_careful)
      freeze(f, file, why);
    else if (why)
      put_back(f, file);
    file->is_careful = file->is_careful || why;
    is_any = is_any || why;
    file->proven = file->after;
    file->proven_count = file->count;
  }
  return is_any;
}

static struct diag_report make_rounds(struct fixer *f, struct diag_report report) {
  size_t rounds = 0;
  while (make_changes(f, &report)) {
    report = run_again(f);
    if (++rounds < MOST_ROUNDS)
      continue;
    if (make_changes(f, &report))
      stop_unsettled(f);
    return run_again(f);
  }
  return report;
}

/* The report of the last run, whose texts are those of the files. A file that was refused as a
 * whole is mended once more with care, and left alone if that fails, too. */
static struct diag_report settle(struct fixer *f, struct diag_report report,
                                 enum proof_kind kind) {
  f->kind = kind;
  report = make_rounds(f, report);
  while (prove(f))
    report = make_rounds(f, run_again(f));
  for (size_t i = 0; i < f->count; i++)
    say_left_out(&f->files[i]);
  return report;
}

static struct new_text text_of(struct fixer *f, const struct fix_file *file) {
  const struct input *input = &file->project->inputs.items[file->input];
  struct new_text text = {.path = input->path,
                          .schema = file->project->run.schema,
                          .is_stdin = input->is_stdin,
                          .count = file->count,
                          .before = {file->before.p - file->bom, file->before.n + file->bom}};
  text.after = with_mark(f, file, file->after);
  return text;
}

struct fixes fixes_make(struct session *s, bool is_unsafe, struct diag_report *report) {
  struct fixer f = {.s = s};
  remember(&f);
  *report = session_run(s);
  find_files(&f);
  *report = settle(&f, *report, PROOF_WORDS);
  if (is_unsafe) {
    f.is_unsafe = true;
    *report = settle(&f, *report, PROOF_CASES);
  }
  struct fixes fixes = {.texts = arena_array(&s->a, struct new_text, f.count + 1),
                        .inputs = arena_array(&s->a, struct input *, f.count + 1),
                        .first = f.first,
                        .is_faulty = f.is_faulty};
  for (size_t i = 0; i < f.count; i++) {
    const struct fix_file *file = &f.files[i];
    struct input *input = &file->project->inputs.items[file->input];
    if (!input->is_stdin && str_equal(file->before, file->after))
      continue;
    fixes.inputs[fixes.count] = input;
    fixes.texts[fixes.count++] = text_of(&f, file);
    fixes.total += file->count;
  }
  return fixes;
}

/* ---- What is not written -------------------------------------------------------------------
 */

/* The stages see again what stands there; standard input cannot be read twice. */
static void unmake(const struct fixes *fixes, size_t i) {
  struct input *input = fixes->inputs[i];
  input->has_text = input->is_stdin;
  input->text = fixes->texts[i].before;
}

enum status fixes_write(struct session *s, struct fixes *fixes, struct diag_report *report) {
  enum status status = new_texts_write(fixes->texts, fixes->count);
  bool is_any = false;
  for (size_t i = 0; i < fixes->count; i++) {
    if (!fixes->texts[i].is_left)
      continue;
    unmake(fixes, i);
    fixes->total -= fixes->texts[i].count;
    is_any = true;
  }
  if (is_any)
    *report = run_from(s, fixes->first);
  return status;
}

struct diag_report fixes_unmade(struct session *s, const struct fixes *fixes) {
  for (size_t i = 0; i < fixes->count; i++)
    unmake(fixes, i);
  return run_from(s, fixes->first);
}
