/* A case: a doc that was held against its schema, with everything that it says in typed form.
 */
#include "model/case.h"

#include "base/path.h"

const struct log_line *case_log_line(const struct kb_case *kb_case,
                                     const struct log_template *template) {
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    if (kb_case->log_lines[i].template == template)
      return &kb_case->log_lines[i];
  }
  return NULL;
}

const struct value_form *case_form(const struct kb_case *kb_case, const struct schema *schema) {
  return kb_case->variant ? kb_case->variant->front.form : schema->front.form;
}

struct str log_line_text(const struct log_line *line, size_t field) {
  return line->fields[field].source ? span_text(line->fields[field]) : (struct str){NULL, 0};
}

const struct kb_section *section_find(const struct kb_section *sections, size_t count,
                                      size_t kind) {
  for (size_t i = 0; i < count; i++) {
    if (sections[i].kind == kind)
      return &sections[i];
    const struct kb_section *nested =
        section_find(sections[i].sections, sections[i].section_count, kind);
    if (nested)
      return nested;
  }
  return NULL;
}

static const struct kb_section *case_section(const struct kb_case *kb_case, size_t kind) {
  return section_find(kb_case->sections, kb_case->section_count, kind);
}

static struct str section_text(const struct kb_case *kb_case, size_t kind) {
  const struct kb_section *section = case_section(kb_case, kind);
  return section ? section->text : (struct str){NULL, 0};
}

static struct str log_text(const struct kb_case *kb_case, const struct schema *schema,
                           const struct name *name) {
  const struct log_line *line = case_log_line(kb_case, &schema->logs[name->index]);
  return line ? log_line_text(line, name->field) : (struct str){NULL, 0};
}

static struct str front_text(const struct kb_case *kb_case, struct str key) {
  const struct value *value = value_get(kb_case->doc->front, key);
  return value ? value->text : (struct str){NULL, 0};
}

struct str case_text(const struct kb_case *kb_case, const struct schema *schema,
                     const struct name *name) {
  struct str path = kb_case->doc->piece->source->place;
  switch (name->kind) {
  case NAME_FRONT:
    return front_text(kb_case, name->key);
  case NAME_TITLE:
    return kb_case->title;
  case NAME_CAPTURE:
    return kb_case->captures[name->index];
  case NAME_SECTION:
    return section_text(kb_case, name->index);
  case NAME_LOG:
    return log_text(kb_case, schema, name);
  case NAME_PATH:
    return path;
  case NAME_MESSAGE:
    break; /* chunks make it, from kb_case->message */
  case NAME_STEM:
    return path_stem(path);
  }
  return (struct str){NULL, 0};
}

struct span case_span(const struct kb_case *kb_case, const struct schema *schema,
                      const struct name *name) {
  if (name->kind == NAME_FRONT) {
    const struct value *value = value_get(kb_case->doc->front, name->key);
    if (value)
      return value->span;
  }
  if (name->kind == NAME_SECTION) {
    const struct kb_section *section = case_section(kb_case, name->index);
    if (section)
      return section->heading;
  }
  if (name->kind == NAME_LOG) {
    const struct log_line *line = case_log_line(kb_case, &schema->logs[name->index]);
    if (line && line->fields[name->field].source)
      return line->fields[name->field];
  }
  return kb_case->title_span;
}

bool name_is_message(const struct schema *schema, const struct name *name) {
  for (size_t i = 0; name->kind == NAME_FRONT && i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++) {
      if (str_equal(schema->logs[i].fields[j].contains, name->key) && name->key.n > 0)
        return true;
    }
  }
  return false;
}
