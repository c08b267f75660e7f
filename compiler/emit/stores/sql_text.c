/* Text as SQL writes it, so that nothing in it can end its literal, and the row of a chunk. */
#include "emit/stores/sql_text.h"

#include "base/utf8.h"
#include "emit/stores/record.h"

#include <stdio.h>

/* ---- Characters that are not to stand in a script as they are ------------------------------
 * Controls would be acted on by a terminal, sqlite3 drops a CR before LF, bidi controls make a
 * diff say what it does not. */

static bool is_raw(uint32_t code_point) {
  return code_point == '\n' || code_point == '\t' || !is_unprintable(code_point);
}

/* The offset of the next one from `from` on, or STR_NONE. */
static size_t find_hazard(struct str s, size_t from, uint32_t *code_point, size_t *n) {
  for (size_t at = from; at < s.n; at += *n) {
    at = utf8_plain(s, at);
    if (at >= s.n)
      break;
    *n = utf8_decode(s, at, code_point);
    if (*n > 0 && !is_raw(*code_point))
      return at;
    *n = *n > 0 ? *n : 1;
  }
  return STR_NONE;
}

static void add_quoted(struct buf *out, struct str text) {
  size_t kept = 0;
  for (size_t at = str_find_char(text, '\'', 0); at != STR_NONE;
       at = str_find_char(text, '\'', at + 1)) {
    buf_add(out, str_slice(text, kept, at + 1));
    buf_add_char(out, '\'');
    kept = at + 1;
  }
  buf_add(out, str_slice(text, kept, text.n));
}

/* ---- SQLite --------------------------------------------------------------------------------
 * Its literals have no escapes, and a || for each character would nest too deep in a long text.
 * So a mark that the text does not hold stands for the character, and replace() puts that in.
 */

enum { HAZARDS = 256 }; /* more than there are different ones */

struct hazards {
  uint32_t found[HAZARDS];
  size_t count;
};

static void note_hazard(struct hazards *hazards, uint32_t code_point) {
  for (size_t i = 0; i < hazards->count; i++) {
    if (hazards->found[i] == code_point)
      return;
  }
  hazards->found[hazards->count++] = code_point;
}

/* The smallest number with which no mark can be mistaken for a part of the text. */
static size_t free_mark(struct str text) {
  for (size_t number = 1;; number++) {
    char begin[32];
    int n = snprintf(begin, sizeof begin, "{%zu:", number);
    if (str_find(text, (struct str){begin, (size_t)n}, 0) == STR_NONE)
      return number;
  }
}

static void add_marked(struct buf *out, struct str text, size_t number,
                       struct hazards *hazards) {
  uint32_t code_point = 0;
  size_t n = 0, kept = 0;
  buf_add_char(out, '\'');
  for (size_t at = 0; (at = find_hazard(text, kept, &code_point, &n)) != STR_NONE;) {
    add_quoted(out, str_slice(text, kept, at));
    buf_printf(out, "{%zu:%X}", number, (unsigned)code_point);
    note_hazard(hazards, code_point);
    kept = at + n;
  }
  add_quoted(out, str_slice(text, kept, text.n));
  buf_add_char(out, '\'');
}

void sql_add_sqlite(struct buf *out, struct str text) {
  struct hazards hazards = {.count = 0};
  struct buf literal = {0};
  size_t number = free_mark(text);
  add_marked(&literal, text, number, &hazards);
  for (size_t i = 0; i < hazards.count; i++)
    buf_add_c(out, "replace(");
  buf_add(out, buf_str(&literal));
  for (size_t i = 0; i < hazards.count; i++) {
    unsigned code_point = (unsigned)hazards.found[i];
    buf_printf(out, ", '{%zu:%X}', char(%u))", number, code_point, code_point);
  }
  buf_free(&literal);
}

/* ---- PostgreSQL ----------------------------------------------------------------------------
 */

/* E'' means the same whatever standard_conforming_strings is set to; without a backslash ''
 * does, too. */
