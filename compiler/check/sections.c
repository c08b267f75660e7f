/* Checks the sections of a case, and those nested in them: missing, twice, out of order, empty.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "check/checker.h"
#include "check/openings.h"

static bool is_duplicate(const struct openings *openings, size_t i) {
  size_t rule = openings->items[i].rule;
  return rule != STR_NONE && openings->first_of[rule] != i &&
         !openings->rules->list[rule].is_repeated;
}

static void report_duplicates(struct checker *c, const struct openings *openings) {
  for (size_t i = 0; i < openings->count; i++) {
    const struct opening *again = &openings->items[i];
    if (!is_duplicate(openings, i))
      continue;
    const struct opening *first = &openings->items[openings->first_of[again->rule]];
    struct diag *diag = diag_add(c->bag, &check_rules[CHECK_SECTION_DUPLICATE],
                                 again->heading->inner, "the section \"%.*s\" stands twice",
                                 STR_ARG(openings->rules->list[again->rule].title));
    diag_relate(c->bag, diag, first->heading->inner, "the first one");
    diag_help(c->bag, diag, "put the text of both under one heading");
  }
}

/* A section that stands before one that should precede it: reported where it comes too late.
 * One that stands twice was reported for that. */
static void report_order(struct checker *c, const struct openings *openings) {
  size_t last = STR_NONE;
  for (size_t i = 0; i < openings->count; i++) {
    size_t rule = openings->items[i].rule;
    if (rule == STR_NONE || is_duplicate(openings, i))
      continue;
    if (last == STR_NONE || rule >= openings->items[last].rule) {
      last = i;
      continue;
    }
    const struct opening *late = &openings->items[i], *early = &openings->items[last];
    struct diag *diag =
        diag_add(c->bag, &check_rules[CHECK_SECTION_ORDER], late->heading->inner,
                 "\"%.*s\" stands behind \"%.*s\", but belongs before it",
                 STR_ARG(openings->rules->list[rule].title),
                 STR_ARG(openings->rules->list[early->rule].title));
    diag_relate(c->bag, diag, early->heading->inner, "this section comes too early");
  }
}

/* Does a fence or comment that nobody closed end the blocks? It was reported, and has swallowed
 * what follows: nothing is missing or out of place besides. */
static bool ends_open(const struct block *blocks, size_t count) {
  if (count == 0)
    return false;
  const struct block *last = &blocks[count - 1];
  if (last->kind == BLOCK_HTML)
    return str_starts_with(span_text(last->span), STR("<!--")) &&
           str_find(span_text(last->span), STR("-->"), 4) == STR_NONE;
  return last->kind == BLOCK_CODE && last->is_fenced && !last->is_closed;
}

static bool is_swallowed(const struct doc *doc) {
  return ends_open(doc->blocks, doc->block_count);
}

static bool is_missing(const struct openings *openings, size_t rule) {
  return openings->rules->list[rule].is_required && !openings_have(openings, rule);
}

static struct str missing_list(struct checker *c, const struct openings *openings,
                               size_t *count) {
  struct buf list = {0};
  *count = 0;
  for (size_t i = 0; i < openings->rules->count; i++) {
    if (!is_missing(openings, i))
      continue;
    buf_printf(&list, "%s\"%.*s\"", *count > 0 ? ", " : "",
               STR_ARG(openings->rules->list[i].title));
    ++*count;
  }
  struct str text = arena_copy(c->scratch, buf_str(&list));
  buf_free(&list);
  return text;
}

/* `parent` is NULL for the sections of the case itself. */
static void report_missing(struct checker *c, const struct openings *openings,
                           const struct opening *parent) {
  size_t count = 0, first = 0;
  struct str list = missing_list(c, openings, &count);
  if (count == 0)
    return;
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_SECTION_MISSING],
                               parent ? parent->heading->inner : c->kb_case->title_span,
                               "this %s lacks the section%s %.*s", parent ? "section" : "case",
                               count > 1 ? "s" : "", STR_ARG(list));
  while (!is_missing(openings, first))
    first++;
  diag_help(c->bag, diag, "write  %.*s %.*s  and its text", openings->level, "######",
            STR_ARG(openings->rules->list[first].title));
}

