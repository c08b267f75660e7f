/* Lines that belong to no case: what a system says all day, what is nearly a case, traces. */
#include "driver/simulate/noise.h"

#include "base/arena.h"
#include "model/kb.h"
#include "model/schema.h"

enum { MOST_NOISE = 256, MOST_HOSTS = 32, MOST_NEAR = 256, MOST_TRACES = 64 };

/* What a template says where its schema names nothing; schema/README.md lists them. */
static const struct str usual_messages[] = {
    STR_INIT("Request completed in {132ms}"),
    STR_INIT("Connection {7f3a9c21} opened from {10.0.0.7}"),
    STR_INIT("Connection {7f3a9c21} closed after {2140ms}"),
    STR_INIT("Cache refreshed: {1280} entries"),
    STR_INIT("Job {job-4821} finished, {312} items"),
    STR_INIT("Health check passed"),
    STR_INIT("Configuration reloaded"),
    STR_INIT("Heartbeat sent"),
};
static const struct str usual_trace[] = {
    STR_INIT("{java.io.IOException|java.lang.IllegalStateException|"
             "java.util.concurrent.TimeoutException}"),
    STR_INIT("\tat com.example.{Client|Handler|Service|Worker}.{call|execute|handle|run}"
             "({Client|Handler|Service|Worker}.java:{128})"),
};

enum { USUAL_MESSAGES = sizeof usual_messages / sizeof *usual_messages, USUAL_TRACE = 2 };

/* Takes the draft over if it belongs to no case. */
static void take(struct line_maker *maker, struct images *images, struct draft *draft) {
  if (proof_case(&maker->proof, draft) == STR_NONE) {
    struct image image = draft_image(draft);
    images->items = arena_grow(maker->a, images->items, images->count, sizeof *images->items);
    images->items[images->count++] = image;
  }
  draft_free(draft);
}

static size_t draw(struct line_maker *maker, size_t n) {
  return dice_below(&maker->shapes.dice, n);
}

/* A case with a line of that template (NULL: of any); NULL if there is none. */
static const struct kb_case *draw_host(struct line_maker *maker,
                                       const struct log_template *template) {
  const struct kb *kb = maker->kb;
  size_t start = kb->case_count > 0 ? draw(maker, kb->case_count) : 0;
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct kb_case *host = kb->cases[(start + i) % kb->case_count];
    if (host->log_line_count > 0 && (!template || host->log_lines[0].template == template))
      return host;
  }
  return NULL;
}

/* ---- What a system says all day -----------------------------------------------------------
 */

static size_t count_uses(const struct kb *kb, const struct log_template *template, size_t field,
                         struct str value) {
  size_t uses = 0;
  for (size_t i = 0; i < kb->case_count; i++) {
    const struct log_line *line = kb->cases[i]->log_lines;
    uses += kb->cases[i]->log_line_count > 0 && line->template == template &&
            str_equal(log_line_text(line, field), value);
  }
  return uses;
}

/* The two words of an enum that the fewest cases have: what is no incident is said with them.
 */
struct quiet_words {
  struct str words[2];
  size_t count;
};

static struct quiet_words quiet_words_of(const struct kb *kb,
                                         const struct log_template *template, size_t field) {
  const struct log_field *form = &template->fields[field];
  struct quiet_words quiet = {0};
  size_t uses[2] = {SIZE_MAX, SIZE_MAX};
  for (size_t i = 0; i < form->value_count; i++) {
    size_t n = count_uses(kb, template, field, form->values[i]);
    size_t at = n < uses[0] ? 0 : n < uses[1] ? 1 : 2;
    if (at == 0) {
      uses[1] = uses[0];
      quiet.words[1] = quiet.words[0];
    }
    if (at < 2) {
      uses[at] = n;
      quiet.words[at] = form->values[i];
      quiet.count += quiet.count < 2;
    }
  }
  return quiet;
}

static bool is_free_enum(const struct log_template *template, size_t field) {
  return template->fields[field].type == FIELD_ENUM && template->fields[field].equals.n == 0;
}

/* The noise of one template. */
struct noise {
  struct line_maker *maker;
  const struct log_template *template;
  struct quiet_words *quiet; /* by field */
  struct images *images;
};

static void add_noise(struct noise *n, const struct noise_line *line, struct str message) {
  const struct kb_case *host = draw_host(n->maker, n->template);
  size_t count = n->template->field_count, own = log_template_message(n->template);
  struct str *fields = arena_array(n->maker->a, struct str, count);
  for (size_t i = 0; i < count; i++) {
    if (line && i != own)
      fields[i] = line->fields[i];
    if (!fields[i].p && is_free_enum(n->template, i) && n->quiet[i].count > 0)
      fields[i] = n->quiet[i].words[draw(n->maker, n->quiet[i].count)];
  }
  struct line_wishes wishes = {.fields = fields, .message = message, .is_bare = true};
  struct draft draft = line_make(n->maker, host, &wishes);
  take(n->maker, n->images, &draft);
}

