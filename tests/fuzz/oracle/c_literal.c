/* A small reader of C literals, as C99 has them: trigraphs first, then escapes. */
#include "c_literal.h"

struct reader {
  const char *p, *end;
  struct buf *out;
};

static bool take(struct reader *r, char c) {
  bool is_there = r->p < r->end && *r->p == c;
  r->p += is_there;
  return is_there;
}

static void skip(struct reader *r) {
  while (r->p < r->end && (*r->p == ' ' || *r->p == '\n'))
    r->p++;
}

/* Such three characters are another one to a compiler that follows C99. */
static bool has_trigraph(struct str text) {
  for (size_t i = 0; i + 2 < text.n; i++) {
    if (text.p[i] == '?' && text.p[i + 1] == '?' && text.p[i + 2] != '\0' &&
        strchr("=/'()!<>-", text.p[i + 2]))
      return true;
  }
  return false;
}

static bool take_escape(struct reader *r) {
  static const char names[] = "'\"?\\abfnrtv", values[] = "'\"?\\\a\b\f\n\r\t\v";
  const char *at = r->p < r->end && *r->p ? strchr(names, *r->p) : NULL;
  if (at) {
    r->p++;
    buf_add_char(r->out, values[at - names]);
    return true;
  }
  unsigned value = 0;
  size_t n = 0;
  for (; n < 3 && r->p < r->end && *r->p >= '0' && *r->p <= '7'; n++)
    value = value * 8 + (unsigned)(*r->p++ - '0');
  buf_add_char(r->out, (char)value);
  return n > 0 && value < 256;
}

static bool take_char(struct reader *r) {
  if (take(r, '\\'))
    return take_escape(r);
  if (r->p == r->end || (unsigned char)*r->p < ' ' || *r->p == 0x7F)
    return false;
  buf_add_char(r->out, *r->p++);
  return true;
}

static bool read_strings(struct reader *r) {
  bool is_good = true;
  while (is_good && r->p < r->end) {
    is_good = take(r, '"');
    while (is_good && !take(r, '"'))
      is_good = take_char(r);
    skip(r);
  }
  return is_good;
}

static bool read_array(struct reader *r) {
  bool is_good = take(r, '{');
  while (is_good && !take(r, '}')) {
    skip(r);
    is_good = take(r, '\'') && take_char(r) && take(r, '\'');
    take(r, ',');
  }
  is_good = is_good && r->p == r->end && r->out->n > 0 && r->out->p[r->out->n - 1] == '\0';
  r->out->n -= is_good;
  return is_good;
}

bool c_literal_read(struct buf *out, struct str text) {
  struct reader r = {text.p, text.p + text.n, out};
  if (text.n == 0 || has_trigraph(text))
    return false;
  return text.p[0] == '{' ? read_array(&r) : read_strings(&r);
}
