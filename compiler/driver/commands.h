/* The commands of kbc: one table, of which dispatch and help are made. */
#ifndef DRIVER_COMMANDS_H
#define DRIVER_COMMANDS_H

#include "driver/options.h"
#include "driver/say.h"

struct command {
  const char *name;
  enum option_owner owner; /* the options that it takes */
  const char *operands;    /* what may stand behind the options, for the usage line */
  const char *summary;     /* one line, no full stop */
  const char *details;     /* lines for its own help, each with its line end */
  enum status (*run)(const struct options *options);
};

/* The commands, in the order in which help shows them. To add one: a bit in options.h, a file
 * cmd_NAME.c that defines NAME_command, and a row here. */
#define COMMANDS(X)                                                                            \
  X(check)                                                                                     \
  X(init)                                                                                      \
  X(build)                                                                                     \
  X(plan)                                                                                      \
  X(breaking)                                                                                  \
  X(explain)                                                                                   \
  X(match)                                                                                     \
  X(simulate)                                                                                  \
  X(eval)                                                                                      \
  X(fmt)                                                                                       \
  X(split)                                                                                     \
  X(join)                                                                                      \
  X(new)

#define COMMAND_DECLARE(name) extern const struct command name##_command;
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

/* Runs what the words of the call ask for, the program's name not among them. */
enum status commands_run(const char *const *words, size_t count);

#endif
