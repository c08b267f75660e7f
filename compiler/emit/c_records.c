/* The texts of a case in the generated kb.c. */
#include "emit/c_records.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/body_rest.h"
#include "emit/c_tables.h"
#include "model/kb.h"

/* What stands in the variable: a member each, so that no string literal grows too long and a
 * change to a text changes few lines. */
struct record {
  struct str *members; /* the numbers in front of each text included */
  size_t *leads;       /* the bytes of these numbers */
  size_t count;
};

static void add_number(struct buf *out, size_t number) {
  for (; number > 0x7F; number >>= 7)
    buf_add_char(out, (char)(unsigned char)(number | 0x80));
  buf_add_char(out, (char)number);
}

static void add_member(struct arena *a, struct record *record, struct buf *bytes, size_t lead) {
  record->members = arena_grow(a, record->members, record->count, sizeof *record->members);
  record->leads = arena_grow(a, record->leads, record->count, sizeof *record->leads);
  record->leads[record->count] = lead;
  record->members[record->count++] = arena_copy(a, buf_str(bytes));
  buf_free(bytes);
}

static void add_text(struct arena *a, struct record *record, size_t what, struct str text) {
  struct buf bytes = {0};
  add_number(&bytes, what);
  add_number(&bytes, text.n);
  size_t lead = bytes.n;
  buf_add(&bytes, text);
  add_member(a, record, &bytes, lead);
}

static void add_counts(struct arena *a, struct record *record, const size_t counts[4]) {
  struct buf bytes = {0};
  for (size_t i = 0; i < 4; i++)
    add_number(&bytes, counts[i]);
  add_member(a, record, &bytes, bytes.n);
}

static struct record collect(struct arena *a, const struct c_kb *c,
                             const struct kb_case *kb_case, struct str path) {
  struct record record = {0};
  const struct value *front = kb_case->doc->front;
  size_t pairs = front && front->kind == VALUE_OBJECT ? front->count : 0;
  struct body_rest rest = body_rest_of(a, kb_case);
  add_counts(a, &record,
             (size_t[4]){kb_case->log_line_count, pairs, kb_case->section_count, rest.count});
  const struct str fixed[] = {kb_case->id, kb_case->title, kb_case->full_title, path};
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
    add_text(a, &record, 0, fixed[i]);
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    add_text(a, &record, (size_t)(line->template - c->kb->schema->logs), span_text(line->span));
  }
  for (size_t i = 0; i < pairs; i++) {
    struct str key = front->members[i].key;
    add_text(a, &record, map_find(&c->key_numbers, key), c_value_text(a, c, kb_case, key));
  }
  for (size_t i = 0; i < kb_case->section_count; i++)
    add_text(a, &record, kb_case->sections[i].kind, kb_case->sections[i].text);
  for (size_t i = 0; i < rest.count; i++) {
    add_text(a, &record, 0, rest.items[i].title);
    add_text(a, &record, 0, rest.items[i].text);
  }
  return record;
}

enum { MEMBERS_A_LINE = 6 };

static void write_members(struct buf *out, const struct record *record) {
  buf_add_c(out, "static const struct {");
  for (size_t i = 0; i < record->count; i++)
    buf_printf(out, "%s char t%zu[%zu];", i % MEMBERS_A_LINE == 0 ? "\n " : "", i,
               record->members[i].n + 1);
  buf_add_c(out, "\n} ");
}

static void write_value(struct buf *out, struct str member, size_t lead) {
  buf_add_c(out, "    ");
  if (member.n > C_LITERAL_BYTES) {
    c_text_array(out, member, 5);
  } else {
    c_text_octal(out, str_slice(member, 0, lead));
    if (member.n > lead) {
      buf_add_char(out, ' ');
      c_text_literal(out, str_slice(member, lead, member.n), 4);
    }
  }
  buf_add_c(out, ",\n");
}

void c_record_write(struct buf *out, struct arena *scratch, const struct c_kb *c,
                    const struct kb_case *kb_case, struct str path) {
  struct record record = collect(scratch, c, kb_case, path);
  write_members(out, &record);
  c_record_name(out, c, kb_case);
  buf_add_c(out, " = {\n");
  for (size_t i = 0; i < record.count; i++)
    write_value(out, record.members[i], record.leads[i]);
  buf_add_c(out, "};\n\n");
}
