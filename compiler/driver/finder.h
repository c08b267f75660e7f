/* What the files that find the inputs of a run share. */
#ifndef DRIVER_FINDER_H
#define DRIVER_FINDER_H

#include "diag/diag.h"

struct config;
struct project;
struct projects;
struct str_list;

struct finder {
  struct arena *a;
  const struct config *config;
  struct projects *projects;
  const struct str_list *paths;
  struct str *absolute; /* the PATHs; standard input stands in the working folder */
  bool passes_over;     /* PATHs that are in no corpus */
};

/* Is the PATH standard input? */
bool finder_is_stdin(const struct finder *f, size_t path);

struct str finder_absolute(struct arena *a, struct str working_folder, struct str path);

/* Walks the corpus of the project; what cannot be read goes into the bag. */
void finder_add_corpus(struct finder *f, struct project *project, struct bag *bag);

/* Do all PATHs lie in corpora? Then their files are the inputs, and those named are marked. A
 * corpus is walked only if no PATH is outside at first sight. Where PATHs may be passed over,
 * the answer is yes. */
bool finder_take_parts(struct finder *f);

#endif
