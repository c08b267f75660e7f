/* Regular expressions of schemas: compiled once, matched from any thread, within limits. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/str.h"

struct arena;
struct pattern;

/* Where a group matched, as offsets into the subject. from is STR_NONE if it took no part. */
struct pattern_span {
  size_t from, to;
};

enum pattern_result {
  PATTERN_MISS,
  PATTERN_HIT,
  PATTERN_LIMIT, /* too much backtracking: neither yes nor no, and the caller reports it */
};

enum pattern_flags {
  PATTERN_WHOLE = 1, /* the match must be the whole subject */
  PATTERN_IGNORE_CASE = 2,
};

/* What is wrong with a pattern, and the byte offset in it. */
struct pattern_error {
  struct str message;
  size_t offset;
};

/* Compiles a pattern as ECMA-262 writes it with its flag u: $ is the very end, \d and \w are
 * ASCII, \s is all white space; (?i) and (?i:…) are known besides. NULL with `error` filled in
 * if it is malformed, uses what only other dialects have, or repeats a repeat in such a way
 * that one text matches in exponentially many ways, as in (a+)+. Lives in `a` but for its
 * machine code; so does the message. */
struct pattern *pattern_compile(struct arena *a, struct str text, unsigned flags,
                                struct pattern_error *error);

/* Makes machine code of it, about 20 microseconds, which saves 100 nanoseconds a match: for
 * thousands of matches only. Not while another thread uses it. pattern_free gives the machine
 * code back. */
void pattern_speed_up(struct pattern *p);
void pattern_free(struct pattern *p);

/* Group 0 and the capture groups. The names borrow from the pattern; a group without one has n
 * = 0. */
size_t pattern_group_count(const struct pattern *p);
struct str pattern_group_name(const struct pattern *p, size_t group);

/* Looks for the pattern in `subject`; what is not UTF-8 does not match. Fills spans[0 .. count)
 * if not NULL. Takes at most some 20 milliseconds, by counting steps, so that the answer is the
 * same on each machine. `scratch` is used for the duration of the call. */
enum pattern_result pattern_match(const struct pattern *p, struct str subject,
                                  struct arena *scratch, struct pattern_span *spans,
                                  size_t count);

/* The same, for a match that begins at or behind `from`, which is where a character begins: ^
 * and what a pattern looks back at are still those of the whole subject. */
enum pattern_result pattern_match_from(const struct pattern *p, struct str subject, size_t from,
                                       struct arena *scratch, struct pattern_span *spans,
                                       size_t count);

#endif
