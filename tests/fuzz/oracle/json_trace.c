/* A strict reader of JSON (RFC 8259) that shares nothing with kbc's: a descent over the bytes. */
#include "json_trace.h"

#include <stdint.h>

struct reader {
  const unsigned char *p, *end;
  struct buf *out;
  struct buf text;
};

/* ---- UTF-8 --------------------------------------------------------------------------------
 */

static bool is_tail(const struct str *s, size_t at, unsigned char low, unsigned char high) {
  unsigned char c = at < s->n ? (unsigned char)s->p[at] : 0;
  return c >= low && c <= high;
}

/* By the table of well-formed sequences in the Unicode standard, row by row. */
size_t oracle_utf8(struct str s, size_t at) {
  static const struct {
    unsigned char from, to, low, high;
    size_t n;
  } rows[] = {
      {0x00, 0x7F, 0x00, 0x00, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
      {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
      {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
  };
  for (size_t i = 0; at < s.n && i < sizeof rows / sizeof rows[0]; i++) {
    unsigned char c = (unsigned char)s.p[at];
    if (c < rows[i].from || c > rows[i].to)
      continue;
    bool is_good = rows[i].n == 1 || is_tail(&s, at + 1, rows[i].low, rows[i].high);
    for (size_t j = 2; j < rows[i].n; j++)
      is_good = is_good && is_tail(&s, at + j, 0x80, 0xBF);
    return is_good ? rows[i].n : 0;
  }
  return 0;
}

bool oracle_is_utf8(struct str text) {
  for (size_t at = 0; at < text.n;) {
    size_t n = oracle_utf8(text, at);
    if (n == 0)
      return false;
    at += n;
  }
  return true;
}

/* ---- Texts --------------------------------------------------------------------------------
 */

void trace_text(struct buf *out, struct str text) {
  buf_printf(out, "s%zu:", text.n);
  buf_add(out, text);
}

void trace_number(struct buf *out, struct str text) {
  buf_printf(out, "n%zu:", text.n);
  buf_add(out, text);
}

static void skip(struct reader *r) {
  while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r'))
    r->p++;
}

static bool take(struct reader *r, char c) {
  bool is_there = r->p < r->end && *r->p == (unsigned char)c;
  r->p += is_there;
  return is_there;
}

static bool take_unit(struct reader *r, uint32_t *unit) {
  *unit = 0;
  if (r->end - r->p < 4)
    return false;
  for (const unsigned char *stop = r->p + 4; r->p < stop; r->p++) {
    const char *digits = "0123456789abcdefABCDEF";
    const char *at = *r->p ? strchr(digits, *r->p) : NULL;
    if (!at)
      return false;
    uint32_t value = (uint32_t)(at - digits);
    *unit = *unit * 16 + (value > 15 ? value - 6 : value);
  }
  return true;
}

static void add_code_point(struct buf *out, uint32_t c) {
  static const unsigned char heads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  buf_add_char(out, (char)(n == 1 ? c : heads[n] | c >> 6 * (n - 1)));
  for (size_t i = n - 1; i > 0; i--)
    buf_add_char(out, (char)(0x80 | (c >> 6 * (i - 1) & 0x3F)));
}

static bool take_escape(struct reader *r) {
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  const char *at = r->p < r->end && *r->p ? strchr(names, *r->p) : NULL;
  if (at) {
    r->p++;
    buf_add_char(&r->text, values[at - names]);
    return true;
  }
  uint32_t high, low;
  if (!take(r, 'u') || !take_unit(r, &high))
    return false;
  if (high >= 0xD800 && high <= 0xDFFF) {
    if (high > 0xDBFF || !take(r, '\\') || !take(r, 'u') || !take_unit(r, &low) ||
        low < 0xDC00 || low > 0xDFFF)
      return false;
    high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
  }
  add_code_point(&r->text, high);
  return true;
}

static bool take_text(struct reader *r) {
  buf_clear(&r->text);
  if (!take(r, '"'))
    return false;
  while (!take(r, '"')) {
    if (r->p == r->end || *r->p < 0x20)
      return false;
    if (take(r, '\\')) {
      if (!take_escape(r))
        return false;
      continue;
    }
    struct str rest = {(const char *)r->p, (size_t)(r->end - r->p)};
    size_t n = oracle_utf8(rest, 0);
    if (n == 0)
      return false;
    buf_add(&r->text, str_slice(rest, 0, n));
    r->p += n;
  }
  trace_text(r->out, buf_str(&r->text));
  return true;
}

/* ---- Everything else ----------------------------------------------------------------------
 */

static size_t digits(struct reader *r) {
  const unsigned char *from = r->p;
  while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
    r->p++;
  return (size_t)(r->p - from);
}

static bool take_number(struct reader *r) {
  const unsigned char *from = r->p;
  take(r, '-');
  const unsigned char *first = r->p;
  size_t whole = digits(r);
  if (whole == 0 || (whole > 1 && *first == '0'))
    return false;
  if (take(r, '.') && digits(r) == 0)
    return false;
  if (take(r, 'e') || take(r, 'E')) {
    if (!take(r, '+'))
      take(r, '-');
    if (digits(r) == 0)
      return false;
  }
  trace_number(r->out, (struct str){(const char *)from, (size_t)(r->p - from)});
  return true;
}

static bool take_word(struct reader *r, const char *word, char mark) {
  for (; *word; word++) {
    if (!take(r, *word))
      return false;
  }
  buf_add_char(r->out, mark);
  return true;
}

static bool take_value(struct reader *r, size_t depth);

static bool take_members(struct reader *r, size_t depth, char open, char close) {
  buf_add_char(r->out, open);
  skip(r);
  for (bool is_first = true; !take(r, close); is_first = false) {
    if (!is_first && !take(r, ','))
      return false;
    skip(r);
    if (open == '{') {
      if (!take_text(r))
        return false;
      skip(r);
      if (!take(r, ':'))
        return false;
    }
    if (!take_value(r, depth + 1))
      return false;
  }
  buf_add_char(r->out, close);
  return true;
}

static bool take_value(struct reader *r, size_t depth) {
  skip(r);
  bool is_good = r->p < r->end && depth <= TRACE_DEPTH;
  if (!is_good)
    return false;
  switch (*r->p) {
  case '{': r->p++; is_good = take_members(r, depth, '{', '}'); break;
  case '[': r->p++; is_good = take_members(r, depth, '[', ']'); break;
  case '"': is_good = take_text(r); break;
  case 't': is_good = take_word(r, "true", 't'); break;
  case 'f': is_good = take_word(r, "false", 'f'); break;
  case 'n': is_good = take_word(r, "null", 'z'); break;
  default: is_good = take_number(r); break;
  }
  skip(r);
  return is_good;
}

bool json_trace(struct buf *out, struct str text) {
  const unsigned char *p = (const unsigned char *)(text.p ? text.p : "");
  struct reader r = {.p = p, .end = p + text.n, .out = out};
  bool is_good = take_value(&r, 0) && r.p == r.end;
  buf_free(&r.text);
  return is_good;
}

bool json_trace_lines(struct buf *out, struct str text) {
  struct str line;
  bool is_good = text.n == 0 || text.p[text.n - 1] == '\n';
  while (is_good && str_next_line(&text, &line))
    is_good = json_trace(out, line);
  return is_good;
}
