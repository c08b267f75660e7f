/* Reads a regular file line by line, however large it is. */
#ifndef BASE_LINE_FILE_H
#define BASE_LINE_FILE_H

#include "base/str.h"

/* What stands in memory is one line and what was read behind it. line_file_close gives it back.
 */
struct line_file {
  int fd; /* -1: it is not open */
  size_t limit;
  char *bytes;
  size_t room, from, to;
  size_t scanned; /* so many bytes from `from` on hold no line end */
  size_t number;  /* of the line that was given last, from 1 on */
  bool is_ended;  /* nothing follows what was read */
  size_t size;    /* when it was opened */
  int error;      /* why it could not be opened or read; 0: it is no regular file */
};

/* Links are followed. A line may have `limit` bytes. False leaves the reason in `error`; call
 * line_file_close all the same. */
bool line_file_open(struct line_file *file, const char *path, size_t limit);

/* The same for standard input, whatever that is. It is not closed, nor can it be rewound. */
void line_file_stdin(struct line_file *file, size_t limit);

enum line_result {
  LINE_READ,
  LINE_UNENDED, /* the last one, and no line end stands behind it */
  LINE_END,
  LINE_TOO_LONG, /* more than `limit` bytes: nothing more is read */
  LINE_FAILED,
};

/* The next line without its LF. Borrowed from `file`, until the next call. */
enum line_result line_file_next(struct line_file *file, struct str *line);

/* From its beginning once more. */
bool line_file_rewind(struct line_file *file);
void line_file_close(struct line_file *file);

#endif
