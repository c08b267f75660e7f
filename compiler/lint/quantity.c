/* Quantities with units in texts: 3000ms, 1.5 GiB, 20k/s. */
#include "lint/quantity.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>

enum { MOST_DIGITS = 15, COUNTING = 0 };

/* ---- Numbers ---- */

struct number {
  double value, step; /* of the last digit */
  size_t to;
};

/* Digits, commas between groups of three, a fraction. False if that is no number, or one with
 * more digits than can be told apart. */
static bool read_number(struct str text, size_t at, struct number *number) {
  size_t digits = 0, from = at;
  *number = (struct number){0, 1, 0};
  for (; at < text.n; at++) {
    char c = text.p[at];
    bool is_comma = c == ',' && at > from && at + 3 < text.n && is_digit_char(text.p[at + 1]) &&
                    is_digit_char(text.p[at + 2]) && is_digit_char(text.p[at + 3]);
    if (!is_comma && !is_digit_char(c))
      break;
    if (is_comma)
      continue;
    number->value = number->value * 10 + (c - '0');
    digits++;
  }
  if (digits > 0 && at + 1 < text.n && text.p[at] == '.' && is_digit_char(text.p[at + 1])) {
    for (at++; at < text.n && is_digit_char(text.p[at]); at++, digits++) {
      number->step /= 10;
      number->value += (text.p[at] - '0') * number->step;
    }
  }
  number->to = at;
  return digits > 0 && digits <= MOST_DIGITS;
}

/* ---- Units ---- */

static int compare_units(const void *left, const void *right) {
  const struct unit *a = left, *b = right;
  if (a->name.n != b->name.n)
    return a->name.n > b->name.n ? -1 : 1;
  return str_compare(a->name, b->name);
}

static size_t unit_named(const struct unit *units, size_t count, struct str name) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(units[i].name, name))
      return i;
  }
  return STR_NONE;
}

/* The unit that the text behind "=" counts in, and how many of it; n = 0: it counts nothing. */
static struct str base_of(struct str text, double *factor) {
  struct number number;
  text = str_trim(text);
  if (!read_number(text, 0, &number) || number.value <= 0)
    return (struct str){NULL, 0};
  *factor = number.value;
  return str_trim(str_slice(text, number.to, text.n));
}

/* What stands for a unit that is counted in, but stands in the table nowhere by itself: the
 * first one that names it. */
static size_t first_with_base(const struct str *bases, struct str base) {
  size_t i = 0;
  while (!str_equal(bases[i], base))
    i++;
  return i;
}

/* Follows "h=60min", "min=60s" to the end; one that leads into a circle is a base itself. */
static struct unit resolved(const struct unit *units, const struct str *bases, size_t count,
                            size_t index) {
  struct unit unit = units[index], base_unit = {unit.name, 1, index + 1};
  unit.factor = 1;
  for (size_t steps = 0; units[index].factor > 0; steps++) {
    if (steps == count)
      return base_unit;
    unit.factor *= units[index].factor;
    struct str base = bases[index];
    size_t next = base.n > 0 ? unit_named(units, count, base) : STR_NONE;
    if (next == STR_NONE) {
      unit.dimension = base.n > 0 ? count + 1 + first_with_base(bases, base) : COUNTING;
      return unit;
    }
    index = next;
  }
  unit.dimension = index + 1;
  return unit;
}

struct unit_table unit_table_new(struct arena *a, const struct str *texts, size_t count) {
  struct unit *units = arena_array(a, struct unit, count);
  struct unit *table = arena_array(a, struct unit, count);
  struct str *bases = arena_array(a, struct str, count);
  for (size_t i = 0; i < count; i++) {
    size_t equals = str_find_char(texts[i], '=', 0);
    units[i].name = unicode_nfc(a, str_trim(str_slice(texts[i], 0, equals)));
    if (equals != STR_NONE)
      bases[i] = base_of(str_slice(texts[i], equals + 1, texts[i].n), &units[i].factor);
  }
  for (size_t i = 0; i < count; i++)
    table[i] = resolved(units, bases, count, i);
  if (count > 1)
    qsort(table, count, sizeof *table, compare_units);
  struct unit_table all = {.units = table, .count = count};
  for (size_t i = 0; i < count; i++) {
    if (table[i].name.n > 0)
      all.begins[(unsigned char)table[i].name.p[0]] = true;
  }
  return all;
}

static bool is_ascii_word(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '_';
}

/* The unit that begins at `at`, or NULL. Behind one of ASCII no letter may follow; others have
 * particles right behind them. */
