/* The difference of two texts as `patch` and `git apply` read it. */
#include "driver/fix/unified.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/glyph.h"
#include "diag/hidden.h"
#include "driver/fix/line_diff.h"

#include <string.h>

enum { CONTEXT_LINES = 3 };

struct unified {
  struct buf *out;
  const struct source *old, *fresh;
  struct line_list before, after;
  const struct hidden *hidden;
  bool is_shown;
  struct arena line;                 /* for the line at work */
  size_t old_secrets, fresh_secrets; /* that would have been shown */
};

/* ---- Names --------------------------------------------------------------------------------
 */

static bool is_odd(char c) {
  return (unsigned char)c < 0x20 || c == 0x7F || c == '"' || c == '\\';
}

/* As git quotes names in which a byte would end or change the line. */
static void add_quoted(struct buf *out, struct str name) {
  for (size_t i = 0; i < name.n; i++) {
    if (name.p[i] == '"' || name.p[i] == '\\')
      buf_printf(out, "\\%c", name.p[i]);
    else if (is_odd(name.p[i]))
      buf_printf(out, "\\%03o", (unsigned)(unsigned char)name.p[i]);
    else
      buf_add_char(out, name.p[i]);
  }
}

static void add_name(const struct unified *u, const char *mark, const char *side,
                     struct str path) {
  bool is_quoted = false, has_space = false;
  for (size_t i = 0; i < path.n; i++) {
    is_quoted = is_quoted || is_odd(path.p[i]);
    has_space = has_space || path.p[i] == ' ';
  }
  buf_printf(u->out, "%s %s%s", mark, is_quoted ? "\"" : "", side);
  if (u->is_shown)
    glyph_add(u->out, path);
  else
    add_quoted(u->out, path);
  /* Behind a name with a blank in it a tab says where it ends. */
  buf_add_c(u->out, is_quoted ? "\"\n" : has_space ? "\t\n" : "\n");
}

/* ---- Lines --------------------------------------------------------------------------------
 */

static void add_shown(struct buf *out, struct str line) {
  for (size_t at = 0; at < line.n;) {
    struct glyph glyph = glyph_at(line, at);
    if (line.p[at] == '\t')
      buf_add_char(out, '\t');
    else
      buf_add(out, (struct str){glyph.text, glyph.text_n});
    at += glyph.n;
  }
}

static void add_part(const struct unified *u, struct str part) {
  if (u->is_shown)
    add_shown(u->out, part);
  else
    buf_add(u->out, part);
}

/* The bytes [from, to) of the text, but for its secrets; answers how many it has. */
static size_t add_open(struct unified *u, const struct source *text, size_t from, size_t to) {
  size_t count, at = from;
  const struct hidden_stretch *secrets =
      hidden_in_source(&u->line, u->hidden, text, from, to, &count);
  for (size_t i = 0; i < count; at = secrets[i++].to) {
    add_part(u, str_slice(text->bytes, at, secrets[i].from));
    buf_add_c(u->out, HIDDEN_MASK);
  }
  add_part(u, str_slice(text->bytes, at, to));
  arena_reset(&u->line);
  return count;
}

static void add_line(struct unified *u, char mark, struct str line) {
  const struct source *text = mark == '+' ? u->fresh : u->old;
  bool is_ended = str_ends_with(line, STR("\n"));
  buf_add_char(u->out, mark);
  size_t from = (size_t)(line.p - text->bytes.p);
  size_t secrets = add_open(u, text, from, from + line.n - is_ended);
  u->old_secrets += mark == '+' ? 0 : secrets;
  u->fresh_secrets += mark == '-' ? 0 : secrets;
  buf_add_c(u->out, is_ended ? "\n" : "\n\\ No newline at end of file\n");
}

/* A stretch of both texts, [from, to) of each. */
struct hunk {
  size_t old_from, old_to, fresh_from, fresh_to;
};

/* Counts from 1; an empty stretch stands behind the line that it names. */
static void add_range(struct buf *out, size_t from, size_t to) {
  if (to - from == 1)
    buf_printf(out, "%zu", from + 1);
  else
    buf_printf(out, "%zu,%zu", to > from ? from + 1 : from, to - from);
}

static void add_hunk(struct unified *u, const struct hunk *hunk) {
  buf_add_c(u->out, "@@ -");
  add_range(u->out, hunk->old_from, hunk->old_to);
  buf_add_c(u->out, " +");
  add_range(u->out, hunk->fresh_from, hunk->fresh_to);
  buf_add_c(u->out, " @@\n");
  size_t i = hunk->old_from, j = hunk->fresh_from;
  while (i < hunk->old_to || j < hunk->fresh_to) {
    if (i < hunk->old_to && u->before.is_changed[i])
      add_line(u, '-', u->before.items[i++]);
    else if (j < hunk->fresh_to && u->after.is_changed[j])
      add_line(u, '+', u->after.items[j++]);
    else
      add_line(u, ' ', u->before.items[i++]), j++;
  }
}

/* The next hunk at or behind the two lines, with what surrounds it; false if nothing more has
 * changed. Changes with no more than twice the context between them are one hunk. */
static bool next_hunk(const struct unified *u, size_t i, size_t j, struct hunk *hunk) {
  const struct line_list *before = &u->before, *after = &u->after;
  size_t start = i, same = 0;
  bool is_found = false;
  while (i < before->count || j < after->count) {
    bool is_old = i < before->count && before->is_changed[i];
    bool is_fresh = j < after->count && after->is_changed[j];
    if ((is_old || is_fresh) && !is_found) {
      size_t lead = i - start < CONTEXT_LINES ? i - start : CONTEXT_LINES;
      *hunk = (struct hunk){.old_from = i - lead, .fresh_from = j - lead};
      is_found = true;
    }
    same = is_old || is_fresh ? 0 : same + 1;
    if (is_found && same > 2 * CONTEXT_LINES)
      break;
    i += is_old || !is_fresh;
    j += is_fresh || !is_old;
    if (is_found && same <= CONTEXT_LINES)
      hunk->old_to = i, hunk->fresh_to = j;
  }
  return is_found;
}

size_t unified_add(struct buf *out, struct str path, const struct source *before,
                   const struct source *after, const struct hidden *hidden, bool is_shown) {
  struct arena scratch = {0};
  struct unified u = {.out = out,
                      .old = before,
                      .fresh = after,
                      .before = line_list_of(&scratch, before->bytes),
                      .after = line_list_of(&scratch, after->bytes),
                      .hidden = hidden,
                      .is_shown = is_shown};
  line_diff(&scratch, &u.before, &u.after);
  struct hunk hunk = {0, 0, 0, 0};
  bool is_first = true;
  while (next_hunk(&u, hunk.old_to, hunk.fresh_to, &hunk)) {
    if (is_first) {
      add_name(&u, "---", "a/", path);
      add_name(&u, "+++", "b/", path);
    }
    is_first = false;
    add_hunk(&u, &hunk);
  }
  arena_free(&u.line);
  arena_free(&scratch);
  return u.old_secrets > u.fresh_secrets ? u.old_secrets : u.fresh_secrets;
}
