/* Cuts a source into its cases: the only place that knows the layouts of a file. */
#include "base/arena.h"
#include "base/pattern.h"
#include "diag/diag.h"
#include "model/piece.h"
#include "read/front_block.h"
#include "read/lines.h"
#include "read/near_miss.h"
#include "read/read.h"
#include "read/rules.h"

struct splitter {
  struct arena *a;
  struct title_test titles;
  struct bag *bag;
  const struct record_rules *record;
  enum presence presence;
  const struct source *source;
  struct pieces pieces;
  bool is_open;       /* does the last piece go on? */
  bool awaits_title;  /* the open piece has front matter at the top, and no heading yet */
  bool is_unbalanced; /* a fence or comment of this file is never closed */
};

static size_t line_start(const struct splitter *s, size_t line) {
  return line < s->source->line_count ? s->source->line_starts[line] : s->source->bytes.n;
}

/* Ends the open piece before `line`; a last line of dashes separates and is no content. */
static void close_piece(struct splitter *s, size_t line) {
  if (!s->is_open)
    return;
  s->is_open = s->awaits_title = false;
  struct piece *piece = &s->pieces.items[s->pieces.count - 1];
  size_t from = piece->body.offset;
  struct str text = str_trim_end(str_slice(s->source->bytes, from, line_start(s, line)));
  if (is_dashes(text) ||
      (str_ends_with(text, STR("\n---")) && !str_ends_with(text, STR("\n----")))) {
    text.n -= 3;
    text = str_trim_end(text);
  }
  piece->body.n = text.n;
  size_t end = from + text.n;
  size_t start = piece->whole.offset;
  piece->whole.n = end > start ? end - start : 0;
}

static struct piece *open_piece(struct splitter *s, size_t line) {
  close_piece(s, line);
  s->pieces.items = arena_grow(s->a, s->pieces.items, s->pieces.count, sizeof *s->pieces.items);
  struct piece *piece = &s->pieces.items[s->pieces.count];
  *piece = (struct piece){.source = s->source, .ordinal = s->pieces.count++};
  piece->whole.source = piece->body.source = piece->front.source = s->source;
  piece->heading.source = piece->title.source = s->source;
  piece->whole.offset = line_start(s, line);
  s->is_open = true;
  return piece;
}

static void set_body(struct splitter *s, struct piece *piece, size_t line) {
  piece->body.offset = line_start(s, line);
}

/* Gives the piece its front matter and says what is wrong with how it stands there. */
static void set_front(struct splitter *s, struct piece *piece, struct front_block block) {
  piece->front_state = FRONT_PRESENT;
  piece->front = span_of(s->source, line_start(s, block.first), line_start(s, block.end));
  set_body(s, piece, block.behind);
  report_front_form(s->bag, s->source, block);
}

static void open_with_heading(struct splitter *s, const struct heading *heading,
                              struct front_block block) {
  struct piece *piece = open_piece(s, heading->line);
  piece->heading = source_line_span(s->source, heading->line);
  piece->heading_level = heading->case_level;
  piece->title = span_of_text(s->source, heading->text);
  piece->is_number_reported = title_has_odd_number(&s->titles, heading->text);
  if (block.form != FRONT_FORM_NONE) {
    set_front(s, piece, block);
    return;
  }
  set_body(s, piece, heading->behind);
  if (s->presence != PRESENCE_REQUIRED)
    return;
  piece->front_state = FRONT_REPORTED;
  if (heading->is_reported)
    return;
  struct diag *diag = diag_add(s->bag, &read_rules[READ_FRONT_MISSING], piece->heading,
                               "this case has no front matter");
  diag_help(s->bag, diag, "write it below the heading, between two lines of  ---");
}

/* Does front matter, in any form that counts, stand behind the heading? Keys without an opening
 * or a closing line count under a heading that has a number, or if there are two lines of them:
 * one may be prose with a colon. */
static struct front_block front_behind(struct splitter *s, const struct heading *heading,
                                       bool has_number) {
  struct front_block block = front_block_at(s->source, heading->behind);
  bool is_half = block.form == FRONT_FORM_UNOPENED || block.form == FRONT_FORM_UNCLOSED;
  if (is_half && !has_number && block.end - block.first < 2)
    block.form = FRONT_FORM_NONE;
  return block;
}

