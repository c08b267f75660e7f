/* A text with white space as if everybody wrote alike, by which it is decided where to cut.
 *
 * The hash of a text does not see its white space. If the budget saw it, a blank more would
 * move a cut, and so change the hashes of parts of a text that says what it said before. */
#include "emit/chunks/even_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/chunks/chunk_blocks.h"
#include "emit/chunks/text_hash.h"

/* Deeper lists are text. STEP blanks are within the item above, whatever its marker. */
enum { DEEPEST = 16, DEEPER = 2, STEP = 4, CODE_INDENT = 4 };

struct evening {
  const struct text_hasher *hasher;
  struct str original;
  bool keeps_lines;
  struct buf text, places;
  size_t indents[DEEPEST], depth; /* of the items that are open */
  bool owes_blank;                /* there is an empty line before this one */
  bool is_prose;                  /* the line before goes on, if the next one is prose, too */
};

static void add(struct evening *e, char c, size_t place) {
  uint32_t at = (uint32_t)place;
  buf_add_char(&e->text, c);
  buf_add(&e->places, (struct str){(const char *)&at, sizeof at});
}

/* The bytes from..to of the original, with one blank for each stretch of them between words if
 * white space is folded. */
static void add_bytes(struct evening *e, size_t from, size_t to, bool folds) {
  for (size_t at = from; at < to; at++) {
    char c = e->original.p[at];
    bool is_blank = folds && (is_blank_char(c) || c == '\r');
    if (is_blank && at + 1 < to && is_white_char(e->original.p[at + 1]))
      continue;
    add(e, is_blank ? ' ' : c, at);
  }
}

/* Items that the line is not in are closed; an item is open from its line on. */
static void follow_items(struct evening *e, enum line_kind kind, size_t indent) {
  while (e->depth > 0 && indent < e->indents[e->depth - 1] + DEEPER)
    e->depth--;
  if (kind == LINE_ITEM && e->depth < DEEPEST)
    e->indents[e->depth++] = indent;
}

/* So that a line of it may follow another without a difference. Tables, quotes, headings and
 * their underlines are lines for good, and what begins as a definition may be one. */
static bool is_prose(struct str text) {
  static const char *const lines[] = {"#", ">", "<", "[", "=", "---"};
  bool is_line = text.n == 0 || str_find_char(text, '|', 0) != STR_NONE;
  for (size_t i = 0; !is_line && i < sizeof lines / sizeof *lines; i++)
    is_line = str_starts_with(text, str_from_c(lines[i]));
  return !is_line;
}

/* What stands between this line and the one before. */
static void add_border(struct evening *e, size_t start, bool joins) {
  size_t before = start > 0 ? start - 1 : 0;
  if (e->text.n > 0)
    add(e, joins ? ' ' : '\n', before);
  if (e->text.n > 0 && e->owes_blank)
    add(e, '\n', before);
  e->owes_blank = false;
}

static void add_text_line(struct evening *e, enum line_kind kind, struct str line,
                          size_t start) {
  struct str text = str_trim(line);
  size_t indent = line_indent(line), from = (size_t)(text.p - e->original.p);
  bool is_log = map_find(&e->hasher->log_lines, text) != STR_NONE;
  size_t marker = kind == LINE_ITEM ? line_item_offset(text) : 0;
  bool prose = !is_log && kind != LINE_FENCE_OPEN && kind != LINE_FENCE_CLOSE &&
               is_prose(str_slice(text, marker, text.n));
  bool joins = !e->keeps_lines && e->is_prose && prose && kind == LINE_TEXT && !e->owes_blank;
  add_border(e, start, joins);
  if (!joins && kind != LINE_FENCE_CLOSE)
    follow_items(e, kind, indent);
  size_t depth = e->depth - (kind == LINE_ITEM && e->depth > 0);
  size_t blanks = e->hasher->indent_counts ? indent : depth * STEP;
  for (size_t i = 0; !joins && i < blanks; i++)
    add(e, ' ', start);
  add_bytes(e, from, from + text.n,
            !is_log && kind != LINE_FENCE_OPEN && kind != LINE_FENCE_CLOSE);
  e->is_prose = prose;
}

static void add_line(struct evening *e, enum line_kind kind, struct str line, size_t start) {
  bool is_code = e->hasher->indent_counts && line_indent(line) >= CODE_INDENT;
  if (kind == LINE_BLANK) {
    e->owes_blank = true;
    e->is_prose = false;
  } else if (kind == LINE_CODE || is_code) {
    add_border(e, start, false);
    add_bytes(e, start, start + line.n, false);
    e->is_prose = false;
  } else {
    add_text_line(e, kind, line, start);
  }
}

struct even_text even_text_of(struct arena *a, const struct text_hasher *hasher,
                              struct str text, bool keeps_lines) {
  struct evening e = {.hasher = hasher, .original = text, .keeps_lines = keeps_lines};
  struct fence fence = {0, 0};
  for (size_t at = 0, start = 0; at < text.n; start = at) {
    struct str line = block_line(text, &at, text.n);
    add_line(&e, line_kind_of(&fence, line), line, start);
  }
  uint32_t end = (uint32_t)text.n;
  buf_add(&e.places, (struct str){(const char *)&end, sizeof end});
  struct even_text even = {.text = arena_copy(a, buf_str(&e.text)), .original = text};
  even.places = memcpy(arena_room(a, e.places.n), e.places.p, e.places.n);
  buf_free(&e.text);
  buf_free(&e.places);
  return even;
}

struct str even_text_original(const struct even_text *even, size_t from, size_t to) {
  return str_slice(even->original, even->places[from], even->places[to]);
}
