/* Recognises a block of front matter in the lines of a source, and what was meant as one. */
#include "read/front_block.h"

#include "read/lines.h"

#include <string.h>

enum { LONGEST_KEY = 64 };

static const struct front_block no_block;

static bool is_empty_line(struct str line) {
  return str_trim(line).n == 0;
}

/* "key:" and "key: value", also with blanks in the key or quotes around it. Prose that happens
 * to have a colon looks so, too: nobody asks about a line that does not stand where keys
 * should. */
static bool is_key_line(struct str line) {
  if (line.n == 0 || str_find_char(STR(" \t#>*-|`:"), line.p[0], 0) != STR_NONE)
    return false;
  size_t colon = str_find_char(str_slice(line, 0, LONGEST_KEY + 1), ':', 0);
  if (colon == STR_NONE)
    return false;
  return colon + 1 == line.n || is_blank_char(line.p[colon + 1]);
}

/* A key of one word: prose has such a line seldom, and a log line never. */
static bool is_plain_key_line(struct str line) {
  if (!is_key_line(line) || str_find_char(STR("[{(<!&%@"), line.p[0], 0) != STR_NONE)
    return false;
  return str_find_char(str_slice(line, 0, str_find_char(line, ':', 0)), ' ', 0) == STR_NONE;
}

/* What may stand between keys: comments, indented lines, items of a list. */
static bool is_yaml_line(struct str line) {
  return is_empty_line(line) || is_key_line(line) || is_blank_char(line.p[0]) ||
         line.p[0] == '#' || str_starts_with(line, STR("- "));
}

/* One to three dashes that are none of ASCII: em, en, full-width, minus; some may be. */
static bool is_wide_dashes(struct str text) {
  static const char *const dashes[] = {"\xE2\x80\x94", "\xE2\x80\x93", "\xEF\xBC\x8D",
                                       "\xE2\x88\x92", "-"};
  size_t count = 0, wide = 0;
  for (size_t at = 0; at < text.n && count < 4; count++) {
    size_t i = 0, n = sizeof dashes / sizeof *dashes;
    while (i < n && !str_starts_with(str_slice(text, at, text.n), str_from_c(dashes[i])))
      i++;
    if (i == n)
      return false;
    wide += i < n - 1;
    at += strlen(dashes[i]);
  }
  /* A single en dash is a sign of its own. */
  return wide > 0 && count < 4 && !str_equal_c(text, "\xE2\x80\x93");
}

/* A line that was meant to open or close front matter: a row of one character, or the dashes
 * that word processors make of "---". */
static bool is_bad_mark(struct str line) {
  /* Nearly every line ends here: the first byte tells. */
  if (line.n == 0 || str_find_char(STR("-._*=+~\xE2\xEF"), line.p[0], 0) == STR_NONE)
    return false;
  struct str text = str_trim_end(line);
  if (is_wide_dashes(text) || str_equal_c(text, "- - -"))
    return true;
  if (text.n < 2 || (unsigned char)text.p[0] >= 0x80)
    return false;
  for (size_t i = 1; i < text.n; i++) {
    if (text.p[i] != text.p[0])
      return false;
  }
  return text.p[0] == '-' ? text.n != 3 : text.n >= 3;
}

static bool is_indented_dashes(struct str line) {
  return line.n > 0 && is_blank_char(line.p[0]) && is_dashes(str_trim(line));
}

static size_t skip_empty(const struct source *source, size_t line) {
  while (line < source->line_count && is_empty_line(source_line(source, line)))
    line++;
  return line;
}

static struct front_block block_of(enum front_form form, size_t first, size_t end,
                                   size_t behind, size_t blame) {
  return (struct front_block){form, first, end, behind, blame};
}

static bool is_plain_key_at(const struct source *source, size_t line) {
  return line < source->line_count && is_plain_key_line(source_line(source, line));
}

/* Does the text at the line end the front matter, but for one line that is a broken key? Behind
 * it stand whole keys alone, then the dashes, then a heading. */
static bool is_broken_key_at(const struct source *source, size_t line) {
  size_t i = line + 1;
  while (is_plain_key_at(source, i))
    i++;
  if (i >= source->line_count || !is_dashes(source_line(source, i)))
    return false;
  size_t next = skip_empty(source, i + 1);
  struct str text;
  return next < source->line_count && line_heading(source_line(source, next), &text) > 0;
}

/* To YAML a heading is a comment. Here one or several such lines begin: are they comments,
 * because keys go on behind them? `behind` is the first line that is neither one nor empty. */
