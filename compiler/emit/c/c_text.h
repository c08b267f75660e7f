/* Texts as C source: whatever their bytes are, every compiler that reads UTF-8 gives them back.
 */
#ifndef EMIT_C_C_TEXT_H
#define EMIT_C_C_TEXT_H

#include "base/str.h"

struct buf;

/* outputs.c.prefix as files, symbols and macros begin. */
struct c_prefix {
  struct str small;
  struct str large; /* "KB" */
};

/* Lives in `a`. */
struct arena;
struct c_prefix c_prefix_of(struct arena *a, struct str prefix);

/* The fixed texts of c_source.h, with the prefix in the place of "kb". */
void c_text_fixed(struct buf *out, const struct c_prefix *prefix, const char *const *texts);

/* The same for a whole source text. */
void c_text_source(struct buf *out, const struct c_prefix *prefix, struct str text);

/* Texts longer than this, in bytes, are no string literal but an array of characters: C99
 * promises to take 4,095 only. */
enum { C_LITERAL_BYTES = 4000 };

/* String literals one behind the other: a line of the text each, cut where it is long. `indent`
 * is that of the second and later ones. */
void c_text_literal(struct buf *out, struct str text, size_t indent);

/* The same with every byte as \ooo. */
void c_text_octal(struct buf *out, struct str bytes, size_t indent);

/* The text as {'a','b',…,'\000'}. */
void c_text_array(struct buf *out, struct str text, size_t indent);

#endif
