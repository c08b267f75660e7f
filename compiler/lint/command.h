/* Finds commands in a text, whatever options and operands stand between their words. */
#ifndef LINT_COMMAND_H
#define LINT_COMMAND_H

#include "base/str.h"

struct arena;

struct command_set {
  const struct str *commands, *firsts; /* their first words */
  size_t *next;      /* by command: the next that begins with the same byte, or STR_NONE */
  size_t heads[256]; /* by byte: the first that begins with it */
  bool are_letters;  /* do all begin with a letter of ASCII? */
  unsigned char first[256], second[256]; /* bits: which bytes may begin a command together */
};

/* The bytes [from, to) of the text: from the first word of the command to its last. */
struct command_hit {
  size_t command; /* index in the list */
  size_t from, to;
};

/* A command is words with a blank between two; case counts. Before a word that begins with "-"
 * or ends with "=" anything may stand that is not the next command, so that "git push --force"
 * is "git push origin main --force", too; "-r" is found in "-fr". Before any other word options
 * and their values may stand: "kubectl delete" is "kubectl -n shop delete". Lives in `a`, the
 * texts are borrowed. */
struct command_set command_set_of(struct arena *a, const struct str *commands, size_t count);

/* The first command that begins at or behind `from`; of several that do, the one that stands
 * first in the list. False if there is none. */
bool command_next(const struct command_set *set, struct str text, size_t from,
                  struct command_hit *hit);

#endif
