/* Runs a program and lets one of its system calls fail, give less, or be its last.
 *
 *   inject [OPTION...] -- PROGRAM [ARGUMENT...]
 *     --list FILE        writes a line for each call: number, name, "+" if it changes
 * something, what it is about
 *     --at N             the call that is meant, from 1 on
 *     --every NAME       all calls of that name are meant
 *     --fail ERRNO       it does not happen, and gives that error
 *     --fail-after ERRNO it happens, and gives that error (close, and what a network loses)
 *     --short N          it is asked for N bytes at most; N = 0: for half of them
 *     --kill-before, --kill-after    SIGKILL
 *     --signal N         that signal before it, and then it happens
 *     --also NAME ERRNO  and all calls of that other name fail so
 *
 * Calls are counted from the first fcntl() on, by which kbc's main() begins: what the loader of
 * shared libraries does is not meant. Threads and children are counted, too. The status is the
 * program's, 128 + the signal that ended it, or 125 if nothing could be traced. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATUS_UNTRACED = 125, STATUS_SKIP = 77 };

#ifndef __x86_64__

int main(void) {
  fputs("inject: written for the registers of x86-64 alone\n", stderr);
  return STATUS_SKIP;
}

#else

/* What an argument is, for the list. */
enum shape { PATH_FIRST, PATH_SECOND, FILE_FIRST, MAPPED_FILE };

struct call {
  long number;
  const char *name;
  enum shape shape;
  bool changes;     /* open: only with O_CREAT or O_TRUNC, see changes() */
  bool takes_bytes; /* the third argument says how many */
};

static const struct call calls[] = {
    {SYS_open, "open", PATH_FIRST, true, false},
    {SYS_openat, "openat", PATH_SECOND, true, false},
    {SYS_read, "read", FILE_FIRST, false, true},
    {SYS_pread64, "pread", FILE_FIRST, false, true},
    {SYS_write, "write", FILE_FIRST, true, true},
    {SYS_pwrite64, "pwrite", FILE_FIRST, true, true},
    {SYS_writev, "writev", FILE_FIRST, true, false},
    {SYS_fsync, "fsync", FILE_FIRST, true, false},
    {SYS_fdatasync, "fdatasync", FILE_FIRST, true, false},
    {SYS_syncfs, "syncfs", FILE_FIRST, true, false},
    {SYS_close, "close", FILE_FIRST, false, false},
    {SYS_rename, "rename", PATH_FIRST, true, false},
    {SYS_renameat, "renameat", PATH_SECOND, true, false},
    {SYS_renameat2, "renameat2", PATH_SECOND, true, false},
    {SYS_link, "link", PATH_FIRST, true, false},
    {SYS_linkat, "linkat", PATH_SECOND, true, false},
    {SYS_unlink, "unlink", PATH_FIRST, true, false},
    {SYS_unlinkat, "unlinkat", PATH_SECOND, true, false},
    {SYS_mkdir, "mkdir", PATH_FIRST, true, false},
    {SYS_mkdirat, "mkdirat", PATH_SECOND, true, false},
    {SYS_rmdir, "rmdir", PATH_FIRST, true, false},
    {SYS_ftruncate, "ftruncate", FILE_FIRST, true, false},
    {SYS_fallocate, "fallocate", FILE_FIRST, true, false},
    {SYS_fchmod, "fchmod", FILE_FIRST, true, false},
    {SYS_fchown, "fchown", FILE_FIRST, true, false},
    {SYS_utimensat, "utimensat", FILE_FIRST, true, false},
    {SYS_flock, "flock", FILE_FIRST, false, false},
    {SYS_fcntl, "fcntl", FILE_FIRST, false, false},
    {SYS_getdents64, "getdents", FILE_FIRST, false, true},
    {SYS_stat, "stat", PATH_FIRST, false, false},
    {SYS_lstat, "lstat", PATH_FIRST, false, false},
    {SYS_fstat, "fstat", FILE_FIRST, false, false},
    {SYS_newfstatat, "fstatat", PATH_SECOND, false, false},
    {SYS_statx, "statx", PATH_SECOND, false, false},
    {SYS_access, "access", PATH_FIRST, false, false},
    {SYS_faccessat, "faccessat", PATH_SECOND, false, false},
    {SYS_faccessat2, "faccessat2", PATH_SECOND, false, false},
    {SYS_readlink, "readlink", PATH_FIRST, false, false},
    {SYS_readlinkat, "readlinkat", PATH_SECOND, false, false},
    {SYS_getcwd, "getcwd", FILE_FIRST, false, false},
    {SYS_lseek, "lseek", FILE_FIRST, false, false},
    {SYS_mmap, "mmap", MAPPED_FILE, false, false},
};

