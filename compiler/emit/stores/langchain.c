/* LangChain: a Document a line, as Python spells it and as JavaScript does. */
#include "base/json_writer.h"
#include "emit/store.h"
#include "emit/stores/documents.h"

enum { PYTHON, JAVASCRIPT };

static void write_document(struct json_writer *w, const struct record *record,
                           const char *text_key) {
  json_open_object(w);
  json_member(w, "id", record->id);
  json_member(w, text_key, record->text);
  json_key(w, "metadata");
  json_open_object(w);
  document_metadata(w, record);
  json_close_object(w);
  json_close_object(w);
}

/* A plan has the spelling of Python: it is one stream. */
static void langchain_upsert(struct store_writer *w, const struct record *record) {
  struct json_writer json;
  json_start(&json, store_item(w, PYTHON), JSON_COMPACT);
  if (w->is_plan)
    document_plan_open(&json, record);
  write_document(&json, record, "page_content");
  if (w->is_plan)
    json_close_object(&json);
  store_line(w, PYTHON);
  if (w->is_plan)
    return;
  json_start(&json, store_item(w, JAVASCRIPT), JSON_COMPACT);
  write_document(&json, record, "pageContent");
  store_line(w, JAVASCRIPT);
}

const struct store langchain_store = {
    .name = "langchain",
    .files = {{"langchain.jsonl", "", "", ""}, {"langchain.js.jsonl", "", "", ""}},
    .plan = {NULL, "", "", ""},
    .prefix = DOCUMENT_PREFIX,
    .upsert = langchain_upsert,
    .remove = document_remove,
};
