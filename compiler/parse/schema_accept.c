/* Reads `accept`: the changes that kbc breaking lets pass. */
#include "parse/schema_reader.h"

static const char *const kind_names[] = {
#define KIND_NAME(kind, name, what) name,
    BREAKING_KINDS(KIND_NAME)
#undef KIND_NAME
};

static void read_change(struct schema_reader *r, const struct value *value, void *target) {
  size_t kind = BREAKING_KIND_COUNT;
  schema_choice(r, value, kind_names, BREAKING_KIND_COUNT, &kind);
  if (kind < BREAKING_KIND_COUNT)
    ((struct accepted *)target)->change = (enum breaking_kind)kind;
}

/* An empty name would name nothing, and an empty reason is none. */
static void read_words(struct schema_reader *r, const struct value *value, struct str *target) {
  schema_text(r, value, target);
  if (value_is_textual(value) && str_trim(*target).n == 0)
    diag_add(r->bag, &schema_rules[SCHEMA_VALUE], value->span, "this is empty");
}

static void read_name(struct schema_reader *r, const struct value *value, void *target) {
  read_words(r, value, &((struct accepted *)target)->name);
}

static void read_reason(struct schema_reader *r, const struct value *value, void *target) {
  read_words(r, value, &((struct accepted *)target)->reason);
}

void schema_accepts(struct schema_reader *r, const struct value *value,
                    struct accepted **accepts, size_t *count) {
  static const struct schema_key rows[] = {
      {"change", read_change, SCHEMA_REQUIRED},
      {"name", read_name, SCHEMA_REQUIRED},
      {"reason", read_reason, SCHEMA_REQUIRED},
  };
  if (value->kind != VALUE_ARRAY) {
    schema_wrong_kind(r, value, "a list of changes");
    return;
  }
  *accepts = arena_array(r->a, struct accepted, value->count);
  *count = value->count;
  if (value->count > 0)
    schema_show_list_open(r);
  for (size_t i = 0; i < value->count; i++) {
    (*accepts)[i].span = value->items[i].span;
    schema_show_item(r);
    schema_map(r, &value->items[i], rows, sizeof rows / sizeof *rows, &(*accepts)[i],
               "an accepted change");
  }
  if (value->count > 0)
    schema_show_list_close(r);
}
