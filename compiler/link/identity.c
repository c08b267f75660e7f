/* What makes a case the same case tomorrow, and the UUID that stands for it. */
#include "link/identity.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/unicode.h"
#include "model/case.h"
#include "model/identity.h"
#include "model/value_form.h"

/* A front matter key "id", where the schema declares one and the case has it, is the identity.
 */
static struct str front_id(const struct schema *schema, const struct kb_case *kb_case) {
  const struct value *id = value_get(kb_case->doc->front, STR("id"));
  bool is_declared = value_form_key(schema->front.form, STR("id")) != NULL;
  return is_declared && id && value_is_textual(id) ? id->text : (struct str){NULL, 0};
}

void identity_build(struct arena *a, struct arena *scratch, const struct schema *schema,
                    struct kb_case *kb_case) {
  struct buf json = {0};
  struct json_writer w;
  bool is_whole = true;
  json_start(&w, &json, JSON_COMPACT);
  json_open_array(&w);
  json_string(&w, schema->name);
  struct str id = front_id(schema, kb_case);
  if (id.n > 0)
    json_string(&w, unicode_fold_space(scratch, unicode_nfc(scratch, id)));
  for (size_t i = 0; id.n == 0 && i < schema->record.identity_count; i++) {
    struct str text = case_text(kb_case, schema, &schema->record.identity[i]);
    is_whole = is_whole && text.n > 0;
    json_string(&w, unicode_fold_space(scratch, unicode_nfc(scratch, text)));
  }
  json_close_array(&w);
  kb_case->identity = arena_copy(a, buf_str(&json));
  buf_free(&json);
  struct uuid_text uuid = uuid_of(KBC_NAMESPACE, kb_case->identity);
  kb_case->id = arena_copy(a, str_from_c(uuid.text));
  kb_case->has_identity = is_whole;
}
