/* Values that look like others: what of a value may be drawn anew, and what it means. */
#include "driver/simulate/shape.h"

#include "base/arena.h"

/* A value on its way into a draft. */
struct shaper {
  struct draft *draft;
  struct shapes *shapes;
  struct str value;
  size_t at;
};

static char char_at(struct str s, size_t at) {
  return at < s.n ? s.p[at] : '\0';
}

static bool is_run_char(char c) {
  return is_alpha_char(c) || is_digit_char(c);
}

static size_t run_end(struct str s, size_t at, bool (*is_member)(char)) {
  while (at < s.n && is_member(s.p[at]))
    at++;
  return at;
}

static void add_until(struct shaper *s, size_t to) {
  draft_add(s->draft, str_slice(s->value, s->at, to));
  s->at = to;
}

static void draw_until(struct shaper *s, size_t to, bool is_number) {
  draft_add_drawn(s->draft, &s->shapes->alphabets, str_slice(s->value, s->at, to), is_number,
                  &s->shapes->next_part);
  s->at = to;
}

/* ---- Addresses ----------------------------------------------------------------------------
 */

static bool is_hex_or_colon(char c) {
  char small = lower_char(c);
  return is_digit_char(c) || (small >= 'a' && small <= 'f') || c == ':';
}

/* The end of four numbers with dots between, from `at` on, or STR_NONE. */
static size_t ipv4_end(struct str s, size_t at) {
  for (int part = 0; part < 4; part++) {
    size_t end = run_end(s, at, is_digit_char);
    if (end == at || end - at > 3 || (part < 3 && char_at(s, end) != '.'))
      return STR_NONE;
    at = part < 3 ? end + 1 : end;
  }
  bool goes_on = is_run_char(char_at(s, at)) ||
                 (char_at(s, at) == '.' && is_digit_char(char_at(s, at + 1)));
  return goes_on ? STR_NONE : at;
}

/* The end of an address of version 6: seven colons, or two in a row. */
static size_t ipv6_end(struct str s, size_t at) {
  size_t end = run_end(s, at, is_hex_or_colon), colons = 0;
  bool has_gap = false;
  for (size_t i = at; i < end; i++) {
    colons += s.p[i] == ':';
    has_gap = has_gap || (s.p[i] == ':' && char_at(s, i + 1) == ':');
  }
  return (has_gap && colons < 8) || colons == 7 ? end : STR_NONE;
}

/* RFC 5737 and 3849. */
static void add_ipv4(struct shaper *s, size_t end) {
  static const struct str nets[] = {STR_INIT("192.0.2."), STR_INIT("198.51.100."),
                                    STR_INIT("203.0.113.")};
  const struct alphabets *alphabets = &s->shapes->alphabets;
  draft_add(s->draft, nets[dice_below(&s->shapes->dice, 3)]);
  size_t digits = 1 + dice_below(&s->shapes->dice, 3);
  if (digits == 3)
    draft_add(s->draft, STR("1"));
  draft_add_drawn(s->draft, alphabets, str_slice(STR("42"), 0, digits == 3 ? 2 : digits),
                  digits < 3, &s->shapes->next_part);
  s->at = end;
}

static void add_ipv6(struct shaper *s, size_t end) {
  draft_add(s->draft, STR("2001:db8::"));
  draft_add_drawn(s->draft, &s->shapes->alphabets, STR("a142"), false, &s->shapes->next_part);
  s->at = end;
}

/* Does a word or number begin there, and not the next part of one with dots? */
static bool is_beginning(const struct shaper *s) {
  if (s->at == 0)
    return true;
  char before = s->value.p[s->at - 1];
  bool is_part = before == '.' && s->at > 1 && is_digit_char(s->value.p[s->at - 2]);
  return !is_run_char(before) && !is_part;
}

static bool add_address(struct shaper *s) {
  size_t end = ipv4_end(s->value, s->at);
  if (end != STR_NONE) {
    add_ipv4(s, end);
    return true;
  }
  end = ipv6_end(s->value, s->at);
  if (end != STR_NONE)
    add_ipv6(s, end);
  return end != STR_NONE;
}

/* ---- Numbers and ids ----------------------------------------------------------------------
 */

/* As many digits as there are, the leading zeros among them: the size stays. */
static void draw_digits(struct shaper *s, size_t to) {
  size_t zeros = s->at;
  while (zeros < to && s->value.p[zeros] == '0')
    zeros++;
  add_until(s, zeros);
  if (s->at == to)
    return;
  draw_until(s, to, true);
}

/* A share is at most 100, and what has reached that has reached it. */
static bool is_whole_share(struct str value, size_t at, size_t end) {
  return char_at(value, end) == '%' && end - at > 2;
}

/* 50/50: what is as large as its limit. */
static bool is_full(struct str value, size_t at, size_t end) {
  if (char_at(value, end) != '/')
    return false;
  struct str left = str_slice(value, at, end);
  size_t behind = run_end(value, end + 1, is_digit_char);
  return str_equal(left, str_slice(value, end + 1, behind));
}

/* 12:30, 2024-03-15: digits that must stay below others. */
static bool is_time_or_date(struct str value, size_t end) {
  char c = char_at(value, end);
  size_t next = run_end(value, end + 1, is_digit_char);
  return (c == ':' && next == end + 3) ||
         (c == '-' && next == end + 3 && char_at(value, next) == '-');
}