void sql_add_postgres(struct buf *out, struct str text) {
  uint32_t code_point = 0;
  size_t n = 0;
  bool is_plain = str_find_char(text, '\\', 0) == STR_NONE &&
                  find_hazard(text, 0, &code_point, &n) == STR_NONE;
  buf_add_c(out, is_plain ? "'" : "E'");
  size_t kept = 0;
  for (size_t at = 0; at < text.n; at += n) {
    n = utf8_decode(text, at, &code_point);
    bool is_kept = n == 0 || (text.p[at] != '\\' && text.p[at] != '\'' && is_raw(code_point));
    n = n > 0 ? n : 1;
    if (is_kept)
      continue;
    buf_add(out, str_slice(text, kept, at));
    kept = at + n;
    if (text.p[at] == '\\' || text.p[at] == '\'')
      buf_add_repeat(out, text.p[at], 2);
    else
      buf_printf(out, code_point > 0xFFFF ? "\\U%08X" : "\\u%04X", (unsigned)code_point);
  }
  buf_add(out, str_slice(text, kept, text.n));
  buf_add_char(out, '\'');
}

/* A field ends at a tab, a row at a line end, the data at "\."; a backslash that is doubled
 * begins none of these. What is not to stand there as it is, is its bytes in hexadecimal
 * digits; they are the server's, of which the schema asks for UTF-8. */
static void add_escaped(struct buf *out, const char *p, size_t n) {
  if (*p == '\\')
    buf_add_c(out, "\\\\");
  else if (*p == '\n')
    buf_add_c(out, "\\n");
  else if (*p == '\t')
    buf_add_c(out, "\\t");
  else
    for (size_t i = 0; i < n; i++)
      buf_printf(out, "\\x%02X", (unsigned)(unsigned char)p[i]);
}

void sql_add_copy(struct buf *out, struct str text) {
  uint32_t code_point = 0;
  size_t n = 0, kept = 0;
  for (size_t at = 0; at < text.n; at += n) {
    n = utf8_decode(text, at, &code_point);
    bool is_kept = n == 0 || (code_point != '\\' && !is_unprintable(code_point));
    n = n > 0 ? n : 1;
    if (is_kept)
      continue;
    buf_add(out, str_slice(text, kept, at));
    add_escaped(out, text.p + at, n);
    kept = at + n;
  }
  buf_add(out, str_slice(text, kept, text.n));
}

/* ---- Rows ----------------------------------------------------------------------------------
 */

static struct sql_value of_text(struct str text) {
  return (struct sql_value){.kind = SQL_IS_TEXT, .text = text};
}

static struct sql_value of_number(size_t number) {
  return (struct sql_value){.kind = SQL_IS_NUMBER, .number = number};
}

void sql_row(struct sql_value values[SQL_COLUMN_COUNT], struct str kb,
             const struct record *record) {
  const struct sql_value none = {.kind = SQL_IS_NULL};
  bool is_section = record->section.n > 0;
  values[SQL_ID] = of_text(record->id);
  values[SQL_KB] = of_text(kb);
  values[SQL_CASE_ID] = of_text(record->case_id);
  values[SQL_UNIT] = of_text(record->unit);
  values[SQL_SECTION] = is_section ? of_text(record->section) : none;
  values[SQL_OCCURRENCE] = is_section ? of_number(record->occurrence) : none;
  values[SQL_PART] = of_number(record->part);
  values[SQL_PARTS] = of_number(record->parts);
  values[SQL_TOKENS] = of_number(record->tokens);
  values[SQL_HASH] = of_text(record->hash);
  values[SQL_META_HASH] = of_text(record->meta_hash);
  values[SQL_METADATA] = of_text(record->metadata_json);
  values[SQL_TEXT] = of_text(record->text);
}

void sql_add_row(struct buf *out, const struct sql_value *values, size_t count,
                 void (*add_text)(struct buf *out, struct str text)) {
  for (size_t i = 0; i < count; i++) {
    buf_add_c(out, i > 0 ? ", " : "");
    if (values[i].kind == SQL_IS_NULL)
      buf_add_c(out, "NULL");
    else if (values[i].kind == SQL_IS_NUMBER)
      buf_printf(out, "%zu", values[i].number);
    else
      add_text(out, values[i].text);
  }
}
