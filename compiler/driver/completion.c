/* Completions for shells, from the tables of commands, options, formats and rules. */
#include "driver/completion.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/printer.h"
#include "driver/catalogue.h"
#include "driver/commands.h"

/* What an option's value can be completed to. */
enum value_kind { VALUE_NONE, VALUE_ANY, VALUE_FILE, VALUE_FOLDER, VALUE_WORDS };

/* The words of a value with a blank between two; empty where it is none of a list. */
static struct str value_words(struct arena *a, const struct option *option) {
  struct buf words = {0};
  struct str argument = str_from_c(option->argument ? option->argument : "");
  if (str_equal_c(argument, "RULES")) {
    for (size_t i = 0; i < rule_family_count; i++)
      buf_printf(&words, "%s ", rule_families[i].name);
    struct catalogue catalogue = catalogue_new(a);
    for (size_t i = 0; i < catalogue.count; i++)
      buf_printf(&words, "%s ", catalogue.rules[i]->name);
  } else if (str_starts_with(argument, STR("FMT"))) {
    for (size_t i = 0; i < printer_count; i++)
      buf_printf(&words, "%s ", printers[i]->name);
  } else if (option->kind == CHOICE) {
    for (size_t i = 0; i < argument.n; i++)
      buf_add_char(&words, argument.p[i] == '|' ? ' ' : argument.p[i]);
  }
  struct str copy = arena_copy(a, str_trim(buf_str(&words)));
  buf_free(&words);
  return copy;
}

static enum value_kind value_kind(const struct option *option) {
  struct str argument = str_from_c(option->argument ? option->argument : "");
  if (option->kind == FLAG)
    return VALUE_NONE;
  if (option->kind == CHOICE || str_equal_c(argument, "RULES") ||
      str_starts_with(argument, STR("FMT")))
    return VALUE_WORDS;
  if (str_equal_c(argument, "DIR"))
    return VALUE_FOLDER;
  return str_equal_c(argument, "FILE") || str_equal_c(argument, "PATH") ? VALUE_FILE
                                                                        : VALUE_ANY;
}

static bool takes_paths(const struct command *command) {
  return command->owner != OF_EXPLAIN;
}

/* Inside single quotes of a shell. */
static void add_quoted(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] == '\'')
      buf_add_c(out, "'\\''");
    else
      buf_add_char(out, text.p[i]);
  }
}

static void add_command_names(struct buf *out, const struct command *const *commands,
                              size_t count) {
  for (size_t i = 0; i < count; i++)
    buf_printf(out, "%s ", commands[i]->name);
  buf_add_c(out, "help man completion");
}

/* ---- bash ---- */

static void add_bash_values(struct buf *out, struct arena *a, const struct command *command) {
  for (size_t i = 0; i < option_count; i++) {
    const struct option *option = &option_table[i];
    enum value_kind kind = value_kind(option);
    if (!(option->owners & command->owner) || kind == VALUE_NONE)
      continue;
    buf_printf(out, "        %s:--%s", command->name, option->name);
    if (option->letter)
      buf_printf(out, " | %s:-%c", command->name, option->letter);
    buf_add_c(out, ") ");
    if (kind == VALUE_WORDS)
      buf_printf(out, "words='%.*s' ;;\n", STR_ARG(value_words(a, option)));
    else
      buf_add_c(out, kind == VALUE_FILE     ? "kind=file ;;\n"
                     : kind == VALUE_FOLDER ? "kind=folder ;;\n"
                                            : "return ;;\n");
  }
}

static void add_bash_options(struct buf *out, const struct command *command) {
  buf_printf(out, "        %s) words='", command->name);
  for (size_t i = 0; i < option_count; i++) {
    if (option_table[i].owners & command->owner)
      buf_printf(out, "--%s%s ", option_table[i].name, option_table[i].kind == FLAG ? "" : "=");
  }
  buf_add_c(out, "' ;;\n");
}

/* bash cuts words at "=", so the value of --name=VALUE is a word of its own behind it. A list
 * with commas is completed behind the last of them. */
