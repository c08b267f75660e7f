/* What the lines without a case have in common, as calls that make their cases. */
#include "base/json_writer.h"
#include "diag/glyph.h"
#include "driver/match/groups.h"
#include "driver/match/header.h"
#include "driver/match/new_call.h"
#include "driver/match/run.h"
#include "driver/options.h"
#include "driver/say.h"

#include <stdlib.h>

struct suggestions {
  struct groups groups;
  struct levels levels;      /* that the caller has named; none: those of cases */
  struct new_calls calls;    /* that were printed */
  unsigned long long others; /* lines without a case that fit no template, or another level */
};

static void suggest_begin(struct match_run *run) {
  struct suggestions *s = arena_new(run->a, struct suggestions);
  const struct str_list *levels = &run->options->levels;
  s->groups.a = run->a;
  for (size_t i = 0; i < levels->count; i++)
    levels_add(&s->levels, run->a, levels->items[i]);
  s->levels.total = 0; /* none of them is too rare to count */
  run->state = s;
}

/* A level that hardly a case has, such as that of everyday traffic, would drown the others.
 * Where lines have no level, or nobody knows which of them are bad, all count. */
static bool counts(const struct match_run *run, const struct matched *found) {
  const struct suggestions *s = run->state;
  const struct match_form *form = &run->cases.forms[found->template];
  const struct levels *levels = s->levels.count > 0 ? &s->levels : &form->levels;
  if (form->level == STR_NONE || levels->count == 0)
    return true;
  return form->level < found->field_count && levels_have(levels, found->fields[form->level]);
}

static void suggest_miss(struct match_run *run, const struct match_place *at) {
  struct suggestions *s = run->state;
  struct matched found;
  if (!header_read(run->cases.templates, run->cases.template_count, at->text, &found) ||
      !counts(run, &found)) {
    s->others++;
    return;
  }
  struct group *group = groups_add(&s->groups, found.service, found.message, found.line);
  if (!group)
    return;
  when_set(&group->last, run, at, &found);
  if (group->lines++ == 0)
    group->first = group->last;
}

/* ---- What is printed ----------------------------------------------------------------------
 */

/* Most frequent first, else in the order in which they were met. */
static int compare_groups(const void *a, const void *b) {
  const struct group *left = *(const struct group *const *)a;
  const struct group *right = *(const struct group *const *)b;
  if (left->lines != right->lines)
    return left->lines > right->lines ? -1 : 1;
  return left < right ? -1 : left > right;
}

static void add_text(struct match_run *run, const struct group *group, struct str call) {
  struct buf *out = &run->out.text, text = {0};
  group_add_text(&text, group, "<*>");
  buf_printf(out, "%s%llu line%s%s", run->has_color ? "\x1b[1m" : "", group->lines,
             group->lines == 1 ? "" : "s", group->service.n > 0 ? " of " : "");
  glyph_add(out, group->service);
  buf_add_c(out, run->has_color ? "\x1b[0m, " : ", ");
  glyph_add(out, when_text(&group->first));
  if (group->lines > 1) {
    buf_add_c(out, " to ");
    glyph_add(out, when_text(&group->last));
  }
  buf_add_c(out, "\n  ");
  glyph_add(out, buf_str(&text));
  buf_add_c(out, "\n  ");
  glyph_add(out, group->example);
  buf_add_c(out, "\n  ");
  buf_add(out, call);
  buf_add_c(out, "\n\n");
  buf_free(&text);
}

static void add_object(struct match_run *run, const struct group *group, struct str call) {
  struct buf text = {0};
  struct json_writer w;
  group_add_text(&text, group, "<*>");
  json_start(&w, &run->out.text, JSON_COMPACT);
  json_open_object(&w);
  json_member_number(&w, "lines", group->lines);
  json_member(&w, "service", group->service);
  json_member(&w, "message", buf_str(&text));
  json_member(&w, "first", when_text(&group->first));
  json_member(&w, "last", when_text(&group->last));
  json_member(&w, "example", group->example);
  json_member(&w, "call", call);
  json_close_object(&w);
  buf_add_char(&run->out.text, '\n');
  buf_free(&text);
}

static void say_rest(const struct match_run *run, size_t shown) {
  const struct suggestions *s = run->state;
  size_t rest = s->groups.count - shown;
  if (run->options->quiet)
    return;
  if (rest > 0)
    say("%zu more group%s: --top %zu shows %s", rest, rest == 1 ? "" : "s", s->groups.count,
        rest == 1 ? "it" : "them");
  if (s->others > 0)
    say("%llu line%s without a case fit no log template, or have another level", s->others,
        s->others == 1 ? "" : "s");
  if (s->groups.left_out > 0)
    say("%llu line%s found no room: there are at most %d groups, of lines of at most 8 KiB",
        s->groups.left_out, s->groups.left_out == 1 ? "" : "s", MOST_GROUPS);
}

static void suggest_end(struct match_run *run) {
  enum { SHOWN = 20 };
  struct suggestions *s = run->state;
  size_t count = s->groups.count, shown = run->options->top > 0 ? run->options->top : SHOWN;
  const struct group **sorted = arena_array(run->a, const struct group *, count);
  for (size_t i = 0; i < count; i++)
    sorted[i] = &s->groups.items[i];
  if (count > 0)
    qsort(sorted, count, sizeof *sorted, compare_groups);
  shown = shown < count ? shown : count;
  s->calls = (struct new_calls){.a = run->a,
                                .folder = run->case_folder,
                                .schema = run->options->schema,
                                .pattern = run->title};
  for (size_t i = 0; i < shown && !run->out.is_closed; i++) {
    struct str call = new_call(&s->calls, sorted[i]);
    if (run->options->match_format == MATCH_JSONL)
      add_object(run, sorted[i], call);
    else
      add_text(run, sorted[i], call);
    out_flush_if_long(&run->out);
  }
  say_rest(run, shown);
}

const struct match_format match_suggest = {suggest_begin, NULL, suggest_miss, suggest_end};
