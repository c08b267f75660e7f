/* What a log message has in common with the same message tomorrow. */
#include "link/message_template.h"

#include "base/arena.h"
#include "link/message_draft.h"
#include "link/message_key.h"
#include "model/case.h"
#include "model/pattern_words.h"

struct building {
  struct arena *a;
  struct kb_case *kb_case;
  struct str text;
  size_t at; /* so far the message is in parts */
};

static void add_part(struct building *b, struct str text, bool is_variable) {
  struct kb_case *kb_case = b->kb_case;
  if (text.n == 0)
    return;
  kb_case->message =
      arena_grow(b->a, kb_case->message, kb_case->message_count, sizeof *kb_case->message);
  kb_case->message[kb_case->message_count++] = (struct message_part){text, is_variable};
}

static void add_variable(struct building *b, struct str text) {
  size_t from = (size_t)(text.p - b->text.p);
  add_part(b, str_slice(b->text, b->at, from), false);
  add_part(b, text, true);
  b->at = from + text.n;
}

/* The words that the pattern was left with say which parts are constant: all values of a gap
 * are, or none, so the next item tells. */
static void set_constants(struct arena *scratch, struct key_parts *parts, struct str words) {
  for (size_t i = 0; i < parts->count; i++) {
    struct key_part *part = &parts->items[i];
    bool is_next_value = words.n > 0 && words.p[0] == '=';
    part->is_constant = part->is_value ? is_next_value : words.n == 0 || words.p[0] != '*';
    if (!part->is_value) {
      words_next_item(&words);
      continue;
    }
    struct key_parts one = {part, 1};
    struct str items = message_parts_key(scratch, (struct str){NULL, 0}, &one);
    items = str_slice(items, 1, items.n);
    while (is_next_value && items.n > 0) {
      words_next_item(&items);
      words_next_item(&words);
    }
  }
}

void message_template_build(struct arena *a, struct kb_case *kb_case) {
  struct arena scratch = {0};
  kb_case->message = NULL;
  kb_case->message_count = 0;
  if (kb_case->log_line_count == 0)
    return;
  struct building b = {
      .a = a, .kb_case = kb_case, .text = log_line_message(&kb_case->log_lines[0])};
  struct key_parts parts = message_parts(&scratch, b.text);
  if (kb_case->message_words.n > 0)
    set_constants(&scratch, &parts, kb_case->message_words);
  for (size_t i = 0; i < parts.count; i++) {
    if (!parts.items[i].is_constant)
      add_variable(&b, parts.items[i].text);
  }
  add_part(&b, str_slice(b.text, b.at, b.text.n), false);
  arena_free(&scratch);
}
