/* What there is to say about a run, and the formats in which it can be printed. */
#ifndef DIAG_PRINTER_H
#define DIAG_PRINTER_H

#include "base/buf.h"
#include "diag/diag.h"

struct hidden;

/* A row of the catalogue, and the family that it belongs to. */
struct report_rule {
  const struct rule *rule;
  const char *family, *family_title;
};

/* The findings that are to be shown, sorted, with their final levels, and what frames them. */
struct diag_report {
  const struct diag *diags;
  size_t count;
  const struct hidden *hidden; /* what nothing may print; NULL: nothing is hidden */
  const char *version;
  struct str schema; /* its path, as sources have theirs */
  size_t files, cases, errors, warnings, notes;
  size_t incidents; /* that the caller has named */
  size_t known;     /* findings that are not shown because a baseline has them */
  size_t unchanged; /* those that are not shown because their lines have not changed */
  /* Absolute and clean. Paths of sources are relative to the first, those in machine formats
   * become relative to the second. One in angle brackets, such as <stdin>, names no file and
   * stays. */
  struct str working_folder, path_base;
  const struct report_rule *rules; /* all there are, by code */
  size_t rule_count;
  const struct str *looked_at; /* the paths of all files whose findings are shown, sorted */
  size_t looked_at_count;
  bool deny_warnings; /* warnings fail, too */
  bool has_failed;    /* kbc could not do all of its work */
};

/* Where a format goes: it is handed on in pieces, so that memory does not grow with what is
 * printed. */
struct print_target {
  struct buf buf;
  bool has_color;
  bool (*write)(void *to,
                struct str bytes); /* false if it could not: it is not called again then */
  void *to;
  bool has_failed;
  size_t left_out; /* findings that the format has no room for; printers count them */
};

/* Between two findings: hands on what has gathered, once it is worth a system call. */
void print_pass(struct print_target *target);
/* Hands on the rest and frees the buffer. False if anything could not be written. */
bool print_close(struct print_target *target);

struct printer {
  const char *name;
  const char *description; /* for whom; no full stop */
  void (*print)(struct print_target *target, const struct diag_report *report);
};

/* The formats, in the order in which help shows them. To add one: a file print_NAME.c that
 * defines NAME_printer, and a row here. */
#define PRINTERS(X)                                                                            \
  X(text)                                                                                      \
  X(json)                                                                                      \
  X(sarif)                                                                                     \
  X(github)                                                                                    \
  X(gitlab)                                                                                    \
  X(junit)                                                                                     \
  X(rdjson)                                                                                    \
  X(checkstyle)

#define PRINTER_DECLARE(name) extern const struct printer name##_printer;
PRINTERS(PRINTER_DECLARE)
#undef PRINTER_DECLARE

extern const struct printer *const printers[];
extern const size_t printer_count;

#endif
