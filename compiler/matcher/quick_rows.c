/* The log templates once more, as the engine reads them when it is in a hurry. */
#include "matcher/quick_rows.h"

#include "base/arena.h"
#include "matcher/matcher.h"
#include "matcher/tables.h"
#include "matcher/text_pool.h"
#include "model/log_template.h"

struct quick {
  struct arena *a;
  struct tables *tables;
  struct text_pool *pool;
  const struct log_template *template;
  size_t service, message; /* fields */
  uint32_t *row;
};

static uint32_t *append_row(struct arena *a, struct number_list *list, size_t numbers) {
  for (size_t i = 0; i < numbers; i++) {
    list->p = arena_grow(a, list->p, list->n, sizeof *list->p);
    list->p[list->n++] = 0;
  }
  return list->p + list->n - numbers;
}

/* ---- Literals --------------------------------------------------------------------------- */

/* One byte of a literal is looked for. The fewer lines have it the better. */

static int rarity(char c) {
  if (c == ' ' || is_alpha_char(c) || is_digit_char(c) || (unsigned char)c > 0x7F)
    return 0;
  return str_find_char(STR("-_.:/\",="), c, 0) == STR_NONE ? 2 : 1;
}

static uint32_t rarest_of(struct str literal) {
  size_t best = 0;
  for (size_t i = 1; i < literal.n && i < 32; i++) {
    if (rarity(literal.p[i]) > rarity(literal.p[best]))
      best = i;
  }
  return (uint32_t)best;
}

/* ---- Fields ----------------------------------------------------------------------------- */

enum { SHORT_VALUE = 8, MOST_VALUES = 32, TIME_BYTES = 32 };

/* The values with small letters, eight bytes each, the last once more until their number is a
 * multiple of four; n = 0 if they are not all that short. */
static struct str short_values(struct arena *a, const struct log_field *field) {
  size_t room = (field->value_count + 3) / 4 * 4;
  char *texts = arena_alloc(a, room * SHORT_VALUE);
  for (size_t i = 0; i < field->value_count; i++) {
    struct str value = field->values[i];
    if (value.n == 0 || value.n > SHORT_VALUE || i == MOST_VALUES ||
        str_find_char(value, '\0', 0) != STR_NONE)
      return (struct str){NULL, 0};
    for (size_t j = 0; j < value.n; j++)
      texts[i * SHORT_VALUE + j] = lower_char(value.p[j]);
  }
  for (size_t i = field->value_count; i > 0 && i < room; i++)
    memcpy(texts + i * SHORT_VALUE, texts + (i - 1) * SHORT_VALUE, SHORT_VALUE);
  return (struct str){texts, room * SHORT_VALUE};
}

/* A time as three rows of bytes: what stands there, which bytes of that must, and which are
 * digits. */
struct time_form {
  char bytes[3 * TIME_BYTES];
  size_t n;
};

static bool add_time(struct time_form *form, char c, bool is_digit, size_t count) {
  for (size_t i = 0; i < count && form->n < TIME_BYTES; i++, form->n++) {
    form->bytes[form->n] = c;
    form->bytes[(is_digit ? 2 * TIME_BYTES : TIME_BYTES) + form->n] = '\xFF';
  }
  return form->n < TIME_BYTES;
}

/* Only what always has the same length; a fraction has if no digit can follow it. */
static bool read_time(struct time_form *form, struct str format) {
  for (size_t i = 0; i < format.n; i++) {
    char kind = format.p[i] == '%' && i + 1 < format.n ? format.p[i + 1] : '\0';
    size_t digits = kind == 'Y' ? 4 : 2;
    if (kind == 'z' || (kind == '\0' && format.p[i] == '%'))
      return false;
    if (is_digit_char(kind)) {
      digits = (size_t)(kind - '0');
      i++;
      char next = i + 2 < format.n ? format.p[i + 2] : '\0';
      if (next == '\0' || next == '%' || is_digit_char(next))
        return false;
    }
    bool is_literal = kind == '\0' || kind == '%';
    if (!add_time(form, is_literal ? format.p[i] : '0', !is_literal, is_literal ? 1 : digits))
      return false;
    i += kind != '\0';
  }
  return form->n > 0;
}

static void set_time(const struct quick *quick, uint32_t *step, struct str format) {
  struct time_form form = {.n = 0};
  step[KB_STEP_KIND] = KB_STEP_TIME;
  if (!read_time(&form, format))
    return;
  step[KB_STEP_HELP] = text_pool_add(
      quick->pool, arena_copy(quick->a, (struct str){form.bytes, sizeof form.bytes}));
  step[KB_STEP_COUNT] = (uint32_t)form.n;
}

