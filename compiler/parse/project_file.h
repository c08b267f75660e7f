/* Reads a project file: which knowledge bases a repository has. */
#ifndef PARSE_PROJECT_FILE_H
#define PARSE_PROJECT_FILE_H

#include <stdbool.h>

struct arena;
struct bag;
struct project_file;
struct source;

/* Is it a project file, and no schema? It has the key `projects`, or one that was meant so. */
bool is_project_file(struct arena *scratch, const struct source *source);

/* NULL, after reporting, if anything in it is wrong. Whether roots and schemas are there is not
 * asked. Lives in `a`, borrows from the source. */
struct project_file *parse_project_file(struct arena *a, struct arena *scratch, struct bag *bag,
                                        const struct source *source);

#endif
