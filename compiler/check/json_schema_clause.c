/* Compiles what stands behind one keyword of a JSON Schema. */
#include "base/arena.h"
#include "base/pattern.h"
#include "base/suggest.h"
#include "check/canonical.h"
#include "check/json_format.h"
#include "check/json_schema_compiler.h"

#include <stdint.h>

static void compile_children(struct json_compiler *c, struct json_clause *clause,
                             bool are_named) {
  const struct value *value = &clause->source->value;
  clause->nodes = arena_array(c->a, struct json_node *, value->count);
  for (size_t i = 0; i < value->count; i++) {
    clause->nodes[i] = json_compile_node(
        c, value->kind == VALUE_ARRAY ? &value->items[i] : &value->members[i].value);
    if (are_named)
      map_add(&clause->names, c->a, value->members[i].key, i);
  }
}

/* Where a byte of the text stands in the source: known if the text stands there as it is. */
static struct span span_of_offset(struct span span, struct str text, size_t offset) {
  size_t quotes = span.n == text.n + 2 ? 1 : 0;
  if (!span.source || (quotes == 0 && span.n != text.n))
    return span;
  size_t at = offset < text.n ? offset : text.n > 0 ? text.n - 1 : 0;
  return span_part(span, quotes + at, span.n - 2 * quotes - at);
}

static struct pattern *compile_pattern(struct json_compiler *c, struct str text,
                                       struct span span) {
  struct pattern_error error;
  struct pattern *pattern = pattern_compile(c->a, text, 0, &error);
  if (!pattern) {
    struct diag *diag =
        json_compiler_fail(c, JSON_SCHEMA_PATTERN, span_of_offset(span, text, error.offset),
                           "this pattern cannot be used: %.*s", STR_ARG(error.message));
    diag_label(c->bag, diag, "byte %zu of the pattern", error.offset + 1);
  }
  return pattern;
}

static void compile_patterns(struct json_compiler *c, struct json_clause *clause) {
  const struct value *value = &clause->source->value;
  clause->patterns = arena_array(c->a, struct pattern *, value->count);
  for (size_t i = 0; i < value->count; i++)
    clause->patterns[i] = compile_pattern(c, value->members[i].key, value->members[i].key_span);
}

static void compile_one_pattern(struct json_compiler *c, struct json_clause *clause) {
  const struct value *value = &clause->source->value;
  clause->patterns = arena_array(c->a, struct pattern *, 1);
  clause->patterns[0] = compile_pattern(c, value->text, value->span);
}

static void compile_number(struct json_compiler *c, struct json_clause *clause) {
  const struct value *value = &clause->source->value;
  decimal_read(c->a, value->text, &clause->decimal);
  if (clause->keyword->shape == SHAPE_COUNT &&
      !decimal_to_size(&clause->decimal, SIZE_MAX / 2, &clause->number))
    clause->number = SIZE_MAX / 2; /* no value comes near */
  if (clause->keyword->shape == SHAPE_DIVISOR &&
      clause->decimal.digits.n > DECIMAL_DIVISOR_DIGITS)
    json_compiler_fail(c, JSON_SCHEMA_UNSUPPORTED, value->span,
                       "a number with more than %d digits cannot divide another here",
                       DECIMAL_DIVISOR_DIGITS);
}

static void compile_types(struct json_clause *clause) {
  const struct value *value = &clause->source->value;
  if (value->kind != VALUE_ARRAY) {
    clause->types = json_type_find(value->text);
    return;
  }
  for (size_t i = 0; i < value->count; i++)
    clause->types |= json_type_find(value->items[i].text);
}

/* Texts are compared as they stand, all else by its canonical text. */
static void compile_values(struct json_compiler *c, struct json_clause *clause,
                           const struct value *values, size_t count) {
  clause->canonicals = arena_array(c->a, struct str, count);
  for (size_t i = 0; i < count; i++) {
    if (values[i].kind != VALUE_STRING)
      clause->canonicals[i] = value_canonical(c->a, &values[i]);
  }
}

