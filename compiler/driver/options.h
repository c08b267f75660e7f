/* The options of the command line: one table, of which parsing and help are made. */
#ifndef DRIVER_OPTIONS_H
#define DRIVER_OPTIONS_H

#include "base/str.h"

struct arena;
struct buf;

/* Who takes an option, as bits: a command, or kbc itself. */
enum option_owner {
  OF_KBC = 1,
  OF_CHECK = 2,
  OF_BUILD = 4,
  OF_EXPLAIN = 8,
  OF_SPLIT = 16,
  OF_JOIN = 32,
  OF_NEW = 64,
  OF_INIT = 128,
  OF_FMT = 256,
  OF_MATCH = 512,
  OF_SIMULATE = 1024,
  OF_PLAN = 4096,
  OF_BREAKING = 8192,
  OF_EVAL = 32768,
  OF_COMPARE = OF_PLAN | OF_BREAKING,
  OF_KB = OF_CHECK | OF_BUILD,
  OF_LAYOUT = OF_SPLIT | OF_JOIN,
  OF_TEXT = OF_LAYOUT | OF_NEW, /* writes texts that people go on with */
  OF_SCHEMA = OF_KB | OF_TEXT | OF_FMT | OF_MATCH | OF_SIMULATE | OF_COMPARE | OF_EVAL,
  OF_FORMAT = OF_KB | OF_LAYOUT, /* prints findings in every format */
  OF_ANY = OF_KBC | OF_SCHEMA | OF_EXPLAIN | OF_INIT,
};

/* What an option takes, and the member that it becomes: a FLAG nothing (bool), TEXT a text
 * (struct str, n = 0 if not given), NUMBER a whole number (size_t), COUNT one from 1 on
 * (size_t, 0 if not given), CHOICE one of the words of its argument (size_t, the index), LIST a
 * text each time it is given, WORDS the same with commas between (struct str_list). Where one
 * that is no list is given twice, the last one counts. */
enum option_kind { FLAG, TEXT, NUMBER, COUNT, CHOICE, LIST, WORDS };

struct str_list {
  struct str *items;
  size_t count;
};

/* The table: a row here is all that a new option needs beside the code that looks at its
 * member. Two commands may have rows of the same name. X(kind, member, letter or 0, name,
 * argument or NULL, owners, help) */
