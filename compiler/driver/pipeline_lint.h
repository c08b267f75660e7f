/* What rules say about a knowledge base that compare its cases. */
#ifndef DRIVER_PIPELINE_LINT_H
#define DRIVER_PIPELINE_LINT_H

struct pipeline;

/* Adds to run->bag what they find in run->kb, and hides what must not be shown of files that no
 * rule has looked at. Scratch of the workers must be empty, and is so afterwards. */
void pipeline_lint(struct pipeline *run);

#endif
