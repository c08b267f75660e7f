/* A knowledge base made by hand, for tests of what comes behind the check. */
#ifndef KB_FIXTURE_H
#define KB_FIXTURE_H

#include "base/arena.h"
#include "check/log_line.h"
#include "model/kb.h"
#include "parse/log_template.h"

#include <string.h>

enum { FIXTURE_CASES = 16, FIXTURE_TEMPLATES = 2 };

/* Front matter has the keys "service" and "error"; a template's field "service" must equal the
 * one, its field "message" contain the other. Call fixture_open, then the others in this order.
 */
struct fixture {
  struct arena a;
  struct schema schema;
  struct log_template templates[FIXTURE_TEMPLATES];
  struct section_rule sections[2];
  struct section_kind section_kinds[2];
  struct kb_case *cases[FIXTURE_CASES];
  struct kb kb;
};

static inline void fixture_open(struct fixture *f) {
  memset(f, 0, sizeof *f);
  f->sections[0] = (struct section_rule){.id = STR("cause"), .title = STR("Root Cause")};
  f->sections[1] = (struct section_rule){.id = STR("actions"), .title = STR("What to do?")};
  f->schema = (struct schema){.name = STR("test"), .logs = f->templates};
  for (size_t i = 0; i < 2; i++)
    f->section_kinds[i] =
        (struct section_kind){.id = f->sections[i].id, .title = f->sections[i].title};
  f->schema.sections = (struct sections_rules){.list = f->sections, .count = 2};
  f->schema.section_kinds = f->section_kinds;
  f->schema.section_kind_count = 2;
  f->schema.outputs.c_prefix = STR("kb");
  f->kb = (struct kb){.schema = &f->schema, .cases = f->cases};
}

static inline void fixture_close(struct fixture *f) {
  arena_free(&f->a);
}

static inline void fixture_template(struct fixture *f, const char *text) {
  struct log_template *template = &f->templates[f->schema.log_count++];
  template->name = STR("main");
  assert_int_equal(log_template_parse(&f->a, str_from_c(text), template).message.n, 0);
  for (size_t i = 0; i < template->field_count; i++) {
    struct log_field *field = &template->fields[i];
    if (str_equal_c(field->name, "service"))
      field->equals = STR("service");
    else if (str_equal_c(field->name, "message"))
      field->contains = STR("error");
    else if (str_equal_c(field->name, "time"))
      *field = (struct log_field){
          .name = field->name, .type = FIELD_TIMESTAMP, .format = STR("%H:%M:%S.%3f")};
  }
}

static inline struct value fixture_value(struct str text) {
  return (struct value){.kind = VALUE_STRING, .style = STYLE_QUOTED, .text = text};
}

/* A case without sections. What is NULL is not there. */
static inline struct kb_case *fixture_case(struct fixture *f, const char *id,
                                           const char *service, const char *error,
                                           const char *line) {
  struct kb_case *kb_case = arena_new(&f->a, struct kb_case);
  struct doc *doc = arena_new(&f->a, struct doc);
  struct piece *piece = arena_new(&f->a, struct piece);
  struct value *front = arena_new(&f->a, struct value);
  front->kind = VALUE_OBJECT;
  front->members = arena_array(&f->a, struct value_member, 4);
  if (service)
    front->members[front->count++] = (struct value_member){
        .key = STR("service"), .value = fixture_value(str_from_c(service))};
  if (error)
    front->members[front->count++] =
        (struct value_member){.key = STR("error"), .value = fixture_value(str_from_c(error))};
  piece->source =
      source_new(&f->a, arena_printf(&f->a, "kb/%s.md", id), str_from_c(line ? line : ""));
  *doc = (struct doc){.piece = piece, .front = front};
  *kb_case = (struct kb_case){.doc = doc,
                              .title = arena_printf(&f->a, "Title %s", id),
                              .full_title = arena_printf(&f->a, "A - Title %s", id),
                              .id = str_from_c(id),
                              .index = f->kb.case_count};
  for (size_t i = 0; line && i < f->schema.log_count && kb_case->log_line_count == 0; i++) {
    kb_case->log_lines = arena_new(&f->a, struct log_line);
    if (log_line_parse(&f->a, &f->a, &f->templates[i], source_line_span(piece->source, 0),
                       kb_case->log_lines)
            .kind == LOG_FITS)
      kb_case->log_line_count = 1;
  }
  assert_int_equal(kb_case->log_line_count, line != NULL);
  return f->cases[f->kb.case_count++] = kb_case;
}

static inline void fixture_section(struct fixture *f, struct kb_case *kb_case, size_t rule,
                                   const char *text) {
  kb_case->sections =
      arena_grow(&f->a, kb_case->sections, kb_case->section_count, sizeof *kb_case->sections);
  kb_case->sections[kb_case->section_count++] =
      (struct kb_section){.rule = &f->sections[rule], .kind = rule, .text = str_from_c(text)};
}

#endif