static const struct unit *unit_at(const struct unit_table *table, struct str text, size_t at) {
  if (at >= text.n || !table->begins[(unsigned char)text.p[at]])
    return NULL;
  struct str rest = str_slice(text, at, text.n);
  for (size_t i = 0; i < table->count; i++) {
    struct str name = table->units[i].name;
    if (name.n == 0 || name.p[0] != rest.p[0] || !str_starts_with(rest, name))
      continue;
    bool is_word = is_ascii_word(name.p[name.n - 1]);
    if (!is_word || rest.n == name.n || !is_ascii_word(rest.p[name.n]))
      return &table->units[i];
  }
  return NULL;
}

/* ---- Quantities ---- */

static bool is_dash_at(struct str text, size_t at) {
  uint32_t c = 0;
  return at < text.n && utf8_decode(text, at, &c) > 0 &&
         (c == '-' || c == '~' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x301C ||
          c == 0xFF5E);
}

/* May a number begin at `at`, or does it go on from what stands before it? */
static bool is_start(struct str text, size_t at) {
  if (at == 0)
    return true;
  char before = text.p[at - 1];
  if (is_ascii_word(before) || str_find_char(STR(".,/@#~-"), before, 0) != STR_NONE)
    return false;
  if (before == ':')
    return at < 2 || !is_digit_char(text.p[at - 2]);
  return at < 3 || !is_dash_at(text, at - 3) || (unsigned char)text.p[at - 3] < 0x80;
}

/* What may not stand right behind a quantity: then it is a part of something else. */
static bool goes_on(struct str text, size_t at) {
  if (at == text.n)
    return false;
  char c = text.p[at], next = at + 1 < text.n ? text.p[at + 1] : ' ';
  if (is_ascii_word(c) || str_find_char(STR("/@+%"), c, 0) != STR_NONE)
    return true;
  if ((c == '.' || c == ':' || c == ',') && is_digit_char(next))
    return true;
  if (c == '.' && next == '.')
    return true;
  return is_dash_at(text, at) && next != ' ' && next != '>';
}

/* "/s", "/10m": the rate that a quantity becomes by it. */
static void read_rate(const struct unit_table *table, struct str text,
                      struct quantity *quantity) {
  struct number number = {1, 1, quantity->to + 1};
  if (quantity->to >= text.n || text.p[quantity->to] != '/')
    return;
  if (quantity->to + 1 < text.n && is_digit_char(text.p[quantity->to + 1]) &&
      !read_number(text, quantity->to + 1, &number))
    return;
  const struct unit *unit = unit_at(table, text, number.to);
  double divisor = unit ? number.value * unit->factor : 0;
  if (divisor <= 0)
    return;
  quantity->value /= divisor;
  quantity->half /= divisor;
  quantity->per = unit->dimension;
  quantity->to = number.to + unit->name.n;
  quantity->has_unit = true;
}

bool quantity_at(const struct unit_table *table, struct str text, size_t at,
                 struct quantity *quantity) {
  struct number number;
  bool is_negative = at < text.n && text.p[at] == '-';
  if (!is_start(text, at) || !read_number(text, at + is_negative, &number))
    return false;
  *quantity = (struct quantity){at,    number.to, number.value, number.step / 2,
                                false, COUNTING,  STR_NONE};
  size_t blank = number.to < text.n && text.p[number.to] == ' ';
  const struct unit *unit = unit_at(table, text, number.to + blank);
  if (unit) {
    quantity->value *= unit->factor;
    quantity->half *= unit->factor;
    quantity->dimension = unit->dimension;
    quantity->has_unit = true;
    quantity->to = number.to + blank + unit->name.n;
  } else if (number.to < text.n && (unsigned char)text.p[number.to] >= 0x80 &&
             !is_dash_at(text, number.to)) {
    uint32_t c = 0;
    utf8_decode(text, number.to, &c);
    if (is_unicode_word(c)) /* a unit that the table does not know */
      return false;
  }
  read_rate(table, text, quantity);
  if (is_negative)
    quantity->value = -quantity->value;
  return !goes_on(text, quantity->to);
}

bool quantity_whole(const struct unit_table *table, struct str text,
                    struct quantity *quantity) {
  return text.n > 0 && quantity_at(table, text, 0, quantity) && quantity->to == text.n;
}

bool quantity_is_like(const struct quantity *a, const struct quantity *b) {
  return a->dimension == b->dimension && a->per == b->per;
}

bool quantity_is_near(const struct quantity *a, const struct quantity *b) {
  double difference = a->value > b->value ? a->value - b->value : b->value - a->value;
  double coarser = a->half > b->half ? a->half : b->half;
  /* A little more for what binary fractions lose. */
  return difference <= coarser * 1.000001;
}
