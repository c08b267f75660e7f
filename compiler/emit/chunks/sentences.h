/* Where a sentence ends. */
#ifndef EMIT_CHUNKS_SENTENCES_H
#define EMIT_CHUNKS_SENTENCES_H

#include "base/str.h"

/* The offset behind the sentence that begins at `from`, the white space behind it included; the
 * text's length if nothing ends it. A full stop ends one where white space follows, and neither
 * a small letter nor a number says otherwise: not "e.g. x", "J. Doe", "v1.2" or "3. ". A code
 * span is passed over. */
size_t sentence_end(struct str text, size_t from);

#endif
