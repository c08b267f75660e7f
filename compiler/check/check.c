/* Stage 3: holds a doc against the schema and makes a typed case of it. */
#include "check/check.h"

#include "base/arena.h"
#include "check/checker.h"
#include "check/json_schema.h"
#include "check/value_rules.h"
#include "model/case.h"

bool check_prepare(struct arena *a, struct arena *scratch, struct bag *bag,
                   struct schema *schema) {
  if (!schema->front.schema_value)
    return true;
  schema->front.json_schema =
      json_schema_compile(a, scratch, bag, schema->front.schema_value, NULL, 0);
  return schema->front.json_schema != NULL;
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

static void check_front(struct checker *c) {
  const struct doc *doc = c->kb_case->doc;
  const struct front_rules *rules = &c->schema->front;
  if (doc->piece->front_state == FRONT_PRESENT && rules->presence == PRESENCE_FORBIDDEN) {
    diag_add(c->bag, &check_rules[CHECK_FRONT_FORBIDDEN], doc->piece->front,
             "this schema has no front matter");
    return;
  }
  size_t first = c->bag->count;
  if (doc->front && rules->json_schema)
    json_schema_check(rules->json_schema, c->scratch, c->bag, doc->front, doc->piece->front);
  /* A line of it was so broken that its key is not known: it may be the one that is missing. */
  if (doc->has_front_findings)
    drop_missing_keys(c->bag, first);
}

struct kb_case *check_doc(struct arena *a, struct arena *scratch, struct bag *bag,
                          const struct schema *schema, const struct doc *doc) {
  struct checker c = {a, scratch, bag, schema, arena_new(a, struct kb_case)};
  c.kb_case->doc = doc;
  c.kb_case->captures = arena_array(a, struct str, schema->record.capture_count);
  check_front(&c);
  size_t first = check_title(&c);
  if (!doc->is_body_unusable)
    check_sections(&c, first);
  return c.kb_case;
}
