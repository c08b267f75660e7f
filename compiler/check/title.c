/* Finds the title of a case and holds it against the schema's pattern. */
#include "base/arena.h"
#include "base/path.h"
#include "base/pattern.h"
#include "base/unicode.h"
#include "check/check.h"
#include "check/checker.h"
#include "model/heading.h"

/* The folded form of a heading that is, byte for byte, a name in the list: most are, and that
 * spares folding them. p is NULL if it is none. */
static struct str folded_name(const struct sections_rules *rules, struct str heading) {
  for (size_t i = 0; i < rules->count; i++) {
    for (size_t j = 0; j < rules->list[i].title_count; j++) {
      if (str_equal(rules->list[i].names[j], heading))
        return rules->list[i].titles[j];
    }
  }
  return (struct str){NULL, 0};
}

size_t section_rule_of(const struct checker *c, const struct sections_rules *rules,
                       struct str heading) {
  struct str keys[HEADING_KEYS] = {folded_name(rules, heading)};
  size_t count = keys[0].p ? 1 : heading_keys(c->scratch, heading, keys);
  for (size_t k = 0; k < count; k++) {
    for (size_t i = 0; i < rules->count; i++) {
      for (size_t j = 0; j < rules->list[i].title_count; j++) {
        if (str_equal(rules->list[i].titles[j], keys[k]))
          return i;
      }
    }
  }
  return STR_NONE;
}

/* Which variant the case follows is not known before it has a title. */
static bool is_section_heading(const struct checker *c, const struct block *block) {
  const struct schema *schema = c->schema;
  bool is_section = section_rule_of(c, &schema->sections, block->text) != STR_NONE;
  for (size_t i = 0; i < schema->variant_count && !is_section; i++) {
    const struct sections_rules *rules = &schema->variants[i].sections;
    is_section = section_rule_of(c, rules, block->text) != STR_NONE;
  }
  return is_section;
}

/* A file that lost its title begins with any section: then headings of that level behind it are
 * sections that the schema knows. On level 1 they are titles that stand too high. */
static bool has_sections_beside(const struct checker *c, size_t heading) {
  const struct doc *doc = c->kb_case->doc;
  int level = doc->blocks[heading].level;
  for (size_t i = heading + 1; level > 1 && i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind != BLOCK_HEADING || block->level > level)
      continue;
    if (block->level < level)
      return false;
    if (is_section_heading(c, block))
      return true;
  }
  return false;
}

/* In a bundle the opening heading. Else the first heading of the body, unless it is a section.
 */
static const struct block *find_heading(const struct checker *c, size_t *first) {
  const struct doc *doc = c->kb_case->doc;
  for (size_t i = 0; i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind != BLOCK_HEADING)
      continue;
    if (is_section_heading(c, block) || has_sections_beside(c, i))
      return NULL;
    *first = i + 1;
    return block;
  }
  return NULL;
}

/* Without a heading the title is the front matter's, else the name of the file. */
static void take_title_elsewhere(struct kb_case *kb_case) {
  const struct piece *piece = kb_case->doc->piece;
  const struct value *value = value_get(kb_case->doc->front, STR("title"));
  bool is_text = value && value_is_textual(value) && value->text.n > 0;
  kb_case->full_title = is_text ? value->text : path_stem(piece->source->place);
  kb_case->title_span =
      is_text ? value->span : (struct span){piece->source, piece->whole.offset, 0};
}

/* The index of the first block that begins behind the line. */
static size_t block_behind(const struct doc *doc, struct span line) {
  size_t i = 0;
  while (i < doc->block_count && doc->blocks[i].span.offset <= line.offset)
    i++;
  return i;
}

size_t find_title(struct checker *c) {
  struct kb_case *kb_case = c->kb_case;
  const struct piece *piece = kb_case->doc->piece;
  size_t first = 0;
  if (piece->heading_level > 0) {
    kb_case->full_title = kb_case->doc->title;
    kb_case->title_span = piece->title;
    kb_case->title_level = piece->heading_level;
  } else if (piece->lost_level > 0) {
    kb_case->full_title = span_text(piece->title);
    kb_case->title_span = piece->title;
    kb_case->title_level = piece->lost_level;
    first = block_behind(kb_case->doc, piece->title);
  } else {
    const struct block *block = find_heading(c, &first);
    kb_case->title_level = block ? block->level : 0;
    if (block) {
      kb_case->full_title = block->text;
      kb_case->title_span = block->inner;
    } else {
      take_title_elsewhere(kb_case);
    }
  }
  kb_case->title = kb_case->full_title;
  return first;
}

/* ---- The pattern --------------------------------------------------------------------------
 */

/* Where the title should stand that was taken from front matter or the file's name. */
static struct span title_place(const struct kb_case *kb_case) {
  const struct doc *doc = kb_case->doc;
  bool is_front = kb_case->title_span.n > 0;
  return is_front || doc->block_count == 0
             ? kb_case->title_span
             : source_line_span(doc->piece->source,
                                source_line_at(doc->piece->source, doc->blocks[0].span.offset));
}

static struct diag *report_form(struct checker *c) {
  const struct kb_case *kb_case = c->kb_case;
  if (kb_case->title_level > 0)
    return diag_add(c->bag, &check_rules[CHECK_TITLE_PATTERN], kb_case->title_span,
                    "this title does not have the form that it should");
  bool is_front = kb_case->title_span.n > 0;
  struct diag *diag = diag_add(
      c->bag, &check_rules[CHECK_TITLE_PATTERN], title_place(kb_case),
      "no heading is the title, and %s, \"%.*s\", does not have the form that a title should",
      is_front ? "that of the front matter" : "the name of the file",
      STR_ARG(kb_case->full_title));
  diag_help(c->bag, diag, "write the title as a heading above the first section");
  return diag;
}

