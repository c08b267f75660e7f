/* Headings that open a case, and those that were only meant to. */
#include "read/near_miss.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "read/lines.h"
#include "read/rules.h"

/* The text behind blanks that are none to markdown, and invisible ones. */
static struct str skip_odd_space(struct str text) {
  uint32_t c = 0;
  for (size_t n; text.n > 0 && (n = utf8_decode(text, 0, &c)) > 0;
       text = str_slice(text, n, text.n)) {
    if (c < 0x80 || (!is_unicode_space(c) && c != 0x200B && c != 0xFEFF))
      break;
  }
  return text;
}

/* "##02." or "##", a no-break or other odd space, "02."; or such a space before the hashes. */
static bool is_crooked_heading(struct str line, struct heading *heading) {
  struct str text = skip_odd_space(line);
  size_t hashes = 0;
  while (hashes < text.n && text.p[hashes] == '#')
    hashes++;
  if (hashes == 0 || hashes > 6 || hashes == text.n)
    return false;
  struct str rest = str_slice(text, hashes, text.n);
  bool is_spaced = is_blank_char(rest.p[0]);
  if (is_spaced && text.n == line.n)
    return false;
  struct str title = is_spaced ? rest : skip_odd_space(rest);
  heading->kind = text.n < line.n || title.n < rest.n ? HEADING_SPACE : HEADING_NO_SPACE;
  heading->level = (int)hashes;
  heading->text = str_trim(title);
  return heading->text.n > 0;
}

/* A row of = or -, nothing else: the level of the setext heading above, or 0. */
static int underline_level(struct str line) {
  if (line.n < 2 || (line.p[0] != '=' && line.p[0] != '-'))
    return 0;
  struct str text = str_trim_end(line);
  if (text.n < 2)
    return 0;
  for (size_t i = 1; i < text.n; i++) {
    if (text.p[i] != text.p[0])
      return 0;
  }
  return text.p[0] == '=' ? 1 : 2;
}

/* The underline may itself be the line that opens front matter: then the heading has none. */
static bool is_underlined(const struct source *source, size_t line, struct heading *heading) {
  if (line + 1 >= source->line_count)
    return false;
  heading->level = underline_level(source_line(source, line + 1));
  if (heading->level == 0)
    return false;
  struct str text = skip_odd_space(str_trim(source_line(source, line)));
  while (str_starts_with(text, STR("\xEF\xBC\x83"))) /* a full-width # */
    text = str_trim(str_slice(text, 3, text.n));
  if (text.n == 0 || is_dashes(text))
    return false;
  heading->kind = HEADING_SETEXT;
  heading->text = text;
  heading->behind = line + 2;
  if (front_block_at(source, line + 1).form == FRONT_FORM_WHOLE &&
      front_block_at(source, line + 2).form != FRONT_FORM_WHOLE)
    heading->behind = line + 1;
  /* Front matter with a title of its own behind it: the text above is the end of something
   * else. */
  struct front_block joined = front_block_stray(source, line + 1);
  return joined.form == FRONT_FORM_NONE || next_heading_level(source, joined.behind) > 1;
}

/* Files that were joined have the mark before their first line, wherever that now stands. */
static bool has_byte_order_mark(struct str line) {
  return str_starts_with(line, STR("\xEF\xBB\xBF"));
}

bool heading_at(const struct source *source, size_t line, struct heading *heading) {
  struct str text = source_line(source, line);
  *heading = (struct heading){.line = line, .behind = line + 1, .kind = HEADING_ATX};
  heading->has_mark = has_byte_order_mark(text);
  text = heading->has_mark ? str_slice(text, 3, text.n) : text;
  heading->level = line_heading(text, &heading->text);
  if (heading->level > 0)
    return true;
  heading->is_odd = true;
  return is_crooked_heading(text, heading) || is_underlined(source, line, heading);
}

int next_heading_level(const struct source *source, size_t line) {
  struct str text;
  for (; line < source->line_count; line++) {
    int level = line_heading(source_line(source, line), &text);
    if (level > 0)
      return level;
    struct heading heading;
    if (heading_at(source, line, &heading) && heading.kind == HEADING_SETEXT)
      return heading.level;
  }
  return 0;
}

