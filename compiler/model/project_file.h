/* A project file: several knowledge bases of one repository, each with a schema of its own. */
#ifndef MODEL_PROJECT_FILE_H
#define MODEL_PROJECT_FILE_H

#include "model/schema.h"

/* Paths are clean and relative to the folder of the project file; a root never leaves it. */
struct project_entry {
  struct str root, schema, name; /* name: instead of the schema's, n = 0 if not given */
  struct str baseline;           /* the same; relative to the folder of the project file */
  struct span root_span, schema_span, name_span, baseline_span;
  struct rule_level *rules; /* over those of the schema */
  size_t rule_count;
  struct rule_override *overrides; /* behind those of the schema */
  size_t override_count;
  struct accepted *accepts; /* the same */
  size_t accept_count;
};

/* No two have one root. */
struct project_file {
  struct project_entry *projects;
  size_t count;
};

#endif
