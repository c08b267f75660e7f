/* Cuts a text that is over its budget at the borders that a reader sees. */
#include "emit/chunks/chunk_split.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "emit/chunks/chunk_blocks.h"
#include "emit/chunks/even_text.h"
#include "emit/chunks/sentences.h"
#include "emit/chunks/tokens.h"

/* A stretch that stays whole, from where it begins to where the next one does. */
struct atom {
  size_t from, to;
  struct token_cost cost;
  struct str before, after; /* what a part needs that begins, or ends, with it */
  bool keeps_next;          /* it announces what follows */
};

struct splitter {
  struct arena *a;
  const struct split_request *request;
  struct str text;
  struct token_cost header;
  struct atom *atoms;
  size_t atom_count;
  struct text_parts parts;
};

/* What the pieces of one block have in common. */
struct frame {
  struct str before, after;
};

/* Lists inside lists: what lies deeper is text. Headings in a row: more are no headings. */
enum { DEEPEST = 16, MOST_HEADINGS = 4 };

static struct token_cost cost_of(const struct splitter *s, struct str text) {
  return token_cost_of(text, s->request->vocabulary);
}

/* Indentation at the front counts, empty lines do not. */
static struct str trimmed(struct str text, size_t from, size_t to) {
  bool is_at_line = from == 0 || text.p[from - 1] == '\n';
  for (size_t at = from; at < to && (text.p[at] == '\n' || is_blank_char(text.p[at])); at++) {
    if (text.p[at] == '\n' || !is_at_line)
      from = at + 1;
    is_at_line = is_at_line || text.p[at] == '\n';
  }
  return str_trim_end(str_slice(text, from, to));
}

static void add_atom(struct splitter *s, size_t from, size_t to, struct token_cost cost,
                     struct frame frame) {
  if (trimmed(s->text, from, to).n == 0)
    return;
  s->atoms = arena_grow(s->a, s->atoms, s->atom_count, sizeof *s->atoms);
  s->atoms[s->atom_count++] = (struct atom){from, to, cost, frame.before, frame.after, false};
}

/* Where to cut a text of which only `fit` bytes fit: behind a line, else a word, else there. */
static size_t cut_at(struct str text, size_t fit) {
  if (fit == 0) {
    uint32_t code_point = 0;
    size_t n = utf8_decode(text, 0, &code_point);
    return n > 0 ? n : 1;
  }
  while (fit > 0 && (text.p[fit] & 0xC0) == 0x80)
    fit--;
  for (size_t at = fit; at > 0; at--) {
    if (text.p[at - 1] == '\n')
      return at;
  }
  for (size_t at = fit; at > 0; at--) {
    if (is_blank_char(text.p[at - 1]))
      return at;
  }
  return fit;
}

/* A stretch of a block. What its first piece needs before it, and the last one after it, may be
 * less than what the pieces between need. */
struct stretch {
  size_t from, to;
  struct frame frame;
  bool is_first, is_last;
};

static struct frame frame_of(const struct stretch *stretch, bool is_first, bool is_last) {
  struct frame frame = stretch->frame;
  if (stretch->is_first && is_first)
    frame.before.n = 0;
  if (stretch->is_last && is_last)
    frame.after.n = 0;
  return frame;
}

/* With the header and all of the frame. */
static struct token_cost overhead_of(const struct splitter *s, const struct frame *frame) {
  struct token_cost cost = token_cost_sum(s->header, cost_of(s, frame->before));
  return token_cost_sum(cost, cost_of(s, frame->after));
}

static struct str join_behind(struct splitter *s, struct str header, const struct frame *frame,
                              struct str text) {
  if (header.n == 0 && frame->before.n == 0 && frame->after.n == 0)
    return text;
  return arena_printf(s->a, "%.*s%s%.*s%.*s%s%.*s", STR_ARG(header), header.n > 0 ? "\n\n" : "",
                      STR_ARG(frame->before), STR_ARG(text), frame->after.n > 0 ? "\n" : "",
                      STR_ARG(frame->after));
}

static struct str join(struct splitter *s, const struct frame *frame, struct str text) {
  return join_behind(s, s->request->header, frame, text);
}

/* So much more may a text cost than its parts do alone. */
enum { SEAMS = 4 };

/* Would it make a part of its own? Only what nearly fills the budget is put together for that.
 */
static bool is_part(struct splitter *s, const struct frame *frame, struct str text) {
  struct token_cost cost = token_cost_sum(overhead_of(s, frame), cost_of(s, text));
  size_t bound = token_cost_bound(cost), budget = s->request->budget;
  if (bound + SEAMS <= budget)
    return true;
  if (bound > budget + SEAMS && text.n > budget)
    return false;
  return token_bound(join(s, frame, text), s->request->vocabulary) <= budget;
}

