/* The sections that a survey finds: which headings return, under which name, in which order. */
#include "base/arena.h"
#include "driver/init/survey.h"
#include "model/heading.h"

#include <stdlib.h>

/* A longer heading is a sentence. */
enum { ALIASES = 8, CANDIDATES = 4 * SURVEY_SECTIONS, NAME_LIMIT = 200 };

/* ---- Which ---------------------------------------------------------------------------------
 */

/* By folded heading, how many cases have it. */
static struct tally count_names(struct survey *survey) {
  struct tally names = {0};
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct survey_unit *unit = &survey->units[i];
    for (size_t j = 0; j < unit->opening_count; j++) {
      if (unit->openings[j].key_count > 0)
        tally_add_once(survey->a, &names, unit->openings[j].keys[0], i);
    }
  }
  return names;
}

/* Where a half of it is a section already, "증상 (Symptoms)" is found under that. */
static bool has_common_half(struct survey *survey, const struct tally *names, struct str key) {
  struct str keys[HEADING_KEYS];
  size_t count = heading_keys(survey->a, key, keys);
  for (size_t i = 1; i < count; i++) {
    if (share_is_common(tally_of(names, keys[i]), survey->unit_count))
      return true;
  }
  return false;
}

/* What is left of a name that somebody may have written otherwise and meant the same: "1.
 * Next steps" and "Next-Step". */
static struct str bare_name(struct arena *a, struct str key) {
  size_t from = 0;
  while (from < key.n && is_digit_char(key.p[from]))
    from++;
  if (from > 0 && (from == key.n || (key.p[from] != '.' && key.p[from] != ')')))
    from = 0;
  char *p = arena_alloc(a, key.n + 1);
  size_t n = 0;
  for (size_t i = from; i < key.n; i++) {
    char c = key.p[i];
    if ((unsigned char)c >= 0x80 || is_alpha_char(c) || is_digit_char(c))
      p[n++] = c;
  }
  if (n > 3 && p[n - 1] == 's')
    n--;
  return n > 0 ? (struct str){p, n} : key;
}

struct candidate {
  struct str key, bare;
  size_t count, order;
};

static int by_count(const void *left, const void *right) {
  const struct candidate *a = left, *b = right;
  if (a->count != b->count)
    return a->count > b->count ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

/* The common names, the most frequent first. */
static struct candidate *find_candidates(struct survey *survey, size_t *count) {
  struct tally names = count_names(survey);
  struct candidate *list = arena_array(survey->a, struct candidate, names.count);
  *count = 0;
  for (size_t i = 0; i < names.count; i++) {
    struct str key = names.entries[i].text;
    if (share_is_common(names.entries[i].count, survey->unit_count) && key.n <= NAME_LIMIT &&
        !has_common_half(survey, &names, key))
      list[(*count)++] =
          (struct candidate){key, bare_name(survey->a, key), names.entries[i].count, i};
  }
  if (*count > 1)
    qsort(list, *count, sizeof *list, by_count);
  return list;
}

/* Do nearly no cases have both? Then they may be two names of one thing. */
static bool never_together(const struct survey *survey, struct str one, struct str other) {
  size_t together = 0;
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct survey_unit *unit = &survey->units[i];
    bool has_one = false, has_other = false;
    for (size_t j = 0; j < unit->opening_count; j++) {
      struct str key = unit->openings[j].keys[0];
      has_one = has_one || str_equal(key, one);
      has_other = has_other || str_equal(key, other);
    }
    together += has_one && has_other;
  }
  return together == 0;
}

static void take_candidates(struct survey *survey) {
  size_t count = 0;
  struct candidate *list = find_candidates(survey, &count);
  survey->sections = arena_array(survey->a, struct survey_section, SURVEY_SECTIONS);
  struct map bare = {0};
  for (size_t i = 0; i < count && i < CANDIDATES; i++) {
    size_t same = map_find(&bare, list[i].bare);
    struct survey_section *section = same == STR_NONE ? NULL : &survey->sections[same];
    if (section && section->alias_count + 1 < ALIASES &&
        never_together(survey, section->key, list[i].key)) {
      section->keys[++section->alias_count] = list[i].key;
      continue;
    }
    if (survey->section_count == SURVEY_SECTIONS)
      continue;
    if (!section)
      map_add(&bare, survey->a, list[i].bare, survey->section_count);
    section = &survey->sections[survey->section_count++];
    section->key = section->keys[0] = list[i].key;
  }
}

/* ---- In which order ------------------------------------------------------------------------
 */

/* The section that a heading opens, found as check/ finds it. */
static size_t section_of(const struct map *index, const struct survey_opening *opening) {
  for (size_t i = 0; i < opening->key_count; i++) {
    size_t section = map_find(index, opening->keys[i]);
    if (section != STR_NONE)
      return section;
  }
  return STR_NONE;
}

static void name_openings(struct survey *survey) {
  struct map index = {0};
  for (size_t i = 0; i < survey->section_count; i++) {
    for (size_t j = 0; j <= survey->sections[i].alias_count; j++)
      map_add(&index, survey->a, survey->sections[i].keys[j], i);
  }
  for (size_t i = 0; i < survey->unit_count; i++) {
    struct survey_unit *unit = &survey->units[i];
    for (size_t j = 0; j < unit->opening_count; j++)
      unit->openings[j].section = section_of(&index, &unit->openings[j]);
  }
}

