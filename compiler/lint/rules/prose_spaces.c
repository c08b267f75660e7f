/* Rules about white space in prose: doubled, before punctuation, at the end of a line. */
#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/rules/prose.h"
#include "model/rule_options.h"

struct search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *marks;
};

static bool is_written(const struct text *text) {
  return text->kind == TEXT_PROSE || text->kind == TEXT_TITLE || text->kind == TEXT_HEADING;
}

/* What is known about the line that is looked at. */
struct line {
  size_t from,
      to;      /* of its text: without indentation, markers of quotes and the blanks behind */
  bool is_row; /* it holds a bar, as rows of tables do; there, blanks make columns */
};

/* The next line of the text; `at` is where it begins and becomes where the next one does. */
static bool next_line(struct str text, size_t *at, struct line *line) {
  if (*at >= text.n)
    return false;
  size_t end = str_find_char(text, '\n', *at), bar = str_find_char(text, '|', *at);
  end = end == STR_NONE ? text.n : end;
  line->is_row = bar < end;
  line->from = *at;
  while (line->from < end && (is_blank_char(text.p[line->from]) || text.p[line->from] == '>'))
    line->from++;
  line->to = line->from + str_trim_end(str_slice(text, line->from, end)).n;
  *at = end + 1;
  return true;
}

static size_t blanks_end(struct str text, size_t at) {
  while (at < text.n && is_blank_char(text.p[at]))
    at++;
  return at;
}

static void edit(const struct search *s, struct diag *diag, const struct text *text,
                 struct span span, struct str with, bool is_safe) {
  if (text->kind == TEXT_PROSE && is_safe)
    diag_edit(s->l->bag, diag, span, with);
  else
    diag_edit_unsafe(s->l->bag, diag, span, with);
}

/* ---- double-space ---- */

