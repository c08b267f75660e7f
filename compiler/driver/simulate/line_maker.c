/* Drafts of log lines: a case's own line as the same event would leave it on another day. */
#include "driver/simulate/line_maker.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "model/kb.h"

enum { SAMPLES = 8 }; /* that a field's pattern is asked about */

/* A line on its way into a draft. */
struct making {
  struct line_maker *maker;
  struct draft *draft;
  const struct kb_case *kb_case;
  const struct log_line *line;
  const struct line_wishes *wishes;
  uint64_t seed; /* of values that stand twice in the line */
};

static struct str wished(const struct making *m, size_t field) {
  return m->wishes->fields ? m->wishes->fields[field] : (struct str){NULL, 0};
}

/* ---- Does what is drawn fit its field? ----------------------------------------------------
 */

/* The text behind `from` with its slots drawn. */
static void draw_sample(const struct draft *draft, size_t from, struct dice *dice,
                        struct buf *out) {
  buf_clear(out);
  buf_add(out, str_slice(buf_str(&draft->text), from, draft->text.n));
  for (size_t i = 0; i < draft->slot_count; i++) {
    const struct slot *slot = &draft->slots[i];
    for (size_t k = 0; slot->at >= from && k < slot->width; k++) {
      bool is_other = slot->other && (slot->mask >> (8 * k) & 0xFF);
      const struct alphabet *alphabet = is_other ? slot->other : slot->alphabet;
      out->p[slot->at - from + k] = alphabet->chars[dice_below(dice, 256)];
    }
  }
}

static bool fits(struct making *m, const struct log_field *field, size_t from) {
  if (!field->pattern)
    return true;
  struct arena scratch = {0};
  struct buf text = {0};
  bool fits = true;
  for (size_t i = 0; fits && i < SAMPLES; i++) {
    draw_sample(m->draft, from, &m->maker->shapes.dice, &text);
    fits = pattern_match(field->pattern, buf_str(&text), &scratch, NULL, 0) == PATTERN_HIT;
  }
  buf_free(&text);
  arena_free(&scratch);
  return fits;
}

/* Puts the text in the place of what stands behind `from`. */
static void replace(struct draft *draft, size_t from, struct str text) {
  draft_fix(draft, from, draft->text.n);
  draft->text.n = from;
  draft_add(draft, text);
}

/* ---- Values -------------------------------------------------------------------------------
 */

/* Which pair of the map has that value; STR_NONE: none has. */
static size_t pair_of(const struct making *m, struct str value) {
  for (size_t i = 0; i < m->line->pair_count; i++) {
    if (str_equal(span_text(m->line->pairs[i].value), value))
      return i;
  }
  return STR_NONE;
}

/* Is it one of what varies in the message? */
static bool is_of_message(const struct making *m, struct str value) {
  for (size_t i = 0; i < m->kb_case->message_count; i++) {
    const struct message_part *part = &m->kb_case->message[i];
    if (part->is_variable && str_equal(part->text, value))
      return true;
  }
  return false;
}

/* What stands in the message and behind a key is one thing, and stays one. */
static void add_value(struct making *m, struct str value) {
  enum { SLOTS = 8, MOST = 15 };
  struct shapes *shapes = &m->maker->shapes;
  size_t pair = value.n > 0 && is_of_message(m, value) ? pair_of(m, value) : STR_NONE;
  if (pair >= MOST) {
    shape_add(m->draft, shapes, value);
    return;
  }
  struct dice dice = shapes->dice;
  shapes->dice.state = m->seed + pair;
  shapes->next_part = (uint8_t)(SLOT_SAME + pair * SLOTS);
  shape_add(m->draft, shapes, value);
  shapes->next_part = 0;
  shapes->dice = dice;
}

/* Does the value stand in the message as a word by itself? */
static bool is_said(const struct making *m, struct str value) {
  size_t field = log_template_message(m->line->template);
  struct str message =
      field == STR_NONE ? (struct str){NULL, 0} : log_line_text(m->line, field);
  for (size_t at = str_find(message, value, 0); at != STR_NONE && value.n > 0;
       at = str_find(message, value, at + 1)) {
    char before = at > 0 ? message.p[at - 1] : ' ';
    char behind = at + value.n < message.n ? message.p[at + value.n] : ' ';
    if (!is_alpha_char(before) && !is_digit_char(before) && !is_alpha_char(behind) &&
        !is_digit_char(behind))
      return true;
  }
  return false;
}

