/* Asks a matcher and the reference about the same lines.
 *
 *     agree RULES COUNT SEED
 *
 * Prints how many lines there were and how many belong to a case, and ends with 1 after the
 * first few about which they disagree. The same arguments ask about the same lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asked.h"
#include "lines.h"

enum { BLOCK = 1000, MOST_TROUBLE = 5 };

struct contest {
  struct rules rules;
  struct dice dice;
  struct asked *asked;
  size_t lines, matched, messages, trouble;
};

/* ---- Comparing ----------------------------------------------------------------------------
 */

static void show(const char *what, struct text text) {
  printf("  %s ", what);
  for (size_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    if (c >= ' ' && c < 0x7F && c != '\\')
      putchar(c);
    else
      printf("\\x%02x", c);
  }
  putchar('\n');
}

static bool is_same_place(struct text a, struct text b) {
  return a.n == b.n && (a.n == 0 || a.p == b.p);
}

static bool is_same(const struct answer *a, const struct answer *b, bool is_line) {
  if (a->number != b->number || a->number == NOWHERE)
    return a->number == b->number;
  bool is_same = is_same_place(a->message, b->message);
  for (size_t i = 0; is_line && i < MOST_FIELDS; i++)
    is_same = is_same && is_same_place(a->fields[i], b->fields[i]);
  return is_same && (!is_line || is_same_place(a->service, b->service));
}

static void compare(struct contest *contest, const char *who, const struct answer *got,
                    const struct answer *wanted, bool is_line, struct text text) {
  if (is_same(got, wanted, is_line) || contest->trouble++ >= MOST_TROUBLE)
    return;
  printf("%s says case %ld, the reference says %ld\n", who, (long)got->number,
         (long)wanted->number);
  show("of", text);
  if (got->number == wanted->number) {
    show("with the message", got->message);
    show("and not", wanted->message);
  }
}

/* ---- Blocks of lines ----------------------------------------------------------------------
 */

/* A text of its own length, so that nothing may be read behind it, and its lines. */
struct block {
  char *bytes;
  struct text text, lines[BLOCK];
  size_t whole; /* bytes up to and with the last LF */
  size_t count;
};

static void draw_block(struct contest *contest, struct block *block) {
  struct bytes drawn = {0};
  size_t starts[BLOCK + 1] = {0};
  block->count = 1 + dice_below(&contest->dice, BLOCK);
  for (size_t i = 0; i < block->count; i++) {
    line_draw(&contest->rules, &contest->dice, &drawn);
    bytes_add(&drawn, "\n", 1);
    starts[i + 1] = drawn.n;
  }
  bool has_tail = dice_below(&contest->dice, 2) == 0;
  size_t n = drawn.n - has_tail;
  char *text = malloc(n ? n : 1);
  memcpy(text, drawn.p, n);
  free(drawn.p);
  block->bytes = text;
  block->text = (struct text){text, n};
  block->whole = has_tail ? starts[block->count - 1] : n;
  for (size_t i = 0; i < block->count; i++) {
    size_t end = starts[i + 1] - 1;
    if (end > starts[i] && text[end - 1] == '\r')
      end--;
    block->lines[i] = (struct text){text + starts[i], end - starts[i]};
  }
}

/* What is reported lies within its line; a line within which nothing lies was not found. */
static void compare_block(struct contest *contest, const struct block *block,
                          const struct answer *got, size_t count, const struct answer *wanted) {
  static const struct answer none = {.number = NOWHERE};
  size_t at = 0;
  for (size_t i = 0; i < block->count; i++) {
    struct text line = block->lines[i];
    bool is_here =
        at < count && got[at].message.p >= line.p && got[at].message.p <= line.p + line.n;
    compare(contest, "a block", is_here ? &got[at] : &none, &wanted[i], true, line);
    at += is_here;
  }
  if (at < count && contest->trouble++ < MOST_TROUBLE)
    printf("a block has %zu lines too many\n", count - at);
}

static void run_block(struct contest *contest) {
  static struct block block;
  static struct answer wanted[BLOCK], got[BLOCK];
  draw_block(contest, &block);
  for (size_t i = 0; i < block.count; i++) {
    struct text line = block.lines[i];
    size_t rest = block.text.n - (size_t)(line.p - block.text.p);
    wanted[i] = reference_line(&contest->rules, line);
    contest->matched += wanted[i].number != NOWHERE;
    got[0] = asked_line(contest->asked, (struct text){line.p, rest});
    compare(contest, "a line", &got[0], &wanted[i], true, line);
  }
  size_t done, count = asked_block(contest->asked, block.text, got, BLOCK, &done);
  if (done != block.whole && contest->trouble++ < MOST_TROUBLE)
    printf("a block of %zu bytes is done after %zu\n", block.whole, done);
  compare_block(contest, &block, got, count, wanted);
  contest->lines += block.count;
  free(block.bytes);
}

static void run_message(struct contest *contest) {
  struct bytes drawn = {0};
  message_draw(&contest->rules, &contest->dice, &drawn);
  char *copy = malloc(drawn.n ? drawn.n : 1);
  if (drawn.n > 0)
    memcpy(copy, drawn.p, drawn.n);
  struct text message = {copy, drawn.n};
  struct text service = service_draw(&contest->rules, &contest->dice);
  struct answer wanted = reference_message(&contest->rules, &service, message);
  struct answer got = asked_message(contest->asked, &service, message);
  compare(contest, "a message", &got, &wanted, false, message);
  wanted = reference_message(&contest->rules, NULL, message);
  got = asked_message(contest->asked, NULL, message);
  compare(contest, "a message of any service", &got, &wanted, false, message);
  contest->messages++;
  free(copy);
  free(drawn.p);
}

int main(int argc, char **argv) {
  static struct contest contest;
  if (argc != 4)
    return 2;
  contest.rules = rules_read(argv[1]);
  contest.dice.state = strtoull(argv[3], NULL, 10);
  contest.asked = asked_open(&contest.rules);
  size_t count = strtoul(argv[2], NULL, 10);
  while (contest.lines < count && contest.trouble == 0) {
    run_block(&contest);
    for (size_t i = 0; i < BLOCK / 10 && contest.trouble == 0; i++)
      run_message(&contest);
  }
  printf("%zu lines, %zu of a case, %zu messages, %zu disagreements\n", contest.lines,
         contest.matched, contest.messages, contest.trouble);
  return contest.trouble > 0;
}