static void compile_format(struct json_compiler *c, struct json_clause *clause) {
  const struct value *value = &clause->source->value;
  clause->format = json_format_find(value->text);
  if (clause->format || json_compiler_is_lenient(c))
    return;
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_VALUE, value->span,
                                         "there is no format \"%.*s\"", STR_ARG(value->text));
  size_t count = json_format_count();
  struct str *names = arena_array(c->scratch, struct str, count);
  for (size_t i = 0; i < count; i++)
    names[i] = json_format_name(json_format_at(i));
  size_t near = suggest(c->scratch, value->text, names, count);
  if (near != STR_NONE) {
    diag_label(c->bag, diag, "did you mean \"%.*s\"?", STR_ARG(names[near]));
    return;
  }
  struct str list = {NULL, 0};
  for (size_t i = 0; i < count; i++)
    list = arena_printf(c->scratch, "%.*s%s%.*s", STR_ARG(list), i > 0 ? ", " : "",
                        STR_ARG(names[i]));
  diag_help(c->bag, diag, "formats are %.*s", STR_ARG(list));
}

static void compile_dialect(struct json_compiler *c, const struct json_clause *clause) {
  const struct value *value = &clause->source->value;
  if (json_ref_is_dialect(value->text))
    return;
  struct diag *diag = json_compiler_fail(c, JSON_SCHEMA_UNSUPPORTED, value->span,
                                         "kbc knows JSON Schema 2020-12 only");
  diag_help(c->bag, diag,
            "write  \"https://json-schema.org/draft/2020-12/schema\"  and what that "
            "draft asks for");
}

static void compile_reference(struct json_compiler *c, const struct json_node *node,
                              struct json_clause *clause) {
  const struct json_anchor *anchor;
  bool is_schema_of_schemas;
  c->must_wait = false;
  const struct value *target = json_ref_resolve(c, node->resource, &clause->source->value,
                                                &anchor, &is_schema_of_schemas);
  if (is_schema_of_schemas) {
    clause->node = arena_new(c->a, struct json_node);
    clause->node->verdict = VERDICT_SCHEMA;
    clause->node->source = &clause->source->value;
    clause->node->resource = node->resource;
  } else if (target) {
    clause->node = json_compile_node(c, target);
    if (clause->keyword->id == KEYWORD_DYNAMIC_REF && anchor && anchor->is_dynamic)
      clause->dynamic_name = anchor->name;
  } else if (c->must_wait) {
    c->waiting = arena_grow(c->scratch, c->waiting, c->waiting_count, sizeof *c->waiting);
    c->waiting[c->waiting_count++] = (struct json_waiting){node, clause};
  }
}

void json_compile_clause(struct json_compiler *c, const struct json_node *node,
                         struct json_clause *clause) {
  const struct value *value = &clause->source->value;
  switch (clause->keyword->shape) {
  case SHAPE_SCHEMA:
    clause->node = json_compile_node(c, value);
    break;
  case SHAPE_SCHEMAS:
    compile_children(c, clause, false);
    break;
  case SHAPE_SCHEMA_MAP:
    compile_children(c, clause, true);
    break;
  case SHAPE_PATTERN_MAP:
    compile_children(c, clause, false);
    compile_patterns(c, clause);
    break;
  case SHAPE_PATTERN:
    compile_one_pattern(c, clause);
    break;
  case SHAPE_COUNT:
  case SHAPE_NUMBER:
  case SHAPE_DIVISOR:
    compile_number(c, clause);
    break;
  case SHAPE_TYPE:
    compile_types(clause);
    break;
  case SHAPE_ENUM:
    compile_values(c, clause, value->items, value->count);
    break;
  case SHAPE_ANY:
    compile_values(c, clause, value, 1);
    break;
  case SHAPE_FORMAT:
    compile_format(c, clause);
    break;
  case SHAPE_DIALECT:
    compile_dialect(c, clause);
    break;
  case SHAPE_REFERENCE:
    compile_reference(c, node, clause);
    break;
  case SHAPE_FLAGS:
    if (!json_compiler_is_lenient(c))
      json_compiler_fail(c, JSON_SCHEMA_UNSUPPORTED, clause->source->key_span,
                         "kbc knows no vocabularies but those of JSON Schema 2020-12");
    break;
  default:
    break; /* annotations, and what the walk has taken up */
  }
}
