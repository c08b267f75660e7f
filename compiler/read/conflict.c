/* Finds what a merge of git left behind: two versions of some lines, and marks around them. */
#include "read/conflict.h"

#include "diag/diag.h"
#include "read/lines.h"
#include "read/rules.h"

/* Seven signs and nothing else, or a blank and the name of a branch. */
static bool is_mark(struct str line, const char *signs, bool has_name) {
  struct str mark = str_from_c(signs);
  if (!str_starts_with(line, mark))
    return false;
  struct str rest = str_slice(line, mark.n, line.n);
  return rest.n == 0 || (has_name && rest.p[0] == ' ');
}

bool report_conflict(struct bag *bag, const struct source *source) {
  if (str_find(source->bytes, STR("<<<<<<< "), 0) == STR_NONE)
    return false;
  struct line_walk walk = {.source = source};
  enum line_place place;
  size_t begin = STR_NONE, middle = STR_NONE;
  while (line_walk_next(&walk, &place)) {
    size_t i = walk.line - 1;
    struct str line = source_line(source, i);
    if (place == LINE_FENCE || place == LINE_COMMENT)
      continue;
    if (is_mark(line, "<<<<<<<", true)) {
      begin = i;
      middle = STR_NONE;
    } else if (begin != STR_NONE && is_mark(line, "=======", false)) {
      middle = i;
    } else if (middle != STR_NONE && is_mark(line, ">>>>>>>", true)) {
      struct diag *diag =
          diag_add(bag, &read_rules[READ_CONFLICT], source_line_span(source, begin),
                   "a merge conflict begins here, and nobody has resolved it");
      diag_relate(bag, diag, source_line_span(source, middle), "the other version begins here");
      diag_relate(bag, diag, source_line_span(source, i), "it ends here");
      diag_help(bag, diag,
                "keep one of the two versions, and take the three lines of marks out");
      return true;
    }
  }
  return false;
}
