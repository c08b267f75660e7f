/* How kbc explain --case writes what it knows of a case: for people, and as JSON. */
#include "base/arena.h"
#include "base/json_writer.h"
#include "diag/glyph.h"
#include "driver/explained.h"
#include "emit/case_json.h"
#include "model/kb.h"
#include "model/pattern_words.h"
#include "version.h"

static size_t line_of(const struct kb_case *kb_case) {
  struct span whole = kb_case->doc->piece->whole;
  return source_line_at(whole.source, whole.offset) + 1;
}

/* ---- Text ---------------------------------------------------------------------------------
 */

enum { TEXT_MOST = 10 }; /* other cases of a kind that are listed */

static void add_label(struct buf *out, const char *label) {
  buf_printf(out, "  %-10s", label);
}

static void add_row(struct buf *out, const char *label, struct str text) {
  add_label(out, label);
  glyph_add(out, text);
  buf_add_char(out, '\n');
}

static void add_place(struct buf *out, const struct kb_case *kb_case) {
  glyph_add_path(out, kb_case->doc->piece->source->path);
  buf_printf(out, ":%zu", line_of(kb_case));
}

/* What varies from line to line stands between < and >. */
static void add_message(struct buf *out, const struct kb_case *kb_case) {
  if (kb_case->message_count == 0)
    return;
  add_label(out, "message");
  for (size_t i = 0; i < kb_case->message_count; i++) {
    bool is_variable = kb_case->message[i].is_variable;
    buf_add_c(out, is_variable ? "<" : "");
    glyph_add(out, kb_case->message[i].text);
    buf_add_c(out, is_variable ? ">" : "");
  }
  buf_add_char(out, '\n');
}

/* A value as it stands, a variable word as dots. */
static void add_words(struct buf *out, struct str words) {
  for (bool is_first = true; words.n > 0; is_first = false) {
    struct str item = words_next_item(&words);
    buf_add_c(out, is_first ? "" : " ");
    if (item.p[0] == '*')
      buf_add_c(out, "...");
    else
      glyph_add(out, item.p[0] == '=' ? str_slice(item, 1, item.n) : item);
  }
}

static void add_patterns(struct buf *out, const struct kb_case *kb_case) {
  struct str service = {NULL, 0};
  for (size_t i = 0; i < kb_case->pattern_count; i++) {
    const struct kb_pattern *pattern = &kb_case->patterns[i];
    if (pattern->service.n > 0 && !str_equal(pattern->service, service))
      add_row(out, "service", pattern->service);
    service = pattern->service;
  }
  for (size_t i = 0; i < kb_case->pattern_count; i++) {
    add_label(out, i == 0 ? "patterns" : "");
    add_words(out, kb_case->patterns[i].words);
    buf_add_char(out, '\n');
  }
  if (kb_case->pattern_count == 0)
    add_row(out, "patterns", STR("none: no log line finds this case"));
  if (kb_case->priority != 0)
    buf_printf(out, "  %-10s%d\n", "priority", kb_case->priority);
}

static void add_kin(struct buf *out, const struct explained *e, enum kinship kinship) {
  static const char *const titles[] = {
      [KIN_EQUAL] = "cases with the same pattern; the one with the highest priority wins, or "
                    "else the one that stands first:",
      [KIN_INSIDE] = "cases with a pattern that is inside one of these; this case wins where "
                     "both fit:",
      [KIN_AROUND] = "cases with a pattern around one of these; they win where both fit:",
  };
  const struct kin_list *list = &e->kin[kinship];
  if (list->count > 0)
    buf_printf(out, "\n  %s\n", titles[kinship]);
  for (size_t i = 0; i < list->count && i < TEXT_MOST; i++) {
    const struct kb_case *other = e->kb->cases[list->items[i].number];
    buf_add_c(out, "    ");
    add_place(out, other);
    buf_add_c(out, ": ");
    glyph_add(out, other->full_title);
    buf_add_c(out, ": ");
    add_words(out, list->items[i].words);
    buf_add_char(out, '\n');
  }
  if (list->count > TEXT_MOST)
    buf_printf(out, "    and %zu more\n", list->count - TEXT_MOST);
}

void explained_write_text(struct buf *out, const struct explained *e) {
  const struct kb_case *kb_case = e->kb->cases[e->number];
  glyph_add_line(out, kb_case->full_title);
  buf_add_char(out, '\n');
  add_label(out, "place");
  add_place(out, kb_case);
  buf_add_char(out, '\n');
  add_row(out, "id", kb_case->id);
  add_message(out, kb_case);
  add_patterns(out, kb_case);
  if (e->line.n > 0)
    add_row(out, "line", e->line);
  for (size_t i = 0; i < KINSHIPS; i++)
    add_kin(out, e, (enum kinship)i);
}

/* ---- JSON ---------------------------------------------------------------------------------
 */

static void write_who(struct json_writer *w, const struct kb_case *kb_case) {
  json_member(w, "id", kb_case->id);
  json_member(w, "title", kb_case->full_title);
  json_member(w, "path", kb_case->doc->piece->source->place);
  json_member_number(w, "line", line_of(kb_case));
}

static void write_kin(struct json_writer *w, const struct explained *e, enum kinship kinship) {
  static const char *const keys[] = {
      [KIN_EQUAL] = "equal", [KIN_INSIDE] = "inside", [KIN_AROUND] = "around"};
  const struct kin_list *list = &e->kin[kinship];
  json_key(w, keys[kinship]);
  json_open_array(w);
  for (size_t i = 0; i < list->count; i++) {
    json_open_object(w);
    write_who(w, e->kb->cases[list->items[i].number]);
    json_member(w, "words", list->items[i].words);
    json_member(w, "of", list->items[i].mine);
    json_close_object(w);
  }
  json_close_array(w);
}

void explained_write_json(struct buf *out, const struct explained *e) {
  const struct kb_case *kb_case = e->kb->cases[e->number];
  struct json_writer w;
  json_start(&w, out, JSON_PRETTY);
  json_open_object(&w);
  json_member(&w, "kbc", STR(KBC_VERSION));
  write_who(&w, kb_case);
  json_key(&w, "message");
  case_write_message(&w, kb_case);
  json_key(&w, "patterns");
  case_write_patterns(&w, kb_case);
  json_key(&w, "log_line");
  if (e->line.n > 0)
    json_string(&w, e->line);
  else
    json_null(&w);
  for (size_t i = 0; i < KINSHIPS; i++)
    write_kin(&w, e, (enum kinship)i);
  json_close_object(&w);
  buf_add_char(out, '\n');
}
