/* The generated kb.c of the project, compiled in each of its three ways to look at bytes. */
#ifndef FUZZ_GENERATED_KB_H
#define FUZZ_GENERATED_KB_H

struct buf;
struct str;

/* Appends what the matcher says of the text's lines, as a block and one by one, which must be the
 * same, and of the text as one message. The Makefile makes these of ask_kb.c, kb.c and kb.h. */
void best_ask(struct str text, struct buf *out);
void base_ask(struct str text, struct buf *out);
void plain_ask(struct str text, struct buf *out);

#endif
