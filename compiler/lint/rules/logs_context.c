/* Rules about what a log line has besides its message, and about its letters. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/rules/logs.h"
#include "model/kb.h"
#include "model/rule_options.h"

#include <stdint.h>
#include <string.h>

/* The optional map field of a template and what leads up to it. */
struct context_place {
  size_t field;       /* STR_NONE: there is none */
  size_t before;      /* the field that stands before the stretch */
  struct str literal; /* with which the stretch begins */
};

static struct context_place context_of(const struct log_template *template) {
  struct context_place place = {STR_NONE, STR_NONE, {NULL, 0}};
  bool is_optional = false;
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_OPTIONAL_OPEN) {
      is_optional = true;
      place.literal = template->parts[i + 1].literal;
    } else if (part->kind == PART_OPTIONAL_CLOSE) {
      is_optional = false;
    } else if (part->kind == PART_FIELD && !is_optional) {
      place.before = part->field;
    } else if (part->kind == PART_FIELD && template->fields[part->field].type == FIELD_MAP) {
      place.field = part->field;
      return place;
    }
  }
  return place;
}

/* ---- What nearly is a context ---- */

enum { SHORTEST_LITERAL = 3 }; /* characters that are no blanks: fewer may be a coincidence */

/* The end of the literal if it stands at `at`, blanks and the case of letters aside. */
static size_t loose_end(struct str text, size_t at, struct str literal) {
  size_t matched = 0;
  for (size_t i = 0; i < literal.n; i++) {
    if (is_blank_char(literal.p[i]))
      continue;
    while (matched > 0 && at < text.n && is_blank_char(text.p[at]))
      at++;
    if (at >= text.n || lower_char(text.p[at]) != lower_char(literal.p[i]))
      return STR_NONE;
    matched++;
    at++;
  }
  return matched >= SHORTEST_LITERAL ? at : STR_NONE;
}

/* Where a text ends with something in the form of the map, or STR_NONE. What opens it stands
 * by itself: up{job="node"} is a query. */
static size_t find_map(const struct map_form *map, struct str text) {
  if (map->open.n == 0 || map->close.n == 0 || map->between.n == 0 ||
      !str_ends_with(text, map->close))
    return STR_NONE;
  size_t open = str_find(text, map->open, 0);
  bool is_apart = open == 0 || (open != STR_NONE && is_blank_char(text.p[open - 1]));
  return is_apart && str_find(text, map->between, open) != STR_NONE ? open : STR_NONE;
}

/* What in the text before the stretch looks like the stretch, begun in another way. */
static struct span near_context(const struct log_line *line,
                                const struct context_place *place) {
  struct span none = {0};
  if (place->before == STR_NONE || !line->fields[place->before].source)
    return none;
  struct span span = line->fields[place->before];
  struct str text = span_text(span);
  for (size_t at = 0; at < text.n; at++) {
    if (loose_end(text, at, place->literal) != STR_NONE)
      return span_of(span.source, span.offset + at, span.offset + text.n);
  }
  size_t map = find_map(&line->template->fields[place->field].map, text);
  return map == STR_NONE ? none : span_of(span.source, span.offset + map, span.offset + text.n);
}

struct context_search {
  const struct linter *l;
  const struct rule *row;
  const struct log_template *template;
  struct context_place place;
  size_t with, without;
  bool is_demanded; /* of each line, whatever others have */
};

static bool lacks_context(const struct context_search *s, const struct log_line *line) {
  return line->template == s->template && !line->fields[s->place.field].source;
}

static void report_near(void *ctx, const struct log_line *line) {
  const struct context_search *s = ctx;
  struct span span = lacks_context(s, line) ? near_context(line, &s->place) : (struct span){0};
  if (!span.source)
    return;
  struct diag *diag =
      diag_add(s->l->bag, s->row, span,
               "this looks like the field \"%.*s\", but it is read as a part of "
               "\"%.*s\"",
               STR_ARG(s->template->fields[s->place.field].name),
               STR_ARG(s->template->fields[s->place.before].name));
  diag_help(s->l->bag, diag, "the stretch begins with  \"%.*s\"", STR_ARG(s->place.literal));
}

