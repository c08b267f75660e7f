/* Which of the findings are new to the caller: what comments silence, what a baseline has. */
#ifndef DRIVER_FILTER_SIFT_H
#define DRIVER_FILTER_SIFT_H

#include "driver/project.h"
#include "driver/say.h"

struct baseline;
struct changes;
struct options;

/* What a run sifts its findings with. */
struct sift {
  struct baseline *baselines; /* each file once; projects may share one */
  size_t count;
  const struct changes *changes; /* NULL: it does not matter what has changed */
  bool has_failed;               /* git could not be asked, which is nobody's mistake */
};

/* Reads the baselines of the projects that are used, and asks git for what has changed. False
 * if one cannot be used, which stands in the bag, or if the call is wrong: then `error` says so
 * in one line. Lives in `a`. */
bool sift_read(struct arena *a, struct bag *bag, const struct options *options,
               const struct config *config, struct projects *projects, struct sift *sift,
               struct str *error);

/* Gives the findings of a project, all of which must be there, their levels, and takes out what
 * is silenced or known. Once, before they are shown. */
void sift_project(struct project *project, const struct config *config);

/* When all projects were sifted: says which entries of the baselines are gone, or, if they are
 * to be written, only remembers it. */
void sift_end(struct sift *sift, struct projects *projects, const struct config *config,
              const struct options *options);

/* Writes the baselines anew: what is gone goes, what is left of the findings comes in and is
 * taken out of the bags. Says how many. */
enum status sift_write(struct arena *a, struct sift *sift, struct projects *projects,
                       const struct config *config);

#endif
