/* Completions for shells, from the tables of commands, options, formats and rules. */
#ifndef DRIVER_COMPLETION_H
#define DRIVER_COMPLETION_H

#include "base/str.h"

struct arena;
struct buf;
struct command;

/* The script for "bash", "zsh" or "fish"; false if it is another word. */
bool completion_write(struct buf *out, struct arena *a, struct str shell,
                      const struct command *const *commands, size_t count);

#endif
