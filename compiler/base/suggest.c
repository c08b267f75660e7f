/* "Did you mean …?": the nearest of the words that would have been right. */
#include "base/suggest.h"

#include "base/arena.h"
#include "base/utf8.h"

enum { LONGEST_WORD = 64 }; /* code points; nobody misspells what is longer, but pastes it */

struct word {
  uint32_t letters[LONGEST_WORD];
  size_t n;
  uint64_t has; /* a bit for each letter, which some share */
};

static uint32_t lower_letter(uint32_t letter) {
  return letter < 0x80 ? (uint32_t)(unsigned char)lower_char((char)letter) : letter;
}

/* In small letters. False if the text is too long or no UTF-8. */
static bool read_word(struct str text, struct word *word) {
  word->n = 0;
  word->has = 0;
  for (size_t at = 0; at < text.n;) {
    uint32_t letter;
    size_t n = utf8_decode(text, at, &letter);
    if (n == 0 || word->n == LONGEST_WORD)
      return false;
    word->letters[word->n++] = letter = lower_letter(letter);
    word->has |= UINT64_C(1) << (letter & 63);
    at += n;
  }
  return true;
}

static size_t smallest(size_t a, size_t b, size_t c) {
  size_t least = a < b ? a : b;
  return least < c ? least : c;
}

/* Each letter that one word alone has takes a step of its own. */
static size_t least_distance(const struct word *a, const struct word *b) {
  size_t here = (size_t)__builtin_popcountll(a->has & ~b->has);
  size_t there = (size_t)__builtin_popcountll(b->has & ~a->has);
  return here > there ? here : there;
}

/* Insertions, deletions, replacements and swaps of neighbours, no letter touched twice;
 * anything above `limit` is as good as limit + 1. Rows are those of the usual table, three of
 * them at a time. */
static size_t distance(const struct word *a, const struct word *b, size_t limit) {
  size_t difference = a->n > b->n ? a->n - b->n : b->n - a->n;
  if (difference > limit || least_distance(a, b) > limit)
    return limit + 1;
  size_t rows[3][LONGEST_WORD + 1];
  for (size_t k = 0; k <= b->n; k++)
    rows[0][k] = k;
  for (size_t i = 1; i <= a->n; i++) {
    size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
    size_t best = row[0] = i;
    for (size_t k = 1; k <= b->n; k++) {
      size_t change = a->letters[i - 1] != b->letters[k - 1];
      row[k] = smallest(above[k] + 1, row[k - 1] + 1, above[k - 1] + change);
      if (i > 1 && k > 1 && a->letters[i - 1] == b->letters[k - 2] &&
          a->letters[i - 2] == b->letters[k - 1] && before[k - 2] + 1 < row[k])
        row[k] = before[k - 2] + 1;
      best = row[k] < best ? row[k] : best;
    }
    if (best > limit)
      return limit + 1;
  }
  return rows[a->n % 3][b->n];
}


static bool is_equal_but_for_case(struct str a, struct str b) {
  if (a.n != b.n)
    return false;
  for (size_t i = 0; i < a.n; i++) {
    if (lower_char(a.p[i]) != lower_char(b.p[i]))
      return false;
  }
  return true;
}

size_t suggest(struct arena *scratch, struct str word, const struct str *candidates,
               size_t count) {
  (void)scratch;
  for (size_t i = 0; i < count; i++) {
    if (is_equal_but_for_case(word, candidates[i]))
      return i;
  }
  struct word words[2], *wanted = words, *candidate = words + 1;
  if (!read_word(word, wanted) || wanted->n < 2)
    return STR_NONE;
  size_t limit = wanted->n < 3 ? 1 : wanted->n / 3;
  size_t nearest = STR_NONE;
  for (size_t i = 0; i < count && limit > 0; i++) {
    /* Bytes are at least as many as letters. */
    if (candidates[i].n + limit < wanted->n || !read_word(candidates[i], candidate))
      continue;
    size_t n = distance(wanted, candidate, limit);
    if (n <= limit) {
      nearest = i;
      limit = n - 1;
    }
  }
  return nearest;
}

/* One is the other with an "s" behind it. */
static bool is_plural(const struct word *a, const struct word *b) {
  const struct word *longer = a->n > b->n ? a : b;
  return a->n != b->n && longer->letters[longer->n - 1] == 's';
}

static bool have_other_digits(const struct word *a, const struct word *b) {
  size_t sums[2] = {0, 0};
  const struct word *words[2] = {a, b};
  for (size_t i = 0; i < 2; i++) {
    for (size_t k = 0; k < words[i]->n; k++) {
      uint32_t letter = words[i]->letters[k];
      if (letter >= '0' && letter <= '9')
        sums[i] = sums[i] * 11 + (letter - '0' + 1);
    }
  }
  return sums[0] != sums[1];
}

size_t suggest_slip(struct arena *scratch, struct str word, const struct str *candidates,
                    size_t count) {
  enum { SHORTEST = 5 };
  (void)scratch;
  struct word words[2], *wanted = words, *candidate = words + 1;
  if (!read_word(word, wanted) || wanted->n < SHORTEST)
    return STR_NONE;
  for (size_t i = 0; i < count; i++) {
    if (!read_word(candidates[i], candidate) || candidate->n < SHORTEST)
      continue;
    if (distance(wanted, candidate, 1) == 1 && !is_plural(wanted, candidate) &&
        !have_other_digits(wanted, candidate))
      return i;
  }
  return STR_NONE;
}