bool is_underlined_case(const struct source *source, const struct heading *heading) {
  size_t before = heading->line;
  if (before > 0 && str_trim(source_line(source, before - 1)).n > 0)
    return false;
  while (before > 0 && str_trim(source_line(source, before - 1)).n == 0)
    before--;
  size_t number = line_item_number(source_line(source, heading->line));
  size_t last = before > 0 ? line_item_number(source_line(source, before - 1)) : STR_NONE;
  bool goes_on = number != STR_NONE && last != STR_NONE && number == last + 1;
  return !goes_on && next_heading_level(source, heading->behind) > heading->level;
}

struct title_test title_test_new(struct arena *scratch, const struct record_rules *record) {
  struct title_test test = {scratch, record, STR_NONE};
  for (size_t i = 0; i < record->capture_count; i++) {
    if (str_equal_c(record->captures[i], "number") && record->title.groups[i] > 0)
      test.number_group = record->title.groups[i];
  }
  return test;
}

static bool has_digit(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (is_digit_char(text.p[i]))
      return true;
  }
  return false;
}

/* A number has digits, and most headings have none: that spares the pattern. */
bool title_has_number(const struct title_test *test, struct str title) {
  if (test->number_group == STR_NONE || !has_digit(title))
    return false;
  size_t count = test->number_group + 1;
  struct pattern_span *spans = arena_array(test->scratch, struct pattern_span, count);
  if (pattern_match(test->record->title.pattern, title, test->scratch, spans, count) !=
      PATTERN_HIT)
    return false;
  struct pattern_span span = spans[test->number_group];
  return span.from != STR_NONE && span.to > span.from;
}

/* A full-width digit or stop. */
static bool is_wide(uint32_t c) {
  return (c >= 0xFF10 && c <= 0xFF19) || c == 0xFF0E;
}

bool title_has_odd_number(const struct title_test *test, struct str title) {
  /* Full-width digits and the full-width stop all begin with these two bytes. */
  if (str_find(title, STR("\xEF\xBC"), 0) == STR_NONE || title_has_number(test, title))
    return false;
  char *plain = arena_alloc(test->scratch, title.n);
  size_t n = 0;
  for (size_t at = 0; at < title.n;) {
    uint32_t c = 0;
    size_t length = utf8_decode(title, at, &c);
    if (length > 0 && is_wide(c)) {
      plain[n++] = (char)(c - 0xFEE0);
      at += length;
    } else {
      plain[n++] = title.p[at++];
    }
  }
  return title_has_number(test, (struct str){plain, n});
}

bool report_heading(struct bag *bag, const struct source *source, int case_level,
                    const struct heading *heading) {
  struct span line = source_line_span(source, heading->line);
  size_t before = str_find_char(span_text(line), '#', 0);
  size_t start = line.offset + (before == STR_NONE ? 0 : before);
  struct span hashes = span_of(source, start, start + (size_t)heading->level);
  struct diag *diag = NULL;
  if (heading->kind == HEADING_NO_SPACE)
    diag = diag_add(bag, &read_rules[READ_HEADING_NO_SPACE], hashes,
                    "this case heading has no space behind its \"#\"");
  else if (heading->kind == HEADING_SPACE)
    diag = diag_add(bag, &read_rules[READ_HEADING_SPACE],
                    before > 0 ? span_of(source, line.offset, start)
                               : span_of(source, start + hashes.n,
                                         span_of_text(source, heading->text).offset),
                    before > 0 ? "a blank that is no space stands before this \"#\""
                               : "the blank behind this \"#\" is no space");
  else if (heading->kind == HEADING_SETEXT)
    diag = diag_add(bag, &read_rules[READ_HEADING_SETEXT], line,
                    "this case heading is not written with \"#\"");
  else if (heading->level != case_level)
    diag = diag_add(bag, &read_rules[READ_HEADING_LEVEL], hashes,
                    "this case heading is on level %d, not %d", heading->level, case_level);
  if (!diag)
    return false;
  if (heading->kind == HEADING_NO_SPACE)
    diag_edit(bag, diag, span_of(source, start + hashes.n, start + hashes.n), STR(" "));
  else if (heading->kind == HEADING_SPACE)
    diag_edit(bag, diag, diag->span, before > 0 ? STR("") : STR(" "));
  diag_help(bag, diag, "write  %.*s %.*s", case_level, "######", STR_ARG(heading->text));
  return true;
}

