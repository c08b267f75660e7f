/* Holds YAML files against a JSON Schema with kbc's own engine:  holds SCHEMA.json FILE…
 *
 * For each file a line "file PATH"; then "unreadable", or "json" with what stands in it and an
 * "error LINE RULE: MESSAGE" for each finding. Exit 1 if anything is to be said about the
 * schema itself. */
#include "base/arena.h"
#include "base/buf.h"
#include "check/json_schema.h"
#include "diag/diag.h"
#include "emit/front_json.h"
#include "model/value.h"
#include "parse/json_value.h"
#include "parse/yaml.h"

#include <stdio.h>

static const struct source *read_file(struct arena *a, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file)
    die("%s cannot be read", path);
  struct buf bytes = {0};
  for (size_t n = 1; n > 0; bytes.n += n)
    n = fread(buf_reserve(&bytes, 65536), 1, 65536, file);
  fclose(file);
  const struct source *source = source_new(a, str_from_c(path), arena_copy(a, buf_str(&bytes)));
  buf_free(&bytes);
  return source;
}

static void print_findings(struct bag *bag) {
  bag_sort(bag);
  for (size_t i = 0; i < bag->count; i++) {
    if (bag->diags[i].level != LEVEL_ERROR)
      continue;
    struct span span = bag->diags[i].span;
    size_t line = span.source ? source_position(span.source, span.offset).line : 0;
    printf("error %zu %s: %.*s\n", line, bag->diags[i].rule->name,
           STR_ARG(bag->diags[i].message));
  }
}

/* For a validator that reads no YAML. */
static void print_json(const struct value *value) {
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  front_write(&w, value, NULL);
  printf("json %.*s\n", STR_ARG(buf_str(&json)));
  buf_free(&json);
}

static const struct json_schema *read_schema(struct arena *a, struct arena *scratch,
                                             const char *path) {
  struct bag bag = {.arena = a};
  const struct source *source = read_file(a, path);
  struct value *root = arena_new(a, struct value);
  const struct json_schema *schema = NULL;
  if (value_from_json(a, scratch, &bag, span_of(source, 0, source->bytes.n), root))
    schema = json_schema_compile(a, scratch, &bag, root, NULL, 0);
  print_findings(&bag);
  return bag.count == 0 ? schema : NULL;
}

int main(int argc, char **argv) {
  struct arena a = {0}, scratch = {0};
  const struct json_schema *schema = argc > 1 ? read_schema(&a, &scratch, argv[1]) : NULL;
  for (int i = 2; schema && i < argc; i++) {
    struct bag bag = {.arena = &a};
    const struct source *source = read_file(&a, argv[i]);
    struct span whole = span_of(source, 0, source->bytes.n);
    struct value value;
    printf("file %s\n", argv[i]);
    if (!value_from_yaml(&a, &scratch, &bag, whole, YAML_CONFIG, &value)) {
      printf("unreadable\n");
      continue;
    }
    bag.count = 0;
    print_json(&value);
    json_schema_check(schema, &scratch, &bag, &value, whole);
    print_findings(&bag);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  arena_free(&a);
  return schema ? 0 : 1;
}
