/* The program's entry. The house behind it: driver/ knows the commands and calls the stages in
 * their order (read, parse, check, link, lint, emit); those share the nouns of model/, report
 * through diag/ and stand on base/. */
#include "base/arena.h"
#include "driver/commands.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* A closed standard file must not be given to the next file that is opened: findings would go
 * into it. What stands in its place refuses the use that nobody can make of it. */
static void occupy_standard_files(void) {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    if (fcntl(fd, F_GETFD) == -1)
      (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

int main(int argc, char **argv) {
  occupy_standard_files();
  arena_return_memory();
  /* A pipe without a reader, a file at its limit: both are errors to report, not to die of. */
  signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
  signal(SIGXFSZ, SIG_IGN);
#endif
  const char *const *words = (const char *const *)argv;
  size_t count = argc > 0 ? (size_t)argc : 0;
  return (int)commands_run(count > 0 ? words + 1 : words, count > 0 ? count - 1 : 0);
}
