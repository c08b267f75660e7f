/* Finds the line that was meant as a page's title, but is no heading to markdown. */
#include "read/lost_title.h"

#include "diag/diag.h"
#include "read/lines.h"
#include "read/near_miss.h"
#include "read/rules.h"

/* The first line that is neither empty nor comment, or STR_NONE. */
static size_t first_line_of_text(const struct source *source, size_t line) {
  struct line_walk walk = {.source = source, .line = line};
  enum line_place place;
  while (line_walk_next(&walk, &place)) {
    bool is_empty = str_trim(source_line(source, walk.line - 1)).n == 0;
    if (!is_empty && place != LINE_COMMENT)
      return place == LINE_FREE ? walk.line - 1 : STR_NONE;
  }
  return STR_NONE;
}

static bool has_title_key(struct str front) {
  struct str line;
  while (str_next_line(&front, &line)) {
    if (str_starts_with(line, STR("title:")) || str_starts_with(line, STR("\"title\":")))
      return true;
  }
  return false;
}

static bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_letter_or_digit(char c) {
  return is_small(lower_char(c)) || is_digit_char(c);
}

/* "#!/bin/sh", "#----", "#{" are no titles. */
static bool may_begin_title(char c) {
  return is_letter_or_digit(c) || (unsigned char)c >= 0x80 ||
         str_find_char(STR("[`*\"("), c, 0) != STR_NONE;
}

/* "#oncall", "#1234", "#db #disk": tags and numbers of issues. Titles begin with a capital, or
 * have a second word that is no tag. */
static bool may_be_tags(struct str text) {
  size_t blank = str_find_char(text, ' ', 0);
  if (blank == STR_NONE)
    return is_small(text.p[0]) || is_digit_char(text.p[0]);
  for (; blank != STR_NONE; blank = str_find_char(text, ' ', blank + 1)) {
    if (blank + 1 < text.n && text.p[blank + 1] != '#' && text.p[blank + 1] != ' ')
      return false;
  }
  return true;
}

bool lost_title_at(const struct source *source, size_t line, struct str front,
                   struct heading *heading) {
  size_t at = first_line_of_text(source, line);
  if (at == STR_NONE || !heading_at(source, at, heading) ||
      (heading->kind != HEADING_NO_SPACE && heading->kind != HEADING_SPACE))
    return false;
  if (heading->kind == HEADING_NO_SPACE &&
      (!may_begin_title(heading->text.p[0]) || may_be_tags(heading->text)))
    return false;
  int next = next_heading_level(source, at + 1);
  return (next == 0 || next > heading->level) && !has_title_key(front);
}

void lost_title_take(struct bag *bag, struct piece *piece) {
  const struct source *source = piece->source;
  struct heading heading;
  if (piece->heading_level > 0 ||
      !lost_title_at(source, source_line_at(source, piece->body.offset),
                     span_text(piece->front), &heading) ||
      source->line_starts[heading.line] >= piece->body.offset + piece->body.n)
    return;
  /* A space makes a heading of what is text now: no fix that leaves the meaning alone. */
  if (report_heading(bag, source, heading.level, &heading))
    bag->diags[bag->count - 1].is_unsafe = bag->diags[bag->count - 1].edit_count > 0;
  piece->title = span_of_text(source, heading.text);
  piece->lost_level = heading.level;
}
