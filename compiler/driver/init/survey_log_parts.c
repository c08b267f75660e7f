/* The parts of a log template, found in lines that begin alike. */
#include "driver/init/survey_log_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "driver/init/survey_shape.h"

enum { LEVELS = 16 };

static struct str front_text(const struct log_text *line, struct str key) {
  const struct value *value = value_get(line->front, key);
  bool is_text = value && value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT;
  return is_text ? value->text : (struct str){NULL, 0};
}

static size_t count_fitting(const struct log_lines *lines) {
  size_t count = 0;
  for (size_t i = 0; i < lines->count; i++)
    count += lines->items[i].fits;
  return count;
}

struct str log_key_of(const struct survey *survey, const struct log_lines *lines, size_t token,
                      size_t *count) {
  for (size_t i = 0; i < survey->front.key_count; i++) {
    struct str key = survey->front.keys[i].name;
    size_t equal = 0;
    for (size_t j = 0; j < lines->count; j++) {
      const struct log_text *line = &lines->items[j];
      struct str text = front_text(line, key);
      equal += line->fits && text.n > 0 && str_equal(line->tokens[token].text, text);
    }
    if (!share_is_rule(equal, count_fitting(lines)))
      continue;
    if (count)
      *count = equal;
    return key;
  }
  return (struct str){NULL, 0};
}

/* The key whose value nearly all messages hold; the one with the longest values, for a short
 * one may be in it by accident. */
static struct str find_contained(const struct survey *survey, const struct log_lines *lines,
                                 size_t head, size_t *count) {
  struct str best = {NULL, 0};
  size_t longest = 0;
  for (size_t i = 0; i < survey->front.key_count; i++) {
    struct str key = survey->front.keys[i].name;
    size_t held = 0, length = 0;
    for (size_t j = 0; j < lines->count; j++) {
      const struct log_text *line = &lines->items[j];
      struct str text = front_text(line, key);
      if (!line->fits || text.n < 4 || str_find(log_rest(line, head), text, 0) == STR_NONE)
        continue;
      held++;
      length += text.n;
    }
    if (!share_is_rule(held, count_fitting(lines)) || length <= longest)
      continue;
    longest = length;
    best = key;
    *count = held;
  }
  return best;
}

/* A name that a template takes: letters, digits and _, and none that is taken. */
static struct str field_name(struct survey *survey, struct str wanted) {
  struct survey_log *log = &survey->log;
  char *p = arena_alloc(survey->a, wanted.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < wanted.n; i++) {
    char c = wanted.p[i];
    if (is_alpha_char(c) || (is_digit_char(c) && n > 0))
      p[n++] = c;
    else if (n > 0 && p[n - 1] != '_' && (unsigned char)c < 0x80)
      p[n++] = '_';
  }
  struct str base = n > 0 ? (struct str){p, n} : STR("field"), name = base;
  for (size_t number = 2;; number++) {
    bool is_taken = false;
    for (size_t i = 0; i < log->field_count; i++)
      is_taken = is_taken || str_equal(log->fields[i].name, name);
    if (!is_taken)
      return name;
    name = arena_printf(survey->a, "%.*s_%zu", STR_ARG(base), number);
  }
}

static struct survey_field *add_field(struct survey *survey, struct str name) {
  struct survey_log *log = &survey->log;
  log->fields = arena_grow(survey->a, log->fields, log->field_count, sizeof *log->fields);
  log->fields[log->field_count] = (struct survey_field){.name = field_name(survey, name)};
  return &log->fields[log->field_count++];
}

/* "pid" of a literal that ends in "pid=". */
static struct str name_before(const struct token *tokens, size_t at) {
  bool is_quoted = at > 2 && tokens[at - 1].text.p[0] == '"';
  size_t equals = at - is_quoted;
  bool is_named = equals > 1 && tokens[equals - 1].text.p[0] == '=' &&
                  tokens[equals - 2].kind == TOKEN_WORD;
  return is_named ? tokens[equals - 2].text : (struct str){NULL, 0};
}

static struct tally token_values(struct survey *survey, const struct log_lines *lines,
                                 size_t token) {
  struct tally values = {0};
  for (size_t i = 0; i < lines->count; i++) {
    if (lines->items[i].fits)
      tally_add(survey->a, &values, lines->items[i].tokens[token].text);
  }
  return values;
}

static void add_level(struct survey *survey, const struct tally *values) {
  struct survey_field *field = add_field(survey, STR("level"));
  field->type = FIELD_ENUM;
  field->values = arena_array(survey->a, struct str, LEVELS);
  for (size_t i = 0; i < values->count && i < LEVELS; i++)
    field->values[field->value_count++] = values->entries[i].text;
}

/* Where all zones are Z, the format says so. */
static void add_time(struct survey *survey, struct str format, const struct tally *values) {
  struct survey_field *field = add_field(survey, STR("timestamp"));
  field->type = FIELD_TIMESTAMP;
  field->format = format;
  if (!str_ends_with(format, STR("%z")))
    return;
  for (size_t i = 0; i < values->count; i++) {
    if (!str_ends_with(values->entries[i].text, STR("Z")))
      return;
  }
  field->format = arena_printf(survey->a, "%.*sZ", STR_ARG(str_slice(format, 0, format.n - 2)));
}