/* How often letters and digits take turns from `from` to `to`. */
static size_t turns(struct str s, size_t from, size_t to) {
  size_t count = 0;
  for (size_t i = from + 1; i < to; i++)
    count += is_digit_char(s.p[i]) != is_digit_char(s.p[i - 1]);
  return count;
}

/* Letters and digits up to `to`. */
static void add_run(struct shaper *s, size_t to) {
  if (turns(s->value, s->at, to) > 1) {
    draw_until(s, to, false); /* 6d94bc8694, xq7mz: each byte by itself */
    return;
  }
  while (s->at < to) {
    size_t end = run_end(s->value, s->at, is_digit_char);
    if (end > s->at)
      draw_digits(s, end);
    else
      add_until(s, run_end(s->value, s->at, is_alpha_char));
  }
}

/* `is_alone`: nothing but this stands in the value. */
static void add_token(struct shaper *s, size_t to, bool is_alone) {
  struct str token = str_slice(s->value, s->at, to);
  if (!is_alone && run_end(token, 0, is_digit_char) == token.n)
    add_until(s, to);
  while (s->at < to) {
    char c = s->value.p[s->at];
    if (is_beginning(s) && (is_run_char(c) || c == ':') && add_address(s))
      continue;
    size_t end = run_end(s->value, s->at, is_run_char);
    if (end == s->at)
      add_until(s, s->at + 1);
    else if (is_time_or_date(s->value, end))
      add_until(s, to);
    else if (is_whole_share(s->value, s->at, end) || is_full(s->value, s->at, end))
      add_until(s, char_at(s->value, end) == '/' ? to : end);
    else
      add_run(s, end);
  }
}

/* ---- The face -----------------------------------------------------------------------------
 */

void shape_add(struct draft *draft, struct shapes *shapes, struct str value) {
  struct shaper s = {draft, shapes, value, 0};
  bool is_alone = str_find_char(value, ' ', 0) == STR_NONE;
  while (s.at < value.n) {
    size_t end = str_find_char(value, ' ', s.at);
    add_token(&s, end == STR_NONE ? value.n : end, is_alone);
    if (s.at < value.n && value.p[s.at] == ' ')
      add_until(&s, s.at + 1);
  }
}

/* What a pattern stands for, on its way into a draft. */
struct id_maker {
  struct draft *draft;
  struct shapes *shapes;
  uint8_t part;
};

static void add_piece(void *context, struct str choices, size_t count) {
  struct id_maker *maker = context;
  struct buf text = {0};
  for (size_t i = 0; i < count; i++)
    buf_add_char(&text, choices.p[dice_below(&maker->shapes->dice, choices.n)]);
  const struct alphabet *alphabet =
      alphabet_of(maker->draft->a, &maker->shapes->alphabets, choices);
  if (choices.n == 1)
    draft_add(maker->draft, buf_str(&text));
  else
    draft_add_id(maker->draft, buf_str(&text), alphabet, &maker->part);
  buf_free(&text);
}

static void add_like(struct id_maker *maker, char c, bool is_first) {
  struct alphabets *alphabets = &maker->shapes->alphabets;
  bool is_digit = is_digit_char(c);
  enum alphabet_kind kind = is_digit && is_first ? ALPHABET_FIRST_DIGITS
                            : is_digit           ? ALPHABET_DIGITS
                            : lower_char(c) != c ? ALPHABET_HEX_CAPITALS
                                                 : ALPHABET_HEX;
  struct str text = {&c, 1};
  if (!is_run_char(c) || (is_first && c == '0'))
    draft_add(maker->draft, text);
  else
    draft_add_id(maker->draft, text, alphabets->kinds[kind], &maker->part);
}

void shape_add_id(struct draft *draft, struct shapes *shapes, struct str value,
                  struct str pattern) {
  struct id_maker maker = {draft, shapes, 0};
  struct buf probe = {0};
  struct dice dice = shapes->dice;
  bool is_known = pattern.n > 0 && draw_pattern(&probe, pattern, &dice) && probe.n > 0;
  buf_free(&probe);
  if (is_known)
    draw_each(pattern, &shapes->dice, add_piece, &maker);
  for (size_t i = 0; !is_known && i < value.n; i++)
    add_like(&maker, value.p[i], i == 0);
}

static struct str one_of(struct shapes *shapes, struct str choices) {
  size_t count = 1;
  for (size_t i = 0; i < choices.n; i++)
    count += choices.p[i] == '|';
  size_t from = 0;
  for (size_t skip = dice_below(&shapes->dice, count); skip > 0; skip--)
    from = str_find_char(choices, '|', from) + 1;
  return str_slice(choices, from, str_find_char(choices, '|', from));
}

void shape_add_text(struct draft *draft, struct shapes *shapes, struct str text) {
  while (text.n > 0) {
    size_t open = str_find_char(text, '{', 0);
    size_t close = open == STR_NONE ? STR_NONE : str_find_char(text, '}', open);
    draft_add(draft, str_slice(text, 0, close == STR_NONE ? text.n : open));
    if (close == STR_NONE)
      return;
    shape_add(draft, shapes, one_of(shapes, str_slice(text, open + 1, close)));
    text = str_slice(text, close + 1, text.n);
  }
}
