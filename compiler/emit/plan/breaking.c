/* What a consumer of an older build would notice in this one. */
#include "emit/plan/breaking.h"

#include "base/arena.h"
#include "emit/plan/output_form.h"
#include "emit/plan/plan.h"
#include "model/schema.h"

const char *breaking_name(enum breaking_kind kind) {
  static const char *const names[] = {
#define KIND_NAME(kind, name, what) name,
      BREAKING_KINDS(KIND_NAME)
#undef KIND_NAME
  };
  return names[kind];
}

struct breaking_finder {
  struct arena *a;
  const struct plan *plan;
  const struct manifest *old, *new;
  bool is_folder;
  struct breaking result;
};

static struct breaking_change *add(struct breaking_finder *f, enum breaking_kind kind,
                                   struct str name, struct str what) {
  struct breaking *result = &f->result;
  result->changes = arena_grow(f->a, result->changes, result->count, sizeof *result->changes);
  result->changes[result->count] =
      (struct breaking_change){.kind = kind, .name = name, .what = what, .accepted = STR_NONE};
  return &result->changes[result->count++];
}

/* ---- Cases --------------------------------------------------------------------------------
 */

static void add_case(struct breaking_finder *f, enum breaking_kind kind, size_t i,
                     struct str what) {
  const struct manifest_case *one = &f->old->cases[i];
  struct breaking_change *change = add(f, kind, one->id, what);
  change->path = one->path;
  change->title = one->title;
}

static void find_gone(struct breaking_finder *f) {
  for (size_t i = 0; i < f->old->case_count; i++) {
    if (f->plan->old_fates[i] == CASE_GONE && f->plan->renamed_to[i] == STR_NONE)
      add_case(f, BREAKING_CASE_REMOVED, i, STR("this case is gone"));
  }
}

static void find_renamed(struct breaking_finder *f) {
  for (size_t i = 0; i < f->old->case_count; i++) {
    size_t to = f->plan->renamed_to[i];
    if (to == STR_NONE)
      continue;
    const struct manifest_case *now = &f->new->cases[to];
    add_case(f, BREAKING_CASE_RENAMED, i,
             arena_printf(f->a, "this case seems to have the id %.*s now: %.*s: %.*s",
                          STR_ARG(now->id), STR_ARG(now->path), STR_ARG(now->title)));
  }
}

static void find_left_out(struct breaking_finder *f) {
  for (size_t i = 0; i < f->old->case_count; i++) {
    if (f->plan->old_fates[i] != CASE_STALE)
      continue;
    const struct manifest_left_out *at = &f->new->left_out[f->plan->old_reasons[i]];
    add_case(f, BREAKING_CASE_LEFT_OUT, i,
             arena_printf(f->a, "this case is missing: what stands at %.*s:%zu was left out",
                          STR_ARG(at->path), at->line));
  }
}

/* ---- Metadata -----------------------------------------------------------------------------
 */

static const struct manifest_key *key_of(const struct manifest *manifest, struct str name) {
  for (size_t i = 0; i < manifest->key_count; i++) {
    if (str_equal(manifest->keys[i].name, name))
      return &manifest->keys[i];
  }
  return NULL;
}

static struct str types_text(struct arena *a, unsigned types) {
  struct str text = {NULL, 0};
  for (size_t i = 0; i < KEY_TYPE_COUNT; i++) {
    if (types & 1u << i)
      text = arena_printf(a, "%.*s%s%s", STR_ARG(text), text.n > 0 ? " and " : "",
                          manifest_type_name(i));
  }
  return text;
}

static bool is_key_gone(const struct manifest_key *old, const struct manifest_key *new) {
  return !new || (old->types != 0 && new->types == 0);
}

/* Version 1 says nothing of keys, so nothing of it is ever missed. */
static void find_keys(struct breaking_finder *f, bool wants_gone) {
  for (size_t i = 0; i < f->old->key_count; i++) {
    const struct manifest_key *old = &f->old->keys[i], *new = key_of(f->new, old->name);
    bool is_gone = is_key_gone(old, new);
    if (wants_gone && is_gone)
      add(f, BREAKING_METADATA_GONE, old->name, STR("no chunk has this metadata key any more"));
    if (wants_gone || is_gone || old->types == 0 || (new->types & ~old->types) == 0)
      continue;
    add(f, BREAKING_METADATA_TYPE, old->name,
        arena_printf(f->a, "the values of this metadata key were %.*s, and are %.*s",
                     STR_ARG(types_text(f->a, old->types)),
                     STR_ARG(types_text(f->a, new->types))));
  }
}

/* ---- Outputs ------------------------------------------------------------------------------
 */

