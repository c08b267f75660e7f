/* The YAML that nearly all front matter is: one plain value a line.
 *
 * For such a text libyaml takes longer to start and to end than kbc takes for the rest of the
 * case. Here is no second opinion on YAML: what is taken is plain in every reading of it, and a
 * unit test holds the trees of both readers against each other. */
#include "parse/yaml_simple.h"

#include "base/arena.h"
#include "parse/yaml_scalar.h"

#include <string.h>

/* So few keys that each can be compared with each, and short enough for any rule on keys. */
enum { MOST_KEYS = 12, LONGEST_KEY = 100 };

/* What may begin a key or a value, ASCII or the first byte of Hangul, kana and the like: no
 * indicator, no quote, no mark of the document's end. */
static bool is_word(unsigned char c) {
  return is_alpha_char((char)c) || is_digit_char((char)c) || (c >= 0xE3 && c <= 0xEC);
}

static size_t key_length(struct str line) {
  size_t n = 0;
  while (n < line.n && (is_alpha_char(line.p[n]) || is_digit_char(line.p[n]) ||
                        line.p[n] == '_' || (n > 0 && line.p[n] == '-')))
    n++;
  return n;
}

/* Is the text, to all of its end, a plain scalar that stands on this line alone? */
static bool is_plain_value(struct str text) {
  if (text.n == 0 || !is_word((unsigned char)text.p[0]) || text.p[text.n - 1] == ' ')
    return false;
  for (size_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    bool is_shown = (c >= ' ' && c < 0x7F) || (c >= 0x80 && c <= 0xBF) || is_word(c);
    bool is_colon_in_word = c == ':' && i + 1 < text.n && text.p[i + 1] != ' ';
    if (!is_shown || c == '#' || (c == ':' && !is_colon_in_word))
      return false;
  }
  return true;
}

static struct span span_in(const struct yaml_job *job, struct str text) {
  size_t from = (size_t)(text.p - job->bytes.p);
  return yaml_clean_span(job, from, from + text.n);
}

/* The member that the line is, if it is a simple one. */
static bool read_line(const struct yaml_job *job, struct str line,
                      struct value_member *member) {
  size_t n = key_length(line), start = n + 1;
  if (n == 0 || n > LONGEST_KEY || n + 1 >= line.n || line.p[n] != ':' || line.p[n + 1] != ' ')
    return false;
  while (start < line.n && line.p[start] == ' ')
    start++;
  struct str text = str_slice(line, start, line.n);
  if (!is_plain_value(text))
    return false;
  enum value_kind kind = yaml_plain_kind(text);
  *member = (struct value_member){
      .key = str_slice(line, 0, n),
      .key_span = span_in(job, str_slice(line, 0, n)),
      .value = {.kind = kind,
                .style = STYLE_PLAIN,
                .span = span_in(job, text),
                .text = text,
                .boolean = kind == VALUE_BOOL && lower_char(text.p[0]) == 't'}};
  return true;
}

bool yaml_simple_read(struct yaml_job *job, struct value *value) {
  if (job->dialect != YAML_FRONT || job->patch_count > 0)
    return false;
  struct value_member members[MOST_KEYS];
  struct value object = {.kind = VALUE_OBJECT, .text = str_slice(job->bytes, 0, 0)};
  struct str rest = job->bytes, line;
  while (str_next_line(&rest, &line)) {
    struct value_member *member = &members[object.count];
    if (object.count == MOST_KEYS || !read_line(job, line, member))
      return false;
    for (size_t i = 0; i < object.count; i++) {
      if (str_equal(members[i].key, member->key))
        return false;
    }
    object.count++;
  }
  if (object.count == 0)
    return false;
  object.members = arena_array(job->a, struct value_member, object.count);
  memcpy(object.members, members, object.count * sizeof *members);
  struct span last = members[object.count - 1].value.span;
  object.span = span_of(last.source, members[0].key_span.offset, last.offset + last.n);
  *value = object;
  return true;
}