static bool is_comment(const struct source *source, size_t line, size_t *behind) {
  size_t hashes = 0, most = 0;
  for (*behind = line; *behind < source->line_count; ++*behind) {
    struct str at = source_line(source, *behind);
    if (is_empty_line(at))
      continue;
    if (at.p[0] != '#')
      break;
    for (hashes = 1; hashes < at.n && at.p[hashes] == '#';)
      hashes++;
    most = hashes > most ? hashes : most;
  }
  if (*behind == source->line_count)
    return false;
  struct str next = source_line(source, *behind);
  /* Dashes below a section's or a case's heading open its own front matter; below a single #
   * they close this one, if no key follows. */
  if (is_dashes(next) || is_indented_dashes(next) || is_bad_mark(next))
    return hashes < 2 && !is_plain_key_at(source, *behind + 1);
  if (is_plain_key_line(next))
    return true;
  bool follows = *behind > 0 && !is_empty_line(source_line(source, *behind - 1));
  return most < 2 && (is_blank_char(next.p[0]) || str_starts_with(next, STR("- ")) ||
                      (follows && is_broken_key_at(source, *behind)));
}

/* A line that would end the front matter, but right behind it more keys stand, then dashes,
 * then a heading: it stands inside. */
static bool is_inner_mark(const struct source *source, size_t line) {
  size_t i = line + 1;
  while (is_plain_key_at(source, i))
    i++;
  if (i == line + 1 || i >= source->line_count || !is_dashes(source_line(source, i)))
    return false;
  size_t next = skip_empty(source, i + 1);
  struct str text;
  return next < source->line_count && line_heading(source_line(source, next), &text) > 0;
}

/* The state of a walk through the lines behind an opening line. */
struct block_scan {
  size_t opening, line;
  size_t keys;
  size_t prose;  /* the first line that is no YAML, STR_NONE: none so far */
  bool has_text; /* something but blank lines and comments */
  bool has_comment;
  bool begins_with_key;
};

static struct front_block close_block(const struct block_scan *scan, enum front_form opened,
                                      enum front_form closed) {
  enum front_form form = opened == FRONT_FORM_WHOLE ? closed : opened;
  size_t blame = opened == FRONT_FORM_WHOLE ? scan->line : scan->opening;
  return block_of(form, scan->opening + 1, scan->line, scan->line + 1, blame);
}

static struct front_block unclosed_block(const struct block_scan *scan,
                                         enum front_form opened) {
  if (!scan->begins_with_key || opened == FRONT_FORM_OPENED_BADLY)
    return no_block;
  size_t end = scan->prose == STR_NONE ? scan->line : scan->prose;
  return block_of(FRONT_FORM_UNCLOSED, scan->opening + 1, end, end, scan->opening);
}

/* The block behind an opening line; `opened` says how that is written. At the top of a file
 * whatever stands between two lines of dashes is front matter, elsewhere only what has a key.
 */
static struct front_block scan_opened(const struct source *source, size_t opening,
                                      enum front_form opened, bool is_top) {
  struct block_scan scan = {.opening = opening, .line = opening + 1, .prose = STR_NONE};
  while (scan.line < source->line_count) {
    struct str line = source_line(source, scan.line);
    if (line.n > 0 && line.p[0] == '#') {
      size_t behind;
      if (!is_comment(source, scan.line, &behind))
        return unclosed_block(&scan, opened);
      scan.has_comment = true;
      scan.line = behind;
      continue;
    }
    bool is_yaml_mark = is_dashes(line) || str_equal_c(str_trim_end(line), "...");
    if (opened == FRONT_FORM_WHOLE && is_yaml_mark && is_inner_mark(source, scan.line)) {
      scan.has_text = true;
      scan.line++;
      continue;
    }
    if (is_dashes(line)) {
      bool is_empty = !scan.has_text && !scan.has_comment && opened == FRONT_FORM_WHOLE;
      if (scan.keys > 0 || is_empty || (is_top && scan.has_text))
        return close_block(&scan, opened, FRONT_FORM_WHOLE);
      return unclosed_block(&scan, opened);
    }
    if (scan.keys > 0 && is_indented_dashes(line))
      return close_block(&scan, opened, FRONT_FORM_INDENTED);
    if (scan.keys > 0 && is_bad_mark(line))
      return close_block(&scan, opened, FRONT_FORM_CLOSED_BADLY);
    scan.begins_with_key = scan.begins_with_key || (!scan.has_text && is_key_line(line));
    scan.has_text = scan.has_text || !is_empty_line(line);
    scan.keys += is_key_line(line);
    if (scan.prose == STR_NONE && !is_yaml_line(line))
      scan.prose = scan.line;
    scan.line++;
  }
  return unclosed_block(&scan, opened);
}

