/* What the Unicode tables know: normal forms, case folding, the width of a character. */
#include "base/unicode.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

struct range {
  uint32_t first, last;
};

enum { LONGEST_RUN = 30, LONGEST_DECOMPOSITION = 64 };

/* Characters that are in NFC wherever they stand: starters that neither decompose nor combine
 * with what comes before them. Not all of them, but those that runbooks are written in. A unit
 * test holds every one against the library. */
static const struct range settled[] = {
    {0x0000, 0x02FF},   /* Latin */
    {0x0400, 0x0482},   /* Cyrillic */
    {0x2002, 0x206F},   /* punctuation */
    {0x2190, 0x2328},   /* arrows, mathematical operators */
    {0x2460, 0x2ADB},   /* circled numbers, boxes, symbols, arrows */
    {0x3000, 0x3029},   /* CJK punctuation */
    {0x3041, 0x3098},   /* Hiragana */
    {0x309B, 0x31FF},   /* Katakana, Hangul letters */
    {0x3400, 0x9FFF},   /* Han */
    {0xAC00, 0xD7A3},   /* Hangul syllables */
    {0xFF01, 0xFF9D},   /* full width */
    {0x1F000, 0x1FAFF}, /* emoji */
};

/* The same for folding: neither compatibility forms, nor capitals, nor ignorable. */
static const struct range folded[] = {
    {0x0000, 0x0040}, {0x005B, 0x009F}, {0x3001, 0x3029}, {0x3041, 0x3096},
    {0x30A1, 0x30FE}, {0x3400, 0x9FFF}, {0xAC00, 0xD7A3},
};

/* Joiners, selectors and frames of pictographs, which are none themselves, and the shapes that
 * headings are decorated with. Unicode's own property has all other ones. */
static const struct range pictographs[] = {
    {0x200D, 0x200D},   /* zero width joiner */
    {0x20E3, 0x20E3},   /* frame of a keycap */
    {0x25A0, 0x25FF},   /* geometric shapes */
    {0x2600, 0x2767},   /* symbols and dingbats, up to the ornamental brackets */
    {0x2794, 0x27BF},   /* dingbat arrows */
    {0x2B00, 0x2BFF},   /* more arrows and shapes */
    {0xFE00, 0xFE0F},   /* variation selectors */
    {0x1F1E6, 0x1F1FF}, /* letters of flags */
    {0x1F3FB, 0x1F3FF}, /* skin tones */
    {0xE0020, 0xE007F}, /* tags of flags */
    {0xE0100, 0xE01EF}, /* more variation selectors */
};

#define COUNT(ranges) (sizeof(ranges) / sizeof *(ranges))

static bool is_in(const struct range *ranges, size_t count, uint32_t code_point) {
  for (size_t i = 0; i < count; i++) {
    if (code_point <= ranges[i].last)
      return code_point >= ranges[i].first;
  }
  return false;
}

/* Hangul syllables are in both tables, and what most of a Korean text is made of. */
static bool is_hangul(uint32_t code_point) {
  return code_point >= 0xAC00 && code_point <= 0xD7A3;
}

/* Is every character in the ranges? Capitals of ASCII are let through if `capitals` counts
 * them. */
static bool is_all_in(struct str s, const struct range *ranges, size_t count,
                      size_t *capitals) {
  for (size_t at = 0; at < s.n;) {
    uint32_t code_point = (unsigned char)s.p[at];
    size_t n = code_point < 0x80 ? 1 : utf8_decode(s, at, &code_point);
    if (capitals && code_point >= 'A' && code_point <= 'Z')
      (*capitals)++;
    else if (n == 0 || (!is_hangul(code_point) && !is_in(ranges, count, code_point)))
      return false;
    at += n;
  }
  return true;
}

/* Sorting a run of combining marks takes the library quadratic time: what follows the first 30
 * is dropped. What a character adds to the run is told by what it falls apart into under the
 * same options, for some that are no marks become two, and some that are none vanish. */
