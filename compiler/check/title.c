/* Finds the title of a case and holds it against the schema's pattern. */
#include "base/arena.h"
#include "base/path.h"
#include "base/pattern.h"
#include "check/checker.h"
#include "model/heading.h"

size_t section_rule_of(const struct checker *c, struct str heading) {
  struct str keys[3];
  size_t count = heading_keys(c->scratch, heading, keys);
  const struct sections_rules *sections = &c->schema->sections;
  for (size_t k = 0; k < count; k++) {
    for (size_t i = 0; i < sections->count; i++) {
      for (size_t j = 0; j < sections->list[i].title_count; j++) {
        if (str_equal(sections->list[i].titles[j], keys[k]))
          return i;
      }
    }
  }
  return STR_NONE;
}

/* In a bundle the opening heading. Else the first heading of the body, unless it is a section.
 */
static const struct block *find_title(const struct checker *c, size_t *first) {
  const struct doc *doc = c->kb_case->doc;
  for (size_t i = 0; i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind != BLOCK_HEADING)
      continue;
    if (section_rule_of(c, block->text) != STR_NONE)
      return NULL;
    *first = i + 1;
    return block;
  }
  return NULL;
}

static void match_title(struct checker *c) {
  const struct record_rules *record = &c->schema->record;
  struct kb_case *kb_case = c->kb_case;
  if (!record->title)
    return;
  size_t groups = pattern_group_count(record->title) + 1;
  struct pattern_span *spans = arena_array(c->scratch, struct pattern_span, groups);
  struct str title = kb_case->full_title;
  enum pattern_result result = pattern_match(record->title, title, c->scratch, spans, groups);
  if (result != PATTERN_HIT) {
    struct diag *diag =
        diag_add(c->bag, &check_rules[CHECK_TITLE_PATTERN], kb_case->title_span,
                 result == PATTERN_LIMIT ? "matching this title takes the pattern too long"
                                         : "this title does not have the form that it should");
    diag_relate(c->bag, diag, record->title_span, "the schema's pattern");
    return;
  }
  for (size_t i = 0; i < record->capture_count; i++) {
    struct pattern_span span = spans[record->capture_groups[i]];
    if (span.from == STR_NONE)
      continue;
    kb_case->captures[i] = str_slice(title, span.from, span.to);
    if (str_equal_c(record->captures[i], "title") && span.to > span.from)
      kb_case->title = kb_case->captures[i];
  }
}

/* Without a heading the title is the front matter's, else the name of the file. */
static void take_title_elsewhere(struct kb_case *kb_case) {
  const struct piece *piece = kb_case->doc->piece;
  const struct value *value = value_get(kb_case->doc->front, STR("title"));
  bool is_text = value && value_is_textual(value) && value->text.n > 0;
  kb_case->full_title = is_text ? value->text : path_stem(piece->source->path);
  kb_case->title_span =
      is_text ? value->span : (struct span){piece->source, piece->whole.offset, 0};
}

size_t check_title(struct checker *c) {
  struct kb_case *kb_case = c->kb_case;
  const struct piece *piece = kb_case->doc->piece;
  size_t first = 0;
  if (piece->heading_level > 0) {
    kb_case->full_title = kb_case->doc->title;
    kb_case->title_span = piece->title;
    kb_case->title_level = piece->heading_level;
  } else {
    const struct block *block = find_title(c, &first);
    kb_case->title_level = block ? block->level : 0;
    if (block) {
      kb_case->full_title = block->text;
      kb_case->title_span = block->inner;
    } else {
      take_title_elsewhere(kb_case);
    }
  }
  kb_case->title = kb_case->full_title;
  match_title(c);
  return first;
}
