/* Reads YAML: as it stands if that is possible, else with its broken lines mended. */
#include "parse/yaml.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "parse/front_rules.h"
#include "parse/yaml_events.h"
#include "parse/yaml_mend.h"
#include "parse/yaml_problem.h"

/* After that many lines that even mending did not save, the text is given up. */
enum { ROUNDS = 3 };

static size_t byte_limit(enum yaml_dialect dialect) {
  return dialect == YAML_FRONT ? (size_t)64 * 1024 : (size_t)1024 * 1024;
}

/* The finding in [from, to) of the bag, which are in order, on whose lines the span begins, or
 * NULL. */
static const struct diag *mended_line(const struct bag *bag, size_t from, size_t to,
                                      struct span span) {
  size_t low = from, high = to;
  const struct source *source = span.source;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    size_t line = source_line_at(source, bag->diags[middle].span.offset);
    if (source->line_starts[line] <= span.offset)
      low = middle + 1;
    else
      high = middle;
  }
  const struct diag *mended = low > from ? &bag->diags[low - 1] : NULL;
  if (!mended)
    return NULL;
  size_t last_line = source_line_at(source, mended->span.offset + mended->span.n);
  return last_line >= source_line_at(source, span.offset) ? mended : NULL;
}

static bool is_between(const struct rule *rule, enum front_rule first, enum front_rule last) {
  return rule >= &front_rules[first] && rule <= &front_rules[last];
}

/* A value that was put in quotes leaves the rest of its line as it was: anchors, tags and keys
 * that are refused there were there before. All other mending is a guess. */
static bool is_follow_up(const struct rule *found, const struct rule *mended) {
  return !is_between(mended, FRONT_YAML_PLAIN_COLON, FRONT_YAML_MULTILINE_VALUE) ||
         !(is_between(found, FRONT_YAML_ANCHOR, FRONT_YAML_DUPLICATE_KEY) ||
           is_between(found, FRONT_YAML_KEY, FRONT_YAML_KEY));
}

/* One finding a broken line: what was found behind [from, to) on a line that one of these is
 * about follows from how the line was mended. */
static void drop_follow_ups(struct bag *bag, size_t from, size_t to) {
  size_t kept = to;
  for (size_t i = to; i < bag->count; i++) {
    const struct diag *mended = mended_line(bag, from, to, bag->diags[i].span);
    if (!mended || !is_follow_up(bag->diags[i].rule, mended->rule))
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
}

/* Mends the lines of front matter that libyaml refuses, and reads what they should be. */
static struct events_problem read_mended(struct yaml_job *job, struct value *value) {
  struct bag *bag = job->bag;
  size_t from = bag->count;
  job->is_mended = true;
  if (yaml_mend(job))
    yaml_text_mend(job);
  size_t to = bag->count, reported = to;
  struct events_problem problem = yaml_events_read(job, value);
  for (size_t i = 0; i < ROUNDS && problem.state == EVENTS_BROKEN; i++) {
    bag->count = reported;
    job->is_lossy = true;
    if (i == 0) {
      yaml_problem_report(job, &problem);
      drop_follow_ups(bag, from, to);
      reported = bag->count;
    }
    yaml_text_drop_line(job, yaml_problem_place(&problem));
    problem = yaml_events_read(job, value);
  }
  drop_follow_ups(bag, from, to);
  return problem;
}

static void report_length(struct yaml_job *job) {
  const struct source *source = job->span.source;
  bool is_front = job->dialect == YAML_FRONT;
  diag_add(job->bag, &front_rules[FRONT_YAML_TOO_LONG],
           source_line_span(source, source_line_at(source, job->span.offset)),
           "the %s that begins here has %zu bytes, and at most %zu are read",
           is_front ? "front matter" : "YAML", (size_t)job->span.n, byte_limit(job->dialect));
}

enum yaml_reading yaml_read(struct arena *a, struct arena *scratch, struct bag *bag,
                            struct span text, enum yaml_dialect dialect, struct value *value) {
  struct yaml_job job = {
      .a = a, .scratch = scratch, .bag = bag, .span = text, .dialect = dialect};
  if (text.n > byte_limit(dialect)) {
    report_length(&job);
    return YAML_UNREADABLE;
  }
  yaml_text_start(&job);
  size_t before = bag->count;
  struct events_problem problem = yaml_events_read(&job, value);
  bool is_broken = problem.state == EVENTS_BROKEN || problem.state == EVENTS_SUSPECT;
  if (is_broken)
    bag->count = before;
  if (is_broken && dialect == YAML_FRONT)
    problem = read_mended(&job, value);
  else if (is_broken && !yaml_report_value_at(&job, yaml_problem_place(&problem)))
    yaml_problem_report(&job, &problem);
  if (problem.state == EVENTS_DONE)
    return job.is_lossy ? YAML_PARTLY : YAML_WHOLE;
  bool has_keys = dialect == YAML_FRONT && value->kind == VALUE_OBJECT && value->count > 0;
  return has_keys && problem.state == EVENTS_BROKEN ? YAML_PARTLY : YAML_UNREADABLE;
}

bool value_from_yaml(struct arena *a, struct arena *scratch, struct bag *bag, struct span text,
                     enum yaml_dialect dialect, struct value *value) {
  return yaml_read(a, scratch, bag, text, dialect, value) != YAML_UNREADABLE;
}