static bool is_content(const struct block *block) {
  return block->kind != BLOCK_COMMENT && block->kind != BLOCK_BREAK;
}

static void report_preamble(struct checker *c, const struct openings *openings) {
  static const enum level levels[] = {LEVEL_ERROR, LEVEL_WARNING};
  enum tolerance tolerance = openings->rules->preamble;
  if (tolerance == TOLERATE_ALLOW)
    return;
  for (size_t i = openings->first; i < openings->preamble_end; i++) {
    const struct block *block = &c->kb_case->doc->blocks[i];
    if (!is_content(block))
      continue;
    struct diag *diag = diag_add(c->bag, &check_rules[CHECK_PREAMBLE], block->span,
                                 "this text stands before the first section");
    diag->level = levels[tolerance];
    diag_help(c->bag, diag, "move it into a section");
    return;
  }
}

/* The source text of the blocks, LF at line ends, without comments. Borrowed where nothing is
 * to be taken out. */
static struct str content_text(struct checker *c, const struct block *blocks, size_t count,
                               struct span span) {
  struct str text = span_text(span);
  bool is_plain = str_find_char(text, '\r', 0) == STR_NONE;
  for (size_t i = 0; is_plain && i < count; i++)
    is_plain = blocks[i].kind != BLOCK_COMMENT;
  if (is_plain)
    return text;
  struct buf out = {0};
  size_t at = span.offset;
  for (size_t i = 0; i <= count; i++) {
    bool is_comment = i < count && blocks[i].kind == BLOCK_COMMENT;
    if (i < count && !is_comment)
      continue;
    size_t to = is_comment ? blocks[i].span.offset : span.offset + span.n;
    struct str rest = str_slice(span.source->bytes, at, to), line;
    while (to > at && str_next_line(&rest, &line)) {
      buf_add(&out, line);
      buf_add_char(&out, '\n');
    }
    at = is_comment ? to + blocks[i].span.n : to;
    if (at > span.offset + span.n)
      break;
  }
  text = arena_copy(c->a, str_trim(buf_str(&out)));
  buf_free(&out);
  return text;
}

/* Where the content of the section stands; n = 0 and no source if there is none. */
static struct span content_span(const struct kb_section *section) {
  size_t from = STR_NONE, to = 0;
  for (size_t i = 0; i < section->block_count; i++) {
    const struct block *block = &section->blocks[i];
    if (!is_content(block))
      continue;
    from = from == STR_NONE ? block->span.offset : from;
    to = block->span.offset + block->span.n;
  }
  return from == STR_NONE ? (struct span){0} : span_of(section->heading.source, from, to);
}

static void take_empty(struct checker *c, const struct opening *opening,
                       struct kb_section *section) {
  struct span heading = opening->heading->span;
  section->span = (struct span){heading.source, heading.offset + heading.n, 0};
  if (section->rule->may_be_empty || opening->is_cut || is_swallowed(c->kb_case->doc))
    return;
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_SECTION_EMPTY], section->heading,
                               "the section \"%.*s\" is empty", STR_ARG(section->rule->title));
  diag_help(c->bag, diag, "write what belongs there");
}

static void check_level(struct checker *c, const struct openings *openings,
                        const struct opening *parent, struct kb_section **sections,
                        size_t *count);

/* Content rules are about what stands before the first of its own sections. */
static void check_own_content(struct checker *c, const struct kb_section *section,
                              size_t block_count) {
  struct kb_section own = *section;
  own.block_count = block_count;
  if (block_count < section->block_count) {
    struct span span = content_span(&own);
    own.text = span.source ? content_text(c, own.blocks, block_count, span) : STR("");
  }
  if (!ends_open(own.blocks, own.block_count))
    check_content(c, &own);
}

