/* What a knowledge base is asked, and which cases are right answers. */
#include "driver/eval/question.h"

#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/vary.h"
#include "model/kb.h"

static const struct str own_names[OWN_KINDS] = {
    [KIND_OWN_LINE] = STR_INIT("own-line"),
    [KIND_MESSAGE] = STR_INIT("error-message"),
    [KIND_TITLE] = STR_INIT("title"),
};

/* Another line of the same event. */
static struct str own_line(struct arena *a, const struct kb_case *kb_case) {
  if (kb_case->log_line_count == 0)
    return (struct str){NULL, 0};
  struct line_values values = vary_line(a, kb_case);
  struct buf out = {0};
  log_line_write(&out, &kb_case->log_lines[0], &values);
  struct str line = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return line;
}

/* What a log line of the case must contain. */
static struct str error_message(const struct schema *schema, const struct kb_case *kb_case) {
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t k = 0; k < schema->logs[i].field_count; k++) {
      struct str key = schema->logs[i].fields[k].contains;
      const struct value *value = key.n > 0 ? value_get(kb_case->doc->front, key) : NULL;
      if (value && value->text.n > 0)
        return value->text;
    }
  }
  return (struct str){NULL, 0};
}

static struct str own_text(struct arena *a, const struct kb *kb, size_t number,
                           enum own_kind kind) {
  const struct kb_case *kb_case = kb->cases[number];
  switch (kind) {
  case KIND_OWN_LINE:
    return own_line(a, kb_case);
  case KIND_MESSAGE:
    return error_message(kb->schema, kb_case);
  case KIND_TITLE:
  case OWN_KINDS:
    break;
  }
  return kb_case->title;
}

void questions_add(struct arena *a, struct questions *questions,
                   const struct question *question) {
  questions->items = arena_grow(a, questions->items, questions->count, sizeof *question);
  questions->items[questions->count++] = *question;
}

size_t questions_kind(struct arena *a, struct questions *questions, struct str name) {
  for (size_t i = 0; i < questions->kind_count; i++) {
    if (str_equal(questions->kinds[i].name, name))
      return i;
  }
  questions->kinds =
      arena_grow(a, questions->kinds, questions->kind_count, sizeof *questions->kinds);
  questions->kinds[questions->kind_count] = (struct question_kind){.name = name};
  return questions->kind_count++;
}

struct questions questions_of(struct arena *a, const struct kb *kb, const bool *is_wanted) {
  struct questions questions = {.kinds = NULL};
  size_t *numbers = arena_array(a, size_t, kb->case_count);
  for (size_t kind = 0; kind < OWN_KINDS; kind++)
    questions_kind(a, &questions, own_names[kind]);
  for (size_t kind = 0; kind < OWN_KINDS; kind++) {
    for (size_t i = 0; i < kb->case_count; i++) {
      if (!is_wanted[i])
        continue;
      numbers[i] = i;
      struct str text = own_text(a, kb, i, (enum own_kind)kind);
      questions.kinds[kind].without += text.n == 0;
      if (text.n == 0)
        continue;
      struct str id =
          arena_printf(a, "%.*s/%.*s", STR_ARG(own_names[kind]), STR_ARG(kb->cases[i]->id));
      questions_add(a, &questions, &(struct question){kind, id, text, &numbers[i], 1});
    }
  }
  return questions;
}

/* ---- JSON ----------------------------------------------------------------------------- */

static void write_cases(struct json_writer *w, const struct kb *kb,
                        const struct question *question) {
  if (question->case_count == 1) {
    json_member(w, "case", kb->cases[question->cases[0]]->id);
    return;
  }
  json_key(w, "cases");
  json_open_array(w);
  for (size_t i = 0; i < question->case_count; i++)
    json_string(w, kb->cases[question->cases[i]]->id);
  json_close_array(w);
}

void questions_write(struct buf *out, const struct kb *kb, const struct questions *questions) {
  for (size_t i = 0; i < questions->count; i++) {
    const struct question *question = &questions->items[i];
    struct json_writer w;
    json_start(&w, out, JSON_COMPACT);
    json_open_object(&w);
    json_member(&w, "query_id", question->id);
    json_member(&w, "kind", questions->kinds[question->kind].name);
    json_member(&w, "query", question->text);
    write_cases(&w, kb, question);
    json_close_object(&w);
    buf_add_char(out, '\n');
  }
}
