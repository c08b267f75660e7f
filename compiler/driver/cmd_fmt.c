/* kbc fmt: gives texts their one canonical form. */
#include "driver/commands.h"
#include "driver/fix/new_text.h"
#include "driver/format/format.h"
#include "driver/session.h"

#include <string.h>

/* The files at work, of all projects. */
struct fmt {
  struct session *s;
  struct new_text *texts;
  size_t count;
  size_t doubtful; /* files that were left alone because of what was found in them */
  bool is_faulty;  /* a file was left alone because of a mistake of ours */
};

/* ---- One file -----------------------------------------------------------------------------
 */

static struct str whole_text(struct arena *a, size_t bom, struct str text) {
  char *bytes = arena_alloc(a, bom + text.n + 1);
  memcpy(bytes, "\xEF\xBB\xBF", bom);
  if (text.n > 0)
    memcpy(bytes + bom, text.p, text.n);
  return (struct str){bytes, bom + text.n};
}

static void say_kept(const struct fmt *fmt, struct str path, size_t kept) {
  if (kept > 0 && !fmt->s->options->quiet)
    say("%.*s keeps its form in %zu place%s, where another would change what it says",
        STR_ARG(path), kept, kept == 1 ? "" : "s");
}

/* A text of which it is not sure where its cases begin and end stays as it is; standard input
 * is written all the same, for who sends it to us replaces it with what comes back. */
static void format_input(struct fmt *fmt, struct project *project, const struct input *input) {
  struct arena *a = &fmt->s->a;
  struct pipeline_text text = pipeline_file(&project->run, input);
  fmt->s->home = project;
  bool is_doubtful = session_doubts(fmt->s, &text);
  fmt->doubtful += is_doubtful;
  if (!text.source)
    return;
  struct new_text fresh = {
      .path = input->path, .schema = project->run.schema, .is_stdin = input->is_stdin};
  fresh.before = fresh.after = whole_text(a, text.source->bom, text.source->bytes);
  if (!is_doubtful) {
    size_t bom = text.source->bom;
    struct str bytes = str_slice(fresh.before, bom, fresh.before.n);
    struct formatted formatted = format_text(a, &project->run, input->path, bytes);
    if (formatted.is_unsettled)
      complain("%.*s was left alone, which is a mistake of kbc: it does not come to rest",
               STR_ARG(input->path));
    fmt->is_faulty = fmt->is_faulty || formatted.is_unsettled;
    fresh.after = whole_text(a, bom, formatted.text);
    say_kept(fmt, input->path, formatted.kept);
  }
  fmt->texts = arena_grow(a, fmt->texts, fmt->count, sizeof *fmt->texts);
  fmt->texts[fmt->count++] = fresh;
}

static void format_all(struct fmt *fmt) {
  struct projects *projects = &fmt->s->projects;
  for (size_t i = 0; i < projects->count; i++) {
    struct project *project = &projects->items[i];
    for (size_t j = 0; project->is_used && j < project->inputs.count; j++) {
      if (project->inputs.items[j].is_named)
        format_input(fmt, project, &project->inputs.items[j]);
    }
  }
}

/* ---- What becomes of it -------------------------------------------------------------------
 */

/* What could not be written has not changed. */
static size_t count_changes(const struct fmt *fmt) {
  size_t count = 0;
  for (size_t i = 0; i < fmt->count; i++)
    count += new_text_is_change(&fmt->texts[i]) && !fmt->texts[i].is_left;
  return count;
}

/* The names alone, a line each, on standard output. */
static enum status list(const struct fmt *fmt) {
  for (size_t i = 0; i < fmt->count; i++) {
    if (!new_text_is_change(&fmt->texts[i]))
      continue;
    struct str line = arena_printf(&fmt->s->a, "%.*s\n", STR_ARG(fmt->texts[i].path));
    if (!say_out(line))
      return STATUS_FAILED;
  }
  return STATUS_CLEAN;
}

static enum status finish(const struct fmt *fmt) {
  const struct options *options = fmt->s->options;
  if (options->diff)
    return new_texts_diff(fmt->texts, fmt->count);
  if (options->list || options->is_fmt_check) {
    enum status status = list(fmt);
    bool is_gate = options->is_fmt_check && count_changes(fmt) > 0;
    return status_worst(status, is_gate ? STATUS_FINDINGS : STATUS_CLEAN);
  }
  return new_texts_write(fmt->texts, fmt->count);
}

static void say_summary(const struct fmt *fmt) {
  const struct options *options = fmt->s->options;
  bool is_trial = options->diff || options->list || options->is_fmt_check;
  size_t changes = count_changes(fmt);
  if (options->quiet)
    return;
  if (fmt->doubtful > 0)
    say("%zu file%s left alone because of what was found there", fmt->doubtful,
        fmt->doubtful == 1 ? " was" : "s were");
  say("%zu of %zu file%s %s", changes, fmt->count, fmt->count == 1 ? "" : "s",
      is_trial ? "would change" : "changed");
}

static enum status fmt_run(const struct options *options) {
  struct session s;
  enum status status;
  if (session_start(&s, options, false, &status)) {
    struct fmt fmt = {.s = &s};
    format_all(&fmt);
    status = finish(&fmt);
    s.outputs.is_aside = true;
    status = status_worst(status, session_print_doubts(&s));
    say_summary(&fmt);
    if (fmt.is_faulty)
      status = STATUS_FAILED;
  }
  session_end(&s);
  return status;
}

const struct command fmt_command = {
    "fmt",
    OF_FMT,
    "[PATH...]",
    "gives texts one form, and changes nothing that they say",
    "Without an option it rewrites the files: headings with # and one space, blank lines\n"
    "around them and around lists and code, numbers of lists in order, - for every bullet,\n"
    "no blanks at the ends of lines, one line end at the end, LF (CRLF where all lines have\n"
    "it), NFC. Code, HTML and log lines stay as they are, front matter values too. A PATH is\n"
    "what it is to kbc check; of standard input the text goes to standard output.\n"
    "\n"
    "The status is 1 with --check or --diff if a file would change; --list names files and\n"
    "leaves it at 0. It is 1, too, if a file was left alone because of what was found there.\n",
    fmt_run,
};
