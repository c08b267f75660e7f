/* What has changed since a revision: which lines of which files. */
#include "driver/filter/changes.h"

#include "base/arena.h"
#include "base/path.h"
#include "diag/diag.h"
#include "driver/case_place.h"
#include "driver/config.h"
#include "driver/filter/diff_text.h"
#include "driver/filter/git.h"
#include "model/kb.h"
#include "read/repository.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct asker {
  struct arena *a;
  struct str root;
  struct str revision; /* as the caller wrote it */
  struct str error;
  bool has_failed;
};

static bool fail(struct asker *k, const char *what) {
  k->error = arena_printf(k->a, "--changed-since: %s", what);
  return false;
}

static bool fail_for(struct asker *k, int error) {
  k->has_failed = true;
  k->error = arena_printf(k->a, "--changed-since: git cannot be started: %s", strerror(error));
  return false;
}

static bool fail_with(struct asker *k, const struct git_answer *answer) {
  if (answer->error != 0 && answer->error != ENOENT)
    return fail_for(k, answer->error);
  if (!answer->has_run)
    return fail(k, "there is no git program to ask");
  k->error = arena_printf(
      k->a, "--changed-since: git says: %.*s",
      STR_ARG(answer->complaint.n > 0 ? answer->complaint : STR("nothing that helps")));
  return false;
}

/* ---- The commit to compare with -----------------------------------------------------------
 */

static bool is_shallow(struct asker *k) {
  const char *const words[] = {"rev-parse", "--is-shallow-repository", NULL};
  struct git_answer answer = git_ask(k->a, k->root, words);
  return answer.status == 0 && str_equal_c(str_trim(answer.out), "true");
}

/* A clone that was cut off is the usual reason, and easily mended. */
static bool fail_for_history(struct asker *k, const char *what) {
  if (is_shallow(k))
    k->error = arena_printf(
        k->a,
        "--changed-since: \"%.*s\" %s in this shallow clone; fetch the rest first:  git fetch "
        "--unshallow   (in a GitHub workflow: actions/checkout with fetch-depth: 0)",
        STR_ARG(k->revision), what);
  else
    k->error =
        arena_printf(k->a, "--changed-since: \"%.*s\" %s; is it spelled right, and fetched?",
                     STR_ARG(k->revision), what);
  return false;
}

static bool find_commit(struct asker *k, struct str *commit) {
  struct str name = arena_printf(k->a, "%.*s^{commit}", STR_ARG(k->revision));
  const char *const words[] = {"rev-parse", "--verify", "--quiet", name.p, NULL};
  struct git_answer answer = git_ask(k->a, k->root, words);
  *commit = arena_copy(k->a, str_trim(answer.out));
  if (answer.status == 0 && commit->n > 0)
    return true;
  return !answer.has_run || answer.complaint.n > 0 ? fail_with(k, &answer)
                                                   : fail_for_history(k, "is no commit");
}

static bool find_base(struct asker *k, struct str *base) {
  struct str commit;
  if (!find_commit(k, &commit))
    return false;
  const char *const words[] = {"merge-base", commit.p, "HEAD", NULL};
  struct git_answer answer = git_ask(k->a, k->root, words);
  *base = arena_copy(k->a, str_trim(answer.out));
  if (answer.status == 0 && base->n > 0)
    return true;
  return answer.complaint.n > 0 ? fail_with(k, &answer)
                                : fail_for_history(k, "has no commit in common with HEAD");
}

/* ---- Files and lines ----------------------------------------------------------------------
 */

static struct changed_file *file_at(struct arena *a, struct changes *changes, struct str path) {
  size_t index = map_add(&changes->by_path, a, path, changes->count);
  if (index == changes->count) {
    changes->files = arena_grow(a, changes->files, changes->count, sizeof *changes->files);
    changes->files[changes->count++] = (struct changed_file){0};
  }
  return &changes->files[index];
}

/* Names that end in a NUL each. */
static bool next_name(struct str *rest, struct str *name) {
  size_t end = str_find_char(*rest, '\0', 0);
  if (end == STR_NONE)
    return false;
  *name = str_slice(*rest, 0, end);
  *rest = str_slice(*rest, end + 1, rest->n);
  return true;
}

/* What a user's configuration may say about diffs is said otherwise here. */
#define DIFF_WORDS                                                                             \
  "-c", "diff.relative=false", "-c", "diff.interHunkContext=0", "diff", "--no-ext-diff",       \
      "--no-textconv", "--no-color", "--find-renames", "--ignore-submodules=all",              \
      "--diff-filter=d"

static bool read_names(struct asker *k, struct changes *changes, const char *base) {
  const char *const words[] = {DIFF_WORDS, "--name-only", "-z", base, "--", NULL};
  struct git_answer answer = git_ask(k->a, k->root, words);
  if (answer.status != 0)
    return fail_with(k, &answer);
  struct str rest = answer.out, name;
  while (next_name(&rest, &name))
    file_at(k->a, changes, name);
  return true;
}

