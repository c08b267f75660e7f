/* Finds the cases that share a value which the schema says is one case's own. */
#include "link/groups.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/unicode.h"
#include "model/kb.h"

#include <stdlib.h>
#include <string.h>

/* ---- What is a case's own ---- */

/* Two texts as one, a line end between them: for each case, so not by a format. */
static struct str join_texts(struct arena *a, struct str first, struct str second) {
  size_t n = checked_add(first.n, checked_add(second.n, 1));
  char *text = arena_alloc(a, n);
  memcpy(text, first.p, first.n);
  text[first.n] = '\n';
  memcpy(text + first.n + 1, second.p, second.n);
  return (struct str){text, n};
}

static struct str normal_text(struct arena *a, struct str text) {
  return unicode_fold_space(a, unicode_nfc(a, text));
}

/* Messages are one where a reader, or a router that folds them, takes them for one. */
static struct str unique_part(struct arena *a, const struct schema *schema,
                              const struct name *name, struct str text) {
  return name_is_message(schema, name) ? unicode_fold_message(a, text) : normal_text(a, text);
}

/* The values of all names, one behind the other; n = 0 if one is missing. */
static struct str unique_value(struct arena *a, const struct schema *schema,
                               const struct kb_case *kb_case, const struct unique_rule *rule) {
  struct str value = {NULL, 0};
  for (size_t i = 0; i < rule->name_count; i++) {
    struct str text = case_text(kb_case, schema, &rule->names[i]);
    if (text.n == 0)
      return text;
    text = unique_part(a, schema, &rule->names[i], text);
    value = i == 0 ? text : join_texts(a, value, text);
  }
  return value;
}

/* Within one file there is seldom more than one case: such values are made when they are asked
 * for. */
void groups_prepare(struct arena *a, struct arena *scratch, const struct schema *schema,
                    struct kb_case *kb_case) {
  const struct record_rules *record = &schema->record;
  kb_case->own_values = arena_array(a, struct str, record->unique_count);
  for (size_t i = 0; i < record->unique_count; i++) {
    if (record->uniques[i].scope == SCOPE_CORPUS)
      kb_case->own_values[i] =
          arena_copy(a, unique_value(scratch, schema, kb_case, &record->uniques[i]));
  }
}

/* ---- Who shares it ---- */

/* A set while it is filled. Nearly every value belongs to one case alone, so only what a map
 * needs is remembered of it; a group is made when a second case comes with it. */
struct collector {
  struct arena *a;      /* for the groups */
  struct arena scratch; /* for everything else */
  const struct kb *kb;
  struct kb_group_set *set;
  struct map by_value; /* value → index of the claim that came first */
  struct claim *claims;
  size_t claim_count;
};

/* A case says that the value is its own. */
struct claim {
  const struct kb_case *kb_case;
  struct span span;
  size_t group; /* STR_NONE as long as nobody else says so */
};

static struct str key_of(struct collector *c, const struct kb_case *kb_case, struct str value) {
  return c->set->scope == SCOPE_FILE
             ? join_texts(&c->scratch, kb_case->doc->piece->source->path, value)
             : value;
}

static void join(struct collector *c, struct kb_group *group, const struct claim *claim) {
  group->cases = arena_grow(c->a, group->cases, group->count, sizeof *group->cases);
  group->spans = arena_grow(c->a, group->spans, group->count, sizeof *group->spans);
  group->cases[group->count] = claim->kb_case->index;
  group->spans[group->count++] = claim->span;
}

static void collect(struct collector *c, const struct kb_case *kb_case, struct str value,
                    struct span span) {
  struct claim claim = {kb_case, span, STR_NONE};
  size_t index = map_add(&c->by_value, &c->scratch, key_of(c, kb_case, value), c->claim_count);
  if (index == c->claim_count) {
    c->claims = arena_grow(&c->scratch, c->claims, c->claim_count, sizeof *c->claims);
    c->claims[c->claim_count++] = claim;
    return;
  }
  struct claim *first = &c->claims[index];
  struct kb_group_set *set = c->set;
  if (first->group == STR_NONE) {
    first->group = set->group_count;
    set->groups = arena_grow(c->a, set->groups, set->group_count, sizeof *set->groups);
    set->groups[set->group_count++] = (struct kb_group){.value = arena_copy(c->a, value)};
    join(c, &set->groups[first->group], first);
  }
  join(c, &set->groups[first->group], &claim);
}

