/* A JSON Schema and values: what is compiled answers, with words and without them the same.
 *
 * Input: a digit (read as YAML or JSON), one (flags), a line end, the schema, then a line "%%"
 * before each value. */
#include "fuzz.h"

#include "base/arena.h"
#include "check/json_schema.h"
#include "model/value.h"
#include "parse/json_value.h"
#include "parse/yaml.h"
#include "read/read.h"

#include <stdlib.h>

struct desk {
  struct arena a, scratch;
  struct bag bag;
  bool is_json;
};

/* NULL if it cannot be read. */
static const struct source *read_value(struct desk *d, struct str text, struct value *value) {
  const struct source *source = read_source_bytes(&d->a, &d->bag, STR("x.yaml"), text);
  if (!source)
    return NULL;
  struct span whole = span_of(source, 0, source->bytes.n);
  bool is_good = d->is_json
                     ? value_from_json(&d->a, &d->scratch, &d->bag, whole, value)
                     : value_from_yaml(&d->a, &d->scratch, &d->bag, whole, YAML_CONFIG, value);
  return is_good ? source : NULL;
}

static void check_one(struct desk *d, const struct json_schema *schema, struct str text) {
  struct value value = {.kind = VALUE_NULL};
  const struct source *source = read_value(d, text, &value);
  if (!source || fuzz_errors(&d->bag) > 0)
    return;
  struct span whole = span_of(source, 0, source->bytes.n);
  size_t before = d->bag.count;
  bool is_valid = json_schema_check(schema, &d->scratch, &d->bag, &value, whole);
  size_t errors = fuzz_errors(&d->bag);
  HOLDS(is_valid == (errors == 0));
  HOLDS(json_schema_accepts(schema, &d->scratch, &value) == is_valid);
  size_t count = d->bag.count;
  HOLDS(json_schema_check(schema, &d->scratch, &d->bag, &value, whole) == is_valid);
  HOLDS(d->bag.count - count == count - before);
  fuzz_check_bag(&d->bag);
}

void fuzz_json_schema(struct str input) {
  struct desk d = {.is_json = fuzz_choice(&input, 2) == 1};
  unsigned flags = fuzz_choice(&input, 4);
  d.bag.arena = &d.a;
  fuzz_choice(&input, 2);
  struct str text = fuzz_exact(fuzz_part(&input));
  struct value *value = arena_new(&d.a, struct value);
  if (read_value(&d, text, value) && fuzz_errors(&d.bag) == 0) {
    const struct json_schema *schema =
        json_schema_compile(&d.a, &d.scratch, &d.bag, value, NULL, flags);
    HOLDS((schema == NULL) == (fuzz_errors(&d.bag) > 0));
    fuzz_check_bag(&d.bag);
    for (size_t i = 0; schema && i < 4 && input.n > 0; i++) {
      struct str one = fuzz_exact(fuzz_part(&input));
      d.bag.count = 0;
      check_one(&d, schema, one);
      free((char *)(size_t)one.p);
    }
  }
  arena_free(&d.a);
  arena_free(&d.scratch);
  free((char *)(size_t)text.p);
}
