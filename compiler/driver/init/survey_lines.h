/* Lines of a section that a machine may have printed, and what they are made of. */
#ifndef DRIVER_INIT_SURVEY_LINES_H
#define DRIVER_INIT_SURVEY_LINES_H

#include "model/doc.h"

struct arena;

/* Walks the lines of paragraphs and code. {doc, first block, end} is the start. */
struct line_walker {
  const struct doc *doc;
  size_t block, end;
  struct str rest;
  size_t skipped; /* blocks of other content that were passed */
};

/* The next line that is not blank, without white space at its ends. */
bool next_text_line(struct line_walker *walker, struct str *line);

enum token_kind {
  TOKEN_TIME,
  TOKEN_LEVEL,
  TOKEN_WORD,
  TOKEN_OTHER, /* one character that is none of these */
};

struct token {
  enum token_kind kind;
  struct str text;
  struct str format; /* of a time */
};

/* The token that begins at `at`. */
struct token token_at(struct str line, size_t at);

/* A time or a level stands where logs have them, and more behind it. */
bool is_log_like(struct str line);

#endif
