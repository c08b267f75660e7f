/* Values in texts, the names that stand before them, and whether they contradict another one.
 */
#include "lint/named_value.h"

static bool is_ascii_word(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '_';
}

static bool is_letter(char c) {
  return is_ascii_word(c) || (unsigned char)c >= 0x80;
}

/* ---- Values ---- */

static bool is_token_char(char c) {
  switch (c) {
  case '-':
  case '.':
  case '/':
  case '@':
  case '%':
  case '+':
  case ',':
  case '#':
    return true;
  default:
    return is_ascii_word(c);
  }
}

/* The bytes of a token around the digit at `at`, without what ends a sentence or a clause. */
struct value_token value_token_around(struct str text, size_t from, size_t at) {
  struct value_token token = {.from = at, .to = at};
  while (token.from > from && is_token_char(text.p[token.from - 1]))
    token.from--;
  while (token.to < text.n && is_token_char(text.p[token.to]))
    token.to++;
  while (token.to > at + 1 && !is_ascii_word(text.p[token.to - 1]) &&
         text.p[token.to - 1] != '%')
    token.to--;
  return token;
}

void value_token_measure(const struct unit_table *units, struct str text,
                         struct value_token *token) {
  token->is_quantity = quantity_at(units, text, token->from, &token->quantity) &&
                       token->quantity.to >= token->to;
  if (token->is_quantity)
    token->to = token->quantity.to;
}

/* Letters as "a", digits as "0", runs as one; the letters before the first digit as they are.
 */
static bool has_same_shape(struct str a, struct str b) {
  size_t i = 0, j = 0;
  while (i < a.n && j < b.n && !is_digit_char(a.p[i]) && !is_digit_char(b.p[j])) {
    if (lower_char(a.p[i++]) != lower_char(b.p[j++]))
      return false;
  }
  while (i < a.n && j < b.n) {
    bool is_digit = is_digit_char(a.p[i]), is_alpha = is_alpha_char(a.p[i]);
    if (is_digit != is_digit_char(b.p[j]) || is_alpha != is_alpha_char(b.p[j]))
      return false;
    if (!is_digit && !is_alpha) {
      if (a.p[i++] != b.p[j++])
        return false;
      continue;
    }
    while (i < a.n && (is_digit ? is_digit_char(a.p[i]) : is_alpha_char(a.p[i])))
      i++;
    while (j < b.n && (is_digit ? is_digit_char(b.p[j]) : is_alpha_char(b.p[j])))
      j++;
  }
  return i == a.n && j == b.n;
}

bool value_contradicts(const struct unit_table *units, struct str text,
                       const struct value_token *token, struct str other) {
  struct quantity quantity;
  bool is_quantity = quantity_whole(units, other, &quantity);
  if (token->is_quantity != is_quantity)
    return false;
  if (is_quantity)
    return quantity_is_like(&token->quantity, &quantity) &&
           !quantity_is_near(&token->quantity, &quantity);
  struct str own = str_slice(text, token->from, token->to);
  return has_same_shape(own, other) && !str_equal(own, other);
}

/* ---- Names ---- */

static bool is_blank_or_quote(char c) {
  switch (c) {
  case ' ':
  case '\t':
  case '\n':
  case '\r':
  case '"':
  case '\'':
  case '`':
  case '*':
    return true;
  default:
    return false;
  }
}

static size_t skip_quotes_back(struct str text, size_t at) {
  while (at > 0 && is_blank_or_quote(text.p[at - 1]))
    at--;
  return at;
}

/* What may stand between a name and its value. */
static size_t skip_signs_back(struct str text, size_t at) {
  for (; at > 0; at--) {
    char c = text.p[at - 1];
    if (!is_blank_or_quote(c) && c != '=' && c != ':' && c != '(' && c != '[')
      break;
  }
  return at;
}

/* Where the word begins if it ends at `at`, else STR_NONE. */
static size_t word_before(struct str text, size_t at, struct str word) {
  if (word.n == 0 || word.n > at || ((text.p[at - 1] ^ word.p[word.n - 1]) & ~0x20) != 0)
    return STR_NONE;
  for (size_t i = 0; i < word.n; i++) {
    if (lower_char(text.p[at - word.n + i]) != lower_char(word.p[i]))
      return STR_NONE;
  }
  size_t from = at - word.n;
  bool is_ascii = is_ascii_word(word.p[0]);
  return is_ascii && from > 0 && is_ascii_word(text.p[from - 1]) ? STR_NONE : from;
}

size_t name_end_before(const struct name_context *context, struct str text, size_t at) {
  size_t end = skip_signs_back(text, at);
  if (end == at || end == 0)
    return STR_NONE;
  for (size_t i = 0; i < context->between_count; i++) {
    size_t from = word_before(text, end, context->between[i]);
    if (from != STR_NONE)
      return skip_quotes_back(text, from);
  }
  return end;
}

/* Where the name begins if it ends at `at`. A space in it may be a space, "_", "-" or nothing.
 */
static size_t name_before(struct str text, size_t at, struct str name) {
  for (size_t i = name.n; i > 0; i--) {
    bool is_space = name.p[i - 1] == ' ';
    bool is_between = at > 0 && str_find_char(STR(" _-"), text.p[at - 1], 0) != STR_NONE;
    if (is_space) {
      at -= is_between;
      continue;
    }
    if (at == 0 || lower_char(text.p[at - 1]) != name.p[i - 1])
      return STR_NONE;
    at--;
  }
  return at;
}

/* May the word that ends at `at` stand before a name? */
static bool may_precede(const struct name_context *context, struct str text, size_t at) {
  size_t from = at;
  while (from > 0 && is_letter(text.p[from - 1]))
    from--;
  struct str word = str_slice(text, from, at);
  for (size_t i = 0; i < context->before_count; i++) {
    struct str allowed = context->before[i];
    bool is_end = allowed.n > 1 && allowed.p[0] == '-';
    if (is_end ? str_ends_with(word, str_slice(allowed, 1, allowed.n))
               : word.n == allowed.n && word_before(text, at, allowed) == from)
      return true;
  }
  return false;
}

bool name_ends_at(const struct name_context *context, struct str text, size_t end,
                  struct str name) {
  size_t from = name_before(text, end, name);
  if (from == STR_NONE)
    return false;
  if (from == 0)
    return true;
  char before = text.p[from - 1];
  if (is_letter(before) || str_find_char(STR("-./$@\\"), before, 0) != STR_NONE)
    return false;
  /* A name of several words is one by itself. */
  if (str_find_char(name, ' ', 0) != STR_NONE)
    return true;
  size_t word = skip_quotes_back(text, from);
  return word == 0 || !is_letter(text.p[word - 1]) || may_precede(context, text, word);
}
