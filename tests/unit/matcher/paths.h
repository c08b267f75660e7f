/* Lines that are matched in the slow way and in each quick one: all must say the same. The file
 * that includes this one has chosen what matcher.c may use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "matcher/matcher.c"

#include "../kb_fixture.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- A knowledge base ---------------------------------------------------------------------
 */

static const struct match_pattern patterns[] = {
    {STR_INIT("db"), STR_INIT("connection pool is exhausted"), 0, 0},
    {STR_INIT("db"), STR_INIT("pool is exhausted"), 0, 0},
    {STR_INIT("db"), STR_INIT("pool is exhausted"), 1, 1},
    {STR_INIT("db"), STR_INIT("connection reset by peer"), 2, 0},
    {STR_INIT("db"), STR_INIT("connection * by peer"), 3, 0},
    {STR_INIT("db"), STR_INIT("connection * * peer from upstream"), 4, 0},
    {STR_INIT("web"), STR_INIT("http =502 from upstream"), 5, 0},
    {STR_INIT("web"), STR_INIT("http =504 from upstream"), 6, 0},
    {STR_INIT("web"), STR_INIT("=x509 certificate has expired"), 7, 0},
    {STR_INIT("web"), STR_INIT("certificate has expired"), 8, 0},
    {STR_INIT("web"), STR_INIT("transactionmanager could not commit"), 9, 0},
    {STR_INIT("web"), STR_INIT("transactionmanagers could not commit"), 10, 0},
    {STR_INIT("job"), STR_INIT("=err =42"), 11, 0},
    {STR_INIT("job"), STR_INIT("failed"), 12, 0},
    {STR_INIT("auth-보안"), STR_INIT("토큰 검증 실패"), 13, 0},
    {STR_INIT("a-service-with-a-rather-long-name"), STR_INIT("is down"), 14, 0},
    {STR_INIT("a-service-with-b-rather-long-name"), STR_INIT("is down"), 15, 0},
};
enum { PATTERNS = sizeof patterns / sizeof patterns[0], CASES = 16 };

static struct str no_value(const void *context, size_t number, struct str key) {
  (void)context;
  (void)number;
  (void)key;
  return (struct str){NULL, 0};
}

struct kit {
  struct fixture f;
  struct matcher *m;
};

static void open_kit(struct kit *kit, const char *first, const char *second) {
  fixture_open(&kit->f);
  fixture_template(&kit->f, first);
  if (second)
    fixture_template(&kit->f, second);
  struct match_source source = {.templates = kit->f.templates,
                                .template_count = kit->f.schema.log_count,
                                .patterns = patterns,
                                .pattern_count = PATTERNS,
                                .case_count = CASES,
                                .value = no_value};
  kit->m = matcher_build(&kit->f.a, &source);
}

/* ---- Lines that nearly fit, or do ---------------------------------------------------------
 */

static uint64_t dice_state;

static size_t dice(size_t n) {
  dice_state = dice_state * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(dice_state >> 33) % n;
}

static const char *const heads[] = {
    "[10:00:00.123] web: ",
    "[10:00:00.123] db: ",
    "[23:59:59.1] job: ",
    "[10:00:00.123] auth-보안: ",
    "[10:00:00.123] nobody: ",
    "[10:00:00.12x] web: ",
    "[[10:00:00.123] web: ",
    "x [10:00:00.123456] db: ",
    "[1] [10:00:00.123] db: ",
    "[10:00:00.123] a-service-with-a-rather-long-name: ",
    "[10:00:00.123] a-service-with-b-rather-long-name: ",
    "",
    "[10:00:00.123] ",
    "[10:00:00.123] web:",
    "10:00:00.123 web - ",
};

static const char *const words[] = {
    "connection",
    "Pool",
    "is",
    "EXHAUSTED",
    "reset",
    "by",
    "peer",
    "from",
    "upstream",
    "http",
    "502",
    "504",
    "x509",
    "certificate",
    "has",
    "expired",
    "err",
    "42",
    "failed",
    "토큰",
    "검증",
    "실패",
    "down",
    "could",
    "not",
    "commit",
    "Transactionmanager",
    "a",
    "transactionmanagers",
    "err-42",
    "/var/log",
    "user@host",
    "'quoted'",
    "\"two words\"",
    "`q",
    "it's",
    "\\\"x\\\"",
    "pool-1",
    "a/b",
    "//c",
    "x.y.z",
    "[id-7]",
    "| ctx",
    " | Context",
    "|",
    "7",
    "deadbeef0123456789abcdef0123456789abcdef0123456789"
    "abcdef0123456789abcdef0123456789abcdef",
    "\x01",
    "\xff\xfe",
};

static const char *const gaps[] = {" ",  " ",   " ", " ",  "",  "-",   ", ",
                                   ": ", " - ", "/", "\t", ".", "_",   "  ",
                                   "'",  "\"",  "|", "@",  "#", "  /", " \""};