static void write_bash(struct buf *out, struct arena *a, const struct command *const *commands,
                       size_t count) {
  buf_add_c(out, "# bash completion for kbc\n_kbc() {\n"
                 "  local word=$2 before=$3 command=${COMP_WORDS[1]} words='' kind='' head=''\n"
                 "  COMPREPLY=()\n"
                 "  if [ \"$word\" = '=' ]; then word=''; fi\n"
                 "  if [ \"$before\" = '=' ]; then before=${COMP_WORDS[COMP_CWORD-2]}\n"
                 "  elif [ \"$2\" = '=' ]; then before=${COMP_WORDS[COMP_CWORD-1]}; fi\n"
                 "  if [ \"$COMP_CWORD\" -le 1 ]; then\n    words='");
  add_command_names(out, commands, count);
  buf_add_c(out, "'\n  else\n    case $command:$before in\n");
  for (size_t i = 0; i < count; i++)
    add_bash_values(out, a, commands[i]);
  buf_add_c(out, "        *:completion) words='bash zsh fish' ;;\n        *:help) words='");
  add_command_names(out, commands, count);
  buf_add_c(out, "' ;;\n        *) kind=operand ;;\n    esac\n  fi\n"
                 "  if [ \"$kind\" = operand ] && [ \"${word#-}\" != \"$word\" ]; then\n"
                 "    case $command in\n");
  for (size_t i = 0; i < count; i++)
    add_bash_options(out, commands[i]);
  buf_add_c(out, "    esac\n    kind=''\n"
                 "  elif [ \"$kind\" = operand ] && [ \"$command\" = explain ]; then\n"
                 "    words='");
  struct option rules = {.argument = "RULES", .kind = WORDS};
  buf_add(out, value_words(a, &rules));
  buf_add_c(out, "'\n    kind=''\n  fi\n"
                 "  case $kind in\n"
                 "    file | operand) compopt -o filenames 2>/dev/null\n"
                 "      mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
                 "    folder) compopt -o filenames 2>/dev/null\n"
                 "      mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
                 "    *) case $word in *,*) head=${word%,*},; word=${word##*,} ;; esac\n"
                 "      mapfile -t COMPREPLY < <(compgen -P \"$head\" -W \"$words\" -- "
                 "\"$word\") ;;\n"
                 "  esac\n"
                 "  case ${COMPREPLY[0]} in *=) compopt -o nospace 2>/dev/null ;; esac\n"
                 "}\ncomplete -F _kbc kbc\n");
}

/* ---- zsh ---- */

/* Inside the brackets of a description of _arguments, inside single quotes. */
static void add_zsh_text(struct buf *out, const char *text) {
  for (const char *p = text; *p; p++) {
    if (*p == '[' || *p == ']' || *p == ':' || *p == '\\')
      buf_add_char(out, '\\');
    add_quoted(out, (struct str){p, 1});
  }
}

static void add_zsh_option(struct buf *out, struct arena *a, const struct option *option) {
  enum value_kind kind = value_kind(option);
  const char *repeats = option->kind == LIST || option->kind == WORDS ? "*" : "";
  buf_printf(out, "        '%s--%s%s[", repeats, option->name, kind == VALUE_NONE ? "" : "=");
  add_zsh_text(out, option->help);
  buf_add_c(out, "]");
  if (kind != VALUE_NONE) {
    buf_add_c(out, ":");
    add_zsh_text(out, option->argument);
    buf_add_c(out, ":");
  }
  if (kind == VALUE_WORDS && option->kind == WORDS)
    buf_printf(out, "_values -s , rule %.*s", STR_ARG(value_words(a, option)));
  else if (kind == VALUE_WORDS)
    buf_printf(out, "(%.*s)", STR_ARG(value_words(a, option)));
  else if (kind == VALUE_FILE)
    buf_add_c(out, "_files");
  else if (kind == VALUE_FOLDER)
    buf_add_c(out, "_files -/");
  buf_add_c(out, "' \\\n");
}

