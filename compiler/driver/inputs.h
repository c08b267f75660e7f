/* Which files a run is about: the corpus, a part of it, or what the caller named. */
#ifndef DRIVER_INPUTS_H
#define DRIVER_INPUTS_H

#include "base/map.h"

struct arena;
struct bag;
struct config;
struct schema;
struct str_list;

struct input {
  struct str path; /* relative to the working folder, or as the caller gave it; ends in a NUL */
  bool is_stdin;
  bool is_named; /* its findings are shown; all are where there is no filter */
};

/* By path, each once: the whole knowledge base. */
struct inputs {
  struct input *items;
  size_t count, named_count;
  bool is_filtered;  /* PATHs name a part of the corpus */
  struct str *named; /* then: those PATHs, absolute */
  size_t path_count;
  struct map by_path; /* path → index */
  struct str working_folder;
};

/* No PATH: the corpus. If every PATH lies in the corpus, that is the knowledge base and the
 * PATHs say what is shown; else the named files are all of it. What cannot be read goes into
 * the bag. False if a PATH does not exist: `error` says so in one line. Lives in `a`. */
bool inputs_find(struct arena *a, struct bag *bag, const struct config *config,
                 const struct schema *schema, const struct str_list *paths,
                 struct inputs *inputs, struct str *error);

/* Is a finding about this path shown? */
bool inputs_show(struct arena *scratch, const struct inputs *inputs, struct str path);

#endif
