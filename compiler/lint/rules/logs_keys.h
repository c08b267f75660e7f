/* The keys of the contexts of all log lines: which there are, and how each is written. */
#ifndef LINT_RULES_LOGS_KEYS_H
#define LINT_RULES_LOGS_KEYS_H

#include "diag/source.h"

struct linter;
struct log_line;

/* One place where a key stands. */
struct key_use {
  const struct log_line *line;
  struct span key, value;
  size_t spelling;
};

/* One way to write a key. */
struct key_spelling {
  struct str text;
  size_t count;      /* of its uses */
  struct span first; /* of them */
  size_t group;
  bool is_malformed; /* nothing that a program would take for a name */
};

/* Spellings that are one key if case and what joins its words do not count. */
struct key_group {
  size_t best; /* the spelling that is used most; of two equal ones the first */
  size_t spelling_count;
};

struct key_table {
  struct key_use *uses; /* in the order of the knowledge base */
  size_t use_count;
  struct key_spelling *spellings;
  size_t spelling_count;
  struct key_group *groups;
  size_t group_count;
  bool is_filled;
};

/* Made when it is asked for first. Lives in the linter's arena. */
const struct key_table *log_keys_of(const struct linter *l);

/* Does a word of the key begin at `at`? Words are joined by signs or told apart by case. */
bool key_word_begins(struct str key, size_t at);

#endif
