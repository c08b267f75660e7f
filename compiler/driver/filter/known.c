/* Which findings a baseline knows, and which of its entries are still there. */
#include "driver/filter/known.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "diag/diag.h"
#include "driver/catalogue.h"
#include "driver/filter/rules.h"
#include "driver/inputs.h"
#include "model/kb.h"

#include <string.h>

/* What two fingerprints must have in common to be taken for one. */
enum kinship {
  KIN_SAME,
  KIN_RENAMED, /* the same file; the case of the entry is not there any more */
  KIN_MOVED,   /* the same case; the file of the entry is not there any more */
  KIN_COUNT,
};

/* Entries that share a key stand in a chain. */
struct chain {
  struct map first;
  size_t *next; /* by entry; STR_NONE ends it */
};

struct matcher {
  struct arena *a;
  struct baseline *baseline;
  const struct fingerprint_scope *scope;
  struct map ids; /* of the cases that are there */
  struct chain chains[KIN_COUNT];
};

/* A text, or a body, that was not read at all: what else is wrong in it nobody has seen, so to
 * know this finding would be to know nothing of the file. */
static bool is_unread(const struct rule *rule) {
  static const char *const codes[] = {"KBC0100", "KBC0101", "KBC0300", "KBC0301", "KBC0302"};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    if (strcmp(rule->code, codes[i]) == 0)
      return true;
  }
  return false;
}

bool known_may_be(const struct diag *diag) {
  bool has_file = diag->path.n > 0 && diag->path.p[0] != '<';
  return has_file && !rule_family_of(diag->rule)->is_fixed && !is_unread(diag->rule) &&
         diag->rule != &filter_rules[FILTER_GONE];
}

static struct str key_of(struct arena *a, const struct fingerprint *print,
                         enum kinship kinship) {
  struct str path = kinship == KIN_MOVED ? STR("") : print->path;
  struct str id = kinship == KIN_RENAMED ? STR("") : print->id;
  return arena_printf(a, "%s %.*s %.*s %.*s", print->hash.digits, STR_ARG(print->rule),
                      STR_ARG(id), STR_ARG(path));
}

static void link_entries(struct matcher *m, enum kinship kinship) {
  struct chain *chain = &m->chains[kinship];
  chain->next = arena_array(m->a, size_t, m->baseline->count);
  for (size_t i = 0; i < m->baseline->count; i++) {
    struct str key = key_of(m->a, &m->baseline->entries[i].print, kinship);
    size_t first = map_add(&chain->first, m->a, key, i);
    chain->next[i] = first == i ? STR_NONE : chain->next[first];
    if (first != i)
      chain->next[first] = i;
  }
}

/* Is what the entry was about gone from where it stood? Else it belongs to another finding. */
static bool is_free(const struct matcher *m, const struct baseline_entry *entry,
                    enum kinship kinship) {
  if (entry->is_there)
    return false;
  if (kinship == KIN_SAME)
    return true;
  if (entry->print.id.n == 0)
    return false;
  if (kinship == KIN_RENAMED)
    return map_find(&m->ids, entry->print.id) == STR_NONE;
  struct str path = arena_copy(m->a, path_join(m->a, m->scope->root, entry->print.path));
  return file_kind_of(path.p, false) == FILE_MISSING;
}

static bool find_entry(struct matcher *m, const struct fingerprint *print,
                       enum kinship kinship) {
  if (kinship == KIN_MOVED && print->id.n == 0)
    return false;
  const struct chain *chain = &m->chains[kinship];
  for (size_t i = map_find(&chain->first, key_of(m->a, print, kinship)); i != STR_NONE;
       i = chain->next[i]) {
    struct baseline_entry *entry = &m->baseline->entries[i];
    if (!is_free(m, entry, kinship))
      continue;
    entry->is_there = true;
    entry->now = *print;
    return true;
  }
  return false;
}

static struct matcher matcher_new(struct arena *a, struct baseline *baseline,
                                  const struct fingerprint_scope *scope) {
  struct matcher m = {.a = a, .baseline = baseline, .scope = scope};
  for (size_t i = 0; i < scope->kb->case_count; i++)
    map_add(&m.ids, a, scope->kb->cases[i]->id, i);
  for (size_t i = 0; i < KIN_COUNT; i++)
    link_entries(&m, (enum kinship)i);
  return m;
}

struct known_counts known_take_out(struct arena *a, struct baseline *baseline,
                                   const struct fingerprint_scope *scope,
                                   const struct inputs *inputs, struct bag *bag,
                                   bool keeps_errors) {
  struct matcher m = matcher_new(a, baseline, scope);
  struct fingerprint *prints = arena_array(a, struct fingerprint, bag->count);
  bool *is_known = arena_array(a, bool, bag->count);
  for (size_t i = 0; i < bag->count; i++)
    prints[i] = fingerprint_of(a, scope, &bag->diags[i]);
  /* The surer kinship first, for all findings: a relative must not take what is another's. */
  for (size_t kinship = 0; kinship < KIN_COUNT; kinship++) {
    for (size_t i = 0; i < bag->count; i++) {
      if (!is_known[i] && known_may_be(&bag->diags[i]))
        is_known[i] = find_entry(&m, &prints[i], (enum kinship)kinship);
    }
  }
  struct known_counts counts = {0, 0};
  size_t kept = 0;
  for (size_t i = 0; i < bag->count; i++) {
    bool is_error = keeps_errors && bag->diags[i].level == LEVEL_ERROR;
    counts.errors += is_known[i] && is_error;
    counts.taken += is_known[i] && !is_error && inputs_show(a, inputs, bag->diags[i].path);
    if (!is_known[i] || is_error)
      bag->diags[kept++] = bag->diags[i];
  }
  bag->count = kept;
  return counts;
}
