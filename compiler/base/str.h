/* A view of bytes that somebody else owns, and what one can ask of it. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* n bytes from p on. Need not end in NUL, may hold one; p may be NULL if n is 0. Owns nothing.
 */
struct str {
  const char *p;
  size_t n;
};

/* A literal as a view: STR in expressions, STR_INIT in the initialiser of a static table. */
#define STR_INIT(literal)                                                                      \
  { ("" literal), sizeof(literal) - 1 }
#define STR(literal) ((struct str)STR_INIT(literal))

/* The two arguments of "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).n > 0 ? (s).p : ""

/* What the searches below answer if there is nothing to find. */
#define STR_NONE ((size_t)-1)

/* Borrows the bytes of `text` up to its NUL. */
static inline struct str str_from_c(const char *text);

static inline bool str_equal(struct str a, struct str b);
static inline bool str_equal_c(struct str a, const char *b);
/* Bytes as unsigned numbers; a prefix comes first. Below, at or above 0, as memcmp. */
int str_compare(struct str a, struct str b);
static inline bool str_starts_with(struct str s, struct str prefix);
static inline bool str_ends_with(struct str s, struct str suffix);

/* The offset of the first `what` at or behind `from`, or STR_NONE. */
size_t str_find(struct str s, struct str what, size_t from);
static inline size_t str_find_char(struct str s, char what, size_t from);

/* The bytes [from, to); both are cut to what is there. */
static inline struct str str_slice(struct str s, size_t from, size_t to);
/* Without the spaces, tabs, CR and LF at both ends, or at the end. */
static inline struct str str_trim(struct str s);
static inline struct str str_trim_end(struct str s);

/* Cuts the next line off the front of `rest`, without its LF or CRLF. False if `rest` is empty.
 */
bool str_next_line(struct str *rest, struct str *line);

/* ASCII only, whatever the locale says. */
static inline bool is_blank_char(char c);
static inline bool is_digit_char(char c);
static inline bool is_alpha_char(char c);
static inline char lower_char(char c);
/* Of the words of a log message: a letter, a digit, or any byte of a character beyond ASCII. */
static inline bool is_word_byte(char c);

/* ---- What is so small and asked so often that a call would cost more than the answer ---- */

static inline bool str_equal(struct str a, struct str b) {
  return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_starts_with(struct str s, struct str prefix) {
  return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline struct str str_slice(struct str s, size_t from, size_t to) {
  if (to > s.n)
    to = s.n;
  if (from >= to)
    return (struct str){NULL, 0};
  return (struct str){s.p + from, to - from};
}

static inline struct str str_from_c(const char *text) {
  return (struct str){text, strlen(text)};
}

static inline bool str_equal_c(struct str a, const char *b) {
  return str_equal(a, str_from_c(b));
}

static inline bool str_ends_with(struct str s, struct str suffix) {
  return s.n >= suffix.n && str_equal(str_slice(s, s.n - suffix.n, s.n), suffix);
}

static inline size_t str_find_char(struct str s, char what, size_t from) {
  const char *hit = from < s.n ? memchr(s.p + from, what, s.n - from) : NULL;
  return hit ? (size_t)(hit - s.p) : STR_NONE;
}

static inline bool is_white_char(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline struct str str_trim_end(struct str s) {
  while (s.n > 0 && is_white_char(s.p[s.n - 1]))
    s.n--;
  return s;
}

static inline struct str str_trim(struct str s) {
  while (s.n > 0 && is_white_char(s.p[0])) {
    s.p++;
    s.n--;
  }
  return str_trim_end(s);
}

static inline bool is_blank_char(char c) {
  return c == ' ' || c == '\t';
}

static inline bool is_digit_char(char c) {
  return c >= '0' && c <= '9';
}

static inline char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool is_alpha_char(char c) {
  return lower_char(c) >= 'a' && lower_char(c) <= 'z';
}

static inline bool is_word_byte(char c) {
  return is_alpha_char(c) || is_digit_char(c) || (unsigned char)c > 0x7F;
}

#endif
