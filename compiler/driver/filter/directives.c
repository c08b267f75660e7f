/* Finds the comments of a text that silence findings. */
#include "driver/filter/directives.h"

#include "base/arena.h"
#include "model/case.h"
#include "read/lines.h"

#define COMMENT_OPEN "<!--"
#define COMMENT_CLOSE "-->"

struct finder {
  struct arena *a;
  const struct source *source;
  struct kb_case *const *cases;
  size_t case_count;
  struct directives found;
};

static size_t skip_blanks(struct str text, size_t at) {
  while (at < text.n && is_blank_char(text.p[at]))
    at++;
  return at;
}

/* `inner` begins with the mark, `from` and `to` are where the comment stands in its line. */
static void add(struct finder *f, size_t line, struct str inner, size_t from, size_t to,
                struct directive directive) {
  struct span whole = source_line_span(f->source, line);
  directive.line = line;
  directive.span = span_of(f->source, whole.offset + from, whole.offset + to);
  const char *mistake = directive.mistake;
  if (!directive_read(f->a, str_trim_end(inner), &directive))
    return;
  if (mistake && directive.form != DIRECTIVE_NONE)
    directive.mistake = mistake;
  if (directive.mistake)
    directive.form = DIRECTIVE_NONE;
  f->found.items = arena_grow(f->a, f->found.items, f->found.count, sizeof *f->found.items);
  f->found.items[f->found.count++] = directive;
}

/* ---- Front matter -------------------------------------------------------------------------
 */

/* Does the place stand inside a scalar? Quoted ones may go over lines. */
static bool is_in_value(const struct value *value, size_t offset) {
  if (!value || offset < value->span.offset || offset >= value->span.offset + value->span.n)
    return false;
  bool is_list = value->kind == VALUE_ARRAY;
  if (!is_list && value->kind != VALUE_OBJECT)
    return true;
  for (size_t i = 0; i < value->count; i++) {
    if (is_in_value(is_list ? &value->items[i] : &value->members[i].value, offset))
      return true;
  }
  return false;
}

/* Behind a plain value, it is said anyway that a comment begins there. */
static bool is_behind_quotes(struct str text, size_t hash) {
  struct str before = str_trim(str_slice(text, 0, hash));
  return before.n > 0 && str_find_char(STR("\"']}"), before.p[before.n - 1], 0) != STR_NONE;
}

static void look_at_front(struct finder *f, const struct doc *doc, size_t line) {
  struct str text = source_line(f->source, line);
  struct directive directive = {.is_in_front = true, .is_alone = true};
  size_t start = source_line_span(f->source, line).offset;
  for (size_t hash = str_find_char(text, '#', 0); hash != STR_NONE;
       hash = str_find_char(text, '#', hash + 1)) {
    size_t at = skip_blanks(text, hash + 1);
    struct str inner = str_slice(text, at, text.n);
    bool is_comment = hash == 0 || is_blank_char(text.p[hash - 1]);
    if (!is_comment || !directive_may_begin(inner) || is_in_value(doc->front, start + hash))
      continue;
    directive.is_alone = skip_blanks(text, 0) == hash;
    if (!directive.is_alone && (!directive_begins(inner) || !is_behind_quotes(text, hash)))
      continue;
    if (!directive.is_alone)
      directive.mistake = "it must stand on a line of its own";
    add(f, line, inner, hash, str_trim_end(text).n, directive);
    return;
  }
}

/* ---- Bodies -------------------------------------------------------------------------------
 */

static bool is_in_log_line(const struct finder *f, size_t offset) {
  for (size_t i = 0; i < f->case_count; i++) {
    const struct kb_case *kb_case = f->cases[i];
    for (size_t j = 0; j < kb_case->log_line_count; j++) {
      struct span span = kb_case->log_lines[j].span;
      if (offset >= span.offset && offset < span.offset + span.n)
        return true;
    }
  }
  return false;
}

/* Behind an odd number of backticks it is code. `is_in` is the answer for `from`. */
static bool is_in_code(struct str text, size_t from, size_t at, bool is_in) {
  for (size_t i = from; i < at; i++)
    is_in = is_in != (text.p[i] == '`');
  return is_in;
}

