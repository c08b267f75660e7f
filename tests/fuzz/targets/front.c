/* Front matter and configurations: places, what libyaml by itself reads, and the fixes.
 *
 * Input: a digit (front matter or configuration), a line end, then the YAML. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "driver/fix/change.h"
#include "parse/yaml.h"
#include "read/read.h"

#include <stdlib.h>
#include <yaml.h>

enum { MOST_ROUNDS = 24 };

struct desk {
  struct arena a, scratch;
  struct bag bag;
  struct source *source;
  struct value value;
  enum yaml_reading reading;
};

static void read_yaml(struct desk *d, struct str text, enum yaml_dialect dialect) {
  d->bag = (struct bag){.arena = &d->a};
  d->source = read_source_bytes(&d->a, &d->bag, STR("x.md"), text);
  if (!d->source)
    return;
  struct span whole = span_of(d->source, 0, d->source->bytes.n);
  d->value = (struct value){.kind = VALUE_NULL};
  d->reading = yaml_read(&d->a, &d->scratch, &d->bag, whole, dialect, &d->value);
}

static void check_value(const struct value *value, struct span around) {
  HOLDS(fuzz_span_is_good(value->span));
  HOLDS(fuzz_is_inside(value->span, around));
  size_t end = value->span.offset;
  for (size_t i = 0; i < value->count && value->kind == VALUE_ARRAY; i++) {
    check_value(&value->items[i], value->span);
    HOLDS(value->items[i].span.offset >= end);
    end = (size_t)value->items[i].span.offset + value->items[i].span.n;
  }
  for (size_t i = 0; i < value->count && value->kind == VALUE_OBJECT; i++) {
    const struct value_member *member = &value->members[i];
    HOLDS(fuzz_span_is_good(member->key_span) && fuzz_is_inside(member->key_span, around));
    HOLDS(member->key_span.offset >= end);
    check_value(&member->value, around);
    HOLDS(member->value.span.offset >= member->key_span.offset + member->key_span.n);
    end = (size_t)member->value.span.offset + member->value.span.n;
    for (size_t j = 0; j < i; j++)
      HOLDS(!str_equal(value->members[j].key, member->key));
  }
}

/* ---- What libyaml reads by itself ---------------------------------------------------------
 */

/* The scalars in their order, and what is opened and closed around them. */
static void add_tree(struct buf *out, const struct value *value) {
  bool is_list = value->kind == VALUE_ARRAY;
  if (!is_list && value->kind != VALUE_OBJECT) {
    buf_printf(out, "=%zu:", value->text.n);
    buf_add(out, value->text);
    return;
  }
  buf_add_char(out, is_list ? '[' : '{');
  for (size_t i = 0; i < value->count; i++) {
    if (!is_list) {
      buf_printf(out, "=%zu:", value->members[i].key.n);
      buf_add(out, value->members[i].key);
    }
    add_tree(out, is_list ? &value->items[i] : &value->members[i].value);
  }
  buf_add_char(out, is_list ? ']' : '}');
}

/* False if it ends with an error. */
static bool add_events(struct buf *out, struct str text) {
  yaml_parser_t parser;
  yaml_event_t event;
  bool is_done = false, is_good = yaml_parser_initialize(&parser) != 0;
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)(text.p ? text.p : ""),
                               text.n);
  while (is_good && !is_done) {
    is_good = yaml_parser_parse(&parser, &event) != 0;
    if (!is_good)
      break;
    is_done = event.type == YAML_STREAM_END_EVENT;
    if (event.type == YAML_SCALAR_EVENT) {
      buf_printf(out, "=%zu:", event.data.scalar.length);
      buf_add(out, (struct str){(const char *)event.data.scalar.value, event.data.scalar.length});
    } else if (event.type == YAML_SEQUENCE_START_EVENT ||
               event.type == YAML_MAPPING_START_EVENT) {
      buf_add_char(out, event.type == YAML_SEQUENCE_START_EVENT ? '[' : '{');
    } else if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT) {
      buf_add_char(out, event.type == YAML_SEQUENCE_END_EVENT ? ']' : '}');
    }
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return is_good;
}

/* A text without a mistake is what YAML says. */
static void check_events(const struct desk *d) {
  struct buf ours = {0}, theirs = {0};
  if (fuzz_errors(&d->bag) > 0 || d->reading != YAML_WHOLE)
    return;
  add_tree(&ours, &d->value);
  HOLDS(add_events(&theirs, d->source->bytes));
  bool is_empty = theirs.n == 0 && str_equal_c(buf_str(&ours), "=0:");
  HOLDS_OR_SAY(is_empty || str_equal(buf_str(&ours), buf_str(&theirs)), "%.*s and not %.*s",
               STR_ARG(buf_str(&ours)), STR_ARG(buf_str(&theirs)));
  buf_free(&ours);
  buf_free(&theirs);
}

/* ---- Fixes --------------------------------------------------------------------------------
 */

/* Makes what the findings say how to mend. False if there is nothing. */
static bool mend(struct desk *d, struct str *text) {
  struct text_change *changes = arena_array(&d->a, struct text_change, d->bag.count + 1);
  size_t count = 0;
  for (size_t i = 0; i < d->bag.count; i++) {
    const struct diag *diag = &d->bag.diags[i];
    for (size_t j = 0; j < diag->edit_count; j++) {
      const struct diag_edit *edit = &diag->edits[j];
      change_add(&d->a, &changes[count], edit->span.offset, edit->span.offset + edit->span.n,
                 edit->text);
    }
    count += diag->edit_count > 0;
  }
  if (count == 0 || changes_pick(&d->scratch, d->source->bytes, changes, count) == 0)
    return false;
  *text = changes_apply(&d->a, &d->scratch, d->source->bytes, changes, count);
  return true;
}

/* What is said to be mended can be read, at least as well as before, and it comes to an end. */
static void check_fixes(struct desk *d, struct str text, enum yaml_dialect dialect) {
  enum yaml_reading before = d->reading;
  size_t rounds = 0;
  while (mend(d, &text)) {
    HOLDS(rounds++ < MOST_ROUNDS);
    read_yaml(d, text, dialect);
    HOLDS(d->source);
    fuzz_check_bag(&d->bag);
    HOLDS_OR_SAY(d->reading >= before, "mended to what reads worse: %.*s", STR_ARG(text));
  }
}

void fuzz_front(struct str input) {
  struct desk d = {.source = NULL};
  enum yaml_dialect dialect = fuzz_choice(&input, 2) ? YAML_CONFIG : YAML_FRONT;
  fuzz_choice(&input, 2);
  struct str text = fuzz_exact(input);
  read_yaml(&d, text, dialect);
  fuzz_check_bag(&d.bag);
  HOLDS(d.source || d.bag.count > 0);
  if (d.source) {
    HOLDS(d.reading != YAML_UNREADABLE || fuzz_errors(&d.bag) > 0);
    HOLDS(d.reading != YAML_PARTLY || d.bag.count > 0);
    if (d.reading != YAML_UNREADABLE)
      check_value(&d.value, span_of(d.source, 0, d.source->bytes.n));
    check_events(&d);
    check_fixes(&d, text, dialect);
  }
  arena_free(&d.a);
  arena_free(&d.scratch);
  free((char *)(size_t)text.p);
}
