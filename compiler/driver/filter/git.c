/* Asks the git program, without a shell. */
#include "driver/filter/git.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* More than any diff of a knowledge base has; what is beyond is a mistake or an attack. */
enum { OUT_LIMIT = 256 * 1024 * 1024, COMPLAINT_LIMIT = 4096, WORD_LIMIT = 32 };

/* Git's own list of variables that tie it to one repository (git rev-parse --local-env-vars),
 * and those by which a user changes what a diff looks like. */
static const char *const dropped[] = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_TRACE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_OPTIONAL_LOCKS",
    "LC_ALL",
    "LANGUAGE",
};

static bool is_dropped(const char *variable) {
  for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
    size_t n = strlen(dropped[i]);
    if (strncmp(variable, dropped[i], n) == 0 && variable[n] == '=')
      return true;
  }
  return false;
}

/* Takes no lock that a git beside us may want, and complains in one language. */
static char **make_environment(struct arena *a) {
  size_t count = 0;
  while (environ && environ[count])
    count++;
  char **variables = arena_array(a, char *, count + 3);
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    if (!is_dropped(environ[i]))
      variables[n++] = environ[i];
  }
  static const char *const own[] = {"GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    struct str copy = arena_copy(a, str_from_c(own[i]));
    variables[n++] = (char *)(size_t)copy.p;
  }
  return variables;
}

/* Runs whatever the repository's configuration may have its watchers and pagers do. */
static char **make_words(struct arena *a, struct str root, const char *const *words) {
  const char *const head[] = {"git",
                              "-C",
                              arena_copy(a, root).p,
                              "-c",
                              "core.fsmonitor=false",
                              "-c",
                              "core.quotePath=true"};
  char **all = arena_array(a, char *, WORD_LIMIT);
  size_t n = 0;
  for (size_t i = 0; i < sizeof head / sizeof *head; i++)
    all[n++] = (char *)(size_t)arena_copy(a, str_from_c(head[i])).p;
  for (size_t i = 0; words[i] && n + 1 < WORD_LIMIT; i++)
    all[n++] = (char *)(size_t)arena_copy(a, str_from_c(words[i])).p;
  return all;
}

static bool make_pipe(int ends[2]) {
  if (pipe(ends) != 0)
    return false;
  for (size_t i = 0; i < 2; i++)
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  return true;
}

/* With nothing on standard input; kbc ignores SIGPIPE, and git must not. Answers 0, or an
 * errno.
 */
static int start(struct arena *a, struct str root, const char *const *words, int out,
                 int complaint, pid_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0)
    return error;
  error = posix_spawnattr_init(&attributes);
  if (error != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }
  error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (!error)
    error = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  if (!error)
    error = posix_spawn_file_actions_adddup2(&actions, complaint, STDERR_FILENO);
  if (!error)
    error = posix_spawnattr_setsigdefault(&attributes, &signals);
  if (!error)
    error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  if (!error)
    error = posix_spawnp(child, "git", &actions, &attributes, make_words(a, root, words),
                         make_environment(a));
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

/* What comes from one end of a pipe; beyond the limit it is thrown away. */
struct stream {
  struct buf text;
  size_t limit;
  bool is_over; /* there was more */
};

/* False at the end. */
static bool take(int fd, struct stream *stream) {
  enum { PIECE = 64 * 1024 };
  char *room = buf_reserve(&stream->text, PIECE);
  ssize_t n = read(fd, room, PIECE);
  if (n < 0)
    return errno == EINTR || errno == EAGAIN;
  stream->text.n += (size_t)n;
  if (stream->text.n > stream->limit) {
    stream->is_over = true;
    stream->text.n = stream->limit;
  }
  return n > 0;
}

static void listen_to(struct pollfd ends[2], struct stream streams[2]) {
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (poll(ends, 2, -1) < 0 && errno != EINTR)
      return;
    for (size_t i = 0; i < 2; i++) {
      if (ends[i].fd >= 0 && ends[i].revents && !take(ends[i].fd, &streams[i]))
        ends[i].fd = -1; /* poll passes it over */
    }
  }
}

static int wait_for(pid_t child) {
  int status;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR)
      return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct git_answer git_ask(struct arena *a, struct str root, const char *const *words) {
  struct git_answer answer = {.status = -1};
  int out[2], complaint[2];
  if (!make_pipe(out)) {
    answer.error = errno;
    return answer;
  }
  if (!make_pipe(complaint)) {
    answer.error = errno;
    close(out[0]);
    close(out[1]);
    return answer;
  }
  pid_t child;
  answer.error = start(a, root, words, out[1], complaint[1], &child);
  die_if_no_memory(answer.error);
  answer.has_run = answer.error == 0;
  close(out[1]);
  close(complaint[1]);
  struct stream streams[2] = {{.limit = OUT_LIMIT}, {.limit = COMPLAINT_LIMIT}};
  if (answer.has_run) {
    struct pollfd ends[2] = {{.fd = out[0], .events = POLLIN},
                             {.fd = complaint[0], .events = POLLIN}};
    listen_to(ends, streams);
    answer.status = wait_for(child);
  }
  close(out[0]);
  close(complaint[0]);
  answer.has_run = answer.has_run && answer.status != 127;
  answer.status = streams[0].is_over ? -1 : answer.status;
  answer.out = arena_copy(a, buf_str(&streams[0].text));
  struct str rest = buf_str(&streams[1].text), line = {NULL, 0};
  str_next_line(&rest, &line);
  answer.complaint = arena_copy(a, line);
  for (size_t i = 0; i < 2; i++)
    buf_free(&streams[i].text);
  return answer;
}
