/* Where the links of a knowledge base lead, which takes the stages that read and parse once
 * more.
 */
#include "driver/pipeline_links.h"

#include "base/arena.h"
#include "driver/inputs.h"
#include "driver/pipeline.h"
#include "link/link.h"
#include "model/kb.h"
#include "parse/anchors.h"
#include "read/read.h"

/* The anchors of the files to whose headings links lead: those of the knowledge base are in
 * memory, others are read. What cannot be read is for nobody to report: its anchors are not
 * known, and any will do. */
static void find_anchors(struct pipeline *run, struct arena *scratch) {
  struct arena found = {0};
  for (size_t i = 0; i < run->kb->link_file_count; i++) {
    struct link_file *file = &run->kb->link_files[i];
    struct bag bag = {.arena = &found};
    const struct source *source =
        file->source ? file->source : read_source(&found, &bag, file->path);
    if (source)
      parse_anchors(run->a, scratch, source, &file->anchors);
    arena_reset(&found);
    arena_reset(scratch);
  }
  arena_free(&found);
}

void pipeline_follow_links(struct pipeline *run, const struct inputs *inputs,
                           struct arena *scratch) {
  struct str *paths = arena_array(scratch, struct str, inputs->count);
  for (size_t i = 0; i < inputs->count; i++)
    paths[i] = inputs->items[i].path;
  struct link_scope scope = {.working_folder = run->working_folder,
                             .repository = run->repository,
                             .root = run->root,
                             .paths = paths,
                             .path_count = inputs->count};
  link_references(run->a, run->kb, &scope);
  arena_reset(scratch);
  find_anchors(run, scratch);
  link_anchors(run->a, run->kb);
}
