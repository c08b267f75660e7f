/* Draws values that look like others, the same ones on every machine. */
#include "emit/draw.h"

#include "base/map.h"

#include <string.h>

/* What "*" and "+" repeat at most. */
enum { MOST_REPEATS = 8, LONGEST_CLASS = 128 };

struct dice dice_from(struct str seed) {
  return (struct dice){str_hash(seed)};
}

size_t dice_below(struct dice *dice, size_t n) {
  /* The bias of the remainder does not matter here. */
  return (size_t)(dice_next(dice) % n);
}

/* The characters of which one is drawn. */
struct choice {
  char items[LONGEST_CLASS];
  size_t count;
};

static bool add_range(struct choice *choice, char from, char to) {
  /* A byte beyond ASCII is no character. Whether it is below 0 depends on the machine. */
  if ((unsigned char)from > (unsigned char)to || (unsigned char)to >= 0x80)
    return false;
  for (char c = from; choice->count < LONGEST_CLASS; c++) {
    choice->items[choice->count++] = c;
    if (c == to)
      return true;
  }
  return false;
}

/* The character class or escaped character behind a backslash. */
static bool add_escape(struct choice *choice, char c) {
  if (c == 'd')
    return add_range(choice, '0', '9');
  if (c == 'w')
    return add_range(choice, '0', '9') && add_range(choice, 'a', 'z');
  bool is_literal = !is_alpha_char(c) && !is_digit_char(c) && c > ' ' && c < 0x7F;
  return is_literal && add_range(choice, c, c);
}

/* Reads [...]; `at` stands behind the opening bracket and is moved behind the closing one. */
static bool read_class(struct str pattern, size_t *at, struct choice *choice) {
  while (*at < pattern.n && pattern.p[*at] != ']') {
    char c = pattern.p[(*at)++];
    if (c == '^' || c == '[' || c < ' ' || *at == pattern.n)
      return false;
    if (c == '\\') {
      if (!add_escape(choice, pattern.p[(*at)++]))
        return false;
      continue;
    }
    bool is_range = *at + 1 < pattern.n && pattern.p[*at] == '-' && pattern.p[*at + 1] != ']';
    if (!add_range(choice, c, is_range ? pattern.p[*at + 1] : c))
      return false;
    *at += is_range ? 2 : 0;
  }
  return (*at)++ < pattern.n && choice->count > 0;
}

/* Reads one character or class. */
static bool read_choice(struct str pattern, size_t *at, struct choice *choice) {
  char c = pattern.p[(*at)++];
  choice->count = 0;
  if (c == '[')
    return read_class(pattern, at, choice);
  if (c == '\\')
    return *at < pattern.n && add_escape(choice, pattern.p[(*at)++]);
  return !strchr("(){}|.^$*+?", c) && c >= ' ' && add_range(choice, c, c);
}

static size_t read_number(struct str pattern, size_t *at) {
  size_t number = 0;
  while (*at < pattern.n && is_digit_char(pattern.p[*at]) && number < 1000)
    number = number * 10 + (size_t)(pattern.p[(*at)++] - '0');
  return number;
}

struct repeat {
  size_t min, max;
};

/* Reads what stands behind a character: nothing is once. */
static bool read_repeat(struct str pattern, size_t *at, struct repeat *repeat) {
  *repeat = (struct repeat){1, 1};
  char c = *at < pattern.n ? pattern.p[*at] : '\0';
  if (c == '\0' || !strchr("?*+{", c))
    return true;
  ++*at;
  if (c != '{') {
    *repeat = (struct repeat){c == '+' ? 1 : 0, c == '?' ? 1 : MOST_REPEATS};
    return true;
  }
  repeat->min = repeat->max = read_number(pattern, at);
  if (*at < pattern.n && pattern.p[*at] == ',') {
    ++*at;
    bool has_end = *at < pattern.n && is_digit_char(pattern.p[*at]);
    repeat->max = has_end ? read_number(pattern, at) : repeat->min + MOST_REPEATS;
  }
  return *at < pattern.n && pattern.p[(*at)++] == '}' && repeat->min <= repeat->max;
}

bool draw_each(struct str pattern, struct dice *dice, draw_piece *add, void *context) {
  for (size_t at = 0; at < pattern.n;) {
    struct choice choice;
    struct repeat repeat;
    if (!read_choice(pattern, &at, &choice) || !read_repeat(pattern, &at, &repeat))
      return false;
    size_t count = repeat.min + dice_below(dice, repeat.max - repeat.min + 1);
    add(context, (struct str){choice.items, choice.count}, count);
  }
  return true;
}

