/* What titles have in common: a number, a category, a word before them; and what tells equal
 * ones apart. */
#include "base/arena.h"
#include "base/path.h"
#include "base/unicode.h"
#include "driver/init/survey.h"

enum { HEAD_LIMIT = 24, CATEGORY_LIMIT = 40 };

static bool is_separator_char(char c) {
  return str_find_char(STR(" .:-)]|/#_"), c, 0) != STR_NONE;
}

/* "ADR-0012: Use a queue" has the head "ADR-", digits, the separator ": " and a title. */
struct numbered {
  struct str head, digits, separator, title;
};

/* "2026-03-23: Week 13" begins with a date, "3.1 Storage" with a chapter: the first part of
 * either is no case's number. */
static bool goes_on_in_digits(struct str text, size_t to, size_t title) {
  return title == to + 1 && title < text.n && is_digit_char(text.p[title]) &&
         str_find_char(STR("-./:"), text.p[to], 0) != STR_NONE;
}

static bool cut_number(struct str text, struct numbered *parts) {
  size_t from = 0;
  while (from < text.n && from < HEAD_LIMIT && !is_digit_char(text.p[from]))
    from++;
  size_t to = from;
  while (to < text.n && is_digit_char(text.p[to]))
    to++;
  size_t title = to;
  while (title < text.n && is_separator_char(text.p[title]))
    title++;
  if (to == from || to - from > 9 || title == to || title == text.n ||
      goes_on_in_digits(text, to, title))
    return false;
  *parts = (struct numbered){str_slice(text, 0, from), str_slice(text, from, to),
                             str_slice(text, to, title), str_slice(text, title, text.n)};
  return true;
}

static size_t number_of(struct str digits) {
  size_t number = 0;
  for (size_t i = 0; i < digits.n; i++)
    number = number * 10 + (size_t)(digits.p[i] - '0');
  return number;
}

/* Do nearly all titles have a number, behind the same head and before the same separator? */
static bool find_numbers(struct survey *survey) {
  struct survey_title *title = &survey->title;
  struct tally forms = {0};
  struct numbered parts;
  for (size_t i = 0; i < survey->unit_count; i++) {
    if (cut_number(survey->units[i].full_title, &parts))
      tally_add(
          survey->a, &forms,
          arena_printf(survey->a, "%.*s0%.*s", STR_ARG(parts.head), STR_ARG(parts.separator)));
  }
  const struct tally_entry *top = tally_top(&forms);
  if (!top || !share_is_rule(top->count, survey->unit_count))
    return false;
  title->number_count = top->count;
  size_t zero = str_find_char(top->text, '0', 0);
  title->head = str_slice(top->text, 0, zero);
  title->separator = str_slice(top->text, zero + 1, top->text.n);
  title->digits = STR_NONE;
  for (size_t i = 0; i < survey->unit_count; i++) {
    struct survey_unit *unit = &survey->units[i];
    if (!cut_number(unit->full_title, &parts) || !str_equal(parts.head, title->head) ||
        !str_equal(parts.separator, title->separator))
      continue;
    unit->number = number_of(parts.digits);
    unit->title = parts.title;
    title->digits = parts.digits.n < title->digits ? parts.digits.n : title->digits;
  }
  return true;
}

/* Do the numbers go up by one, in each file or through all of them? */
static bool is_sequence(const struct survey *survey, enum scope scope) {
  size_t steps = 0, good = 0;
  for (size_t i = 1; i < survey->unit_count; i++) {
    const struct survey_unit *unit = &survey->units[i], *before = unit - 1;
    if (scope == SCOPE_FILE && unit->file != before->file)
      continue;
    steps++;
    good += unit->number != STR_NONE && before->number != STR_NONE &&
            unit->number == before->number + 1;
  }
  return steps > 1 && share_is_rule(good, steps);
}

/* Where the category ends, and the separator behind it. */
static bool cut_category(struct str title, struct str separator, struct str *category) {
  size_t at = str_find(title, separator, 0);
  if (at == STR_NONE || at == 0 || at > CATEGORY_LIMIT || at + separator.n >= title.n)
    return false;
  *category = str_slice(title, 0, at);
  return true;
}