enum { CALL_COUNT = sizeof calls / sizeof *calls };

enum deed {
  DEED_NONE,
  DEED_FAIL,
  DEED_FAIL_AFTER,
  DEED_SHORT,
  DEED_KILL,
  DEED_KILL_AFTER,
  DEED_SIGNAL
};

struct plan {
  FILE *list;
  long at;
  const char *every;
  enum deed deed;
  long value; /* errno, bytes or signal */
  const char *also;
  long also_error;
};

static void fail(const char *what) {
  fprintf(stderr, "inject: %s: %s\n", what, strerror(errno));
  exit(STATUS_UNTRACED);
}

/* ---- The child ----------------------------------------------------------------------------
 */

/* The kernel stops for us at the calls of the table alone: all others cost nothing. Of mmap
 * only where a file is mapped. */
static void install_filter(void) {
  struct sock_filter code[2 * CALL_COUNT + 8];
  unsigned short n = 0;
  code[n++] =
      (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < CALL_COUNT; i++) {
    if (calls[i].shape == MAPPED_FILE)
      continue;
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                             (unsigned)calls[i].number, 0, 1);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
  }
  code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 3);
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                           offsetof(struct seccomp_data, args[4]));
  code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0xFFFFFFFFu, 1, 0);
  code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
  code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {n, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    fail("no seccomp filter here");
}

static pid_t start(char **words) {
  pid_t child = fork();
  if (child < 0)
    fail("fork");
  if (child > 0)
    return child;
  if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
    fail("no ptrace here");
  raise(SIGSTOP);
  install_filter();
  execvp(words[0], words);
  fail(words[0]);
  return -1;
}

/* ---- One call -----------------------------------------------------------------------------
 */

static const struct call *call_of(long number) {
  for (size_t i = 0; i < CALL_COUNT; i++) {
    if (calls[i].number == number)
      return &calls[i];
  }
  return NULL;
}

static void read_text(pid_t process, unsigned long address, char *text, size_t room) {
  struct iovec mine = {text, room - 1}, theirs = {(void *)address, room - 1};
  ssize_t n = process_vm_readv(process, &mine, 1, &theirs, 1, 0);
  if (n < 0) { /* the text ends near the end of a page */
    mine.iov_len = theirs.iov_len =
        4096 - address % 4096 < room - 1 ? 4096 - address % 4096 : room - 1;
    n = process_vm_readv(process, &mine, 1, &theirs, 1, 0);
  }
  text[n > 0 ? n : 0] = '\0';
}

static void file_name(pid_t process, long file, char *text, size_t room) {
  char link[64];
  snprintf(link, sizeof link, "/proc/%ld/fd/%ld", (long)process, file);
  ssize_t n = readlink(link, text, room - 1);
  text[n > 0 ? n : 0] = '\0';
}

static bool does_change(const struct call *call, const struct user_regs_struct *r) {
  enum { CREATES = 0100, CUTS = 01000 };
  if (call->number == SYS_open)
    return (r->rsi & (CREATES | CUTS)) != 0;
  if (call->number == SYS_openat)
    return (r->rdx & (CREATES | CUTS)) != 0;
  return call->changes;
}

static void put_down(FILE *list, pid_t process, long number, const struct call *call,
                     const struct user_regs_struct *r) {
  char about[512];
  if (call->shape == PATH_FIRST)
    read_text(process, r->rdi, about, sizeof about);
  else if (call->shape == PATH_SECOND)
    read_text(process, r->rsi, about, sizeof about);
  else
    file_name(process, (int)(call->shape == MAPPED_FILE ? r->r8 : r->rdi), about, sizeof about);
  if (call->shape == PATH_SECOND && about[0] == '\0')
    file_name(process, (int)r->rdi, about, sizeof about);
  fprintf(list, "%ld %s %s %s\n", number, call->name, does_change(call, r) ? "+" : "-", about);
}

/* Waits until the call that the process is about to make has been made. False: it has ended. */
static bool step_over(pid_t process, int *status) {
  if (ptrace(PTRACE_SYSCALL, process, NULL, NULL) != 0)
    return false;
  return waitpid(process, status, __WALL) == process && WIFSTOPPED(*status);
}

static void set_registers(pid_t process, const struct user_regs_struct *r) {
  if (ptrace(PTRACE_SETREGS, process, NULL, r) != 0)
    fail("registers");
}

static void fail_after(pid_t process, long error) {
  struct user_regs_struct r;
  int status;
  if (!step_over(process, &status) || ptrace(PTRACE_GETREGS, process, NULL, &r) != 0)
    return;
  r.rax = (unsigned long long)-error;
  set_registers(process, &r);
}

