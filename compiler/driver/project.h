/* The knowledge bases of a run: where each lies, what holds there, what the stages make of it.
 */
#ifndef DRIVER_PROJECT_H
#define DRIVER_PROJECT_H

#include "driver/filter/cloud.h"
#include "driver/inputs.h"
#include "driver/pipeline.h"
#include "driver/policy.h"

struct baseline;
struct changes;
struct config;

struct project {
  struct str root;          /* absolute and clean: what its globs are relative to */
  struct str shown_root;    /* the same, relative to the working folder */
  bool has_corpus;          /* no: only PATHs that are in no project */
  bool is_used;             /* no: nothing that was asked for is in it */
  struct str baseline_path; /* that the project file names, absolute; n = 0: it names none */
  struct span baseline_span;
  struct baseline *baseline;     /* NULL: there is none */
  struct cloud cloud;            /* of the findings, silent ones among them */
  const struct changes *changes; /* NULL, or where findings are shown */
  size_t known_count;            /* findings that the baseline has and nobody is shown */
  struct policy policy;
  struct pipeline run;
  struct inputs inputs;
};

/* One, or those of a project file. */
struct projects {
  struct project *items;
  size_t count;
  size_t stray;      /* to which PATHs belong that are in no root */
  struct str *roots; /* of those that have a corpus, sorted; a file belongs to the nearest */
  size_t root_count;
};

/* Reads the schema, or the project file and its schemas. False if anything in them is wrong;
 * what is stands in the bag, or in that of the project. Lives in `a`; `policy` has what the
 * options say. */
bool projects_read(struct arena *a, struct bag *bag, const struct config *config,
                   const struct policy *policy, struct projects *projects);

/* One knowledge base in the folder that the configuration names, its schema not read yet.
 * `source` is the schema's text. Borrows from all of them, lives in `a`. */
struct project *projects_single(struct arena *a, struct bag *bag, const struct config *config,
                                const struct policy *policy, const struct source *source,
                                struct projects *projects);

/* The project in whose root the path lies, which is absolute and clean; else the stray one. */
struct project *projects_owner(const struct projects *projects, struct str path);

/* The paths of all inputs whose findings are shown, in order. Lives in `a`. */
const struct str *projects_files(struct arena *a, const struct projects *projects,
                                 size_t *count);

/* How many cases were found in the files whose findings are shown, broken ones too. */
size_t project_cases(const struct project *project);

void projects_end(struct projects *projects);

#endif
