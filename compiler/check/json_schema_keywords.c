/* The keywords of JSON Schema 2020-12: what may stand behind each, and what it asks of a value.
 */
#include "check/json_schema_keywords.h"

#include "check/json_schema_evaluate.h"

const struct json_keyword json_keywords[KEYWORD_COUNT] = {
#define X(id, name, shape, kinds, evaluate) {id, STR_INIT(name), shape, kinds, evaluate},
    JSON_KEYWORDS(X)
#undef X
};

const struct json_keyword *json_keyword_find(struct str name) {
  for (size_t i = 0; i < KEYWORD_COUNT; i++) {
    if (str_equal(json_keywords[i].name, name))
      return &json_keywords[i];
  }
  return NULL;
}

const char *json_shape_text(enum json_shape shape) {
  static const char *const texts[] = {
#define X(id, text) text,
      JSON_SHAPES(X)
#undef X
  };
  return texts[shape];
}

unsigned json_type_find(struct str name) {
  static const struct {
    const char *name;
    enum json_type type;
  } types[] = {
      {"null", TYPE_NULL},     {"boolean", TYPE_BOOLEAN}, {"integer", TYPE_INTEGER},
      {"number", TYPE_NUMBER}, {"string", TYPE_STRING},   {"array", TYPE_ARRAY},
      {"object", TYPE_OBJECT},
  };
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
    if (str_equal_c(name, types[i].name))
      return types[i].type;
  }
  return 0;
}
