/* A strict reader of JSON (RFC 8259) that shares nothing with kbc's: what it reads, as a trace. */
#ifndef FUZZ_ORACLE_JSON_TRACE_H
#define FUZZ_ORACLE_JSON_TRACE_H

#include "base/buf.h"

enum { TRACE_DEPTH = 64 };

/* Appends what the document says: brackets and braces; for a text, a key too, "s", its bytes
 * counted, ":" and the bytes without escapes; for a number "n", the same with what stands there;
 * t, f and z for the words. False if it is no JSON, or deeper than TRACE_DEPTH. The text must be
 * one document with nothing behind it but white space. */
bool json_trace(struct buf *out, struct str text);

/* The same for each line, which all end with LF. */
bool json_trace_lines(struct buf *out, struct str text);

/* The pieces of a trace, for whoever writes down what should be read. */
void trace_text(struct buf *out, struct str text);
void trace_number(struct buf *out, struct str text);

/* Is it UTF-8, and how long is the character at the place? 0: it is none. */
size_t oracle_utf8(struct str text, size_t at);
bool oracle_is_utf8(struct str text);

#endif
