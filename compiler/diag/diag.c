/* What is wrong, where, and what to do about it: diagnostics, and the bag that collects them.
 */
#include "diag/diag.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 2, 0))) static struct str
format_in(struct arena *a, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  if (n < 0)
    die("a message cannot be formatted: %s", format);
  char *text = arena_alloc(a, (size_t)n + 1);
  vsnprintf(text, (size_t)n + 1, format, again);
  va_end(again);
  return (struct str){text, (size_t)n};
}

/* A file may have some hundred thousand findings, so what they stand in is not left behind at
 * each doubling. What is not ours alone is. */
static void bag_reserve(struct bag *bag, size_t room) {
  size_t n = checked_multiply(room, sizeof *bag->diags);
  size_t used = bag->count * sizeof *bag->diags;
  if (bag->room > 0) {
    bag->diags = arena_move(bag->arena, bag->diags, used, n);
  } else {
    struct diag *diags = arena_move(bag->arena, NULL, 0, n);
    if (used > 0)
      memcpy(diags, bag->diags, used);
    bag->diags = diags;
  }
  bag->room = room;
}

static struct diag *bag_new_diag(struct bag *bag, const struct rule *rule) {
  if (bag->count >= bag->room)
    bag_reserve(bag, bag->count < 2 ? 4 : checked_multiply(bag->count, 2));
  struct diag *diag = &bag->diags[bag->count++];
  *diag = (struct diag){.rule = rule, .level = rule->level};
  return diag;
}

struct diag *diag_add(struct bag *bag, const struct rule *rule, struct span span,
                      const char *format, ...) {
  struct diag *diag = bag_new_diag(bag, rule);
  diag->span = span;
  if (span.source)
    diag->path = span.source->path;
  va_list args;
  va_start(args, format);
  diag->message = format_in(bag->arena, format, args);
  va_end(args);
  return diag;
}

struct diag *diag_add_path(struct bag *bag, const struct rule *rule, struct str path,
                           const char *format, ...) {
  struct diag *diag = bag_new_diag(bag, rule);
  diag->path = arena_copy(bag->arena, path);
  va_list args;
  va_start(args, format);
  diag->message = format_in(bag->arena, format, args);
  va_end(args);
  return diag;
}

void diag_label(struct bag *bag, struct diag *diag, const char *format, ...) {
  va_list args;
  va_start(args, format);
  diag->label = format_in(bag->arena, format, args);
  va_end(args);
}

void diag_help(struct bag *bag, struct diag *diag, const char *format, ...) {
  va_list args;
  va_start(args, format);
  diag->help = format_in(bag->arena, format, args);
  va_end(args);
}

void diag_relate(struct bag *bag, struct diag *diag, struct span span, const char *format,
                 ...) {
  diag->related =
      arena_grow(bag->arena, diag->related, diag->related_count, sizeof *diag->related);
  struct diag_related *related = &diag->related[diag->related_count++];
  related->span = span;
  va_list args;
  va_start(args, format);
  related->message = format_in(bag->arena, format, args);
  va_end(args);
}

void diag_edit(struct bag *bag, struct diag *diag, struct span span, struct str text) {
  diag->edits = arena_grow(bag->arena, diag->edits, diag->edit_count, sizeof *diag->edits);
  diag->edits[diag->edit_count++] = (struct diag_edit){span, arena_copy(bag->arena, text)};
}

void diag_edit_unsafe(struct bag *bag, struct diag *diag, struct span span, struct str text) {
  diag_edit(bag, diag, span, text);
  diag->is_unsafe = true;
}

static void hide(struct bag *bag, struct hidden_span hidden) {
  bag->hidden = arena_grow(bag->arena, bag->hidden, bag->hidden_count, sizeof *bag->hidden);
  bag->hidden[bag->hidden_count++] = hidden;
}

void bag_hide(struct bag *bag, struct span span) {
  hide(bag, (struct hidden_span){span, false});
}

void bag_hide_name(struct bag *bag, struct span span) {
  hide(bag, (struct hidden_span){span, true});
}

static void append_hidden(struct bag *to, const struct bag *from) {
  for (size_t i = 0; i < from->hidden_count; i++)
    hide(to, from->hidden[i]);
}

void bag_append(struct bag *to, const struct bag *from) {
  append_hidden(to, from);
  if (from->count == 0)
    return;
  size_t count = checked_add(to->count, from->count);
  if (count > to->room)
    bag_reserve(to, count > 2 * to->count ? count : 2 * to->count);
  memcpy(to->diags + to->count, from->diags, from->count * sizeof *from->diags);
  to->count = count;
}

void bag_share(struct bag *to, struct bag *from) {
  if (to->count > 0) {
    bag_append(to, from);
    return;
  }
  append_hidden(to, from);
  to->diags = from->diags;
  to->count = from->count;
  to->room = from->room = 0;
}

static int compare_sizes(size_t a, size_t b) {
  return (a > b) - (a < b);
}

static size_t lines_before(const struct diag *diag) {
  return diag->span.source ? diag->span.source->lines_before : 0;
}

static int compare_diags(const void *left, const void *right) {
  const struct diag *a = left, *b = right;
  int order = str_compare(a->path, b->path);
  if (order == 0 && a->span.source != b->span.source)
    order = compare_sizes(lines_before(a), lines_before(b));
  if (order == 0)
    order = compare_sizes(a->span.offset, b->span.offset);
  if (order == 0)
    order = strcmp(a->rule->code, b->rule->code);
  if (order == 0)
    order = compare_sizes(a->span.n, b->span.n);
  return order != 0 ? order : str_compare(a->message, b->message);
}

void bag_sort(struct bag *bag) {
  if (bag->count < 2)
    return;
  qsort(bag->diags, bag->count, sizeof *bag->diags, compare_diags);
  size_t kept = 1;
  for (size_t i = 1; i < bag->count; i++) {
    if (compare_diags(&bag->diags[kept - 1], &bag->diags[i]) != 0)
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
}
