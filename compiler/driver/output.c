/* Where the findings go: formats, each to standard output or to a file. */
#include "driver/output.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/suggest.h"
#include "driver/options.h"
#include "driver/say.h"
#include "emit/disk/beside.h"
#include "emit/disk/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- What was asked for -------------------------------------------------------------------
 */

static const struct printer *printer_find(struct str name) {
  for (size_t i = 0; i < printer_count; i++) {
    if (str_equal_c(name, printers[i]->name))
      return printers[i];
  }
  return NULL;
}

static void refuse_format(struct arena *a, struct str name, struct str *error) {
  struct str *names = arena_array(a, struct str, printer_count);
  for (size_t i = 0; i < printer_count; i++)
    names[i] = str_from_c(printers[i]->name);
  size_t near = suggest(a, name, names, printer_count);
  if (near != STR_NONE) {
    *error = arena_printf(a, "--format: unknown format \"%.*s\"; did you mean %.*s?",
                          STR_ARG(name), STR_ARG(names[near]));
    return;
  }
  *error = arena_printf(a, "--format: unknown format \"%.*s\"; there are", STR_ARG(name));
  for (size_t i = 0; i < printer_count; i++)
    *error = arena_printf(a, "%.*s%s %s", STR_ARG(*error), i > 0 ? "," : "", printers[i]->name);
}

/* The name in the folder, wherever links lead to the latter: so a file that is not there yet
 * has one name. */
static struct str real_path(struct arena *a, struct str path) {
  struct str absolute = path_absolute(a, path);
  struct str folder = path_resolved(a, arena_copy(a, path_folder(absolute)));
  return folder.n > 0 ? path_join(a, folder, path_name(absolute)) : absolute;
}

static bool is_same_place(struct str left, struct str right) {
  if (left.n == 0 || right.n == 0)
    return left.n == right.n;
  struct arena scratch = {0};
  struct file_id one = file_id_of(arena_copy(&scratch, left).p);
  struct file_id other = file_id_of(arena_copy(&scratch, right).p);
  bool is_same = one.is_there && other.is_there
                     ? file_is_same(one, other)
                     : str_equal(real_path(&scratch, left), real_path(&scratch, right));
  arena_free(&scratch);
  return is_same;
}

bool outputs_have_files(const struct outputs *outputs) {
  for (size_t i = 0; i < outputs->count; i++) {
    if (outputs->items[i].file.n > 0)
      return true;
  }
  return false;
}

const struct output *outputs_at(const struct outputs *outputs, struct str path) {
  for (size_t i = 0; i < outputs->count; i++) {
    if (outputs->items[i].file.n > 0 && is_same_place(outputs->items[i].file, path))
      return &outputs->items[i];
  }
  return NULL;
}

/* FMT or FMT=FILE; a FILE of "-" is standard output. */
static bool read_format(struct arena *a, struct str text, struct outputs *outputs,
                        struct str *error) {
  size_t equals = str_find_char(text, '=', 0);
  struct str name = str_slice(text, 0, equals);
  struct output output = {.printer = printer_find(name)};
  if (!output.printer) {
    refuse_format(a, name, error);
    return false;
  }
  if (equals != STR_NONE) {
    struct str file = str_slice(text, equals + 1, text.n);
    if (file.n == 0) {
      *error = arena_printf(a, "--format: no file behind \"%.*s\"", STR_ARG(text));
      return false;
    }
    if (!str_equal_c(file, "-"))
      output.file = arena_copy(a, path_clean(a, file));
  }
  for (size_t i = 0; i < outputs->count; i++) {
    if (is_same_place(outputs->items[i].file, output.file)) {
      *error = arena_printf(a, "--format: two formats cannot share %.*s",
                            STR_ARG(output.file.n > 0 ? output.file : STR("standard output")));
      return false;
    }
  }
  outputs->items[outputs->count++] = output;
  return true;
}

/* no-color.org: the variable counts if it is set and not empty. */
static bool wants_color(void) {
  const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
  if (no_color && *no_color)
    return false;
  return terminal && strcmp(terminal, "dumb") != 0 && isatty(STDOUT_FILENO);
}

bool outputs_want_color(const struct options *options) {
  return options->color == COLOR_ALWAYS || (options->color == COLOR_AUTO && wants_color());
}

/* A diff and a report for machines in one stream are neither. */
static bool is_beside_diff(struct arena *a, const struct outputs *outputs, struct str *error) {
  for (size_t i = 0; i < outputs->count; i++) {
    const struct output *output = &outputs->items[i];
    if (output->file.n > 0 || output->printer == &text_printer)
      continue;
    *error = arena_printf(a,
                          "--diff writes to standard output; give the report a file of its "
                          "own:  --format %s=FILE",
                          output->printer->name);
    return true;
  }
  return false;
}

