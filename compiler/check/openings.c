/* Finds the headings that open sections, and tells which section each is meant to open. */
#include "check/openings.h"

#include "base/arena.h"
#include "base/odd.h"
#include "base/suggest.h"
#include "base/unicode.h"
#include "model/heading.h"

bool openings_have(const struct openings *openings, size_t rule) {
  return openings->first_of[rule] != STR_NONE;
}

static const struct block *block_at(const struct checker *c, size_t i) {
  return &c->kb_case->doc->blocks[i];
}

/* By block from `first` on, the section that a heading names, or STR_NONE: looked up once,
 * because a hostile file may hold thousands of headings. */
static size_t *name_headings(const struct checker *c, const struct openings *openings) {
  size_t *rules = arena_array(c->scratch, size_t, openings->end - openings->first);
  for (size_t i = openings->first; i < openings->end; i++) {
    const struct block *block = block_at(c, i);
    rules[i - openings->first] = block->kind == BLOCK_HEADING
                                     ? section_rule_of(c, openings->rules, block->text)
                                     : STR_NONE;
  }
  return rules;
}

/* By rule: is there a heading of that name on the right level? */
static bool *find_on_level(const struct checker *c, const struct openings *openings,
                           const size_t *rules) {
  bool *is_there = arena_array(c->scratch, bool, openings->rules->count);
  for (size_t i = openings->first; i < openings->end; i++) {
    size_t rule = rules[i - openings->first];
    if (rule != STR_NONE && block_at(c, i)->level == openings->level)
      is_there[rule] = true;
  }
  return is_there;
}

enum { LONGEST_LOST = 200 }; /* bytes of a line that may be meant as a heading */

static void report_level(struct checker *c, const struct block *heading, int level) {
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_SECTION_LEVEL], heading->span,
               "this section heading is on level %d, not %d", heading->level, level);
  diag_help(c->bag, diag, "write  %.*s %.*s", level, "######", STR_ARG(heading->text));
}

static void add_opening(struct checker *c, struct openings *openings, size_t block,
                        const struct block *heading, size_t rule) {
  if (openings->count > 0)
    openings->items[openings->count - 1].end = block;
  else
    openings->preamble_end = block;
  if (rule != STR_NONE && openings->first_of[rule] == STR_NONE)
    openings->first_of[rule] = openings->count;
  openings->items =
      arena_grow(c->scratch, openings->items, openings->count, sizeof *openings->items);
  openings->items[openings->count++] = (struct opening){
      .heading = heading, .rule = rule, .first = block + 1, .end = openings->end};
}

/* Is it a section of the one that was opened last, on the level where those are? */
static bool is_nested(const struct checker *c, const struct openings *openings,
                      const struct block *heading) {
  if (openings->count == 0 || heading->level != openings->level + 1)
    return false;
  size_t rule = openings->items[openings->count - 1].rule;
  const struct sections_rules *nested =
      rule == STR_NONE ? NULL : openings->rules->list[rule].nested;
  return nested && section_rule_of(c, nested, heading->text) != STR_NONE;
}

/* Lines that were meant as a heading, and are none to markdown. */
enum lost_form { LOST_NONE, LOST_SPACE, LOST_MARK };

/* The text without the marks that somebody thought to make a heading of it: "#" of any kind and
 * number, escaped, quoted or far to the right, "<h2>", "**". *form: by what it is none. */
static struct str without_marks(struct str line, int level, enum lost_form *form) {
  /* Tags come first, for they hold ">". */
  static const char *const marks[] = {"<h2>",  "<h3>", "<b>",       "<strong>", "</h2>",
                                      "</h3>", "</b>", "</strong>", "#",        "\xEF\xBC\x83",
                                      "\\",    ">",    "*",         "_"};
  struct str text = str_trim(line);
  size_t hashes = 0;
  while (hashes < text.n && text.p[hashes] == '#')
    hashes++;
  if (hashes == (size_t)level) {
    *form = LOST_SPACE;
    const char *name = text.p + hashes;
    return (struct str){name, (size_t)(line.p + line.n - name)};
  }
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    struct str mark = str_from_c(marks[i]);
    bool is_before = str_starts_with(text, mark), is_behind = str_ends_with(text, mark);
    if (text.n <= mark.n || (!is_before && !is_behind))
      continue;
    *form = is_before ? LOST_MARK : *form;
    text = str_trim(str_slice(text, is_before ? mark.n : 0, text.n - (is_before ? 0 : mark.n)));
    i = (size_t)-1; /* all of them again: they stand within each other */
  }
  return text;
}

