/* Finds the sections of a case and what is wrong with their row: missing, unknown, out of
 * order. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/suggest.h"
#include "check/checker.h"
#include "model/heading.h"

/* A heading that opens a section of the schema, and the blocks that belong to it. */
struct opening {
  const struct block *heading;
  size_t rule;       /* STR_NONE: a section that the schema does not know */
  size_t first, end; /* the blocks behind the heading */
};

/* first_of: by rule, the first opening of that section, or STR_NONE. */
struct outline {
  struct opening *openings;
  size_t count;
  size_t preamble_end; /* blocks before the first opening end here */
  size_t *first_of;
};

int section_level(const struct checker *c) {
  int level = c->kb_case->title_level;
  return level > 0 ? level + 1 : 2;
}

/* By block, the rule of the section that a heading names, or STR_NONE: looked up once, because
 * a hostile file may hold thousands of headings. */
static size_t *name_headings(const struct checker *c, size_t first) {
  const struct doc *doc = c->kb_case->doc;
  size_t *rules = arena_array(c->scratch, size_t, doc->block_count);
  for (size_t i = first; i < doc->block_count; i++) {
    bool is_heading = doc->blocks[i].kind == BLOCK_HEADING;
    rules[i] = is_heading ? section_rule_of(c, doc->blocks[i].text) : STR_NONE;
  }
  return rules;
}

/* By rule: is there a heading of that name on the right level? */
static bool *find_on_level(const struct checker *c, size_t first, const size_t *rules) {
  const struct doc *doc = c->kb_case->doc;
  bool *is_there = arena_array(c->scratch, bool, c->schema->sections.count);
  for (size_t i = first; i < doc->block_count; i++) {
    if (rules[i] != STR_NONE && doc->blocks[i].level == section_level(c))
      is_there[rules[i]] = true;
  }
  return is_there;
}

static void report_level(struct checker *c, const struct block *heading) {
  int level = section_level(c);
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_SECTION_LEVEL], heading->span,
               "this section heading is on level %d, not %d", heading->level, level);
  diag_help(c->bag, diag, "write  %.*s %.*s", level, "######", STR_ARG(heading->text));
}

static void add_opening(struct checker *c, struct outline *outline, size_t block, size_t rule) {
  const struct doc *doc = c->kb_case->doc;
  if (outline->count > 0)
    outline->openings[outline->count - 1].end = block;
  else
    outline->preamble_end = block;
  if (rule != STR_NONE && outline->first_of[rule] == STR_NONE)
    outline->first_of[rule] = outline->count;
  outline->openings =
      arena_grow(c->scratch, outline->openings, outline->count, sizeof *outline->openings);
  outline->openings[outline->count++] =
      (struct opening){&doc->blocks[block], rule, block + 1, doc->block_count};
}

/* A heading on the level of sections opens one. One on another level that has a section's name
 * is meant as one if no heading on the right level has it. */
static struct outline find_openings(struct checker *c, size_t first) {
  const struct doc *doc = c->kb_case->doc;
  size_t sections = c->schema->sections.count;
  struct outline outline = {NULL, 0, doc->block_count,
                            arena_array(c->scratch, size_t, sections)};
  for (size_t i = 0; i < sections; i++)
    outline.first_of[i] = STR_NONE;
  size_t *rules = name_headings(c, first);
  bool *is_on_level = find_on_level(c, first, rules);
  for (size_t i = first; i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind != BLOCK_HEADING)
      continue;
    if (block->level != section_level(c)) {
      if (rules[i] == STR_NONE || is_on_level[rules[i]])
        continue;
      report_level(c, block);
    }
    add_opening(c, &outline, i, rules[i]);
  }
  return outline;
}

static bool has_opening(const struct outline *outline, size_t rule) {
  return outline->first_of[rule] != STR_NONE;
}

/* The section that an unknown heading was probably meant to be: near in letters, and not there.
 */