/* ---- Fields -------------------------------------------------------------------------------
 */

/* The bytes of the message that must stay: what the front matter says of it. */
struct kept {
  size_t from, to;
};

static struct kept kept_of(const struct making *m, const struct log_field *field,
                           struct str message) {
  const struct value *value = value_get(m->kb_case->doc->front, field->contains);
  size_t at = field->contains.n > 0 && value && value->text.n > 0
                  ? str_find(message, value->text, 0)
                  : STR_NONE;
  return at == STR_NONE ? (struct kept){0, 0} : (struct kept){at, at + value->text.n};
}

/* How many parts make one value: words are cut at "::", an address of version 6 is not. */
static size_t parts_of_value(const struct kb_case *kb_case, size_t first) {
  size_t count = 1;
  while (first + count + 1 < kb_case->message_count &&
         str_equal_c(kb_case->message[first + count].text, "::") &&
         kb_case->message[first + count + 1].is_variable)
    count += 2;
  return count;
}

static void add_own_message(struct making *m, const struct log_field *field, struct str text) {
  struct kept kept = kept_of(m, field, text);
  const struct kb_case *kb_case = m->kb_case;
  size_t at = 0;
  for (size_t i = 0; i < kb_case->message_count;) {
    size_t count = kb_case->message[i].is_variable ? parts_of_value(kb_case, i) : 1, end = at;
    bool is_variable = kb_case->message[i].is_variable;
    for (; count > 0; count--)
      end += kb_case->message[i++].text.n;
    if (is_variable && (end <= kept.from || at >= kept.to))
      add_value(m, str_slice(text, at, end));
    else
      draft_add(m->draft, str_slice(text, at, end));
    at = end;
  }
}

static void add_message(struct making *m, size_t index) {
  const struct log_field *field = &m->line->template->fields[index];
  struct str own = log_line_text(m->line, index), other = wished(m, index);
  size_t from = m->draft->text.n;
  m->draft->message_from = from;
  if (other.p)
    shape_add(m->draft, &m->maker->shapes, other);
  else if (m->wishes->message.p)
    shape_add_text(m->draft, &m->maker->shapes, m->wishes->message);
  else if (m->kb_case->message_count > 0 && !m->wishes->is_own)
    add_own_message(m, field, own);
  else
    draft_add(m->draft, own);
  if (!other.p && !fits(m, field, from))
    replace(m->draft, from, own);
  m->draft->message_to = m->draft->text.n;
}

/* Adds one of the values that the schema names for a field or key. False: it names none. */
static bool add_named_value(struct making *m, struct str name) {
  const struct log_template *template = m->line->template;
  for (size_t i = 0; i < template->values_count && !m->wishes->is_own; i++) {
    const struct named_values *values = &template->values[i];
    if (!str_equal(values->name, name))
      continue;
    size_t choice = dice_below(&m->maker->shapes.dice, values->count);
    shape_add_text(m->draft, &m->maker->shapes, values->texts[choice]);
    return true;
  }
  return false;
}

static void add_pair_value(struct making *m, const struct log_pair *pair) {
  struct str value = span_text(pair->value);
  bool is_one = is_said(m, value) && !is_of_message(m, value);
  if (is_one)
    draft_add(m->draft, value);
  if (is_one || (!is_of_message(m, value) && add_named_value(m, span_text(pair->key))))
    return;
  const struct key_values *choice =
      m->wishes->is_own ? NULL : vocabulary_choice(&m->maker->vocabulary, span_text(pair->key));
  if (m->wishes->is_own)
    draft_add(m->draft, value);
  else if (!choice || is_of_message(m, value))
    add_value(m, value);
  else if (dice_below(&m->maker->shapes.dice, 2) == 0)
    draft_add(m->draft, value); /* what the case says of itself fits it best */
  else
    draft_add(m->draft, choice->values[dice_below(&m->maker->shapes.dice, choice->count)]);
}

