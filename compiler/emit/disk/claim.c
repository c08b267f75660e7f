/* What a manifest in a folder lets pass for kbc's. */
#include "emit/disk/claim.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "emit/disk/folder.h"
#include "emit/manifest.h"

#include <errno.h>
#include <stdint.h>

static void add_name(struct folder *folder, struct claim *claim, struct str name) {
  map_add(&claim->names, folder->a, name, 0);
  size_t slash = str_find_char(name, '/', 0);
  if (slash != STR_NONE)
    map_add(&claim->subfolders, folder->a, str_slice(name, 0, slash), 0);
}

static void take_manifest(struct folder *folder, struct str manifest, struct claim *claim) {
  struct str *names = NULL;
  size_t count = 0;
  enum manifest_state state = manifest_read(folder->a, manifest, &names, &count);
  if (state == MANIFEST_NONE)
    return;
  add_name(folder, claim, STR(MANIFEST_NAME));
  for (size_t i = 0; i < count; i++)
    add_name(folder, claim, names[i]);
  claim->is_broken = state == MANIFEST_BROKEN;
}

bool claim_read(struct folder *folder, struct claim *claim) {
  struct arena scratch = {0};
  struct str path = path_join(&scratch, folder->path, STR(MANIFEST_NAME)), text = {NULL, 0};
  int error = 0;
  enum file_result result =
      file_read(&scratch, arena_copy(&scratch, path).p, SIZE_MAX, false, &text, &error);
  if (result == FILE_OK)
    take_manifest(folder, text, claim);
  bool is_good = result != FILE_FAILED || error == ENOENT;
  if (!is_good)
    folder_report(folder, STR(MANIFEST_NAME), "this file cannot be read", error);
  arena_free(&scratch);
  return is_good;
}

/* ---- Names of ours ------------------------------------------------------------------------
 */

static size_t number_length(struct str text) {
  size_t n = 0;
  while (n < text.n && is_digit_char(text.p[n]))
    n++;
  return n >= 4 ? n : 0;
}

static size_t id_length(struct str text) {
  bool is_id = text.n >= UUID_LENGTH;
  for (size_t i = 0; is_id && i < UUID_LENGTH; i++) {
    char c = text.p[i];
    bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    is_id = is_dash ? c == '-' : is_digit_char(c) || (c >= 'a' && c <= 'f');
  }
  return is_id ? UUID_LENGTH : 0;
}

/* Is the name one that the form stands for? A form has one mark at most. */
static bool fits(struct str form, struct str name) {
  struct str marks[] = {STR("{n}"), STR("{id}")};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t at = str_find(form, marks[i], 0);
    if (at == STR_NONE)
      continue;
    if (!str_starts_with(name, str_slice(form, 0, at)))
      return false;
    struct str rest = str_slice(name, at, name.n);
    size_t n = i == 0 ? number_length(rest) : id_length(rest);
    return n > 0 &&
           str_equal(str_slice(rest, n, rest.n), str_slice(form, at + marks[i].n, form.n));
  }
  return str_equal(form, name);
}

bool claim_has(const struct claim *claim, struct str name) {
  bool is_ours = map_find(&claim->names, name) != STR_NONE;
  for (size_t i = 0; !is_ours && claim->is_broken && i < claim->own_count; i++)
    is_ours = fits(claim->own_names[i], name);
  return is_ours;
}

bool claim_has_subfolder(const struct claim *claim, struct str name) {
  bool is_ours = map_find(&claim->subfolders, name) != STR_NONE;
  for (size_t i = 0; !is_ours && claim->is_broken && i < claim->own_count; i++) {
    struct str own = claim->own_names[i];
    size_t slash = str_find_char(own, '/', 0);
    is_ours = slash != STR_NONE && str_equal(str_slice(own, 0, slash), name);
  }
  return is_ours;
}
