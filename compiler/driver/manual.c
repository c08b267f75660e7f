/* The manual page, from the tables of commands and options. */
#include "driver/manual.h"

#include "base/buf.h"
#include "driver/catalogue.h"
#include "driver/commands.h"
#include "version.h"

/* Text as roff takes it: a backslash and a dash are themselves, and no line is a request. */
static void add_text(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    bool is_first = i == 0 || text.p[i - 1] == '\n';
    if (is_first && (text.p[i] == '.' || text.p[i] == '\''))
      buf_add_c(out, "\\&");
    if (text.p[i] == '\\')
      buf_add_c(out, "\\e");
    else if (text.p[i] == '-')
      buf_add_c(out, "\\-");
    else
      buf_add_char(out, text.p[i]);
  }
}

/* The paragraphs of a command's help; between two there is a blank line. */
static void add_paragraphs(struct buf *out, const char *text) {
  struct str rest = str_from_c(text), line;
  bool is_open = false;
  while (str_next_line(&rest, &line)) {
    if (line.n == 0) {
      is_open = false;
      continue;
    }
    if (!is_open)
      buf_add_c(out, ".PP\n");
    is_open = true;
    add_text(out, str_trim(line));
    buf_add_char(out, '\n');
  }
}

static void add_option(struct buf *out, const struct option *option) {
  buf_add_c(out, ".TP\n");
  if (option->letter)
    buf_printf(out, "\\fB\\-%c\\fR, ", option->letter);
  buf_add_c(out, "\\fB\\-\\-");
  add_text(out, str_from_c(option->name));
  buf_add_c(out, "\\fR");
  if (option->argument) {
    buf_add_c(out, "=\\fI");
    add_text(out, str_from_c(option->argument));
    buf_add_c(out, "\\fR");
  }
  buf_add_char(out, '\n');
  add_text(out, str_from_c(option->help));
  buf_add_c(out, "\n");
}

static void add_options(struct buf *out, enum option_owner owner) {
  for (size_t i = 0; i < option_count; i++) {
    if (option_table[i].owners & owner)
      add_option(out, &option_table[i]);
  }
}

static void add_command(struct buf *out, const struct command *command) {
  buf_printf(out, ".SS kbc %s\n\\fBkbc %s\\fR [\\fIOPTION\\fR...] \\fI", command->name,
             command->name);
  add_text(out, str_from_c(command->operands));
  buf_add_c(out, "\\fR\n.PP\n");
  add_text(out, str_from_c(command->summary));
  buf_add_c(out, ".\n");
  add_paragraphs(out, command->details);
  add_options(out, command->owner);
}

static void add_families(struct buf *out) {
  for (size_t i = 0; i < rule_family_count; i++) {
    const struct rule_family *family = &rule_families[i];
    buf_printf(out, ".TP\n\\fB%s\\fR (%s)\n", family->name, family->prefix);
    add_text(out, str_from_c(family->title));
    buf_add_char(out, '\n');
  }
}

static const char head[] =
    ".SH NAME\nkbc \\- compiles incident cases into a knowledge base, and says what is wrong "
    "with them\n"
    ".SH SYNOPSIS\n\\fBkbc\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIPATH\\fR...]\n"
    ".SH DESCRIPTION\n"
    "kbc reads cases in Markdown with front matter in YAML, holds them against a schema that\n"
    "their owner has written, says what is wrong with them, and compiles them into JSON for a\n"
    "vector store, C tables that recognise a log line, and sample logs.\n"
    ".SH COMMANDS\n";

static const char tail[] =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nclean\n"
    ".TP\n.B 1\nerrors were found, or a gate that was asked for failed\n"
    ".TP\n.B 2\nthe call or the schema is wrong, or nothing was found to look at\n"
    ".TP\n.B 3\nkbc could not do its work\n"
    ".PP\nOf several, the highest counts.\n"
    ".SH FILES\n"
    ".TP\n.I kbc.yaml\na schema, or a list of projects with a schema each\n"
    ".TP\n.I schema/case.yaml\na schema; the nearest of the two upward from the working folder "
    "counts\n"
    ".TP\n.I generated/\nwhat a build writes\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B NO_COLOR\nif it is set and not empty, text has no colour unless \\-\\-color asks\n"
    ".SH RULES\nWhat can be found falls into families; \\fBkbc explain\\fR tells them all.\n";

void manual_write(struct buf *out, const struct command *const *commands, size_t count) {
  buf_printf(out, ".TH KBC 1 \"\" \"kbc %s\" \"User Commands\"\n", KBC_VERSION);
  buf_add_c(out, head);
  for (size_t i = 0; i < count; i++)
    add_command(out, commands[i]);
  buf_add_c(out, ".SH OPTIONS\nWithout a command:\n");
  add_options(out, OF_KBC);
  buf_add_c(out, tail);
  add_families(out);
}
