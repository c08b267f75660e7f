/* Cuts a log message into words, which stay, and values, which change from line to line. */
#include "link/message_words.h"

/* The longest value between quotes. Bounds the search for the closing one. */
enum { LONGEST_QUOTED = 128 };

static bool is_joint(char c) {
  return str_find_char(STR("-_.:/@#"), c, 0) != STR_NONE;
}

static bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

static bool is_word_at(struct str text, size_t at) {
  return at < text.n && is_word_byte(text.p[at]);
}

/* The end of the words that joints hold together. Two joints in a row are a gap. */
static size_t cluster_end(struct str text, size_t from, bool *is_value) {
  size_t i = from;
  while (is_word_at(text, i) || (is_joint(text.p[i]) && is_word_at(text, i + 1))) {
    *is_value = *is_value || is_digit_char(text.p[i]) || text.p[i] == '@';
    if (++i == text.n)
      break;
  }
  return i;
}

bool message_word_is_path(struct str text, size_t from) {
  return from > 0 && text.p[from - 1] == '/' &&
         (from == 1 || !is_word_byte(text.p[from - 2]));
}

size_t message_closing_quote(struct str text, size_t open) {
  if (open > 0 && is_word_byte(text.p[open - 1]))
    return STR_NONE;
  for (size_t i = open + 1; i < text.n && i - open <= LONGEST_QUOTED; i++) {
    if (text.p[i] == text.p[open])
      return i > open + 1 && !is_word_at(text, i + 1) ? i : STR_NONE;
    if ((unsigned char)text.p[i] <= ' ')
      return STR_NONE;
  }
  return STR_NONE;
}

/* In a line that was put into JSON, a backslash stands before both quotes. */
static struct message_word quoted(struct str text, size_t open, size_t close) {
  bool is_escaped = open > 0 && text.p[open - 1] == '\\' && text.p[close - 1] == '\\';
  return (struct message_word){open + 1, is_escaped ? close - 1 : close, true};
}

/* The word at words->at, where a word byte stands. */
static struct message_word plain_or_value(struct message_words *words) {
  struct str text = words->text;
  struct message_word word = {words->at, words->at, false};
  if (word.from >= words->plain_until) {
    size_t end = cluster_end(text, word.from, &word.is_value);
    word.is_value = word.is_value || message_word_is_path(text, word.from);
    word.to = end;
    if (word.is_value)
      return word;
    words->plain_until = end;
  }
  for (word.to = word.from; is_word_at(text, word.to);)
    word.to++;
  return word;
}

bool message_word_next(struct message_words *words, struct message_word *word) {
  struct str text = words->text;
  for (; words->at < text.n; words->at++) {
    if (is_word_byte(text.p[words->at])) {
      *word = plain_or_value(words);
      words->at = word->to;
      return true;
    }
    size_t close = STR_NONE;
    if (is_quote(text.p[words->at]))
      close = message_closing_quote(text, words->at);
    if (close != STR_NONE) {
      *word = quoted(text, words->at, close);
      words->at = close + 1;
      if (word->to > word->from)
        return true;
      words->at--;
    }
  }
  return false;
}