/* before[i][j]: in how many cases section i first stands before section j. */
static void count_before(const struct survey *survey,
                         size_t before[SURVEY_SECTIONS][SURVEY_SECTIONS]) {
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct survey_unit *unit = &survey->units[i];
    bool seen[SURVEY_SECTIONS] = {false};
    for (size_t j = 0; j < unit->opening_count; j++) {
      size_t section = unit->openings[j].section;
      if (section == STR_NONE || seen[section])
        continue;
      for (size_t k = 0; k < survey->section_count; k++)
        before[k][section] += seen[k];
      seen[section] = true;
    }
  }
}

/* Puts one section after the other where it breaks the order of the fewest cases. */
static void find_order(const struct survey *survey, size_t order[SURVEY_SECTIONS]) {
  size_t(*before)[SURVEY_SECTIONS] = arena_alloc(survey->a, SURVEY_SECTIONS * sizeof *before);
  count_before(survey, before);
  for (size_t n = 0; n < survey->section_count; n++) {
    size_t broken = 0;
    for (size_t i = 0; i < n; i++)
      broken += before[order[i]][n];
    size_t best = 0, least = broken;
    for (size_t slot = 1; slot <= n; slot++) {
      broken += before[n][order[slot - 1]];
      broken -= before[order[slot - 1]][n];
      if (broken <= least) {
        least = broken;
        best = slot;
      }
    }
    for (size_t i = n; i > best; i--)
      order[i] = order[i - 1];
    order[best] = n;
  }
}

static void apply_order(struct survey *survey) {
  size_t order[SURVEY_SECTIONS] = {0}, place[SURVEY_SECTIONS] = {0};
  find_order(survey, order);
  struct survey_section *sorted =
      arena_array(survey->a, struct survey_section, SURVEY_SECTIONS);
  for (size_t i = 0; i < survey->section_count; i++) {
    sorted[i] = survey->sections[order[i]];
    place[order[i]] = i;
  }
  survey->sections = sorted;
  for (size_t i = 0; i < survey->unit_count; i++) {
    struct survey_unit *unit = &survey->units[i];
    for (size_t j = 0; j < unit->opening_count; j++) {
      if (unit->openings[j].section != STR_NONE)
        unit->openings[j].section = place[unit->openings[j].section];
    }
  }
}

/* ---- What that comes to --------------------------------------------------------------------
 */

static void count_unit(struct survey *survey, const struct survey_unit *unit) {
  bool is_ordered = true, is_closed = true, seen[SURVEY_SECTIONS] = {false};
  size_t last = 0, times[SURVEY_SECTIONS] = {0};
  for (size_t i = 0; i < unit->opening_count; i++) {
    size_t index = unit->openings[i].section;
    if (index == STR_NONE) {
      is_closed = false;
      continue;
    }
    struct survey_section *section = &survey->sections[index];
    tally_add(survey->a, &section->spellings, unit->openings[i].heading->text);
    section->units += !seen[index];
    section->repeated += ++times[index] == 2;
    seen[index] = true;
    is_ordered = is_ordered && index >= last;
    last = index;
  }
  survey->ordered_count += is_ordered;
  survey->closed_count += is_closed;
}

static size_t spelling_count(struct survey *survey, const struct tally_entry *entry,
                             struct str key) {
  struct str keys[HEADING_KEYS];
  size_t count = heading_keys(survey->a, entry->text, keys);
  return count > 0 && str_equal(keys[0], key) ? entry->count : 0;
}

/* The spelling that is used most for this name. */
static struct str best_spelling(struct survey *survey, const struct survey_section *section,
                                struct str key) {
  struct str best = key;
  size_t most = 0;
  for (size_t i = 0; i < section->spellings.count; i++) {
    size_t count = spelling_count(survey, &section->spellings.entries[i], key);
    if (count <= most)
      continue;
    most = count;
    best = section->spellings.entries[i].text;
  }
  /* A colon at the end is no part of a name. */
  return best.n > 1 && str_ends_with(best, STR(":")) ? str_slice(best, 0, best.n - 1) : best;
}

static bool is_id_taken(const struct survey *survey, size_t count, struct str id) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(survey->sections[i].id, id))
      return true;
  }
  return false;
}

/* Letters and digits of the name with - between them; "section-3" if it has none. */
static struct str id_of(struct survey *survey, size_t index) {
  struct str key = survey->sections[index].key;
  char *p = arena_alloc(survey->a, key.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < key.n && n < 40; i++) {
    char c = lower_char(key.p[i]);
    if (is_alpha_char(c) || (n > 0 && is_digit_char(c)))
      p[n++] = c;
    else if (n > 0 && p[n - 1] != '-' && (unsigned char)c < 0x80)
      p[n++] = '-';
  }
  while (n > 0 && p[n - 1] == '-')
    n--;
  struct str id = {p, n};
  for (size_t number = index + 1; n == 0 || is_id_taken(survey, index, id); number++) {
    id = arena_printf(survey->a, "section-%zu", number);
    n = id.n;
  }
  return id;
}

void survey_sections(struct survey *survey) {
  take_candidates(survey);
  name_openings(survey);
  apply_order(survey);
  for (size_t i = 0; i < survey->unit_count; i++)
    count_unit(survey, &survey->units[i]);
  for (size_t i = 0; i < survey->section_count; i++) {
    struct survey_section *section = &survey->sections[i];
    section->title = best_spelling(survey, section, section->key);
    section->id = id_of(survey, i);
    for (size_t j = 0; j < section->alias_count; j++)
      section->aliases[j] = best_spelling(survey, section, section->keys[j + 1]);
  }
}
