/* The rule about versions of one service that go back in time, or differ at one. */
#include "base/arena.h"
#include "base/map.h"
#include "diag/diag.h"
#include "lint/rules/logs.h"
#include "model/kb.h"
#include "model/rule_options.h"
#include "model/timestamp.h"

#include <stdlib.h>

enum { FIELDS, WITHIN };
enum { WITHIN_CORPUS, WITHIN_FILE };

static const char *const within_words[] = {"corpus", "file", NULL};

const struct rule_option log_version_options[] = {
    [FIELDS] = {"fields", RULE_OPTION_TEXTS, "[service, version]",
                "the fields that say what runs, and in which version", NULL},
    [WITHIN] = {"within", RULE_OPTION_CHOICE, "corpus",
                "lines of what are compared: of the whole corpus, or of each file",
                within_words},
    {0},
};

/* ---- Versions ---- */

/* v1.28.4-beta: letters, numbers between points, and the rest. */
struct version {
  struct str prefix, numbers, rest;
};

static struct version version_of(struct str text) {
  size_t from = 0;
  while (from < text.n && is_alpha_char(text.p[from]))
    from++;
  size_t to = from;
  while (to < text.n && (is_digit_char(text.p[to]) ||
                         (text.p[to] == '.' && to > from && to + 1 < text.n &&
                          is_digit_char(text.p[to - 1]) && is_digit_char(text.p[to + 1]))))
    to++;
  return (struct version){str_slice(text, 0, from), str_slice(text, from, to),
                          str_slice(text, to, text.n)};
}

/* Cuts the next number off, without zeros before it; nothing is left of 0. */
static struct str next_number(struct str *rest) {
  size_t n = str_find_char(*rest, '.', 0), zeros = 0;
  n = n == STR_NONE ? rest->n : n;
  struct str number = str_slice(*rest, 0, n);
  *rest = str_slice(*rest, n + 1, rest->n);
  while (zeros < number.n && number.p[zeros] == '0')
    zeros++;
  return str_slice(number, zeros, number.n);
}

/* Below, at or above 0; 0 also for those that no order is known for: v2 and r2, 2-rc and 2. A
 * number that is not there is 0. */
static int compare_versions(struct version a, struct version b) {
  if (str_equal(a.numbers, b.numbers))
    return 0;
  while (a.numbers.n > 0 || b.numbers.n > 0) {
    struct str left = next_number(&a.numbers), right = next_number(&b.numbers);
    if (left.n != right.n)
      return left.n < right.n ? -1 : 1;
    int order = str_compare(left, right);
    if (order != 0)
      return order;
  }
  return 0;
}

/* v7, V7 and 7 count alike; the numbers of v7 and of build7 have nothing to do with each other.
 */
static bool is_comparable(struct str prefix, struct str other) {
  return prefix.n <= 1 && other.n <= 1 ? true : str_equal(prefix, other);
}

/* ---- Lines in time ---- */

struct entry {
  size_t group; /* what runs, where */
  int64_t time;
  struct version version;
  struct span span; /* of the version */
  struct str when;  /* the time as text */
  size_t index;     /* in the order of the knowledge base */
};

struct version_search {
  const struct linter *l;
  const struct log_template *template;
  bool is_by_file;
  size_t name, number, time; /* fields */
  struct map groups;
  size_t group_count;
  struct entry *first; /* by group: its first entry */
  bool *differs;       /* by group: it has another version */
  struct entry *entries;
  size_t count;
};

static struct str group_key(struct version_search *s, const struct log_line *line) {
  struct str name = log_line_text(line, s->name);
  if (!s->is_by_file)
    return name;
  return arena_printf(s->l->a, "%.*s\n%.*s", STR_ARG(line->span.source->path), STR_ARG(name));
}

static void add_entry(void *ctx, const struct log_line *line) {
  struct version_search *s = ctx;
  if (line->template != s->template || log_line_text(line, s->name).n == 0 ||
      log_line_text(line, s->time).n == 0)
    return;
  struct version version = version_of(log_line_text(line, s->number));
  if (version.numbers.n == 0)
    return;
  struct arena *a = s->l->a;
  size_t group = map_add(&s->groups, a, group_key(s, line), s->group_count);
  struct entry entry = {.group = group,
                        .version = version,
                        .span = line->fields[s->number],
                        .when = log_line_text(line, s->time),
                        .index = s->count};
  if (group == s->group_count) {
    s->first = arena_grow(a, s->first, group, sizeof *s->first);
    s->differs = arena_grow(a, s->differs, group, sizeof *s->differs);
    s->first[group] = entry;
    s->differs[group] = false;
    s->group_count++;
  }
  if (!is_comparable(s->first[group].version.prefix, version.prefix))
    return;
  s->differs[group] =
      s->differs[group] || compare_versions(s->first[group].version, version) != 0;
  s->entries = arena_grow(a, s->entries, s->count, sizeof *s->entries);
  s->entries[s->count++] = entry;
}

/* Only these are worth the reading of their times: whose service has another version, too. */
static size_t keep_differing(struct version_search *s) {
  const struct str format = s->template->fields[s->time].format;
  size_t kept = 0, length = 0;
  for (size_t i = 0; i < s->count; i++) {
    struct entry *entry = &s->entries[i];
    if (s->differs[entry->group] &&
        timestamp_parse(format, entry->when, &length, &entry->time) == TIMESTAMP_OK)
      s->entries[kept++] = *entry;
  }
  return kept;
}

/* Lines of one time are in the order of their versions: they go back in none. */
static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  if (a->group != b->group)
    return a->group < b->group ? -1 : 1;
  if (a->time != b->time)
    return a->time < b->time ? -1 : 1;
  int order = compare_versions(a->version, b->version);
  return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

/* ---- Which of them are wrong ---- */

