/* What stands in the sections that a survey finds: kinds of blocks, lists, lengths. */
#include "base/arena.h"
#include "base/utf8.h"
#include "driver/init/survey.h"
#include "driver/init/survey_lines.h"
#include "model/content.h"

static bool is_content(const struct block *block) {
  return block->kind != BLOCK_COMMENT && block->kind != BLOCK_BREAK;
}

static void extend(struct survey_extent *extent, size_t n) {
  extent->min = extent->max == 0 || n < extent->min ? n : extent->min;
  extent->max = n > extent->max ? n : extent->max;
}

static bool is_sequential(const struct block *list) {
  for (size_t i = 0; i < list->child_count; i++) {
    if (list->children[i].number != i + 1)
      return false;
  }
  return true;
}

/* What one section of one case holds. */
struct holding {
  unsigned kinds;
  size_t lists[2]; /* ordered, bullet */
  bool has_heading, is_sequential;
  size_t from, to; /* of the source */
};

static struct holding look_at(const struct survey_unit *unit,
                              const struct survey_opening *opening,
                              struct survey_extent *items) {
  struct holding held = {.is_sequential = true, .from = STR_NONE};
  struct arena scratch = {0};
  for (size_t i = opening->first; i < opening->end; i++) {
    const struct block *block = &unit->doc->blocks[i];
    if (!is_content(block))
      continue;
    held.kinds |= content_kinds_of(&scratch, block);
    held.has_heading = held.has_heading || block->kind == BLOCK_HEADING;
    held.from = held.from == STR_NONE ? block->span.offset : held.from;
    held.to = block->span.offset + block->span.n;
    if (block->kind != BLOCK_ORDERED_LIST && block->kind != BLOCK_BULLET_LIST)
      continue;
    held.lists[block->kind == BLOCK_BULLET_LIST]++;
    extend(items, block->child_count);
    if (block->kind == BLOCK_ORDERED_LIST)
      held.is_sequential = held.is_sequential && is_sequential(block);
  }
  arena_free(&scratch);
  return held;
}

static void count_logs(const struct survey_unit *unit, const struct survey_opening *opening,
                       struct survey_section *section) {
  struct line_walker walker = {unit->doc, opening->first, opening->end, {NULL, 0}, 0};
  struct str line;
  size_t logs = 0, others = 0;
  while (next_text_line(&walker, &line)) {
    bool is_log = is_log_like(line);
    logs += is_log;
    others += !is_log;
  }
  section->log_units += logs > 0;
  section->log_lines += logs;
  section->one_log += logs == 1;
  section->only_log += logs > 0 && others + walker.skipped == 0;
}

static void count_opening(const struct survey_unit *unit, const struct survey_opening *opening,
                          struct survey_section *section) {
  struct holding held = look_at(unit, opening, &section->items);
  section->occurrences++;
  if (held.from == STR_NONE) {
    section->empty++;
    return;
  }
  for (size_t i = 0; i < CONTENT_KINDS; i++)
    section->kind_counts[i] += (held.kinds & CONTENT_BIT(i)) != 0;
  section->with_headings += held.has_heading;
  section->one_list[0] += held.lists[0] == 1;
  section->one_list[1] += held.lists[1] == 1;
  section->sequential += held.lists[0] > 0 && held.is_sequential;
  struct str bytes = unit->doc->piece->source->bytes;
  extend(&section->chars, utf8_count(str_slice(bytes, held.from, held.to)));
  count_logs(unit, opening, section);
}

/* A kind that one section in twenty holds is no accident. */
static void choose_kinds(struct survey_section *section) {
  size_t filled = section->occurrences - section->empty;
  for (size_t i = 0; i < CONTENT_KINDS; i++) {
    if (share_is_common(section->kind_counts[i], filled))
      section->kinds |= CONTENT_BIT(i);
  }
}

static void count_only(const struct survey_unit *unit, const struct survey_opening *opening,
                       struct survey_section *section) {
  struct survey_extent items = {0, 0};
  struct holding held = look_at(unit, opening, &items);
  section->only_kinds +=
      held.from != STR_NONE && !held.has_heading && (held.kinds & ~section->kinds) == 0;
}

static void for_each_opening(struct survey *survey,
                             void (*take)(const struct survey_unit *unit,
                                          const struct survey_opening *opening,
                                          struct survey_section *section)) {
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct survey_unit *unit = &survey->units[i];
    for (size_t j = 0; j < unit->opening_count; j++) {
      if (unit->openings[j].section != STR_NONE)
        take(unit, &unit->openings[j], &survey->sections[unit->openings[j].section]);
    }
  }
}

static bool has_preamble(const struct survey_unit *unit) {
  for (size_t i = unit->first; i < unit->preamble_end; i++) {
    if (is_content(&unit->doc->blocks[i]))
      return true;
  }
  return false;
}

void survey_contents(struct survey *survey) {
  for_each_opening(survey, count_opening);
  for (size_t i = 0; i < survey->section_count; i++)
    choose_kinds(&survey->sections[i]);
  for_each_opening(survey, count_only);
  for (size_t i = 0; i < survey->unit_count; i++)
    survey->no_preamble_count += !has_preamble(&survey->units[i]);
}