/* Does this heading open a case, in split: auto? */
static bool opens_case(struct splitter *s, struct heading *heading, struct front_block *block) {
  bool has_number = title_has_number(&s->titles, heading->text);
  *block = front_behind(s, heading, has_number);
  bool is_case_level = heading->level == s->record->level;
  bool is_strict = block->form == FRONT_FORM_WHOLE || block->form == FRONT_FORM_INDENTED ||
                   block->form == FRONT_FORM_CLOSED_BADLY;
  if (s->awaits_title && block->form != FRONT_FORM_WHOLE)
    return false;
  if (s->record->split == SPLIT_HEADING)
    return is_case_level;
  if (is_case_level && !heading->is_odd)
    return block->form != FRONT_FORM_NONE || has_number ||
           title_has_odd_number(&s->titles, heading->text);
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

/* A heading that opens nothing: it may end the case above, or be its title. */
static void pass_heading(struct splitter *s, const struct heading *heading) {
  if (s->awaits_title)
    s->awaits_title = false;
  else if (!heading->is_odd && heading->level < s->record->level)
    close_piece(s, heading->line);
}

/* Is a case opened by the heading at this line of a fence or comment? Only a whole one counts.
 */
static bool is_swallowed_case(struct splitter *s, size_t line, struct heading *heading) {
  struct front_block block;
  return heading_at(s->source, line, heading) && !heading->is_odd &&
         heading->level == s->record->level &&
         (block = front_block_at(s->source, heading->behind)).form == FRONT_FORM_WHOLE;
}

static void report_unclosed(struct splitter *s, const struct line_walk *walk,
                            const struct heading *swallowed) {
  bool is_fence = walk->fence != 0;
  size_t line = is_fence ? walk->fence_line : walk->html_line;
  struct span span = source_line_span(s->source, line);
  struct diag *diag = diag_add(
      s->bag, &read_rules[is_fence ? READ_FENCE_UNCLOSED : READ_COMMENT_UNCLOSED], span,
      is_fence ? "nothing closes this code fence" : "nothing closes this comment");
  diag_help(s->bag, diag,
            is_fence ? "write a line of  ```  where the code ends"
                     : "write  -->  where it ends");
  if (swallowed)
    diag_relate(s->bag, diag, source_line_span(s->source, swallowed->line),
                "it would swallow this case");
}

/* One line; answers the line to go on with. */
static size_t take_line(struct splitter *s, struct line_walk *walk, size_t line,
                        enum line_place place) {
  struct heading heading;
  if (place == LINE_FENCE || place == LINE_COMMENT) {
    if (!s->is_unbalanced || !is_swallowed_case(s, line, &heading))
      return line + 1;
    report_unclosed(s, walk, &heading);
    line_walk_break(walk);
  } else if (place != LINE_FREE || !heading_at(s->source, line, &heading)) {
    return line + 1;
  }
  struct front_block block;
  if (!opens_case(s, &heading, &block)) {
    pass_heading(s, &heading);
    return line + 1;
  }
  report_near_miss(s, &heading);
  open_with_heading(s, &heading, block);
  line_walk_break(walk);
  return block.form == FRONT_FORM_NONE ? heading.behind : block.behind;
}

/* Front matter at the top of the file, behind empty lines only. */
static size_t take_top(struct splitter *s) {
  struct front_block block = front_block_at(s->source, 0);
  bool is_prose = block.form == FRONT_FORM_UNOPENED && s->presence != PRESENCE_REQUIRED;
  if (block.form == FRONT_FORM_NONE || is_prose)
    return 0;
  struct piece *piece =
      open_piece(s, block.form == FRONT_FORM_UNOPENED ? block.first : block.first - 1);
  set_front(s, piece, block);
  s->awaits_title = true;
  return block.behind;
}

/* Without front matter or numbers the file as a whole is a case, if the schema needs neither.
 */
static void take_whole(struct splitter *s) {
  bool is_single = s->record->split == SPLIT_FILE || s->presence != PRESENCE_REQUIRED;
  if (s->pieces.count > 0 || !is_single || s->record->split == SPLIT_HEADING ||
      (s->record->split == SPLIT_AUTO && next_heading_level(s->source, 0) == 0))
    return;
  struct heading heading;
  size_t line = 0;
  while (line < s->source->line_count && !heading_at(s->source, line, &heading))
    line++;
  struct front_block block = {FRONT_FORM_NONE, 0, 0, 0, 0};
  if (line < s->source->line_count && s->record->split == SPLIT_FILE)
    block = front_block_at(s->source, heading.behind);
  if (block.form != FRONT_FORM_NONE) {
    heading.case_level = heading.level;
    open_with_heading(s, &heading, block);
  } else {
    struct piece *piece = open_piece(s, 0);
    set_body(s, piece, 0);
    if (s->presence == PRESENCE_REQUIRED) {
      piece->front_state = FRONT_REPORTED;
      diag_add(s->bag, &read_rules[READ_FRONT_MISSING], source_line_span(s->source, 0),
               "this file has no front matter");
    }
  }
  close_piece(s, s->source->line_count);
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

/* Is a fence or comment still open at the end, if each is closed by what closes it first? */
static bool ends_inside(const struct source *source) {
  struct str text = source->bytes;
  if (str_find_char(text, '<', 0) == STR_NONE && str_find(text, STR("```"), 0) == STR_NONE &&
      str_find(text, STR("~~~"), 0) == STR_NONE)
    return false;
  struct line_walk walk = {.source = source};
  enum line_place place;
  bool is_doubtful = false;
  while (line_walk_next(&walk, &place)) {
    size_t line = walk.line - 1;
    /* A comment that holds the beginning of another one was not closed either. */
    is_doubtful =
        is_doubtful || (place == LINE_COMMENT && line != walk.html_line &&
                        str_find(source_line(source, line), STR("<!--"), 0) != STR_NONE);
  }
  return is_doubtful || walk.fence || walk.html_end;
}

struct pieces read_pieces(struct arena *a, struct arena *scratch, struct bag *bag,
                          const struct record_rules *record, enum presence front_presence,
                          const struct source *source) {
  struct splitter s = {.a = a,
                       .titles = title_test_new(scratch, record),
                       .bag = bag,
                       .record = record,
                       .presence = front_presence,
                       .source = source};
  size_t line = take_top(&s);
  if (record->split != SPLIT_FILE) {
    s.is_unbalanced = ends_inside(source);
    struct line_walk walk = {.source = source, .line = line};
    enum line_place place;
    while (line_walk_next(&walk, &place))
      walk.line = take_line(&s, &walk, walk.line - 1, place);
    if (walk.fence || walk.html_end)
      report_unclosed(&s, &walk, NULL);
  }
  close_piece(&s, source->line_count);
  take_whole(&s);
  report_no_case(&s);
  return s.pieces;
}
