/* Finds the texts of a case that its log lines can be known by, and the words of each. */
#include "link/message_draft.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "link/message_key.h"
#include "model/case.h"

#include <string.h>

/* Cases have two or three drafts: they are gathered here, and moved once. */
enum { FEW_DRAFTS = 6 };

struct drafting {
  struct arena *a;
  struct kb_case *kb_case;
  struct message_draft few[FEW_DRAFTS];
};

struct str log_line_message(const struct log_line *line) {
  size_t field = log_template_message(line->template);
  return field == STR_NONE ? (struct str){NULL, 0} : log_line_text(line, field);
}

static const struct value *front_value(const struct kb_case *kb_case, struct str key) {
  return key.n > 0 ? value_get(kb_case->doc->front, key) : NULL;
}

static struct str front_text(const struct kb_case *kb_case, struct str key) {
  const struct value *value = front_value(kb_case, key);
  return value && value_is_textual(value) ? value->text : (struct str){NULL, 0};
}

/* What the front matter says rules; a case that does not say it is found by its line. */
static struct str service_of(const struct kb_case *kb_case,
                             const struct log_template *template) {
  size_t field = log_template_router(template);
  if (field == STR_NONE)
    return (struct str){NULL, 0};
  struct str service = front_text(kb_case, template->fields[field].equals);
  const struct log_line *line = case_log_line(kb_case, template);
  return service.n == 0 && line ? log_line_text(line, field) : service;
}

static struct message_draft *known_draft(const struct kb_case *kb_case, struct str full) {
  for (size_t i = 0; i < kb_case->draft_count; i++) {
    if (str_equal(kb_case->drafts[i].key.full, full))
      return &kb_case->drafts[i];
  }
  return NULL;
}

/* Room for one draft more: twice as much each time that they are 6, 12, 24, … */
static void grow(struct drafting *d) {
  struct kb_case *kb_case = d->kb_case;
  size_t count = kb_case->draft_count, times = count / FEW_DRAFTS;
  if (count % FEW_DRAFTS != 0 || times == 0 || (times & (times - 1)) != 0)
    return;
  struct message_draft *drafts =
      arena_array(d->a, struct message_draft, checked_multiply(count, 2));
  kb_case->drafts = memcpy(drafts, kb_case->drafts, count * sizeof *drafts);
}

/* A pattern that the case has already stays what it was, but what somebody wrote as an error
 * message is more than what stands behind a label. */
static void add_draft(struct drafting *d, const struct message_draft *draft,
                      size_t fewest_words) {
  struct kb_case *kb_case = d->kb_case;
  if (draft->key.word_count + draft->key.value_count < fewest_words)
    return;
  struct message_draft *known = known_draft(kb_case, draft->key.full);
  if (!known) {
    grow(d);
    kb_case->drafts[kb_case->draft_count++] = *draft;
  } else if (known->kind == DRAFT_LABELLED) {
    *known = *draft;
  }
}

/* What stands behind a label must be at least two words: one would occur in too many lines. */
static void add_behind_label(struct drafting *d, const struct message_draft *whole,
                             size_t from) {
  struct message_draft draft = *whole;
  draft.kind = DRAFT_LABELLED;
  draft.text = str_slice(whole->text, from, whole->text.n);
  draft.span = span_part(whole->span, from, whole->span.n - from);
  if (whole->key.word_count > whole->key.words_before)
    draft.key = message_key_behind(d->a, &whole->key);
  else
    draft.key = message_key_of(d->a, draft.service, draft.text, STR_NONE);
  add_draft(d, &draft, 2);
}

/* A text in the form that it has; answers whether it has no other one. */
static bool add_form(struct drafting *d, struct message_draft draft) {
  size_t label = draft.kind == DRAFT_MESSAGE ? str_find(draft.text, STR(" - "), 0) : STR_NONE;
  draft.key = message_key_of(d->a, draft.service, draft.text, label);
  add_draft(d, &draft, 1);
  if (label != STR_NONE)
    add_behind_label(d, &draft, label + 3);
  return draft.key.is_ascii;
}

