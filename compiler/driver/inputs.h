/* Which files a run is about: the corpora, a part of them, or what the caller named. */
#ifndef DRIVER_INPUTS_H
#define DRIVER_INPUTS_H

#include "base/map.h"

struct arena;
struct config;
struct pack_file;
struct project;
struct projects;
struct str_list;

struct input {
  struct str path; /* relative to the working folder, or as the caller gave it; ends in a NUL */
  bool is_stdin;
  bool is_named; /* its findings are shown; all are where there is no filter */
  bool has_text; /* `text` counts, and not what stands in the file */
  struct str text;
};

/* Is it a file, or the text that stands for one? */
bool input_has_file(const struct input *input);

/* The files of one knowledge base: by path, each once. */
struct inputs {
  struct input *items;
  size_t count, named_count;
  bool is_corpus;    /* they are the corpus, and not what the caller named */
  bool is_filtered;  /* PATHs name a part of the corpus */
  struct str *named; /* then: those PATHs, absolute */
  size_t path_count;
  size_t incident_count; /* of those PATHs: they hold no case, but are checked with them */
  struct str part;       /* the first of them, as the caller wrote it */
  struct map by_path;    /* path → index */
  struct str working_folder;
};

/* Finds the inputs of each project, and says which projects are used. No PATH: their corpora.
 * If every PATH lies in a corpus, those corpora are the knowledge bases and the PATHs say what
 * is shown; one that holds a whole root filters nothing there. Else the named files are all of
 * it, each held against the schema of the project in whose root it lies. With `passes_over`,
 * PATHs that are in no corpus count for nothing, and a schema among them means the corpora
 * without a filter: so a hook may name whatever was changed. What cannot be read
 * goes into the bag of the project. False if a PATH does not exist: `error` says so in one
 * line. Lives in `a`. */
bool inputs_find(struct arena *a, const struct config *config, struct projects *projects,
                 const struct str_list *paths, bool passes_over, struct str *error);

/* The corpus of one project, as texts that were read before; the other projects are not used.
 * Borrows the texts, lives in `a`. */
void inputs_of_texts(struct arena *a, const struct config *config, struct projects *projects,
                     struct project *project, const struct pack_file *files, size_t count);

/* Is a finding about this path shown? */
bool inputs_show(struct arena *scratch, const struct inputs *inputs, struct str path);

#endif
