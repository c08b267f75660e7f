/* The way of every file through the stages: the only place that knows their order. */
#ifndef DRIVER_PIPELINE_H
#define DRIVER_PIPELINE_H

#include "diag/diag.h"
#include "model/schema.h"

struct buf;
struct doc;
struct emit_request;
struct incident;
struct input;
struct inputs;
struct kb;
struct kb_case;
struct pipeline_worker;
struct policy;
struct project_file;
struct schema_file;

/* The way of one knowledge base. {0} with what is said to be the caller's is a new one;
 * pipeline_end gives back what it holds. */
struct pipeline {
  struct arena *a; /* the caller's: for the schema, the knowledge base and texts of findings */
  struct str root, working_folder, repository; /* the caller's: absolute and clean */
  const struct source *source;                 /* the caller's: the text of the schema */
  bool
      may_be_unfit; /* the caller's: nobody chose the schema, so it may fit none of the files */
  bool is_share; /* the caller's: the rest of the files is elsewhere, so cases are not compared
                  */
  const struct policy *policy; /* that pipeline_schema was called with; NULL before */
  struct bag bag;              /* in no order */
  struct schema *schema;
  struct schema_file **referred; /* the files that its JSON Schema refers to */
  size_t referred_count;
  struct kb *kb;                 /* NULL before pipeline_run */
  size_t *piece_counts;          /* the cases of each input, broken ones too */
  const struct source **sources; /* of each input; NULL: it could not be read. They live until
                                    the next run */
  bool *may_silence;             /* of each: is it worth looking for comments that do? */
  size_t source_count;
  struct incident *incidents; /* those of the schema that are whole */
  size_t incident_count;
  struct pipeline_worker *workers;
  size_t worker_count;
};

/* The text of a schema or project file; n = 0: the built-in schema. NULL after reporting. */
const struct source *pipeline_source(struct arena *a, struct bag *bag, struct str path);

/* If the text is that of a project file, reads it into `file`, else leaves that NULL. False if
 * anything in it is wrong; what is stands in the bag. */
bool pipeline_project_file(struct arena *a, struct bag *bag, const struct source *source,
                           struct project_file **file);

/* Reads the schema and holds its `rules` against the catalogue. False if anything in it is
 * wrong; what is stands in the bag. */
bool pipeline_schema(struct pipeline *run, struct policy *policy);

/* A schema that stands in no file yet, as if it stood at `path`. NULL after reporting. */
const struct source *pipeline_source_text(struct arena *a, struct bag *bag, struct str path,
                                          struct str text);

/* Writes a schema that pipeline_schema has read, with its defaults, `rules` aside. */
void pipeline_show(struct pipeline *run, struct buf *out);

/* The docs of a file. */
struct file_docs {
  const struct doc **docs;
  size_t count;
};

/* Stages 1 and 2 alone, for whoever looks at files without a schema: one element for each
 * input. Lives as long as the run. */
struct file_docs *pipeline_docs(struct pipeline *run, const struct record_rules *record,
                                enum presence presence, const struct inputs *inputs,
                                size_t threads);

/* Stages 1 to 5 over the inputs, on at most `threads` threads (0: as many as make sense), and
 * the limits of the outputs. */
void pipeline_run(struct pipeline *run, const struct inputs *inputs, size_t threads);

/* One text by itself, as far as stage 3. */
struct pipeline_text {
  const struct source *source; /* NULL: it could not be read, and the bag says why */
  struct bag bag;
  struct kb_case **cases; /* in their order in the text */
  size_t count;
};

/* A file; bytes that are in memory, as if they stood at `path`. Both live in run->a. */
struct pipeline_text pipeline_file(struct pipeline *run, const struct input *input);
struct pipeline_text pipeline_bytes(struct pipeline *run, struct str path, struct str bytes);

/* The knowledge base of some of its cases only. They are borrowed, and numbered anew. */
struct kb *pipeline_part(struct pipeline *run, struct kb_case **cases, size_t count);

/* Completes a knowledge base with what only the outputs need. */
void pipeline_for_outputs(struct pipeline *run, struct kb *kb);

void pipeline_end(struct pipeline *run);

#endif
