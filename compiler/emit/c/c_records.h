/* The texts of the cases in the generated kb.c: members of one struct, kb_texts. */
#ifndef EMIT_C_C_RECORDS_H
#define EMIT_C_C_RECORDS_H

#include "base/str.h"

struct arena;
struct buf;
struct c_kb;
struct kb_case;

/* A member or more with everything that the case says, the first of them named as
 * c_record_name has it. c_cases.c describes its form and reads it. Both must be called for the
 * same cases in the same order. */
void c_record_declare(struct buf *out, struct arena *scratch, const struct c_kb *c,
                      const struct kb_case *kb_case);
void c_record_write(struct buf *out, struct arena *scratch, const struct c_kb *c,
                    const struct kb_case *kb_case);

/* The name of a member, made of the case's id, so that the others keep theirs when a case is
 * added: c8c6f… */
void c_record_name(struct buf *out, const struct c_kb *c, const struct kb_case *kb_case);

#endif