/* As it stands, because a line with these very bytes must be found, and in NFC, as the machines
 * that print it write. */
static void add_text(struct drafting *d, struct message_draft draft) {
  struct str text = draft.text;
  if (add_form(d, draft))
    return;
  draft.text = unicode_nfc(d->a, text);
  if (draft.text.p != text.p)
    add_form(d, draft);
}

/* Any field of text may be taken for the message, so that sample lines vary in it. */
static void add_message(struct drafting *d, size_t index) {
  const struct log_line *line = &d->kb_case->log_lines[index];
  size_t field = log_template_message(line->template);
  if (field != STR_NONE && line->fields[field].source)
    add_text(d, (struct message_draft){.kind = DRAFT_MESSAGE,
                                       .line = index,
                                       .service = service_of(d->kb_case, line->template),
                                       .text = log_line_text(line, field),
                                       .span = line->fields[field],
                                       .is_guess = !log_template_is_log(line->template)});
}

static void add_value(struct drafting *d, const struct log_template *template,
                      const struct value *value, enum draft_kind kind) {
  if (value && value_is_textual(value))
    add_text(d, (struct message_draft){.kind = kind,
                                       .service = service_of(d->kb_case, template),
                                       .text = value->text,
                                       .span = value->span});
}

/* What the front matter gives: one text, or a list of them. */
static void add_given(struct drafting *d, const struct log_template *template) {
  const struct value *given = front_value(d->kb_case, template->patterns);
  bool is_list = given && given->kind == VALUE_ARRAY;
  for (size_t i = 0; given && i < (is_list ? given->count : 1); i++)
    add_value(d, template, is_list ? &given->items[i] : given, DRAFT_GIVEN);
}

static void add_errors(struct drafting *d, const struct log_template *template) {
  size_t field = log_template_message(template);
  if (field != STR_NONE)
    add_value(d, template, front_value(d->kb_case, template->fields[field].contains),
              DRAFT_ERROR);
}

/* A whole number as JSON Schema has it, within what an int can hold; anything else is for the
 * schema of the front matter to refuse. */
static int integer_of(struct str text) {
  enum { MOST = 1000000000 };
  bool is_negative = text.n > 0 && text.p[0] == '-';
  int number = 0;
  for (size_t i = is_negative; i < text.n && is_digit_char(text.p[i]); i++) {
    int digit = text.p[i] - '0';
    number = number > (MOST - digit) / 10 ? MOST : number * 10 + digit;
  }
  return is_negative ? -number : number;
}

static void add_all(struct drafting *d, const struct schema *schema) {
  struct kb_case *kb_case = d->kb_case;
  for (size_t i = 0; i < schema->log_count; i++)
    add_given(d, &schema->logs[i]);
  if (kb_case->draft_count > 0)
    return;
  for (size_t i = 0; i < kb_case->log_line_count; i++)
    add_message(d, i);
  for (size_t i = 0; i < schema->log_count; i++)
    add_errors(d, &schema->logs[i]);
}

void message_drafts_build(struct arena *a, const struct schema *schema,
                          struct kb_case *kb_case) {
  struct drafting d;
  d.a = a;
  d.kb_case = kb_case;
  kb_case->drafts = d.few;
  kb_case->draft_count = 0;
  for (size_t i = 0; i < schema->log_count; i++) {
    const struct value *priority = front_value(kb_case, schema->logs[i].priority);
    if (priority && priority->kind == VALUE_NUMBER)
      kb_case->priority = integer_of(priority->text);
  }
  add_all(&d, schema);
  size_t n = kb_case->draft_count * sizeof *d.few;
  if (kb_case->drafts == d.few)
    kb_case->drafts = n > 0 ? memcpy(arena_room(a, n), d.few, n) : NULL;
  if (kb_case->draft_count > 0)
    kb_case->sample = kb_case->drafts[0].text;
}