/* A row of entries whose versions never go back, by its last one. */
struct row {
  size_t weight; /* of all its entries */
  size_t last;   /* index */
};

/* Of two rows of one weight the one that ends earlier: then what comes later is to blame. */
static struct row better(struct row a, struct row b) {
  return b.weight > a.weight || (b.weight == a.weight && b.last < a.last) ? b : a;
}

static int compare_by_version(const void *left, const void *right) {
  const struct entry *const *a = left, *const *b = right;
  int order = compare_versions((*a)->version, (*b)->version);
  return order != 0 ? order : (*a > *b) - (*a < *b);
}

/* By entry: the rank of its version from 1 on, and in how many entries it stands. */
static void rank_versions(struct arena *a, const struct entry *entries, size_t count,
                          size_t *ranks, size_t *weights) {
  const struct entry **sorted = arena_array(a, const struct entry *, count);
  for (size_t i = 0; i < count; i++)
    sorted[i] = &entries[i];
  qsort(sorted, count, sizeof *sorted, compare_by_version);
  size_t rank = 0;
  for (size_t from = 0, to; from < count; from = to) {
    rank++;
    to = from;
    while (to < count && compare_versions(sorted[from]->version, sorted[to]->version) == 0)
      to++;
    for (size_t i = from; i < to; i++) {
      ranks[sorted[i] - entries] = rank;
      weights[sorted[i] - entries] = to - from;
    }
  }
}

/* Marks the heaviest row of entries that can stand without a version going back; the others are
 * to blame. An entry weighs as much as there are lines with its version: one line with a
 * version that nobody else has is wrong rather than its neighbours. The best rows that end in
 * versions up to some rank are kept in a Fenwick tree. */
static bool *mark_rising(struct arena *a, const struct entry *entries, size_t count) {
  size_t *ranks = arena_array(a, size_t, count), *weights = arena_array(a, size_t, count);
  size_t *before = arena_array(a, size_t, count);
  struct row *tree = arena_array(a, struct row, count + 1), best = {0, STR_NONE};
  bool *is_rising = arena_array(a, bool, count);
  rank_versions(a, entries, count, ranks, weights);
  for (size_t i = 0; i <= count; i++)
    tree[i].last = STR_NONE;
  for (size_t i = 0; i < count; i++) {
    struct row head = {0, STR_NONE};
    for (size_t rank = ranks[i]; rank > 0; rank -= rank & (~rank + 1))
      head = better(head, tree[rank]);
    before[i] = head.last;
    struct row row = {head.weight + weights[i], i};
    for (size_t rank = ranks[i]; rank <= count; rank += rank & (~rank + 1))
      tree[rank] = better(tree[rank], row);
    best = better(best, row);
  }
  for (size_t i = best.last; i != STR_NONE; i = before[i])
    is_rising[i] = true;
  return is_rising;
}

static void report(const struct version_search *s, const struct rule *row,
                   const struct entry *entry, const struct entry *other, const char *how,
                   const char *where) {
  struct str there = span_text(other->span);
  struct diag *diag = diag_add(
      s->l->bag, row, entry->span, "\"%.*s\" %s \"%.*s\" of %s with the same %.*s",
      STR_ARG(log_quote(s->l, span_text(entry->span))), how, STR_ARG(log_quote(s->l, there)),
      where, STR_ARG(s->template->fields[s->name].name));
  diag_relate(s->l->bag, diag, other->span, "the other line");
}

/* The entries of one group, sorted. */
static void check_group(const struct version_search *s, const struct rule *row,
                        const struct entry *entries, size_t count) {
  const bool *is_rising = mark_rising(s->l->a, entries, count);
  const struct entry *last = NULL;
  for (size_t i = 0; i < count; i++) {
    const struct entry *entry = &entries[i];
    if (is_rising[i]) {
      if (last && last->time == entry->time &&
          compare_versions(last->version, entry->version) != 0)
        report(s, row, entry, last, "differs from", "a line of the same time");
      last = entry;
    } else if (last && compare_versions(last->version, entry->version) > 0) {
      report(s, row, entry, last, "is lower than", "an earlier line");
    } else {
      size_t next = i;
      while (!is_rising[next])
        next++;
      report(s, row, entry, &entries[next], "is higher than", "a later line");
    }
  }
}

static void check_template(const struct linter *l, const struct rule *row,
                           const struct log_template *template) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *fields = rule_option(schema, row, FIELDS, RULE_OPTION_TEXTS);
  struct version_search s = {.l = l, .template = template, .time = STR_NONE};
  s.is_by_file = rule_option(schema, row, WITHIN, RULE_OPTION_CHOICE)->number == WITHIN_FILE;
  s.name = fields->count == 2 ? log_template_field(template, fields->texts[0]) : STR_NONE;
  s.number = fields->count == 2 ? log_template_field(template, fields->texts[1]) : STR_NONE;
  for (size_t i = template->field_count; i > 0; i--)
    s.time = template->fields[i - 1].type == FIELD_TIMESTAMP ? i - 1 : s.time;
  if (s.name == STR_NONE || s.number == STR_NONE || s.time == STR_NONE)
    return;
  log_lines_visit(l, add_entry, &s);
  size_t kept = keep_differing(&s);
  if (kept > 1)
    qsort(s.entries, kept, sizeof *s.entries, compare_entries);
  for (size_t from = 0, to; from < kept; from = to) {
    to = from;
    while (to < kept && s.entries[to].group == s.entries[from].group)
      to++;
    check_group(&s, row, s.entries + from, to - from);
  }
}

void find_log_version_order(const struct linter *l, const struct rule *row) {
  for (size_t i = 0; i < l->kb->schema->log_count; i++)
    check_template(l, row, &l->kb->schema->logs[i]);
}
