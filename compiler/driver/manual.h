/* The manual page, from the tables of commands and options. */
#ifndef DRIVER_MANUAL_H
#define DRIVER_MANUAL_H

#include <stddef.h>

struct buf;
struct command;

/* kbc(1) in the man macros, as man and mandoc read them. */
void manual_write(struct buf *out, const struct command *const *commands, size_t count);

#endif
