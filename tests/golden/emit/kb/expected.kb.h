/* A compiled knowledge base: its cases, and which case a log line belongs to.
 *
 * SPDX-License-Identifier: 0BSD
 * That is kbc's word on its own part of this file and of kb.c: use it under any
 * terms. The texts belong to those who wrote them.
 *
 * Both files are written by kbc; what is changed in them by hand is gone with the
 * next build.
 *
 * To use them, compile kb.c with your program. It is C99, C11 and C++, calls no
 * more than the mem functions of <string.h>, allocates nothing and has no data that
 * changes: every function may be called from any thread at any time. What it
 * returns stays valid as long as the program runs, but for the stretches of the
 * line that a match names. At most 8 KiB of stack are used, or 24 if the compiler
 * does not optimise. On x86-64 AVX2 is used where the machine has it; where
 * KB_NO_DISPATCH is defined for kb.c, if the compiler's flags say that it has; and
 * where KB_NO_SIMD is, no such instructions are used at all.
 *
 * One line:
 *
 *     struct kb_match match;
 *     if (kb_match(line, length, &match)) {
 *       struct kb_str title = kb_case_title(match.found);
 *       printf("%.*s\n", (int)title.n, title.p);
 *     }
 *
 * A stream, which is a good deal faster: what a read has brought goes in as it is,
 * and what is left of it, the beginning of a line, is put in front of the next one.
 *
 *     static int count(void *ctx, const struct kb_match *match) {
 *       unsigned long *hits = ctx;
 *       hits[kb_case_number(match->found)]++;
 *       return 0;
 *     }
 *
 *     static void count_stream(int fd, unsigned long *hits) {
 *       static char buf[1 << 20];
 *       size_t n = 0, done;
 *       ssize_t got;
 *       while ((got = read(fd, buf + n, sizeof buf - n)) > 0) {
 *         n += (size_t)got;
 *         done = kb_match_block(buf, n, count, hits);
 *         if (done == 0 && n == sizeof buf)
 *           done = n; // a line that is longer than the buffer: its rest is no line
 *         memmove(buf, buf + done, n -= done);
 *       }
 *       kb_match_tail(buf, n, count, hits);
 *     }
 *
 * Versions. As long as KB_API_VERSION is the same, a program that was compiled with
 * an older kb.h works with a newer kb.c, linked or loaded: functions are only
 * added, struct kb_match only grows at its end, the other structs stay what they
 * are. The id of a case stays the same in every build, its number may not. */
#ifndef KB_H
#define KB_H

#include <stddef.h>

#define KB_API_VERSION 1

/* Stands for all texts and tables in kb.c: another build has the same if they are
 * the same. */

#define KB_BUILD_ID "365325186a066fd9e965d740069a9baf"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Texts ------------------------------------------------------------------- */

/* These three are answers of functions, so they never change in an API version.
 *
 * n bytes of UTF-8 from p on. A text of a case is followed by a NUL that n does not
 * count, and may hold one. p is NULL if there is no such text. Bytes that go in are
 * a pointer and a length, too: they need no NUL, nothing is read beyond them. */
struct kb_str {
  const char *p;
  size_t n;
};

struct kb_pair {
  struct kb_str key, value;
};

/* Id and title are those of the schema. A text that stands in no section of the
 * schema has no id, and what its own heading says for a title. */
struct kb_section {
  struct kb_str id, title;
  struct kb_str text; /* Markdown, lines separated by LF */
};

/* ---- Cases ------------------------------------------------------------------- */

struct kb_case;

/* How many there are, and one of them by its number: 0 is the first. NULL if there
 * is none. */
size_t kb_case_count(void);
const struct kb_case *kb_case_at(size_t number);

/* The number of a case. NULL has that behind the last, so that an array with one
 * more element than there are cases can count what was found, and what was not. */
size_t kb_case_number(const struct kb_case *which);

/* The case with this id, or NULL. */
const struct kb_case *kb_by_id(const char *id, size_t n);

/* The first case with exactly this service and this message in its front matter, or
 * NULL. They are the keys that the schema compares with a log line: the service is
 * the key that a field of the log template `equals`, the message is the key that
 * one `contains`. A service that a case does not have, or the schema does not
 * compare, is empty; without a message nothing is found. */
const struct kb_case *kb_by_message(const char *service, size_t service_n,
                                    const char *message, size_t message_n);

/* The texts of a case; NULL has none. The title is what the schema's pattern takes
 * for it, the heading is the whole of it. The path is that of its file in the
 * corpus. Service and message are those of kb_by_message. */