static void take_section(struct checker *c, const struct openings *openings,
                         const struct opening *opening, struct kb_section *section) {
  const struct section_rule *rule = &openings->rules->list[opening->rule];
  *section = (struct kb_section){.rule = rule,
                                 .kind = rule->kind,
                                 .occurrence = c->seen[rule->kind]++,
                                 .heading = opening->heading->inner,
                                 .blocks = &c->kb_case->doc->blocks[opening->first],
                                 .block_count = opening->end - opening->first};
  struct span span = content_span(section);
  if (!span.source) {
    take_empty(c, opening, section);
    return;
  }
  section->span = span;
  section->text = content_text(c, section->blocks, section->block_count, span);
  if (opening->is_cut)
    return;
  if (!rule->nested) {
    check_own_content(c, section, section->block_count);
    return;
  }
  struct openings nested =
      openings_find(c, rule->nested, opening->first, opening->end, openings->level + 1);
  check_own_content(c, section, nested.preamble_end - opening->first);
  check_level(c, &nested, opening, &section->sections, &section->section_count);
}

/* What a lost fence or comment has swallowed is neither missing nor out of place. */
static void check_level(struct checker *c, const struct openings *openings,
                        const struct opening *parent, struct kb_section **sections,
                        size_t *count) {
  if (!is_swallowed(c->kb_case->doc)) {
    report_preamble(c, openings);
    report_missing(c, openings, parent);
  }
  report_duplicates(c, openings);
  if (openings->rules->is_strict)
    report_order(c, openings);
  *sections = arena_array(c->a, struct kb_section, openings->count);
  for (size_t i = 0; i < openings->count; i++) {
    if (openings->items[i].rule != STR_NONE)
      take_section(c, openings, &openings->items[i], &(*sections)[(*count)++]);
  }
}

/* Is the heading the title of a case that has no front matter, so that to the splitter it is
 * part of the one above? It stands on the level of titles, and the first below it is a section.
 */
static bool is_lost_case(const struct checker *c, size_t at) {
  const struct doc *doc = c->kb_case->doc;
  int level = c->kb_case->title_level;
  if (doc->blocks[at].kind != BLOCK_HEADING || doc->blocks[at].level != level ||
      section_rule_of(c, c->sections, doc->blocks[at].text) != STR_NONE)
    return false;
  for (size_t i = at + 1; i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind == BLOCK_HEADING)
      return block->level == level + 1 &&
             section_rule_of(c, c->sections, block->text) != STR_NONE;
  }
  return false;
}

/* Where the case ends: before the first of such titles in a bundle, each of which is reported.
 */
static size_t case_end(struct checker *c, size_t first) {
  const struct doc *doc = c->kb_case->doc;
  size_t end = doc->block_count;
  bool is_bundled = doc->piece->heading_level > 0 && c->schema->record.split == SPLIT_AUTO;
  for (size_t i = doc->block_count; is_bundled && i-- > first;) {
    if (!is_lost_case(c, i))
      continue;
    struct diag *diag = diag_add(c->bag, &check_rules[CHECK_FRONT_MISSING], doc->blocks[i].span,
                                 "this heading has no front matter, so it opens no case");
    diag_help(c->bag, diag,
              "write it below the heading, between two lines of  ---; without it all this "
              "belongs to the case above");
    end = i;
  }
  return end;
}

void check_sections(struct checker *c, size_t first) {
  struct kb_case *kb_case = c->kb_case;
  int level = kb_case->title_level > 0 ? kb_case->title_level + 1 : 2;
  struct openings openings = openings_find(c, c->sections, first, case_end(c, first), level);
  check_level(c, &openings, NULL, &kb_case->sections, &kb_case->section_count);
}