/* The process stands before the call. */
static void change(pid_t process, const struct plan *plan, const struct call *call,
                   struct user_regs_struct *r) {
  int status;
  switch (plan->deed) {
  case DEED_NONE:
    return;
  case DEED_FAIL:
    r->orig_rax = (unsigned long long)-1;
    r->rax = (unsigned long long)-plan->value;
    set_registers(process, r);
    return;
  case DEED_FAIL_AFTER:
    fail_after(process, plan->value);
    return;
  case DEED_SHORT: {
    unsigned long long most =
        plan->value > 0 ? (unsigned long long)plan->value : (r->rdx + 1) / 2;
    if (!call->takes_bytes || r->rdx <= most)
      return;
    r->rdx = most;
    set_registers(process, r);
    return;
  }
  case DEED_KILL_AFTER:
    if (!step_over(process, &status))
      return;
    kill(process, SIGKILL);
    return;
  case DEED_KILL:
    kill(process, SIGKILL);
    return;
  case DEED_SIGNAL:
    kill(process, (int)plan->value);
    return;
  }
}

/* ---- The whole run ------------------------------------------------------------------------
 */

static void at_call(pid_t process, const struct plan *plan, long *count) {
  struct user_regs_struct r;
  if (ptrace(PTRACE_GETREGS, process, NULL, &r) != 0)
    return;
  const struct call *call = call_of((long)r.orig_rax);
  if (!call || (*count == 0 && call->number != SYS_fcntl))
    return;
  ++*count;
  if (plan->list)
    put_down(plan->list, process, *count, call, &r);
  if (*count == plan->at || (plan->every && strcmp(plan->every, call->name) == 0))
    change(process, plan, call, &r);
  else if (plan->also && strcmp(plan->also, call->name) == 0)
    change(process, &(struct plan){.deed = DEED_FAIL, .value = plan->also_error}, call, &r);
}

static int follow(pid_t child, const struct plan *plan) {
  int status;
  long count = 0;
  if (waitpid(child, &status, __WALL) != child || !WIFSTOPPED(status))
    return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_UNTRACED;
  long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
                 PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SETOPTIONS, child, NULL, options) != 0)
    fail("no ptrace here");
  ptrace(PTRACE_CONT, child, NULL, NULL);
  for (;;) {
    pid_t process = waitpid(-1, &status, __WALL);
    if (process < 0)
      return STATUS_UNTRACED;
    if (process == child && WIFEXITED(status))
      return WEXITSTATUS(status);
    if (process == child && WIFSIGNALED(status))
      return 128 + WTERMSIG(status);
    if (!WIFSTOPPED(status))
      continue;
    int event = status >> 16, passed_on = 0;
    if (event == PTRACE_EVENT_SECCOMP)
      at_call(process, plan, &count);
    else if (event == 0 && WSTOPSIG(status) != SIGTRAP && WSTOPSIG(status) != SIGSTOP)
      passed_on = WSTOPSIG(status);
    ptrace(PTRACE_CONT, process, NULL, passed_on);
  }
}

static int usage(void) {
  fputs("inject: see the head of inject.c\n", stderr);
  return STATUS_UNTRACED;
}

int main(int argc, char **argv) {
  static const struct {
    const char *word;
    enum deed deed;
    bool takes_value;
  } deeds[] = {{"--fail", DEED_FAIL, true},
               {"--fail-after", DEED_FAIL_AFTER, true},
               {"--short", DEED_SHORT, true},
               {"--kill-before", DEED_KILL, false},
               {"--kill-after", DEED_KILL_AFTER, false},
               {"--signal", DEED_SIGNAL, true}};
  struct plan plan = {.deed = DEED_NONE};
  int i = 1;
  for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
    const char *word = argv[i];
    for (size_t j = 0; j < sizeof deeds / sizeof *deeds; j++) {
      if (strcmp(word, deeds[j].word) != 0)
        continue;
      plan.deed = deeds[j].deed;
      if (deeds[j].takes_value && i + 1 < argc)
        plan.value = atol(argv[++i]);
      word = NULL;
      break;
    }
    if (!word)
      continue;
    if (i + 1 >= argc)
      return usage();
    if (strcmp(word, "--list") == 0 && !(plan.list = fopen(argv[++i], "we")))
      fail(argv[i]);
    else if (strcmp(word, "--at") == 0)
      plan.at = atol(argv[++i]);
    else if (strcmp(word, "--every") == 0)
      plan.every = argv[++i];
    else if (strcmp(word, "--also") == 0 && i + 2 < argc) {
      plan.also = argv[++i];
      plan.also_error = atol(argv[++i]);
    } else if (strcmp(word, "--list") != 0)
      return usage();
  }
  if (i + 1 >= argc)
    return usage();
  int status = follow(start(argv + i + 1), &plan);
  if (plan.list)
    fclose(plan.list);
  return status;
}

#endif
