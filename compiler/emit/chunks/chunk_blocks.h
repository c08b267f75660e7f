/* The blocks of a Markdown text, as far as cutting it must know them. */
#ifndef EMIT_CHUNKS_CHUNK_BLOCKS_H
#define EMIT_CHUNKS_CHUNK_BLOCKS_H

#include "base/str.h"
#include "emit/chunks/lines.h"

enum block_form {
  FORM_TEXT,
  FORM_HEADING,
  FORM_ITEM,
  FORM_FENCE,
  FORM_CODE,
  FORM_TABLE,
  FORM_QUOTE
};

/* Up to where the next one begins, blank lines behind it included. */
struct text_block {
  size_t from, to;
  enum block_form form;
};

struct block_reader {
  struct str text;
  size_t at, end;
  size_t indent;   /* of the text of the item that is being read; 0 outside */
  bool is_in_item; /* at the first line of an item, whose marker is to be passed over */
};

/* Reads the blocks of the range from..to of the text; of an item, what stands in it. */
struct block_reader block_reader_of(struct str text, size_t from, size_t to, bool is_in_item);

/* False behind the last one. */
bool block_next(struct block_reader *reader, struct text_block *block);

/* The line at the place, without its end; moves `at` to the next one. */
struct str block_line(struct str text, size_t *at, size_t end);

#endif
