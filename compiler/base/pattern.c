/* Regular expressions of schemas: compiled once, matched from any thread, within limits.
 *
 * PCRE2 can count its own steps, but anew from each place where a match may start, and it does
 * not count the characters that one repeat runs over. So a match has two stages. The quick one
 * gets so low a limit that starts * limit * length stays small; nearly every match ends there.
 * The careful one, for the rest, has PCRE2 call us before each item of the pattern, and adds up
 * what was really done. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "base/pattern_repeat.h"
#include "base/pattern_syntax.h"

#include <string.h>

#if defined(__has_attribute)
#if __has_attribute(uninitialized)
#define UNINITIALIZED                                                                          \
  __attribute__((uninitialized)) /* zeroing it costs more than the match                       \
                                  */
#endif
#endif
#ifndef UNINITIALIZED
#define UNINITIALIZED
#endif

enum {
  PATTERN_BYTES = 4096,
  BYTES_PER_CODE_POINT = 4,
  QUICK_WORK = 4 * 1000 * 1000, /* bytes looked at, in the worst case: about 4 ms */
  QUICK_LEAST = 16,             /* below, the quick stage is not worth trying */
  QUICK_HEAP = 40,              /* KiB */
  QUICK_ROOM = 64 * 1024, /* holds that heap, the half of it before it grew, and the rest */
  CAREFUL_BASE = 2000,    /* steps of 15 to 40 ns */
  CAREFUL_PER_BYTE = 200,
  CAREFUL_MOST = 500 * 1000,
  CAREFUL_HEAP = 16 * 1024, /* KiB */
};

struct pattern {
  pcre2_code *code;
  struct str rewritten;
  uint32_t options;
  size_t group_count;
  struct str *names; /* by group; 0 is the whole match */
  size_t longest;    /* bytes of a match; STR_NONE: no end */
  bool is_anchored;  /* a match can only start at the beginning */
  bool has_back_reference;
  size_t largest_minimum; /* of a repeat: so much can be run over without being counted */
};

/* ---- Memory: taken from an arena or a piece of the stack, never given back one by one ---- */

struct pool {
  char *next, *end;
  struct arena *more;
};

static void *pool_take(size_t n, void *ctx) {
  struct pool *pool = ctx;
  size_t rounded = checked_add(n, 15) / 16 * 16;
  if (rounded > (size_t)(pool->end - pool->next))
    return arena_alloc(pool->more, n);
  void *taken = pool->next;
  pool->next += rounded;
  return taken;
}

static void *arena_take(size_t n, void *ctx) {
  return arena_alloc(ctx, n);
}

static void keep_memory(void *memory, void *ctx) {
  (void)memory;
  (void)ctx;
}

/* ---- Compiling ---- */

static void set_error(struct arena *a, struct pattern_error *error, size_t offset,
                      const char *message) {
  error->message = arena_copy(a, str_from_c(message));
  error->offset = offset;
}

/* NULL with PCRE2's error number and offset. */
static pcre2_code *compile_code(pcre2_general_context *memory, struct str text,
                                uint32_t options, int *error, size_t *offset) {
  pcre2_compile_context *context = pcre2_compile_context_create(memory);
  pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
  pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
  return pcre2_compile((PCRE2_SPTR)(text.n > 0 ? text.p : ""), text.n, options, error, offset,
                       context);
}

static void read_names(struct arena *a, struct pattern *p) {
  uint32_t groups = 0, count = 0, size = 0;
  PCRE2_SPTR table = NULL;
  pcre2_pattern_info(p->code, PCRE2_INFO_CAPTURECOUNT, &groups);
  pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &table);
  p->group_count = groups;
  p->names = arena_array(a, struct str, p->group_count + 1);
  /* An entry is the number of the group, high byte first, and the name with a NUL. */
  for (uint32_t i = 0; i < count; i++, table += size)
    p->names[(size_t)table[0] << 8 | table[1]] = str_from_c((const char *)table + 2);
}

