/* What a build goes without: the cases with errors, and what is not in the part that was asked
 * for. */
#include "driver/leave_out.h"

#include "base/arena.h"
#include "driver/case_place.h"
#include "driver/config.h"
#include "driver/inputs.h"
#include "model/kb.h"

static const struct piece *piece_of(const struct kb *kb, size_t i) {
  return kb->cases[i]->doc->piece;
}

static void add(struct arena *a, struct leave_out *out, struct emit_left_out what) {
  struct emit_left_out *last =
      out->left_out_count > 0 ? &out->left_out[out->left_out_count - 1] : NULL;
  /* Errors come by path and place, so those of one line stand together. */
  if (last && last->line == what.line && str_equal(last->path, what.path))
    return;
  out->left_out = arena_grow(a, out->left_out, out->left_out_count, sizeof *out->left_out);
  out->left_out[out->left_out_count++] = what;
}

/* By what kbc plan finds the case among those of before. */
static void describe(const struct kb_case *kb_case, struct emit_left_out *what) {
  struct arena scratch = {0};
  what->title = kb_case->full_title;
  what->id = kb_case->has_identity ? kb_case->id : (struct str){NULL, 0};
  what->sketch = sketch_of(&scratch, kb_case);
  arena_free(&scratch);
}

/* Names what the error belongs to, and answers its case, or STR_NONE. */
static size_t leave_out(struct arena *a, const struct kb *kb, const struct diag *diag,
                        const bool *is_out, struct leave_out *out) {
  const struct source *source = diag->span.source;
  size_t index = case_at_place(kb, diag->span);
  if (index != STR_NONE && is_out[index])
    return index;
  bool is_known = index != STR_NONE;
  size_t offset = is_known ? piece_of(kb, index)->whole.offset : diag->span.offset;
  struct emit_left_out what = {
      .path = source->path, .place = source->place, .line = source_line_at(source, offset) + 1};
  if (is_known)
    describe(kb->cases[index], &what);
  add(a, out, what);
  return index;
}

struct leave_out leave_out_errors(struct arena *a, struct str root, const struct kb *kb,
                                  const struct inputs *inputs, const struct bag *bag) {
  struct leave_out out = {.kept = arena_array(a, struct kb_case *, kb->case_count)};
  bool *is_out = arena_array(a, bool, kb->case_count);
  for (size_t i = 0; i < bag->count; i++) {
    if (bag->diags[i].level != LEVEL_ERROR)
      continue;
    const struct diag *diag = &bag->diags[i];
    if (!diag->span.source) {
      struct str place = config_place(a, root, inputs->working_folder, diag->path);
      add(a, &out, (struct emit_left_out){.path = diag->path, .place = place, .line = 1});
      continue;
    }
    size_t index = leave_out(a, kb, diag, is_out, &out);
    if (index != STR_NONE)
      is_out[index] = true;
  }
  struct arena scratch = {0};
  for (size_t i = 0; i < kb->case_count; i++) {
    if (!is_out[i] && inputs_show(&scratch, inputs, piece_of(kb, i)->source->path))
      out.kept[out.kept_count++] = kb->cases[i];
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  return out;
}

bool leave_out_more(struct arena *a, struct str root, const struct kb *kb,
                    const struct inputs *inputs, const struct bag *bag, struct leave_out *out) {
  struct leave_out more = leave_out_errors(a, root, kb, inputs, bag);
  bool has_lost = more.kept_count < out->kept_count;
  for (size_t i = 0; i < more.left_out_count; i++) {
    out->left_out = arena_grow(a, out->left_out, out->left_out_count, sizeof *out->left_out);
    out->left_out[out->left_out_count++] = more.left_out[i];
  }
  out->kept = more.kept;
  out->kept_count = more.kept_count;
  return has_lost;
}
