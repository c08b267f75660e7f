/* Which lines two texts share: the fewest that have to be taken out and put in.
 *
 * The greedy walk of Myers: with d changes it knows for each diagonal how far one comes. What
 * has to be kept grows with the square of d, so texts that have little in common are given up:
 * then all that lies between their common beginning and end is one change. */
#include "driver/fix/line_diff.h"

#include "base/arena.h"

/* Nearly always a few changes are enough, and little memory. */
enum { FEW_CHANGES = 40, MOST_CHANGES = 1000 };

struct line_list line_list_of(struct arena *a, struct str text) {
  struct line_list lines = {NULL, 0, NULL};
  size_t count = 0;
  for (size_t at = str_find_char(text, '\n', 0); at != STR_NONE;
       at = str_find_char(text, '\n', at + 1))
    count++;
  lines.items = arena_array(a, struct str, count + 1);
  for (size_t at = 0; at < text.n;) {
    size_t end = str_find_char(text, '\n', at);
    end = end == STR_NONE ? text.n : end + 1;
    lines.items[lines.count++] = str_slice(text, at, end);
    at = end;
  }
  lines.is_changed = arena_array(a, bool, lines.count + 1);
  return lines;
}

/* The stretch in which the texts differ: n lines of one, m of the other. */
struct walk {
  const struct str *old, *fresh;
  long n, m;
};

/* From there on down the diagonal as long as the lines are the same. */
static long slide(const struct walk *w, long x, long y) {
  while (x < w->n && y < w->m && str_equal(w->old[x], w->fresh[y]))
    x++, y++;
  return x;
}

/* Does one come to the diagonal k from above, by a line that was put in? Else from the left. */
static bool is_from_above(const long *reach, long d, long k) {
  return k == -d || (k != d && reach[k - 1] < reach[k + 1]);
}

/* Walks back along what was reached with d, d - 1, ... changes, and marks each of them. Row d
 * begins at d * d and has its diagonal 0 in the middle. */
static void mark_back(const struct walk *w, const long *rows, long d, bool *is_old,
                      bool *is_fresh) {
  long x = w->n, y = w->m;
  for (; d > 0; d--) {
    const long *reach = rows + (d - 1) * (d - 1) + (d - 1);
    long k = x - y;
    /* Diagonals outside of the row before were not reached. */
    bool has_left = k - 1 >= -(d - 1), has_above = k + 1 <= d - 1;
    bool is_above = !has_left || (has_above && reach[k - 1] < reach[k + 1]);
    long from = is_above ? k + 1 : k - 1;
    x = reach[from];
    y = x - from;
    if (is_above)
      is_fresh[y] = true;
    else
      is_old[x] = true;
  }
}

/* False if it takes too many changes. */
static bool walk_all(struct arena *scratch, const struct walk *w, long most, bool *is_old,
                     bool *is_fresh) {
  most = w->n + w->m < most ? w->n + w->m : most;
  long *rows = arena_array(scratch, long, checked_multiply((size_t)most + 1, (size_t)most + 1));
  long *line = arena_array(scratch, long, 2 * (size_t)most + 3);
  long *reach = line + most + 1;
  for (long d = 0; d <= most; d++) {
    for (long k = -d; k <= d; k += 2) {
      long x = d == 0 ? 0 : is_from_above(reach, d, k) ? reach[k + 1] : reach[k - 1] + 1;
      reach[k] = slide(w, x, x - k);
      if (reach[k] < w->n || reach[k] - k < w->m)
        continue;
      mark_back(w, rows, d, is_old, is_fresh);
      return true;
    }
    for (long k = -d; k <= d; k++)
      rows[d * d + d + k] = reach[k];
  }
  return false;
}

void line_diff(struct arena *scratch, struct line_list *before, struct line_list *after) {
  size_t from = 0, old_end = before->count, fresh_end = after->count;
  while (from < old_end && from < fresh_end &&
         str_equal(before->items[from], after->items[from]))
    from++;
  while (old_end > from && fresh_end > from &&
         str_equal(before->items[old_end - 1], after->items[fresh_end - 1]))
    old_end--, fresh_end--;
  struct walk w = {before->items + from, after->items + from, (long)(old_end - from),
                   (long)(fresh_end - from)};
  bool *is_old = before->is_changed + from, *is_fresh = after->is_changed + from;
  if (walk_all(scratch, &w, FEW_CHANGES, is_old, is_fresh) ||
      walk_all(scratch, &w, MOST_CHANGES, is_old, is_fresh))
    return;
  for (size_t i = from; i < old_end; i++)
    before->is_changed[i] = true;
  for (size_t i = from; i < fresh_end; i++)
    after->is_changed[i] = true;
}
