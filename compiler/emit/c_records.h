/* The texts of a case in the generated kb.c. */
#ifndef EMIT_C_RECORDS_H
#define EMIT_C_RECORDS_H

#include "base/str.h"

struct arena;
struct buf;
struct c_kb;
struct kb_case;

/* One variable with everything that the case says. c_cases.c describes its form and reads it.
 * `path` is the place of its source. */
void c_record_write(struct buf *out, struct arena *scratch, const struct c_kb *c,
                    const struct kb_case *kb_case, struct str path);

#endif