static bool read_lines(struct asker *k, struct changes *changes, const char *base) {
  const char *const words[] = {DIFF_WORDS,        "--text", "--unified=0", "--src-prefix=a/",
                               "--dst-prefix=b/", base,     "--",          NULL};
  struct git_answer answer = git_ask(k->a, k->root, words);
  if (answer.status != 0)
    return fail_with(k, &answer);
  struct diff_hunks hunks = diff_read(k->a, answer.out);
  for (size_t i = 0; i < hunks.count; i++) {
    const struct diff_hunk *hunk = &hunks.items[i];
    struct changed_file *file = file_at(k->a, changes, hunk->path);
    size_t before = hunk->first > 0 ? hunk->first - 1 : 0;
    struct line_range range = {before,
                               hunk->count > 0 ? before + hunk->count : hunk->first + 1};
    file->ranges = arena_grow(k->a, file->ranges, file->count, sizeof *file->ranges);
    file->ranges[file->count++] = range;
  }
  return true;
}

static bool read_untracked(struct asker *k, struct changes *changes) {
  const char *const words[] = {"ls-files", "-z", "--others", "--exclude-standard", NULL};
  struct git_answer answer = git_ask(k->a, k->root, words);
  if (answer.status != 0)
    return fail_with(k, &answer);
  struct str rest = answer.out, name;
  while (next_name(&rest, &name))
    file_at(k->a, changes, name)->is_whole = true;
  return true;
}

struct changes *changes_since(struct arena *a, const struct config *config, struct str revision,
                              struct str *error, bool *has_failed) {
  struct asker k = {.a = a, .revision = revision};
  k.root = repository_find(a, config->working_folder);
  struct changes *changes = arena_new(a, struct changes);
  *changes = (struct changes){.repository = k.root, .working_folder = config->working_folder};
  struct str base;
  bool is_good = false;
  if (revision.p[0] == '-')
    fail(&k, "a revision does not begin with \"-\"");
  else if (k.root.n == 0)
    fail(&k, "no git repository is around this folder");
  else
    is_good = find_base(&k, &base) && read_names(&k, changes, base.p) &&
              read_lines(&k, changes, base.p) && read_untracked(&k, changes);
  *error = k.error;
  *has_failed = k.has_failed;
  return is_good ? changes : NULL;
}

/* ---- Findings -----------------------------------------------------------------------------
 */

static const struct changed_file new_file = {.is_whole = true};

/* NULL if nothing in it has changed. */
static const struct changed_file *find_file(struct arena *scratch,
                                            const struct changes *changes, struct str path) {
  if (path.n == 0 || path.p[0] == '<')
    return &new_file;
  struct str absolute = path_clean(scratch, path_join(scratch, changes->working_folder, path));
  if (!path_is_below(absolute, changes->repository))
    return &new_file;
  struct str place = path_relative(scratch, absolute, changes->repository);
  size_t index = map_find(&changes->by_path, place);
  return index == STR_NONE ? NULL : &changes->files[index];
}

bool changes_have(struct arena *scratch, const struct changes *changes, struct str path) {
  return find_file(scratch, changes, path);
}

/* Does any line of the span, the first one at least, lie in a range? */
static bool touches(const struct changed_file *file, struct span span) {
  size_t first = source_line_at(span.source, span.offset);
  size_t last = span.n > 1 ? source_line_at(span.source, span.offset + span.n - 1) : first;
  for (size_t i = 0; i < file->count; i++) {
    if (file->ranges[i].from <= last && file->ranges[i].to > first)
      return true;
  }
  return false;
}

/* At the title, or at a place without extent: the finding is about the whole case. */
static bool touches_case(const struct changed_file *file, const struct kb *kb,
                         struct span span) {
  size_t index = kb ? case_at_place(kb, span) : STR_NONE;
  if (index == STR_NONE)
    return span.n == 0;
  struct span title = kb->cases[index]->title_span;
  bool is_title = title.source == span.source && title.offset == span.offset;
  return (is_title || span.n == 0) && touches(file, kb->cases[index]->doc->piece->whole);
}

static bool touch_place(struct arena *scratch, const struct changes *changes,
                        const struct kb *kb, struct str path, struct span span) {
  const struct changed_file *file = find_file(scratch, changes, path);
  if (!file)
    return false;
  return file->is_whole || !span.source || touches(file, span) || touches_case(file, kb, span);
}

bool changes_touch(struct arena *scratch, const struct changes *changes, const struct kb *kb,
                   const struct diag *diag) {
  if (touch_place(scratch, changes, kb, diag->path, diag->span))
    return true;
  for (size_t i = 0; i < diag->related_count; i++) {
    struct span span = diag->related[i].span;
    if (span.source && touch_place(scratch, changes, kb, span.source->path, span))
      return true;
  }
  return false;
}
