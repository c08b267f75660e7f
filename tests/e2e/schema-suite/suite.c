/* Runs the official JSON-Schema-Test-Suite, draft 2020-12, against check/json_schema.
 *
 *   suite SUITE-DIR LEFT-OUT-FILE TEST-FILE…
 *
 * The trees are built from cJSON, so that the result says nothing about our reader of YAML. A
 * test file that is left out must be refused when its schemas are loaded; to pass over it in
 * silence would be a mistake. Exit 1 if any test fails. */
#include "base/arena.h"
#include "base/buf.h"
#include "check/json_schema.h"
#include "diag/diag.h"
#include "model/value.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REMOTE_HOST "http://localhost:1234/"

struct suite {
  const char *folder;
  struct str left_out;
  struct arena arena; /* of the test file at hand */
  size_t passed, failed, left_out_count;
};

static bool read_file(struct arena *a, const char *path, struct str *text) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  struct buf bytes = {0};
  size_t n = 1;
  while (n > 0) {
    n = fread(buf_reserve(&bytes, 65536), 1, 65536, file);
    bytes.n += n;
  }
  fclose(file);
  *text = arena_copy(a, buf_str(&bytes));
  buf_free(&bytes);
  return true;
}

/* cJSON keeps a number as a double: the shortest text that reads as the same one is what was
 * written. */
static struct str number_text(struct arena *a, double number) {
  for (int digits = 1; digits < 17; digits++) {
    struct str text = arena_printf(a, "%.*g", digits, number);
    if (strtod(text.p, NULL) == number)
      return text;
  }
  return arena_printf(a, "%.17g", number);
}

static void build(struct arena *a, const cJSON *json, struct value *value);

static void build_object(struct arena *a, const cJSON *json, struct value *value) {
  value->members = arena_array(a, struct value_member, (size_t)cJSON_GetArraySize(json));
  const cJSON *child;
  cJSON_ArrayForEach(child, json) {
    struct value_member *member = &value->members[value->count++];
    member->key = arena_copy(a, str_from_c(child->string));
    build(a, child, &member->value);
  }
}

static void build_array(struct arena *a, const cJSON *json, struct value *value) {
  value->items = arena_array(a, struct value, (size_t)cJSON_GetArraySize(json));
  const cJSON *child;
  cJSON_ArrayForEach(child, json) build(a, child, &value->items[value->count++]);
}

static void build(struct arena *a, const cJSON *json, struct value *value) {
  *value = (struct value){.kind = VALUE_NULL, .style = STYLE_PLAIN};
  if (cJSON_IsObject(json)) {
    value->kind = VALUE_OBJECT;
    build_object(a, json, value);
  } else if (cJSON_IsArray(json)) {
    value->kind = VALUE_ARRAY;
    build_array(a, json, value);
  } else if (cJSON_IsString(json)) {
    value->kind = VALUE_STRING;
    value->style = STYLE_QUOTED;
    value->text = arena_copy(a, str_from_c(json->valuestring));
  } else if (cJSON_IsNumber(json)) {
    value->kind = VALUE_NUMBER;
    value->text = number_text(a, json->valuedouble);
  } else if (cJSON_IsBool(json)) {
    value->kind = VALUE_BOOL;
    value->boolean = cJSON_IsTrue(json) != 0;
    value->text = str_from_c(value->boolean ? "true" : "false");
  }
}

static const struct value *value_from_file(struct arena *a, const char *path) {
  struct str text;
  if (!read_file(a, path, &text))
    return NULL;
  cJSON *json = cJSON_ParseWithLength(text.p, text.n);
  if (!json)
    return NULL;
  struct value *value = arena_new(a, struct value);
  build(a, json, value);
  cJSON_Delete(json);
  return value;
}

/* The remotes of the suite, as if its web server ran. */
static const struct value *load_remote(void *ctx, struct str uri, struct span reference,
                                       struct json_schema_absence *absence) {
  struct suite *suite = ctx;
  (void)reference;
  (void)absence;
  struct str host = STR(REMOTE_HOST);
  if (!str_starts_with(uri, host))
    return NULL;
  struct str path = arena_printf(&suite->arena, "%s/remotes/%.*s", suite->folder,
                                 STR_ARG(str_slice(uri, host.n, uri.n)));
  return value_from_file(&suite->arena, path.p);
}

