/* Stage 6: compiles the knowledge base into the files of a folder such as generated/. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "emit/plan/sketch.h"
#include "emit/shard_pack.h"

struct arena;
struct bag;
struct emitter;
struct kb;
struct kb_case;
struct rule;
struct schema;
struct store;

/* A case that `--keep-going` left out because of its errors. */
struct emit_left_out {
  struct str path, place; /* as the source has them */
  size_t line;            /* 1-based */
  struct str title;
  struct str id; /* n = 0: it is not known which case it is */
  struct sketch sketch;
};

struct emit_request {
  const struct kb *kb;
  struct str working_folder; /* absolute and clean; `folder` is relative to it */
  const char *tool_version;
  /* The catalogue by code, for rules.md, and above each the title of the family that it is of.
   */
  const struct rule *const *rules;
  const char *const *rule_titles;
  size_t rule_count;
  struct str folder;                     /* DIR */
  const struct emitter *const *emitters; /* the chosen ones; NULL: all but those on request */
  size_t emitter_count;
  bool is_check;     /* compare with what is there, write nothing */
  bool is_partial;   /* only a part of the corpus was compiled */
  struct str *paths; /* that were named, as the corpus sees them, sorted; none for all of it */
  size_t path_count;
  struct str vectors; /* a file with a vector for each chunk; n = 0: there is none */
  struct emit_shard shard;
  const struct emit_left_out *left_out;
  size_t left_out_count;
  /* Called when everything is written and synced and only the exchange is to come: the time to
   * print and flush. False calls the build off. May be NULL. */
  bool (*before_commit)(void *context);
  void *context;
};

enum emit_result {
  EMIT_DONE,    /* the folder holds the build; or, with is_check, it would not change */
  EMIT_STALE,   /* with is_check: it would */
  EMIT_REFUSED, /* findings of error level about cases: status 1 */
  EMIT_FOREIGN, /* the folder holds what kbc did not write: status 2 */
  EMIT_FAILED,  /* the disk said no: status 3 */
  EMIT_STOPPED, /* before_commit said no */
};

enum emit_change { EMIT_SAME, EMIT_NEW, EMIT_CHANGED, EMIT_GONE };

struct emit_file {
  struct str name;
  size_t bytes;
  enum emit_change change; /* EMIT_GONE: was there and belongs to no chosen emitter */
};

struct emit_report {
  struct emit_file *files; /* by name; lives in the arena of emit_kb */
  size_t file_count;
  size_t case_count, chunk_count;
  size_t unknown_vectors; /* that belong to no chunk */
  bool has_changed;       /* anything at all */
};

/* Compiles, and puts the build in the place of the one before, whole or not at all. In every
 * result but EMIT_DONE the folder is as it was, or, if it could only be replaced file by file,
 * its manifest says so. Trouble is reported into `bag`. `a` keeps what the report points to. */
enum emit_result emit_kb(struct arena *a, struct bag *bag, const struct emit_request *request,
                         struct emit_report *report);

/* Fills in what outputs need of the blocks of a case, and is_small, on any thread. What this
 * has not seen, the others look at. Lives in `a`, or borrows from the case. */
void emit_look(struct arena *a, const struct schema *schema, struct kb_case *kb_case);

/* Holds every case against the limits of the outputs; part of `kbc check`. Uses kb of
 * the request only. */
void emit_check(struct arena *scratch, struct bag *bag, const struct emit_request *request);

/* The table of emitters, in the order in which they are shown; NULL behind the last. */
const struct emitter *emitter_at(size_t index);
const struct emitter *emitter_find(struct str name);
/* Can it be made of some of the cases? */
bool emitter_is_of_shard(const struct emitter *emitter);
bool emitter_is_on_request(const struct emitter *emitter);
bool emitter_takes_vectors(const struct emitter *emitter);
const char *emitter_name(const struct emitter *emitter);
const char *emitter_description(const struct emitter *emitter);
/* NULL: it is no store. */
const struct store *emitter_store(const struct emitter *emitter);

#endif