#define OPTIONS(X)                                                                             \
  X(TEXT, schema, 0, "schema", "FILE", OF_SCHEMA | OF_EXPLAIN,                                 \
    "the schema, instead of the nearest one")                                                  \
  X(TEXT, output, 'o', "output", "PATH", OF_BUILD | OF_TEXT | OF_SIMULATE, "where to write")   \
  X(TEXT, schema_output, 'o', "output", "FILE", OF_INIT,                                       \
    "where to write, - is standard output (kbc.yaml)")                                         \
  X(TEXT, title, 0, "title", "TITLE", OF_NEW, "the title of the case")                         \
  X(TEXT, new_log, 0, "log", "LINE", OF_NEW, "a log line of the case: fills in what it says")  \
  X(FLAG, force, 0, "force", NULL, OF_TEXT | OF_INIT | OF_SIMULATE | OF_EVAL,                  \
    "replace what is there")                                                                   \
  X(FLAG, is_check, 0, "check", NULL, OF_BUILD, "write nothing; fail if DIR is stale")         \
  X(FLAG, fix, 0, "fix", NULL, OF_CHECK, "mend what can be mended for certain")                \
  X(FLAG, unsafe_fixes, 0, "unsafe-fixes", NULL, OF_CHECK,                                     \
    "with --fix: also what may change the meaning")                                            \
  X(FLAG, diff, 0, "diff", NULL, OF_CHECK | OF_FMT, "print what would change; write nothing")  \
  X(FLAG, is_fmt_check, 0, "check", NULL, OF_FMT,                                              \
    "write nothing; fail if a file would change")                                              \
  X(FLAG, list, 0, "list", NULL, OF_FMT, "print the names of files that would change")         \
  X(FLAG, keep_going, 0, "keep-going", NULL, OF_BUILD | OF_PLAN,                               \
    "leave out the cases with errors")                                                         \
  X(FLAG, partial, 0, "partial", NULL, OF_BUILD | OF_COMPARE, "only the part that PATH names") \
  X(TEXT, shard, 0, "shard", "I/N", OF_KB, "only the files of share I of N")                   \
  X(FLAG, merge, 0, "merge", NULL, OF_BUILD, "each PATH is the folder of a shard: join them")  \
  X(WORDS, emit, 0, "emit", "LIST", OF_BUILD, "only these outputs, with commas between")       \
  X(TEXT, vectors, 0, "vectors", "FILE", OF_BUILD | OF_PLAN,                                   \
    "a vector for each chunk, for stores that take them")                                      \
  X(FLAG, list_emitters, 0, "list-emitters", NULL, OF_BUILD, "show what --emit can choose")    \
  X(TEXT, since, 0, "since", "OLD", OF_PLAN,                                                   \
    "what the store holds: a manifest, IDS.jsonl, or none")                                    \
  X(TEXT, against, 0, "against", "OLD", OF_BREAKING,                                           \
    "the manifest of the build that consumers have")                                           \
  X(CHOICE, breaking_format, 0, "format", "text|json", OF_BREAKING,                            \
    "how the changes are written")                                                             \
  X(TEXT, build_folder, 0, "to", "DIR", OF_COMPARE,                                            \
    "the new side: a finished build, not the sources")                                         \
  X(TEXT, plan_store, 0, "emit", "STORE", OF_PLAN, "what that store takes, instead of JSON")   \
  X(TEXT, next, 0, "next", "FILE", OF_PLAN,                                                    \
    "write the manifest to keep when the plan is loaded")                                      \
  X(CHOICE, plan_format, 0, "format", "jsonl|text", OF_PLAN,                                   \
    "for a program, or a line a case for people")                                              \
  X(LIST, formats, 0, "format", "FMT[=FILE]", OF_FORMAT,                                       \
    "see below; text by default; repeatable")                                                  \
  X(CHOICE, explain_format, 0, "format", "text|json|markdown", OF_EXPLAIN,                     \
    "how the rules are written")                                                               \
  X(TEXT, explain_case, 0, "case", "CASE", OF_EXPLAIN,                                         \
    "what log lines find this case: an id, or its file, with :LINE")                           \
  X(CHOICE, color, 0, "color", "auto|always|never", OF_KB | OF_LAYOUT | OF_MATCH,              \
    "colour in text")                                                                          \
  X(WORDS, select, 0, "select", "RULES", OF_KB, "only these names, codes, families")           \
  X(WORDS, ignore, 0, "ignore", "RULES", OF_KB, "all but these")                               \
  X(TEXT, baseline, 0, "baseline", "FILE", OF_KB, "report only what FILE does not have")       \
  X(FLAG, no_baseline, 0, "no-baseline", NULL, OF_KB, "report what a baseline has, too")       \
  X(FLAG, write_baseline, 0, "write-baseline", NULL, OF_CHECK,                                 \
    "take what is found into the baseline")                                                    \
  X(TEXT, stdin_filename, 0, "stdin-filename", "FILE", OF_CHECK,                               \
    "- is the text of FILE, as an editor has it")                                              \
  X(FLAG, watch, 0, "watch", NULL, OF_CHECK, "check again whenever a file changes")            \
  X(TEXT, changed_since, 0, "changed-since", "REV", OF_CHECK,                                  \
    "report only on lines changed since REV")                                                  \
  X(COUNT, max_findings, 0, "max-findings", "N", OF_KB,                                        \
    "print N in text (10000), count the rest")                                                 \
  X(FLAG, statistics, 0, "statistics", NULL, OF_CHECK, "count per rule instead of text")       \
  X(FLAG, deny_warnings, 0, "deny-warnings", NULL, OF_KB, "warnings fail, too")                \
  X(FLAG, exit_zero, 0, "exit-zero", NULL, OF_CHECK, "findings do not fail")                   \
  X(TEXT, path_base, 0, "path-base", "DIR", OF_KB | OF_LAYOUT,                                 \
    "what paths are relative to, except in text")                                              \
  X(FLAG, force_exclude, 0, "force-exclude", NULL, OF_CHECK, "pass over PATHs in no corpus")   \
  X(FLAG, show_files, 0, "show-files", NULL, OF_KB, "name the files and do no more")           \
  X(FLAG, show_config, 0, "show-config", NULL, OF_KB, "print the schema with its defaults")    \
  X(TEXT, lines, 0, "lines", "N", OF_SIMULATE, "how many lines (1000)")                        \
  X(TEXT, seed, 0, "seed", "S", OF_SIMULATE, "any text: the same one gives the same bytes")    \
  X(WORDS, mix, 0, "mix", "SHARES", OF_SIMULATE,                                               \
    "of the lines: info=74%,case=20%,incident=5%,burst=1%")                                    \
  X(TEXT, from, 0, "from", "TIME", OF_SIMULATE, "of the first line (2026-01-01)")              \
  X(TEXT, to, 0, "to", "TIME", OF_SIMULATE, "before which the last line stands")               \
  X(TEXT, rate, 0, "rate", "N/s", OF_SIMULATE, "so many lines a second, minute (m), hour (h)") \
  X(FLAG, is_following, 0, "follow", NULL, OF_SIMULATE,                                        \
    "go on without an end, with the time of day")                                              \
  X(LIST, only, 0, "only", "CASE", OF_SIMULATE, "these cases only; repeatable, see above")     \
  X(LIST, weights, 0, "weight", "CASE=N", OF_SIMULATE,                                         \
    "N times as often as others; repeatable")                                                  \
  X(TEXT, labels, 0, "labels", "FILE", OF_SIMULATE, "write there whose each line is")          \
  X(FLAG, traces, 0, "traces", NULL, OF_SIMULATE, "stack traces behind some lines")            \
  X(TEXT, match_kb, 0, "kb", "FILE", OF_MATCH,                                                 \
    "the cases: the kb.json of a build, instead of the sources")                               \
  X(CHOICE, match_format, 0, "format", "text|jsonl|tsv|counts", OF_MATCH,                      \
    "how the lines are written")                                                               \
  X(CHOICE, match_only, 0, "only", "all|matched|unmatched", OF_MATCH,                          \
    "only the lines with a case, or without")                                                  \
  X(FLAG, match_all, 0, "all", NULL, OF_MATCH,                                                 \
    "every case that a line fits, the winner first")                                           \
  X(COUNT, top, 0, "top", "N", OF_MATCH, "only the N most frequent, of counts or suggestions") \
  X(FLAG, follow, 0, "follow", NULL, OF_MATCH, "read on as the files grow, as tail -F does")   \
  X(FLAG, suggest, 0, "suggest", NULL, OF_MATCH,                                               \
    "group the lines without a case, as calls of kbc new")                                     \
  X(WORDS, levels, 0, "levels", "WORDS", OF_MATCH, "with --suggest: the levels that count")    \
  X(TEXT, match_service, 0, "service", "NAME", OF_MATCH,                                       \
    "the lines are messages of that service, and nothing else")                                \
  X(FLAG, message_only, 0, "message-only", NULL, OF_MATCH,                                     \
    "the lines are messages of any service, and nothing else")                                 \
  X(FLAG, fail_unmatched, 0, "fail-unmatched", NULL, OF_MATCH,                                 \
    "status 1 if a line has no case")                                                          \
  X(TEXT, queries, 0, "queries", "FILE", OF_EVAL,                                              \
    "queries to ask besides, - is standard input")                                             \
  X(WORDS, min_recall, 0, "min-recall", "SPEC", OF_EVAL,                                       \
    "fail below it: own-line@1=0.95,user@5=0.9")                                               \
  X(TEXT, emit_queries, 0, "emit-queries", "FILE", OF_EVAL,                                    \
    "write the queries (- is stdout), ask nobody")                                             \
  X(TEXT, results, 0, "results", "FILE", OF_EVAL,                                              \
    "the answers of a store, instead of the index")                                            \
  X(CHOICE, eval_format, 0, "format", "text|json", OF_EVAL, "how the figures are written")     \
  X(NUMBER, jobs, 'j', "jobs", "N",                                                            \
    OF_KB | OF_INIT | OF_MATCH | OF_SIMULATE | OF_COMPARE | OF_EVAL,                           \
    "threads; 0 is one per processor (default)")                                               \
  X(FLAG, quiet, 'q', "quiet", NULL, OF_SCHEMA | OF_EXPLAIN | OF_INIT,                         \
    "no summary, no notices")                                                                  \
  X(FLAG, version, 'V', "version", NULL, OF_KBC, "show the version")                           \
  X(FLAG, help, 'h', "help", NULL, OF_ANY, "show this")