struct drawn {
  struct buf *out;
  struct dice *dice;
};

static void draw_choices(void *context, struct str choices, size_t count) {
  struct drawn *drawn = context;
  for (size_t i = 0; i < count; i++)
    buf_add_char(drawn->out, choices.p[dice_below(drawn->dice, choices.n)]);
}

bool draw_pattern(struct buf *out, struct str pattern, struct dice *dice) {
  size_t start = out->n;
  struct drawn drawn = {out, dice};
  if (draw_each(pattern, dice, draw_choices, &drawn))
    return true;
  out->n = start;
  return false;
}

static char draw_like(char c, bool is_first, struct dice *dice) {
  if (is_digit_char(c) && is_first)
    return c == '0' ? c : (char)('1' + dice_below(dice, 9));
  if (is_digit_char(c))
    return (char)('0' + dice_below(dice, 10));
  if (!is_alpha_char(c))
    return c;
  /* Of a to f, so that a hexadecimal number stays one. */
  return (char)((lower_char(c) == c ? 'a' : 'A') + (char)dice_below(dice, 6));
}

void draw_shape(struct buf *out, struct str text, struct dice *dice) {
  for (size_t i = 0; i < text.n; i++)
    buf_add_char(out, draw_like(text.p[i], i == 0, dice));
}

static size_t digits_end(struct str text, size_t at) {
  while (at < text.n && is_digit_char(text.p[at]))
    at++;
  return at;
}

bool draw_number(struct buf *out, struct str text, struct dice *dice) {
  size_t end = digits_end(text, 0);
  if (end > 0 && end + 1 < text.n && text.p[end] == '.')
    end = digits_end(text, end + 1);
  size_t unit = end;
  while (unit < text.n &&
         (is_alpha_char(text.p[unit]) || text.p[unit] == '%' || text.p[unit] == '/'))
    unit++;
  if (end == 0 || unit < text.n)
    return false;
  for (size_t i = 0; i < end; i++)
    buf_add_char(out, draw_like(text.p[i], i == 0, dice));
  buf_add(out, str_slice(text, end, text.n));
  return true;
}

static bool is_id(struct str text) {
  bool has_letter = false;
  for (size_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    has_letter = has_letter || is_alpha_char(c);
    if (!is_alpha_char(c) && !is_digit_char(c) && c != '-' && c != '_')
      return false;
  }
  return has_letter;
}

bool draw_id(struct buf *out, struct str text, struct dice *dice) {
  if (!is_id(text))
    return false;
  for (size_t i = 0; i < text.n; i++)
    buf_add_char(out, is_digit_char(text.p[i]) ? draw_like(text.p[i], true, dice) : text.p[i]);
  return true;
}

/* A number of two digits from `least` on. */
static void draw_two(struct buf *out, size_t least, size_t most, struct dice *dice) {
  buf_printf(out, "%02zu", least + dice_below(dice, most - least + 1));
}

/* Each step of the format takes as many bytes of the text, but for %z, which stands last if at
 * all: from there on, and where the two do not agree, the text stays. */
void draw_time(struct buf *out, struct str text, struct str format, struct dice *dice) {
  size_t start = out->n;
  for (size_t i = 0; i < format.n && out->n - start < text.n; i++) {
    char c = format.p[i], kind = c == '%' && i + 1 < format.n ? format.p[i + 1] : '\0';
    if (kind == 'z')
      break;
    i += kind != '\0';
    if (is_digit_char(kind)) {
      for (int n = kind - '0'; n > 0; n--)
        buf_add_char(out, (char)('0' + dice_below(dice, 10)));
      i++;
    } else if (kind == 'd') {
      draw_two(out, 1, 28, dice);
    } else if (kind == 'H') {
      draw_two(out, 0, 23, dice);
    } else if (kind == 'M' || kind == 'S') {
      draw_two(out, 0, 59, dice);
    } else {
      size_t n = kind == 'Y' ? 4 : kind == 'm' ? 2 : 1;
      buf_add(out, str_slice(text, out->n - start, out->n - start + n));
    }
  }
  buf_add(out, str_slice(text, out->n - start, text.n));
}