static bool add_whole(struct splitter *s, const struct stretch *stretch) {
  if (!is_part(s, &stretch->frame, trimmed(s->text, stretch->from, stretch->to)))
    return false;
  struct str all = str_slice(s->text, stretch->from, stretch->to);
  add_atom(s, stretch->from, stretch->to, cost_of(s, all), frame_of(stretch, true, true));
  return true;
}

/* The length of the first piece of what begins at `from`: one character at least. */
static size_t piece_length(struct splitter *s, const struct stretch *stretch, size_t from,
                           const struct token_limit *limit) {
  struct str rest = str_slice(s->text, from, stretch->to);
  /* Only as much as can fit is looked at, so a long one is not walked again for each piece. */
  size_t fit = token_fit(rest, s->request->vocabulary, limit);
  size_t n = fit == rest.n ? rest.n : cut_at(rest, fit), one = cut_at(rest, 0);
  while (n > one && !is_part(s, &stretch->frame, trimmed(s->text, from, from + n)))
    n = cut_at(rest, n - 1);
  return n < one ? one : n;
}

/* Cut between words, for there is no better border. */
static void add_pieces(struct splitter *s, const struct stretch *stretch) {
  struct token_limit limit = {
      .budget = s->request->budget,
      .spent = overhead_of(s, &stretch->frame),
      .spent_bytes =
          s->request->header.n + 2 + stretch->frame.before.n + stretch->frame.after.n + 1,
  };
  if (limit.spent.steps == 0)
    limit.spent_bytes = 0;
  for (size_t from = stretch->from; from < stretch->to;) {
    size_t n = piece_length(s, stretch, from, &limit);
    bool is_first = from == stretch->from, is_last = from + n == stretch->to;
    add_atom(s, from, from + n, cost_of(s, str_slice(s->text, from, from + n)),
             frame_of(stretch, is_first, is_last));
    from += n;
  }
}

static void add_stretch(struct splitter *s, const struct stretch *stretch) {
  if (!add_whole(s, stretch))
    add_pieces(s, stretch);
}

static void add_sentences(struct splitter *s, size_t from, size_t to) {
  struct str text = str_slice(s->text, 0, to);
  while (from < to) {
    size_t end = sentence_end(text, from);
    add_stretch(s, &(struct stretch){.from = from, .to = end});
    from = end;
  }
}

static void add_lines(struct splitter *s, size_t from, size_t to) {
  for (size_t next = from; from < to; from = next) {
    block_line(s->text, &next, to);
    add_stretch(s, &(struct stretch){.from = from, .to = next});
  }
}

/* Lines from `first` on, up to `last`; what stands around them goes with the first and the
 * last. */
static void add_framed(struct splitter *s, const struct text_block *block, size_t first,
                       size_t last, struct frame frame) {
  struct token_cost both = token_cost_sum(cost_of(s, frame.before), cost_of(s, frame.after));
  if (token_cost_bound(token_cost_sum(s->header, token_cost_sum(both, both))) >
      s->request->budget)
    frame = (struct frame){0}; /* it would take more room than what it is for */
  for (size_t from = first, next = first; from < last; from = next) {
    block_line(s->text, &next, last);
    bool is_first = from == first, is_last = next == last;
    add_stretch(s, &(struct stretch){.from = is_first ? block->from : from,
                                     .to = is_last ? block->to : next,
                                     .frame = frame,
                                     .is_first = is_first,
                                     .is_last = is_last});
  }
}

/* The opening fence as a line of its own, also where it stands behind the marker of an item.
 * Indented as in the original, for so is the code. */
static struct str opening_of(struct splitter *s, struct str line) {
  size_t at = (size_t)(line.p - s->text.p);
  if (s->request->even)
    line = even_text_original(s->request->even, at, at + line.n);
  struct fence fence = {0, 0};
  size_t offset = line_kind_of(&fence, line) == LINE_ITEM ? line_item_offset(line) : 0;
  return arena_printf(s->a, "%*s%.*s\n", (int)offset, "",
                      STR_ARG(str_trim_end(str_slice(line, offset, line.n))));
}

static struct str closing_of(struct splitter *s, struct str opening) {
  size_t indent = 0;
  while (is_blank_char(opening.p[indent]))
    indent++;
  struct fence fence = {0, 0};
  line_kind_of(&fence, opening);
  return arena_copy(s->a, str_slice(opening, 0, indent + fence.count));
}

static void add_fence(struct splitter *s, const struct text_block *block) {
  size_t first = block->from, last = block->to;
  while (first < last && str_trim(block_line(s->text, &(size_t){first}, last)).n == 0)
    block_line(s->text, &first, last);
  struct str opening = opening_of(s, block_line(s->text, &first, block->to));
  struct frame frame = {opening, closing_of(s, opening)};
  struct fence fence = {0, 0};
  line_kind_of(&fence, opening);
  for (size_t at = first, from = first; at < block->to; from = at) {
    if (line_kind_of(&fence, block_line(s->text, &at, block->to)) == LINE_FENCE_CLOSE) {
      last = from;
      break;
    }
  }
  if (first < last)
    add_framed(s, block, first, last, frame);
  else
    add_lines(s, block->from, block->to);
}

