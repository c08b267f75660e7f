/* The texts of the cases in the generated kb.c: members of one struct, kb_texts. */
#include "emit/c/c_records.h"

#include "base/arena.h"
#include "base/buf.h"
#include "emit/body_rest.h"
#include "emit/c/c_tables.h"
#include "model/kb.h"

/* ---- What a case says ---------------------------------------------------------------------
 */

struct item {
  size_t what;
  struct str text;
  size_t start; /* among the texts */
};

enum { TITLE, HEADING, PATH, FIXED };

struct items {
  struct item *list;
  size_t count;
  size_t logs, pairs, sections, others; /* of each kind, in this order behind the fixed ones */
};

static void add_item(struct item **next, size_t what, struct str text) {
  *(*next)++ = (struct item){.what = what, .text = text};
}

static struct items items_of(struct arena *a, const struct c_kb *c,
                             const struct kb_case *kb_case) {
  const struct value *front = kb_case->doc->front;
  size_t pairs = front && front->kind == VALUE_OBJECT ? front->count : 0;
  struct body_rest rest = body_rest_of(a, kb_case);
  struct items items = {NULL,      0, kb_case->log_line_count, pairs, kb_case->section_count,
                        rest.count};
  items.count = FIXED + items.logs + items.pairs + items.sections + items.others * 2;
  struct item *next = items.list = arena_array(a, struct item, items.count);
  add_item(&next, 0, kb_case->title);
  add_item(&next, 0, kb_case->full_title);
  add_item(&next, 0, kb_case->doc->piece->source->place);
  for (size_t i = 0; i < items.logs; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    add_item(&next, (size_t)(line->template - c->kb->schema->logs), span_text(line->span));
  }
  for (size_t i = 0; i < pairs; i++) {
    struct str key = front->members[i].key;
    add_item(&next, map_find(&c->key_numbers, key), c_value_text(a, c, kb_case, key));
  }
  for (size_t i = 0; i < items.sections; i++)
    add_item(&next, kb_case->sections[i].kind, kb_case->sections[i].text);
  for (size_t i = 0; i < rest.count; i++) {
    add_item(&next, 0, rest.items[i].title);
    add_item(&next, 0, rest.items[i].text);
  }
  return items;
}

/* ---- Its bytes ----------------------------------------------------------------------------
 */

/* The numbers, then each text that stands for itself; a NUL behind each. */
struct record {
  struct str *pieces; /* without their NULs */
  size_t count;
  size_t n; /* bytes of the texts so far */
};

static void add_number(struct buf *out, size_t number) {
  for (; number > 0x7F; number >>= 7)
    buf_add_char(out, (char)(unsigned char)(number | 0x80));
  buf_add_char(out, (char)number);
}

static void add_text(struct record *record, struct item *item) {
  item->start = record->n;
  record->pieces[record->count++] = item->text;
  record->n += item->text.n + 1;
}

/* A text that one of the hosts ends in needs no bytes of its own: mostly a section is its log
 * line, and the heading ends in the title. */
static void share_text(struct record *record, struct item *item, const struct item *hosts,
                       size_t host_count) {
  for (size_t i = 0; i < host_count; i++) {
    if (str_ends_with(hosts[i].text, item->text)) {
      item->start = hosts[i].start + hosts[i].text.n - item->text.n;
      return;
    }
  }
  add_text(record, item);
}

/* What is asked for most stands first, near the numbers. */
static void place_texts(struct record *record, const struct items *items) {
  struct item *logs = items->list + FIXED, *pairs = logs + items->logs;
  struct item *sections = pairs + items->pairs, *others = sections + items->sections;
  for (size_t i = 0; i < items->pairs; i++)
    add_text(record, &pairs[i]);
  add_text(record, &items->list[HEADING]);
  share_text(record, &items->list[TITLE], &items->list[HEADING], 1);
  add_text(record, &items->list[PATH]);
  for (size_t i = 0; i < items->sections; i++)
    add_text(record, &sections[i]);
  for (size_t i = 0; i < items->logs; i++)
    share_text(record, &logs[i], sections, items->sections);
  for (size_t i = 0; i < items->others * 2; i++)
    add_text(record, &others[i]);
}