static bool add_step(const struct quick *quick, size_t index, struct str literal) {
  const struct log_field *field = &quick->template->fields[index];
  uint32_t *step = append_row(quick->a, &quick->tables->steps, KB_STEP_NUMBERS);
  step[KB_STEP_KIND] = KB_STEP_TEXT_FIELD;
  step[KB_STEP_FIELD] = (uint32_t)index;
  step[KB_STEP_TEXT] = text_pool_add(quick->pool, literal);
  step[KB_STEP_N] = (uint32_t)literal.n;
  step[KB_STEP_RARE] = rarest_of(literal);
  if (index == quick->service)
    step[KB_STEP_KIND] = KB_STEP_SERVICE;
  if (field->type == FIELD_TIMESTAMP)
    set_time(quick, step, field->format);
  if (field->type == FIELD_ENUM) {
    struct str texts = short_values(quick->a, field);
    step[KB_STEP_KIND] = texts.n > 0 ? KB_STEP_VALUES : KB_STEP_SLOW;
    step[KB_STEP_HELP] = text_pool_add(quick->pool, texts);
    step[KB_STEP_COUNT] = (uint32_t)field->value_count;
  }
  return (index != quick->service || field->type == FIELD_TEXT) && literal.n > 0;
}

/* ---- Templates -------------------------------------------------------------------------- */

/* The parts from `i` on, behind the message: none, or a literal and a field that may lack. */
static bool set_tail(const struct quick *quick, size_t i) {
  const struct log_part *parts = quick->template->parts;
  if (i == quick->template->part_count)
    return true;
  if (quick->template->part_count != i + 4 || parts[i].kind != PART_OPTIONAL_OPEN ||
      parts[i + 1].kind != PART_LITERAL || parts[i + 2].kind != PART_FIELD ||
      parts[i + 1].literal.n == 0)
    return false;
  struct str literal = parts[i + 1].literal;
  enum field_type type = quick->template->fields[parts[i + 2].field].type;
  quick->row[KB_QUICK_TAIL] = text_pool_add(quick->pool, literal);
  quick->row[KB_QUICK_TAIL_N] = (uint32_t)literal.n;
  quick->row[KB_QUICK_TAIL_RARE] = rarest_of(literal);
  quick->row[KB_QUICK_TAIL_FIELD] = (uint32_t)parts[i + 2].field;
  return (type == FIELD_TEXT || type == FIELD_MAP) && parts[i + 2].field != quick->service;
}

static bool is_plain_message(const struct quick *quick) {
  return quick->message != STR_NONE && quick->message != quick->service &&
         quick->template->fields[quick->message].type == FIELD_TEXT;
}

static uint32_t service_row(const struct tables *tables, struct str name, struct str text) {
  for (size_t i = 0; i < tables->engine.service_count; i++) {
    const uint32_t *row = tables->services.p + i * KB_SERVICE_NUMBERS;
    if (str_equal(name, (struct str){text.p + row[KB_SERVICE_TEXT], row[KB_SERVICE_N]}))
      return (uint32_t)i;
  }
  return KB_NO_NUMBER;
}

/* False if the template has another form. */
static bool set_steps(const struct quick *quick) {
  const struct log_part *parts = quick->template->parts;
  size_t i = 0, count = quick->template->part_count;
  struct str start = {NULL, 0};
  if (i < count && parts[i].kind == PART_LITERAL)
    start = parts[i++].literal;
  quick->row[KB_QUICK_START] = text_pool_add(quick->pool, start);
  quick->row[KB_QUICK_START_N] = (uint32_t)start.n;
  quick->row[KB_QUICK_START_RARE] = rarest_of(start);
  for (; i < count && parts[i].kind == PART_FIELD; i += 2) {
    if (parts[i].field == quick->message)
      return set_tail(quick, i + 1);
    if (i + 1 == count || parts[i + 1].kind != PART_LITERAL ||
        !add_step(quick, parts[i].field, parts[i + 1].literal))
      return false;
    if (++quick->row[KB_QUICK_STEP_COUNT] > KB_MOST_STEPS)
      return false;
  }
  return false;
}

void quick_rows_build(struct arena *a, struct tables *tables, struct text_pool *pool,
                      const struct match_source *source) {
  bool is_quick = source->template_count > 0 && source->template_count < 256 &&
                  tables->engine.service_count > 0;
  uint32_t none = service_row(tables, (struct str){NULL, 0}, buf_str(&pool->bytes));
  for (size_t i = 0; is_quick && i < source->template_count; i++) {
    struct quick quick = {.a = a,
                          .tables = tables,
                          .pool = pool,
                          .template = &source->templates[i],
                          .service = log_template_router(&source->templates[i]),
                          .message = log_template_message(&source->templates[i])};
    quick.row = append_row(a, &tables->quick, KB_QUICK_NUMBERS);
    quick.row[KB_QUICK_STEPS] = (uint32_t)(tables->steps.n / KB_STEP_NUMBERS);
    quick.row[KB_QUICK_MESSAGE] = (uint32_t)quick.message;
    quick.row[KB_QUICK_SERVICE] = none;
    is_quick = is_plain_message(&quick) && set_steps(&quick) &&
               (quick.service != STR_NONE || none != KB_NO_NUMBER);
  }
  tables->engine.is_quick = is_quick;
}