static void measure(struct pattern *p, const struct syntax *syntax) {
  size_t longest = syntax->has_back_reference ? STR_NONE : syntax_longest(syntax->whole);
  p->longest =
      longest > STR_NONE / BYTES_PER_CODE_POINT ? STR_NONE : longest * BYTES_PER_CODE_POINT;
  p->has_back_reference = syntax->has_back_reference;
  p->largest_minimum = syntax_largest_minimum(syntax->whole);
  for (size_t i = 0; i < syntax->look_count; i++) {
    /* What looks ahead may look as far as it likes. */
    p->longest = STR_NONE;
    size_t minimum = syntax_largest_minimum(syntax->looks[i]);
    if (minimum > p->largest_minimum)
      p->largest_minimum = minimum;
  }
  uint32_t options = 0;
  pcre2_pattern_info(p->code, PCRE2_INFO_ALLOPTIONS, &options);
  p->is_anchored = (options & PCRE2_ANCHORED) != 0;
}

static struct pattern *compile_syntax(struct arena *a, const struct syntax *syntax,
                                      unsigned flags, struct pattern_error *error) {
  struct pattern *p = arena_new(a, struct pattern);
  p->rewritten = arena_copy(a, syntax->rewritten);
  p->options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF |
               PCRE2_ALLOW_EMPTY_CLASS | PCRE2_NEVER_BACKSLASH_C;
  if (flags & PATTERN_WHOLE)
    p->options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
  if (flags & PATTERN_IGNORE_CASE)
    p->options |= PCRE2_CASELESS;
  int number = 0;
  size_t offset = 0;
  pcre2_general_context *memory = pcre2_general_context_create(arena_take, keep_memory, a);
  p->code = compile_code(memory, p->rewritten, p->options, &number, &offset);
  if (!p->code) {
    char message[160];
    pcre2_get_error_message(number, (PCRE2_UCHAR *)message, sizeof message);
    set_error(a, error, syntax_origin(syntax, offset), message);
    return NULL;
  }
  read_names(a, p);
  measure(p, syntax);
  return p;
}

static struct pattern *compile_in(struct arena *a, struct arena *scratch, struct str text,
                                  unsigned flags, struct pattern_error *error) {
  struct syntax syntax;
  if (!syntax_read(scratch, text, (flags & PATTERN_IGNORE_CASE) != 0, &syntax, error)) {
    error->message = arena_copy(a, error->message);
    return NULL;
  }
  struct pattern *p = compile_syntax(a, &syntax, flags, error);
  const struct syntax_node *repeat = p ? repeat_find_ambiguous(scratch, &syntax) : NULL;
  if (!repeat)
    return p;
  set_error(a, error, repeat->offset,
            "a repeat within this repeat lets one text match in exponentially many ways");
  return NULL;
}

struct pattern *pattern_compile(struct arena *a, struct str text, unsigned flags,
                                struct pattern_error *error) {
  if (text.n > PATTERN_BYTES) {
    set_error(a, error, PATTERN_BYTES, "the pattern is longer than 4096 bytes");
    return NULL;
  }
  struct arena scratch = {0};
  struct pattern *p = compile_in(a, &scratch, text, flags, error);
  arena_free(&scratch);
  return p;
}

void pattern_speed_up(struct pattern *p) {
  /* Where that fails, the pattern is interpreted as before. */
  pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
}

void pattern_free(struct pattern *p) {
  if (p)
    pcre2_code_free(p->code);
}

size_t pattern_group_count(const struct pattern *p) {
  return p->group_count;
}

struct str pattern_group_name(const struct pattern *p, size_t group) {
  return group <= p->group_count ? p->names[group] : STR("");
}

/* ---- Matching ---- */

/* One match: what is looked for, where, and what is wanted of it. */
struct match {
  const struct pattern *pattern;
  struct str subject;
  size_t from;
  struct pattern_span *spans;
  size_t count;
};

static void fill_spans(const struct match *match, pcre2_match_data *data) {
  const size_t *offsets = pcre2_get_ovector_pointer(data);
  size_t known = pcre2_get_ovector_count(data);
  for (size_t i = 0; i < match->count; i++) {
    /* PCRE2_UNSET is STR_NONE. */
    bool is_known = i < known && i <= match->pattern->group_count;
    match->spans[i].from = is_known ? offsets[2 * i] : STR_NONE;
    match->spans[i].to = is_known ? offsets[2 * i + 1] : STR_NONE;
  }
}

