/* Renders the schema's text template for a case or one of its sections. */
#include "emit/chunks/chunk_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/front_json.h"

/* What is known of the line and the paragraph of the template that are being rendered. */
struct stretch {
  size_t start; /* in the output */
  bool has_name, has_value;
};

struct renderer {
  struct arena *a;
  const struct chunk_subject *subject;
  struct buf out;
  struct stretch line, paragraph;
  size_t header_end;
  bool has_section;       /* the template named a section so far */
  bool has_named_subject; /* and the one that it is rendered for */
};

static void join_sections(struct buf *joined, const struct kb_section *sections, size_t count,
                          size_t kind) {
  for (size_t i = 0; i < count; i++) {
    if (sections[i].kind == kind) {
      if (joined->n > 0)
        buf_add(joined, STR("\n\n"));
      buf_add(joined, sections[i].text);
    }
    join_sections(joined, sections[i].sections, sections[i].section_count, kind);
  }
}

/* A case may hold a section twice where the schema lets it: none is lost. */
static struct str all_sections(struct arena *a, const struct kb_case *kb_case, size_t kind) {
  struct buf joined = {0};
  join_sections(&joined, kb_case->sections, kb_case->section_count, kind);
  struct str text = arena_copy(a, buf_str(&joined));
  buf_free(&joined);
  return text;
}

static struct str section_text(struct arena *a, const struct chunk_subject *subject,
                               size_t kind) {
  if (!subject->section)
    return all_sections(a, subject->kb_case, kind);
  return subject->section->kind == kind ? subject->section->text : (struct str){NULL, 0};
}

/* The message of the first log line, with `<*>` for what varies from line to line: one text for
 * all lines of the case. */
static struct str message_template(struct arena *a, const struct chunk_subject *subject,
                                   size_t template) {
  const struct kb_case *kb_case = subject->kb_case;
  if (kb_case->log_line_count == 0 ||
      kb_case->log_lines[0].template != &subject->schema->logs[template])
    return (struct str){NULL, 0};
  struct buf out = {0};
  for (size_t i = 0; i < kb_case->message_count; i++) {
    const struct message_part *part = &kb_case->message[i];
    buf_add(&out, part->is_variable ? STR("<*>") : part->text);
  }
  struct str text = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return text;
}

struct str chunk_name_text(struct arena *a, const struct chunk_subject *subject,
                           const struct name *name) {
  if (name->kind == NAME_SECTION)
    return section_text(a, subject, name->index);
  if (name->kind == NAME_MESSAGE)
    return message_template(a, subject, name->index);
  if (name->kind == NAME_PATH)
    return subject->path;
  if (name->kind == NAME_FRONT)
    return front_text(a, value_get(subject->kb_case->doc->front, name->key));
  return case_text(subject->kb_case, subject->schema, name);
}

/* Both begin anew at the end of the output. */
static struct stretch stretch_at(size_t start) {
  return (struct stretch){.start = start};
}

static bool lacks_all_values(const struct stretch *stretch) {
  return stretch->has_name && !stretch->has_value;
}

static void end_paragraph(struct renderer *r) {
  if (lacks_all_values(&r->paragraph))
    r->out.n = r->paragraph.start;
  if (r->header_end > r->out.n)
    r->header_end = r->out.n;
  while (r->out.n > r->paragraph.start && r->out.p[r->out.n - 1] == '\n')
    r->out.n--;
  if (r->out.n > r->paragraph.start)
    buf_add(&r->out, STR("\n\n"));
  r->paragraph = r->line = stretch_at(r->out.n);
}

static void end_line(struct renderer *r) {
  struct str line = str_slice(buf_str(&r->out), r->line.start, r->out.n);
  bool is_blank = str_trim(line).n == 0;
  if (is_blank || lacks_all_values(&r->line))
    r->out.n = r->line.start;
  else
    buf_add_char(&r->out, '\n');
  bool is_border = is_blank && !r->line.has_name;
  r->line = stretch_at(r->out.n);
  if (is_border)
    end_paragraph(r);
}

/* What stands between an absent value and the next does not indent the line. */
static void add_text(struct renderer *r, struct str text) {
  bool is_indent = r->line.has_name && r->out.n == r->line.start;
  while (is_indent && text.n > 0 && is_blank_char(text.p[0]))
    text = str_slice(text, 1, text.n);
  buf_add(&r->out, text);
}

static void add_literal(struct renderer *r, struct str literal) {
  size_t end = str_find_char(literal, '\n', 0);
  size_t from = 0;
  for (; end != STR_NONE; end = str_find_char(literal, '\n', from)) {
    add_text(r, str_slice(literal, from, end));
    end_line(r);
    from = end + 1;
  }
  add_text(r, str_slice(literal, from, literal.n));
}

static void add_name(struct renderer *r, const struct name *name) {
  if (name->kind == NAME_SECTION) {
    if (!r->has_section)
      r->header_end = r->line.start;
    r->has_section = true;
    if (r->subject->section && r->subject->section->kind == name->index)
      r->has_named_subject = true;
  }
  struct str value = str_trim(chunk_name_text(r->a, r->subject, name));
  buf_add(&r->out, value);
  r->line.has_name = r->paragraph.has_name = true;
  if (value.n > 0)
    r->line.has_value = r->paragraph.has_value = true;
}

/* A section that the template does not name stands behind everything else. */
static void add_unnamed_subject(struct renderer *r) {
  if (!r->subject->section || r->has_named_subject)
    return;
  if (!r->has_section)
    r->header_end = r->out.n;
  r->has_section = true;
  buf_add(&r->out, str_trim(r->subject->section->text));
}

struct chunk_text chunk_render(struct arena *a, const struct chunk_subject *subject) {
  struct renderer r = {.a = a, .subject = subject};
  const struct chunk_rules *rules = &subject->schema->chunks;
  for (size_t i = 0; i < rules->text_count; i++) {
    if (rules->text[i].is_name)
      add_name(&r, &rules->text[i].name);
    else
      add_literal(&r, rules->text[i].literal);
  }
  end_line(&r);
  end_paragraph(&r);
  add_unnamed_subject(&r);
  struct str text = arena_copy(a, str_trim_end(buf_str(&r.out)));
  buf_free(&r.out);
  return (struct chunk_text){
      .text = text,
      .header = str_trim(str_slice(text, 0, r.header_end)),
      .body = str_trim(str_slice(text, r.header_end, text.n)),
  };
}
