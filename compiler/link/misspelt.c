/* The sections whose headings are misspelt: a link to the right name is no second mistake. */
#include "link/misspelt.h"

#include "base/arena.h"
#include "model/anchors.h"
#include "model/heading.h"
#include "model/kb.h"

/* More in one file than anybody writes: the rest is not looked at. */
enum { MOST_IN_FILE = 64 };

struct misspelt_section {
  const struct source *source;
  const struct section_rule *rule; /* that it was taken for */
};

struct finder {
  struct arena *a;
  struct arena scratch;
  struct misspelt_section *items;
  struct misspelt found;
};

/* Is the heading none of the names that the schema has for the section? */
static bool is_misspelt(struct finder *f, const struct kb_section *section) {
  struct str keys[HEADING_KEYS];
  size_t count = heading_keys(&f->scratch, span_text(section->heading), keys);
  for (size_t k = 0; k < count; k++) {
    for (size_t i = 0; i < section->rule->title_count; i++) {
      if (str_equal(keys[k], section->rule->titles[i]))
        return false;
    }
  }
  return true;
}

static void find_in(struct finder *f, const struct kb_section *sections, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct kb_section *section = &sections[i];
    find_in(f, section->sections, section->section_count);
    if (!is_misspelt(f, section))
      continue;
    const struct source *source = section->heading.source;
    f->items = arena_grow(f->a, f->items, f->found.count, sizeof *f->items);
    f->items[f->found.count] = (struct misspelt_section){source, section->rule};
    map_add(&f->found.by_path, f->a, source->path, f->found.count++);
  }
}

struct misspelt misspelt_find(struct arena *a, const struct kb *kb) {
  struct finder f = {.a = a};
  for (size_t i = 0; i < kb->case_count; i++) {
    find_in(&f, kb->cases[i]->sections, kb->cases[i]->section_count);
    arena_reset(&f.scratch);
  }
  arena_free(&f.scratch);
  f.found.items = f.items;
  return f.found;
}

bool misspelt_have(struct arena *scratch, const struct misspelt *misspelt,
                   const struct source *source, struct str fragment) {
  size_t first = source ? map_find(&misspelt->by_path, source->path) : STR_NONE;
  if (first == STR_NONE)
    return false;
  struct anchors anchors = {.is_known = true};
  for (size_t i = first; i < misspelt->count && i - first < MOST_IN_FILE; i++) {
    const struct misspelt_section *item = &misspelt->items[i];
    for (size_t k = 0; item->source == source && k < item->rule->title_count; k++)
      anchors_add_heading(scratch, &anchors, item->rule->names[k]);
  }
  return anchors_have(scratch, &anchors, fragment);
}
