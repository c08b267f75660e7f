/* The matcher: each way to look at bytes, line by line and in blocks, says what the slowest and
 * most obvious way says.
 *
 * Input: a digit (the log templates), a line end, patterns as `service: words`, a line "%%", and
 * log lines. */
#include "fuzz.h"

#include "base/buf.h"
#include "matcher/matcher.c"
#include "model/log_template.h"
#include "parse/log_template.h"

#include "../../e2e/agree/reference.h"

#include <stdlib.h>

enum { MOST_PATTERNS = 24, MOST_ITEMS = 12 };

struct desk {
  struct arena a;
  struct log_template templates[2];
  struct form forms[2];
  struct match_pattern patterns[MOST_PATTERNS];
  struct rule_pattern rows[MOST_PATTERNS];
  struct rules rules;
  struct matcher *matcher;
};

static const char *const forms[][2] = {
    {"\\[{time}\\] {service}: {message}[[ | {context}]]", NULL},
    {"\\[{time}\\] {service}: {message}", NULL},
    {"{time} {service} - {message}", "\\[{time}\\] {service}: {message}[[ | {context}]]"},
    {"\\[{time}\\] {service}: {message} | {context}", NULL},
    {"{level}[[ ({service})]]: {message}", NULL},
};

/* ---- The knowledge base -------------------------------------------------------------------
 */

static struct text text_of(struct str s) {
  return (struct text){s.p, s.n};
}

static void set_field(struct arena *a, struct log_field *field) {
  static const char *const levels[] = {"WARN", "ERROR", "error-2"};
  if (str_equal_c(field->name, "service"))
    field->equals = STR("service");
  else if (str_equal_c(field->name, "message"))
    field->contains = STR("error");
  else if (str_equal_c(field->name, "time"))
    *field = (struct log_field){
        .name = field->name, .type = FIELD_TIMESTAMP, .format = STR("%H:%M:%S.%3f")};
  if (!str_equal_c(field->name, "level"))
    return;
  field->type = FIELD_ENUM;
  field->values = arena_array(a, struct str, 3);
  field->value_count = 3;
  for (size_t i = 0; i < 3; i++)
    field->values[i] = str_from_c(levels[i]);
}

static struct form form_of(struct arena *a, const struct log_template *from) {
  static const enum part_is kinds[] = {[PART_LITERAL] = IS_LITERAL,
                                       [PART_FIELD] = IS_FIELD,
                                       [PART_OPTIONAL_OPEN] = IS_OPEN,
                                       [PART_OPTIONAL_CLOSE] = IS_CLOSE};
  struct form form = {.part_count = from->part_count,
                      .field_count = from->field_count,
                      .service = log_template_router(from),
                      .message = log_template_message(from)};
  form.parts = arena_array(a, struct form_part, from->part_count);
  for (size_t i = 0; i < from->part_count; i++)
    form.parts[i] = (struct form_part){kinds[from->parts[i].kind], from->parts[i].field,
                                       text_of(from->parts[i].literal)};
  for (size_t i = 0; i < from->field_count; i++) {
    const struct log_field *field = &from->fields[i];
    struct form_field *to = &form.fields[i];
    to->kind = field->type == FIELD_ENUM        ? IS_ENUM
               : field->type == FIELD_TIMESTAMP ? IS_TIME
                                                : IS_TEXT;
    to->name = text_of(field->name);
    to->format = text_of(field->format);
    to->equals = text_of(field->equals);
    to->value_count = field->value_count;
    to->values = arena_array(a, struct text, field->value_count);
    for (size_t j = 0; j < field->value_count; j++)
      to->values[j] = text_of(field->values[j]);
  }
  return form;
}

static void read_forms(struct desk *d, unsigned choice) {
  for (size_t i = 0; i < 2 && forms[choice][i]; i++) {
    struct log_template *template = &d->templates[i];
    template->name = i == 0 ? STR("first") : STR("second");
    HOLDS(log_template_parse(&d->a, str_from_c(forms[choice][i]), template).message.n == 0);
    for (size_t j = 0; j < template->field_count; j++)
      set_field(&d->a, &template->fields[j]);
    d->forms[i] = form_of(&d->a, template);
    d->rules.form_count++;
  }
}

/* Makes a pattern of any text: what is no word in it goes, and what must not be first or last.
 * n = 0: nothing is left. */
static struct str pattern_words_of(struct arena *a, struct str text) {
  struct str items[MOST_ITEMS] = {{NULL, 0}};
  size_t count = 0, plain = 0, last_plain = 0;
  while (text.n > 0 && count < MOST_ITEMS) {
    size_t end = str_find_char(text, ' ', 0);
    struct str word = str_slice(text, 0, end);
    text = end == STR_NONE ? (struct str){NULL, 0} : str_slice(text, end + 1, text.n);
    bool is_value = word.n > 0 && word.p[0] == '=';
    char *item = arena_alloc(a, word.n + 2);
    size_t n = 0;
    if (is_value)
      item[n++] = '=';
    for (size_t i = 0; i < word.n; i++) {
      if (is_word_byte(word.p[i]))
        item[n++] = lower_char(word.p[i]);
    }
    if (str_equal_c(word, "*") && plain > 0)
      item[n++] = '*';
    if (n == (size_t)is_value)
      continue;
    plain += !is_value;
    items[count++] = (struct str){item, n};
    if (!is_value && item[0] != '*')
      last_plain = count;
  }
  struct buf out = {0};
  for (size_t i = 0; i < count; i++) {
    if (i >= last_plain && items[i].p[0] == '*')
      continue;
    buf_printf(&out, "%s%.*s", out.n > 0 ? " " : "", STR_ARG(items[i]));
  }
  struct str words = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return words;
}

