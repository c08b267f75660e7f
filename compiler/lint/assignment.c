/* Secrets that are known by what stands before them: password=, token:, scheme://user:. */
#include "lint/assignment.h"

#include "lint/scan.h"
#include "lint/secret.h"

enum { SHORTEST_PASSWORD = 6, LONGEST_NAME = 64, LONGEST_LETTERS = 12 };

static bool is_joint(char c) {
  return c == '_' || c == '-' || c == ' ';
}

/* In both cases. */
static void add_letter(struct byte_set *set, char c) {
  set->has[(unsigned char)c] = set->has[(unsigned char)lower_char(c)] = true;
  if (c >= 'a' && c <= 'z')
    set->has[(unsigned char)(c - 'a' + 'A')] = true;
}

/* The last two bytes of what ends in the word; what joins its parts may stand between. */
static void add_ends(struct assignment_words *set, struct str word) {
  char last = word.p[word.n - 1];
  size_t before = word.n - 1;
  while (before > 0 && is_joint(word.p[before - 1]))
    before--;
  bool may_be_any = before == 0 || is_joint(last);
  for (size_t c = 0; c < 256; c++)
    set->before_last.has[c] = set->before_last.has[c] || may_be_any || is_joint((char)c);
  if (before > 0)
    add_letter(&set->before_last, word.p[before - 1]);
  add_letter(&set->last, last);
}

struct assignment_words assignment_words_of(const struct str *words, size_t word_count,
                                            const struct str *keys, size_t key_count) {
  struct assignment_words set = {
      .words = words, .keys = keys, .word_count = word_count, .key_count = key_count};
  add_ends(&set, STR("authorization"));
  for (size_t i = 0; i < word_count + key_count; i++)
    add_ends(&set, i < word_count ? words[i] : keys[i - word_count]);
  return set;
}

/* ---- The name ---- */

/* Does the text before `end` end in the word? What joins its parts does not count. */
static bool ends_in(struct str text, size_t end, struct str word) {
  size_t n = word.n;
  while (n > 0) {
    if (is_joint(word.p[n - 1])) {
      n--;
    } else if (end > 0 && is_joint(text.p[end - 1]) && n < word.n) {
      end--;
    } else {
      if (end == 0 || lower_char(text.p[end - 1]) != lower_char(word.p[n - 1]))
        return false;
      end--;
      n--;
    }
  }
  return true;
}

static bool ends_in_any(struct str text, size_t end, const struct str *words, size_t count) {
  char last = lower_char(text.p[end - 1]);
  for (size_t i = 0; i < count; i++) {
    if (lower_char(words[i].p[words[i].n - 1]) == last && ends_in(text, end, words[i]))
      return true;
  }
  return false;
}

static bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`' || c == '*';
}

/* The end of the name before the sign at `at`: "name": and name = are names, too. */
static size_t name_end(struct str text, size_t at) {
  while (at > 0 && (is_blank_char(text.p[at - 1]) || is_quote(text.p[at - 1])))
    at--;
  return at;
}

static struct str name_before(struct str text, size_t end) {
  struct byte_set bytes = byte_set_of("0-9A-Za-z_.-");
  size_t from = end;
  while (
      from > 0 && end - from < LONGEST_NAME &&
      (bytes.has[(unsigned char)text.p[from - 1]] || (unsigned char)text.p[from - 1] >= 0x80))
    from--;
  return str_slice(text, from, end);
}

/* ---- The value ---- */

static bool ends_value(char c, char quote) {
  if (quote != '\0')
    return c == quote || c == '\n' || c == '\r';
  return is_blank_char(c) || str_find_char(STR("\r\n,;&|<>()[]{}\"'`"), c, 0) != STR_NONE;
}

/* The value behind the sign, without quotes. */
static struct run value_at(struct str text, size_t at) {
  while (at < text.n && (is_blank_char(text.p[at]) || text.p[at] == '*'))
    at++;
  char quote = at < text.n && is_quote(text.p[at]) ? text.p[at++] : '\0';
  size_t to = at;
  while (to < text.n && !ends_value(text.p[to], quote))
    to++;
  return (struct run){at, to};
}

/* ${NAME}, <NAME>, {{name}}, %s, ****, "...", a path or an address: no value at all. */
static bool is_stand_in(struct str s) {
  return s.n == 0 || str_find_char(STR("$<{[%*(/#@"), s.p[0], 0) != STR_NONE ||
         str_find(s, STR("..."), 0) != STR_NONE ||
         str_find(s, STR("\xE2\x80\xA6"), 0) != STR_NONE ||
         str_find(s, STR("**"), 0) != STR_NONE || str_find(s, STR("://"), 0) != STR_NONE ||
         str_find_char(s, ' ', 0) != STR_NONE;
}

struct make_up {
  size_t small, capitals, digits, signs, joints;
};

/* False if there is anything but ASCII in it: then it is prose. */
static bool make_up_of(struct str s, struct make_up *m) {
  *m = (struct make_up){0};
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if ((unsigned char)c >= 0x80)
      return false;
    if (is_digit_char(c))
      m->digits++;
    else if (is_alpha_char(c))
      *(lower_char(c) == c ? &m->small : &m->capitals) += 1;
    else if (str_find_char(STR("-_./:"), c, 0) != STR_NONE)
      m->joints++;
    else
      m->signs++;
  }
  return true;
}

/* Words and states ("expired", "not-set", "v1.2") are no passwords; a name has letters of one
 * case and what joins them. */
