/* Does the log line of each case find the case? The tables of a build are asked before it
 * writes them.
 *
 * Patterns are made of the first log line of a case, and so are its sample lines: these two
 * must lead to it. A second log line in a case may be any that goes with the incident. */
#include "driver/reach.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "emit/rules.h"
#include "emit/vary.h"
#include "matcher/matcher.h"
#include "matcher/pattern_shape.h"
#include "model/kb.h"

enum { CASES_AT_ONCE = 64, LONGEST_QUOTE = 60 /* code points */ };

/* What the lines of a case lead to. */
struct reached {
  bool is_lost;
  bool is_varied; /* it is the sample line that does not find the case */
  size_t winner;  /* STR_NONE: no case */
};

struct search {
  const struct kb *kb;
  const struct matcher *matcher;
  struct arena *arenas; /* of each worker */
  struct reached *reached;
};

/* ---- Asking -------------------------------------------------------------------------------
 */

static bool leads_home(const struct search *s, size_t number, struct str line, bool is_varied) {
  struct matched matched;
  struct reached *reached = &s->reached[number];
  bool is_found = matcher_line(s->matcher, line, &matched);
  if (is_found && matched.number == number)
    return true;
  *reached = (struct reached){
      .is_lost = true, .is_varied = is_varied, .winner = is_found ? matched.number : STR_NONE};
  return false;
}

static struct str varied_line(struct arena *a, const struct kb_case *kb_case) {
  struct line_values values = vary_line(a, kb_case);
  struct buf out = {0};
  log_line_write(&out, &kb_case->log_lines[0], &values);
  struct str text = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return text;
}

static void ask(void *ctx, size_t item, size_t worker) {
  struct search *s = ctx;
  size_t end = (item + 1) * CASES_AT_ONCE;
  for (size_t i = item * CASES_AT_ONCE; i < end && i < s->kb->case_count; i++) {
    const struct kb_case *kb_case = s->kb->cases[i];
    if (kb_case->log_line_count == 0 || !log_template_is_log(kb_case->log_lines[0].template) ||
        !leads_home(s, i, span_text(kb_case->log_lines[0].span), false))
      continue;
    leads_home(s, i, varied_line(&s->arenas[worker], kb_case), true);
    arena_reset(&s->arenas[worker]);
  }
}

/* ---- Why ----------------------------------------------------------------------------------
 */

static size_t pattern_length(const struct kb_pattern *pattern) {
  return pattern_shape_of(pattern->words).length;
}

static struct str no_value(const void *context, size_t number, struct str key) {
  (void)context;
  (void)number;
  (void)key;
  return (struct str){NULL, 0};
}

/* Does this pattern alone occur in the message? */
static bool occurs(struct arena *scratch, const struct kb_pattern *pattern,
                   struct str message) {
  struct match_pattern one = {pattern->service, pattern->words, 0, pattern->priority};
  struct match_source source = {
      .patterns = &one, .pattern_count = 1, .case_count = 1, .value = no_value};
  struct matched matched;
  return matcher_message(matcher_build(scratch, &source), pattern->service, message, &matched);
}

/* p = NULL: the line leaves it open. */
static bool is_of_service(const struct kb_pattern *pattern, struct str service) {
  return !service.p || str_equal(pattern->service, service);
}

