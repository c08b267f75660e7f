/* The call of kbc new that makes a case of a group of lines. */
#include "driver/match/new_call.h"

#include "base/utf8.h"
#include "driver/match/groups.h"

enum { LONGEST_TITLE = 80 };

/* ---- The title ----------------------------------------------------------------------------
 */

static bool is_word_byte(char c) {
  return is_alpha_char(c) || (unsigned char)c > 0x7F;
}

/* A byte that means the same in a title, in Markdown and in the name of a file. */
static bool is_harmless(char c) {
  return is_word_byte(c) || c == '-' || c == ' ';
}

/* Letters and single blanks: the rest of the message was variable, or is punctuation. */
static void add_plain(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    char c = is_harmless(text.p[i]) ? text.p[i] : ' ';
    bool is_gap = out->n == 0 || out->p[out->n - 1] == ' ' || out->p[out->n - 1] == '-';
    if (is_word_byte(c) || !is_gap)
      buf_add_char(out, c);
  }
  while (out->n > 0 && !is_word_byte(out->p[out->n - 1]))
    out->n--;
}

static bool is_printable(struct str text) {
  uint32_t code_point = 0;
  return utf8_invalid(text) == STR_NONE && utf8_forbidden(text, 0, &code_point) == STR_NONE;
}

/* Whole words, as many as fit. */
static struct str cut(struct str title) {
  if (title.n <= LONGEST_TITLE)
    return title;
  size_t end = LONGEST_TITLE;
  while (end > 0 && title.p[end] != ' ')
    end--;
  return str_slice(title, 0, end);
}

/* The constant words of the message; of two groups that have the same ones, the second is
 * called by its service, too, and by a letter if need be. */
static struct str title_of(struct new_calls *calls, const struct group *group) {
  struct buf words = {0}, title = {0}, service = {0};
  group_add_text(&words, group, "");
  if (is_printable(buf_str(&words)))
    add_plain(&title, buf_str(&words));
  if (is_printable(group->service))
    add_plain(&service, group->service);
  struct str text = arena_copy(calls->a, cut(buf_str(&title)));
  struct str name = buf_str(&service);
  if (text.n == 0)
    text =
        arena_printf(calls->a, "Message of %.*s", STR_ARG(name.n > 0 ? name : STR("nobody")));
  struct str first = text;
  if (map_find(&calls->titles, text) != STR_NONE && name.n > 0)
    first = text = arena_printf(calls->a, "%.*s of %.*s", STR_ARG(text), STR_ARG(name));
  for (size_t i = 1; map_find(&calls->titles, text) != STR_NONE; i++)
    text = arena_printf(calls->a, "%.*s %zu", STR_ARG(first), i + 1);
  map_add(&calls->titles, calls->a, text, 0);
  buf_free(&words);
  buf_free(&title);
  buf_free(&service);
  return text;
}

/* ---- The call -----------------------------------------------------------------------------
 */

/* Between single quotes a shell takes every byte for itself, but for the quote. */
static void add_quoted(struct buf *out, struct str text) {
  buf_add_char(out, '\'');
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] == '\'')
      buf_add_c(out, "'\\''");
    else
      buf_add_char(out, text.p[i]);
  }
  buf_add_char(out, '\'');
}

static void add_option(struct buf *out, const char *name, struct str value) {
  if (value.n == 0)
    return;
  buf_printf(out, " --%s=", name);
  add_quoted(out, value);
}

/* A line that no file of Markdown may hold is left out of the call. */
struct str new_call(struct new_calls *calls, const struct group *group) {
  struct buf out = {0};
  struct str title = title_of(calls, group);
  buf_add_c(&out, "kbc new");
  add_option(&out, "title", title);
  if (is_printable(group->example))
    add_option(&out, "log", group->example);
  add_option(&out, "schema", calls->schema);
  add_option(&out, "output", calls->folder);
  struct str call = arena_copy(calls->a, buf_str(&out));
  buf_free(&out);
  return call;
}
