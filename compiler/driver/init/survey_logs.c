/* Finds one template for the log lines of a section: what stands in them, token by token. */
#include "base/arena.h"
#include "driver/init/survey.h"
#include "driver/init/survey_lines.h"
#include "driver/init/survey_log_parts.h"

enum { LINES = 4000 };

/* The section in which most cases have such a line, if nearly all of its sections do. */
static size_t find_section(const struct survey *survey) {
  size_t best = STR_NONE;
  for (size_t i = 0; i < survey->section_count; i++) {
    const struct survey_section *section = &survey->sections[i];
    bool has_logs = section->log_units > 1 &&
                    share_is_habit(section->log_units, section->occurrences - section->empty);
    if (has_logs && (best == STR_NONE || section->log_units > survey->sections[best].log_units))
      best = i;
  }
  return best;
}

static void add_lines(struct survey *survey, const struct survey_unit *unit,
                      const struct survey_opening *opening, struct log_lines *lines) {
  struct line_walker walker = {unit->doc, opening->first, opening->end, {NULL, 0}, 0};
  struct str text;
  while (lines->count < LINES && next_text_line(&walker, &text)) {
    if (!is_log_like(text))
      continue;
    lines->items = arena_grow(survey->a, lines->items, lines->count, sizeof *lines->items);
    struct log_text *line = &lines->items[lines->count++];
    *line = (struct log_text){.text = text, .front = unit->doc->front, .fits = true};
    for (size_t at = 0; at < text.n && line->token_count < LOG_TOKENS;) {
      line->tokens[line->token_count] = token_at(text, at);
      at += line->tokens[line->token_count++].text.n;
    }
  }
}

static struct log_lines collect(struct survey *survey, size_t section) {
  struct log_lines lines = {0};
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct survey_unit *unit = &survey->units[i];
    for (size_t j = 0; j < unit->opening_count; j++) {
      if (unit->openings[j].section == section)
        add_lines(survey, unit, &unit->openings[j], &lines);
    }
  }
  return lines;
}

/* Two tokens that a template would not tell apart have the same class. */
static struct str class_of(struct arena *a, const struct token *token) {
  switch (token->kind) {
  case TOKEN_TIME:
    return arena_printf(a, "T%.*s", STR_ARG(token->format));
  case TOKEN_LEVEL:
    return STR("L");
  case TOKEN_WORD:
    return STR("W");
  case TOKEN_OTHER:
    break;
  }
  return arena_printf(a, "O%.*s", STR_ARG(token->text));
}

/* The class that nearly all lines have at this token; n = 0 if there is none. */
static struct str common_class(struct arena *a, const struct log_lines *lines, size_t token) {
  struct tally classes = {0};
  for (size_t i = 0; i < lines->count; i++) {
    if (lines->items[i].fits && token < lines->items[i].token_count)
      tally_add(a, &classes, class_of(a, &lines->items[i].tokens[token]));
  }
  const struct tally_entry *top = tally_top(&classes);
  return top && share_is_habit(top->count, lines->count) ? top->text : (struct str){NULL, 0};
}

static bool has_class(struct arena *a, const struct log_text *line, size_t token,
                      struct str class) {
  return token < line->token_count && str_equal(class_of(a, &line->tokens[token]), class);
}

/* How many tokens nearly all lines begin with alike, and of which classes they are. */
static size_t find_common(struct arena *a, struct log_lines *lines,
                          struct str classes[LOG_TOKENS]) {
  for (size_t common = 0; common < LOG_TOKENS; common++) {
    classes[common] = common_class(a, lines, common);
    if (classes[common].n == 0)
      return common;
    for (size_t i = 0; i < lines->count; i++) {
      struct log_text *line = &lines->items[i];
      line->fits = line->fits && has_class(a, line, common, classes[common]);
    }
  }
  return LOG_TOKENS;
}

/* Which lines have the first `head` of the classes, whatever their message begins with; answers
 * how many. */
static size_t fit_head(struct arena *a, struct log_lines *lines, size_t head,
                       const struct str classes[LOG_TOKENS]) {
  size_t count = 0;
  for (size_t i = 0; i < lines->count; i++) {
    struct log_text *line = &lines->items[i];
    line->fits = true;
    for (size_t j = 0; j < head && line->fits; j++)
      line->fits = has_class(a, line, j, classes[j]);
    count += line->fits;
  }
  return count;
}

/* Does the token end a stretch of structure: the blank behind a time, a level or a mark, or the
 * quote that opens a value? */
static bool is_separator(const struct token *token) {
  const struct token *before = token - 1;
  if (token->kind != TOKEN_OTHER)
    return false;
  bool is_mark = before->kind == TOKEN_OTHER &&
                 str_find_char(STR(":|]>)-"), before->text.p[0], 0) != STR_NONE;
  if (token->text.p[0] == ' ')
    return is_mark || before->kind == TOKEN_TIME || before->kind == TOKEN_LEVEL;
  return token->text.p[0] == '"' && before->kind == TOKEN_OTHER &&
         (before->text.p[0] == '=' || before->text.p[0] == ':');
}

/* Where the message begins: behind the last separator among the common tokens. One that only
 * some of the lines have belongs to their messages. */
static size_t find_head(struct arena *a, struct log_lines *lines, const struct token *tokens,
                        size_t common, const struct str classes[LOG_TOKENS]) {
  size_t head = 0, fitting = lines->count;
  for (size_t i = 1; i < common; i++) {
    if (!is_separator(&tokens[i]))
      continue;
    size_t count = fit_head(a, lines, i + 1, classes);
    if (head > 0 && !share_is_rule(count, fitting))
      break;
    head = i + 1;
    fitting = count;
  }
  return head;
}

static const struct log_text *first_fitting(const struct log_lines *lines) {
  for (size_t i = 0; i < lines->count; i++) {
    if (lines->items[i].fits)
      return &lines->items[i];
  }
  return NULL;
}

/* Words behind the head that say what the front matter says belong to it. */
static size_t extend_head(const struct survey *survey, const struct log_lines *lines,
                          const struct token *tokens, size_t head, size_t common) {
  while (head + 1 < common && tokens[head].kind == TOKEN_WORD &&
         tokens[head + 1].text.p[0] == ' ' && log_key_of(survey, lines, head, NULL).n > 0)
    head += 2;
  return head;
}

void survey_logs(struct survey *survey) {
  size_t section = find_section(survey);
  if (section == STR_NONE)
    return;
  struct arena scratch = {0};
  struct str classes[LOG_TOKENS];
  struct log_lines lines = collect(survey, section);
  size_t common = find_common(&scratch, &lines, classes);
  const struct log_text *first = first_fitting(&lines);
  survey->log.candidates = lines.count;
  survey->log.section = section;
  size_t head = first ? find_head(&scratch, &lines, first->tokens, common, classes) : 0;
  if (head > 0) {
    head = extend_head(survey, &lines, first->tokens, head, common);
    fit_head(&scratch, &lines, head, classes);
    log_write_template(survey, &lines, head);
  }
  arena_free(&scratch);
}
