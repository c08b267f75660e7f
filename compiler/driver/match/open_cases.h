/* Finds the cases that the lines of a run are held against. */
#ifndef DRIVER_MATCH_OPEN_CASES_H
#define DRIVER_MATCH_OPEN_CASES_H

#include "driver/match/cases.h"
#include "driver/session.h"

/* Where they come from; it must be closed, and the cases live as long. */
struct case_origin {
  bool has_session;
  struct session session; /* of sources */
  struct str case_folder; /* relative to the working folder, with a / at its end; n = 0: nobody
                             knows where a new case would be found */
  const struct pattern *title; /* of its titles, or NULL */
  struct options options;      /* of that session: the words of the call are logs, not PATHs */
};

/* From the kb.json that the options name, else from the sources. False after complaining. */
bool open_cases(struct arena *a, const struct options *options, struct case_origin *origin,
                struct match_cases *cases, enum status *status);
void close_cases(struct case_origin *origin);

#endif
