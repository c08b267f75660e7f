/* Cuts a source into its cases: the only place that knows the layouts of a file. */
#include "base/arena.h"
#include "base/pattern.h"
#include "diag/diag.h"
#include "model/piece.h"
#include "read/front_block.h"
#include "read/lines.h"
#include "read/lost_title.h"
#include "read/near_miss.h"
#include "read/read.h"
#include "read/rules.h"
#include "read/runaway.h"

#include <string.h>

struct splitter {
  struct arena *a, *scratch;
  struct title_test titles;
  struct bag *bag;
  const struct record_rules *record;
  enum presence presence;
  const struct source *source;
  struct pieces pieces;
  struct outer_headings *outer; /* those that a piece may turn out to hold included */
  bool is_open;                 /* does the last piece go on? */
  bool awaits_title;    /* the open piece has front matter at the top, and no heading yet */
  size_t bundle_line;   /* where that piece ends if a bundle follows; 0: nowhere yet */
  bool has_heading;     /* with split: file, one was seen */
  bool has_inner_front; /* with split: file, front matter below a heading was reported */
  struct runaway runaway;
};

static size_t line_start(const struct splitter *s, size_t line) {
  return line < s->source->line_count ? s->source->line_starts[line] : s->source->bytes.n;
}

/* The text without a last line of three or more dashes: it separates and is no content. */
static struct str without_separator(struct str text) {
  size_t n = text.n;
  while (n > 0 && text.p[n - 1] == '-')
    n--;
  bool is_line = n == 0 || text.p[n - 1] == '\n';
  return is_line && text.n - n >= 3 ? str_trim_end(str_slice(text, 0, n)) : text;
}

/* Ends the open piece before `line`. */
static void close_piece(struct splitter *s, size_t line) {
  if (!s->is_open)
    return;
  struct piece *piece = &s->pieces.items[s->pieces.count - 1];
  size_t from = piece->body.offset, start = piece->whole.offset;
  struct str text = str_trim_end(str_slice(s->source->bytes, from, line_start(s, line)));
  piece->body = span_of(s->source, from, from + without_separator(text).n);
  piece->whole = span_of(s->source, start, from + piece->body.n);
  s->is_open = s->awaits_title = false;
  s->bundle_line = 0;
}

static struct piece *open_piece(struct splitter *s, size_t line) {
  close_piece(s, s->bundle_line > 0 ? s->bundle_line : line);
  s->pieces.items =
      arena_grow(s->scratch, s->pieces.items, s->pieces.count, sizeof *s->pieces.items);
  struct piece *piece = &s->pieces.items[s->pieces.count];
  *piece = (struct piece){.source = s->source, .ordinal = s->pieces.count++, .outer = s->outer};
  piece->body.source = piece->front.source = s->source;
  piece->heading.source = piece->title.source = s->source;
  piece->whole = span_of(s->source, line_start(s, line), line_start(s, line));
  s->is_open = true;
  return piece;
}

static void set_body(struct splitter *s, struct piece *piece, size_t line) {
  piece->body = span_of(s->source, line_start(s, line), line_start(s, line));
}

/* Gives the piece its front matter and says what is wrong with how it stands there. A second
 * block right behind it is one mistake, and no body. Answers the line behind all that. */
static size_t set_front(struct splitter *s, struct piece *piece, struct front_block block) {
  piece->front_state = block.form == FRONT_FORM_TOML ? FRONT_REPORTED : FRONT_PRESENT;
  piece->front = span_of(s->source, line_start(s, block.first), line_start(s, block.end));
  report_front_form(s->bag, s->source, block);
  size_t opening, behind = 0;
  if (block.form == FRONT_FORM_WHOLE && block.first < block.end)
    behind = front_block_second(s->source, block.behind, &opening);
  if (behind > 0)
    report_second_front(s->bag, s->source, opening, block.first - 1);
  behind = behind > 0 ? behind : block.behind;
  set_body(s, piece, behind);
  return behind;
}

