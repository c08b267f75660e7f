/* LangChain: a Document a line, as Python spells it and as JavaScript does. */
#include "base/json_writer.h"
#include "emit/stores/documents.h"
#include "emit/stores/fields.h"
#include "emit/stores/store.h"

static const char *const text_keys[] = {"page_content", "pageContent"};

static void write_document(struct json_writer *json, const struct record *record,
                           const char *text_key) {
  json_open_object(json);
  json_member(json, "id", record->id);
  json_member(json, text_key, record->text);
  json_key(json, "metadata");
  json_open_object(json);
  document_metadata(json, record);
  json_close_object(json);
  json_close_object(json);
}

/* A plan has the spelling of Python: it is one stream. */
static void langchain_upsert(struct store_writer *w, const struct record *record) {
  size_t count = w->is_plan ? 1 : sizeof text_keys / sizeof *text_keys;
  for (size_t i = 0; i < count; i++) {
    struct json_writer json;
    json_start(&json, store_item(w, i), JSON_COMPACT);
    if (w->is_plan)
      field_open_operation(&json, "upsert", record->id, "document");
    write_document(&json, record, text_keys[i]);
    if (w->is_plan)
      json_close_object(&json);
    store_line(w, i);
  }
}

const struct store langchain_store = {
    .name = "langchain",
    .reserved = DOCUMENT_PREFIX,
    .files = {{.name = "langchain.jsonl", .open = "", .between = "", .close = ""},
              {.name = "langchain.js.jsonl", .open = "", .between = "", .close = ""}},
    .plan = {.open = "", .between = "", .close = ""},
    .upsert = langchain_upsert,
    .remove = field_remove,
};