static void add_table(struct splitter *s, const struct text_block *block) {
  size_t from = block->from, at = from;
  while (str_trim(block_line(s->text, &at, block->to)).n == 0)
    from = at;
  block_line(s->text, &at, block->to);
  struct str head = str_slice(s->text, from, at);
  if (at < block->to)
    add_framed(s, block, at, block->to, (struct frame){head, {NULL, 0}});
  else
    add_lines(s, block->from, block->to);
}

/* Does it say what follows, as a heading does, or "Do this:"? */
static bool announces(struct str text, enum block_form form) {
  text = str_trim_end(text);
  return form == FORM_HEADING || (form == FORM_TEXT && text.n > 0 && text.p[text.n - 1] == ':');
}

static void add_blocks(struct splitter *s, struct block_reader reader, size_t depth);

static void add_block(struct splitter *s, const struct text_block *block, size_t depth) {
  if (add_whole(s, &(struct stretch){.from = block->from, .to = block->to})) {
    if (s->atom_count > 0)
      s->atoms[s->atom_count - 1].keeps_next =
          announces(str_slice(s->text, block->from, block->to), block->form);
    return;
  }
  if (block->form == FORM_ITEM && depth < DEEPEST)
    add_blocks(s, block_reader_of(s->text, block->from, block->to, true), depth + 1);
  else if (block->form == FORM_FENCE)
    add_fence(s, block);
  else if (block->form == FORM_TABLE)
    add_table(s, block);
  else if (block->form == FORM_CODE || block->form == FORM_QUOTE)
    add_lines(s, block->from, block->to);
  else
    add_sentences(s, block->from, block->to);
}

static void add_blocks(struct splitter *s, struct block_reader reader, size_t depth) {
  for (struct text_block block; block_next(&reader, &block);)
    add_block(s, &block, depth);
}

/* The part of the atoms from..to. */
static struct str part_of(struct splitter *s, size_t from, size_t to) {
  const struct atom *first = &s->atoms[from], *last = &s->atoms[to - 1];
  struct frame frame = {first->before, last->after};
  return join(s, &frame, trimmed(s->text, first->from, last->to));
}

/* As many atoms from `from` on as surely fit by what they add up to, at least one. */
static size_t sum_up(const struct splitter *s, size_t from) {
  struct token_cost cost = s->header;
  cost = token_cost_sum(cost, cost_of(s, s->atoms[from].before));
  size_t to = from;
  while (to < s->atom_count) {
    cost = token_cost_sum(cost, s->atoms[to].cost);
    struct token_cost closed = token_cost_sum(cost, cost_of(s, s->atoms[to].after));
    if (to > from && token_cost_bound(closed) > s->request->budget)
      break;
    to++;
  }
  return to;
}

/* The same with the white space of the original, unless that is too much for the budget. */
static struct str original_of(struct splitter *s, struct str part, size_t from, size_t to) {
  const struct even_text *even = s->request->even;
  if (!even)
    return part;
  const struct atom *first = &s->atoms[from], *last = &s->atoms[to - 1];
  struct frame frame = {first->before, last->after};
  struct str text = even_text_original(even, first->from, last->to);
  struct str original =
      join_behind(s, s->request->original_header, &frame, trimmed(text, 0, text.n));
  return token_bound(original, s->request->vocabulary) <= s->request->budget ? original : part;
}

static void add_part(struct splitter *s, struct str part) {
  struct text_parts *parts = &s->parts;
  parts->items = arena_grow(s->a, parts->items, parts->count, sizeof *parts->items);
  parts->items[parts->count++] = part;
}

/* What announces something goes with it, if that leaves a part that says something. */
static size_t before_announcement(const struct splitter *s, size_t from, size_t to) {
  size_t end = to;
  while (to < s->atom_count && end > from && to - end < MOST_HEADINGS &&
         s->atoms[end - 1].keeps_next)
    end--;
  bool is_found = end > from && !s->atoms[end - 1].keeps_next;
  return is_found ? end : to;
}

static void pack(struct splitter *s) {
  for (size_t from = 0; from < s->atom_count;) {
    size_t to = sum_up(s, from);
    to = before_announcement(s, from, to);
    struct str part = part_of(s, from, to);
    while (to - from > 1 && token_bound(part, s->request->vocabulary) > s->request->budget)
      part = part_of(s, from, --to);
    add_part(s, original_of(s, part, from, to));
    from = to;
  }
}

struct text_parts chunk_split(struct arena *a, const struct split_request *request) {
  struct splitter s = {.a = a, .request = request, .text = request->text};
  if (request->header.n > 0)
    s.header = cost_of(&s, arena_printf(a, "%.*s\n\n", STR_ARG(request->header)));
  add_blocks(&s, block_reader_of(s.text, 0, s.text.n, false), 0);
  pack(&s);
  return s.parts;
}