static void write_zsh(struct buf *out, struct arena *a, const struct command *const *commands,
                      size_t count) {
  buf_add_c(out, "#compdef kbc\n_kbc() {\n  local -a commands\n  commands=(\n");
  for (size_t i = 0; i < count; i++) {
    buf_printf(out, "    '%s:", commands[i]->name);
    add_zsh_text(out, commands[i]->summary);
    buf_add_c(out, "'\n");
  }
  buf_add_c(out, "    'help:shows the help of a command'\n    'man:the manual page'\n"
                 "    'completion:completions for a shell'\n  )\n"
                 "  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n"
                 "  fi\n"
                 "  local command=${words[2]}\n  shift words\n  (( CURRENT-- ))\n"
                 "  case $command in\n");
  for (size_t i = 0; i < count; i++) {
    buf_printf(out, "    %s)\n      _arguments \\\n", commands[i]->name);
    for (size_t j = 0; j < option_count; j++) {
      if (option_table[j].owners & commands[i]->owner)
        add_zsh_option(out, a, &option_table[j]);
    }
    struct option rules = {.argument = "RULES", .kind = WORDS};
    if (takes_paths(commands[i]))
      buf_add_c(out, "        '*:path:_files' ;;\n");
    else
      buf_printf(out, "        '*:rule:(%.*s)' ;;\n", STR_ARG(value_words(a, &rules)));
  }
  buf_add_c(out, "    help) _describe command commands ;;\n"
                 "    completion) _values shell bash zsh fish ;;\n  esac\n}\n"
                 "if [ \"${funcstack[1]}\" = _kbc ]; then _kbc \"$@\"; else compdef _kbc kbc; "
                 "fi\n");
}

/* ---- fish ---- */

static void add_fish_option(struct buf *out, struct arena *a, const struct command *command,
                            const struct option *option) {
  enum value_kind kind = value_kind(option);
  buf_printf(out, "complete -c kbc -n '__fish_seen_subcommand_from %s' -l %s", command->name,
             option->name);
  if (option->letter)
    buf_printf(out, " -s %c", option->letter);
  if (kind == VALUE_FILE)
    buf_add_c(out, " -r -F");
  else if (kind == VALUE_FOLDER)
    buf_add_c(out, " -x -a '(__fish_complete_directories)'");
  else if (kind == VALUE_WORDS && option->kind == WORDS)
    buf_printf(out, " -x -a '(__fish_append , %.*s)'", STR_ARG(value_words(a, option)));
  else if (kind == VALUE_WORDS)
    buf_printf(out, " -x -a '%.*s'", STR_ARG(value_words(a, option)));
  else if (kind == VALUE_ANY)
    buf_add_c(out, " -x");
  buf_add_c(out, " -d '");
  add_quoted(out, str_from_c(option->help));
  buf_add_c(out, "'\n");
}

static void add_fish_command(struct buf *out, const char *name, const char *summary) {
  buf_printf(out, "complete -c kbc -f -n __fish_use_subcommand -a %s -d '", name);
  add_quoted(out, str_from_c(summary));
  buf_add_c(out, "'\n");
}

static void write_fish(struct buf *out, struct arena *a, const struct command *const *commands,
                       size_t count) {
  buf_add_c(out, "# fish completion for kbc\n");
  for (size_t i = 0; i < count; i++)
    add_fish_command(out, commands[i]->name, commands[i]->summary);
  add_fish_command(out, "help", "shows the help of a command");
  add_fish_command(out, "man", "the manual page");
  add_fish_command(out, "completion", "completions for a shell");
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < option_count; j++) {
      if (option_table[j].owners & commands[i]->owner)
        add_fish_option(out, a, commands[i], &option_table[j]);
    }
  }
  struct option rules = {.argument = "RULES", .kind = WORDS};
  buf_printf(out,
             "complete -c kbc -f -n '__fish_seen_subcommand_from explain' -a '%.*s'\n"
             "complete -c kbc -f -n '__fish_seen_subcommand_from completion' -a 'bash zsh "
             "fish'\n",
             STR_ARG(value_words(a, &rules)));
}

/* ---- The face ---- */

bool completion_write(struct buf *out, struct arena *a, struct str shell,
                      const struct command *const *commands, size_t count) {
  static const struct {
    const char *name;
    void (*write)(struct buf *, struct arena *, const struct command *const *, size_t);
  } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
    if (!str_equal_c(shell, shells[i].name))
      continue;
    shells[i].write(out, a, commands, count);
    return true;
  }
  return false;
}