/* The heading that was meant by the first line of a block that is none, or NULL: some marks,
 * and behind them the very name of a section. Marks that may mean something else as well count
 * only alone, and for a section that must be there. */
static const struct block *lost_heading(const struct checker *c,
                                        const struct openings *openings,
                                        const struct block *block, size_t *rule,
                                        enum lost_form *form) {
  struct span whole = source_line_span(block->span.source,
                                       source_line_at(block->span.source, block->span.offset));
  struct str line = span_text(whole);
  *form = LOST_NONE;
  if (line.n > LONGEST_LOST)
    return NULL;
  struct str name = without_marks(line, openings->level, form);
  bool is_code = block->kind == BLOCK_CODE && !block->is_fenced;
  if (*form == LOST_NONE || name.n == 0 ||
      (block->kind != BLOCK_PARAGRAPH && str_trim_end(span_text(block->span)).n > whole.n))
    return NULL;
  *rule = section_rule_of(c, openings->rules, name);
  *form = is_code ? LOST_MARK : *form;
  if (*rule == STR_NONE || (*form == LOST_MARK && !openings->rules->list[*rule].is_required))
    return NULL;
  struct block *heading = arena_new(c->scratch, struct block);
  *heading = (struct block){.kind = BLOCK_HEADING, .level = openings->level, .text = name};
  heading->span = span_of_text(block->span.source, *form == LOST_SPACE ? line : str_trim(line));
  heading->inner = span_of_text(block->span.source, name);
  return heading;
}

static void report_lost(struct checker *c, const struct openings *openings,
                        const struct block *heading, size_t rule, enum lost_form form) {
  struct str title = openings->rules->list[rule].title;
  struct str name = unicode_fold_space(c->scratch, heading->text);
  struct diag *diag = diag_add(
      c->bag, &check_rules[CHECK_SECTION_MISSING], heading->span,
      form == LOST_SPACE ? "the section \"%.*s\" is no section without a space behind the \"#\""
                         : "the section \"%.*s\" is missing: this line is no heading of it",
      STR_ARG(title));
  struct str odd = odd_words(c->scratch, span_text(heading->span));
  if (odd.n > 0)
    diag_label(c->bag, diag, "%.*s", STR_ARG(odd));
  diag_help(c->bag, diag, "write  %.*s %.*s", openings->level, "######", STR_ARG(name));
  if (form == LOST_SPACE)
    diag_edit_unsafe(c->bag, diag, heading->inner,
                     arena_printf(c->scratch, " %.*s", STR_ARG(name)));
}

static bool may_be_lost(const struct block *block) {
  return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_QUOTE ||
         block->kind == BLOCK_HTML || (block->kind == BLOCK_CODE && !block->is_fenced);
}

static void take_lost_heading(struct checker *c, struct openings *openings, size_t at,
                              const bool *is_on_level) {
  size_t rule = STR_NONE;
  enum lost_form form;
  const struct block *block = block_at(c, at);
  if (!may_be_lost(block))
    return;
  const struct block *heading = lost_heading(c, openings, block, &rule, &form);
  if (!heading || is_on_level[rule] || openings_have(openings, rule))
    return;
  report_lost(c, openings, heading, rule, form);
  add_opening(c, openings, at, heading, rule);
  openings->items[openings->count - 1].is_cut =
      block->kind == BLOCK_PARAGRAPH &&
      heading->span.offset + heading->span.n < block->span.offset + block->span.n;
}

