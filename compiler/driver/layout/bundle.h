/* A case of a bundle as a file of its own, and a file as a part of a bundle. */
#ifndef DRIVER_LAYOUT_BUNDLE_H
#define DRIVER_LAYOUT_BUNDLE_H

#include "base/buf.h"
#include "driver/layout/split_index.h"

struct arena;
struct kb_case;
struct pipeline_text;

/* Where the case ends with its last line end: there the file of its own ends, too. */
size_t case_end(const struct kb_case *kb_case);

/* The case as a file of its own: front matter, heading, body. Fills in the entry but for its
 * name and what stands behind. Lives in `a`. */
struct str case_file(struct arena *a, const struct kb_case *kb_case, struct split_entry *entry);

/* A file on its way into a bundle. */
struct bundle_part {
  const struct pipeline_text *text; /* NULL: the file is not there any more */
  const struct split_entry *entry;  /* NULL: it was not split from the bundle */
};

/* The bundle of the parts, headings of cases at `level`; `head` stands before them. A case
 * whose heading stands in a body is given the form that it has in a bundle: heading, front
 * matter, sections one level deeper. False if a heading would be on a level that does not
 * exist: `error` says where in one line. Lives in `a`. */
bool bundle_text(struct arena *a, int level, struct str head, const struct bundle_part *parts,
                 size_t count, struct str *text, struct str *error);

#endif