static void add_word(struct survey *survey, const struct log_lines *lines,
                     const struct token *tokens, size_t token, const struct tally *values) {
  size_t relations = 0;
  struct str key = log_key_of(survey, lines, token, &relations);
  bool is_id = key.n == 0 && values->total > 2 && values->count * 2 > values->total;
  struct arena scratch = {0};
  const struct shape *shape = shape_find(&scratch, values);
  is_id = is_id && !(shape && (str_equal_c(STR("version"), shape->noun) ||
                               str_equal_c(STR("number"), shape->noun)));
  if (is_id)
    shape = shape_find_id(&scratch, values);
  arena_free(&scratch);
  struct str name = key.n > 0 ? key : name_before(tokens, token);
  if (name.n == 0)
    name = shape ? str_from_c(shape->noun) : STR("word");
  struct survey_field *field = add_field(survey, name);
  field->pattern = shape ? str_from_c(shape->pattern) : STR("\\S+");
  field->equals = key;
  field->relation_count = relations;
  field->is_unique = is_id && values->count == values->total;
}

static void add_literal(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (str_find_char(STR("[]{}\\"), text.p[i], 0) != STR_NONE)
      buf_add_char(out, '\\');
    buf_add_char(out, text.p[i]);
  }
}

/* A word that never varies and names the value behind it: "pid=". */
static bool is_label(const struct tally *values, const struct token *tokens, size_t at,
                     size_t head) {
  return values->count == 1 && at + 1 < head &&
         (tokens[at + 1].text.p[0] == '=' || tokens[at + 1].text.p[0] == '"');
}

static void add_token(struct survey *survey, const struct log_lines *lines,
                      const struct token *tokens, size_t at, size_t head, struct buf *out) {
  if (tokens[at].kind == TOKEN_OTHER) {
    add_literal(out, tokens[at].text);
    return;
  }
  struct tally values = token_values(survey, lines, at);
  if (tokens[at].kind == TOKEN_WORD && is_label(&values, tokens, at, head)) {
    add_literal(out, tokens[at].text);
    return;
  }
  if (tokens[at].kind == TOKEN_LEVEL)
    add_level(survey, &values);
  else if (tokens[at].kind == TOKEN_TIME)
    add_time(survey, tokens[at].format, &values);
  else
    add_word(survey, lines, tokens, at, &values);
  buf_printf(out, "{%.*s}", STR_ARG(survey->log.fields[survey->log.field_count - 1].name));
}

static void add_tail(struct survey *survey, const struct log_lines *lines, size_t head,
                     struct buf *out) {
  struct log_tail tail = log_find_tail(survey->a, lines, head);
  if (tail.count == 0)
    return;
  bool is_optional = !share_is_rule(tail.count, count_fitting(lines));
  buf_add_c(out, is_optional ? "[[" : "");
  add_literal(out, tail.literal);
  struct survey_field *field = add_field(survey, tail.name);
  buf_printf(out, "{%.*s}%s", STR_ARG(field->name), is_optional ? "]]" : "");
  if (!tail.form) {
    field->pattern = STR(".+");
    return;
  }
  field->type = FIELD_MAP;
  field->pair = str_from_c(tail.form->pair);
  field->join = str_from_c(tail.form->join);
}

/* A line of JSON, of which the message is the last value, ends in a quote and a brace. */
static void add_end(const struct log_lines *lines, size_t head, struct buf *out) {
  struct str end = STR("\"}");
  size_t count = 0;
  for (size_t i = 0; i < lines->count; i++) {
    struct str rest = lines->items[i].fits ? log_rest(&lines->items[i], head) : STR("");
    size_t at = str_find(rest, end, 0);
    count += at != STR_NONE && at + end.n == rest.n;
  }
  if (share_is_rule(count, count_fitting(lines)))
    add_literal(out, end);
}

void log_write_template(struct survey *survey, const struct log_lines *lines, size_t head) {
  const struct log_text *first = lines->items;
  while (!first->fits)
    first++;
  struct buf out = {0};
  for (size_t i = 0; i < head; i++)
    add_token(survey, lines, first->tokens, i, head, &out);
  struct survey_field *message = add_field(survey, STR("message"));
  message->pattern = STR(".+");
  message->contains = find_contained(survey, lines, head, &message->relation_count);
  buf_printf(&out, "{%.*s}", STR_ARG(message->name));
  if (first->tokens[head - 1].text.p[0] == '"')
    add_end(lines, head, &out);
  else
    add_tail(survey, lines, head, &out);
  survey->log.explained = count_fitting(lines);
  if (share_is_habit(survey->log.explained, survey->log.candidates))
    survey->log.template = arena_copy(survey->a, buf_str(&out));
  buf_free(&out);
}
