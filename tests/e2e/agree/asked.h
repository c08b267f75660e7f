/* The matcher that is held against the reference: asked_kb.c is the generated kb.c,
 * asked_runtime.c kbc's own, with tables that were built at run time. */
#ifndef AGREE_ASKED_H
#define AGREE_ASKED_H

#include "reference.h"

struct asked;

struct asked *asked_open(const struct rules *rules);

/* The same questions that the reference answers; the line may be followed by an LF and more. */
struct answer asked_line(const struct asked *asked, struct text line);
struct answer asked_message(const struct asked *asked, const struct text *service,
                            struct text message);

/* The answers for the lines of a text that belong to a case, in their order, at most `room`:
 * of its block, which says how many bytes are done, and of the tail. Answers their number. */
size_t asked_block(const struct asked *asked, struct text text, struct answer *answers,
                   size_t room, size_t *done);

#endif
