/* Writes JSON (RFC 8259) as it goes, into a buffer: no tree, no number formatting by locale. */
#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include "base/buf.h"

enum json_layout {
  JSON_COMPACT, /* one line without any space */
  JSON_PRETTY,  /* one member a line, two spaces a level */
};

enum { JSON_DEPTH = 64 };

/* Nesting deeper than JSON_DEPTH or an object left open is a bug of ours. The caller may take
 * what stands in `out` away (buf_clear) between any two calls: that is how large documents are
 * streamed. */
struct json_writer {
  struct buf *out;
  enum json_layout layout;
  size_t depth;
  bool has_members[JSON_DEPTH];
  bool after_key;
};

void json_start(struct json_writer *w, struct buf *out, enum json_layout layout);

/* A key, then its value; in an array only values. */
void json_key(struct json_writer *w, const char *key);
void json_key_str(struct json_writer *w, struct str key);

void json_open_object(struct json_writer *w);
void json_close_object(struct json_writer *w);
void json_open_array(struct json_writer *w);
void json_close_array(struct json_writer *w);

/* The string, escaped: control characters, quotes and backslashes, and besides what could be
 * taken for more than text downstream (U+2028, U+2029, bidi controls, U+FEFF, tag characters,
 * "<" before
 * "/" or "!"). Bytes that are not UTF-8 become U+FFFD; the sources have none. */
void json_string(struct json_writer *w, struct str s);
void json_string_c(struct json_writer *w, const char *s);
void json_number(struct json_writer *w, unsigned long long number);
void json_integer(struct json_writer *w, long long number);
void json_bool(struct json_writer *w, bool yes);
void json_null(struct json_writer *w);
/* A number or document that is JSON already, as it stands. */
void json_raw(struct json_writer *w, struct str json);

/* Key and value in one. */
void json_member(struct json_writer *w, const char *key, struct str value);
void json_member_number(struct json_writer *w, const char *key, unsigned long long number);

#endif
