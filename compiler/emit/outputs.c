/* The files that a build writes, in any number: opened, counted, hashed, and put down for the
 * manifest and the report. */
#include "emit/outputs.h"

#include "base/arena.h"
#include "emit/disk/folder.h"
#include "emit/disk/staged_file.h"
#include "emit/emit.h"
#include "emit/sink.h"

struct output {
  struct staged_file file; /* first, so that what the sink writes to leads to the whole */
  struct output *next;
};

void outputs_open(struct outputs *outputs, struct sink *sink, struct str name) {
  struct output *output = outputs->spare;
  if (output)
    outputs->spare = output->next;
  else
    output = arena_new(outputs->a, struct output);
  staged_file_open(&output->file, outputs->folder, arena_copy(outputs->a, name),
                   outputs->is_check);
  sink_open(sink, staged_file_write, &output->file);
}

static void add_to_report(struct outputs *outputs, struct emit_file file) {
  struct emit_report *report = outputs->report;
  report->files =
      arena_grow(outputs->a, report->files, report->file_count, sizeof *report->files);
  report->files[report->file_count++] = file;
  report->has_changed = report->has_changed || file.change != EMIT_SAME;
}

void outputs_add_gone(struct outputs *outputs, struct str name) {
  add_to_report(outputs, (struct emit_file){name, 0, EMIT_GONE});
}

/* A full disk is one finding, however many files it hits. */
void outputs_close(struct outputs *outputs, struct sink *sink) {
  struct output *output = sink->to;
  struct hash_text hash = sink_close(sink);
  bool is_good = staged_file_close(&output->file);
  if (!is_good && !outputs->has_failed)
    folder_report(outputs->folder, output->file.name,
                  outputs->is_check ? "this file cannot be read"
                                    : "this file cannot be written",
                  output->file.error);
  outputs->has_failed = outputs->has_failed || !is_good;
  outputs->files =
      arena_grow(outputs->a, outputs->files, outputs->count, sizeof *outputs->files);
  outputs->files[outputs->count++] =
      (struct manifest_file){output->file.name, sink->bytes, hash};
  add_to_report(outputs,
                (struct emit_file){output->file.name, sink->bytes, output->file.change});
  output->next = outputs->spare;
  outputs->spare = output;
}
