/* Text as a full-text index finds it again: words, parts of identifiers, pairs of syllables. */
#ifndef EMIT_CHUNKS_SEARCH_TEXT_H
#define EMIT_CHUNKS_SEARCH_TEXT_H

#include "base/buf.h"

struct arena;

/* Appends the tokens of `text` to `out`, a space in front of each that has something before it.
 * A query is put through the same, so that both sides agree.
 *
 * - A word is folded as unicode_fold does it: case, width and composition make no difference.
 * - An identifier (kb_match, payment-gateway, a.b.C, readTimeout) gives its parts, and behind
 *   them the whole without what joins it: kb match kbmatch.
 * - Where words are written together or carry particles (Hangul, Han, kana, Thai and its
 *   neighbours), each pair of neighbours is a token: 결제시스템 has 결제, 제시, 시스, 스템. A
 *   stretch of up to 16 characters is one, too, in front of its pairs; a single one is itself.
 *
 * A token is made of letters, digits and marks alone and has at most 64 characters: of a longer
 * word only its beginning is taken. For FTS5 the right tokenizer is `ascii`, which cuts at the
 * spaces and keeps all the rest. Bytes that are not UTF-8 separate words. */
void search_text_add(struct arena *scratch, struct buf *out, struct str text);

/* The same as a text of its own. Lives in `a`. */
struct str search_text(struct arena *a, struct str text);

#endif
