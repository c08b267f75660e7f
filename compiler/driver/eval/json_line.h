/* Lines of JSON that strangers wrote, each an object; what is wrong is reported where it is. */
#ifndef DRIVER_EVAL_JSON_LINE_H
#define DRIVER_EVAL_JSON_LINE_H

#include "diag/diag.h"

struct arena;

struct json_lines {
  struct arena *a;
  struct bag *bag;
  const struct source *source;
  size_t next;      /* the line, 0-based */
  struct span line; /* the last that was handed out */
  bool has_failed;  /* has anything been reported? */
};

/* Opens a file, or standard input ("-"), of at most 1 GiB. NULL after complaining; `has_failed`
 * then says whether it is there but cannot be read. Lives in `a`. */
const struct source *json_lines_open(struct arena *a, const char *option, struct str path,
                                     bool *has_failed);

/* The next line that holds an object, blank ones passed over; those that hold none are
 * reported. False behind the last one. */
bool json_lines_next(struct json_lines *lines, struct str *object);

/* Reports a mistake in what was cut out of the line. */
void json_lines_refuse(struct json_lines *lines, struct str at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The text that a JSON value stands for. False after reporting if it is no string, an empty
 * one, or longer than `most` bytes. Lives in `a`. */
bool json_lines_text(struct json_lines *lines, const char *key, struct str value, size_t most,
                     struct str *text);

#endif
