/* Stage 5: asks whether the cases of a knowledge base are good ones. */
#include "lint/lint.h"

#include "base/arena.h"
#include "base/pool.h"
#include "diag/diag.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/rules/logs_keys.h"
#include "model/kb.h"

const struct lint_family *const lint_families[] = {
#define LINT_FAMILY_ROW(name, sees) &name##_family,
    LINT_FAMILIES(LINT_FAMILY_ROW)
#undef LINT_FAMILY_ROW
};

const size_t lint_family_count = sizeof lint_families / sizeof *lint_families;

enum family_sees { WHOLE, APART };

static const enum family_sees family_sees[] = {
#define LINT_FAMILY_SEES(name, sees) sees,
    LINT_FAMILIES(LINT_FAMILY_SEES)
#undef LINT_FAMILY_SEES
};

/* The whole case up to the end of its last line, whose blanks do not belong to it. */
static struct str lines_of(const struct kb_case *kb_case) {
  struct span whole = kb_case->doc->piece->whole;
  struct str bytes = whole.source->bytes;
  size_t end = whole.offset + whole.n;
  while (end < bytes.n && is_blank_char(bytes.p[end]))
    end++;
  return str_slice(bytes, whole.offset, end < bytes.n ? end + 1 : end);
}

/* Runs the families that see that much. */
static void run(const struct linter *linter, enum family_sees sees) {
  for (size_t i = 0; i < lint_family_count; i++) {
    for (size_t j = 0; family_sees[i] == sees && j < lint_families[i]->count; j++)
      lint_families[i]->rules[j].find(linter, &lint_families[i]->rules[j].row);
  }
}

/* ---- Some files at a time -----------------------------------------------------------------
 */

/* So many cases fit into a processor's cache with what was made of them, and are enough for
 * what a rule prepares to cost nothing. */
enum { SLICE_CASES = 256 };

/* Cases [from, to), whole files. */
struct slice {
  size_t from, to;
  struct bag bag;
};

struct slices {
  const struct kb *kb;
  const struct bag *said;
  const struct lint_memory *memories;
  unsigned *marks; /* of all cases */
  struct slice *items;
  size_t count;
};

static const struct source *source_of(const struct kb *kb, size_t index) {
  return kb->cases[index]->doc->piece->source;
}

static void cut(struct arena *a, struct slices *slices) {
  const struct kb *kb = slices->kb;
  for (size_t from = 0, to; from < kb->case_count; from = to) {
    to = from + SLICE_CASES < kb->case_count ? from + SLICE_CASES : kb->case_count;
    while (to < kb->case_count && source_of(kb, to) == source_of(kb, to - 1))
      to++;
    slices->items = arena_grow(a, slices->items, slices->count, sizeof *slices->items);
    slices->items[slices->count++] = (struct slice){.from = from, .to = to};
  }
}

static void do_slice(void *ctx, size_t item, size_t worker) {
  struct slices *slices = ctx;
  struct slice *slice = &slices->items[item];
  const struct lint_memory *memory = &slices->memories[worker];
  slice->bag.arena = memory->keep;
  for (size_t i = slice->from; i < slice->to; i++)
    slices->marks[i] = marks_of(lines_of(slices->kb->cases[i]));
  struct kb part = *slices->kb;
  part.cases += slice->from;
  part.case_count = slice->to - slice->from;
  struct key_table keys = {0};
  struct linter linter = {memory->scratch, &slice->bag, slices->said,
                          &part,           &keys,       slices->marks + slice->from};
  run(&linter, APART);
  arena_reset(memory->scratch);
}

/* ---- The face -----------------------------------------------------------------------------
 */

void lint_kb(struct bag *bag, const struct kb *kb, const struct lint_memory *memories,
             size_t count) {
  struct arena *keep = memories[0].keep;
  struct slices slices = {.kb = kb, .said = bag, .memories = memories};
  slices.marks = arena_array(keep, unsigned, kb->case_count);
  cut(keep, &slices);
  pool_map(count, slices.count, do_slice, &slices);
  for (size_t i = 0; i < slices.count; i++)
    bag_append(bag, &slices.items[i].bag);
  struct key_table keys = {0};
  struct linter linter = {memories[0].scratch, bag, bag, kb, &keys, slices.marks};
  run(&linter, WHOLE);
  arena_reset(memories[0].scratch);
}