/* A heading on the level of sections opens one. One on another level that has a section's name
 * is meant as one if no heading on the right level has it. */
static void collect(struct checker *c, struct openings *openings) {
  size_t *rules = name_headings(c, openings);
  bool *is_on_level = find_on_level(c, openings, rules);
  for (size_t i = openings->first; i < openings->end; i++) {
    const struct block *block = block_at(c, i);
    size_t rule = rules[i - openings->first];
    if (block->kind != BLOCK_HEADING) {
      take_lost_heading(c, openings, i, is_on_level);
      continue;
    }
    if (block->level != openings->level) {
      if (rule == STR_NONE || is_on_level[rule] || is_nested(c, openings, block))
        continue;
      report_level(c, block, openings->level);
    }
    add_opening(c, openings, i, block, rule);
  }
}

/* ---- Sections that nobody knows -----------------------------------------------------------
 */

/* A section of the list, by one of the names that it has. */
struct near {
  size_t rule; /* STR_NONE: none is near */
  struct str name;
};

/* The names of the sections that are not there. */
struct absent {
  struct str *titles; /* folded */
  struct near *owners;
  size_t count;
};

static struct absent list_absent(const struct checker *c, const struct openings *openings,
                                 bool is_optional_too) {
  struct absent absent = {NULL, NULL, 0};
  for (size_t i = 0; i < openings->rules->count; i++) {
    const struct section_rule *rule = &openings->rules->list[i];
    if (openings_have(openings, i) || (!rule->is_required && !is_optional_too))
      continue;
    for (size_t j = 0; j < rule->title_count; j++) {
      absent.titles =
          arena_grow(c->scratch, absent.titles, absent.count, sizeof *absent.titles);
      absent.owners =
          arena_grow(c->scratch, absent.owners, absent.count, sizeof *absent.owners);
      absent.titles[absent.count] = rule->titles[j];
      absent.owners[absent.count++] = (struct near){i, rule->names[j]};
    }
  }
  return absent;
}

static struct near nearest_of(const struct checker *c, const struct openings *openings,
                              struct str key, bool is_optional_too) {
  struct absent absent = list_absent(c, openings, is_optional_too);
  size_t near = suggest(c->scratch, key, absent.titles, absent.count);
  if (near == STR_NONE)
    return (struct near){STR_NONE, {NULL, 0}};
  const struct section_rule *rule = &openings->rules->list[absent.owners[near].rule];
  if (rule->is_required || !openings->rules->allows_additional ||
      suggest_slip(c->scratch, key, &absent.titles[near], 1) != STR_NONE)
    return absent.owners[near];
  return nearest_of(c, openings, key, false);
}

/* The section that an unknown heading was probably meant to be: near in letters, and not there.
 * A section that must be there is missed, so much may be wrong with its name; where others may
 * stand as well, one that need not be there is meant only where a finger slipped. */
static struct near nearest_absent(const struct checker *c, const struct openings *openings,
                                  struct str heading) {
  struct str keys[HEADING_KEYS];
  size_t count = heading_keys(c->scratch, heading, keys);
  struct near near = {STR_NONE, {NULL, 0}};
  for (size_t k = 0; k < count && near.rule == STR_NONE; k++)
    near = nearest_of(c, openings, keys[k], true);
  return near;
}

/* The fix writes the name, where the heading is nothing but that name, misspelt. */
static void advise(struct checker *c, struct diag *diag, const struct opening *opening,
                   struct str title) {
  diag_label(c->bag, diag, "did you mean \"%.*s\"?", STR_ARG(title));
  struct str odd = odd_words(c->scratch, opening->heading->text);
  if (odd.n > 0)
    diag_help(c->bag, diag, "%.*s", STR_ARG(odd));
  if (suggest(c->scratch, opening->heading->text, &title, 1) != STR_NONE)
    diag_edit_unsafe(c->bag, diag, opening->heading->inner, title);
}

