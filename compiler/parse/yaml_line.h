/* The lines of a block of YAML, and what stands where in one of them. */
#ifndef PARSE_YAML_LINE_H
#define PARSE_YAML_LINE_H

#include "base/str.h"

/* Offsets into the text: its first byte, the first that is no blank, where its LF or CRLF
 * stands, and where the next line begins. */
struct yaml_line {
  size_t start, text, end, next;
};

/* The line that begins at `at`; false at the end of the text. */
bool yaml_line_at(struct str s, size_t at, struct yaml_line *line);
/* The line in which `at` stands. */
struct yaml_line yaml_line_around(struct str s, size_t at);

/* Is there nothing but blanks, or a comment? */
bool yaml_line_is_empty(struct str s, const struct yaml_line *line);
/* How far the line is indented, a tab counting as two columns. */
size_t yaml_line_indent(struct str s, const struct yaml_line *line);

/* Behind the blanks at `at`, at most `end`. */
size_t yaml_skip_blanks(struct str s, size_t at, size_t end);
/* Is the character at `at` the last of [.., end), or is it followed by a blank? */
bool yaml_is_separate(struct str s, size_t at, size_t end);
/* Does "- " stand at `at`? */
bool yaml_is_item(struct str s, size_t at, size_t end);
/* Where a plain value that begins at `at` ends: before a comment, without blanks. */
size_t yaml_plain_end(struct str s, size_t at, size_t end);
/* Is there nothing but blanks and a comment from `at` on? */
bool yaml_is_rest_empty(struct str s, size_t at, size_t end);

/* Where the quote, or the bracket or brace, that opens at `at` is closed; STR_NONE if it is
 * not. */
size_t yaml_quote_close(struct str s, size_t at, size_t end);
size_t yaml_flow_close(struct str s, size_t at, size_t end);

/* The first colon in [at, end) that a blank or the end follows, or STR_NONE. */
size_t yaml_find_colon(struct str s, size_t at, size_t end);

/* A key and the place where its value begins, which may be the end of the line. */
struct yaml_key {
  size_t from, to, value;
};
bool yaml_find_key(struct str s, size_t at, size_t end, struct yaml_key *key);

/* Where the line's value begins, behind "- " and a key, which may be the end of the line. */
size_t yaml_value_start(struct str s, const struct yaml_line *line);

/* The end of the lines behind `line` that are empty or indented by more than `indent`. */
size_t yaml_deeper_end(struct str s, const struct yaml_line *line, size_t indent);

/* Behind white space, line ends and comments, at most `end`. */
size_t yaml_skip_space(struct str s, size_t at, size_t end);
/* Where the anchor or the tag at `at` ends, which libyaml has let pass. */
size_t yaml_property_end(struct str s, size_t at, size_t end);
/* Does the value [from, to) go on in a line that is indented no more than its first one? */
bool yaml_is_unindented(struct str s, size_t from, size_t to);

/* Does it begin as a comment of HTML, C or JavaScript does? */
bool yaml_is_foreign(struct str text);

#endif
