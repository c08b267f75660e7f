/* The generated kb.c as the matcher that is held against the reference. */
#include <stdlib.h>

#include "asked.h"
#include "kb.h"

struct asked {
  const struct kb_case **cases;
};

struct asked *asked_open(const struct rules *rules) {
  struct asked *asked = calloc(1, sizeof *asked);
  asked->cases = calloc(rules->case_count + 1, sizeof *asked->cases);
  for (size_t i = 0; i < rules->case_count; i++)
    asked->cases[i] = kb_case_at(i);
  return asked;
}

static struct text text_of(struct kb_str text) {
  return (struct text){text.p, text.n};
}

static struct answer answer_of(const struct asked *asked, const struct kb_match *match) {
  struct answer answer = {
      .number = 0, .service = text_of(match->service), .message = text_of(match->message)};
  while (asked->cases[answer.number] && asked->cases[answer.number] != match->found)
    answer.number++;
  for (size_t i = 0; i < match->field_count && i < MOST_FIELDS; i++)
    answer.fields[i] = text_of(match->fields[i].value);
  return answer;
}

struct answer asked_line(const struct asked *asked, struct text line) {
  struct kb_match match;
  struct answer none = {.number = NOWHERE};
  return kb_match(line.p, line.n, &match) ? answer_of(asked, &match) : none;
}

struct answer asked_message(const struct asked *asked, const struct text *service,
                            struct text message) {
  struct kb_match match;
  struct answer none = {.number = NOWHERE};
  int is_found = service
                     ? kb_match_message(service->p, service->n, message.p, message.n, &match)
                     : kb_match_any(message.p, message.n, &match);
  return is_found ? answer_of(asked, &match) : none;
}

struct answers {
  const struct asked *asked;
  struct answer *items;
  size_t count, room;
};

static int take(void *context, const struct kb_match *match) {
  struct answers *answers = context;
  if (answers->count == answers->room)
    return 1;
  answers->items[answers->count++] = answer_of(answers->asked, match);
  return 0;
}

size_t asked_block(const struct asked *asked, struct text text, struct answer *answers,
                   size_t room, size_t *done) {
  struct answers taken = {asked, answers, 0, room};
  *done = kb_match_block(text.p, text.n, take, &taken);
  kb_match_tail(text.p + *done, text.n - *done, take, &taken);
  return taken.count;
}
