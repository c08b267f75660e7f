/* Cuts a log message into words, which stay, and values, which change from line to line. */
#ifndef LINK_MESSAGE_WORDS_H
#define LINK_MESSAGE_WORDS_H

#include "base/str.h"

/* Start with {text}. */
struct message_words {
  struct str text;
  size_t at;
  size_t plain_until; /* up to here all words are known to be words */
};

/* The bytes [from, to) of the text. */
struct message_word {
  size_t from, to;
  bool is_value;
};

/* Does the word that begins there begin a path: behind a slash that joins nothing? */
bool message_word_is_path(struct str text, size_t from);

/* The quote that closes the one at `open`, or STR_NONE if no value stands between them. */
size_t message_closing_quote(struct str text, size_t open);

/* Finds the next word or value; false behind the last. Words are runs of word bytes. A value
 * is: what words joined by one of - _ . : / @ # give if there is a digit or an @ in it; what
 * follows a slash that joins nothing, as in /var/log; what stands between two equal quotes
 * without white space. The matcher (matcher/engine/words.c) cuts lines in the same way, value
 * by value and word by word: change both or none. */
bool message_word_next(struct message_words *words, struct message_word *word);

#endif
