/* The texts of a case that somebody wrote, one after the other, for rules about words. */
#include "lint/text.h"

#include "base/arena.h"
#include "lint/lint.h"
#include "lint/words.h"
#include "model/value_places.h"

/* The way through one case. */
struct walk {
  struct text text; /* what all texts of the case have in common */
  void (*visit)(void *ctx, struct text *text);
  void *ctx;
};

static void give(struct walk *w, struct text text, enum text_kind kind, struct span span) {
  text.kind = kind;
  text.span = span;
  if (kind != TEXT_VALUE)
    text.bytes = span_text(span);
  if (text.bytes.n > 0)
    w->visit(w->ctx, &text);
}

/* ---- The body ---- */

static void give_blocks(struct walk *w, const struct block *blocks, size_t count);

static void give_list(struct walk *w, const struct block *list) {
  bool was_in_list = w->text.is_in_list;
  w->text.is_in_list = true;
  give_blocks(w, list->children, list->child_count);
  w->text.is_in_list = was_in_list;
}

static void give_block(struct walk *w, const struct block *block) {
  struct text text = w->text;
  text.block = block;
  switch (block->kind) {
  case BLOCK_BREAK:
  case BLOCK_COMMENT:
    return;
  case BLOCK_BULLET_LIST:
  case BLOCK_ORDERED_LIST:
    give_list(w, block);
    return;
  case BLOCK_ITEM:
  case BLOCK_QUOTE:
    give_blocks(w, block->children, block->child_count);
    return;
  case BLOCK_HEADING:
    give(w, text,
         block->inner.offset == w->text.kb_case->title_span.offset ? TEXT_TITLE : TEXT_HEADING,
         block->inner);
    return;
  case BLOCK_CODE:
    give(w, text, TEXT_CODE, block->inner);
    return;
  case BLOCK_HTML:
  case BLOCK_REFERENCE:
    give(w, text, TEXT_MARKUP, block->span);
    return;
  default:
    give(w, text, TEXT_PROSE, block->span);
    return;
  }
}

/* Nests as deep as the limits of bodies let it. */
static void give_blocks(struct walk *w, const struct block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++)
    give_block(w, &blocks[i]);
}

/* Sections stand in the order of their blocks, each behind its heading, which is a name of the
 * schema's and nobody's text. `content` is what holds for the blocks that are in none. */
static void give_level(struct walk *w, const struct block *blocks, size_t count,
                       const struct kb_section *sections, size_t section_count,
                       const struct content_rules *content) {
  size_t next = 0;
  for (size_t i = 0; i < count; i++) {
    const struct kb_section *section = next < section_count ? &sections[next] : NULL;
    if (section && &blocks[i] == section->blocks - 1) {
      give_level(w, section->blocks, section->block_count, section->sections,
                 section->section_count, &section->rule->content);
      i += section->block_count;
      next++;
      continue;
    }
    w->text.log = content ? content->log : NULL;
    if (!w->text.log || content->allow != 0)
      give_block(w, &blocks[i]);
  }
}

static void give_body(struct walk *w) {
  const struct kb_case *kb_case = w->text.kb_case;
  give_level(w, kb_case->doc->blocks, kb_case->doc->block_count, kb_case->sections,
             kb_case->section_count, NULL);
  w->text.log = NULL;
}

/* ---- The front matter ---- */

/* Is it a key whose value the machine's own line must have? */
static bool is_key_of_log(const struct schema *schema, struct str key) {
  for (size_t i = 0; i < schema->log_count; i++) {
    for (size_t j = 0; j < schema->logs[i].field_count; j++) {
      const struct log_field *field = &schema->logs[i].fields[j];
      if (str_equal(field->contains, key) || str_equal(field->equals, key))
        return true;
    }
  }
  return false;
}

/* Nests as deep as the limits of YAML let it. */
static void give_value(struct walk *w, const struct value *value) {
  for (size_t i = 0; i < value->count; i++)
    give_value(w, value->kind == VALUE_ARRAY ? &value->items[i] : &value->members[i].value);
  if (!value_is_textual(value) || value->is_reported)
    return;
  struct text text = w->text;
  text.value = value;
  text.bytes = value->text;
  give(w, text, TEXT_VALUE, value->span);
}