/* Two spaces behind a sentence are a habit of typists, and no slip. */
static bool ends_sentence(struct str text, size_t at) {
  while (at > 0 && str_find_char(STR("\"')*_]"), text.p[at - 1], 0) != STR_NONE)
    at--;
  struct str head = str_slice(text, 0, at);
  if (str_ends_with(head, STR("\xE2\x80\x9D")) || str_ends_with(head, STR("\xE2\x80\x99")))
    at -= 3;
  return at > 0 && str_find_char(STR(".!?:;"), text.p[at - 1], 0) != STR_NONE;
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/* Behind what is quoted, something new begins: "`get(key)`  The value of the key", "[ ]  Buy".
 */
static bool begins_anew(struct str line, size_t at, size_t to) {
  char before = line.p[at - 1];
  return before == ']' || ((is_upper(line.p[to]) || line.p[to] == '(') &&
                           str_find_char(STR("`\")}"), before, 0) != STR_NONE);
}

/* Groups of digits, as fingerprints are written: in their midst the gap is wider. */
static bool is_between_groups(struct str line, size_t at, size_t to) {
  size_t before = 0, behind = 0;
  while (before < at &&
         (is_digit_char(line.p[at - 1 - before]) || is_upper(line.p[at - 1 - before])))
    before++;
  while (to + behind < line.n &&
         (is_digit_char(line.p[to + behind]) || is_upper(line.p[to + behind])))
    behind++;
  return before >= 2 && before == behind;
}

enum { WIDEST_SLIP = 3 }; /* more of them make columns */

/* What stands before punctuation is another rule's. */
static bool is_slip(struct str line, size_t at, size_t to) {
  return to - at <= WIDEST_SLIP && str_find_char(STR(",.!?"), line.p[to], 0) == STR_NONE &&
         !ends_sentence(line, at) && !begins_anew(line, at, to) &&
         !is_between_groups(line, at, to);
}

/* Two gaps with a single word between them make columns. `gap` is where the one before it
 * ended, or 0. */
static bool makes_columns(struct str line, size_t gap, size_t at, size_t to) {
  size_t next = str_find(line, STR("  "), to), blank = str_find_char(line, ' ', to);
  return (gap > 0 && str_find_char(str_slice(line, 0, at), ' ', gap) == STR_NONE) ||
         (next != STR_NONE && next == blank);
}

static void look_at_line(const struct search *s, struct text *text, const struct line *line) {
  struct str head = str_slice(text->bytes, 0, line->is_row ? 0 : line->to);
  size_t gap = 0, to;
  for (size_t at = line->from; (at = str_find(head, STR("  "), at)) != STR_NONE;
       at = gap = to) {
    to = blanks_end(head, at);
    if (!is_slip(head, at, to) || makes_columns(head, gap, at, to) ||
        text_is_quoted(text, at, ~0u))
      continue;
    struct span span = text_span(text, at, to);
    struct diag *diag =
        diag_add(s->l->bag, s->row, span, "%zu spaces stand between two words", to - at);
    edit(s, diag, text, span, STR(" "), true);
  }
}

static void look_for_double(void *ctx, struct text *text) {
  struct line line;
  if (!is_written(text))
    return;
  for (size_t next = 0; next_line(text->bytes, &next, &line);)
    look_at_line(ctx, text, &line);
}

static void find_double(const struct linter *l, const struct rule *row) {
  struct search search = {l, row, NULL};
  prose_visit_marked(l, MARK_BLANKS, look_for_double, &search);
}

/* ---- space-before-punctuation ---- */

enum { MARKS };

static const struct rule_option before_options[] = {
    [MARKS] = {"marks", RULE_OPTION_TEXTS,
               "[\",\", \".\", \"!\", \"?\", \"\xE3\x80\x81\", \"\xE3\x80\x82\", "
               "\"\xEF\xBC\x8C\"]",
               "punctuation before which no space stands", NULL},
    {0},
};

/* Is a mark of ASCII that ends at the start of `rest` one of its sentence? Where the sentence
 * goes on behind it, it stands for itself: "expands ? and *". */
static bool is_of_sentence(struct str rest, char mark) {
  size_t next = blanks_end(rest, 0);
  bool stands_apart =
      next > 0 || rest.n == 0 || rest.p[0] == '\n' || rest.p[0] == '\r' || rest.p[0] == ')';
  return stands_apart &&
         (mark == ',' || next == rest.n || rest.p[next] < 'a' || rest.p[next] > 'z');
}

/* The length of the mark at `at`, behind which a text goes on as behind punctuation; else 0. */
static size_t mark_length(const struct search *s, struct str text, size_t at) {
  struct str rest = str_slice(text, at, text.n);
  for (size_t i = 0; i < s->marks->count; i++) {
    struct str mark = s->marks->texts[i];
    if (!str_starts_with(rest, mark))
      continue;
    bool is_ascii = ((unsigned char)mark.p[0] & 0x80) == 0;
    if (!is_ascii || is_of_sentence(str_slice(rest, mark.n, rest.n), mark.p[0]))
      return mark.n;
  }
  return 0;
}

/* A word, or what closes one: behind other signs a mark is no slip. */
static bool is_behind_word(struct str text, size_t at) {
  size_t from = at - 1;
  uint32_t c = 0;
  while (from > 0 && ((unsigned char)text.p[from] & 0xC0) == 0x80)
    from--;
  return utf8_decode(text, from, &c) > 0 &&
         (is_unicode_word(c) || c == ')' || c == '"' || c == '`' || c == '\'');
}

static void report_before(const struct search *s, struct text *text, size_t from, size_t to,
                          size_t n) {
  struct str mark = str_slice(text->bytes, to, to + n);
  struct span span = text_span(text, from, to);
  struct diag *diag =
      diag_add(s->l->bag, s->row, span, "a space stands before \"%.*s\"", STR_ARG(mark));
  /* A dot may be a folder, and the other marks belong to a command without its backticks. */
  edit(s, diag, text, span, STR(""),
       str_equal_c(mark, ",") || ((unsigned char)mark.p[0] & 0x80));
}

static void look_before(void *ctx, struct text *text) {
  const struct search *s = ctx;
  struct line line;
  if (!is_written(text))
    return;
  for (size_t next = 0; next_line(text->bytes, &next, &line);) {
    struct str head = str_slice(text->bytes, 0, line.to);
    size_t to;
    for (size_t at = line.from; (at = str_find_char(head, ' ', at)) != STR_NONE; at = to) {
      to = blanks_end(head, at);
      size_t n = mark_length(s, head, to);
      if (n > 0 && is_behind_word(head, at) && !text_is_quoted(text, to, ~0u))
        report_before(s, text, at, to, n);
    }
  }
}

static void find_before(const struct linter *l, const struct rule *row) {
  struct search search = {l, row, rule_option(l->kb->schema, row, MARKS, RULE_OPTION_TEXTS)};
  prose_visit_marked(l, MARK_BLANK_BEFORE, look_before, &search);
}

/* ---- trailing-space ---- */

/* The blocks without children, in the order of the source. */
struct leaves {
  struct arena *a;
  const struct block **items;
  size_t count;
};

static void add_leaves(struct leaves *leaves, const struct block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (blocks[i].child_count > 0) {
      add_leaves(leaves, blocks[i].children, blocks[i].child_count);
      continue;
    }
    leaves->items = arena_grow(leaves->a, leaves->items, leaves->count, sizeof(*leaves->items));
    leaves->items[leaves->count++] = &blocks[i];
  }
}

