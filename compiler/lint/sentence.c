/* The sentence of a text in which something stands, and whether another word stands there, too.
 */
#include "lint/sentence.h"

#include "lint/words.h"

static bool is_white(char c) {
  return is_blank_char(c) || c == '\n' || c == '\r';
}

/* Is the full stop at `at` one behind a single letter ("e.g."), or that of a number which
 * begins the text ("1.")? */
static bool is_abbreviation(struct str text, size_t at) {
  if (at == 0 || text.p[at] != '.')
    return false;
  if (is_alpha_char(text.p[at - 1]))
    return at == 1 || text.p[at - 2] == '.';
  size_t from = at;
  while (from > 0 && is_digit_char(text.p[from - 1]))
    from--;
  return from == 0;
}

/* Does a sentence end with the byte at `at`? */
static bool is_end(struct str text, size_t at) {
  if (at >= 2 && str_equal_c(str_slice(text, at - 2, at + 1), "\xE3\x80\x82")) /* 。 */
    return true;
  char c = text.p[at];
  return (c == '.' || c == '!' || c == '?') && at + 1 < text.n && is_white(text.p[at + 1]) &&
         !is_abbreviation(text, at);
}

struct stretch sentence_around(struct str text, size_t at) {
  struct stretch sentence = {at, at};
  while (sentence.from > 0 && !is_end(text, sentence.from - 1))
    sentence.from--;
  while (sentence.to < text.n && !is_end(text, sentence.to))
    sentence.to++;
  while (sentence.to < text.n && sentence.to > at &&
         ((unsigned char)text.p[sentence.to] & 0xC0) == 0x80)
    sentence.to--;
  return sentence;
}

bool stretch_has_word(struct str text, struct stretch stretch, struct stretch besides,
                      const struct word_set *words) {
  struct str head = str_slice(text, 0, stretch.to);
  struct word_hit hit;
  for (size_t at = stretch.from; word_set_next(words, head, at, &hit); at = hit.from + 1) {
    if (hit.from < besides.from || hit.to > besides.to)
      return true;
  }
  return false;
}
