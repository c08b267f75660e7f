/* The name of a case's file: one that the schema takes for it. */
#ifndef DRIVER_LAYOUT_FILE_NAME_H
#define DRIVER_LAYOUT_FILE_NAME_H

#include "base/str.h"

struct arena;
struct kb_case;
struct project;

/* The stem of a file in `folder`, a path as the user writes it. Made of the title's words;
 * where the schema wants title or capture in the name, or the corpus has only some names, it is
 * one that fits, if there is any. Lives in `a`. */
struct str file_stem_for(struct arena *a, const struct project *project,
                         const struct kb_case *kb_case, struct str folder);

/* Does the name fit the case's title, as the schema asks for it? */
bool file_stem_fits(struct arena *a, const struct project *project,
                    const struct kb_case *kb_case, struct str stem);

/* Does the corpus of the project have the path, which need not be there yet? */
bool file_is_of_corpus(struct arena *a, const struct project *project, struct str path);

#endif