static void add_comment(struct finder *f, size_t line, size_t open, bool is_alone) {
  struct str text = source_line(f->source, line);
  size_t mark = skip_blanks(text, open + sizeof COMMENT_OPEN - 1);
  size_t close = str_find(text, STR(COMMENT_CLOSE), mark);
  struct directive directive = {.is_alone = is_alone};
  size_t end = close == STR_NONE ? str_trim_end(text).n : close + sizeof COMMENT_CLOSE - 1;
  if (close == STR_NONE) {
    directive.mistake = "it must end on the line on which it begins";
  } else if (skip_blanks(text, end) < text.n || !is_alone) {
    directive.mistake = "it must stand on a line of its own";
    directive.is_alone = false;
  }
  add(f, line, str_slice(text, mark, close), open, end, directive);
}

/* A comment behind other text silences nothing, and whoever wrote it should know. */
static void look_behind(struct finder *f, size_t line, struct str text) {
  size_t start = source_line_span(f->source, line).offset, last = 0;
  bool is_code = false;
  for (size_t open = str_find(text, STR(COMMENT_OPEN), 0); open != STR_NONE;
       open = str_find(text, STR(COMMENT_OPEN), open + 1)) {
    size_t mark = skip_blanks(text, open + sizeof COMMENT_OPEN - 1);
    is_code = is_in_code(text, last, open, is_code);
    last = open;
    if (is_code || !directive_begins(str_slice(text, mark, text.n)) ||
        is_in_log_line(f, start + open))
      continue;
    add_comment(f, line, open, false);
    return;
  }
}

/* `before` is the walk before the line, `place` where the line stands. */
static void look_at_body(struct finder *f, const struct line_walk *before,
                         enum line_place place) {
  enum { CODE_INDENT = 4 };
  struct str text = source_line(f->source, before->line);
  if (place == LINE_FENCE || before->fence || before->html_end ||
      str_find(text, STR(COMMENT_OPEN), 0) == STR_NONE)
    return;
  size_t open = skip_blanks(text, 0);
  struct str rest = str_slice(text, open, text.n);
  size_t mark = open + sizeof COMMENT_OPEN - 1;
  bool is_comment = str_starts_with(rest, STR(COMMENT_OPEN)) &&
                    directive_may_begin(str_slice(text, skip_blanks(text, mark), text.n));
  /* Inside an item a comment is indented like its text; deeper stands code. */
  bool is_in_item = place == LINE_INSIDE && before->list_indent > 0 &&
                    open >= before->list_indent && open < before->list_indent + CODE_INDENT;
  if (is_comment && (place == LINE_COMMENT || is_in_item))
    add_comment(f, before->line, open, true);
  else if (!is_comment && place == LINE_FREE)
    look_behind(f, before->line, text);
}

/* ---- The face -----------------------------------------------------------------------------
 */

/* The lines of the YAML of a piece: [first, end); the dashes stand around them. */
static size_t front_first(const struct piece *piece) {
  return source_line_at(piece->source, piece->front.offset);
}

static size_t front_end(const struct piece *piece) {
  return piece->front.n == 0
             ? front_first(piece)
             : source_line_at(piece->source, piece->front.offset + piece->front.n - 1) + 1;
}

struct directives directives_find(struct arena *a, const struct source *source,
                                  struct kb_case *const *cases, size_t case_count) {
  struct finder f = {a, source, cases, case_count, {NULL, 0}};
  if (!directives_may_stand(source->bytes))
    return f.found;
  struct line_walk walk = {.source = source};
  for (size_t next = 0;;) {
    const struct piece *piece = next < case_count ? cases[next]->doc->piece : NULL;
    if (piece && piece->front_state != FRONT_PRESENT) {
      next++;
    } else if (piece && walk.line + 1 >= front_first(piece)) {
      size_t end = front_end(piece);
      for (size_t line = front_first(piece); line < end; line++)
        look_at_front(&f, cases[next]->doc, line);
      next++;
      size_t behind = source_line_at(source, piece->body.offset);
      if (walk.line < behind)
        walk = (struct line_walk){.source = source, .line = behind};
    } else {
      struct line_walk before = walk;
      enum line_place place;
      if (!line_walk_next(&walk, &place))
        return f.found;
      look_at_body(&f, &before, place);
    }
  }
}