static size_t nearest_absent(const struct checker *c, const struct outline *outline,
                             struct str heading, struct str *title) {
  const struct sections_rules *sections = &c->schema->sections;
  struct str keys[3], *titles = NULL;
  size_t *rules = NULL, count = 0;
  for (size_t i = 0; i < sections->count; i++) {
    if (has_opening(outline, i))
      continue;
    for (size_t j = 0; j < sections->list[i].title_count; j++) {
      titles = arena_grow(c->scratch, titles, count, sizeof *titles);
      rules = arena_grow(c->scratch, rules, count, sizeof *rules);
      titles[count] = sections->list[i].titles[j];
      rules[count++] = i;
    }
  }
  size_t key_count = heading_keys(c->scratch, heading, keys);
  for (size_t k = 0; k < key_count; k++) {
    size_t near = suggest(c->scratch, keys[k], titles, count);
    if (near == STR_NONE)
      continue;
    *title = sections->list[rules[near]].title;
    return rules[near];
  }
  return STR_NONE;
}

/* A misspelt section is one finding: from here on it is taken for the one that it resembles. */
static void settle_unknown(struct checker *c, struct outline *outline) {
  const struct sections_rules *sections = &c->schema->sections;
  for (size_t i = 0; i < outline->count; i++) {
    struct opening *opening = &outline->openings[i];
    if (opening->rule != STR_NONE)
      continue;
    struct str title = {NULL, 0};
    size_t near = nearest_absent(c, outline, opening->heading->text, &title);
    if (sections->allows_additional && (near == STR_NONE || !sections->list[near].is_required))
      continue;
    struct diag *diag =
        diag_add(c->bag, &check_rules[CHECK_SECTION_UNKNOWN], opening->heading->inner,
                 "the schema has no section \"%.*s\"", STR_ARG(opening->heading->text));
    opening->rule = near;
    if (near != STR_NONE)
      outline->first_of[near] = i;
    if (near != STR_NONE)
      diag_label(c->bag, diag, "did you mean \"%.*s\"?", STR_ARG(title));
    else
      diag_help(c->bag, diag,
                "take the heading away, or give it to \"sections\" in the schema");
  }
}

static void report_duplicates(struct checker *c, const struct outline *outline) {
  for (size_t i = 0; i < outline->count; i++) {
    const struct opening *again = &outline->openings[i];
    if (again->rule == STR_NONE || outline->first_of[again->rule] == i)
      continue;
    const struct opening *first = &outline->openings[outline->first_of[again->rule]];
    struct diag *diag = diag_add(c->bag, &check_rules[CHECK_SECTION_DUPLICATE],
                                 again->heading->inner, "the section \"%.*s\" stands twice",
                                 STR_ARG(c->schema->sections.list[again->rule].title));
    diag_relate(c->bag, diag, first->heading->inner, "the first one");
    diag_help(c->bag, diag, "put the text of both under one heading");
  }
}

