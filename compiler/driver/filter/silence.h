/* Where in a text which rules are silent, and which of these places have silenced anything. */
#ifndef DRIVER_FILTER_SILENCE_H
#define DRIVER_FILTER_SILENCE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct directive;

/* Lines count from 1 here; what is about the file as a whole stands at 0. */
enum { SILENCE_FILE = 0 };

/* A rule that a comment names, and where it is silent. */
struct silence {
  const struct directive *by, *until; /* until: what ends a region, or NULL */
  size_t word, until_word;            /* which of their rules it is */
  size_t rule;                        /* in the catalogue */
  size_t from, to;                    /* the last one included */
  size_t outer;                       /* the open region of the rule around it, or STR_NONE */
  bool is_used;
};

/* A rule at lines: something that is silent, or that was silenced. */
struct silent_place {
  size_t rule, from, to;
};

struct silent_places {
  struct silent_place *items;
  size_t count;
};

/* Where any of the silences holds: sorted, none touching another of its rule. Lives in `a`. */
struct silent_places silences_cover(struct arena *a, const struct silence *silences,
                                    size_t count);

bool silent_places_have(const struct silent_places *places, size_t rule, size_t line);

/* Marks the silences that hold where something was silenced; sorts these places. */
void silences_use(struct silence *silences, size_t count, struct silent_places *silenced);

#endif
