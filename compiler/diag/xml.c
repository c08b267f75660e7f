/* Text inside an XML document. */
#include "diag/xml.h"

#include "base/buf.h"
#include "diag/glyph.h"

static const char *reference_of(char c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>': /* for "]]>" must not stand in content */
    return "&gt;";
  case '"':
    return "&quot;";
  case '\n':
    return "&#10;";
  default:
    return NULL;
  }
}

void xml_add_spelled(struct buf *out, struct str s) {
  size_t kept = 0;
  for (size_t i = 0; i < s.n; i++) {
    const char *reference = reference_of(s.p[i]);
    if (!reference)
      continue;
    buf_add(out, str_slice(s, kept, i));
    buf_add_c(out, reference);
    kept = i + 1;
  }
  buf_add(out, str_slice(s, kept, s.n));
}

void xml_add(struct buf *out, struct str s) {
  struct buf spelled = {0};
  glyph_add(&spelled, s);
  xml_add_spelled(out, buf_str(&spelled));
  buf_free(&spelled);
}

void xml_attribute(struct buf *out, const char *name, struct str value) {
  buf_printf(out, " %s=\"", name);
  xml_add(out, value);
  buf_add_char(out, '"');
}

void xml_attribute_number(struct buf *out, const char *name, size_t number) {
  buf_printf(out, " %s=\"%zu\"", name, number);
}