static enum pattern_result run(const struct match *match, const pcre2_code *code,
                               pcre2_general_context *memory, pcre2_match_context *context) {
  size_t groups = match->spans ? match->pattern->group_count + 1 : 1;
  pcre2_match_data *data = pcre2_match_data_create((uint32_t)groups, memory);
  int result = pcre2_match(code, (PCRE2_SPTR)match->subject.p, match->subject.n, match->from, 0,
                           data, context);
  switch (result) {
  case PCRE2_ERROR_MATCHLIMIT:
  case PCRE2_ERROR_DEPTHLIMIT:
  case PCRE2_ERROR_HEAPLIMIT:
  case PCRE2_ERROR_JIT_STACKLIMIT:
  case PCRE2_ERROR_CALLOUT:
    return PATTERN_LIMIT;
  default:
    break;
  }
  if (result < 0)
    return PATTERN_MISS; /* not UTF-8, besides the plain miss */
  if (match->spans)
    fill_spans(match, data);
  return PATTERN_HIT;
}

/* How many steps the quick stage may take from one start; 0 if it is not worth trying. */
static uint32_t quick_limit(const struct pattern *p, size_t n) {
  size_t starts = p->is_anchored ? 1 : n + 1;
  size_t reach = (n < p->longest ? n : p->longest) + 1;
  size_t limit = starts > QUICK_WORK / reach ? 0 : QUICK_WORK / reach / starts;
  return limit < QUICK_LEAST ? 0 : (uint32_t)limit;
}

static enum pattern_result match_quickly(const struct match *match, struct arena *scratch) {
  uint32_t limit = quick_limit(match->pattern, match->subject.n);
  if (limit == 0)
    return PATTERN_LIMIT;
  _Alignas(16) char room[QUICK_ROOM] UNINITIALIZED;
  struct pool pool = {room, room + sizeof room, scratch};
  pcre2_general_context *memory = pcre2_general_context_create(pool_take, keep_memory, &pool);
  pcre2_match_context *context = pcre2_match_context_create(memory);
  pcre2_set_match_limit(context, limit);
  pcre2_set_heap_limit(context, QUICK_HEAP);
  return run(match, match->pattern->code, memory, context);
}

struct budget {
  size_t left;
  size_t position; /* in the subject, at the step before */
  size_t each;
};

/* A step costs one, and what a repeat ran over since the last one a quarter for each byte. */
static int count_step(pcre2_callout_block *block, void *ctx) {
  struct budget *budget = ctx;
  size_t here = block->current_position, before = budget->position;
  size_t cost = budget->each + (here > before ? here - before : before - here) / 4;
  budget->position = here;
  if (cost > budget->left)
    return PCRE2_ERROR_CALLOUT;
  budget->left -= cost;
  return 0;
}

static enum pattern_result match_carefully(const struct match *match, struct arena *own) {
  const struct pattern *p = match->pattern;
  size_t n = match->subject.n;
  struct budget budget = {.left = CAREFUL_MOST};
  if (n < (CAREFUL_MOST - CAREFUL_BASE) / CAREFUL_PER_BYTE)
    budget.left = CAREFUL_BASE + n * CAREFUL_PER_BYTE;
  size_t unseen = p->largest_minimum < n ? p->largest_minimum : n;
  budget.each = 1 + unseen / 4 + (p->has_back_reference ? n / 16 : 0);

  pcre2_general_context *memory = pcre2_general_context_create(arena_take, keep_memory, own);
  int error;
  size_t offset;
  pcre2_code *code =
      compile_code(memory, p->rewritten,
                   p->options | PCRE2_AUTO_CALLOUT | PCRE2_NO_AUTO_POSSESS, &error, &offset);
  if (!code)
    return PATTERN_LIMIT;
  pcre2_match_context *context = pcre2_match_context_create(memory);
  pcre2_set_callout(context, count_step, &budget);
  pcre2_set_heap_limit(context, CAREFUL_HEAP);
  return run(match, code, memory, context);
}

enum pattern_result pattern_match_from(const struct pattern *p, struct str subject, size_t from,
                                       struct arena *scratch, struct pattern_span *spans,
                                       size_t count) {
  struct match match = {p, subject.n > 0 ? subject : STR(""), from, spans, spans ? count : 0};
  enum pattern_result result = match_quickly(&match, scratch);
  if (result != PATTERN_LIMIT)
    return result;
  /* In memory of its own, given back at once: it may take megabytes, and for many values. */
  struct arena own = {0};
  result = match_carefully(&match, &own);
  arena_free(&own);
  return result;
}

enum pattern_result pattern_match(const struct pattern *p, struct str subject,
                                  struct arena *scratch, struct pattern_span *spans,
                                  size_t count) {
  return pattern_match_from(p, subject, 0, scratch, spans, count);
}
