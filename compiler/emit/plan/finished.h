/* A finished build in a folder, as kbc plan and kbc breaking take it for the new side. */
#ifndef EMIT_PLAN_FINISHED_H
#define EMIT_PLAN_FINISHED_H

#include "base/line_file.h"
#include "emit/plan/manifest_load.h"

struct finished {
  struct manifest manifest;
  struct line_file chunks; /* chunks.jsonl, at its beginning; kbc never writes into it again */
  bool has_chunks;         /* the build has such a file */
};

/* Opens the folder, and holds it against its manifest: each file must be there in its size, and
 * chunks.jsonl byte for byte. Call finished_close in any case. `fault_path` is the file that
 * the fault is about. Lives in `a`. */
enum load_result finished_open(struct arena *a, struct str folder, struct finished *finished,
                               struct str *fault_path, struct load_fault *fault);
void finished_close(struct finished *finished);

#endif