static void read_patterns(struct desk *d, struct str text) {
  struct str line;
  while (d->rules.pattern_count < MOST_PATTERNS && str_next_line(&text, &line)) {
    size_t colon = str_find(line, STR(": "), 0);
    struct str service = str_slice(line, 0, colon == STR_NONE ? 0 : colon);
    struct str words =
        pattern_words_of(&d->a, colon == STR_NONE ? line : str_slice(line, colon + 2, line.n));
    size_t i = d->rules.pattern_count;
    if (words.n == 0)
      continue;
    int priority = (int)(line.n % 3);
    d->patterns[i] = (struct match_pattern){service, words, i / 2, priority};
    d->rows[i] = (struct rule_pattern){text_of(service), text_of(words), i / 2, priority};
    d->rules.pattern_count++;
  }
  d->rules.case_count = (d->rules.pattern_count + 1) / 2;
}

static struct str no_value(const void *context, size_t number, struct str key) {
  (void)context;
  (void)number;
  (void)key;
  return (struct str){NULL, 0};
}

static void open_desk(struct desk *d, struct str *input) {
  *d = (struct desk){.a = {NULL, NULL, NULL, 0}};
  d->rules.forms = d->forms;
  d->rules.patterns = d->rows;
  unsigned choice = fuzz_choice(input, sizeof forms / sizeof forms[0]);
  fuzz_choice(input, 2);
  read_forms(d, choice);
  read_patterns(d, fuzz_part(input));
  struct match_source source = {.templates = d->templates,
                                .template_count = d->rules.form_count,
                                .patterns = d->patterns,
                                .pattern_count = d->rules.pattern_count,
                                .case_count = d->rules.case_count,
                                .value = no_value};
  d->matcher = matcher_build(&d->a, &source);
}

/* ---- What they say ------------------------------------------------------------------------
 */

static void add_place(struct buf *out, struct str text, struct str place) {
  if (!place.p)
    buf_add_c(out, " -");
  else
    buf_printf(out, " %zu+%zu", (size_t)(place.p - text.p), place.n);
}

struct answers {
  struct buf text;
  struct str whole;
};

static int add_answer(void *context, const struct kb_hit *hit) {
  struct answers *answers = context;
  buf_printf(&answers->text, "%zu of %zu:", hit->number, hit->form);
  add_place(&answers->text, answers->whole, (struct str){hit->message.p, hit->message.n});
  for (size_t i = 0; i < hit->field_count; i++)
    add_place(&answers->text, answers->whole,
              (struct str){hit->fields[i].p, hit->fields[i].n});
  buf_add_char(&answers->text, '\n');
  return 0;
}

static void ask_reference(const struct desk *d, struct str text, struct answers *answers) {
  struct str rest = text, line;
  while (str_next_line(&rest, &line)) {
    size_t n = line.n > 0 && line.p[line.n - 1] == '\r' ? line.n - 1 : line.n;
    if (n == 0)
      continue;
    struct answer found = reference_line(&d->rules, (struct text){line.p, n});
    if (found.number == NOWHERE)
      continue;
    buf_printf(&answers->text, "%zu of %zu:", found.number, found.form);
    add_place(&answers->text, text, (struct str){found.message.p, found.message.n});
    for (size_t i = 0; i < d->forms[found.form].field_count; i++)
      add_place(&answers->text, text, (struct str){found.fields[i].p, found.fields[i].n});
    buf_add_char(&answers->text, '\n');
  }
}

/* path < 0: the slow way. */
static void ask_lines(const struct desk *d, int path, struct str text, struct answers *out) {
  const struct kb_tables *tables = &d->matcher->tables->engine;
  struct kb_hit hit;
  struct str line;
  while (str_next_line(&text, &line)) {
    size_t n = line.n > 0 && line.p[line.n - 1] == '\r' ? line.n - 1 : line.n;
    if (n == 0)
      continue;
    if (path < 0 ? kb_engine_line(tables, line.p, n, &hit)
                 : kb_engine_one(tables, path, line.p, n, &hit))
      add_answer(out, &hit);
  }
}

static void check_same(const char *who, int path, struct answers *got,
                       const struct answers *wanted) {
  HOLDS_OR_SAY(str_equal(buf_str(&got->text), buf_str(&wanted->text)),
               "%s, path %d, says\n%.*sand not\n%.*s", who, path, STR_ARG(buf_str(&got->text)),
               STR_ARG(buf_str(&wanted->text)));
  buf_clear(&got->text);
}

void fuzz_matcher(struct str input) {
  struct desk d;
  open_desk(&d, &input);
  struct str text = fuzz_exact(input);
  struct answers wanted = {{0}, text}, got = {{0}, text};
  const struct kb_tables *tables = &d.matcher->tables->engine;
  ask_reference(&d, text, &wanted);
  ask_lines(&d, -1, text, &got);
  check_same("a line", -1, &got, &wanted);
  for (int path = KB_BASE; path <= kb_best_path(); path++) {
    size_t done = kb_engine_block(tables, path, text.p, text.n, 1, add_answer, &got);
    HOLDS(done == text.n);
    check_same("a block", path, &got, &wanted);
    ask_lines(&d, path, text, &got);
    check_same("one line", path, &got, &wanted);
  }
  struct matched matched;
  matcher_any(d.matcher, text, &matched);
  matcher_message(d.matcher, STR("db"), text, &matched);
  buf_free(&wanted.text);
  buf_free(&got.text);
  arena_free(&d.a);
  free((char *)(size_t)text.p);
}