static struct str numbers_of(struct arena *a, const struct items *items) {
  struct buf numbers = {0}, all = {0};
  add_number(&numbers, items->logs);
  add_number(&numbers, items->pairs);
  add_number(&numbers, items->sections);
  add_number(&numbers, items->others);
  for (size_t i = 0; i < items->count; i++) {
    add_number(&numbers, items->list[i].what);
    add_number(&numbers, items->list[i].start);
    add_number(&numbers, items->list[i].text.n);
  }
  add_number(&all, numbers.n + 1);
  buf_add(&all, buf_str(&numbers));
  struct str bytes = arena_copy(a, buf_str(&all));
  buf_free(&numbers);
  buf_free(&all);
  return bytes;
}

static struct record record_of(struct arena *a, const struct c_kb *c,
                               const struct kb_case *kb_case) {
  struct items items = items_of(a, c, kb_case);
  struct record record = {.pieces = arena_array(a, struct str, items.count + 1), .count = 1};
  place_texts(&record, &items);
  record.pieces[0] = numbers_of(a, &items);
  return record;
}

/* ---- Members ------------------------------------------------------------------------------
 * As few as there can be: each costs the compiler time. A literal brings the NUL of its last
 * piece with it, and C++ wants room for that.
 */

/* The end of the member whose first piece is the one at `from`; `n` is how many bytes it has,
 * NULs included. */
static size_t member_end(const struct record *record, size_t from, size_t *n) {
  size_t to = from + 1;
  *n = record->pieces[from].n + 1;
  while (to < record->count && *n + record->pieces[to].n <= C_LITERAL_BYTES)
    *n += record->pieces[to++].n + 1;
  return to;
}

void c_record_name(struct buf *out, const struct c_kb *c, const struct kb_case *kb_case) {
  size_t first = map_find(&c->ids, kb_case->id);
  buf_add_char(out, 'c');
  for (size_t i = 0; i < kb_case->id.n; i++) {
    char digit = kb_case->id.p[i];
    buf_add_char(out, is_alpha_char(digit) || is_digit_char(digit) ? digit : '_');
  }
  /* Two cases never share an id, unless one lacks a part of its identity. */
  if (first != kb_case->index)
    buf_printf(out, "_case%zu", kb_case->index);
}

void c_record_declare(struct buf *out, struct arena *scratch, const struct c_kb *c,
                      const struct kb_case *kb_case) {
  struct record record = record_of(scratch, c, kb_case);
  for (size_t from = 0, to, n, number = 1; from < record.count; from = to, number++) {
    to = member_end(&record, from, &n);
    buf_add_c(out, "  char ");
    c_record_name(out, c, kb_case);
    if (number > 1)
      buf_printf(out, "_part%zu", number);
    buf_printf(out, "[%zu];\n", n);
  }
}

static void write_member(struct buf *out, const struct record *record, size_t from, size_t to) {
  for (size_t i = from; i < to; i++) {
    buf_add_c(out, "    ");
    if (record->pieces[i].n > C_LITERAL_BYTES)
      c_text_array(out, record->pieces[i], 5);
    else if (i == 0)
      c_text_octal(out, record->pieces[i], 4);
    else
      c_text_literal(out, record->pieces[i], 4);
    if (i + 1 < to) {
      out->n--; /* The quote; the NUL comes before it. */
      buf_add_c(out, "\\000\"\n");
    }
  }
  buf_add_c(out, ",\n");
}

void c_record_write(struct buf *out, struct arena *scratch, const struct c_kb *c,
                    const struct kb_case *kb_case) {
  struct record record = record_of(scratch, c, kb_case);
  for (size_t from = 0, to, n; from < record.count; from = to) {
    to = member_end(&record, from, &n);
    write_member(out, &record, from, to);
  }
}
