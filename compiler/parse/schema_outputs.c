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
  static void read_##name(struct schema_reader *r, const struct value *value, void *target) {  \
    schema_range(r, value, &((struct store_rules *)target)->name);                             \
  }
STORE_LIMITS(READ_LIMIT)
#undef READ_LIMIT

static void read_model(struct schema_reader *r, const struct value *value, void *target) {
  (void)target;
  schema_text(r, value, &r->schema->outputs.embedding_model);
}

/* Only a service that embeds has a model, and its row comes first. */
static void read_store(struct schema_reader *r, const struct value *value,
                       enum store_name store, const char *what) {
  static const struct schema_key rows[] = {{"model", read_model, "text-embedding-3-small"},
#define LIMIT_ROW(name) {#name, read_##name, NULL},
                                           STORE_LIMITS(LIMIT_ROW)
#undef LIMIT_ROW
  };
  struct store_rules *rules = arena_new(r->a, struct store_rules);
#define NO_LIMIT(name) rules->name.max = SIZE_MAX;
  STORE_LIMITS(NO_LIMIT)
#undef NO_LIMIT
  size_t first = store == STORE_openai_batch ? 0 : 1;
  schema_map(r, value, rows + first, sizeof rows / sizeof *rows - first, rules, what);
  r->schema->outputs.stores[store] = rules;
}

#define READ_STORE(name, text)                                                                 \
  static void read_##name(struct schema_reader *r, const struct value *value, void *target) {  \
    (void)target;                                                                              \
    read_store(r, value, STORE_##name, "\"" text "\"");                                        \
  }
STORE_NAMES(READ_STORE)
#undef READ_STORE

void schema_read_outputs(struct schema_reader *r, const struct value *value, void *target) {
  static const struct schema_key rows[] = {{"jsonl", read_jsonl, "{}"},
                                           {"c", read_c, "{}"},
#define STORE_ROW(name, text)                                                                  \
  {text, read_##name, STORE_##name == STORE_openai_batch ? "{}" : NULL},
                                           STORE_NAMES(STORE_ROW)
#undef STORE_ROW
  };
  schema_map(r, value, rows, sizeof rows / sizeof *rows, &((struct schema *)target)->outputs,
             "\"outputs\"");
}