/* Keys without an opening line: all lines are keys, and dashes follow at once. */
static struct front_block scan_unopened(const struct source *source, size_t first) {
  size_t i = first;
  while (i < source->line_count && is_key_line(source_line(source, i)))
    i++;
  if (i == first || i == source->line_count || !is_dashes(source_line(source, i)))
    return no_block;
  return block_of(FRONT_FORM_UNOPENED, first, i, i + 1, first);
}

/* Front matter as other tools have it, in TOML: between two lines of "+++". Its YAML is empty,
 * for nothing of it can be read. */
static struct front_block scan_toml(const struct source *source, size_t opening) {
  size_t i = opening + 1;
  if (!str_equal_c(str_trim_end(source_line(source, opening)), "+++"))
    return no_block;
  while (i < source->line_count && str_find_char(source_line(source, i), '=', 0) != STR_NONE)
    i++;
  if (i == opening + 1 || i == source->line_count ||
      !str_equal_c(str_trim_end(source_line(source, i)), "+++"))
    return no_block;
  return block_of(FRONT_FORM_TOML, i, i, i + 1, opening);
}

struct front_block front_block_at(const struct source *source, size_t line) {
  bool is_top = line == 0;
  line = skip_empty(source, line);
  if (line >= source->line_count)
    return no_block;
  struct str opening = source_line(source, line);
  if (is_dashes(opening))
    return scan_opened(source, line, FRONT_FORM_WHOLE, is_top);
  if (is_indented_dashes(opening))
    return scan_opened(source, line, FRONT_FORM_INDENTED, is_top);
  if (!is_bad_mark(opening))
    return scan_unopened(source, line);
  /* Rows of dashes and the like stand everywhere: this one counts only with a key right below.
   */
  if (is_plain_key_at(source, line + 1))
    return scan_opened(source, line, FRONT_FORM_OPENED_BADLY, false);
  return scan_toml(source, line);
}

bool front_block_is_solid(const struct source *source, size_t line, struct front_block block) {
  if (block.form != FRONT_FORM_WHOLE || block.first != line + 1 || block.first == block.end)
    return false;
  for (size_t i = block.first; i < block.end; i++) {
    if (is_empty_line(source_line(source, i)))
      return false;
  }
  return true;
}

bool front_block_is_keys(const struct source *source, size_t line) {
  struct front_block block = front_block_at(source, line);
  if (!front_block_is_solid(source, line, block) || !is_plain_key_at(source, block.first))
    return false;
  for (size_t i = block.first; i < block.end; i++) {
    struct str at = source_line(source, i);
    if (!is_plain_key_line(at) && !is_blank_char(at.p[0]) && !str_starts_with(at, STR("- ")) &&
        at.p[0] != '#')
      return false;
  }
  return true;
}

size_t front_block_second(const struct source *source, size_t line, size_t *opening) {
  *opening = skip_empty(source, line);
  if (*opening >= source->line_count || !front_block_is_keys(source, *opening))
    return 0;
  return front_block_at(source, *opening).behind;
}

/* Behind a byte order mark as well: where files were joined, it stands before the dashes. */
static bool opens_stray(const struct source *source, size_t line) {
  struct str text = source_line(source, line);
  return is_dashes(str_starts_with(text, STR("\xEF\xBB\xBF")) ? str_slice(text, 3, text.n)
                                                              : text);
}

struct front_block front_block_stray(const struct source *source, size_t line) {
  if (line >= source->line_count || !opens_stray(source, line))
    return no_block;
  size_t i = line + 1;
  while (is_plain_key_at(source, i))
    i++;
  if (i == line + 1 || i == source->line_count || !is_dashes(source_line(source, i)))
    return no_block;
  size_t next = skip_empty(source, i + 1);
  struct str text;
  if (next == source->line_count || line_heading(source_line(source, next), &text) == 0)
    return no_block;
  return block_of(FRONT_FORM_STRAY, line + 1, i, i + 1, line);
}

struct front_block front_block_late(const struct source *source, size_t line) {
  enum { TEXT_LINES = 8 };
  size_t text = skip_empty(source, line), seen = 0;
  for (size_t i = text; i < source->line_count && seen < TEXT_LINES; i++) {
    struct str at = str_trim(source_line(source, i));
    struct front_block block = front_block_stray(source, i);
    if (block.form != FRONT_FORM_NONE) {
      block.form = FRONT_FORM_LATE;
      block.blame = text;
      return block;
    }
    /* A heading, or an example in a fence. */
    if (at.n > 0 && str_find_char(STR("#`~"), at.p[0], 0) != STR_NONE)
      break;
    seen += at.n > 0;
  }
  return no_block;
}
