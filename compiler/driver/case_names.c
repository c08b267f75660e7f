/* By what a person names a case: its id or the beginning of it, its path, its title. */
#include "driver/case_names.h"

#include "base/arena.h"
#include "base/path.h"
#include "base/suggest.h"
#include "model/kb.h"

enum { LEAST_OF_ID = 4 };

static struct str path_of(const struct kb *kb, size_t number) {
  return kb->cases[number]->doc->piece->source->place;
}

struct case_names case_names_of(struct arena *a, const struct kb *kb) {
  struct case_names names = {.kb = kb};
  for (size_t i = 0; i < kb->case_count; i++) {
    map_add(&names.by_path, a, path_of(kb, i), i);
    map_add(&names.by_title, a, kb->cases[i]->title, i);
    map_add(&names.by_title, a, kb->cases[i]->full_title, i);
  }
  return names;
}

static bool is_id(const struct kb *kb, size_t number, struct str name) {
  return name.n >= LEAST_OF_ID && str_starts_with(kb->cases[number]->id, name);
}

static bool is_named(const struct kb *kb, size_t number, struct str name) {
  const struct kb_case *kb_case = kb->cases[number];
  return str_equal(path_of(kb, number), name) || str_equal(kb_case->title, name) ||
         str_equal(kb_case->full_title, name) || is_id(kb, number, name);
}

size_t case_names_count(const struct case_names *names, struct str name) {
  size_t count = 0;
  for (size_t i = 0; i < names->kb->case_count; i++)
    count += is_named(names->kb, i, name);
  return count;
}

size_t case_names_find(const struct case_names *names, struct str name) {
  if (case_names_count(names, name) != 1)
    return STR_NONE;
  size_t number = map_find(&names->by_path, name);
  if (number == STR_NONE)
    number = map_find(&names->by_title, name);
  for (size_t i = 0; number == STR_NONE && i < names->kb->case_count; i++)
    number = is_id(names->kb, i, name) ? i : STR_NONE;
  return number;
}

struct str case_names_suggest(struct arena *scratch, const struct case_names *names,
                              struct str name) {
  size_t count = names->kb->case_count;
  struct str *candidates = arena_array(scratch, struct str, count * 2);
  for (size_t i = 0; i < count; i++) {
    candidates[i] = path_of(names->kb, i);
    candidates[count + i] = names->kb->cases[i]->full_title;
  }
  size_t near = suggest(scratch, name, candidates, count * 2);
  return near == STR_NONE ? (struct str){NULL, 0} : candidates[near];
}

bool case_is_meant(const struct kb *kb, size_t number, struct str pattern) {
  const struct kb_case *kb_case = kb->cases[number];
  return is_id(kb, number, pattern) || glob_matches(pattern, path_of(kb, number)) ||
         glob_matches(pattern, kb_case->title) || glob_matches(pattern, kb_case->full_title);
}
