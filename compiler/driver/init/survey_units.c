/* The cases that a survey looks at: which heading is the title, where the sections begin. */
#include "base/arena.h"
#include "base/path.h"
#include "driver/init/survey.h"
#include "driver/inputs.h"
#include "driver/pipeline.h"
#include "model/heading.h"

const char *survey_noun(const struct survey *survey, size_t count) {
  if (!survey->has_bundles)
    return count == 1 ? "file" : "files";
  return count == 1 ? "case" : "cases";
}

static const struct block *first_heading(const struct doc *doc) {
  for (size_t i = 0; i < doc->block_count; i++) {
    if (doc->blocks[i].kind == BLOCK_HEADING)
      return &doc->blocks[i];
  }
  return NULL;
}

/* How many cases have a heading of this name. */
static struct tally count_headings(struct survey *survey) {
  struct tally headings = {0};
  struct str keys[HEADING_KEYS];
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct doc *doc = survey->units[i].doc;
    for (size_t j = 0; j < doc->block_count; j++) {
      if (doc->blocks[j].kind == BLOCK_HEADING &&
          heading_keys(survey->a, doc->blocks[j].text, keys) > 0)
        tally_add_once(survey->a, &headings, keys[0], i);
    }
  }
  return headings;
}

/* A heading that every fifth case has is a section, and the title stands elsewhere; but one on
 * level 1 is a title however often it returns. */
static bool is_section(struct survey *survey, const struct tally *headings,
                       const struct block *heading) {
  struct str keys[HEADING_KEYS];
  if (heading->level < 2 || heading_keys(survey->a, heading->text, keys) == 0)
    return false;
  size_t count = tally_of(headings, keys[0]);
  return count > 1 && count * 5 >= survey->unit_count;
}

static struct str title_elsewhere(const struct doc *doc) {
  const struct value *value = value_get(doc->front, STR("title"));
  if (value && value_is_textual(value) && value->text.n > 0)
    return value->text;
  return path_stem(doc->piece->source->path);
}

static void find_title(struct survey *survey, const struct tally *headings,
                       struct survey_unit *unit) {
  const struct doc *doc = unit->doc;
  unit->number = STR_NONE;
  unit->section_level = 2;
  if (doc->piece->heading_level > 0) {
    unit->full_title = doc->title;
    unit->section_level = doc->piece->heading_level + 1;
  } else {
    const struct block *heading = first_heading(doc);
    if (heading && !is_section(survey, headings, heading)) {
      unit->full_title = heading->text;
      unit->section_level = heading->level + 1;
      unit->first = (size_t)(heading - doc->blocks) + 1;
    } else {
      unit->full_title = title_elsewhere(doc);
      unit->section_level = heading ? heading->level : 2;
    }
  }
  unit->title = unit->full_title;
}

/* Each heading on the level of sections opens one. */
static void find_openings(struct survey *survey, struct survey_unit *unit) {
  const struct doc *doc = unit->doc;
  unit->preamble_end = doc->block_count;
  for (size_t i = unit->first; i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind != BLOCK_HEADING || block->level != unit->section_level)
      continue;
    if (unit->opening_count > 0)
      unit->openings[unit->opening_count - 1].end = i;
    else
      unit->preamble_end = i;
    unit->openings =
        arena_grow(survey->a, unit->openings, unit->opening_count, sizeof *unit->openings);
    struct survey_opening opening = {
        .heading = block, .section = STR_NONE, .first = i + 1, .end = doc->block_count};
    opening.key_count = heading_keys(survey->a, block->text, opening.keys);
    unit->openings[unit->opening_count++] = opening;
  }
}

void survey_units(struct survey *survey, const struct inputs *inputs,
                  const struct file_docs *files, const bool *is_out) {
  size_t total = 0;
  for (size_t i = 0; i < inputs->count; i++)
    total += is_out[i] ? 0 : files[i].count;
  survey->units = arena_array(survey->a, struct survey_unit, total);
  for (size_t i = 0; i < inputs->count; i++) {
    if (is_out[i])
      continue;
    survey->has_bundles = survey->has_bundles || files[i].count > 1;
    for (size_t j = 0; j < files[i].count; j++)
      survey->units[survey->unit_count++] =
          (struct survey_unit){.doc = files[i].docs[j], .file = i};
  }
  struct tally headings = count_headings(survey);
  for (size_t i = 0; i < survey->unit_count; i++) {
    find_title(survey, &headings, &survey->units[i]);
    find_openings(survey, &survey->units[i]);
  }
}

void survey_take(struct survey *survey, const struct inputs *inputs,
                 const struct file_docs *files, const bool *is_out) {
  survey_units(survey, inputs, files, is_out);
  survey_front(survey);
  survey_titles(survey);
  survey_sections(survey);
  survey_contents(survey);
  survey_logs(survey);
}
