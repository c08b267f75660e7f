/* The commands of kbc: one table, of which dispatch and help are made. */
#include "driver/commands.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/suggest.h"
#include "diag/printer.h"
#include "driver/completion.h"
#include "driver/manual.h"
#include "version.h"

static const struct command *const commands[] = {
#define COMMAND_ROW(name) &name##_command,
    COMMANDS(COMMAND_ROW)
#undef COMMAND_ROW
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static const struct command *command_find(struct str name) {
  for (size_t i = 0; i < COMMAND_COUNT; i++) {
    if (str_equal_c(name, commands[i]->name))
      return commands[i];
  }
  return NULL;
}

/* ---- Help ---------------------------------------------------------------------------------
 */

static enum status print(struct buf *text) {
  bool is_good = say_out(buf_str(text));
  buf_free(text);
  return is_good ? STATUS_CLEAN : STATUS_FAILED;
}

static enum status help_all(void) {
  struct buf out = {0};
  buf_add_c(&out,
            "kbc " KBC_VERSION ": compiles incident cases into a knowledge base, and says "
            "what is wrong with them\n\n"
            "usage: kbc COMMAND [OPTION...] [PATH...]\n\ncommands:\n");
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    buf_printf(&out, "  %-12s%s\n", commands[i]->name, commands[i]->summary);
  buf_add_c(&out, "  help        shows the help of a command: kbc help check\n"
                  "  man         the manual page: kbc man | man -l -\n"
                  "  completion  for bash, zsh or fish: kbc completion bash\n\noptions:\n");
  options_help(&out, OF_KBC);
  buf_add_c(&out, "\nexit status: 0 clean; 1 errors, or a gate that was asked for failed;\n"
                  "2 the call or the schema is wrong, or nothing was found to look at;\n"
                  "3 kbc could not do its work. Of several, the highest counts.\n");
  return print(&out);
}

static void add_formats(struct buf *out) {
  buf_add_c(out, "\nformats:\n");
  for (size_t i = 0; i < printer_count; i++)
    buf_printf(out, "  %-12s%s\n", printers[i]->name, printers[i]->description);
}

static enum status help_command(const struct command *command) {
  struct buf out = {0};
  buf_printf(&out, "kbc %s: %s\n\nusage: kbc %s [OPTION...] %s\n\n%s\noptions:\n",
             command->name, command->summary, command->name, command->operands,
             command->details);
  options_help(&out, command->owner);
  if (command->owner & OF_FORMAT)
    add_formats(&out);
  return print(&out);
}

/* ---- Dispatch -----------------------------------------------------------------------------
 */

static enum status refuse_command(struct arena *a, struct str name) {
  enum { NAME_COUNT = COMMAND_COUNT + 3 };
  struct str names[NAME_COUNT] = {STR("help"), STR("man"), STR("completion")};
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    names[NAME_COUNT - COMMAND_COUNT + i] = str_from_c(commands[i]->name);
  size_t near = suggest(a, name, names, NAME_COUNT);
  if (near != STR_NONE)
    complain("unknown command \"%.*s\"; did you mean %.*s?", STR_ARG(name),
             STR_ARG(names[near]));
  else if (name.n > 0 && file_kind_of(name.p, true) != FILE_MISSING)
    complain("unknown command \"%.*s\"; to check it:  kbc check %.*s", STR_ARG(name),
             STR_ARG(name));
  else
    complain("unknown command \"%.*s\"; kbc --help lists them", STR_ARG(name));
  return STATUS_CALL;
}

static enum status help_named(struct arena *a, struct str name) {
  const struct command *command = command_find(name);
  return command ? help_command(command) : refuse_command(a, name);
}

static enum status run_command(struct arena *a, const struct command *command,
                               const char *const *words, size_t count) {
  struct options options;
  struct str error = {NULL, 0};
  if (!options_read(a, words, count, command->owner, &options, &error)) {
    complain("%.*s", STR_ARG(error));
    return STATUS_CALL;
  }
  return options.help ? help_command(command) : command->run(&options);
}

/* kbc --help, kbc --version, kbc help, and what is none of them. */
static enum status run_kbc(struct arena *a, const char *const *words, size_t count) {
  struct options options;
  struct str error = {NULL, 0};
  if (!options_read(a, words, count, OF_KBC, &options, &error)) {
    complain("%.*s", STR_ARG(error));
    return STATUS_CALL;
  }
  if (options.version) {
    struct buf out = {0};
    buf_add_c(&out, "kbc " KBC_VERSION "\n");
    return print(&out);
  }
  if (options.help && options.paths.count == 0)
    return help_all();
  if (options.paths.count == 0) {
    complain("no command; kbc --help lists them");
    return STATUS_CALL;
  }
  return options.help ? help_named(a, options.paths.items[0])
                      : refuse_command(a, options.paths.items[0]);
}

static enum status print_manual(void) {
  struct buf out = {0};
  manual_write(&out, commands, COMMAND_COUNT);
  return print(&out);
}

static enum status print_completion(struct arena *a, struct str shell) {
  struct buf out = {0};
  if (completion_write(&out, a, shell, commands, COMMAND_COUNT))
    return print(&out);
  complain("completion is for bash, zsh or fish: kbc completion bash");
  return STATUS_CALL;
}

static enum status dispatch(struct arena *a, const char *const *words, size_t count) {
  struct str name = count > 0 ? str_from_c(words[0]) : (struct str){NULL, 0};
  const struct command *command = command_find(name);
  if (command)
    return run_command(a, command, words + 1, count - 1);
  if (str_equal_c(name, "help"))
    return count > 1 ? help_named(a, str_from_c(words[1])) : help_all();
  if (str_equal_c(name, "man"))
    return print_manual();
  if (str_equal_c(name, "completion"))
    return print_completion(a, str_from_c(count > 1 ? words[1] : ""));
  return run_kbc(a, words, count);
}

enum status commands_run(const char *const *words, size_t count) {
  struct arena a = {0};
  enum status status = dispatch(&a, words, count);
  arena_free(&a);
  return status;
}