/* "Payment - External timeout": few words before the same separator, each in several titles. */
static void find_categories(struct survey *survey) {
  static const struct str separators[] = {STR_INIT(" - "), STR_INIT(": "),  STR_INIT(" | "),
                                          STR_INIT(" / "), STR_INIT(" – "), STR_INIT(" — ")};
  struct survey_title *title = &survey->title;
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
    struct tally categories = {0};
    struct str category;
    for (size_t j = 0; j < survey->unit_count; j++) {
      if (cut_category(survey->units[j].title, separators[i], &category))
        tally_add(survey->a, &categories, category);
    }
    if (!share_is_rule(categories.total, survey->unit_count) ||
        categories.count * 2 > categories.total)
      continue;
    const struct tally_entry *top = tally_top(&categories);
    bool is_head = share_is_rule(top->count, survey->unit_count) && title->number_count == 0;
    if (is_head) {
      title->head =
          arena_printf(survey->a, "%.*s%.*s", STR_ARG(top->text), STR_ARG(separators[i]));
      title->head_count = top->count;
    } else {
      title->category_separator = separators[i];
      title->category_count = categories.total;
      title->category_values = categories.count;
    }
    for (size_t j = 0; j < survey->unit_count; j++) {
      struct survey_unit *unit = &survey->units[j];
      if (cut_category(unit->title, separators[i], &category) &&
          (!is_head || str_equal(category, top->text)))
        unit->title = str_slice(unit->title, category.n + separators[i].n, unit->title.n);
    }
    return;
  }
}

/* ---- What tells cases apart --------------------------------------------------------------
 */

static struct str front_text(const struct survey_unit *unit, struct str key) {
  const struct value *value = value_get(unit->doc->front, key);
  bool is_text = value && value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT;
  return is_text ? value->text : (struct str){NULL, 0};
}

/* The identity as one text, the parts apart by a byte that no text holds. */
static struct str identity_of(struct arena *a, const struct survey *survey,
                              const struct survey_unit *unit, struct str more) {
  struct str text = unicode_fold_space(a, unicode_nfc(a, unit->title));
  for (size_t i = 0; i < survey->title.identity_count; i++)
    text = arena_printf(a, "%.*s\x01%.*s", STR_ARG(text),
                        STR_ARG(front_text(unit, survey->title.identity[i])));
  if (more.n > 0)
    text = arena_printf(a, "%.*s\x01%.*s", STR_ARG(text), STR_ARG(front_text(unit, more)));
  return text;
}

/* How many cases share their identity with another one, the front matter key `more` included.
 */
static size_t count_twins(const struct survey *survey, struct str more) {
  struct arena scratch = {0};
  struct tally identities = {0};
  for (size_t i = 0; i < survey->unit_count; i++)
    tally_add(&scratch, &identities, identity_of(&scratch, survey, &survey->units[i], more));
  size_t twins = 0;
  for (size_t i = 0; i < identities.count; i++)
    twins += identities.entries[i].count > 1 ? identities.entries[i].count : 0;
  arena_free(&scratch);
  return twins;
}

/* Takes the keys that leave the fewest twins, until what is left is an accident. */
static void find_identity(struct survey *survey) {
  struct survey_title *title = &survey->title;
  title->identity_twins = count_twins(survey, (struct str){NULL, 0});
  size_t most = sizeof title->identity / sizeof *title->identity;
  while (!share_is_rule(survey->unit_count - title->identity_twins, survey->unit_count) &&
         title->identity_count < most) {
    struct str best = {NULL, 0};
    for (size_t i = 0; i < survey->front.key_count; i++) {
      const struct survey_key *key = &survey->front.keys[i];
      bool is_flat = key->types[TYPE_ARRAY] + key->types[TYPE_OBJECT] == 0;
      if (!is_flat || !share_is_rule(key->count, survey->unit_count))
        continue;
      size_t twins = count_twins(survey, key->name);
      if (twins >= title->identity_twins)
        continue;
      title->identity_twins = twins;
      best = key->name;
    }
    if (best.n == 0)
      return;
    title->identity[title->identity_count++] = best;
  }
}

static void find_unique(struct survey *survey) {
  struct tally titles = {0}, in_file = {0};
  struct arena *a = survey->a;
  for (size_t i = 0; i < survey->unit_count; i++) {
    const struct survey_unit *unit = &survey->units[i];
    struct str text = unicode_fold_space(a, unicode_nfc(a, unit->title));
    tally_add(a, &titles, text);
    tally_add(a, &in_file, arena_printf(a, "%zu %.*s", unit->file, STR_ARG(text)));
    survey->title.stem_count +=
        str_equal(unit->full_title, path_stem(unit->doc->piece->source->path));
  }
  survey->title.is_unique = titles.count == titles.total;
  survey->title.is_unique_in_file = in_file.count == in_file.total;
}

void survey_titles(struct survey *survey) {
  if (find_numbers(survey)) {
    if (survey->has_bundles && is_sequence(survey, SCOPE_FILE))
      survey->title.sequence = SCOPE_FILE;
    else if (is_sequence(survey, SCOPE_CORPUS))
      survey->title.sequence = SCOPE_CORPUS;
  }
  find_categories(survey);
  find_unique(survey);
  find_identity(survey);
}
