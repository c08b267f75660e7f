/* Cuts a text that is over its budget at the borders that a reader sees. */
#include "emit/chunk_split.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "emit/lines.h"
#include "emit/tokens.h"

/* A stretch that stays whole if it can, from where it begins to where the next one does. */
struct atom {
  size_t from, to;
  size_t tokens;
};

struct splitter {
  struct arena *a;
  struct str text, vocabulary;
  size_t budget;
  struct atom *atoms;
  size_t atom_count;
};

/* Below that indentation an item belongs to the outermost list, above it to an item. */
enum { OUTERMOST = 3, INSIDE_ITEM = 2 };

static void add_atom(struct splitter *s, size_t from, size_t to, size_t tokens) {
  s->atoms = arena_grow(s->a, s->atoms, s->atom_count, sizeof *s->atoms);
  s->atoms[s->atom_count++] = (struct atom){from, to, tokens};
}

static bool is_sentence_end(struct str text, size_t at) {
  char c = text.p[at - 1];
  bool is_mark = c == '.' || c == '!' || c == '?';
  bool is_number = at > 1 && is_digit_char(text.p[at - 2]);
  bool is_followed = at < text.n && (is_blank_char(text.p[at]) || text.p[at] == '\n');
  return is_mark && !is_number && is_followed;
}

static bool is_line_end(struct str text, size_t at) {
  return text.p[at - 1] == '\n';
}

static bool is_word_end(struct str text, size_t at) {
  return is_blank_char(text.p[at - 1]) || text.p[at - 1] == '\n';
}

/* The last place up to `limit` that is such an end; 0 if there is none. */
static size_t last_end(struct str text, size_t limit,
                       bool (*is_end)(struct str text, size_t at)) {
  while (limit > 0 && !is_end(text, limit))
    limit--;
  return limit;
}

/* Where to cut a text of which only `fit` bytes fit. */
static size_t cut_at(struct str text, size_t fit, bool is_code) {
  if (fit == 0) {
    uint32_t code_point = 0;
    size_t n = utf8_decode(text, 0, &code_point);
    return n > 0 ? n : 1;
  }
  size_t at = is_code ? 0 : last_end(text, fit, is_sentence_end);
  if (at == 0)
    at = last_end(text, fit, is_line_end);
  if (at == 0)
    at = last_end(text, fit, is_word_end);
  return at > 0 ? at : fit;
}

/* An atom, in pieces if it is too long alone. */
static void add_pieces(struct splitter *s, size_t from, size_t to, bool is_code) {
  size_t tokens = token_estimate(str_slice(s->text, from, to), s->vocabulary);
  if (tokens <= s->budget) {
    if (from < to)
      add_atom(s, from, to, tokens);
    return;
  }
  while (from < to) {
    struct str rest = str_slice(s->text, from, to);
    /* Only as much as can fit is looked at, so a long atom is not walked again for each piece.
     */
    size_t fit = token_fit(rest, s->vocabulary, s->budget);
    size_t n = fit == rest.n ? rest.n : cut_at(rest, fit, is_code);
    add_atom(s, from, from + n, token_estimate(str_slice(rest, 0, n), s->vocabulary));
    from += n;
  }
}

/* Where the lines stand between two atoms. */
struct line_state {
  struct fence fence;
  bool is_in_item, is_behind_blank, is_behind_code;
};

/* Does a new atom begin with this line? */
static bool begins_atom(const struct line_state *state, enum line_kind kind, size_t indent) {
  if (kind == LINE_BLANK || kind == LINE_CODE || kind == LINE_FENCE_CLOSE)
    return false;
  if (kind == LINE_ITEM && indent <= OUTERMOST)
    return !state->is_in_item || indent < INSIDE_ITEM;
  if (state->is_in_item && indent >= INSIDE_ITEM)
    return false;
  return kind == LINE_FENCE_OPEN || state->is_behind_blank || state->is_behind_code;
}

static void follow(struct line_state *state, enum line_kind kind, bool begins) {
  if (begins)
    state->is_in_item = kind == LINE_ITEM;
  state->is_behind_blank = kind == LINE_BLANK;
  state->is_behind_code = kind == LINE_FENCE_CLOSE;
}

static void find_atoms(struct splitter *s) {
  struct line_state state = {0};
  struct str rest = s->text, line;
  size_t from = 0;
  bool is_code = false;
  for (size_t at = 0; str_next_line(&rest, &line); at = s->text.n - rest.n) {
    enum line_kind kind = line_kind_of(&state.fence, line);
    bool begins = begins_atom(&state, kind, line_indent(line));
    if (begins) {
      add_pieces(s, from, at, is_code);
      from = at;
      is_code = kind == LINE_FENCE_OPEN;
    }
    follow(&state, kind, begins);
  }
  add_pieces(s, from, s->text.n, is_code);
}

static void add_part(struct splitter *s, struct text_parts *parts, size_t from, size_t to) {
  /* At the front of a line white space is indentation, which counts. */
  bool is_at_line = from == 0 || s->text.p[from - 1] == '\n';
  struct str part = str_slice(s->text, from, to);
  while (part.n > 0 && (part.p[0] == '\n' || (!is_at_line && is_blank_char(part.p[0])))) {
    is_at_line = is_at_line || part.p[0] == '\n';
    part = str_slice(part, 1, part.n);
  }
  part = str_trim_end(part);
  if (part.n == 0)
    return;
  parts->items = arena_grow(s->a, parts->items, parts->count, sizeof *parts->items);
  parts->items[parts->count++] = part;
}

struct text_parts chunk_split(struct arena *a, struct str text, struct str vocabulary,
                              size_t budget) {
  struct splitter s = {.a = a, .text = text, .vocabulary = vocabulary, .budget = budget};
  find_atoms(&s);
  struct text_parts parts = {NULL, 0};
  size_t from = 0, used = 0;
  for (size_t i = 0; i < s.atom_count; i++) {
    /* Estimates of pieces add up to at least that of the whole, so the sum keeps the budget. */
    size_t tokens = s.atoms[i].tokens;
    if (used > 0 && used + tokens > budget) {
      add_part(&s, &parts, from, s.atoms[i].from);
      from = s.atoms[i].from;
      used = 0;
    }
    used += tokens;
  }
  add_part(&s, &parts, from, text.n);
  return parts;
}