static void report_pattern(struct checker *c, bool is_limit) {
  struct diag *diag =
      is_limit ? diag_add(c->bag, &check_rules[CHECK_TITLE_PATTERN], c->kb_case->title_span,
                          "matching this title takes the pattern too long")
               : report_form(c);
  diag_relate(c->bag, diag, c->title->span, "the schema's pattern");
}

/* False if it does not fit, which was reported. */
static bool match_title(struct checker *c) {
  const struct record_rules *record = &c->schema->record;
  struct kb_case *kb_case = c->kb_case;
  if (!c->title->pattern)
    return true;
  size_t groups = pattern_group_count(c->title->pattern) + 1;
  struct pattern_span *spans = arena_array(c->scratch, struct pattern_span, groups);
  struct str title = kb_case->full_title;
  enum pattern_result result =
      pattern_match(c->title->pattern, title, c->scratch, spans, groups);
  if (result != PATTERN_HIT) {
    report_pattern(c, result == PATTERN_LIMIT);
    return false;
  }
  for (size_t i = 0; i < record->capture_count; i++) {
    size_t group = c->title->groups[i];
    if (group == 0 || spans[group].from == STR_NONE)
      continue;
    kb_case->captures[i] = str_slice(title, spans[group].from, spans[group].to);
    if (str_equal_c(record->captures[i], "title") && kb_case->captures[i].n > 0)
      kb_case->title = kb_case->captures[i];
  }
  return true;
}

/* ---- The name of the file -----------------------------------------------------------------
 */

/* The part of the stem that counts. False if the schema's pattern does not find it. */
static bool stem_part(struct arena *scratch, const struct title_equals *equals, struct str stem,
                      struct str *part) {
  *part = stem;
  if (!equals->stem)
    return true;
  struct pattern_span spans[2];
  if (pattern_match(equals->stem, stem, scratch, spans, 2) != PATTERN_HIT ||
      spans[1].from == STR_NONE)
    return false;
  *part = str_slice(stem, spans[1].from, spans[1].to);
  return true;
}

/* What of the title is compared. */
static struct str wanted_part(const struct title_equals *equals,
                              const struct kb_case *kb_case) {
  return equals->capture == STR_NONE ? kb_case->full_title : kb_case->captures[equals->capture];
}

static bool is_same(struct arena *scratch, struct str title, struct str part) {
  return str_equal(unicode_nfc(scratch, title), unicode_nfc(scratch, part));
}

bool check_stem_fits(struct arena *scratch, const struct record_rules *record,
                     const struct kb_case *kb_case, struct str stem) {
  const struct title_equals *equals = &record->title_equals;
  struct str part;
  return !equals->is_asked || (stem_part(scratch, equals, stem, &part) &&
                               is_same(scratch, wanted_part(equals, kb_case), part));
}

static struct diag *report_stem(struct checker *c, const struct title_equals *equals,
                                struct str stem, struct str part) {
  const struct kb_case *kb_case = c->kb_case;
  struct str title = wanted_part(equals, kb_case);
  const struct rule *rule = &check_rules[CHECK_TITLE_STEM];
  if (part.n == 0)
    return diag_add(c->bag, rule, kb_case->title_span,
                    "the name of this file, \"%.*s\", does not have the form %.*s",
                    STR_ARG(stem), STR_ARG(equals->stem_text));
  if (title.n == 0)
    return diag_add(c->bag, rule, kb_case->title_span,
                    "the name of the file says \"%.*s\", and this title has no \"%.*s\"",
                    STR_ARG(part), STR_ARG(c->schema->record.captures[equals->capture]));
  return diag_add(c->bag, rule, kb_case->title_span,
                  "the title says \"%.*s\", the name of the file \"%.*s\"", STR_ARG(title),
                  STR_ARG(part));
}

/* A text that was read from standard input has no name that it could have. */
static void check_stem(struct checker *c) {
  const struct title_equals *equals = &c->schema->record.title_equals;
  struct kb_case *kb_case = c->kb_case;
  struct str stem = path_stem(kb_case->doc->piece->source->place), part;
  if (stem.n == 0 || stem.p[0] == '<')
    return;
  bool is_found = stem_part(c->scratch, equals, stem, &part);
  if (is_found && is_same(c->scratch, wanted_part(equals, kb_case), part))
    return;
  kb_case->is_misnumbered = equals->capture != STR_NONE &&
                            str_equal_c(c->schema->record.captures[equals->capture], "number");
  struct diag *diag = report_stem(c, equals, stem, is_found ? part : STR(""));
  diag_relate(c->bag, diag, equals->span, "the schema wants them to be equal");
  diag_help(c->bag, diag,
            kb_case->doc->piece->ordinal > 0
                ? "one file has one name: give each case its own, as kbc split does"
                : "rename the file, or change the title");
}

/* Titles of a variant may have another form, without the part that is compared. */
static bool has_part(const struct checker *c) {
  const struct title_equals *equals = &c->schema->record.title_equals;
  return equals->capture == STR_NONE || c->title->groups[equals->capture] > 0;
}

void check_title(struct checker *c) {
  if (match_title(c) && c->schema->record.title_equals.is_asked && has_part(c))
    check_stem(c);
}
