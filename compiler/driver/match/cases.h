/* The cases that log lines are held against: of the sources, or of the kb.json of a build. */
#ifndef DRIVER_MATCH_CASES_H
#define DRIVER_MATCH_CASES_H

#include "base/map.h"
#include "model/log_template.h"

struct arena;
struct kb;
struct matcher;

/* What outputs say of a case. */
struct match_case {
  struct str id, title, service;
};

/* Words of levels regardless of case, and how often each was met. */
struct levels {
  struct map words;
  size_t *counts; /* by the number that the word has in the map */
  size_t count, total;
};

/* What outputs know of a template besides. */
struct match_form {
  size_t time, level; /* its first field of a time, of an enum; STR_NONE: it has none */
  bool always_has_time;
  struct levels levels; /* of the log lines of cases */
};

struct match_cases {
  struct match_case *items; /* by the numbers of the matcher */
  size_t count;
  const struct log_template *templates;
  struct match_form *forms; /* of each template */
  size_t template_count;
  struct matcher *matcher;
};

/* The kb must be complete for outputs, and lives as long. Lives in `a`. */
struct match_cases cases_of_kb(struct arena *a, const struct kb *kb);

/* The text of a kb.json, which may be anything: false, and `error` says in one line what is
 * wrong with it. Lives in `a`. */
bool cases_of_json(struct arena *a, struct str text, struct match_cases *cases,
                   struct str *error);

/* For those that fill them in: the forms of the templates. Lives in `a`. */
struct match_form *cases_forms(struct arena *a, const struct log_template *templates,
                               size_t count);

/* Meets a word once more. Lives in `a`. */
void levels_add(struct levels *levels, struct arena *a, struct str word);
/* Is it one in ten of those that were met, or more? */
bool levels_have(const struct levels *levels, struct str word);

#endif