void report_odd_number(struct bag *bag, const struct source *source,
                       const struct heading *heading) {
  struct span span = span_of_text(source, heading->text);
  size_t blank = str_find_char(heading->text, ' ', 0);
  span = blank == STR_NONE ? span : span_part(span, 0, blank);
  struct diag *diag = diag_add(bag, &read_rules[READ_HEADING_DIGITS], span,
                               "the number of this case is written in full-width characters");
  diag_help(bag, diag, "write it with the digits 0 to 9 and a plain stop");
  struct str text = span_text(span);
  for (size_t at = 0; at < text.n;) {
    uint32_t c = 0;
    size_t n = utf8_decode(text, at, &c);
    char plain = is_wide(c) ? (char)(c - 0xFEE0) : 0;
    if (plain)
      diag_edit(bag, diag, span_of(source, span.offset + at, span.offset + at + n),
                (struct str){&plain, 1});
    at += n > 0 ? n : 1;
  }
}

/* Dashes too many, or with blanks before them, are surely meant as dashes; "+++" may be another
 * language. */
static void fix_dashes(struct bag *bag, struct diag *diag) {
  struct str text = str_trim(span_text(diag->span));
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] != '-')
      return;
  }
  if (text.n >= 3)
    diag_edit(bag, diag, diag->span, STR("---"));
}

void report_inner_front(struct bag *bag, const struct source *source, size_t line) {
  struct diag *diag =
      diag_add(bag, &read_rules[READ_FRONT_PLACE], source_line_span(source, line),
               "front matter below a heading, but this file is one case");
  diag_help(
      bag, diag,
      "give that case its own file; with  split: auto  below \"record\" in the schema, such "
      "a heading opens a case");
}

void report_second_front(struct bag *bag, const struct source *source, size_t line,
                         size_t first) {
  struct diag *diag =
      diag_add(bag, &read_rules[READ_FRONT_PLACE], source_line_span(source, line),
               "this is the second front matter of the case");
  diag_relate(bag, diag, source_line_span(source, first), "the first one");
  diag_help(bag, diag, "put the keys of both between one pair of  ---");
}

void report_front_form(struct bag *bag, const struct source *source, struct front_block block) {
  struct span line = source_line_span(source, block.blame);
  struct diag *diag;
  switch (block.form) {
  case FRONT_FORM_NONE:
  case FRONT_FORM_WHOLE:
    return;
  case FRONT_FORM_OPENED_BADLY:
    diag = diag_add(bag, &read_rules[READ_FRONT_CLOSE], line,
                    "front matter is opened by three dashes, not by this");
    diag_help(bag, diag, "write  ---");
    fix_dashes(bag, diag);
    return;
  case FRONT_FORM_TOML:
    diag = diag_add(bag, &read_rules[READ_FRONT_CLOSE], line,
                    "this front matter is TOML, and YAML is read here");
    diag_help(bag, diag, "write  ---  above and below it, and  key: value  in its lines");
    return;
  case FRONT_FORM_LATE:
    diag = diag_add(bag, &read_rules[READ_FRONT_PLACE], line,
                    "this stands between the heading and its front matter");
    diag_help(bag, diag, "put it below the front matter");
    return;
  case FRONT_FORM_STRAY:
    diag = diag_add(bag, &read_rules[READ_FRONT_PLACE], line,
                    "no case heading stands above this front matter");
    diag_help(bag, diag,
              "write the heading of the case above it, or give the case its own file");
    return;
  case FRONT_FORM_UNOPENED:
    diag = diag_add(bag, &read_rules[READ_FRONT_UNOPENED], line,
                    "the line that opens this front matter is missing");
    diag_help(bag, diag, "write  ---  on a line of its own before it");
    return;
  case FRONT_FORM_UNCLOSED:
    diag = diag_add(bag, &read_rules[READ_FRONT_UNCLOSED], line,
                    "nothing closes this front matter");
    diag_help(bag, diag, "write  ---  on a line of its own behind its last key");
    return;
  case FRONT_FORM_CLOSED_BADLY:
    diag = diag_add(bag, &read_rules[READ_FRONT_CLOSE], line,
                    "front matter is closed by three dashes, not by this");
    diag_help(bag, diag, "write  ---");
    fix_dashes(bag, diag);
    return;
  case FRONT_FORM_INDENTED:
    diag = diag_add(bag, &read_rules[READ_FRONT_INDENTED], line,
                    "blanks stand before the dashes of front matter");
    diag_help(bag, diag, "write  ---  at the very beginning of the line");
    fix_dashes(bag, diag);
    return;
  }
}