static bool is_password(struct str s) {
  struct make_up m;
  if (s.n < SHORTEST_PASSWORD || is_stand_in(s) || !make_up_of(s, &m) ||
      m.small + m.capitals < 3)
    return false;
  int kinds = (m.small > 0) + (m.capitals > 0) + (m.digits > 0) + (m.signs > 0);
  return m.joints > 0 ? kinds >= 3 : m.digits + m.signs > 0;
}

static bool is_drawn(struct str s) {
  struct make_up m;
  return s.n >= SHORTEST_KEY && !is_stand_in(s) && make_up_of(s, &m) && m.digits > 0 &&
         m.small + m.capitals > 0 && m.signs * 8 < s.n && secret_is_mixed(s);
}

/* Keys of a known shape have a rule of their own. */
static bool is_known(struct str text, struct run value) {
  struct byte_set bytes = key_bytes();
  struct secret found;
  struct run run = {value.from, run_end(&bytes, text, value.from)};
  return str_starts_with(str_slice(text, value.from, value.to), STR("eyJ")) ||
         secret_is_key(text, run, &found);
}

/* ---- Authorization: Basic and Bearer ---- */

static bool take_basic(struct arena *a, struct str text, struct run value,
                       struct secret_value *found) {
  struct str pair = secret_base64(a, str_slice(text, value.from, value.to));
  size_t colon = str_find_char(pair, ':', 0);
  if (colon == STR_NONE || !is_password(str_slice(pair, colon + 1, pair.n)))
    return false;
  *found = (struct secret_value){STR("Basic"), "a name and a password", value.from, value.to,
                                 str_slice(pair, colon + 1, pair.n)};
  return true;
}

/* `value` is what stands behind the name of the header. */
static bool take_header(struct arena *a, struct str text, struct run value,
                        struct secret_value *found) {
  struct str head = str_slice(text, value.from, value.from + 7);
  bool is_basic = str_starts_with(head, STR("Basic "));
  if (!is_basic && !str_equal_c(head, "Bearer "))
    return false;
  value = value_at(text, value.from + (is_basic ? 6 : 7));
  struct str s = str_slice(text, value.from, value.to);
  if (is_basic)
    return take_basic(a, text, value, found);
  if (!is_drawn(s) || is_known(text, value))
    return false;
  *found = (struct secret_value){STR("Bearer"), "a token", value.from, value.to, s};
  return true;
}

/* ---- All of it ---- */

static bool take(const struct assignment_words *words, struct arena *a, struct str text,
                 size_t sign, struct secret_value *found) {
  size_t end = name_end(text, sign);
  if (end == 0 || !words->last.has[(unsigned char)text.p[end - 1]] ||
      (end > 1 && !words->before_last.has[(unsigned char)text.p[end - 2]]))
    return false;
  bool is_header = ends_in(text, end, STR("authorization"));
  bool is_word = !is_header && ends_in_any(text, end, words->words, words->word_count);
  bool is_key = !is_header && !is_word && ends_in_any(text, end, words->keys, words->key_count);
  if ((!is_header && !is_word && !is_key) ||
      (is_key && ends_in_any(text, end, words->harmless, words->harmless_count)))
    return false;
  struct run value = value_at(text, sign + 1);
  if (is_header)
    return take_header(a, text, value, found);
  struct str s = str_slice(text, value.from, value.to);
  if ((is_word ? !is_password(s) : !is_drawn(s)) || is_known(text, value))
    return false;
  *found = (struct secret_value){name_before(text, end), is_word ? "a password" : "a secret",
                                 value.from, value.to, s};
  return true;
}

bool assignment_next(const struct assignment_words *words, struct arena *a, struct str text,
                     size_t *at, struct secret_value *value) {
  struct scan scan;
  for (scan_begin(&scan, SCAN_SIGNS, str_slice(text, *at, text.n)); scan_next(&scan);) {
    for (size_t i = 0; i < scan.count; i++) {
      if (!take(words, a, text, *at + scan.base + scan.places[i], value))
        continue;
      *at = value->to;
      return true;
    }
  }
  *at = text.n;
  return false;
}

/* Letters alone are a word of the manual: user:pass, guest:guest. */
static bool is_address_password(struct str user, struct str s) {
  struct make_up m;
  if (s.n < 3 || is_stand_in(s) || str_equal(user, s) || !make_up_of(s, &m))
    return false;
  bool is_number = m.digits == s.n && s.n < SHORTEST_PASSWORD;
  return (m.digits + m.signs > 0 && !is_number) || s.n >= LONGEST_LETTERS;
}

bool address_next_password(struct str text, size_t *at, struct secret_value *value) {
  size_t first = str_find_char(text, '@', *at);
  if (first == STR_NONE)
    return false;
  struct byte_set ends = byte_set_of(" \t\r\n\"'`<>()|");
  for (size_t i = first; i != STR_NONE; i = str_find_char(text, '@', i + 1)) {
    size_t from = i, colon = STR_NONE;
    while (from > 0 && i - from < LONGEST_NAME * 2 && text.p[from - 1] != '/' &&
           !ends.has[(unsigned char)text.p[from - 1]]) {
      from--;
      colon = text.p[from] == ':' ? from : colon;
    }
    *at = i + 1;
    if (colon == STR_NONE || !str_ends_with(str_slice(text, 0, from), STR("://")))
      continue;
    struct str password = str_slice(text, colon + 1, i);
    if (!is_address_password(str_slice(text, from, colon), password))
      continue;
    *value = (struct secret_value){{NULL, 0}, "a password", colon + 1, i, password};
    return true;
  }
  return false;
}
