/* kbc's own matcher, with tables that are built at run time, as the one that is held against
 * the reference. */
#include "asked.h"

#include <stdlib.h>

#include "base/arena.h"
#include "matcher/matcher.h"
#include "model/log_template.h"

static struct str str_of(struct text text) {
  return (struct str){text.p, text.n};
}

static struct text text_of(struct str str) {
  return (struct text){str.p, str.n};
}

static struct log_field field_of(struct arena *a, const struct form_field *field,
                                 bool is_message) {
  static const enum field_type types[] = {FIELD_TEXT, FIELD_ENUM, FIELD_TIMESTAMP};
  struct log_field made = {.name = str_of(field->name),
                           .type = types[field->kind],
                           .format = str_of(field->format),
                           .equals = str_of(field->equals),
                           .contains = is_message ? STR("message") : (struct str){NULL, 0}};
  made.value_count = field->value_count;
  made.values = arena_array(a, struct str, field->value_count + 1);
  for (size_t i = 0; i < field->value_count; i++)
    made.values[i] = str_of(field->values[i]);
  return made;
}

static struct log_template template_of(struct arena *a, const struct form *form) {
  static const enum part_kind kinds[] = {PART_LITERAL, PART_FIELD, PART_OPTIONAL_OPEN,
                                         PART_OPTIONAL_CLOSE};
  struct log_template made = {.part_count = form->part_count, .field_count = form->field_count};
  made.parts = arena_array(a, struct log_part, form->part_count + 1);
  made.fields = arena_array(a, struct log_field, form->field_count + 1);
  for (size_t i = 0; i < form->part_count; i++) {
    const struct form_part *part = &form->parts[i];
    made.parts[i] = (struct log_part){kinds[part->kind], str_of(part->literal), part->field};
  }
  for (size_t i = 0; i < form->field_count; i++)
    made.fields[i] = field_of(a, &form->fields[i], i == form->message);
  return made;
}

static struct str value(const void *context, size_t number, struct str key) {
  return str_of(rule_value(context, number, text_of(key)));
}

struct asked {
  struct arena a;
  struct matcher *matcher;
};

struct asked *asked_open(const struct rules *rules) {
  struct asked *asked = calloc(1, sizeof *asked);
  struct arena *a = &asked->a;
  struct log_template *templates = arena_array(a, struct log_template, rules->form_count + 1);
  struct match_pattern *patterns =
      arena_array(a, struct match_pattern, rules->pattern_count + 1);
  for (size_t i = 0; i < rules->form_count; i++)
    templates[i] = template_of(a, &rules->forms[i]);
  for (size_t i = 0; i < rules->pattern_count; i++) {
    const struct rule_pattern *pattern = &rules->patterns[i];
    patterns[i] = (struct match_pattern){str_of(pattern->service), str_of(pattern->words),
                                         pattern->number, pattern->priority};
  }
  struct match_source source = {.templates = templates,
                                .template_count = rules->form_count,
                                .patterns = patterns,
                                .pattern_count = rules->pattern_count,
                                .case_count = rules->case_count,
                                .value = value,
                                .context = rules};
  asked->matcher = matcher_build(a, &source);
  return asked;
}

static struct answer answer_of(const struct matched *matched) {
  struct answer answer = {.number = matched->number,
                          .form = matched->template,
                          .service = text_of(matched->service),
                          .message = text_of(matched->message)};
  for (size_t i = 0; i < matched->field_count; i++)
    answer.fields[i] = text_of(matched->fields[i]);
  return answer;
}

struct answer asked_line(const struct asked *asked, struct text line) {
  struct matched matched;
  struct answer none = {.number = NOWHERE};
  return matcher_line(asked->matcher, str_of(line), &matched) ? answer_of(&matched) : none;
}

struct answer asked_message(const struct asked *asked, const struct text *service,
                            struct text message) {
  struct matched matched;
  struct answer none = {.number = NOWHERE};
  bool is_found =
      service ? matcher_message(asked->matcher, str_of(*service), str_of(message), &matched)
              : matcher_any(asked->matcher, str_of(message), &matched);
  return is_found ? answer_of(&matched) : none;
}

struct answers {
  struct answer *items;
  size_t count, room;
};

static int take(void *context, const struct matched *matched) {
  struct answers *answers = context;
  if (answers->count == answers->room)
    return 1;
  answers->items[answers->count++] = answer_of(matched);
  return 0;
}

size_t asked_block(const struct asked *asked, struct text text, struct answer *answers,
                   size_t room, size_t *done) {
  struct answers taken = {answers, 0, room};
  *done = matcher_block(asked->matcher, str_of(text), take, &taken);
  matcher_tail(asked->matcher, (struct str){text.p + *done, text.n - *done}, take, &taken);
  return taken.count;
}