static void add_words(struct buf *out) {
  size_t count = dice(4) == 0 ? dice(60) : 1 + dice(8);
  for (size_t i = 0; i < count; i++) {
    if (dice(3) == 0) {
      struct str text = patterns[dice(PATTERNS)].words;
      for (size_t j = 0; j < text.n; j++) {
        if (text.p[j] != '=' && text.p[j] != '*')
          buf_add_char(out, text.p[j]);
      }
    } else {
      buf_add_c(out, words[dice(sizeof words / sizeof words[0])]);
    }
    buf_add_c(out, gaps[dice(sizeof gaps / sizeof gaps[0])]);
  }
}

static void add_line(struct buf *out) {
  if (dice(50) == 0) {
    for (size_t i = dice(400); i > 0; i--)
      buf_add_char(out, (char)dice(256));
  }
  buf_add_c(out, heads[dice(sizeof heads / sizeof heads[0])]);
  add_words(out);
  if (dice(3) == 0)
    buf_add_c(out, " | ctx");
  if (dice(20) == 0)
    buf_add_repeat(out, "a1 '["[dice(5)], dice(300));
  buf_add_c(out, dice(10) == 0 ? "\r\n" : "\n");
}

/* ---- What they say ------------------------------------------------------------------------
 */

struct answers {
  struct buf text;
  size_t count, stop; /* after so many; 0: never */
};

static int add_answer(void *context, const struct kb_hit *hit) {
  struct answers *answers = context;
  buf_printf(&answers->text, "%zu %zu %.*s|%.*s|%.*s", hit->number, hit->form, (int)hit->line.n,
             hit->line.p, (int)hit->service.n, hit->service.p, (int)hit->message.n,
             hit->message.p);
  for (size_t i = 0; i < hit->field_count; i++)
    buf_printf(&answers->text, "|%.*s", (int)hit->fields[i].n,
               hit->fields[i].p ? hit->fields[i].p : "");
  buf_add_char(&answers->text, '\n');
  return ++answers->count == answers->stop;
}

static void ask_slowly(const struct matcher *m, struct str text, struct answers *answers) {
  struct kb_hit hit;
  struct str line;
  while (str_next_line(&text, &line)) {
    size_t n = line.n > 0 && line.p[line.n - 1] == '\r' ? line.n - 1 : line.n;
    if (kb_engine_line(&m->tables->engine, line.p, n, &hit))
      add_answer(answers, &hit);
  }
}

static void ask_one_by_one(const struct matcher *m, int path, struct str text,
                           struct answers *answers) {
  struct kb_hit hit;
  struct str line;
  while (str_next_line(&text, &line)) {
    size_t n = line.n > 0 && line.p[line.n - 1] == '\r' ? line.n - 1 : line.n;
    if (kb_engine_one(&m->tables->engine, path, line.p, n, &hit))
      add_answer(answers, &hit);
  }
}

static void assert_same(const struct matcher *m, struct str text, size_t least) {
  struct answers slow = {{0}, 0, 0};
  ask_slowly(m, text, &slow);
  for (int path = KB_BASE; path <= kb_best_path(); path++) {
    struct answers quick = {{0}, 0, 0};
    size_t done =
        kb_engine_block(&m->tables->engine, path, text.p, text.n, 1, add_answer, &quick);
    assert_int_equal(done, text.n);
    assert_int_equal(quick.count, slow.count);
    assert_true(str_equal(buf_str(&quick.text), buf_str(&slow.text)));
    buf_clear(&quick.text);
    ask_one_by_one(m, path, text, &quick);
    assert_true(str_equal(buf_str(&quick.text), buf_str(&slow.text)));
    buf_free(&quick.text);
  }
  assert_true(slow.count >= least);
  buf_free(&slow.text);
}

static void test_random(void **state) {
  (void)state;
  static const char *const templates[][2] = {
      {"\\[{time}\\] {service}: {message}[[ | {context}]]", NULL},
      {"\\[{time}\\] {service}: {message}", NULL},
      {"{time} {service} - {message}", "\\[{time}\\] {service}: {message}[[ | {context}]]"},
      {"\\[{time}\\] {service}: {message} | {context}", NULL},
  };
  for (size_t i = 0; i < sizeof templates / sizeof templates[0]; i++) {
    struct kit kit;
    struct buf text = {0};
    open_kit(&kit, templates[i][0], templates[i][1]);
    dice_state = i;
    for (size_t j = 0; j < 20000; j++)
      add_line(&text);
    assert_same(kit.m, buf_str(&text), i == 3 ? 500 : 2000);
    buf_free(&text);
    fixture_close(&kit.f);
  }
}

/* Every length of a message, so that each word and quote stands at each place of the 64 bytes
 * that are looked at together. */
