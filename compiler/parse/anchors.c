/* The anchors of a whole file, whatever cases it holds or does not hold. */
#include "parse/anchors.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "parse/body_limits.h"
#include "parse/body_skeleton.h"
#include "parse/body_text.h"
#include "parse/markdown.h"

/* Longer ids, attribute lists and HTML headings are none. */
enum { LONGEST_ID = 256, LONGEST_LIST = 256, LONGEST_HEADING = 512 };

/* How files draw in others, whose headings are then theirs. */
static const struct str inclusions[] = {
    STR_INIT("{% include"),  STR_INIT("{%include"),  STR_INIT("{{< include"),
    STR_INIT("{{% include"), STR_INIT("{{#include"), STR_INIT("{!"),
    STR_INIT("--8<--"),      STR_INIT("!include"),   STR_INIT("::include"),
    STR_INIT("{include}"),
};

static bool draws_in_others(struct str text) {
  for (size_t i = 0; i < sizeof inclusions / sizeof *inclusions; i++) {
    if (str_find(text, inclusions[i], 0) != STR_NONE)
      return true;
  }
  return false;
}

/* Behind the front matter with which the text begins, if it does. */
static size_t front_end(struct str text) {
  struct str rest = text, line, first;
  if (!str_next_line(&rest, &first))
    return 0;
  first = str_trim_end(first);
  if (!str_equal_c(first, "---") && !str_equal_c(first, "+++"))
    return 0;
  while (str_next_line(&rest, &line)) {
    line = str_trim_end(line);
    if (str_equal(line, first) || str_equal_c(line, "..."))
      return text.n - rest.n;
  }
  return 0;
}

static void add_headings(struct arena *a, struct arena *scratch, const struct body_text *text,
                         struct anchors *anchors) {
  struct markdown markdown = markdown_parse(scratch, text, body_skeleton(scratch, text));
  for (size_t i = 0; i < markdown.count; i++) {
    if (markdown.nodes[i].kind == BLOCK_HEADING)
      anchors_add_heading(a, anchors, markdown.nodes[i].text);
  }
}

/* ---- Ids -----------------------------------------------------------------------------------
 */

static bool ends_id(char c, const char *ends) {
  for (; *ends; ends++) {
    if (c == *ends)
      return true;
  }
  return is_blank_char(c) || c == '\n' || c == '\r';
}

/* From `at` up to one of the characters or white space. */
static void add_id(struct arena *a, struct anchors *anchors, struct str text, size_t at,
                   const char *ends) {
  size_t end = at;
  while (end < text.n && end - at < LONGEST_ID && !ends_id(text.p[end], ends))
    end++;
  if (end > at)
    anchors_add_id(a, anchors, str_slice(text, at, end));
}

/* Does the word stand before the "=" at `at`, as an attribute's name? */
static bool is_named(struct str text, size_t at, struct str word) {
  if (at <= word.n)
    return false;
  for (size_t i = 0; i < word.n; i++) {
    if (lower_char(text.p[at - word.n + i]) != word.p[i])
      return false;
  }
  char before = text.p[at - word.n - 1];
  return !is_alpha_char(before) && !is_digit_char(before) && before != '-' && before != '_';
}

static void add_html_ids(struct arena *a, struct str text, struct anchors *anchors) {
  for (size_t at = str_find_char(text, '=', 0); at != STR_NONE;
       at = str_find_char(text, '=', at + 1)) {
    if (!is_named(text, at, STR("id")) && !is_named(text, at, STR("name")))
      continue;
    char quote = at + 1 < text.n ? text.p[at + 1] : '\0';
    bool is_quoted = quote == '"' || quote == '\'';
    add_id(a, anchors, text, at + 1 + is_quoted,
           quote == '"'    ? "\""
           : quote == '\'' ? "'"
                           : ">");
  }
}

/* {#id}, {: #id}, {.class #id}. */
static void add_attribute_ids(struct arena *a, struct str text, struct anchors *anchors) {
  for (size_t open = str_find_char(text, '{', 0); open != STR_NONE;
       open = str_find_char(text, '{', open + 1)) {
    struct str list = str_slice(text, open, open + LONGEST_LIST);
    for (size_t at = 1;
         at < list.n && list.p[at] != '}' && list.p[at] != '{' && list.p[at] != '\n'; at++) {
      char before = list.p[at - 1];
      if (list.p[at] == '#' && (before == '{' || before == ':' || before == ' '))
        add_id(a, anchors, list, at + 1, "}");
    }
  }
}

/* ---- Headings that are written as HTML -----------------------------------------------------
 */

/* Without tags and entities. */
static void add_plain(struct buf *out, struct str html) {
  for (size_t at = 0; at < html.n; at++) {
    char end = html.p[at] == '<' ? '>' : html.p[at] == '&' ? ';' : '\0';
    size_t close = end ? str_find_char(html, end, at) : STR_NONE;
    if (close != STR_NONE)
      at = close;
    else
      buf_add_char(out, html.p[at]);
  }
}

static void add_html_headings(struct arena *a, struct str text, struct anchors *anchors) {
  for (size_t at = str_find_char(text, '<', 0); at != STR_NONE;
       at = str_find_char(text, '<', at + 1)) {
    struct str tag = str_slice(text, at, at + LONGEST_HEADING);
    if (tag.n < 4 || lower_char(tag.p[1]) != 'h' || tag.p[2] < '1' || tag.p[2] > '6')
      continue;
    size_t open = str_find_char(tag, '>', 0), close = str_find(tag, STR("</h"), 0);
    close = close == STR_NONE ? str_find(tag, STR("</H"), 0) : close;
    if (open == STR_NONE || close == STR_NONE || close < open)
      continue;
    struct buf plain = {0};
    add_plain(&plain, str_slice(tag, open + 1, close));
    anchors_add_heading(a, anchors, str_trim(arena_copy(a, buf_str(&plain))));
    buf_free(&plain);
    at += close;
  }
}

void parse_anchors(struct arena *a, struct arena *scratch, const struct source *source,
                   struct anchors *anchors) {
  struct span span = span_of(source, front_end(source->bytes), source->bytes.n);
  struct str bytes = span_text(span);
  struct arena found = {0};
  struct bag bag = {.arena = &found};
  struct body_text text = body_text_of(scratch, span);
  anchors->is_known =
      !draws_in_others(bytes) && body_keeps_limits(&bag, &text, &body_limits_default);
  arena_free(&found);
  if (!anchors->is_known)
    return;
  add_headings(a, scratch, &text, anchors);
  add_html_ids(a, bytes, anchors);
  add_attribute_ids(a, bytes, anchors);
  add_html_headings(a, bytes, anchors);
}