static void add_capped(struct buf *out, struct str s, utf8proc_option_t options) {
  utf8proc_int32_t parts[LONGEST_DECOMPOSITION];
  size_t run = 0;
  for (size_t at = 0; at < s.n;) {
    uint32_t code_point = 0;
    size_t n = utf8_decode(s, at, &code_point);
    int last_class = 0;
    utf8proc_ssize_t count =
        n == 0 ? 0
               : utf8proc_decompose_char((utf8proc_int32_t)code_point, parts,
                                         LONGEST_DECOMPOSITION, options, &last_class);
    size_t longer = run;
    if (count > LONGEST_DECOMPOSITION)
      die("U+%04X falls apart into %d characters", (unsigned)code_point, (int)count);
    for (utf8proc_ssize_t i = 0; i < count; i++)
      longer = utf8proc_get_property(parts[i])->combining_class == 0 ? 0 : longer + 1;
    if (longer <= LONGEST_RUN) {
      buf_add(out, str_slice(s, at, at + (n > 0 ? n : 1)));
      run = longer;
    }
    at += n > 0 ? n : 1;
  }
}

/* The text after the library's mapping. Bytes that are not UTF-8 make it refuse: then the text
 * stays as it is, for that is reported by whoever read it. */
static struct str map_text(struct arena *a, struct str s, utf8proc_option_t options) {
  struct buf capped = {0};
  add_capped(&capped, s, options);
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)capped.p;
  utf8proc_ssize_t n = utf8proc_decompose(bytes, (utf8proc_ssize_t)capped.n, NULL, 0, options);
  if (n >= 0) {
    /* One more, because the text is put in the place of the code points and ends in a NUL. */
    utf8proc_int32_t *points = checked_alloc(checked_add((size_t)n, 1), sizeof *points);
    utf8proc_decompose(bytes, (utf8proc_ssize_t)capped.n, points, n, options);
    n = utf8proc_reencode(points, n, options);
    if (n < 0)
      die("a text that was taken apart cannot be put together");
    struct str mapped = {(const char *)points, (size_t)n};
    if (!str_equal(mapped, s))
      s = arena_copy(a, mapped);
    free(points);
  }
  buf_free(&capped);
  return s;
}

