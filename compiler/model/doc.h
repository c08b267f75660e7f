/* A piece whose front matter and body were parsed, but not yet held against a schema. */
#ifndef MODEL_DOC_H
#define MODEL_DOC_H

#include "model/piece.h"
#include "model/value.h"

enum block_kind {
  BLOCK_PARAGRAPH,
  BLOCK_HEADING,
  BLOCK_BULLET_LIST,
  BLOCK_ORDERED_LIST,
  BLOCK_ITEM,
  BLOCK_CODE,
  BLOCK_QUOTE,
  BLOCK_HTML,
  BLOCK_COMMENT, /* an HTML block that holds comments only: no content */
  BLOCK_BREAK,
  BLOCK_REFERENCE, /* link reference definitions: they stand in the source, not in cmark's tree
                    */
};

/* A block of the body. Lists have items as children, items and quotes have blocks. */
struct block {
  enum block_kind kind;
  int level; /* of a heading: 1 to 6 */
  struct span
      span; /* from its first byte, marker included, to its last, white space excluded */
  struct span inner; /* the content: an item without its marker, code without its fences, a
                        heading without its markers; elsewhere the same as span */
  struct str text;   /* of a heading: without inline markup */
  struct str info;   /* of fenced code: the first word behind the fence */
  size_t number;     /* of an item of an ordered list: as written in the source */
  struct block *children;
  size_t child_count;
  bool is_fenced, is_closed; /* of code */
};

enum link_kind {
  LINK_INLINE,     /* [text](destination) */
  LINK_IMAGE,      /* ![text](destination) */
  LINK_AUTOLINK,   /* <https://host>, <someone@host> */
  LINK_DEFINITION, /* [label]: destination, if a text of the body refers to it */
  LINK_SHORTCODE,  /* Hugo's {{< ref "destination" >}} and relref */
};

/* A link of the body, or of the heading that opened the case. */
struct link {
  enum link_kind kind;
  struct span whole;
  struct span span;       /* the destination as written, brackets and quotes excluded */
  struct str destination; /* the same, without escapes and entities */
};

/* Front matter that is absent, broken or no mapping is NULL; has_front_findings tells whether
 * that was reported, so that nobody reports the keys that it lacks besides. */
struct doc {
  const struct piece *piece;
  const struct value *front;
  bool has_front_findings;
  struct str
      title; /* of the heading that opened the case, without inline markup; may be empty */
  bool is_body_unusable; /* reported, and not parsed: nobody looks for sections in it */
  struct block *blocks;  /* the top level, headings among them, in source order; of a case that
                            was packed (model/case_pack.h) headings of level 1 alone */
  size_t block_count;
  struct link *links; /* in source order; none stands in code or in a comment */
  size_t link_count;
};

#endif