/* Nobody in its file could have the same. */
static bool is_alone(const struct kb *kb, size_t index) {
  const struct source *source = kb->cases[index]->doc->piece->source;
  return (index == 0 || kb->cases[index - 1]->doc->piece->source != source) &&
         (index + 1 == kb->case_count || kb->cases[index + 1]->doc->piece->source != source);
}

static void collect_unique(struct collector *c, const struct unique_rule *rule) {
  for (size_t i = 0; i < c->kb->case_count; i++) {
    const struct kb_case *kb_case = c->kb->cases[i];
    if (rule->scope == SCOPE_FILE && is_alone(c->kb, i))
      continue;
    struct str value = rule->scope == SCOPE_CORPUS
                           ? kb_case->own_values[rule - c->kb->schema->record.uniques]
                           : unique_value(&c->scratch, c->kb->schema, kb_case, rule);
    if (value.n > 0)
      collect(c, kb_case, value,
              case_span(kb_case, c->kb->schema, &rule->names[rule->name_count - 1]));
  }
}

static void collect_identity(struct collector *c) {
  for (size_t i = 0; i < c->kb->case_count; i++) {
    const struct kb_case *kb_case = c->kb->cases[i];
    if (kb_case->has_identity)
      collect(c, kb_case, kb_case->identity, kb_case->title_span);
  }
}

static void collect_field(struct collector *c, const struct log_template *template,
                          size_t field) {
  for (size_t i = 0; i < c->kb->case_count; i++) {
    const struct kb_case *kb_case = c->kb->cases[i];
    for (size_t j = 0; j < kb_case->log_line_count; j++) {
      const struct log_line *line = &kb_case->log_lines[j];
      if (line->template == template && line->fields[field].source)
        collect(c, kb_case, span_text(line->fields[field]), line->fields[field]);
    }
  }
}

static struct collector start(struct arena *a, const struct kb *kb, struct kb_group_set *set) {
  struct collector c = {.a = a, .kb = kb, .set = set};
  map_reserve(&c.by_value, &c.scratch, kb->case_count);
  return c;
}

static int compare_groups(const void *left, const void *right) {
  const struct kb_group *a = left, *b = right;
  return (a->cases[0] > b->cases[0]) - (a->cases[0] < b->cases[0]);
}

/* Groups stand in the order of their first cases. */
static void finish(struct collector *c) {
  if (c->set->group_count > 1)
    qsort(c->set->groups, c->set->group_count, sizeof *c->set->groups, compare_groups);
  arena_free(&c->scratch);
}

static const struct log_template *template_of(const struct schema *schema,
                                              const struct log_field *field, size_t *index) {
  const struct log_template *template = schema->logs;
  while (field < template->fields || field >= template->fields + template->field_count)
    template++;
  *index = (size_t)(field - template->fields);
  return template;
}

void group_set_build(struct arena *a, struct kb *kb, size_t index) {
  struct kb_group_set *set = &kb->sets[index];
  struct collector c = start(a, kb, set);
  size_t field = 0;
  switch (set->kind) {
  case GROUP_IDENTITY:
    collect_identity(&c);
    break;
  case GROUP_UNIQUE:
    collect_unique(&c, set->unique);
    break;
  case GROUP_LOG_FIELD: {
    const struct log_template *template = template_of(kb->schema, set->field, &field);
    collect_field(&c, template, field);
    break;
  }
  }
  finish(&c);
}

static void add_set(struct arena *a, struct kb *kb, struct kb_group_set set) {
  kb->sets = arena_grow(a, kb->sets, kb->set_count, sizeof *kb->sets);
  kb->sets[kb->set_count++] = set;
}

void group_sets_list(struct arena *a, struct kb *kb) {
  const struct schema *schema = kb->schema;
  add_set(a, kb, (struct kb_group_set){.kind = GROUP_IDENTITY, .scope = SCOPE_CORPUS});
  for (size_t i = 0; i < schema->record.unique_count; i++) {
    const struct unique_rule *rule = &schema->record.uniques[i];
    add_set(a, kb,
            (struct kb_group_set){.kind = GROUP_UNIQUE, .scope = rule->scope, .unique = rule});
  }
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++) {
      const struct log_field *field = &schema->logs[i].fields[j];
      if (field->unique != SCOPE_NONE)
        add_set(a, kb,
                (struct kb_group_set){
                    .kind = GROUP_LOG_FIELD, .scope = field->unique, .field = field});
    }
  }
}
