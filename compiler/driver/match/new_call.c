/* The call of kbc new that makes a case of a group of lines. */
#include "driver/match/new_call.h"

#include "base/file.h"
#include "base/pattern.h"
#include "base/utf8.h"
#include "driver/layout/slug.h"
#include "driver/match/groups.h"

enum { LONGEST_TITLE = 60 };

/* ---- The title ----------------------------------------------------------------------------
 */

static bool is_letter_byte(char c) {
  return is_alpha_char(c) || (unsigned char)c > 0x7F;
}

/* A byte that means the same in a title, in Markdown and in the name of a file. */
static bool is_harmless(char c) {
  return is_letter_byte(c) || c == '-' || c == ' ';
}

/* Letters and single blanks: the rest of the message was variable, or is punctuation. */
static void add_plain(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    char c = is_harmless(text.p[i]) ? text.p[i] : ' ';
    bool is_gap = out->n == 0 || out->p[out->n - 1] == ' ' || out->p[out->n - 1] == '-';
    if (is_letter_byte(c) || !is_gap)
      buf_add_char(out, c);
  }
  while (out->n > 0 && !is_letter_byte(out->p[out->n - 1]))
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

/* What the group could be called, in letters. */
struct names {
  struct str service, words;
};

static struct names names_of(struct arena *a, const struct group *group) {
  struct buf words = {0}, title = {0}, service = {0};
  group_add_text(&words, group, "");
  if (is_printable(buf_str(&words)))
    add_plain(&title, buf_str(&words));
  if (is_printable(group->service))
    add_plain(&service, group->service);
  struct names names = {arena_copy(a, cut(buf_str(&service))),
                        arena_copy(a, cut(buf_str(&title)))};
  if (names.service.n == 0)
    names.service = STR("Unknown");
  if (names.words.n == 0)
    names.words = STR("Message");
  buf_free(&words);
  buf_free(&title);
  buf_free(&service);
  return names;
}

/* A case is called by the part of its title that the schema names "title", if there is one. */
static struct str stem_of(const struct new_calls *calls, struct str title) {
  size_t count = calls->pattern ? pattern_group_count(calls->pattern) + 1 : 1;
  struct pattern_span *spans = arena_array(calls->a, struct pattern_span, count);
  if (count == 1 || pattern_match(calls->pattern, title, calls->a, spans, count) != PATTERN_HIT)
    return slug_of(calls->a, title);
  for (size_t i = 1; i < count; i++) {
    if (spans[i].from != STR_NONE && spans[i].to > spans[i].from &&
        str_equal_c(pattern_group_name(calls->pattern, i), "title"))
      return slug_of(calls->a, str_slice(title, spans[i].from, spans[i].to));
  }
  return slug_of(calls->a, title);
}

static struct str path_of(const struct new_calls *calls, struct str stem) {
  return arena_printf(calls->a, "%.*s%.*s.md", STR_ARG(calls->folder), STR_ARG(stem));
}

/* Has neither a call before this one nor a case that is there taken the name? */
static bool is_free(const struct new_calls *calls, struct str stem) {
  return map_find(&calls->titles, stem) == STR_NONE &&
         (calls->folder.n == 0 || file_kind_of(path_of(calls, stem).p, true) == FILE_MISSING);
}

static bool is_title_free(const struct new_calls *calls, struct str title) {
  return is_free(calls, stem_of(calls, title)) && is_free(calls, slug_of(calls->a, title));
}

static void take_title(struct new_calls *calls, struct str title) {
  struct str stem = stem_of(calls, title), whole = slug_of(calls->a, title);
  map_add(&calls->titles, calls->a, stem, 0);
  if (!str_equal(stem, whole))
    map_add(&calls->titles, calls->a, whole, 0);
}

static bool is_right(const struct new_calls *calls, struct str title) {
  if (!calls->pattern)
    return true;
  return pattern_match(calls->pattern, title, calls->a, NULL, 0) == PATTERN_HIT;
}

/* The constant words of the message; with the service in front where the schema asks for two
 * parts, or where another case has the same ones. n = 0: the schema wants something else. */
static struct str title_of(struct new_calls *calls, const struct names *names) {
  struct str service = names->service, words = names->words;
  struct str titles[] = {
      words, arena_printf(calls->a, "%.*s - %.*s", STR_ARG(service), STR_ARG(words)),
      arena_printf(calls->a, "%.*s: %.*s", STR_ARG(service), STR_ARG(words))};
  for (size_t round = 1; round <= MOST_GROUPS; round++) {
    bool has_one = false;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
      struct str title = titles[i];
      if (round > 1)
        title = arena_printf(calls->a, "%.*s %zu", STR_ARG(title), round);
      if (is_right(calls, title) && is_title_free(calls, title))
        return title;
      has_one = has_one || is_right(calls, title);
    }
    if (!has_one)
      break;
  }
  return (struct str){NULL, 0};
}

/* Where a title cannot be made, the file is called by what there is. */
static struct str file_of(struct new_calls *calls, const struct names *names) {
  struct str stem = slug_of(calls->a, names->words);
  for (size_t i = 2; !is_free(calls, stem); i++)
    stem = arena_printf(calls->a, "%.*s-%zu", STR_ARG(slug_of(calls->a, names->words)), i);
  map_add(&calls->titles, calls->a, stem, 0);
  return path_of(calls, stem);
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
  struct names names = names_of(calls->a, group);
  struct str title = title_of(calls, &names), output = calls->folder;
  if (title.n > 0)
    take_title(calls, title);
  else if (output.n > 0)
    output = file_of(calls, &names);
  buf_add_c(&out, "kbc new");
  add_option(&out, "title", title);
  if (is_printable(group->example))
    add_option(&out, "log", group->example);
  add_option(&out, "schema", calls->schema);
  add_option(&out, "output", output);
  struct str call = arena_copy(calls->a, buf_str(&out));
  buf_free(&out);
  return call;
}
