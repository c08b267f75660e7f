/* Files that are to have another text: written, or shown as a diff. */
#ifndef DRIVER_FIX_NEW_TEXT_H
#define DRIVER_FIX_NEW_TEXT_H

#include "driver/say.h"

struct schema;

struct new_text {
  struct str path;             /* as it is shown: relative to the working folder */
  struct str before, after;    /* whole files, byte order marks included */
  const struct schema *schema; /* its rules say what a secret is */
  bool is_stdin;
  size_t count; /* of findings that are mended by it */
  bool is_left; /* it could not be written: there stands what stood there, or what somebody
                   else has written meanwhile */
};

/* Replaces the files, and writes the text of standard input to standard output, changed or not.
 * A file that has changed meanwhile is left alone. Says and marks what it could not write. */
enum status new_texts_write(struct new_text *texts, size_t count);

/* Prints what would change, but for secrets, and says so if there are any. STATUS_FINDINGS if
 * anything would. */
enum status new_texts_diff(const struct new_text *texts, size_t count);

bool new_text_is_change(const struct new_text *text);

#endif