static void give_front(struct walk *w, const struct schema *schema, const struct value *front) {
  for (size_t i = 0; front && front->kind == VALUE_OBJECT && i < front->count; i++) {
    w->text.is_from_log = is_key_of_log(schema, front->members[i].key);
    give_value(w, &front->members[i].value);
  }
  w->text.is_from_log = false;
}

bool case_may_hold(const struct kb_case *kb_case, const struct word_set *words) {
  const struct piece *piece = kb_case->doc->piece;
  struct str front = piece->front_state == FRONT_PRESENT ? span_text(piece->front) : STR("");
  struct word_hit hit;
  return word_set_next(words, span_text(piece->whole), 0, &hit) ||
         str_find_char(front, '\\', 0) != STR_NONE || str_find(front, STR("''"), 0) != STR_NONE;
}

void case_texts(const struct linter *linter, const struct kb_case *kb_case,
                void (*visit)(void *ctx, struct text *text), void *ctx) {
  const struct schema *schema = linter->kb->schema;
  struct walk w = {{.linter = linter, .kb_case = kb_case}, visit, ctx};
  if (kb_case->doc->piece->heading_level > 0)
    give(&w, w.text, TEXT_TITLE, kb_case->doc->piece->title);
  give_body(&w);
  give_front(&w, schema, kb_case->doc->front);
}

void case_body_texts(const struct kb_case *kb_case, void (*visit)(void *ctx, struct text *text),
                     void *ctx) {
  struct walk w = {{.kb_case = kb_case}, visit, ctx};
  give_body(&w);
}

/* ---- Questions about a text ---- */

struct span text_span(struct text *text, size_t from, size_t to) {
  const struct source *source = text->span.source;
  if (!text->value)
    return span_of(source, text->span.offset + from, text->span.offset + to);
  if (!text->has_places)
    text->places = value_places(text->linter->a, text->value);
  text->has_places = true;
  if (!text->places)
    return text->span;
  return span_of(source, text->places[from], text->places[to]);
}

/* Lines stand in the order of the source. */
static bool is_in_log_line(const struct kb_case *kb_case, size_t offset) {
  size_t low = 0, high = kb_case->log_line_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    struct span span = kb_case->log_lines[middle].span;
    if (span.offset + span.n <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low < kb_case->log_line_count && kb_case->log_lines[low].span.offset <= offset;
}

/* A line that begins as one but does not fit its template was reported, and is no prose. */
static bool is_meant_as_log_line(const struct text *text, size_t at) {
  const struct log_part *first = text->log ? &text->log->parts[0] : NULL;
  if (!first || first->kind != PART_LITERAL)
    return false;
  const struct source *source = text->span.source;
  size_t line = source_line_at(source, text->span.offset + at);
  return str_starts_with(str_trim(source_line(source, line)), first->literal);
}

static struct inline_spans find_inline_spans(const struct text *text) {
  struct arena *a = text->linter->a;
  switch (text->kind) {
  case TEXT_VALUE:
  case TEXT_CODE:
    return inline_spans(a, text->bytes, SYNTAX_PLAIN);
  case TEXT_MARKUP:
    return text->block->kind == BLOCK_REFERENCE ? inline_definition(a, text->bytes)
                                                : inline_spans(a, text->bytes, SYNTAX_HTML);
  default:
    return inline_spans(a, text->bytes, SYNTAX_MARKDOWN);
  }
}

bool text_is_quoted(struct text *text, size_t at, unsigned inline_kinds) {
  bool is_body = text->kind >= TEXT_HEADING;
  if (is_body &&
      (is_in_log_line(text->kb_case, text->span.offset + at) || is_meant_as_log_line(text, at)))
    return true;
  if (!text->has_inline_spans)
    text->inline_spans = find_inline_spans(text);
  text->has_inline_spans = true;
  return (inline_kind_at(&text->inline_spans, at) & inline_kinds) != 0;
}
