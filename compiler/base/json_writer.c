/* Writes JSON (RFC 8259) as it goes, into a buffer: no tree, no number formatting by locale. */
#include "base/json_writer.h"

#include "base/die.h"
#include "base/utf8.h"

void json_start(struct json_writer *w, struct buf *out, enum json_layout layout) {
  *w = (struct json_writer){.out = out, .layout = layout};
}

static void new_line(struct json_writer *w) {
  if (w->layout != JSON_PRETTY)
    return;
  buf_add_char(w->out, '\n');
  buf_add_repeat(w->out, ' ', w->depth * 2);
}

/* What stands between a value and whatever is before it. */
static void before_value(struct json_writer *w) {
  if (w->after_key) {
    w->after_key = false;
    return;
  }
  if (w->depth == 0)
    return;
  if (w->has_members[w->depth - 1])
    buf_add_char(w->out, ',');
  w->has_members[w->depth - 1] = true;
  new_line(w);
}

static void escape(struct buf *out, uint32_t code_point) {
  if (code_point > 0xFFFF) {
    uint32_t low = code_point - 0x10000;
    buf_printf(out, "\\u%04x\\u%04x", 0xD800u + (low >> 10), 0xDC00u + (low & 0x3FFu));
    return;
  }
  switch (code_point) {
  case '"':
    buf_add_c(out, "\\\"");
    return;
  case '\\':
    buf_add_c(out, "\\\\");
    return;
  case '\n':
    buf_add_c(out, "\\n");
    return;
  case '\r':
    buf_add_c(out, "\\r");
    return;
  case '\t':
    buf_add_c(out, "\\t");
    return;
  default:
    buf_printf(out, "\\u%04x", (unsigned)code_point);
  }
}

/* Beyond what RFC 8259 asks for: what some reader takes for a line end, what reorders or hides
 * the text around it. */
static bool needs_escape(uint32_t c) {
  return is_unprintable(c) || c == '"' || c == '\\' || c == 0x061C || c == 0x200E ||
         c == 0x200F || c == 0x2028 || c == 0x2029;
}

/* "</script>" and "<!--" end or swallow what surrounds the JSON in a page. */
static bool opens_markup(struct str s, size_t at) {
  return s.p[at] == '<' && at + 1 < s.n && (s.p[at + 1] == '/' || s.p[at + 1] == '!');
}

static bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '<';
}

static void text(struct buf *out, struct str s) {
  buf_add_char(out, '"');
  size_t kept = 0; /* s[kept, i) goes out as it stands */
  for (size_t i = 0; i < s.n;) {
    if (is_plain((unsigned char)s.p[i])) {
      i++;
      continue;
    }
    uint32_t code_point;
    size_t n = utf8_decode(s, i, &code_point);
    if (n > 0 && !needs_escape(code_point) && !opens_markup(s, i)) {
      i += n;
      continue;
    }
    buf_add(out, str_slice(s, kept, i));
    if (n > 0)
      escape(out, code_point);
    else
      buf_add_c(out, "\xEF\xBF\xBD");
    i += n > 0 ? n : 1;
    kept = i;
  }
  buf_add(out, str_slice(s, kept, s.n));
  buf_add_char(out, '"');
}

void json_key_str(struct json_writer *w, struct str key) {
  before_value(w);
  text(w->out, key);
  buf_add_c(w->out, w->layout == JSON_PRETTY ? ": " : ":");
  w->after_key = true;
}

void json_key(struct json_writer *w, const char *key) {
  json_key_str(w, str_from_c(key));
}

static void open_nest(struct json_writer *w, char bracket) {
  before_value(w);
  if (w->depth == JSON_DEPTH)
    die("JSON nests too deep");
  w->has_members[w->depth++] = false;
  buf_add_char(w->out, bracket);
}

static void close_nest(struct json_writer *w, char bracket) {
  if (w->depth == 0 || w->after_key)
    die("JSON is closed where nothing is open");
  bool had_members = w->has_members[--w->depth];
  if (had_members)
    new_line(w);
  buf_add_char(w->out, bracket);
}

void json_open_object(struct json_writer *w) {
  open_nest(w, '{');
}

void json_close_object(struct json_writer *w) {
  close_nest(w, '}');
}

void json_open_array(struct json_writer *w) {
  open_nest(w, '[');
}

void json_close_array(struct json_writer *w) {
  close_nest(w, ']');
}

void json_string(struct json_writer *w, struct str s) {
  before_value(w);
  text(w->out, s);
}

void json_string_c(struct json_writer *w, const char *s) {
  json_string(w, str_from_c(s));
}

void json_number(struct json_writer *w, unsigned long long number) {
  before_value(w);
  buf_printf(w->out, "%llu", number);
}

void json_integer(struct json_writer *w, long long number) {
  before_value(w);
  buf_printf(w->out, "%lld", number);
}

void json_bool(struct json_writer *w, bool yes) {
  before_value(w);
  buf_add_c(w->out, yes ? "true" : "false");
}

void json_null(struct json_writer *w) {
  before_value(w);
  buf_add_c(w->out, "null");
}

void json_raw(struct json_writer *w, struct str json) {
  before_value(w);
  buf_add(w->out, json);
}

void json_member(struct json_writer *w, const char *key, struct str value) {
  json_key(w, key);
  json_string(w, value);
}

void json_member_number(struct json_writer *w, const char *key, unsigned long long number) {
  json_key(w, key);
  json_number(w, number);
}
