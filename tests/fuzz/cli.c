/* kbc itself, called in this process, in a folder of its own: the standard files are led into
 * files that have no name for the time of a call. */
#define _GNU_SOURCE 1
#include "cli.h"

#include "base/utf8.h"
#include "driver/commands.h"
#include "fuzz.h"
#include "oracle/json_trace.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_WORDS = 48, MOST_FILES = 32 };

/* ---- The folder ---------------------------------------------------------------------------
 */

static char home[256];

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
  (void)status;
  (void)kind;
  return walk->level > 0 ? remove(path) : 0;
}

static void remove_home(void) {
  nftw(home, remove_one, MOST_FILES, FTW_DEPTH | FTW_PHYS);
  if (chdir("/") == 0)
    rmdir(home);
}

static void make_home(void) {
  const char *top = getenv("FUZZ_TMP") ? getenv("FUZZ_TMP") : getenv("TMPDIR");
  snprintf(home, sizeof home, "%s/kbc-fuzz-XXXXXX", top ? top : "/tmp");
  HOLDS_OR_SAY(mkdtemp(home), "%s cannot be made", home);
  atexit(remove_home);
  signal(SIGPIPE, SIG_IGN);
}

void cli_start(void) {
  if (home[0] == '\0')
    make_home();
  nftw(home, remove_one, MOST_FILES, FTW_DEPTH | FTW_PHYS);
  HOLDS(chdir(home) == 0);
  HOLDS(mkdir(".git", 0777) == 0 && mkdir(".git/objects", 0777) == 0 &&
        mkdir(".git/refs", 0777) == 0);
  cli_write(".git/HEAD", STR("ref: refs/heads/main\n"));
}

void cli_write(const char *path, struct str text) {
  FILE *file = fopen(path, "wb");
  HOLDS_OR_SAY(file && fwrite(text.n > 0 ? text.p : "", 1, text.n, file) == text.n, "%s", path);
  HOLDS(fclose(file) == 0);
}

static void read_fd(int fd, struct buf *text) {
  ssize_t n;
  while ((n = read(fd, buf_reserve(text, 65536), 65536)) > 0)
    text->n += (size_t)n;
}

bool cli_read(const char *path, struct buf *text) {
  int fd = open(path, O_RDONLY);
  if (fd < 0)
    return false;
  read_fd(fd, text);
  close(fd);
  return true;
}

/* ---- Calls --------------------------------------------------------------------------------
 */

/* A standard file, led into a file in memory; undone by give_back. */
struct led {
  int fd, before, file;
};

static struct led lead(int fd) {
  struct led led = {fd, dup(fd), memfd_create("kbc", 0)};
  HOLDS(led.before >= 0 && led.file >= 0 && dup2(led.file, fd) == fd);
  return led;
}

static void give_back(struct led *led, struct buf *text) {
  fflush(led->fd == STDOUT_FILENO ? stdout : stderr);
  HOLDS(dup2(led->before, led->fd) == led->fd);
  lseek(led->file, 0, SEEK_SET);
  read_fd(led->file, text);
  close(led->file);
  close(led->before);
}

void cli_check_printed(struct str text) {
  uint32_t c = 0;
  for (size_t at = 0; at < text.n;) {
    size_t n = utf8_decode(text, at, &c);
    HOLDS_OR_SAY(n > 0 && n == oracle_utf8(text, at), "no UTF-8 at %zu: %.*s", at,
                 STR_ARG(text));
    bool is_control = (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
    bool is_bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
                   c == 0x200E || c == 0x200F || c == 0x61C || c == 0xFEFF;
    bool is_hidden = is_bidi || c == 0x2028 || c == 0x2029 || (c >= 0xE0000 && c < 0xE0080);
    HOLDS_OR_SAY(!is_control && !is_hidden, "U+%04X at %zu: %.*s", (unsigned)c, at,
                 STR_ARG(text));
    at += n;
  }
}

struct cli_said cli_run(const char *call) {
  char copy[1024];
  const char *words[MOST_WORDS];
  size_t count = 0;
  HOLDS((size_t)snprintf(copy, sizeof copy, "%s", call) < sizeof copy);
  for (char *word = strtok(copy, " "); word && count < MOST_WORDS; word = strtok(NULL, " "))
    words[count++] = word;
  struct cli_said said = {.status = 0};
  struct led out = lead(STDOUT_FILENO), err = lead(STDERR_FILENO);
  said.status = (int)commands_run(words, count);
  give_back(&out, &said.out);
  give_back(&err, &said.err);
  /* A file that cannot be unpacked is one that cannot be read. */
  bool is_unread = str_find(buf_str(&said.err), STR("file-unreadable"), 0) != STR_NONE;
  HOLDS_OR_SAY(said.status >= 0 && said.status < STATUS_FAILED + is_unread, "kbc %s: status %d\n%.*s", call,
               said.status, STR_ARG(buf_str(&said.err)));
  cli_check_printed(buf_str(&said.err));
  return said;
}

void cli_forget(struct cli_said *said) {
  buf_free(&said->out);
  buf_free(&said->err);
}

int cli_status(const char *call) {
  struct cli_said said = cli_run(call);
  cli_forget(&said);
  return said.status;
}

void cli_repeat(const char *call, const struct cli_said *before) {
  struct cli_said again = cli_run(call);
  HOLDS_OR_SAY(again.status == before->status &&
                   str_equal(buf_str(&again.out), buf_str(&before->out)) &&
                   str_equal(buf_str(&again.err), buf_str(&before->err)),
               "kbc %s said\n%.*s%.*sand then\n%.*s%.*s", call, STR_ARG(buf_str(&before->out)),
               STR_ARG(buf_str(&before->err)), STR_ARG(buf_str(&again.out)),
               STR_ARG(buf_str(&again.err)));
  cli_forget(&again);
}

/* ---- Files that were written --------------------------------------------------------------
 */

static bool ends_with(const char *path, const char *end) {
  return str_ends_with(str_from_c(path), str_from_c(end));
}

static void check_file(const char *path) {
  struct buf text = {0}, trace = {0};
  HOLDS(cli_read(path, &text));
  if (ends_with(path, ".json") || ends_with(path, ".sarif"))
    HOLDS_OR_SAY(json_trace(&trace, buf_str(&text)), "%s is no JSON: %.*s", path,
                 STR_ARG(buf_str(&text)));
  if (ends_with(path, ".jsonl") || ends_with(path, ".ndjson"))
    HOLDS_OR_SAY(json_trace_lines(&trace, buf_str(&text)), "%s is no JSON lines: %.*s", path,
                 STR_ARG(buf_str(&text)));
  HOLDS_OR_SAY(oracle_is_utf8(buf_str(&text)), "%s is no UTF-8", path);
  buf_free(&text);
  buf_free(&trace);
}

size_t cli_check_files(const char *folder) {
  size_t count = 0;
  DIR *open = opendir(folder);
  if (!open)
    return 0;
  for (struct dirent *entry = readdir(open); entry; entry = readdir(open)) {
    char path[1024];
    struct stat status;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    HOLDS(lstat(path, &status) == 0);
    if (S_ISDIR(status.st_mode)) {
      count += cli_check_files(path);
    } else {
      check_file(path);
      count++;
    }
  }
  closedir(open);
  return count;
}