static size_t open_with_heading(struct splitter *s, const struct heading *heading,
                                struct front_block block) {
  struct piece *piece = open_piece(s, heading->line);
  piece->heading = source_line_span(s->source, heading->line);
  piece->heading_level = heading->case_level;
  piece->title = span_of_text(s->source, heading->text);
  piece->is_number_reported = title_has_odd_number(&s->titles, heading->text);
  if (block.form != FRONT_FORM_NONE)
    return set_front(s, piece, block);
  set_body(s, piece, heading->behind);
  /* What is wrong with the heading may be what keeps the front matter from being seen. */
  if (heading->is_reported)
    piece->front_state = FRONT_REPORTED;
  return heading->behind;
}

/* Is the open piece one whose front matter stands at the top? Its sections may well be on the
 * level of a bundle's cases. */
static bool is_in_single(const struct splitter *s) {
  return s->is_open && s->pieces.items[s->pieces.count - 1].heading_level == 0;
}

/* Does front matter, in any form that counts, stand behind the heading? Forms that prose may
 * have as well count under a heading that has a number, or where no section can be meant. */
static struct front_block front_behind(struct splitter *s, const struct heading *heading,
                                       bool has_number) {
  struct front_block block = front_block_at(s->source, heading->behind);
  bool is_half = block.form == FRONT_FORM_UNOPENED || block.form == FRONT_FORM_UNCLOSED;
  bool is_section = is_in_single(s) && !has_number;
  if (is_half && !has_number && (is_section || block.end - block.first < 2))
    block.form = FRONT_FORM_NONE;
  if (is_section && block.form != FRONT_FORM_NONE &&
      !front_block_is_solid(s->source, heading->behind, block))
    block.form = FRONT_FORM_NONE;
  bool may_be_late = has_number || (!is_section && heading->level == s->record->level);
  if (block.form == FRONT_FORM_NONE && may_be_late && s->record->split == SPLIT_AUTO &&
      s->presence != PRESENCE_FORBIDDEN && !s->awaits_title && !heading->is_odd)
    return front_block_late(s->source, heading->behind);
  return block;
}

/* Does this heading open a case? */
static bool opens_case(struct splitter *s, struct heading *heading, struct front_block *block) {
  bool has_number = title_has_number(&s->titles, heading->text);
  *block = front_behind(s, heading, has_number);
  bool is_case_level = heading->level == s->record->level;
  bool is_strict = block->form == FRONT_FORM_WHOLE || block->form == FRONT_FORM_INDENTED ||
                   block->form == FRONT_FORM_OPENED_BADLY ||
                   block->form == FRONT_FORM_CLOSED_BADLY;
  if (s->awaits_title && block->form != FRONT_FORM_WHOLE)
    return false;
  if (s->record->split == SPLIT_HEADING)
    return is_case_level;
  if (is_case_level && !heading->is_odd)
    return block->form != FRONT_FORM_NONE || has_number ||
           title_has_odd_number(&s->titles, heading->text);
  if (heading->kind == HEADING_SETEXT && !is_strict)
    return has_number && is_underlined_case(s->source, heading);
  return is_strict || (heading->is_odd && has_number && is_case_level);
}

/* Tells whether the heading at hand is one that nearly opens a case, and says so. */
static void report_near_miss(struct splitter *s, struct heading *heading) {
  bool may_be_setext = s->record->split == SPLIT_HEADING && heading->kind == HEADING_SETEXT;
  heading->is_reported =
      !may_be_setext && report_heading(s->bag, s->source, s->record->level, heading);
  if (!heading->is_reported && title_has_odd_number(&s->titles, heading->text)) {
    report_odd_number(s->bag, s->source, heading);
    heading->is_reported = true;
  }
  heading->case_level = s->record->level;
  if (heading->level == s->record->level || heading->level == 0)
    return;
  /* Where its sections follow the level that it has, the whole case is on another level. */
  size_t behind = front_block_at(s->source, heading->behind).behind;
  heading->case_level = next_heading_level(s->source, behind) == heading->level + 1
                            ? heading->level
                            : s->record->level;
}

static void add_outer(struct splitter *s, const struct heading *heading) {
  struct outer_headings *outer = s->outer;
  outer->items = arena_grow(s->a, outer->items, outer->count, sizeof *outer->items);
  outer->items[outer->count++] =
      (struct outer_heading){heading->level, span_of_text(s->source, heading->text)};
}

