/* Finds the links in the running text of one paragraph or heading.
 *
 * This follows CommonMark 0.30, section 6.3, as cmark reads it: a closing bracket looks for its
 * opening one, code spans, autolinks and raw HTML bind tighter than brackets, and no link
 * stands in another. cmark itself does not tell where a link stands. */
#include "parse/inline_links.h"

#include "base/arena.h"
#include "parse/inline_html.h"
#include "parse/link_parts.h"
#include "parse/references.h"
#include "parse/shortcode.h"

/* cmark takes a longer run of backticks for text. */
enum { LONGEST_BACKTICKS = 1000 };

struct bracket {
  size_t at; /* of "[", or of "!" before it */
  bool is_image;
  bool has_bracket_behind;
};

struct scanner {
  struct arena *scratch;
  struct str text;
  size_t at;
  struct references *references;
  struct inline_links found;
  struct bracket *brackets;
  size_t depth, room;
  size_t inactive; /* of the brackets below this depth none but images can become links: a link
                      stands in them */
  uint32_t *last_backticks; /* by length, where its last run stands, plus 1; NULL: not known */
  size_t longest_backticks;
};

static void add_link(struct scanner *s, enum link_kind kind, size_t whole,
                     struct link_destination destination, size_t end) {
  struct inline_links *found = &s->found;
  found->items = arena_grow(s->scratch, found->items, found->count, sizeof *found->items);
  found->items[found->count++] =
      (struct inline_link){kind, whole, destination.from, destination.to, end};
}

static size_t skip_space(struct str s, size_t at) {
  while (at < s.n && is_link_space(s.p[at]))
    at++;
  return at;
}

/* ---- What binds tighter than brackets ------------------------------------------------------
 */

static size_t backticks_at(struct str s, size_t at) {
  size_t n = 0;
  while (at + n < s.n && s.p[at + n] == '`')
    n++;
  return n;
}

static void find_last_backticks(struct scanner *s) {
  s->longest_backticks = s->text.n < LONGEST_BACKTICKS ? s->text.n : LONGEST_BACKTICKS;
  s->last_backticks = arena_array(s->scratch, uint32_t, s->longest_backticks + 1);
  for (size_t at = 0; (at = str_find_char(s->text, '`', at)) != STR_NONE;) {
    size_t n = backticks_at(s->text, at);
    if (n <= s->longest_backticks)
      s->last_backticks[n] = (uint32_t)at + 1;
    at += n;
  }
}

/* To behind the code span that begins here, or behind the backticks if none does. */
static void pass_code(struct scanner *s) {
  size_t n = backticks_at(s->text, s->at);
  size_t at = s->at += n;
  if (!s->last_backticks)
    find_last_backticks(s);
  if (n > s->longest_backticks || s->last_backticks[n] <= at)
    return;
  for (size_t length = 0; length != n; at += length) {
    at = str_find_char(s->text, '`', at);
    length = backticks_at(s->text, at);
  }
  s->at = at;
}

static void pass_angle(struct scanner *s) {
  size_t end = inline_autolink_end(s->text, s->at);
  if (end > 0) {
    struct link_destination destination = {s->at + 1, end - 1, end};
    add_link(s, LINK_AUTOLINK, s->at, destination, end);
  } else {
    end = inline_html_end(s->text, s->at);
  }
  s->at = end > 0 ? end : s->at + 1;
}

/* Only noted: to CommonMark it is text, in which a link may begin or end. */
static void note_shortcode(struct scanner *s) {
  struct shortcode shortcode;
  if (shortcode_at(s->text, s->at, &shortcode))
    add_link(s, LINK_SHORTCODE, s->at,
             (struct link_destination){shortcode.from, shortcode.to, shortcode.to},
             shortcode.end);
  s->at++;
}

/* ---- Brackets ------------------------------------------------------------------------------
 */

static void open_bracket(struct scanner *s, bool is_image) {
  if (s->depth == s->room) {
    struct bracket *old = s->brackets;
    s->room = s->room > 0 ? checked_multiply(s->room, 2) : 16;
    s->brackets = arena_array(s->scratch, struct bracket, s->room);
    for (size_t i = 0; i < s->depth; i++)
      s->brackets[i] = old[i];
  }
  if (s->depth > 0)
    s->brackets[s->depth - 1].has_bracket_behind = true;
  s->brackets[s->depth++] = (struct bracket){s->at, is_image, false};
  s->at += is_image ? 2 : 1;
}

/* "(destination "title")" at `at`: where it ends, or 0. */
static size_t inline_end(struct str s, size_t at, struct link_destination *destination) {
  if (at == s.n || s.p[at] != '(' ||
      !link_destination_at(s, skip_space(s, at + 1), destination))
    return 0;
  size_t title = skip_space(s, destination->end);
  size_t end = title > destination->end ? link_title_end(s, title) : title;
  end = skip_space(s, end);
  return end < s.n && s.p[end] == ')' ? end + 1 : 0;
}

/* Is it a reference to a definition? Then it ends at `end`. `at` is behind the closing bracket.
 */
static bool is_reference(struct scanner *s, const struct bracket *bracket, size_t at,
                         size_t *end) {
  size_t text = bracket->at + (bracket->is_image ? 2 : 1);
  size_t label_end = at < s->text.n && s->text.p[at] == '[' ? link_label_end(s->text, at) : 0;
  struct str label = {NULL, 0};
  if (label_end > 0)
    label = str_trim(str_slice(s->text, at + 1, label_end - 1));
  *end = label_end > 0 ? label_end : at;
  if (label.n == 0 && bracket->has_bracket_behind)
    return false;
  if (label.n == 0)
    label = str_slice(s->text, text, at - 1);
  struct reference *reference = references_find(s->scratch, s->references, label);
  if (reference)
    reference->is_used = true;
  return reference != NULL;
}

static void close_bracket(struct scanner *s) {
  size_t at = ++s->at, end = 0;
  if (s->depth == 0)
    return;
  struct bracket bracket = s->brackets[--s->depth];
  bool is_active = bracket.is_image || s->depth >= s->inactive;
  s->inactive = s->inactive < s->depth ? s->inactive : s->depth;
  if (!is_active)
    return;
  struct link_destination destination;
  if ((end = inline_end(s->text, at, &destination)) > 0)
    add_link(s, bracket.is_image ? LINK_IMAGE : LINK_INLINE, bracket.at, destination, end);
  else if (!is_reference(s, &bracket, at, &end))
    return;
  s->at = end;
  if (!bracket.is_image)
    s->inactive = s->depth;
}

static void pass_one(struct scanner *s) {
  struct str text = s->text;
  switch (text.p[s->at]) {
  case '\\':
    s->at += link_escaped_at(text, s->at);
    return;
  case '`':
    pass_code(s);
    return;
  case '<':
    pass_angle(s);
    return;
  case '{':
    note_shortcode(s);
    return;
  case '[':
    open_bracket(s, false);
    return;
  case '!':
    if (s->at + 1 < text.n && text.p[s->at + 1] == '[')
      open_bracket(s, true);
    else
      s->at++;
    return;
  case ']':
    close_bracket(s);
    return;
  default:
    s->at++;
  }
}

struct inline_links inline_links_find(struct arena *scratch, struct str text,
                                      struct references *references) {
  struct scanner s = {.scratch = scratch, .text = text, .references = references};
  while (s.at < text.n)
    pass_one(&s);
  return s.found;
}