/* Nobody reads more, and a file of 1 MiB can have half a million of them. */
enum { TEXT_LIMIT = 10000 };

bool outputs_read(struct arena *a, const struct options *options, struct outputs *outputs,
                  struct str *error) {
  *outputs =
      (struct outputs){.items = arena_array(a, struct output, options->formats.count + 1)};
  outputs->text_limit = options->max_findings > 0 ? options->max_findings : TEXT_LIMIT;
  outputs->has_file_color = options->color == COLOR_ALWAYS;
  outputs->has_color = outputs_want_color(options);
  for (size_t i = 0; i < options->formats.count; i++) {
    if (!read_format(a, options->formats.items[i], outputs, error))
      return false;
  }
  if (outputs->count == 0)
    outputs->items[outputs->count++] = (struct output){.printer = printers[0]};
  return !options->diff || !is_beside_diff(a, outputs, error);
}

/* ---- Printing -----------------------------------------------------------------------------
 */

static bool write_to(void *to, struct str bytes) {
  return write_all(*(const int *)to, bytes);
}

/* False leaves the reason in errno. */
static bool print_to(int fd, bool has_color, const struct printer *printer,
                     const struct diag_report *report) {
  struct print_target target = {.has_color = has_color, .write = write_to, .to = &fd};
  errno = 0;
  printer->print(&target, report);
  size_t left_out = target.left_out;
  if (!print_close(&target))
    return false;
  if (left_out > 0)
    say("%s: %zu of %zu findings left out, the least important ones: it takes no more",
        printer->name, left_out, report->count);
  return true;
}

/* What is printed goes straight into a device, a pipe or the file behind a link: none of them
 * may be replaced. A plain file is written beside and then takes its place. */
static bool is_replaced(struct str file) {
  enum file_kind kind = file_kind_of(file.p, false);
  return kind == FILE_MISSING || kind == FILE_REGULAR;
}

static bool print_into(struct str file, bool has_color, const struct printer *printer,
                       const struct diag_report *report) {
  int fd = open(file.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
  if (fd < 0)
    return false;
  bool is_good = print_to(fd, has_color, printer, report);
  int error = errno;
  if (close(fd) != 0 && is_good)
    return false;
  errno = error;
  return is_good;
}

static bool print_beside(struct arena *scratch, struct str file, bool has_color,
                         const struct printer *printer, const struct diag_report *report) {
  struct str above = arena_copy(scratch, path_folder(file));
  struct beside beside = {.file = -1};
  int folder = disk_open_folder(above.n > 0 ? above.p : ".");
  bool is_good = folder >= 0 && beside_open(&beside, scratch, folder, path_name(file)) &&
                 print_to(beside.file, has_color, printer, report) && beside_commit(&beside);
  int error = errno;
  beside_drop(&beside);
  disk_close(folder);
  errno = error;
  return is_good;
}

static bool print_file(struct arena *scratch, bool has_color, const struct output *output,
                       const struct diag_report *report) {
  struct str file = output->file;
  bool is_good = is_replaced(file)
                     ? print_beside(scratch, file, has_color, output->printer, report)
                     : print_into(file, has_color, output->printer, report);
  if (!is_good)
    complain("%.*s cannot be written: %s", STR_ARG(file), strerror(errno));
  return is_good;
}

static bool print_standard(const struct outputs *outputs, const struct printer *printer,
                           const struct diag_report *report) {
  bool has_color = outputs->is_aside ? outputs->has_file_color : outputs->has_color;
  return print_to(outputs->is_aside ? STDERR_FILENO : STDOUT_FILENO, has_color, printer,
                  report);
}

bool outputs_print(const struct outputs *outputs, const struct diag_report *report) {
  struct arena scratch = {0};
  bool is_good = true;
  struct diag_report first = *report; /* only people lose patience: programs get all of them */
  if (outputs->text_limit > 0 && first.count > outputs->text_limit)
    first.count = outputs->text_limit;
  for (size_t i = 0; i < outputs->count; i++) {
    const struct output *output = &outputs->items[i];
    bool is_text = output->printer == &text_printer;
    const struct diag_report *shown = is_text ? &first : report;
    if (output->file.n > 0) {
      is_good = print_file(&scratch, outputs->has_file_color, output, shown) && is_good;
    } else if (is_text && outputs->omits_text) {
      continue;
    } else if (!print_standard(outputs, output->printer, shown)) {
      complain("standard %s cannot be written: %s", outputs->is_aside ? "error" : "output",
               strerror(errno));
      is_good = false;
    }
  }
  arena_free(&scratch);
  return is_good;
}

void outputs_print_aside(const struct diag_report *report) {
  if (report->count > 0)
    (void)print_to(STDERR_FILENO, false, &text_printer, report);
}