/* Only now is it known where each piece ends. */
static void drop_inner_headings(struct splitter *s) {
  struct outer_headings *outer = s->outer;
  size_t kept = 0;
  for (size_t i = 0, next = 0; i < outer->count; i++) {
    size_t offset = outer->items[i].text.offset;
    while (next < s->pieces.count &&
           s->pieces.items[next].whole.offset + s->pieces.items[next].whole.n <= offset)
      next++;
    if (next == s->pieces.count || offset < s->pieces.items[next].whole.offset)
      outer->items[kept++] = outer->items[i];
  }
  outer->count = kept;
}

/* A heading that opens nothing: it may end the case above, or be its title. Of a case with
 * front matter at the top only a bundle shows that it has ended; else the heading is a mistake
 * in it. */
static void pass_heading(struct splitter *s, const struct heading *heading) {
  bool is_above = !heading->is_odd && heading->level < s->record->level;
  bool is_heading =
      !heading->is_odd || (heading->kind == HEADING_SETEXT && heading->level == 1);
  if (is_heading && (!s->is_open || is_above || s->bundle_line > 0))
    add_outer(s, heading);
  if (s->awaits_title)
    s->awaits_title = false;
  else if (is_above && is_in_single(s))
    s->bundle_line = s->bundle_line > 0 ? s->bundle_line : heading->line;
  else if (is_above)
    close_piece(s, heading->line);
}

static void report_unclosed(struct splitter *s, const struct line_walk *walk,
                            size_t swallowed) {
  bool is_fence = walk->fence != 0;
  bool is_comment = !is_fence && str_equal_c(STR("-->"), walk->html_end);
  struct span span = source_line_span(s->source, is_fence ? walk->fence_line : walk->html_line);
  struct diag *diag =
      diag_add(s->bag, &read_rules[is_fence ? READ_FENCE_UNCLOSED : READ_COMMENT_UNCLOSED],
               span, "nothing closes this %s",
               is_fence     ? "code fence"
               : is_comment ? "comment"
                            : "block of HTML");
  if (is_fence)
    diag_help(s->bag, diag, "write a line of  %.*s  where the code ends",
              (int)walk->fence_length,
              str_slice(str_trim(span_text(span)), 0, walk->fence_length).p);
  else
    diag_help(s->bag, diag, "write  %s  where it ends", walk->html_end);
  if (swallowed != STR_NONE)
    diag_relate(s->bag, diag, source_line_span(s->source, swallowed),
                "it would swallow this case");
}

/* Front matter that no heading stands above, as where files were joined: a case all the same.
 */
static size_t take_stray(struct splitter *s, size_t line) {
  struct front_block block = {FRONT_FORM_NONE, 0, 0, 0, 0};
  if (s->record->split == SPLIT_AUTO && s->presence != PRESENCE_FORBIDDEN)
    block = front_block_stray(s->source, line);
  if (block.form == FRONT_FORM_NONE)
    return line + 1;
  size_t behind = set_front(s, open_piece(s, line), block);
  s->awaits_title = true;
  return behind;
}

/* One line; answers the line to go on with. */
static size_t take_line(struct splitter *s, struct line_walk *walk, size_t line,
                        enum line_place place) {
  struct heading heading;
  if (place == LINE_FENCE || place == LINE_COMMENT) {
    if (!is_case_inside(s->source, line, s->record->level) || !runaway_is(&s->runaway, walk))
      return line + 1;
    report_unclosed(s, walk, line);
    line_walk_break(walk);
  }
  if (place == LINE_INSIDE)
    return line + 1;
  if (!heading_at(s->source, line, &heading))
    return take_stray(s, line);
  struct front_block block;
  if (!opens_case(s, &heading, &block)) {
    pass_heading(s, &heading);
    return line + 1;
  }
  report_near_miss(s, &heading);
  line_walk_break(walk);
  return open_with_heading(s, &heading, block);
}

/* Front matter at the top of the file, behind empty lines only. */
static size_t take_top(struct splitter *s) {
  struct front_block block = front_block_at(s->source, 0);
  bool is_prose = block.form == FRONT_FORM_UNOPENED && s->presence != PRESENCE_REQUIRED;
  if (block.form == FRONT_FORM_NONE || is_prose)
    return 0;
  struct piece *piece =
      open_piece(s, block.form == FRONT_FORM_UNOPENED ? block.first : block.first - 1);
  size_t behind = set_front(s, piece, block);
  s->awaits_title = true;
  return behind;
}

