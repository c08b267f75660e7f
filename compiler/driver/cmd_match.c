/* kbc match: log lines go in, and come out with the case that each belongs to. */
#include "base/file.h"
#include "driver/commands.h"
#include "driver/match/open_cases.h"
#include "driver/match/read_logs.h"
#include "driver/match/stop.h"

#include <unistd.h>

/* ---- The call -----------------------------------------------------------------------------
 */

static bool refuse(const char *what) {
  complain("%s", what);
  return false;
}

static bool is_call_right(const struct options *options) {
  bool is_bare = options->message_only || options->match_service.n > 0;
  if (options->match_kb.n > 0 && options->schema.n > 0)
    return refuse("--kb has the cases and their schema: --schema does not go with it");
  if (is_bare && options->match_all)
    return refuse("--all asks whose message the template finds: it does not go with "
                  "--message-only or --service");
  if (is_bare && options->suggest)
    return refuse("--suggest needs whole lines: it does not go with --message-only or "
                  "--service");
  if (options->suggest && options->match_format > MATCH_JSONL)
    return refuse("--suggest has the formats text and jsonl");
  if (options->suggest && options->match_only != ONLY_ALL)
    return refuse("--suggest is about the lines without a case: it does not go with --only");
  if (options->top > 0 && !options->suggest && options->match_format != MATCH_COUNTS)
    return refuse("--top goes with --format counts or --suggest");
  if (options->levels.count > 0 && !options->suggest)
    return refuse("--levels goes with --suggest");
  return true;
}

/* Before anything is read, for a wrong name is a wrong call. A file that is followed may come
 * into being later. */
static bool are_inputs_right(struct arena *a, const struct options *options) {
  for (size_t i = 0; i < options->paths.count; i++) {
    struct str path = options->paths.items[i];
    const char *name = arena_copy(a, path).p;
    enum file_kind kind = file_kind_of(name, true);
    if (str_equal_c(path, "-"))
      continue;
    if (kind == FILE_MISSING && !options->follow) {
      complain("%.*s does not exist", STR_ARG(path));
      return false;
    }
    if (kind == FILE_FOLDER) {
      complain("%.*s is a folder: name the log files in it", STR_ARG(path));
      return false;
    }
    if (out_goes_to(name)) {
      complain("%.*s is also where the output goes: it would never end", STR_ARG(path));
      return false;
    }
  }
  return true;
}

/* ---- The run ------------------------------------------------------------------------------
 */

static const struct match_format *format_of(const struct options *options) {
  static const struct match_format *const formats[] = {&match_text, &match_jsonl, &match_tsv,
                                                       &match_counts};
  return options->suggest ? &match_suggest : formats[options->match_format];
}

static void say_end(const struct match_run *run) {
  unsigned long long misses = run->lines - run->hits;
  if (run->cut_lines > 0)
    say("%llu line%s longer than 1 MiB: what stands behind was not looked at", run->cut_lines,
        run->cut_lines == 1 ? " is" : "s are");
  if (!run->options->quiet)
    say("%llu line%s: %llu with a case, %llu without", run->lines, run->lines == 1 ? "" : "s",
        run->hits, misses);
}

static enum status read_all(struct match_run *run) {
  struct str name = STR("-");
  struct str_list stdin_alone = {&name, 1};
  const struct str_list *paths =
      run->options->paths.count > 0 ? &run->options->paths : &stdin_alone;
  bool has_lines = !run->options->suggest && run->options->match_format != MATCH_COUNTS;
  run->progress = progress_new(run->options->quiet, has_lines && run->is_terminal);
  stop_listen();
  if (run->format->begin)
    run->format->begin(run);
  enum status status = run->options->follow ? follow_logs(run, paths) : read_logs(run, paths);
  progress_clear(&run->progress);
  if (run->format->end)
    run->format->end(run);
  bool is_whole = !run->out.is_closed;
  if (!out_end(&run->out))
    status = STATUS_FAILED;
  if (is_whole)
    say_end(run);
  if (run->options->fail_unmatched && run->hits < run->lines)
    status = status_worst(status, STATUS_FINDINGS);
  return status;
}

static enum status match_run(const struct options *options) {
  struct arena a = {0};
  struct case_origin origin = {.has_session = false};
  struct match_run run = {.a = &a, .options = options, .format = format_of(options)};
  enum status status = STATUS_CALL;
  if (is_call_right(options) && are_inputs_right(&a, options) &&
      open_cases(&a, options, &origin, &run.cases, &status)) {
    run.title = origin.title;
    run.case_folder = origin.case_folder;
    run.is_terminal = isatty(STDOUT_FILENO);
    run.has_color = outputs_want_color(options);
    run.all = arena_array(&a, size_t, run.cases.count);
    status = read_all(&run);
  }
  close_cases(&origin);
  arena_free(&a);
  return status;
}

const struct command match_command = {
    "match",
    OF_MATCH,
    "[FILE...]",
    "log lines in, the case that each belongs to out",
    "Reads log files, or standard input (also -), packed by gzip or zstd or not. The cases\n"
    "come from the sources, as kbc check finds them, or from the kb.json of a build (--kb).\n"
    "A line belongs to a case if its service is the case's, and the constant words of the\n"
    "case's message stand in its message, in order and next to one another; time, level,\n"
    "numbers, ids and punctuation do not count. Of several cases the longest text wins;\n"
    "kbc explain --case shows the patterns.\n"
    "\n"
    "text puts the title in front of the line, or - if it has no case. jsonl has an object\n"
    "for each line: path, line, offset (bytes, unpacked), case (id, or null), title,\n"
    "service, fields, text. tsv has the same without fields, below a line of names. counts is\n"
    "a table: how often each case was seen, first and last, as the lines say by their times.\n"
    "On a terminal what it would obey is spelled out; else text has the bytes as they are.\n"
    "\n"
    "--follow reads on as files grow, from their beginning, finds the new file after a\n"
    "rotation, begins anew after a truncation, and ends by a signal with what was counted.\n"
    "--suggest groups the lines without a case by what their messages have in common, and\n"
    "prints for the most frequent groups a call of kbc new that makes the case. Lines count\n"
    "if one case in ten has their level, the template's first enum; --levels names others.\n"
    "\n"
    "Of a line longer than 1 MiB only the beginning is looked at, and a note says so. The\n"
    "status is 0; 1 with --fail-unmatched if a line has no case; 2 if the call or the\n"
    "knowledge base is wrong; 3 if something cannot be read or written, a broken or cut off\n"
    "packed stream included.\n",
    match_run,
};