static void add_map(struct making *m, const struct map_form *map) {
  draft_add(m->draft, map->open);
  for (size_t i = 0; i < m->line->pair_count; i++) {
    if (i > 0)
      draft_add(m->draft, map->join);
    draft_add(m->draft, map->before_key);
    draft_add(m->draft, span_text(m->line->pairs[i].key));
    draft_add(m->draft, map->between);
    add_pair_value(m, &m->line->pairs[i]);
    draft_add(m->draft, map->behind_value);
  }
  draft_add(m->draft, map->close);
}

static void add_time(struct making *m, const struct log_field *field, struct str own) {
  const struct clock_face *face = clock_face(m->maker->a, &m->maker->clock, field->format, own);
  if (face)
    draft_add_time(m->draft, face);
  else
    draft_add(m->draft, own);
}

static void add_text(struct making *m, const struct log_field *field, struct str own) {
  size_t from = m->draft->text.n;
  bool is_id = field->type == FIELD_TEXT && field->equals.n == 0 &&
               (field->generate.n > 0 || field->unique != SCOPE_NONE);
  bool is_free = field->type == FIELD_TEXT && field->equals.n == 0 && own.n > 0;
  bool is_added = is_free && add_named_value(m, field->name);
  if (!is_added && is_id)
    shape_add_id(m->draft, &m->maker->shapes, own, field->generate);
  else if (!is_added)
    draft_add(m->draft, own);
  if (!fits(m, field, from))
    replace(m->draft, from, own);
}

static void add_field(struct making *m, size_t index) {
  const struct log_field *field = &m->line->template->fields[index];
  struct str own = log_line_text(m->line, index), other = wished(m, index);
  if (index == log_template_message(m->line->template))
    add_message(m, index);
  else if (other.p)
    draft_add(m->draft, other);
  else if (field->type == FIELD_TIMESTAMP)
    add_time(m, field, own);
  else if (field->type == FIELD_MAP)
    add_map(m, &field->map);
  else
    add_text(m, field, own);
}

/* ---- Stretches ----------------------------------------------------------------------------
 */

static size_t stretch_close(const struct log_template *template, size_t open) {
  size_t i = open;
  while (template->parts[i].kind != PART_OPTIONAL_CLOSE)
    i++;
  return i;
}

static bool is_wished_for(const struct making *m, size_t field) {
  const struct log_template *template = m->line->template;
  return field == log_template_message(template) || field == log_template_router(template) ||
         wished(m, field).p != NULL;
}

/* A stretch is in the line if one of its fields is; one of literals alone is left out. */
static bool has_stretch(const struct making *m, size_t open) {
  const struct log_template *template = m->line->template;
  bool is_there = false, is_needed = !m->wishes->is_bare;
  for (size_t i = open; template->parts[i].kind != PART_OPTIONAL_CLOSE; i++) {
    if (template->parts[i].kind != PART_FIELD)
      continue;
    size_t field = template->parts[i].field;
    is_there = is_there || m->line->fields[field].source != NULL;
    is_needed = is_needed || is_wished_for(m, field);
  }
  return is_there && is_needed;
}

/* ---- The face -----------------------------------------------------------------------------
 */

struct draft line_make(struct line_maker *maker, const struct kb_case *kb_case,
                       const struct line_wishes *wishes) {
  struct draft draft = {.a = maker->a};
  struct making m = {.maker = maker,
                     .draft = &draft,
                     .kb_case = kb_case,
                     .line = &kb_case->log_lines[0],
                     .wishes = wishes,
                     .seed = dice_next(&maker->shapes.dice)};
  const struct log_template *template = m.line->template;
  for (size_t i = 0; i < template->part_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_LITERAL)
      draft_add(&draft, part->literal);
    else if (part->kind == PART_FIELD)
      add_field(&m, part->field);
    else if (part->kind == PART_OPTIONAL_OPEN && !has_stretch(&m, i))
      i = stretch_close(template, i);
  }
  proof_settle(&maker->proof, &draft, template);
  return draft;
}

struct line_maker line_maker_new(struct arena *a, const struct kb *kb, struct dice dice) {
  return (struct line_maker){.a = a,
                             .kb = kb,
                             .shapes = {.alphabets = alphabets_new(a), .dice = dice},
                             .vocabulary = vocabulary_of(a, kb),
                             .proof = proof_new(a, kb)};
}
