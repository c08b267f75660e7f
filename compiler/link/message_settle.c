/* Values that tell cases apart: where nothing but numbers differs, the numbers stay. */
#include "base/arena.h"
#include "base/buf.h"
#include "link/message_key.h"
#include "link/message_row.h"

/* A row of the group, taken apart. */
struct settling {
  size_t number; /* of its case */
  struct key_parts parts;
  struct str *gaps; /* the values before, between and behind the words */
  size_t gap_count;
};

static void set_gaps(struct arena *a, struct settling *row) {
  struct buf gap = {0};
  row->gaps = arena_array(a, struct str, row->parts.count + 1);
  for (size_t i = 0; i <= row->parts.count; i++) {
    if (i < row->parts.count && row->parts.items[i].is_value) {
      struct key_parts one = {&(struct key_part){row->parts.items[i].text, true, true}, 1};
      buf_add(&gap, message_parts_key(a, (struct str){NULL, 0}, &one));
      continue;
    }
    row->gaps[row->gap_count++] = arena_copy(a, buf_str(&gap));
    buf_clear(&gap);
  }
  buf_free(&gap);
}

/* The rows [from, to) of a group. */
struct stretch {
  const struct settling *from, *to;
};

static struct stretch one_case(const struct settling *from, const struct settling *end) {
  const struct settling *to = from;
  while (to < end && to->number == from->number)
    to++;
  return (struct stretch){from, to};
}

static bool has_gap(struct stretch rows, size_t gap, struct str text) {
  bool has = false;
  for (const struct settling *row = rows.from; !has && row < rows.to; row++)
    has = str_equal(row->gaps[gap], text);
  return has;
}

static bool covers(struct stretch rows, struct stretch others, size_t gap) {
  bool covers = true;
  for (const struct settling *other = others.from; covers && other < others.to; other++)
    covers = has_gap(rows, gap, other->gaps[gap]);
  return covers;
}

/* Does one case say there what another one does not? */
static bool gap_differs(const struct settling *group, const struct settling *end, size_t gap) {
  struct stretch first = one_case(group, end), other = first;
  bool differs = false;
  while (!differs && other.to < end) {
    other = one_case(other.to, end);
    differs = !covers(first, other, gap) || !covers(other, first, gap);
  }
  return differs;
}

static void make_constant(struct settling *row, const bool *differs) {
  size_t gap = 0;
  for (size_t i = 0; i < row->parts.count; i++) {
    if (!row->parts.items[i].is_value)
      gap++;
    else if (differs[gap])
      row->parts.items[i].is_constant = true;
  }
}

void rows_settle(struct arena *a, struct message_row **group, size_t count) {
  struct settling *rows = arena_array(a, struct settling, count);
  bool is_alike = true;
  size_t gaps = 0;
  for (size_t i = 0; i < count; i++) {
    rows[i].number = group[i]->number;
    rows[i].parts = message_parts(a, group[i]->draft->text);
    set_gaps(a, &rows[i]);
    is_alike = is_alike && rows[i].gap_count == rows[0].gap_count;
    gaps = rows[i].gap_count > gaps ? rows[i].gap_count : gaps;
  }
  /* Where one has a word and another the same text as a value, gaps cannot be compared. */
  bool *differs = arena_array(a, bool, gaps);
  for (size_t gap = 0; gap < gaps; gap++)
    differs[gap] = !is_alike || gap_differs(rows, rows + count, gap);
  for (size_t i = 0; i < count; i++) {
    make_constant(&rows[i], differs);
    struct str full = message_parts_key(a, group[i]->draft->service, &rows[i].parts);
    if (!str_equal(full, group[i]->full))
      group[i]->full = full;
  }
}