#define OPTION_TYPE_FLAG bool
#define OPTION_TYPE_TEXT struct str
#define OPTION_TYPE_NUMBER size_t
#define OPTION_TYPE_COUNT size_t
#define OPTION_TYPE_CHOICE size_t
#define OPTION_TYPE_LIST struct str_list
#define OPTION_TYPE_WORDS struct str_list

struct options {
#define OPTION_MEMBER(kind, member, letter, name, argument, owners, help)                      \
  OPTION_TYPE_##kind member;
  OPTIONS(OPTION_MEMBER)
#undef OPTION_MEMBER
  struct str_list paths;   /* what is no option: PATHs, or rules for explain */
  enum option_owner owner; /* the command that they were given to */
};

/* The words of --color, in their order. */
enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* The words of explain's --format, in their order. */
enum explain_format { EXPLAIN_TEXT, EXPLAIN_JSON, EXPLAIN_MARKDOWN };

/* The words of eval's --format, in their order. */
enum eval_format { EVAL_TEXT, EVAL_JSON };

/* The words of match's --format and --only, in their order. */
enum match_format_choice { MATCH_TEXT, MATCH_JSONL, MATCH_TSV, MATCH_COUNTS };
enum match_only { ONLY_ALL, ONLY_MATCHED, ONLY_UNMATCHED };

/* The words of plan's --format, in their order. */
enum plan_format { PLAN_JSONL, PLAN_TEXT };

/* The words of breaking's --format, in their order. */
enum breaking_format { BREAKING_TEXT, BREAKING_JSON };

/* A row of the table. */
struct option {
  enum option_kind kind;
  char letter; /* 0: it has none */
  const char *name, *argument;
  unsigned owners;
  const char *help;
  size_t member; /* offset in struct options */
};

extern const struct option option_table[];
extern const size_t option_count;

/* Reads the words behind the command. `--name=VALUE`, `--name VALUE`, `-nVALUE`, `-n VALUE`;
 * behind
 * `--` nothing is an option. False if a word is wrong: `error` then says what, in one line.
 * Lives in `a` or borrows from the words. */
bool options_read(struct arena *a, const char *const *words, size_t count,
                  enum option_owner owner, struct options *options, struct str *error);

/* The lines of help about the options of that owner. */
void options_help(struct buf *out, enum option_owner owner);

#endif