/* Without front matter or numbers the file as a whole is a case, if the schema needs neither.
 */
static void take_whole(struct splitter *s) {
  bool is_single = s->record->split == SPLIT_FILE || s->presence != PRESENCE_REQUIRED;
  struct heading heading;
  if (s->pieces.count > 0 || !is_single || s->record->split == SPLIT_HEADING ||
      (s->record->split == SPLIT_AUTO && next_heading_level(s->source, 0) == 0 &&
       !lost_title_at(s->source, 0, STR(""), &heading)))
    return;
  struct line_walk walk = {.source = s->source};
  enum line_place place;
  bool is_found = false;
  while (!is_found && line_walk_next(&walk, &place))
    is_found = place == LINE_FREE && heading_at(s->source, walk.line - 1, &heading);
  struct front_block block = {FRONT_FORM_NONE, 0, 0, 0, 0};
  if (is_found && s->record->split == SPLIT_FILE)
    block = front_block_at(s->source, heading.behind);
  if (block.form != FRONT_FORM_NONE) {
    heading.case_level = heading.level;
    open_with_heading(s, &heading, block);
  } else {
    struct piece *piece = open_piece(s, 0);
    set_body(s, piece, 0);
  }
  close_piece(s, s->source->line_count);
}

/* Where each file is one case, front matter below a heading of it is text to everybody: the
 * first such block is reported. Below the first heading of a file without any it is its own. */
static void check_inner_front(struct splitter *s, size_t line) {
  struct heading heading;
  if (s->has_inner_front || !heading_at(s->source, line, &heading) || heading.level == 0)
    return;
  bool is_own = s->pieces.count == 0 && !s->has_heading;
  s->has_heading = true;
  if (is_own || !front_block_is_keys(s->source, heading.behind))
    return;
  s->has_inner_front = true;
  report_inner_front(s->bag, s->source, heading.behind);
}

static void report_no_case(struct splitter *s) {
  if (s->pieces.count > 0)
    return;
  struct span span = source_line_span(s->source, 0);
  struct diag *diag =
      diag_add(s->bag, &read_rules[READ_NO_CASE], span, "this file holds no case");
  if (s->presence == PRESENCE_REQUIRED)
    diag_help(
        s->bag, diag,
        "a case begins with front matter between two lines of  ---  at the top of the file, "
        "or below a heading  %.*s Title",
        s->record->level, "######");
  else
    diag_help(s->bag, diag, "a case begins with a heading");
}

/* Mostly there is one, and the list has room for more. */
static void keep_pieces(struct splitter *s) {
  struct piece *items = arena_array(s->a, struct piece, s->pieces.count);
  if (s->pieces.count > 0)
    memcpy(items, s->pieces.items, s->pieces.count * sizeof *items);
  s->pieces.items = items;
}

struct pieces read_pieces(struct arena *a, struct arena *scratch, struct bag *bag,
                          const struct record_rules *record, enum presence front_presence,
                          const struct source *source) {
  struct splitter s = {.a = a,
                       .scratch = scratch,
                       .titles = title_test_new(scratch, record),
                       .bag = bag,
                       .record = record,
                       .presence = front_presence,
                       .source = source,
                       .outer = arena_new(a, struct outer_headings),
                       .runaway = {.source = source, .case_level = record->level}};
  struct line_walk walk = {.source = source, .line = take_top(&s)};
  enum line_place place;
  while (line_walk_next(&walk, &place)) {
    if (record->split != SPLIT_FILE)
      walk.line = take_line(&s, &walk, walk.line - 1, place);
    else if (place == LINE_FREE)
      check_inner_front(&s, walk.line - 1);
  }
  if (walk.fence || walk.html_end)
    report_unclosed(&s, &walk, STR_NONE);
  close_piece(&s, source->line_count);
  take_whole(&s);
  for (size_t i = 0; i < s.pieces.count; i++)
    lost_title_take(bag, &s.pieces.items[i]);
  drop_inner_headings(&s);
  report_no_case(&s);
  keep_pieces(&s);
  return s.pieces;
}
