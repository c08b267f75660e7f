/* The order of the keys in front matter: that of the schema. */
#include "check/front_order.h"

#include "base/arena.h"
#include "base/buf.h"
#include "check/value_rules.h"
#include "diag/diag.h"
#include "model/doc.h"
#include "model/value_form.h"

#include <stdlib.h>

/* A key with everything that belongs to it: the comments right above it, and all lines down to
 * what belongs to the next one. */
struct entry {
  size_t rank;                 /* the place of its key in the schema */
  size_t index;                /* its own place */
  size_t first, key_line, end; /* its lines: [first, end) */
};

struct front_lines {
  const struct source *source;
  size_t first, end; /* the lines between the two rows of dashes */
  struct entry *entries;
  size_t count;
};

/* ---- Ranks --------------------------------------------------------------------------------
 */

/* A key that the schema does not know stays behind the one above it. */
static void set_ranks(struct front_lines *lines, const struct value_form *form,
                      const struct value *front) {
  size_t last = 0;
  for (size_t i = 0; i < front->count; i++) {
    size_t rank = map_find(&form->names, front->members[i].key);
    last = rank == STR_NONE ? last : rank;
    lines->entries[i] = (struct entry){.rank = last, .index = i};
  }
}

/* The first key that stands behind one that it should precede, or `count`; that one. */
static size_t first_astray(const struct front_lines *lines, size_t *precedes) {
  size_t highest = 0;
  for (size_t i = 1; i < lines->count; i++) {
    if (lines->entries[i].rank < lines->entries[highest].rank) {
      *precedes = 0;
      while (lines->entries[*precedes].rank <= lines->entries[i].rank)
        ++*precedes;
      return i;
    }
    highest = i;
  }
  return lines->count;
}

/* ---- Lines --------------------------------------------------------------------------------
 */

static bool is_comment(const struct source *source, size_t line) {
  return str_starts_with(source_line(source, line), STR("#"));
}

static bool is_blank(const struct source *source, size_t line) {
  return str_trim(source_line(source, line)).n == 0;
}

/* False if it is not sure what belongs to which key: a comment or blank line that stands
 * between two entries, a comment at the top, which may be about all of it, keys that share a
 * line. */
static bool find_lines(struct front_lines *lines, const struct value *front) {
  const struct source *source = lines->source;
  for (size_t i = 0; i < lines->count; i++) {
    struct entry *entry = &lines->entries[i];
    size_t offset = front->members[i].key_span.offset;
    entry->key_line = entry->first = source_line_at(source, offset);
    size_t above = i > 0 ? lines->entries[i - 1].key_line + 1 : lines->first;
    if (source->line_starts[entry->key_line] != offset || entry->key_line < above)
      return false;
    while (i > 0 && entry->first > above && is_comment(source, entry->first - 1))
      entry->first--;
    bool is_split = entry->first > above && is_blank(source, entry->first - 1);
    if (is_split || (i == 0 && entry->first != lines->first))
      return false;
    if (i > 0)
      lines->entries[i - 1].end = entry->first;
  }
  lines->entries[lines->count - 1].end = lines->end;
  return !is_comment(source, lines->end - 1) && !is_blank(source, lines->end - 1);
}

static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  int order = (a->rank > b->rank) - (a->rank < b->rank);
  return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

/* One edit: from the first entry that moves to the last. */
static void fix_order(struct bag *bag, struct diag *diag, struct front_lines *lines,
                      struct arena *scratch) {
  struct entry *sorted = arena_array(scratch, struct entry, lines->count);
  for (size_t i = 0; i < lines->count; i++)
    sorted[i] = lines->entries[i];
  qsort(sorted, lines->count, sizeof *sorted, compare_entries);
  size_t first = 0, end = lines->count;
  while (first < end && sorted[first].index == first)
    first++;
  while (end > first && sorted[end - 1].index == end - 1)
    end--;
  const uint32_t *starts = lines->source->line_starts;
  struct buf text = {0};
  for (size_t i = first; i < end; i++)
    buf_add(&text,
            span_text(span_of(lines->source, starts[sorted[i].first], starts[sorted[i].end])));
  diag_edit(bag, diag,
            span_of(lines->source, starts[lines->entries[first].first],
                    starts[lines->entries[end - 1].end]),
            buf_str(&text));
  buf_free(&text);
}

void check_front_order(struct arena *scratch, struct bag *bag, const struct value_form *form,
                       const struct doc *doc) {
  const struct value *front = doc->front;
  if (!form || !front || front->kind != VALUE_OBJECT || front->count < 2 ||
      doc->has_front_findings)
    return;
  struct span span = doc->piece->front;
  struct front_lines lines = {.source = span.source,
                              .first = source_line_at(span.source, span.offset),
                              .end = source_line_at(span.source, span.offset + span.n),
                              .entries = arena_array(scratch, struct entry, front->count),
                              .count = front->count};
  set_ranks(&lines, form, front);
  size_t precedes = 0, astray = first_astray(&lines, &precedes);
  if (astray == lines.count)
    return;
  const struct value_member *member = &front->members[astray];
  struct diag *diag = diag_add(bag, &value_rules[VALUE_ORDER], member->key_span,
                               "\"%.*s\" stands before \"%.*s\" in the schema",
                               STR_ARG(member->key), STR_ARG(front->members[precedes].key));
  diag_help(bag, diag, "write the keys in the order in which the schema names them");
  if (find_lines(&lines, front))
    fix_order(bag, diag, &lines, scratch);
}