static void report_unknown(struct checker *c, const struct openings *openings,
                           const struct opening *opening, struct near near) {
  struct diag *diag =
      diag_add(c->bag, &check_rules[CHECK_SECTION_UNKNOWN], opening->heading->inner,
               "the schema has no section \"%.*s\"%s", STR_ARG(opening->heading->text),
               openings->rules == c->sections ? "" : " here");
  if (near.rule != STR_NONE)
    advise(c, diag, opening, near.name);
  else
    diag_help(c->bag, diag, "take the heading away, or give it to \"sections\" in the schema");
}

/* A misspelt section is one finding: from here on it is taken for the one that it resembles. */
static void settle_unknown(struct checker *c, struct openings *openings) {
  const struct sections_rules *rules = openings->rules;
  for (size_t i = 0; i < openings->count; i++) {
    struct opening *opening = &openings->items[i];
    if (opening->rule != STR_NONE)
      continue;
    struct near near = nearest_absent(c, openings, opening->heading->text);
    if (rules->allows_additional && near.rule == STR_NONE)
      continue;
    report_unknown(c, openings, opening, near);
    opening->rule = near.rule;
    if (near.rule != STR_NONE)
      openings->first_of[near.rule] = i;
  }
}

/* ---- Sections with the name of another ----------------------------------------------------
 */

/* The one section that must be there and is not; STR_NONE if there is none, or another. */
static size_t only_missing(const struct openings *openings) {
  size_t only = STR_NONE;
  for (size_t i = 0; i < openings->rules->count; i++) {
    if (!openings->rules->list[i].is_required || openings_have(openings, i))
      continue;
    if (only != STR_NONE)
      return STR_NONE;
    only = i;
  }
  return only;
}

/* Do the sections beside this one, by their order, leave room for that rule? */
static bool stands_in_place_of(const struct openings *openings, size_t at, size_t rule) {
  for (size_t i = 0; i < openings->count; i++) {
    size_t other = openings->items[i].rule;
    if (other != STR_NONE && i != at && (i < at ? other > rule : other < rule))
      return false;
  }
  return true;
}

/* A heading that was copied and not renamed: its name stands twice, and where one of the two
 * stands another section is missing. That is one finding. */
static void settle_copied(struct checker *c, struct openings *openings) {
  size_t missing = only_missing(openings);
  if (missing == STR_NONE || !openings->rules->is_strict)
    return;
  for (size_t i = 0; i < openings->count; i++) {
    size_t rule = openings->items[i].rule;
    if (rule == STR_NONE || openings->first_of[rule] == i ||
        openings->rules->list[rule].is_repeated)
      continue;
    size_t first = openings->first_of[rule];
    bool is_first = stands_in_place_of(openings, first, missing);
    if (!is_first && !stands_in_place_of(openings, i, missing))
      return;
    struct opening *copied = &openings->items[is_first ? first : i];
    struct diag *diag = diag_add(c->bag, &check_rules[CHECK_SECTION_DUPLICATE],
                                 copied->heading->inner, "the section \"%.*s\" stands twice",
                                 STR_ARG(openings->rules->list[rule].title));
    diag_label(c->bag, diag, "did you mean \"%.*s\"?",
               STR_ARG(openings->rules->list[missing].title));
    diag_relate(c->bag, diag, openings->items[is_first ? i : first].heading->inner,
                is_first ? "the other one" : "the first one");
    copied->rule = missing;
    openings->first_of[missing] = is_first ? first : i;
    openings->first_of[rule] = is_first ? i : first;
    return;
  }
}

struct openings openings_find(struct checker *c, const struct sections_rules *rules,
                              size_t first, size_t end, int level) {
  struct openings openings = {.rules = rules,
                              .level = level,
                              .first = first,
                              .end = end,
                              .preamble_end = end,
                              .first_of = arena_array(c->scratch, size_t, rules->count)};
  for (size_t i = 0; i < rules->count; i++)
    openings.first_of[i] = STR_NONE;
  collect(c, &openings);
  settle_unknown(c, &openings);
  settle_copied(c, &openings);
  return openings;
}
