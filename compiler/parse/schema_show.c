/* Writes a schema as YAML while it is read: every key that is in force, defaults filled in. */
#include "parse/schema_show.h"

#include "base/buf.h"
#include "base/json_writer.h"
#include "parse/schema_reader.h"

#include <stdint.h>

static void add_indent(struct schema_show *show) {
  buf_add_repeat(show->out, ' ', 2 * show->depth);
}

/* ---- Scalars ------------------------------------------------------------------------------
 */

static bool is_made_of(struct str text, const char *others) {
  for (size_t i = 0; i < text.n; i++) {
    if (!is_alpha_char(text.p[i]) && !is_digit_char(text.p[i]) &&
        str_find_char(str_from_c(others), text.p[i], 0) == STR_NONE)
      return false;
  }
  return text.n > 0;
}

/* In whatever case it is written. */
static bool is_word(struct str text, const char *word) {
  size_t i = 0;
  while (i < text.n && word[i] && lower_char(text.p[i]) == word[i])
    i++;
  return i == text.n && !word[i];
}

/* Text that every reader takes for the same text without quotes, wherever it stands: words and
 * ranges. */
static bool is_plain(struct str text) {
  const struct value plain = {.kind = VALUE_STRING, .text = text};
  if (!is_made_of(text, "_-./") || value_other_reading(&plain) || is_word(text, "true") ||
      is_word(text, "false") || is_word(text, "null"))
    return false;
  return is_alpha_char(text.p[0]) ||
         (str_find(text, STR(".."), 0) != STR_NONE && text.p[0] != '-');
}

static void add_quoted(struct buf *out, struct str text) {
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_string(&w, text);
}

static void add_scalar(struct buf *out, const struct value *value) {
  switch (value->kind) {
  case VALUE_NULL:
    buf_add_c(out, "null");
    return;
  case VALUE_BOOL:
    buf_add_c(out, value->boolean ? "true" : "false");
    return;
  case VALUE_NUMBER:
    buf_add(out, value->text);
    return;
  default:
    if (is_plain(value->text))
      buf_add(out, value->text);
    else
      add_quoted(out, value->text);
  }
}

/* Line by line, as it was written; the indicator is there for lines that begin with spaces. */
static void add_block(struct schema_show *show, struct str text) {
  struct str rest = text, line;
  bool has_end = text.n > 0 && text.p[text.n - 1] == '\n';
  bool has_more = text.n > 1 && has_end && text.p[text.n - 2] == '\n';
  buf_printf(show->out, " |2%s\n", has_more ? "+" : has_end ? "" : "-");
  while (str_next_line(&rest, &line)) {
    if (line.n > 0) {
      add_indent(show);
      buf_add_c(show->out, "  ");
    }
    buf_add(show->out, line);
    buf_add_char(show->out, '\n');
  }
}

/* ---- Any value ----------------------------------------------------------------------------
 */

static bool is_scalar(const struct value *value) {
  return value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT;
}

void schema_show_flow(struct buf *out, const struct value *value) {
  if (is_scalar(value)) {
    add_scalar(out, value);
    return;
  }
  bool is_array = value->kind == VALUE_ARRAY;
  buf_add_char(out, is_array ? '[' : '{');
  for (size_t i = 0; i < value->count; i++) {
    buf_add_c(out, i > 0 ? ", " : "");
    if (!is_array) {
      add_quoted(out, value->members[i].key);
      buf_add_c(out, ": ");
    }
    schema_show_flow(out, is_array ? &value->items[i] : &value->members[i].value);
  }
  buf_add_char(out, is_array ? ']' : '}');
}

static void add_key(struct schema_show *show, struct str key) {
  if (show->is_item) {
    buf_add_repeat(show->out, ' ', 2 * (show->depth - 1));
    buf_add_c(show->out, "- ");
  } else {
    add_indent(show);
  }
  show->is_item = false;
  const struct value name = {.kind = VALUE_STRING, .text = key};
  add_scalar(show->out, &name);
  buf_add_char(show->out, ':');
}

/* Behind a key: mappings below it, key by key, everything else beside it. */
static void add_value(struct schema_show *show, const struct value *value) {
  if (value->kind == VALUE_OBJECT && value->count > 0) {
    buf_add_char(show->out, '\n');
    show->depth++;
    for (size_t i = 0; i < value->count; i++) {
      add_key(show, value->members[i].key);
      add_value(show, &value->members[i].value);
    }
    show->depth--;
  } else if (value->kind == VALUE_STRING && value->style == STYLE_BLOCK && value->text.n > 0) {
    add_block(show, value->text);
  } else {
    buf_add_char(show->out, ' ');
    schema_show_flow(show->out, value);
    buf_add_char(show->out, '\n');
  }
}

/* ---- What the readers call ----------------------------------------------------------------
 */

size_t schema_show_key(struct schema_reader *r, struct str key) {
  struct schema_show *show = r->show;
  if (!show)
    return 0;
  add_key(show, key);
  return show->out->n;
}

void schema_show_value(struct schema_reader *r, const struct value *value, size_t mark) {
  if (r->show && r->show->out->n == mark)
    add_value(r->show, value);
}

void schema_show_default(struct schema_reader *r, const char *text, size_t mark) {
  if (r->show && r->show->out->n == mark)
    buf_printf(r->show->out, " %s\n", text);
}

size_t schema_show_open(struct schema_reader *r) {
  struct schema_show *show = r->show;
  if (!show)
    return 0;
  if (show->depth != SIZE_MAX && !show->is_item)
    buf_add_char(show->out, '\n');
  show->depth = show->depth == SIZE_MAX ? 0 : show->depth + 1;
  return show->out->n;
}

void schema_show_close(struct schema_reader *r, size_t start) {
  struct schema_show *show = r->show;
  if (!show)
    return;
  if (show->out->n == start && !show->is_item) {
    show->out->n--;
    buf_add_c(show->out, " {}\n");
  }
  show->depth = show->depth == 0 ? SIZE_MAX : show->depth - 1;
}

void schema_show_list_open(struct schema_reader *r) {
  if (!r->show)
    return;
  buf_add_char(r->show->out, '\n');
  r->show->depth++;
}

void schema_show_item(struct schema_reader *r) {
  if (r->show)
    r->show->is_item = true;
}

void schema_show_list_close(struct schema_reader *r) {
  if (r->show)
    r->show->depth--;
}
