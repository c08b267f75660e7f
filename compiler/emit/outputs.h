/* The files that a build writes, in any number: opened, counted, hashed, and put down for the
 * manifest and the report. */
#ifndef EMIT_OUTPUTS_H
#define EMIT_OUTPUTS_H

#include "emit/manifest.h"

struct emit_report;
struct folder;
struct output;
struct sink;

/* {0} with the first four filled in. */
struct outputs {
  struct arena *a;
  struct folder *folder;
  struct emit_report *report;
  bool is_check;               /* compare only */
  struct manifest_file *files; /* those that are closed; live in `a` */
  size_t count;
  bool has_failed;      /* one could not be written, which has been reported */
  struct output *spare; /* closed, to be used again */
};

/* Opens the sink of the output of that name, in the folder or, as "sub/name", in one in it. */
void outputs_open(struct outputs *outputs, struct sink *sink, struct str name);
void outputs_close(struct outputs *outputs, struct sink *sink);

/* Puts a file that is there and no longer written down as gone. */
void outputs_add_gone(struct outputs *outputs, struct str name);

#endif
