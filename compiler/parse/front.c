/* The front matter of a piece: YAML between two lines of "---", as keys with values. */
#include "parse/front.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "parse/front_rules.h"
#include "parse/yaml.h"

static void report_no_mapping(struct bag *bag, const struct value *value) {
  bool is_list = value->kind == VALUE_ARRAY;
  struct diag *diag = diag_add(bag, &front_rules[FRONT_YAML_NOT_A_MAPPING], value->span,
                               "this front matter is a %s, not keys with values",
                               is_list ? "list" : "single value");
  diag_help(bag, diag, "write one \"key: value\" on each line%s",
            is_list ? ", without \"- \" in front" : "");
}

void parse_front(struct arena *a, struct arena *scratch, struct bag *bag,
                 const struct piece *piece, struct doc *doc) {
  doc->front = NULL;
  doc->has_front_findings = piece->front_state == FRONT_REPORTED;
  if (piece->front_state != FRONT_PRESENT)
    return;
  struct value *value = arena_new(a, struct value);
  enum yaml_reading reading = yaml_read(a, scratch, bag, piece->front, YAML_FRONT, value);
  doc->has_front_findings = reading != YAML_WHOLE;
  if (reading == YAML_WHOLE && value->kind == VALUE_NULL && value->text.n == 0)
    *value = (struct value){.kind = VALUE_OBJECT, .span = piece->front};
  if (value->kind == VALUE_OBJECT && reading != YAML_UNREADABLE)
    doc->front = value;
  else if (reading == YAML_WHOLE)
    report_no_mapping(bag, value);
  doc->has_front_findings |= !doc->front;
}