static bool has_file(const struct manifest *manifest, struct str name) {
  for (size_t i = 0; i < manifest->file_count; i++) {
    if (str_equal(manifest->files[i].name, name))
      return true;
  }
  return false;
}

/* Did the old build have the file? One that was made from the sources for a store names none,
 * and may have had any. */
static bool had_file(const struct breaking_finder *f, struct str name) {
  return f->old->file_count == 0 || has_file(f->old, name);
}

static bool has_other_prefix(const struct breaking_finder *f) {
  return f->old->c_prefix.n > 0 && !str_equal(f->old->c_prefix, f->new->c_prefix) &&
         had_file(f, arena_printf(f->a, "%.*s.h", STR_ARG(f->old->c_prefix)));
}

static void find_prefix(struct breaking_finder *f) {
  if (has_other_prefix(f))
    add(f, BREAKING_C_PREFIX, f->old->c_prefix,
        arena_printf(f->a, "files and symbols of C begin with \"%.*s\" now",
                     STR_ARG(f->new->c_prefix)));
}

static bool has_form(const struct manifest *manifest, struct output_form form,
                     struct str prefix) {
  for (size_t i = 0; i < manifest->file_count; i++) {
    if (output_form_matches(form, prefix, manifest->files[i].name))
      return true;
  }
  return false;
}

/* A file of a row, or one of each case, is not missed as long as there are others like it: the
 * cases have been named. Those of C go with their prefix. */
static bool is_file_gone(const struct breaking_finder *f, struct str name) {
  struct output_form form = output_form_of(f->old->c_prefix, name);
  if (form.has_prefix && has_other_prefix(f))
    return false;
  if (!f->is_folder)
    return !form.text;
  return form.text ? !has_form(f->new, form, f->new->c_prefix) : !has_file(f->new, name);
}

static void find_files(struct breaking_finder *f) {
  for (size_t i = 0; i < f->old->file_count; i++) {
    struct str name = f->old->files[i].name;
    if (is_file_gone(f, name))
      add(f, BREAKING_FILE_GONE, name, STR("this file is not written any more"));
  }
}

static const struct manifest_format *format_of(const struct manifest *manifest,
                                               struct str name) {
  for (size_t i = 0; i < manifest->format_count; i++) {
    if (str_equal(manifest->formats[i].name, name))
      return &manifest->formats[i];
  }
  return NULL;
}

static void find_formats(struct breaking_finder *f) {
  for (size_t i = 0; i < f->old->format_count; i++) {
    const struct manifest_format *old = &f->old->formats[i];
    const struct manifest_format *new = format_of(f->new, old->name);
    if (new &&new->version == old->version)
      continue;
    add(f, BREAKING_FORMAT, old->name,
        new ? arena_printf(f->a, "this format has version %zu, and had %zu", new->version,
                           old->version)
            : STR("this format is gone"));
  }
}

static void find_unit(struct breaking_finder *f) {
  if (f->old->unit.n > 0 && !str_equal(f->old->unit, f->new->unit))
    add(f, BREAKING_UNIT, f->old->unit,
        arena_printf(f->a, "chunks.unit is \"%.*s\" now, and every chunk another one",
                     STR_ARG(f->new->unit)));
}

/* ---- The face -----------------------------------------------------------------------------
 */

struct breaking breaking_find(struct arena *a, const struct plan *plan, bool is_folder) {
  struct breaking_finder f = {
      .a = a, .plan = plan, .old = plan->old, .new = plan->new, .is_folder = is_folder};
  find_gone(&f);
  find_renamed(&f);
  find_left_out(&f);
  find_keys(&f, true);
  find_keys(&f, false);
  find_prefix(&f);
  find_files(&f);
  find_formats(&f);
  find_unit(&f);
  return f.result;
}

static bool lets_pass(const struct accepted *accepted, const struct breaking_change *change) {
  return accepted->change == change->kind &&
         (str_equal(accepted->name, change->name) ||
          (change->path.n > 0 && (str_equal(accepted->name, change->path) ||
                                  str_equal(accepted->name, change->title))));
}

void breaking_accept(struct arena *a, struct breaking *breaking, const struct accepted *accepts,
                     size_t count) {
  breaking->is_used = arena_array(a, bool, count);
  for (size_t i = 0; i < breaking->count; i++) {
    struct breaking_change *change = &breaking->changes[i];
    for (size_t j = 0; j < count; j++) {
      if (!lets_pass(&accepts[j], change))
        continue;
      breaking->is_used[j] = true;
      change->accepted = change->accepted == STR_NONE ? j : change->accepted;
    }
    breaking->accepted_count += change->accepted != STR_NONE;
  }
}