static size_t end_of(struct span span) {
  return span.offset + span.n;
}

/* The length of the line without the blanks at its end. Behind a CR that ends no line they
 * stay: cmark begins a line there, and what is wrong is the CR. */
static size_t kept_length(struct str line) {
  size_t n = line.n;
  while (n > 0 && is_blank_char(line.p[n - 1]))
    n--;
  return n > 0 && line.p[n - 1] == '\r' ? line.n : n;
}

/* May blanks at the end of this line be taken away? `leaf` is the block that holds the end of
 * the line, or NULL. */
static bool is_stray(const struct block *leaf, struct str line, size_t line_end) {
  bool is_break = str_ends_with(line, STR("  "));
  if (!leaf)
    return true;
  switch (leaf->kind) {
  case BLOCK_CODE:
  case BLOCK_HTML:
  case BLOCK_COMMENT:
    return false;
  case BLOCK_PARAGRAPH:
    return !is_break || line_end >= end_of(leaf->span);
  case BLOCK_HEADING: /* an underlined one may have several lines */
    return !is_break || line_end >= end_of(leaf->inner);
  default:
    return true;
  }
}

/* The last section that begins before `at`, or NULL; they stand in the order of the source. */
static const struct kb_section *section_at(const struct kb_section *sections, size_t count,
                                           size_t at) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sections[middle].heading.offset < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? &sections[low - 1] : NULL;
}

/* Where log lines belong, a line is the machine's, or was meant to be and is reported. */
static bool is_among_log_lines(const struct kb_case *kb_case, size_t at) {
  const struct kb_section *section = section_at(kb_case->sections, kb_case->section_count, at);
  while (section && at >= section->span.offset && at <= end_of(section->span)) {
    if (section->rule->content.log)
      return true;
    section = section_at(section->sections, section->section_count, at);
  }
  return false;
}

static void report_trailing(const struct search *s, const struct source *source, size_t from,
                            size_t to) {
  struct span span = span_of(source, from, to);
  struct diag *diag =
      diag_add(s->l->bag, s->row, span,
               "white space stands at the end of the line, and is no line break");
  /* Behind a backslash the space keeps the line from breaking. */
  if (from == 0 || source->bytes.p[from - 1] != '\\')
    diag_edit(s->l->bag, diag, span, STR(""));
}