static void add_template(struct noise *n) {
  const struct log_template *template = n->template;
  size_t own = log_template_message(template);
  if (own == STR_NONE || !draw_host(n->maker, template))
    return;
  n->quiet = arena_array(n->maker->a, struct quiet_words, template->field_count);
  for (size_t i = 0; i < template->field_count; i++)
    n->quiet[i] = quiet_words_of(n->maker->kb, template, i);
  size_t count = template->noise_count > 0 ? template->noise_count : USUAL_MESSAGES;
  size_t hosts = MOST_NOISE / count;
  hosts = hosts < 1 ? 1 : hosts > MOST_HOSTS ? MOST_HOSTS : hosts;
  for (size_t i = 0; i < count; i++) {
    const struct noise_line *line = template->noise_count > 0 ? &template->noise[i] : NULL;
    struct str message = line ? line->fields[own] : usual_messages[i];
    for (size_t k = 0; k < hosts; k++)
      add_noise(n, line, message);
  }
}

struct images noise_make(struct line_maker *maker) {
  const struct schema *schema = maker->kb->schema;
  struct images images = {NULL, 0};
  for (size_t i = 0; i < schema->log_count; i++) {
    struct noise noise = {maker, &schema->logs[i], NULL, &images};
    add_template(&noise);
  }
  return images;
}

/* ---- Nearly a case ------------------------------------------------------------------------
 */

static bool is_blank(char c) {
  return c == ' ';
}

/* The words of a text with one of them taken out, or put behind the next. */
static struct str without_word(struct arena *a, struct str text, size_t word, bool is_moved) {
  size_t from = 0;
  for (; word > 0 && from < text.n; word--) {
    size_t blank = str_find_char(text, ' ', from);
    from = blank == STR_NONE ? text.n : blank + 1;
  }
  size_t end = str_find_char(text, ' ', from);
  if (end == STR_NONE)
    return str_slice(text, 0, from > 0 ? from - 1 : 0);
  struct str before = str_slice(text, 0, from), taken = str_slice(text, from, end);
  size_t next = str_find_char(text, ' ', end + 1);
  next = next == STR_NONE ? text.n : next;
  struct str other = str_slice(text, end + 1, next), behind = str_slice(text, next, text.n);
  if (!is_moved)
    taken = (struct str){NULL, 0};
  return arena_printf(a, "%.*s%.*s%s%.*s%.*s", STR_ARG(before), STR_ARG(other),
                      is_moved ? " " : "", STR_ARG(taken), STR_ARG(behind));
}

static size_t count_words(struct str text) {
  size_t count = 1;
  for (size_t i = 0; i < text.n; i++)
    count += is_blank(text.p[i]);
  return count;
}

enum near_way { NEAR_ORDER, NEAR_LESS, NEAR_SERVICE, NEAR_WAYS };

static void add_near(struct line_maker *maker, struct images *images,
                     const struct kb_case *kb_case) {
  const struct log_line *line = &kb_case->log_lines[0];
  size_t own = log_template_message(line->template);
  size_t router = log_template_router(line->template);
  if (own == STR_NONE)
    return;
  struct str *fields = arena_array(maker->a, struct str, line->template->field_count);
  struct str message = log_line_text(line, own);
  enum near_way way = (enum near_way)draw(maker, router == STR_NONE ? 2 : NEAR_WAYS);
  fields[own] = message;
  if (way == NEAR_SERVICE)
    fields[router] = log_line_text(draw_host(maker, line->template)->log_lines, router);
  else
    fields[own] =
        without_word(maker->a, message, draw(maker, count_words(message)), way == NEAR_ORDER);
  if (fields[own].n == 0 || (way == NEAR_SERVICE && fields[router].n == 0))
    return;
  struct line_wishes wishes = {.fields = fields};
  struct draft draft = line_make(maker, kb_case, &wishes);
  take(maker, images, &draft);
}

struct images noise_make_near(struct line_maker *maker, const bool *wanted) {
  enum { ROUNDS = 12 };
  const struct kb *kb = maker->kb;
  struct images images = {NULL, 0};
  size_t start = kb->case_count > 0 ? draw(maker, kb->case_count) : 0;
  for (size_t i = 0; i < kb->case_count * ROUNDS && images.count < MOST_NEAR; i++) {
    size_t number = (start + i) % kb->case_count;
    if (kb->cases[number]->log_line_count > 0 && (!wanted || wanted[number]))
      add_near(maker, &images, kb->cases[number]);
  }
  return images;
}

/* ---- Traces -------------------------------------------------------------------------------
 */

static void add_trace(struct line_maker *maker, struct images *images, struct str text) {
  struct draft draft = {.a = maker->a};
  shape_add_text(&draft, &maker->shapes, text);
  draft.message_to = draft.text.n; /* any of it could be a case's word */
  for (size_t i = 0; i < maker->kb->schema->log_count; i++)
    proof_settle(&maker->proof, &draft, &maker->kb->schema->logs[i]);
  take(maker, images, &draft);
}

struct images noise_make_trace(struct line_maker *maker, bool is_head) {
  const struct schema *schema = maker->kb->schema;
  const struct str *lines = usual_trace;
  size_t count = USUAL_TRACE;
  for (size_t i = schema->log_count; i-- > 0;) {
    if (schema->logs[i].trace_count > 0) {
      lines = schema->logs[i].trace;
      count = schema->logs[i].trace_count;
    }
  }
  struct images images = {NULL, 0};
  for (size_t i = 0; i < MOST_TRACES; i++) {
    size_t line = is_head || count == 1 ? 0 : 1 + draw(maker, count - 1);
    add_trace(maker, &images, lines[line]);
  }
  return images;
}
