/* Recognises log lines at run time: the C text of the engine, compiled in, under kbc's names.
 */
#include "matcher/matcher.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/sort.h"
#include "matcher/engine.h"
#include "matcher/tables.h"

/* What kb.h gives the engine in a generated kb.c. */
struct kb_str {
  const char *p;
  size_t n;
};
#define KB_FIELDS MATCHED_FIELDS
#define KB_COLLECT /* kb.c has no use for all the cases that fit */

/* In this order: each needs what stands before it. Two stand here twice, once for each way to
 * look at bytes. */
#include "matcher/engine/hit.c"

#include "matcher/engine/words.c"

#include "matcher/engine/patterns.c"

#include "matcher/engine/lines.c"

#include "matcher/engine/quick.c"

#include "matcher/engine/wide.c"

#include "matcher/engine/heads.c"

#include "matcher/engine/scan.c"

#include "matcher/engine/base.c"

#include "matcher/engine/heads.c"

#include "matcher/engine/scan.c"

#include "matcher/engine/engine.c"

/* ---- Hashes ----------------------------------------------------------------------------- */

uint64_t engine_word_hash(struct str word, size_t service) {
  return kb_word_hash(kb_load_few(word.p, word.n), word.n < 63 ? word.n : 63,
                      service == STR_NONE ? 0 : kb_salt(service));
}

uint64_t engine_whole_hash(uint64_t whole, uint64_t word) {
  return kb_whole_hash(whole, word);
}

uint64_t engine_name_hash(struct str name) {
  uint64_t last = kb_load_few(name.n < 8 ? name.p : name.p + name.n - 8, name.n);
  return kb_name_hash(kb_load_few(name.p, name.n), last, name.n);
}

size_t engine_bucket(uint64_t hash, uint32_t bits) {
  return kb_bucket(hash, bits);
}

uint32_t engine_filter_bits(uint64_t hash) {
  return 1u << KB_FIRST_BIT(hash) | 1u << KB_SECOND_BIT(hash);
}

/* ---- The matcher ------------------------------------------------------------------------ */

struct matcher {
  const struct tables *tables;
};

struct matcher *matcher_build(struct arena *a, const struct match_source *source) {
  struct matcher *m = arena_new(a, struct matcher);
  m->tables = tables_build(a, source);
  return m;
}

static struct str from_engine(struct kb_str text) {
  return (struct str){text.p, text.n};
}

static void take_over(struct matched *matched, const struct kb_hit *hit) {
  matched->number = hit->number;
  matched->line = from_engine(hit->line);
  matched->service = from_engine(hit->service);
  matched->message = from_engine(hit->message);
  matched->template = hit->form == KB_NO_NUMBER ? STR_NONE : hit->form;
  matched->field_count = hit->field_count;
  for (size_t i = 0; i < hit->field_count; i++)
    matched->fields[i] = from_engine(hit->fields[i]);
}

bool matcher_line(const struct matcher *m, struct str line, struct matched *matched) {
  struct kb_hit hit;
  size_t n = kb_line_end(line.p, line.n);
  if (!kb_engine_one(&m->tables->engine, kb_best_path(), line.p, n, &hit))
    return false;
  take_over(matched, &hit);
  return true;
}

static bool match_message(const struct matcher *m, size_t service, struct str message,
                          struct matched *matched) {
  struct kb_hit hit;
  if (!kb_engine_message(&m->tables->engine, service, kb_stretch(message.p, message.n), &hit))
    return false;
  take_over(matched, &hit);
  return true;
}

bool matcher_message(const struct matcher *m, struct str service, struct str message,
                     struct matched *matched) {
  size_t row = kb_find_service(&m->tables->engine, service.p, service.n);
  if (row == KB_NO_NUMBER || !match_message(m, row, message, matched))
    return false;
  matched->service = service;
  return true;
}

bool matcher_any(const struct matcher *m, struct str message, struct matched *matched) {
  return match_message(m, KB_NO_NUMBER, message, matched);
}

/* ---- Every case that fits --------------------------------------------------------------- */

/* The best way in which each case fits, so far. */
struct fits {
  struct arena a;
  struct kb_best *items;
  size_t count;
};

static void collect(void *context, const struct kb_best *found) {
  struct fits *fits = context;
  for (size_t i = 0; i < fits->count; i++) {
    if (fits->items[i].number != found->number)
      continue;
    if (kb_is_better(found, &fits->items[i]))
      fits->items[i] = *found;
    return;
  }
  fits->items = arena_grow(&fits->a, fits->items, fits->count, sizeof *fits->items);
  fits->items[fits->count++] = *found;
}

static int by_rank(const void *left, const void *right) {
  const struct kb_best *a = left, *b = right;
  if (kb_is_better(a, b))
    return -1;
  return kb_is_better(b, a) ? 1 : (a->number > b->number) - (a->number < b->number);
}

size_t matcher_all(const struct matcher *m, struct str line, size_t *numbers, size_t room) {
  struct fits fits = {{0}, NULL, 0};
  kb_engine_collect(&m->tables->engine, line.p, kb_line_end(line.p, line.n), collect, &fits);
  sort(fits.items, fits.count, sizeof *fits.items, by_rank);
  for (size_t i = 0; i < fits.count && i < room; i++)
    numbers[i] = fits.items[i].number;
  size_t count = fits.count;
  arena_free(&fits.a);
  return count;
}

/* ---- Many lines ------------------------------------------------------------------------- */

struct report {
  int (*found)(void *context, const struct matched *matched);
  void *context;
  struct matched matched;
};

static int report(void *context, const struct kb_hit *hit) {
  struct report *to = context;
  take_over(&to->matched, hit);
  return to->found(to->context, &to->matched);
}

static size_t match_lines(const struct matcher *m, struct str text, bool is_all,
                          int (*found)(void *context, const struct matched *matched),
                          void *context) {
  struct report to = {.found = found, .context = context};
  return kb_engine_block(&m->tables->engine, kb_best_path(), text.p, text.n, is_all, report,
                         &to);
}

size_t matcher_block(const struct matcher *m, struct str text,
                     int (*found)(void *context, const struct matched *matched),
                     void *context) {
  return match_lines(m, text, false, found, context);
}

size_t matcher_tail(const struct matcher *m, struct str text,
                    int (*found)(void *context, const struct matched *matched), void *context) {
  return match_lines(m, text, true, found, context);
}
