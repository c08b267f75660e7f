/* Finds commands in a text, whatever options and operands stand between their words. */
#include "lint/command.h"

#include "base/arena.h"
#include "lint/scan.h"
#include "lint/sources.h"

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word of a command's text. */
static bool next_word(struct str *rest, struct str *word) {
  *rest = str_trim(*rest);
  size_t n = 0;
  while (n < rest->n && !is_white(rest->p[n]))
    n++;
  *word = str_slice(*rest, 0, n);
  *rest = str_slice(*rest, n, rest->n);
  return word->n > 0;
}

/* The two bytes of one word share a bit that few other words have. */
static unsigned char bit_of(char first) {
  return (unsigned char)(1u << ((unsigned char)first & 7));
}

static void note_first(struct command_set *set, struct str word) {
  unsigned char bit = bit_of(word.p[0]);
  set->first[(unsigned char)word.p[0]] |= bit;
  if (word.n > 1) {
    set->second[(unsigned char)word.p[1]] |= bit;
    return;
  }
  for (size_t c = 0; c < 256; c++)
    set->second[c] |= bit;
}

struct command_set command_set_of(struct arena *a, const struct str *commands, size_t count) {
  struct str *firsts = arena_array(a, struct str, count);
  struct command_set set = {.commands = commands,
                            .firsts = firsts,
                            .next = arena_array(a, size_t, count),
                            .are_letters = true};
  for (size_t c = 0; c < 256; c++)
    set.heads[c] = STR_NONE;
  for (size_t i = count; i > 0; i--) {
    struct str rest = commands[i - 1];
    if (!next_word(&rest, &firsts[i - 1]))
      continue;
    size_t *head = &set.heads[(unsigned char)firsts[i - 1].p[0]];
    set.next[i - 1] = *head;
    *head = i - 1;
    note_first(&set, firsts[i - 1]);
    set.are_letters = set.are_letters && is_alpha_char(firsts[i - 1].p[0]);
  }
  return set;
}

/* ---- The words of the text ---- */

static bool ends_token(char c) {
  switch (c) {
  case ' ':
  case '\t':
  case '\n':
  case '\r':
  case ';':
  case '|':
  case '&':
  case '`':
  case '(':
  case ')':
    return true;
  default:
    return false;
  }
}

/* The next word of the same command at or behind `at`: a line break behind a backslash goes on,
 * any other ends it, as do ; | & and the end of code. */
static bool next_token(struct str text, size_t at, size_t *from, size_t *to) {
  while (at < text.n && (is_blank_char(text.p[at]) || text.p[at] == '\\' ||
                         (text.p[at] == '\r' && at > 0 && text.p[at - 1] == '\\') ||
                         (text.p[at] == '\n' && at > 0 &&
                          (text.p[at - 1] == '\\' ||
                           (text.p[at - 1] == '\r' && at > 1 && text.p[at - 2] == '\\')))))
    at++;
  *from = at;
  while (at < text.n && !ends_token(text.p[at]))
    at++;
  *to = at;
  return at > *from;
}

/* Without the quotes and full stops around it, and what a language puts right behind a word. */
static struct str bare(struct str token) {
  for (size_t i = 0; i < token.n; i++) {
    if ((unsigned char)token.p[i] >= 0x80)
      token.n = i;
  }
  while (token.n > 0 && str_find_char(STR(".,:\"'"), token.p[token.n - 1], 0) != STR_NONE)
    token.n--;
  while (token.n > 0 && (token.p[0] == '"' || token.p[0] == '\''))
    token = str_slice(token, 1, token.n);
  return token;
}

static bool is_short_option(struct str s) {
  return s.n > 1 && s.p[0] == '-' && is_alpha_char(s.p[1]);
}

