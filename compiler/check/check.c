/* Stage 3: holds a doc against the schema and makes a typed case of it. */
#include "check/check.h"

#include "base/arena.h"
#include "check/checker.h"
#include "check/front_order.h"
#include "check/json_schema.h"
#include "check/value_form.h"
#include "check/value_rules.h"
#include "model/case.h"

void check_prepare(struct arena *a, struct arena *scratch, struct bag *bag,
                   const struct json_schema_loader *loader, struct front_rules *front) {
  if (!front->schema_value)
    return;
  front->json_schema = json_schema_compile(a, scratch, bag, front->schema_value, loader, 0);
  front->is_broken = front->json_schema == NULL;
  if (front->json_schema)
    front->form = value_form_of(a, scratch, front->json_schema);
}

/* Takes out what is said about missing keys, from finding `first` on. */
static void drop_missing_keys(struct bag *bag, size_t first) {
  size_t kept = first;
  for (size_t i = first; i < bag->count; i++) {
    if (bag->diags[i].rule != &value_rules[VALUE_KEY_MISSING])
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
}

static void report_front_missing(struct checker *c) {
  const struct piece *piece = c->kb_case->doc->piece;
  bool has_heading = piece->heading_level > 0;
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_FRONT_MISSING],
               has_heading ? piece->heading : source_line_span(piece->source, 0),
               has_heading ? "this case has no front matter" : "this file has no front matter");
  diag_help(c->bag, diag,
            has_heading ? "write it below the heading, between two lines of  ---"
                        : "write it at the top, between two lines of  ---");
}

/* The front matter without the empty lines and the line end around it, if there is anything. */
static struct span front_span(const struct piece *piece) {
  struct str text = str_trim(span_text(piece->front));
  return text.n > 0 ? span_of_text(piece->source, text) : piece->front;
}

static void check_front(struct checker *c) {
  const struct doc *doc = c->kb_case->doc;
  const struct front_rules *rules = c->front;
  if (doc->piece->front_state == FRONT_ABSENT && rules->presence == PRESENCE_REQUIRED)
    report_front_missing(c);
  if (doc->piece->front_state == FRONT_PRESENT && rules->presence == PRESENCE_FORBIDDEN) {
    diag_add(c->bag, &check_rules[CHECK_FRONT_FORBIDDEN], front_span(doc->piece),
             "this schema has no front matter");
    return;
  }
  size_t first = c->bag->count;
  if (doc->front && rules->json_schema)
    json_schema_check(rules->json_schema, c->scratch, c->bag, doc->front,
                      front_span(doc->piece));
  check_front_order(c->scratch, c->bag, rules->form, doc);
  /* A line of it was so broken that its key is not known: it may be the one that is missing. */
  if (doc->has_front_findings)
    drop_missing_keys(c->bag, first);
}

struct kb_case *check_doc(struct arena *a, struct arena *scratch, struct bag *bag,
                          const struct schema *schema, const struct doc *doc) {
  struct checker c = {.a = a,
                      .scratch = scratch,
                      .bag = bag,
                      .schema = schema,
                      .title = &schema->record.title,
                      .front = &schema->front,
                      .sections = &schema->sections,
                      .kb_case = arena_new(a, struct kb_case)};
  c.kb_case->doc = doc;
  c.kb_case->captures = arena_array(a, struct str, schema->record.capture_count);
  c.seen = arena_array(scratch, size_t, schema->section_kind_count);
  size_t first = find_title(&c);
  choose_variant(&c);
  check_front(&c);
  check_title(&c);
  if (!doc->is_body_unusable)
    check_sections(&c, first);
  return c.kb_case;
}