/* The body up to the end of its last line that is not blank: what follows parts it from the
 * next case. */
static struct str body_lines(const struct piece *piece) {
  struct str bytes = piece->source->bytes;
  size_t end = piece->body.offset + str_trim_end(span_text(piece->body)).n;
  size_t line_end = str_find_char(bytes, '\n', end);
  return str_slice(bytes, piece->body.offset, line_end == STR_NONE ? bytes.n : line_end);
}

/* The heading that opens a case of a bundle is no part of its body. */
static void look_at_heading(const struct search *s, const struct piece *piece) {
  if (piece->heading_level == 0)
    return;
  const struct source *source = piece->source;
  struct str line = source_line(source, source_line_at(source, piece->heading.offset));
  size_t from = (size_t)(line.p - source->bytes.p);
  size_t kept = kept_length(line);
  if (kept < line.n)
    report_trailing(s, source, from + kept, from + line.n);
}

static void look_at_lines(const struct search *s, const struct kb_case *kb_case) {
  const struct doc *doc = kb_case->doc;
  struct leaves leaves = {s->l->a, NULL, 0};
  struct str rest = body_lines(doc->piece), line;
  const struct source *source = doc->piece->source;
  if (doc->is_body_unusable)
    return;
  look_at_heading(s, doc->piece);
  add_leaves(&leaves, doc->blocks, doc->block_count);
  size_t next = 0;
  while (str_next_line(&rest, &line)) {
    size_t kept = kept_length(line);
    if (kept == line.n)
      continue;
    size_t end = (size_t)(line.p - source->bytes.p) + kept;
    while (next < leaves.count && end_of(leaves.items[next]->span) < end)
      next++;
    const struct block *leaf = next < leaves.count ? leaves.items[next] : NULL;
    if (leaf && leaf->span.offset > end)
      leaf = NULL;
    if (is_stray(leaf, line, end) && !is_among_log_lines(kb_case, end))
      report_trailing(s, source, end, end + line.n - kept);
  }
}

static void find_trailing(const struct linter *l, const struct rule *row) {
  struct search search = {l, row, NULL};
  for (size_t i = 0; i < l->kb->case_count; i++) {
    if ((l->marks[i] & MARK_BLANK_AT_END) != 0)
      look_at_lines(&search, l->kb->cases[i]);
  }
}

/* ---- The rows ---- */

static const struct lint_rule rules[] = {
    {{.code = "KBC0905",
      .name = "double-space",
      .level = LEVEL_NOTE,
      .summary = "more than one space stands between two words",
      .why = "A page shows one space anyway, and a search for the two words in the source does "
             "not find them.",
      .bad = PROSE_PAGE("", "Restart the  service."),
      .good = PROSE_PAGE("", "Restart the service.  Then wait.")},
     find_double},
    {{.code = "KBC0906",
      .name = "space-before-punctuation",
      .level = LEVEL_NOTE,
      .summary = "a space stands before a punctuation mark",
      .why =
          "It looks like a slip, the mark may begin the next line, and a search for the words "
          "with their mark does not find them.",
      .bad = PROSE_PAGE("", "Restart the service , then wait."),
      .good = PROSE_PAGE("", "Restart the service, then read .env, for ? and * are expanded."),
      .options = before_options},
     find_before},
    {{.code = "KBC0907",
      .name = "trailing-space",
      .level = LEVEL_NOTE,
      .summary = "white space stands at the end of a line and breaks no line",
      .why =
          "Nobody sees it, editors take it away, and then a change to one line shows many. Two "
          "spaces inside a paragraph are a line break, and are left alone.",
      .bad = PROSE_PAGE("", "Restart the service. \nThen wait."),
      .good = PROSE_PAGE("", "Restart the service.  \nThen wait.")},
     find_trailing},
};

const struct lint_family prose_spaces_family = {"prose", rules, sizeof rules / sizeof *rules};
