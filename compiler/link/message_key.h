/* The constant words of a message in the form in which patterns are compared. */
#ifndef LINK_MESSAGE_KEY_H
#define LINK_MESSAGE_KEY_H

#include "base/str.h"

#include <stdint.h>

struct arena;

/* The words of a text, or its values where it has no words. */
struct message_key {
  struct str full;  /* the service, a line end, and the words as kb_pattern has them */
  size_t start;     /* where those begin */
  uint64_t *hashes; /* of the plain words; equal words have equal ones */
  size_t word_count, value_count;
  bool is_ascii;                /* if not, the text may have words of other letters */
  size_t words_before, full_at; /* words and bytes that come from before the mark */
};

/* `mark` is a place in the text between two words, or STR_NONE. Lives in `a`. */
struct message_key message_key_of(struct arena *a, struct str service, struct str text,
                                  size_t mark);

/* The same for the text behind the mark, if it has a word. Lives in `a`. */
struct message_key message_key_behind(struct arena *a, const struct message_key *key);

/* A word or value of a message. */
struct key_part {
  struct str text;
  bool is_value;
  bool is_constant; /* a part of the pattern; what is not, and no value, may be any word */
};

struct key_parts {
  struct key_part *items;
  size_t count;
};

/* A text in parts, words constant and values not, unless there is nothing else. Lives in `a`,
 * borrows the text. */
struct key_parts message_parts(struct arena *a, struct str text);

/* The service, a line end, and what is constant of the parts. Lives in `a`. */
struct str message_parts_key(struct arena *a, struct str service,
                             const struct key_parts *parts);

#endif
