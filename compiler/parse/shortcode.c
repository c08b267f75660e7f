/* Hugo's references to other pages: {{< ref "x" >}} and {{% relref "x#y" %}}. */
#include "parse/shortcode.h"

#include "parse/link_parts.h"

/* Nobody writes a longer one, and looking further for its end would take too long where many
 * have none. */
enum { LONGEST_SHORTCODE = 1024 };

static size_t skip_space(struct str s, size_t at) {
  while (at < s.n && is_link_space(s.p[at]))
    at++;
  return at;
}

static size_t skip_word(struct str s, size_t at) {
  while (at < s.n && !is_link_space(s.p[at]) && s.p[at] != '=' && s.p[at] != '"' &&
         s.p[at] != '`')
    at++;
  return at;
}

/* The value at `at`, quoted or not; false if it is empty or does not end. */
static bool read_value(struct str s, size_t at, struct shortcode *shortcode, size_t *end) {
  char quote = at < s.n ? s.p[at] : '\0';
  if (quote != '"' && quote != '`') {
    *end = shortcode->to = skip_word(s, at);
    shortcode->from = at;
    return *end > at;
  }
  size_t close = str_find_char(s, quote, at + 1);
  if (close == STR_NONE)
    return false;
  shortcode->from = at + 1;
  shortcode->to = close;
  *end = close + 1;
  return close > at + 1;
}

/* What stands between name and end: the first value without a name, or the one called path. */
static bool read_parameters(struct str s, size_t at, struct shortcode *shortcode) {
  for (at = skip_space(s, at); at < s.n; at = skip_space(s, at)) {
    size_t word = skip_word(s, at), behind;
    bool is_named = word > at && word < s.n && s.p[word] == '=';
    bool is_page = !is_named || str_equal_c(str_slice(s, at, word), "path");
    if (!read_value(s, is_named ? word + 1 : at, shortcode, &behind))
      return false;
    if (is_page)
      return true;
    at = behind;
  }
  return false;
}

bool shortcode_at(struct str s, size_t at, struct shortcode *shortcode) {
  struct str text =
      str_slice(s, 0, at + LONGEST_SHORTCODE < s.n ? at + LONGEST_SHORTCODE : s.n);
  struct str open = str_slice(text, at, at + 3);
  bool is_plain = str_equal_c(open, "{{<");
  if (!is_plain && !str_equal_c(open, "{{%"))
    return false;
  size_t name = skip_space(text, at + 3), behind = skip_word(text, name);
  struct str word = str_slice(text, name, behind);
  if (!str_equal_c(word, "ref") && !str_equal_c(word, "relref"))
    return false;
  size_t end = str_find(text, is_plain ? STR(">}}") : STR("%}}"), behind);
  if (end == STR_NONE)
    return false;
  shortcode->end = end + 3;
  return read_parameters(str_slice(text, 0, end), behind, shortcode);
}
