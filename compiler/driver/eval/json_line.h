/* Lines of JSON that strangers wrote, each an object; what is wrong is reported where it is. */
#ifndef DRIVER_EVAL_JSON_LINE_H
#define DRIVER_EVAL_JSON_LINE_H

#include "base/line_file.h"
#include "diag/diag.h"

struct arena;

struct json_lines {
  struct arena *a;
  struct bag *bag;
  struct line_file file;
  struct str path;             /* as it is shown */
  struct str line;             /* the last that was read, borrowed from the file */
  const struct source *source; /* of that line, once something is reported about it */
  size_t faults;               /* in so many lines something was reported */
  bool is_ended, is_broken;    /* is_broken: the rest of the file cannot be read */
};

/* Opens a file, or standard input ("-"), of any length: one line is in memory at a time. False
 * after complaining; `is_broken` then says whether it is there but cannot be read. Call
 * json_lines_close all the same. The path lives in `a`, and so do the lines with mistakes. */
bool json_lines_open(struct json_lines *lines, struct arena *a, struct bag *bag,
                     const char *option, struct str path);
void json_lines_close(struct json_lines *lines);

/* The next line that holds an object, blank ones passed over; those that hold none are
 * reported. False behind the last one, and behind one that is too long. Borrowed until the next
 * call. */
bool json_lines_next(struct json_lines *lines, struct str *object);

/* The place of what was cut out of the line, for a finding. */
struct span json_lines_span(struct json_lines *lines, struct str at);
/* The whole line. */
struct span json_lines_whole(struct json_lines *lines);

/* Reports a mistake in what was cut out of the line. */
void json_lines_refuse(struct json_lines *lines, struct str at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The text that a JSON value stands for. False after reporting if it is no string, an empty
 * one, or longer than `most` bytes. Lives in `a`. */
bool json_lines_text(struct json_lines *lines, const char *key, struct str value, size_t most,
                     struct str *text);

#endif
