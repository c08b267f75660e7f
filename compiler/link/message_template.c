/* Finds what a log message has in common with the same message tomorrow. */
#include "link/message_template.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "link/message_draft.h"
#include "model/kb.h"

#include <stdlib.h>

/* ---- One message --------------------------------------------------------------------------
 */

static void add_part(struct arena *a, struct kb_case *kb_case, struct str text,
                     bool is_variable) {
  if (text.n == 0)
    return;
  kb_case->message =
      arena_grow(a, kb_case->message, kb_case->message_count, sizeof *kb_case->message);
  kb_case->message[kb_case->message_count++] = (struct message_part){text, is_variable};
}

static void set_message(struct arena *a, struct kb_case *kb_case,
                        const struct message_draft *draft) {
  struct str text = draft->text;
  size_t at = 0;
  kb_case->message = NULL;
  kb_case->message_count = 0;
  for (size_t i = 0; i < draft->count; i++) {
    const struct draft_word *word = &draft->words[i];
    if (word->is_constant)
      continue;
    size_t from = (size_t)(word->text.p - text.p);
    add_part(a, kb_case, str_slice(text, at, from), false);
    add_part(a, kb_case, word->text, true);
    at = from + word->text.n;
  }
  add_part(a, kb_case, str_slice(text, at, text.n), false);
}

static struct str line_message(const struct log_line *line) {
  size_t field = log_template_message(line->template);
  return field == STR_NONE ? (struct str){NULL, 0} : log_line_text(line, field);
}

void message_template_build(struct arena *a, struct kb_case *kb_case) {
  if (kb_case->log_line_count == 0)
    return;
  struct arena scratch = {0};
  struct message_draft draft = draft_of(&scratch, line_message(&kb_case->log_lines[0]));
  set_message(a, kb_case, &draft);
  arena_free(&scratch);
}

/* ---- The drafts of a case -----------------------------------------------------------------
 */

struct drafts {
  struct arena *a; /* until the patterns are built */
  const struct schema *schema;
  struct message_draft *items;
  size_t count;
};

static struct str front_value(const struct kb_case *kb_case, struct str key) {
  const struct value *value = value_get(kb_case->doc->front, key);
  return value && value_is_textual(value) ? value->text : (struct str){NULL, 0};
}

/* What the front matter says rules; a case that does not say it is found by its line. */
static struct str service_of(const struct kb_case *kb_case,
                             const struct log_template *template) {
  size_t field = log_template_router(template);
  if (field == STR_NONE)
    return (struct str){NULL, 0};
  struct str service = front_value(kb_case, template->fields[field].equals);
  const struct log_line *line = case_log_line(kb_case, template);
  return service.n == 0 && line ? log_line_text(line, field) : service;
}

static void add_draft(struct drafts *drafts, struct kb_case *kb_case, struct str service,
                      struct str text, size_t fewest_words) {
  struct message_draft draft = draft_of(drafts->a, text);
  if (draft.key.n == 0 || draft_count_constants(&draft) < fewest_words)
    return;
  draft.kb_case = kb_case;
  draft.service = service;
  drafts->items = arena_grow(drafts->a, drafts->items, drafts->count, sizeof draft);
  drafts->items[drafts->count++] = draft;
}

/* As it stands, because a line with these very bytes must be found, and in NFC, as the machines
 * that print it write. */
static void add_both_forms(struct drafts *drafts, struct kb_case *kb_case, struct str service,
                           struct str text, size_t fewest_words) {
  struct str normal = unicode_nfc(drafts->a, text);
  add_draft(drafts, kb_case, service, text, fewest_words);
  if (!str_equal(normal, text))
    add_draft(drafts, kb_case, service, normal, fewest_words);
}

/* What stands behind a label must be at least two words: one would occur in too many lines. */
static void add_message(struct drafts *drafts, struct kb_case *kb_case, struct str service,
                        struct str message) {
  add_both_forms(drafts, kb_case, service, message, 1);
  size_t label = str_find(message, STR(" - "), 0);
  if (label != STR_NONE)
    add_both_forms(drafts, kb_case, service, str_slice(message, label + 3, message.n), 2);
}

static void add_case(struct drafts *drafts, struct kb_case *kb_case) {
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    add_message(drafts, kb_case, service_of(kb_case, line->template), line_message(line));
  }
  for (size_t i = 0; i < drafts->schema->log_count; i++) {
    const struct log_template *template = &drafts->schema->logs[i];
    size_t field = log_template_message(template);
    if (field != STR_NONE && template->fields[field].contains.n > 0)
      add_both_forms(drafts, kb_case, service_of(kb_case, template),
                     front_value(kb_case, template->fields[field].contains), 1);
  }
}

/* ---- All of them together -----------------------------------------------------------------
 */

static bool is_same_pattern(const struct message_draft *a, const struct message_draft *b) {
  return str_equal(a->service, b->service) && str_equal(a->key, b->key);
}

/* Brings together what is equal, in that what belongs to one case, and leaves nothing to
 * chance. */
static int compare_drafts(const void *left, const void *right) {
  const struct message_draft *a = left, *b = right;
  int order = str_compare(a->service, b->service);
  if (order == 0)
    order = str_compare(a->key, b->key);
  if (order == 0)
    order = (a->kb_case->index > b->kb_case->index) - (a->kb_case->index < b->kb_case->index);
  return order != 0 ? order : str_compare(a->text, b->text);
}

static void sort(struct drafts *drafts) {
  if (drafts->count > 1)
    qsort(drafts->items, drafts->count, sizeof *drafts->items, compare_drafts);
}

static void settle(struct drafts *drafts) {
  struct message_draft *items = drafts->items;
  for (size_t from = 0, to; from < drafts->count; from = to) {
    for (to = from + 1; to < drafts->count && is_same_pattern(&items[from], &items[to]);)
      to++;
    if (items[from].kb_case != items[to - 1].kb_case)
      draft_settle(drafts->a, &items[from], to - from);
  }
}

/* The patterns of a case come in the order of service and words. */
static void keep(struct arena *a, const struct message_draft *draft) {
  struct kb_case *kb_case = draft->kb_case;
  kb_case->patterns =
      arena_grow(a, kb_case->patterns, kb_case->pattern_count, sizeof *kb_case->patterns);
  kb_case->patterns[kb_case->pattern_count++] =
      (struct kb_pattern){draft->service, arena_copy(a, draft->key), 0};
}

/* Known by its place: the drafts of other texts, equal or not, point elsewhere. */
static bool is_message_draft(const struct message_draft *draft) {
  const struct kb_case *kb_case = draft->kb_case;
  return kb_case->log_line_count > 0 && line_message(&kb_case->log_lines[0]).p == draft->text.p;
}

void message_patterns_build(struct arena *a, struct kb *kb) {
  struct arena scratch = {0};
  struct drafts drafts = {.a = &scratch, .schema = kb->schema};
  for (size_t i = 0; i < kb->case_count; i++) {
    kb->cases[i]->pattern_count = 0;
    add_case(&drafts, kb->cases[i]);
  }
  sort(&drafts);
  settle(&drafts);
  sort(&drafts);
  for (size_t i = 0; i < drafts.count; i++) {
    const struct message_draft *draft = &drafts.items[i];
    bool is_repeated =
        i > 0 && draft[-1].kb_case == draft->kb_case && is_same_pattern(draft - 1, draft);
    if (!is_repeated)
      keep(a, draft);
    if (is_message_draft(draft))
      set_message(a, draft->kb_case, draft);
  }
  arena_free(&scratch);
}