struct kb_str kb_case_id(const struct kb_case *which);
struct kb_str kb_case_title(const struct kb_case *which);
struct kb_str kb_case_heading(const struct kb_case *which);
struct kb_str kb_case_path(const struct kb_case *which);
struct kb_str kb_case_service(const struct kb_case *which);
struct kb_str kb_case_message(const struct kb_case *which);

/* Its log lines, its front matter and its sections, each in the order of the file;
 * texts that stand in no section of the schema come last. A value that is a list or
 * a mapping is there as JSON, null is an empty text. Behind the last there are only
 * NULLs. */
size_t kb_case_log_count(const struct kb_case *which);
struct kb_str kb_case_log(const struct kb_case *which, size_t i);
size_t kb_case_pair_count(const struct kb_case *which);
struct kb_pair kb_case_pair(const struct kb_case *which, size_t i);
size_t kb_case_section_count(const struct kb_case *which);
struct kb_section kb_case_section(const struct kb_case *which, size_t i);

/* The value of a front matter key. */
struct kb_str kb_case_value(const struct kb_case *which, const char *key, size_t n);

/* ---- Log lines --------------------------------------------------------------- */

#define KB_FIELDS 32

/* Line, service, message and the values of the fields point into what was matched.
 * A line has no line end. */
struct kb_match {
  const struct kb_case *found; /* NULL if the line belongs to no case */
  struct kb_str line;
  struct kb_str service;
  struct kb_str message;
  size_t field_count; /* the fields of the log template, at most KB_FIELDS */
  struct kb_pair fields[KB_FIELDS]; /* NULL for what the line does not have */
};

/* Which case does the line belong to? Answers 1 and fills in the match, or 0.
 *
 * The line is what stands before the first LF, or the CR in front of that. The
 * schema's log template is looked for in it; text in front of it does not matter,
 * nor does a part of it that may be left out. The line belongs to a case if its
 * service is that of the case and its message has the constant words of the case:
 * in order and next to one another, where case (of ASCII letters), punctuation,
 * white space and values do not count, and any words may stand before and behind.
 * Values are numbers and what is joined to a digit by one of - _ . : / @ #,
 * addresses, paths, and what stands in quotes without white space. Where cases
 * differ in values alone, these must be there, too. A line that may leave its
 * service out, and does, may be of any. Of several cases the one with the longest
 * constant text wins, then the one whose words come first, then the one with the
 * higher priority, then the first case.
 *
 * Time grows with the length of the line, and little with the number of cases. A
 * line that is made to be compared for ever is given up and belongs to none.
 * Without a log template in the schema, no line belongs to any case. */
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic push /* as in stat(), function and struct share their name */
#pragma GCC diagnostic ignored "-Wshadow"
#endif
static inline int kb_match(const char *line, size_t n, struct kb_match *match);
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/* The same for a message whose service is known already, and for one of whatever
 * service; there are no fields. */
static inline int kb_match_message(const char *service, size_t service_n,
                                   const char *message, size_t message_n,
                                   struct kb_match *match);
static inline int kb_match_any(const char *message, size_t n,
                               struct kb_match *match);

/* The same for all lines in `buf`, much faster than one by one: calls `found` for
 * each line that belongs to a case, until it answers something else than 0. Answers
 * how many bytes are done: up to and with the last LF, or to the end of the line at
 * which `found` stopped. What is left is the beginning of the next block, or, if
 * nothing comes any more, a last line for kb_match_tail, which does the same and
 * needs no LF at the end. A match is gone when `found` returns. */
size_t kb_match_block(const char *buf, size_t n,
                      int (*found)(void *ctx, const struct kb_match *match),
                      void *ctx);
size_t kb_match_tail(const char *buf, size_t n,
                     int (*found)(void *ctx, const struct kb_match *match),
                     void *ctx);

/* What the three above are in kb.c, for those who load it or call it from another
 * language. They write `size` bytes, what the caller takes for sizeof(struct
 * kb_match); all that a newer struct has besides lies behind them. */
int kb_match_sized(const char *line, size_t n, struct kb_match *match, size_t size);
int kb_match_message_sized(const char *service, size_t service_n,
                           const char *message, size_t message_n,
                           struct kb_match *match, size_t size);
int kb_match_any_sized(const char *message, size_t n, struct kb_match *match,
                       size_t size);

static inline int kb_match(const char *line, size_t n, struct kb_match *match) {
  return kb_match_sized(line, n, match, sizeof *match);
}

static inline int kb_match_message(const char *service, size_t service_n,
                                   const char *message, size_t message_n,
                                   struct kb_match *match) {
  return kb_match_message_sized(service, service_n, message, message_n, match,
                                sizeof *match);
}

static inline int kb_match_any(const char *message, size_t n,
                               struct kb_match *match) {
  return kb_match_any_sized(message, n, match, sizeof *match);
}

#ifdef __cplusplus
}
#endif

#endif