/* The longest pattern of the case that occurs in the message, or NULL. */
static const struct kb_pattern *best_pattern(const struct kb_case *kb_case, struct str service,
                                             struct str message) {
  const struct kb_pattern *best = NULL;
  struct arena scratch = {0};
  for (size_t i = 0; i < kb_case->pattern_count; i++) {
    const struct kb_pattern *pattern = &kb_case->patterns[i];
    if (is_of_service(pattern, service) &&
        (!best || pattern_length(pattern) > pattern_length(best)) &&
        occurs(&scratch, pattern, message))
      best = pattern;
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  return best;
}

static struct str quote(struct arena *a, struct str text) {
  size_t n = utf8_offset(text, LONGEST_QUOTE);
  return n == text.n ? text : arena_printf(a, "%.*s…", STR_ARG(str_slice(text, 0, n)));
}

static struct str why_taken(struct arena *a, const struct kb_pattern *theirs,
                            const struct kb_pattern *ours) {
  struct str words = quote(a, theirs->words);
  size_t their_length = pattern_length(theirs), length = pattern_length(ours);
  struct str own = quote(a, ours->words);
  if (str_equal(theirs->words, ours->words))
    return arena_printf(a,
                        "its pattern \"%.*s\" is this case's, too, and has a higher priority",
                        STR_ARG(words));
  if (their_length > length)
    return arena_printf(a, "its pattern \"%.*s\" is longer than \"%.*s\", which is this case's",
                        STR_ARG(words), STR_ARG(own));
  return arena_printf(
      a, "its pattern \"%.*s\" is as long as \"%.*s\", which is this case's, and %s",
      STR_ARG(words), STR_ARG(own),
      theirs->priority > ours->priority ? "stands further left or has a higher priority"
                                        : "stands further left or comes first");
}

static const char *why_nowhere(const struct kb_case *kb_case, struct str service,
                               struct str message) {
  if (kb_case->pattern_count == 0)
    return "the case has no pattern: its messages hold nothing but values";
  bool is_served = false;
  for (size_t i = 0; i < kb_case->pattern_count; i++)
    is_served = is_served || is_of_service(&kb_case->patterns[i], service);
  if (!is_served)
    return "the line names another service than the front matter does";
  if (!best_pattern(kb_case, service, message))
    return "none of the patterns of the case occurs in its message";
  return "a field of the line contradicts the front matter, or it cannot be read apart";
}

/* ---- Reporting ----------------------------------------------------------------------------
 */

/* The message and the service of the line, as its template has them; p = NULL: the line leaves
 * it open. */
static struct str message_of(const struct log_line *line, struct str *service) {
  size_t router = log_template_router(line->template);
  size_t message = log_template_message(line->template);
  *service = router == STR_NONE ? STR("") : log_line_text(line, router);
  return message == STR_NONE ? STR("") : log_line_text(line, message);
}

/* Two equal patterns are a finding of their own, unless a priority was meant to decide. */
static bool is_told(const struct kb_pattern *theirs, const struct kb_pattern *ours) {
  return theirs && ours && theirs->priority == ours->priority &&
         str_equal(theirs->words, ours->words);
}

static void report(struct arena *a, struct bag *bag, const struct kb *kb, size_t number,
                   const struct reached *reached) {
  const struct kb_case *kb_case = kb->cases[number];
  const struct log_line *line = &kb_case->log_lines[0];
  const char *which = reached->is_varied ? "a sample line made of this one" : "this line";
  struct str service, message = message_of(line, &service);
  if (reached->winner == STR_NONE) {
    struct diag *diag = diag_add(bag, &emit_rules[EMIT_CASE_UNREACHABLE], line->span,
                                 "%s does not find its case, nor any other", which);
    diag_help(bag, diag, "%s", why_nowhere(kb_case, service, message));
    return;
  }
  const struct kb_case *winner = kb->cases[reached->winner];
  const struct kb_pattern *theirs = best_pattern(winner, service, message);
  const struct kb_pattern *ours = best_pattern(kb_case, service, message);
  if (is_told(theirs, ours))
    return;
  struct diag *diag =
      diag_add(bag, &emit_rules[EMIT_CASE_UNREACHABLE], line->span,
               "%s finds another case than its own: \"%.*s\"", which, STR_ARG(winner->title));
  diag_relate(bag, diag, winner->title_span, "the case that takes it");
  if (theirs && ours) {
    struct str why = why_taken(a, theirs, ours);
    diag_help(bag, diag, "%.*s", STR_ARG(why));
  } else if (theirs) {
    struct str words = quote(a, theirs->words);
    diag_help(bag, diag, "its pattern \"%.*s\" occurs in the line, and %s", STR_ARG(words),
              why_nowhere(kb_case, service, message));
  }
}

void reach_check(struct arena *a, struct bag *bag, const struct kb *kb, size_t threads) {
  struct arena own = {0};
  struct match_source source = match_source_of_kb(&own, kb);
  size_t items = (kb->case_count + CASES_AT_ONCE - 1) / CASES_AT_ONCE;
  size_t workers = pool_threads(threads, items);
  struct search search = {kb, matcher_build(&own, &source),
                          arena_array(&own, struct arena, workers),
                          arena_array(&own, struct reached, kb->case_count)};
  pool_map(threads, items, ask, &search);
  for (size_t i = 0; i < kb->case_count; i++) {
    if (search.reached[i].is_lost)
      report(a, bag, kb, i, &search.reached[i]);
  }
  for (size_t i = 0; i < workers; i++)
    arena_free(&search.arenas[i]);
  arena_free(&own);
}
