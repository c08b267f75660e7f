/* Where the findings go: formats, each to standard output or to a file. */
#ifndef DRIVER_OUTPUT_H
#define DRIVER_OUTPUT_H

#include "diag/printer.h"

struct arena;
struct options;

struct output {
  const struct printer *printer;
  struct str file; /* n = 0: standard output */
};

struct outputs {
  struct output *items;
  size_t count;
  bool has_color; /* of what goes to standard output; files have it only if it is asked for */
  bool has_file_color;
  size_t text_limit; /* findings in text at most; 0: all */
  bool omits_text;   /* nothing of text on standard output: something else stands there */
  bool is_aside;     /* standard output is taken: what would go there goes to standard error */
};

/* --format and --color; text on standard output if nothing is said. False if a format does not
 * exist or two have one place: `error` says so in one line. Lives in `a`. */
bool outputs_read(struct arena *a, const struct options *options, struct outputs *outputs,
                  struct str *error);

/* Does --color, or else the terminal, ask for colour on standard output? */
bool outputs_want_color(const struct options *options);

/* Does any of them go to a file? */
bool outputs_have_files(const struct outputs *outputs);

/* The first of the files that is that one, however it is spelled; NULL: none is. */
const struct output *outputs_at(const struct outputs *outputs, struct str path);

/* Prints all of them. A file is whole or as it was. False after complaining. */
bool outputs_print(const struct outputs *outputs, const struct diag_report *report);

/* As text on standard error: for what must be said when the formats are done, or not meant. */
void outputs_print_aside(const struct diag_report *report);

#endif