struct str unicode_nfc(struct arena *a, struct str s) {
  if (is_all_in(s, settled, COUNT(settled), NULL))
    return s;
  return map_text(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

struct str unicode_fold(struct arena *a, struct str s) {
  size_t capitals = 0;
  if (!is_all_in(s, folded, COUNT(folded), &capitals))
    return map_text(a, s,
                    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                        UTF8PROC_IGNORE);
  if (capitals == 0)
    return s;
  char *small = arena_alloc(a, s.n);
  for (size_t i = 0; i < s.n; i++)
    small[i] = lower_char(s.p[i]);
  return (struct str){small, s.n};
}

struct str unicode_fold_marks(struct arena *a, struct str s) {
  size_t capitals = 0;
  if (is_all_in(s, folded, COUNT(folded), &capitals))
    return unicode_fold(a, s);
  return map_text(a, s,
                  UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                      UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
}

bool is_unicode_space(uint32_t code_point) {
  switch (code_point) {
  case 0x20:
  case 0x85:
  case 0xA0:
  case 0x1680:
  case 0x2028:
  case 0x2029:
  case 0x202F:
  case 0x205F:
  case 0x3000:
    return true;
  default:
    return (code_point >= 0x09 && code_point <= 0x0D) ||
           (code_point >= 0x2000 && code_point <= 0x200A);
  }
}

bool is_unicode_word(uint32_t code_point) {
  if (code_point < 0x80)
    return is_alpha_char((char)code_point) || is_digit_char((char)code_point);
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

bool is_unicode_mark(uint32_t code_point) {
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
  return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* May white space begin with that byte? Beyond ASCII, only with C2, E1, E2 and E3. */
static bool may_begin_space(unsigned char c) {
  return c <= ' ' || c == 0xC2 || (c >= 0xE1 && c <= 0xE3);
}

/* The length of the white space at s.p[at], 0 if none stands there. */
static size_t space_at(struct str s, size_t at) {
  uint32_t code_point = (unsigned char)s.p[at];
  if (code_point < 0x80)
    return code_point == ' ' || (code_point >= 0x09 && code_point <= 0x0D);
  if (!may_begin_space((unsigned char)s.p[at]))
    return 0;
  size_t n = utf8_decode(s, at, &code_point);
  return n > 0 && is_unicode_space(code_point) ? n : 0;
}

struct str unicode_fold_space(struct arena *a, struct str s) {
  /* One pass decides whether there is anything to do: mostly there is not. */
  bool is_folded = true, after_space = true;
  for (size_t at = 0; at < s.n && is_folded;) {
    size_t n = may_begin_space((unsigned char)s.p[at]) ? space_at(s, at) : 0;
    is_folded = n == 0 || (s.p[at] == ' ' && !after_space);
    after_space = n > 0;
    at += n > 0 ? n : 1;
  }
  if (s.n == 0 || (is_folded && !after_space))
    return s;
  char *words = arena_alloc(a, s.n);
  size_t length = 0;
  bool owes_space = false;
  for (size_t at = 0; at < s.n;) {
    size_t n = space_at(s, at);
    if (n > 0) {
      owes_space = length > 0;
      at += n;
      continue;
    }
    if (owes_space)
      words[length++] = ' ';
    owes_space = false;
    words[length++] = s.p[at++];
  }
  return (struct str){words, length};
}

/* Does the character only separate words? A minus before a number and "!=" are more than that.
 */
static bool is_separator(struct str s, size_t at, uint32_t code_point, bool after_word) {
  char next = at + 1 < s.n ? s.p[at + 1] : ' ';
  if (code_point >= 0x80) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return is_unicode_space(code_point) ||
           (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO);
  }
  if (code_point == '-')
    return after_word || !is_digit_char(next);
  if (code_point == '!')
    return next != '=';
  return space_at(s, at) > 0 ||
         str_find_char(STR("\"'(),./:;?[\\]_{}`"), (char)code_point, 0) != STR_NONE;
}

/* The same for ASCII, where what follows need not be looked at. */
static bool is_plain_word(char c) {
  return (c >= 'a' && c <= 'z') || is_digit_char(c);
}

struct str unicode_fold_message(struct arena *a, struct str s) {
  struct str folded_text = unicode_fold(a, s);
  char *words = arena_alloc(a, folded_text.n);
  size_t length = 0;
  bool owes_space = false, after_word = false;
  for (size_t at = 0; at < folded_text.n;) {
    uint32_t code_point = (unsigned char)folded_text.p[at];
    if (is_plain_word(folded_text.p[at]) && !owes_space) {
      words[length++] = folded_text.p[at++];
      after_word = true;
      continue;
    }
    size_t n = code_point < 0x80 ? 1 : utf8_decode(folded_text, at, &code_point);
    if (n > 0 && is_separator(folded_text, at, code_point, after_word)) {
      owes_space = length > 0;
      after_word = false;
      at += n;
      continue;
    }
    if (owes_space)
      words[length++] = ' ';
    owes_space = false;
    after_word = n == 0 || is_unicode_word(code_point);
    for (size_t end = at + (n > 0 ? n : 1); at < end; at++)
      words[length++] = folded_text.p[at];
  }
  return length > 0 ? (struct str){words, length} : folded_text;
}

size_t unicode_width(uint32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F)
    return 1;
  /* Vowels and finals of Hangul stand in the cells of the initial that they follow. */
  if ((code_point >= 0x1160 && code_point <= 0x11FF) ||
      (code_point >= 0xD7B0 && code_point <= 0xD7FF))
    return 0;
  return (size_t)utf8proc_charwidth((utf8proc_int32_t)code_point);
}

bool is_pictograph(uint32_t code_point) {
  if (code_point < 0xA9 || (code_point >= 0x3400 && code_point <= 0xD7FF))
    return false;
  return is_in(pictographs, COUNT(pictographs), code_point) ||
         utf8proc_get_property((utf8proc_int32_t)code_point)->boundclass ==
             UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}