static struct str text_of(const struct value *object, const char *key) {
  const struct value *value = value_get(object, str_from_c(key));
  return value ? value->text : STR("");
}

static bool is_true(const struct value *object, const char *key) {
  const struct value *value = value_get(object, str_from_c(key));
  return value && value->boolean;
}

/* Reports why a schema was refused, the first reason of it. */
static void print_refusal(const struct bag *bag) {
  if (bag->count > 0)
    printf("    refused: %s %.*s\n", bag->diags[0].rule->code, STR_ARG(bag->diags[0].message));
}

/* Evaluation that reports must come to the same answer, and say something just where it is no.
 */
static bool reports_the_same(struct suite *suite, struct arena *scratch,
                             const struct json_schema *schema, const struct value *data,
                             bool is_valid) {
  struct bag bag = {.arena = &suite->arena};
  bool is_valid_too = json_schema_check(schema, scratch, &bag, data, (struct span){NULL, 0, 0});
  return is_valid_too == is_valid && (bag.count == 0) == is_valid;
}

static void run_group(struct suite *suite, const char *name, const struct value *group,
                      bool is_left_out) {
  struct arena scratch = {0};
  struct bag bag = {.arena = &suite->arena};
  const struct json_schema_loader loader = {STR(""), load_remote, suite};
  const struct value *tests = value_get(group, STR("tests"));
  const struct json_schema *schema =
      json_schema_compile(&suite->arena, &scratch, &bag, value_get(group, STR("schema")),
                          &loader, JSON_SCHEMA_BY_THE_BOOK);
  for (size_t i = 0; tests && i < tests->count; i++) {
    const struct value *test = &tests->items[i];
    const struct value *data = value_get(test, STR("data"));
    bool is_valid = schema && json_schema_accepts(schema, &scratch, data);
    bool is_right = is_left_out ? !schema : schema && is_valid == is_true(test, "valid");
    is_right =
        is_right && (!schema || reports_the_same(suite, &scratch, schema, data, is_valid));
    suite->left_out_count += is_left_out && is_right;
    suite->passed += !is_left_out && is_right;
    suite->failed += !is_right;
    if (is_right)
      continue;
    printf("FAILED  %s: %.*s: %.*s\n", name, STR_ARG(text_of(group, "description")),
           STR_ARG(text_of(test, "description")));
    print_refusal(&bag);
    if (is_left_out)
      printf("    it is on the list of what is left out, but its schema is not refused\n");
  }
  arena_free(&scratch);
}

/* Lines of the list: the name of a test file, white space, the reason; "#" opens a comment. */
static bool is_left_out(const struct suite *suite, const char *name) {
  struct str rest = suite->left_out, line;
  while (str_next_line(&rest, &line)) {
    size_t end = str_find_char(line, ' ', 0);
    if (str_equal_c(str_slice(line, 0, end), name))
      return true;
  }
  return false;
}

static bool run_file(struct suite *suite, const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  const struct value *groups = value_from_file(&suite->arena, path);
  if (!groups) {
    printf("FAILED  %s cannot be read\n", path);
    return false;
  }
  for (size_t i = 0; i < groups->count; i++)
    run_group(suite, name, &groups->items[i], is_left_out(suite, name));
  arena_free(&suite->arena);
  return true;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: suite SUITE-DIR LEFT-OUT-FILE TEST-FILE...\n");
    return 2;
  }
  struct arena list = {0};
  struct suite suite = {.folder = argv[1]};
  if (!read_file(&list, argv[2], &suite.left_out)) {
    fprintf(stderr, "suite: %s cannot be read\n", argv[2]);
    return 2;
  }
  bool could_read = true;
  for (int i = 3; i < argc; i++)
    could_read = run_file(&suite, argv[i]) && could_read;
  printf("JSON-Schema-Test-Suite, draft 2020-12: %zu of %zu tests pass", suite.passed,
         suite.passed + suite.failed);
  if (suite.left_out_count > 0)
    printf(", %zu are left out (each refused when it is loaded)", suite.left_out_count);
  printf("\n");
  arena_free(&list);
  return could_read && suite.failed == 0 ? 0 : 1;
}