/* A section that stands before one that should precede it: reported where it comes too late. */
static void report_order(struct checker *c, const struct outline *outline) {
  size_t last = STR_NONE;
  for (size_t i = 0; i < outline->count; i++) {
    size_t rule = outline->openings[i].rule;
    if (rule == STR_NONE)
      continue;
    if (last == STR_NONE || rule >= outline->openings[last].rule) {
      last = i;
      continue;
    }
    const struct opening *late = &outline->openings[i], *early = &outline->openings[last];
    struct diag *diag =
        diag_add(c->bag, &check_rules[CHECK_SECTION_ORDER], late->heading->inner,
                 "\"%.*s\" stands behind \"%.*s\", but belongs before it",
                 STR_ARG(c->schema->sections.list[rule].title),
                 STR_ARG(c->schema->sections.list[early->rule].title));
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

static struct str missing_list(struct checker *c, const struct outline *outline,
                               size_t *count) {
  struct buf list = {0};
  const struct sections_rules *sections = &c->schema->sections;
  *count = 0;
  for (size_t i = 0; i < sections->count; i++) {
    if (!sections->list[i].is_required || has_opening(outline, i))
      continue;
    buf_printf(&list, "%s\"%.*s\"", *count > 0 ? ", " : "", STR_ARG(sections->list[i].title));
    ++*count;
  }
  struct str text = arena_copy(c->a, buf_str(&list));
  buf_free(&list);
  return text;
}

static void report_missing(struct checker *c, const struct outline *outline) {
  if (is_swallowed(c->kb_case->doc))
    return;
  size_t count = 0;
  struct str list = missing_list(c, outline, &count);
  if (count == 0)
    return;
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_SECTION_MISSING], c->kb_case->title_span,
               "this case lacks the section%s %.*s", count > 1 ? "s" : "", STR_ARG(list));
  const struct sections_rules *sections = &c->schema->sections;
  for (size_t i = 0; i < sections->count; i++) {
    if (!sections->list[i].is_required || has_opening(outline, i))
      continue;
    diag_help(c->bag, diag, "write  %.*s %.*s  and its text", section_level(c), "######",
              STR_ARG(sections->list[i].title));
    return;
  }
}

static bool is_content(const struct block *block) {
  return block->kind != BLOCK_COMMENT && block->kind != BLOCK_BREAK;
}

static void report_preamble(struct checker *c, size_t first, const struct outline *outline) {
  static const enum level levels[] = {LEVEL_ERROR, LEVEL_WARNING};
  enum tolerance tolerance = c->schema->sections.preamble;
  if (tolerance == TOLERATE_ALLOW || is_swallowed(c->kb_case->doc))
    return;
  for (size_t i = first; i < outline->preamble_end; i++) {
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

static void take_section(struct checker *c, const struct opening *opening, size_t occurrence) {
  struct kb_case *kb_case = c->kb_case;
  const struct block *blocks = &kb_case->doc->blocks[opening->first];
  struct kb_section *section = &kb_case->sections[kb_case->section_count++];
  *section = (struct kb_section){.rule = opening->rule,
                                 .occurrence = occurrence,
                                 .heading = opening->heading->inner,
                                 .blocks = blocks,
                                 .block_count = opening->end - opening->first};
  size_t from = STR_NONE, to = 0;
  for (size_t i = 0; i < section->block_count; i++) {
    if (!is_content(&blocks[i]))
      continue;
    from = from == STR_NONE ? blocks[i].span.offset : from;
    to = blocks[i].span.offset + blocks[i].span.n;
  }
  if (from == STR_NONE) {
    section->span = (struct span){opening->heading->span.source,
                                  opening->heading->span.offset + opening->heading->span.n, 0};
    if (is_swallowed(kb_case->doc))
      return;
    struct diag *diag = diag_add(c->bag, &check_rules[CHECK_SECTION_EMPTY], section->heading,
                                 "the section \"%.*s\" is empty",
                                 STR_ARG(c->schema->sections.list[section->rule].title));
    diag_help(c->bag, diag, "write what belongs there");
    return;
  }
  section->span = span_of(opening->heading->span.source, from, to);
  section->text = content_text(c, blocks, section->block_count, section->span);
  if (!ends_open(blocks, section->block_count))
    check_content(c, section);
}

void check_sections(struct checker *c, size_t first) {
  struct outline outline = find_openings(c, first);
  settle_unknown(c, &outline);
  report_preamble(c, first, &outline);
  report_missing(c, &outline);
  report_duplicates(c, &outline);
  if (c->schema->sections.is_strict)
    report_order(c, &outline);
  c->kb_case->sections = arena_array(c->a, struct kb_section, outline.count);
  size_t *seen = arena_array(c->scratch, size_t, c->schema->sections.count);
  for (size_t i = 0; i < outline.count; i++) {
    if (outline.openings[i].rule != STR_NONE)
      take_section(c, &outline.openings[i], seen[outline.openings[i].rule]++);
  }
}