static void test_places(void **state) {
  (void)state;
  static const char *const ends[] = {"pool is exhausted",
                                     "'a b' pool is exhausted",
                                     "\"q\" pool is exhausted",
                                     "/pool is exhausted",
                                     "x-1 pool is exhausted",
                                     "'pool' is exhausted pool-is "
                                     "exhausted",
                                     "connection 7 by peer"};
  struct kit kit;
  struct buf text = {0};
  open_kit(&kit, "\\[{time}\\] {service}: {message}[[ | {context}]]", NULL);
  for (size_t n = 0; n < 200; n++) {
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
      for (size_t c = 0; c < 4; c++) {
        buf_add_c(&text, "[10:00:00.123] db: ");
        buf_add_repeat(&text, "x -'"[c], n);
        buf_add_c(&text, ends[i]);
        buf_add_c(&text, n % 2 ? " | more\n" : "\n");
      }
    }
  }
  assert_same(kit.m, buf_str(&text), 1000);
  buf_free(&text);
  fixture_close(&kit.f);
}

/* Blocks that are cut anywhere, and a caller who has enough. */
static void test_blocks(void **state) {
  (void)state;
  struct kit kit;
  struct buf text = {0};
  open_kit(&kit, "\\[{time}\\] {service}: {message}[[ | {context}]]", NULL);
  dice_state = 7;
  for (size_t i = 0; i < 300; i++)
    add_line(&text);
  buf_add_c(&text, "[10:00:00.123] db: pool is exhausted");
  struct answers slow = {{0}, 0, 0};
  ask_slowly(kit.m, buf_str(&text), &slow);
  for (int path = KB_BASE; path <= kb_best_path(); path++) {
    struct answers quick = {{0}, 0, 0};
    const struct kb_tables *t = &kit.m->tables->engine;
    size_t at = 0, size = 1;
    while (at < text.n) {
      size_t n = size < text.n - at ? size : text.n - at;
      quick.stop = dice(3) == 0 ? quick.count + 1 : 0;
      size_t done =
          kb_engine_block(t, path, text.p + at, n, at + n == text.n, add_answer, &quick);
      assert_true(done <= n);
      assert_true(done == 0 || text.p[at + done - 1] == '\n' || at + done == text.n);
      size = done == 0 ? size * 2 : 1 + dice(3000);
      at += done;
    }
    assert_true(str_equal(buf_str(&quick.text), buf_str(&slow.text)));
    buf_free(&quick.text);
  }
  buf_free(&slow.text);
  buf_free(&text);
  fixture_close(&kit.f);
}

/* A block that ends where a page begins that nobody may read. */
static void test_border(void **state) {
  (void)state;
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *p = mmap(NULL, page * 3, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  assert_true(p != MAP_FAILED);
  assert_int_equal(mprotect(p, page, PROT_NONE) | mprotect(p + page * 2, page, PROT_NONE), 0);
  struct kit kit;
  open_kit(&kit, "\\[{time}\\] {service}: {message}[[ | {context}]]", NULL);
  for (size_t i = 0; i < 300; i++) {
    struct buf text = {0};
    dice_state = i;
    for (size_t j = dice(12); j > 0; j--)
      add_line(&text);
    if (i % 2 == 0 && text.n > 0)
      text.n--;
    size_t n = text.n < page ? text.n : page;
    for (size_t j = 0; j < 2; j++) {
      char *place = j == 0 ? p + page : p + page * 2 - n;
      if (n > 0)
        memcpy(place, text.p, n);
      assert_same(kit.m, (struct str){place, n}, 0);
      struct matched matched;
      matcher_line(kit.m, (struct str){place, n}, &matched);
      matcher_any(kit.m, (struct str){place, n}, &matched);
    }
    buf_free(&text);
  }
  munmap(p, page * 3);
  fixture_close(&kit.f);
}

/* A value as long as the message is looked at once more for each pattern that stands before it:
 * that counts, or a line could take for ever. */
static void test_work(void **state) {
  (void)state;
  static const char *const fillers[] = {"x", "x-", " "};
  struct kit kit;
  open_kit(&kit, "\\[{time}\\] {service}: {message}", NULL);
  const struct kb_tables *t = &kit.m->tables->engine;
  size_t service = kb_find_service(t, "web", 3);
  for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
    struct buf text = {0};
    struct kb_search search;
    buf_add_c(&text, "http 502 from 1");
    for (size_t j = 0; j < 80000; j++)
      buf_add_c(&text, fillers[i]);
    kb_search_start(&search, t, service, text.p, text.n);
    kb_search_message(&search);
    assert_int_equal(search.best.n, 0);
    assert_true(search.work >= 10000);
    buf_free(&text);
  }
  fixture_close(&kit.f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_random),
      cmocka_unit_test(test_places),
      cmocka_unit_test(test_blocks),
      cmocka_unit_test(test_border),
      cmocka_unit_test(test_work),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