static void for_each_context(const struct linter *l, const struct rule *row,
                             void (*check)(struct context_search *s)) {
  for (size_t i = 0; i < l->kb->schema->log_count; i++) {
    struct context_search search = {.l = l, .row = row, .template = &l->kb->schema->logs[i]};
    search.place = context_of(search.template);
    if (search.place.field != STR_NONE)
      check(&search);
  }
}

static void check_near(struct context_search *s) {
  log_lines_visit(s->l, report_near, s);
}

void find_log_context_near(const struct linter *l, const struct rule *row) {
  for_each_context(l, row, check_near);
}

/* ---- No context ---- */

enum { SHARE, LINES };

/* What a template lets a line leave out is no mistake in itself. Where nine of ten others have
 * it, somebody forgot it; and of fewer than ten lines nobody can say that. */
const struct rule_option log_context_options[] = {
    [SHARE] =
        {"share", RULE_OPTION_PERCENT, "90",
         "how many log lines of a hundred must have it before one without is a finding; 0: "
         "each must",
         NULL},
    [LINES] = {"lines", RULE_OPTION_INTEGER, "10", "how many lines with it there must be",
               NULL},
    {0},
};

static void count_context(void *ctx, const struct log_line *line) {
  struct context_search *s = ctx;
  s->without += lacks_context(s, line) && !near_context(line, &s->place).source;
  s->with += line->template == s->template && line->fields[s->place.field].source != NULL;
}

static void report_missing(void *ctx, const struct log_line *line) {
  const struct context_search *s = ctx;
  if (!lacks_context(s, line) || near_context(line, &s->place).source)
    return;
  struct str name = s->template->fields[s->place.field].name;
  if (s->is_demanded)
    diag_add(s->l->bag, s->row, line->span, "this log line lacks the field \"%.*s\"",
             STR_ARG(name));
  else
    diag_add(s->l->bag, s->row, line->span,
             "this log line lacks the field \"%.*s\", which %zu of %zu have", STR_ARG(name),
             s->with, s->with + s->without);
}

static void check_missing(struct context_search *s) {
  const struct schema *schema = s->l->kb->schema;
  size_t share = rule_option(schema, s->row, SHARE, RULE_OPTION_PERCENT)->number;
  size_t lines = rule_option(schema, s->row, LINES, RULE_OPTION_INTEGER)->number;
  log_lines_visit(s->l, count_context, s);
  bool is_common = s->with >= lines && s->with * 100 >= share * (s->with + s->without);
  s->is_demanded = share == 0;
  if (s->without > 0 && (s->is_demanded || is_common))
    log_lines_visit(s->l, report_missing, s);
}

void find_log_context_missing(const struct linter *l, const struct rule *row) {
  for_each_context(l, row, check_missing);
}

/* ---- Letters outside ASCII ---- */

struct ascii_search {
  const struct linter *l;
  const struct rule *row;
};

static size_t first_beyond_ascii(struct str text) {
  uint64_t eight;
  size_t at = 0;
  for (; at + sizeof eight <= text.n; at += sizeof eight) {
    memcpy(&eight, text.p + at, sizeof eight);
    if (eight & UINT64_C(0x8080808080808080))
      break;
  }
  while (at < text.n && (unsigned char)text.p[at] < 0x80)
    at++;
  return at;
}

/* Once a line, from the first such letter to the last. */
static void check_ascii(void *ctx, const struct log_line *line) {
  const struct ascii_search *s = ctx;
  struct str text = span_text(line->span);
  size_t from = first_beyond_ascii(text), to = text.n;
  if (from == text.n)
    return;
  while ((unsigned char)text.p[to - 1] < 0x80)
    to--;
  struct span span =
      span_of(line->span.source, line->span.offset + from, line->span.offset + to);
  diag_add(s->l->bag, s->row, span, "this log line has text outside ASCII: \"%.*s\"",
           STR_ARG(log_quote(s->l, span_text(span))));
}

void find_log_not_ascii(const struct linter *l, const struct rule *row) {
  struct ascii_search search = {l, row};
  log_lines_visit(l, check_ascii, &search);
}