/* "-r" and "-fr", "--force" and "--force=yes", "of=" and "of=/dev/sda". */
static bool is_option(struct str token, struct str wanted) {
  if (wanted.p[wanted.n - 1] == '=')
    return str_starts_with(token, wanted);
  if (is_short_option(wanted) && wanted.n == 2)
    return is_short_option(token) && str_find_char(token, wanted.p[1], 1) != STR_NONE;
  return str_equal(token, wanted) ||
         (str_starts_with(token, wanted) && token.p[wanted.n] == '=');
}

/* Where the word ends that is wanted behind `at`, or STR_NONE. Nobody writes more words before
 * it; without an end to the search a hostile line would take for ever. */
static size_t find_word(struct str text, size_t at, struct str wanted) {
  enum { MOST_WORDS = 32 };
  bool is_loose = wanted.p[0] == '-' || wanted.p[wanted.n - 1] == '=';
  bool may_be_value = false;
  size_t from, to;
  for (size_t n = 0; n < MOST_WORDS && next_token(text, at, &from, &to); n++) {
    struct str token = bare(str_slice(text, from, to));
    at = to;
    if (is_loose ? is_option(token, wanted) : str_equal(token, wanted))
      return from + (size_t)(token.p - (text.p + from)) + token.n;
    bool is_flag = token.n > 0 && token.p[0] == '-';
    if (!is_loose && !is_flag && !may_be_value)
      return STR_NONE;
    may_be_value = is_flag && str_find_char(token, '=', 0) == STR_NONE;
  }
  return STR_NONE;
}

static bool command_at(struct str command, struct str text, size_t from, size_t behind,
                       size_t *to) {
  struct str rest = command, word;
  *to = behind;
  for (next_word(&rest, &word); next_word(&rest, &word);) {
    *to = find_word(text, *to, word);
    if (*to == STR_NONE)
      return false;
  }
  return *to > from;
}

/* Neither "--rm" nor "format.rm" nor "git-lfs" is one; "/bin/rm" and "mkfs.ext4" are. */
static bool is_whole(struct str text, size_t from, size_t to) {
  char before = from > 0 ? text.p[from - 1] : ' ', behind = to < text.n ? text.p[to] : ' ';
  return before != '-' && before != '.' && behind != '-' &&
         !(from > 0 && is_word_at(text, from - 1)) && !is_word_at(text, to);
}

static bool find_at(const struct command_set *set, struct str text, size_t at,
                    struct command_hit *hit) {
  if (at > 0 && is_word_at(text, at - 1))
    return false;
  for (size_t i = set->heads[(unsigned char)text.p[at]]; i != STR_NONE; i = set->next[i]) {
    struct str first = set->firsts[i];
    size_t behind = at + first.n;
    if (str_starts_with(str_slice(text, at, text.n), first) && is_whole(text, at, behind) &&
        command_at(set->commands[i], text, at, behind, &hit->to)) {
      hit->command = i;
      hit->from = at;
      return true;
    }
  }
  return false;
}

/* Do the two bytes there begin a command? */
static bool may_be_at(const struct command_set *set, struct str text, size_t at) {
  const unsigned char *p = (const unsigned char *)text.p + at;
  unsigned bits = set->first[p[0]];
  return bits != 0 && (bits & (at + 1 < text.n ? set->second[p[1]] : 0xFFu)) != 0;
}

bool command_next(const struct command_set *set, struct str text, size_t from,
                  struct command_hit *hit) {
  if (!set->are_letters) {
    for (size_t at = from; at < text.n; at++) {
      if (may_be_at(set, text, at) && find_at(set, text, at, hit))
        return true;
    }
    return false;
  }
  struct scan scan;
  for (scan_begin(&scan, SCAN_LETTERS, str_slice(text, from, text.n)); scan_next(&scan);) {
    for (size_t i = 0; i < scan.count; i++) {
      size_t at = from + scan.base + scan.places[i];
      if (may_be_at(set, text, at) && find_at(set, text, at, hit))
        return true;
    }
  }
  return false;
}
