/* What the programs that bench-match times have in common: lines with labels, clock, scores. */
#ifndef BENCH_INPUT_H
#define BENCH_INPUT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A log in memory, with what lines.py wrote beside it. */
struct input {
  char *text; /* lines, each with its newline */
  size_t n, lines;
  int32_t *labels;      /* the case of each line, or -1 */
  unsigned char *kinds; /* what was done to each line */
};

/* Reads STEM.log, STEM.labels and STEM.kinds; ends the program if it cannot. */
struct input input_read(const char *stem);

/* A whole file, with a NUL behind it. */
char *input_file(const char *path, size_t *n);

/* Seconds of the processor's time that this program has taken. */
double input_seconds(void);

/* Says "NAME seconds S". */
void input_report(const char *name, double seconds);

/* Says for each kind of line how many there are and how many of them were found to be what
 * their label says: "NAME kind K total T right R". */
void input_score(const char *name, const struct input *input, const int32_t *found);

/* Where something was found: the case, and an offset into the text. */
struct hit {
  uint32_t number, at;
};

/* Spreads hits, which come in the order of the text, over the lines; the last one counts. */
void input_spread(const struct input *input, const struct hit *hits, size_t count,
                  int32_t *found);

/* The service in a line of knowledge.py's schema, "[LEVEL] TIME SERVICE/VERSION [TRACE]: ",
 * wherever that begins; NULL if there is none. */
const char *input_service(const char *line, const char *end, size_t *n);

#ifdef __cplusplus
}
#endif

#endif
