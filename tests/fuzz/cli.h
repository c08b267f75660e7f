/* kbc itself, called in this process, in a folder of its own, with what it prints kept. */
#ifndef FUZZ_CLI_H
#define FUZZ_CLI_H

#include "base/buf.h"

/* Owns the two texts; free them with cli_forget. */
struct cli_said {
  int status;
  struct buf out, err;
};

/* Empties the folder and makes it the working folder: a repository, as git sees it. It lies in
 * FUZZ_TMP, else in TMPDIR, else in /tmp. */
void cli_start(void);

/* Runs the words of a call, separated by single spaces. Whatever is printed must be fit for a
 * terminal, and no call may fail for a reason that is kbc's own. */
struct cli_said cli_run(const char *call);
void cli_forget(struct cli_said *said);
/* Runs it and answers its status. */
int cli_status(const char *call);
/* The same call once more prints the same bytes. */
void cli_repeat(const char *call, const struct cli_said *before);

void cli_write(const char *path, struct str text);
/* Appends the bytes; false if there is no such file. */
bool cli_read(const char *path, struct buf *text);

/* Each file below the folder whose name ends in .json or .jsonl is that, and all are no text that
 * breaks off in the middle of a character. Answers how many files there are. */
size_t cli_check_files(const char *folder);

/* Nothing but text, line ends and what a terminal shows as it is. */
void cli_check_printed(struct str text);

#endif
