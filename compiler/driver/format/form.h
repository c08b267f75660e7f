/* The canonical form of a text, as changes that lead to it. */
#ifndef DRIVER_FORMAT_FORM_H
#define DRIVER_FORMAT_FORM_H

#include "driver/fix/change.h"
#include "driver/format/layout.h"

/* The changes so far; all of it lives in `a`. */
struct form {
  struct arena *a;
  const struct layout *layout;
  struct text_change *changes;
  size_t count;
};

/* A change with no edits yet. The answer is good until the next call. */
struct text_change *form_change(struct form *form);
/* A change of one edit. */
void form_edit(struct form *form, size_t from, size_t to, struct str text);

/* Blank lines between things, and at both ends of the file; the last line end. */
void form_spacing(struct form *form);
/* Blanks at the ends of lines, NFC in running text. */
void form_lines(struct form *form);
/* Headings with "#" and one space. */
void form_headings(struct form *form);
/* The markers of lists. */
void form_lists(struct form *form);

#endif
