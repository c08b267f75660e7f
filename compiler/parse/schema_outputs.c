/* The part of a schema that says what the outputs are called and what they may hold. */
#include "parse/schema_reader.h"

static void read_line_bytes(struct schema_reader *r, const struct value *value, void *target) {
  schema_range(r, value, &((struct output_rules *)target)->jsonl_bytes_per_line);
}

static void read_jsonl(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"bytes_per_line", read_line_bytes, "0.."}};
  schema_map(r, value, rows, 1, target, "\"jsonl\"");
}

/* A header of that name would hide one of C's own from the program that includes it. */
static bool is_standard_header(struct str name) {
  static const char *const headers[] = {
      "assert", "complex", "ctype",   "errno",  "fenv",      "float",  "inttypes",
      "iso646", "limits",  "locale",  "math",   "setjmp",    "signal", "stdalign",
      "stdarg", "stdbool", "stddef",  "stdint", "stdatomic", "stdio",  "stdlib",
      "string", "strings", "threads", "time",   "tgmath",    "uchar",  "unistd",
      "memory", "wchar",   "wctype",  "vector", "map",       "set",    "new"};
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
    if (str_equal_c(name, headers[i]))
      return true;
  }
  return false;
}

/* The prefix begins file names and C identifiers, so it must be one in every language. */
static void read_prefix(struct schema_reader *r, const struct value *value, void *target) {
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (!text.p)
    return;
  bool fits = text.n > 0 && text.n <= 32 && text.p[0] >= 'a' && text.p[0] <= 'z';
  for (size_t i = 0; fits && i < text.n; i++)
    fits =
        (text.p[i] >= 'a' && text.p[i] <= 'z') || is_digit_char(text.p[i]) || text.p[i] == '_';
  if (!fits)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "a prefix is 1 to 32 of a-z, 0-9 and _, and begins with a letter");
  else if (is_standard_header(text))
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span,
             "%.*s.h would hide a header of C or C++", STR_ARG(text));
  else
    ((struct output_rules *)target)->c_prefix = text;
}

static void read_c(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"prefix", read_prefix, "kb"}};
  schema_map(r, value, rows, 1, target, "\"c\"");
}

/* ---- Stores -------------------------------------------------------------------------------
 */

#define READ_LIMIT(name)                                                                       \
  static void read_##name##_key(struct schema_reader *r, const struct value *value,            \
                                void *target) {                                                \
    schema_range(r, value, &((struct store_rules *)target)->name);                             \
  }
STORE_LIMITS(READ_LIMIT)
#undef READ_LIMIT

static void read_model(struct schema_reader *r, const struct value *value, void *target) {
  (void)target;
  struct str text = {NULL, 0};
  schema_text(r, value, &text);
  if (text.p && text.n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "a model has a name");
  else if (text.p)
    r->schema->outputs.embedding_model = text;
}

static struct store_rules *new_rules(struct schema_reader *r, enum store_name store) {
  struct store_rules *rules = arena_new(r->a, struct store_rules);
#define NO_LIMIT(name) rules->name.max = SIZE_MAX;
  STORE_LIMITS(NO_LIMIT)
#undef NO_LIMIT
  return r->schema->outputs.stores[store] = rules;
}

static void read_store(struct schema_reader *r, const struct value *value,
                       enum store_name store, const char *what) {
  static const struct schema_key rows[] = {{"text_bytes", read_text_bytes_key, NULL},
                                           {"value_bytes", read_value_bytes_key, NULL},
                                           {"metadata_bytes", read_metadata_bytes_key, NULL},
                                           {"file_bytes", read_file_bytes_key, NULL},
                                           {"file_records", read_file_records_key, NULL}};
  schema_map(r, value, rows, sizeof rows / sizeof *rows, new_rules(r, store), what);
}

/* The one that embeds is told with which model. */
static void read_openai_batch(struct schema_reader *r, const struct value *value,
                              void *target) {
  static const struct schema_key rows[] = {{"model", read_model, STORE_DEFAULT_MODEL},
                                           {"text_bytes", read_text_bytes_key, NULL},
                                           {"value_bytes", read_value_bytes_key, NULL},
                                           {"metadata_bytes", read_metadata_bytes_key, NULL},
                                           {"file_bytes", read_file_bytes_key, NULL},
                                           {"file_records", read_file_records_key, NULL}};
  (void)target;
  schema_map(r, value, rows, sizeof rows / sizeof *rows, new_rules(r, STORE_openai_batch),
             "\"openai-batch\"");
}

#define READ_STORE(name)                                                                       \
  static void read_##name##_key(struct schema_reader *r, const struct value *value,            \
                                void *target) {                                                \
    (void)target;                                                                              \
    read_store(r, value, STORE_##name, "\"" #name "\"");                                       \
  }
READ_STORE(azure)
READ_STORE(bedrock)
READ_STORE(elasticsearch)
READ_STORE(haystack)
READ_STORE(langchain)
READ_STORE(llamaindex)
READ_STORE(milvus)
READ_STORE(opensearch)
READ_STORE(pgvector)
READ_STORE(qdrant)
READ_STORE(sqlite)
READ_STORE(vertex)
#undef READ_STORE

void schema_read_outputs(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {
      {"jsonl", read_jsonl, "{}"},
      {"c", read_c, "{}"},
      {"azure", read_azure_key, NULL},
      {"bedrock", read_bedrock_key, NULL},
      {"elasticsearch", read_elasticsearch_key, NULL},
      {"haystack", read_haystack_key, NULL},
      {"langchain", read_langchain_key, NULL},
      {"llamaindex", read_llamaindex_key, NULL},
      {"milvus", read_milvus_key, NULL},
      {"openai-batch", read_openai_batch, "{}"},
      {"opensearch", read_opensearch_key, NULL},
      {"pgvector", read_pgvector_key, NULL},
      {"qdrant", read_qdrant_key, NULL},
      {"sqlite", read_sqlite_key, NULL},
      {"vertex", read_vertex_key, NULL},
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, &((struct schema *)target)->outputs,
             "\"outputs\"");
}
