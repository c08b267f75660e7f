/* kbc split: a bundle into files of one case each, and what kbc join needs to undo it. */
#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "driver/commands.h"
#include "driver/layout/bundle.h"
#include "driver/layout/file_name.h"
#include "driver/layout/moved_links.h"
#include "driver/layout/place.h"
#include "driver/layout/same_cases.h"
#include "driver/layout/slug.h"
#include "driver/layout/split_index.h"
#include "driver/session.h"
#include "model/case.h"

#include <errno.h>
#include <string.h>

/* One bundle on its way into a folder. files[0] is the index, files[i + 1] is case i. */
struct split {
  struct session *s;
  struct str bundle, folder;
  struct pipeline_text text;
  struct split_index index;
  struct placed_file *files;
  size_t file_count;
};

/* ---- The files ----------------------------------------------------------------------------
 */

/* Of the title; a case that is called as its file is keeps the file's name. */
static struct str name_of(struct split *split, struct slug_set *names,
                          const struct kb_case *kb_case) {
  struct arena *a = &split->s->a;
  struct str stem = path_stem(split->text.source->path);
  bool is_named_so = kb_case->title_level == 0 && str_equal(kb_case->full_title, stem) &&
                     stem.n > 0 && stem.p[0] != '.' && stem.p[0] != '<';
  struct str name =
      is_named_so ? stem : file_stem_for(a, split->s->home, kb_case, split->folder);
  name = slug_take(a, names, name);
  return arena_printf(a, "%.*s.md", STR_ARG(name));
}

static void cut_bundle(struct split *split) {
  struct arena *a = &split->s->a;
  const struct pipeline_text *text = &split->text;
  const struct source *source = text->source;
  struct split_index *index = &split->index;
  struct slug_set names = {0};
  index->entries = arena_array(a, struct split_entry, text->count);
  split->files = arena_array(a, struct placed_file, text->count + 1);
  split->file_count = text->count + 1;
  size_t first = text->cases[0]->doc->piece->whole.offset;
  struct str head = str_slice(source->bytes, 0, first);
  index->head = arena_printf(a, "%s%.*s", source->bom > 0 ? "\xEF\xBB\xBF" : "", STR_ARG(head));
  for (size_t i = 0; i < text->count; i++) {
    const struct kb_case *kb_case = text->cases[i];
    struct split_entry *entry = &index->entries[index->count++];
    struct str bytes = case_file(a, kb_case, entry);
    size_t next =
        i + 1 < text->count ? text->cases[i + 1]->doc->piece->whole.offset : source->bytes.n;
    entry->file = name_of(split, &names, kb_case);
    entry->behind = str_slice(source->bytes, case_end(kb_case), next);
    split->files[i + 1] = (struct placed_file){entry->file, bytes};
  }
  split->files[0] = (struct placed_file){STR(SPLIT_INDEX_NAME), split_index_text(a, index)};
}

/* ---- The proof ----------------------------------------------------------------------------
 */

/* Says what was found in the file of its own, if that is why. */
static enum status refuse_case(struct split *split, size_t i,
                               const struct pipeline_text *text) {
  const struct kb_case *kb_case = split->text.cases[i];
  struct str why = {NULL, 0};
  if (text && session_doubts(split->s, text))
    why = split->s->home->run.bag.diags[split->s->home->run.bag.count - 1].message;
  complain("%.*s:%zu: \"%.*s\" would not be the same case in a file of its own%s%.*s",
           STR_ARG(split->text.source->path),
           source_line_at(split->text.source, kb_case->doc->piece->whole.offset) + 1,
           STR_ARG(kb_case->full_title), why.n > 0 ? ": " : "", STR_ARG(why));
  return STATUS_FINDINGS;
}

/* Reads the files as they are going to be: each holds its case, and joined they are the bundle
 * again, to the byte. */
static enum status prove(struct split *split) {
  struct session *s = split->s;
  size_t count = split->text.count;
  struct kb_case **cases = arena_array(&s->a, struct kb_case *, count);
  struct pipeline_text *texts = arena_array(&s->a, struct pipeline_text, count);
  struct bundle_part *parts = arena_array(&s->a, struct bundle_part, count);
  for (size_t i = 0; i < count; i++) {
    struct str path = path_join(&s->a, split->folder, split->files[i + 1].name);
    texts[i] = pipeline_bytes(&s->home->run, path, split->files[i + 1].bytes);
    if (texts[i].count != 1 || session_doubts(s, &texts[i]))
      return refuse_case(split, i, &texts[i]);
    cases[i] = texts[i].cases[0];
    parts[i] = (struct bundle_part){&texts[i], &split->index.entries[i]};
  }
  size_t differs = cases_differ(&s->home->run, split->text.cases, cases, count, true);
  if (differs != STR_NONE)
    return refuse_case(split, differs, NULL);
  struct str joined, error = {NULL, 0};
  const struct source *source = split->text.source;
  struct str mark = {source->bytes.p - source->bom, source->bytes.n + source->bom};
  if (!bundle_text(&s->a, s->home->run.schema->record.level, split->index.head, parts, count,
                   &joined, &error) ||
      !str_equal(joined, source->bom > 0 ? mark : source->bytes)) {
    complain("%.*s cannot be put together again from its parts", STR_ARG(split->bundle));
    return STATUS_FINDINGS;
  }
  return STATUS_CLEAN;
}

/* ---- What stood in the folder -------------------------------------------------------------
 */

/* Of a file that an earlier split has written: is it as it was written? */
static bool is_untouched(struct arena *a, struct str folder, const struct split_entry *entry) {
  enum { FILE_LIMIT = 1024 * 1024 };
  struct str path = arena_copy(a, path_join(a, folder, entry->file)), bytes = {NULL, 0};
  int error = 0;
  return file_read(a, path.p, FILE_LIMIT, false, &bytes, &error) == FILE_OK &&
         str_equal_c(entry->hash, hash_of(bytes).digits);
}

/* Files of an earlier split that are no part of this one would be taken for new cases. */
static enum status remove_stale(struct split *split, const struct split_index *old) {
  struct arena *a = &split->s->a;
  struct map names = {0};
  enum status status = STATUS_CLEAN;
  for (size_t i = 0; i < split->index.count; i++)
    map_add(&names, a, split->index.entries[i].file, i);
  for (size_t i = 0; i < old->count; i++) {
    const struct split_entry *entry = &old->entries[i];
    struct str path = arena_copy(a, path_join(a, split->folder, entry->file));
    if (map_find(&names, entry->file) != STR_NONE ||
        file_kind_of(path.p, false) == FILE_MISSING)
      continue;
    if (!is_untouched(a, split->folder, entry)) {
      say("%.*s is no part of the bundle any more, but was edited: it stays", STR_ARG(path));
    } else if (!place_remove(a, split->folder, entry->file)) {
      complain("%.*s cannot be removed: %s", STR_ARG(path), strerror(errno));
      status = STATUS_FAILED;
    } else {
      say("%.*s is no part of the bundle any more, and was removed", STR_ARG(path));
    }
  }
  return status;
}

static enum status write_files(struct split *split) {
  struct session *s = split->s;
  struct split_index old = {0};
  struct str error = {NULL, 0};
  struct map owned = {0};
  if (s->options->force) {
    if (split_index_read(&s->a, split->folder, &old, &error) == SPLIT_INDEX_REFUSED) {
      complain("%.*s", STR_ARG(error));
      return STATUS_CALL;
    }
    if (old.entries)
      map_add(&owned, &s->a, STR(SPLIT_INDEX_NAME), 0);
    for (size_t i = 0; i < old.count; i++)
      map_add(&owned, &s->a, old.entries[i].file, i);
  }
  enum status status = place_folder(&s->a, split->folder, split->files, split->file_count,
                                    &owned, s->options->force);
  return status == STATUS_CLEAN ? remove_stale(split, &old) : status;
}

/* ---- The command --------------------------------------------------------------------------
 */

static bool is_call_wrong(const struct options *options) {
  const struct str_list *paths = &options->paths;
  struct str bundle = paths->count > 0 ? paths->items[0] : (struct str){NULL, 0};
  bool is_stdin = str_equal_c(bundle, "-");
  enum file_kind kind = FILE_REGULAR;
  if (bundle.n > 0 && !is_stdin)
    kind = file_kind_of(bundle.p, true);
  if (paths->count != 1)
    complain(paths->count == 0 ? "no bundle named; the usage is  kbc split BUNDLE -o DIR"
                               : "one bundle at a time");
  else if (options->output.n == 0)
    complain("say with -o DIR where the files are to go");
  else if (bundle.n == 0 || kind == FILE_MISSING)
    complain("\"%.*s\" does not exist", STR_ARG(bundle));
  else if (kind == FILE_FOLDER)
    complain("\"%.*s\" is a folder, and no bundle", STR_ARG(bundle));
  else
    return false;
  return true;
}

static enum status split_bundle(struct split *split) {
  struct session *s = split->s;
  bool is_stdin = str_equal_c(split->bundle, "-");
  struct input input = {.path = is_stdin ? STR("<stdin>") : path_clean(&s->a, split->bundle),
                        .is_stdin = is_stdin,
                        .is_named = true};
  split->text = pipeline_file(&s->home->run, &input);
  enum status status = STATUS_CLEAN;
  if (session_doubts(s, &split->text)) {
    status = session_print_doubts(s);
  } else {
    cut_bundle(split);
    status = prove(split);
    if (status == STATUS_CLEAN)
      status = write_files(split);
  }
  if (status == STATUS_CLEAN && !s->options->quiet && !is_stdin)
    moved_links_say(moved_links_count(&s->a, split->text.cases, split->text.count,
                                      path_join(&s->a, split->folder, STR(SPLIT_INDEX_NAME))));
  if (status != STATUS_CLEAN)
    complain("%.*s was not split", STR_ARG(split->bundle));
  else if (!s->options->quiet)
    say("%.*s: %zu case%s in %zu file%s", STR_ARG(split->folder), split->text.count,
        split->text.count == 1 ? "" : "s", split->text.count,
        split->text.count == 1 ? "" : "s");
  return status;
}

static enum status split_run(const struct options *options) {
  if (is_call_wrong(options))
    return STATUS_CALL;
  struct session s;
  enum status status;
  if (session_open(&s, options, false, &status)) {
    struct split split = {.s = &s,
                          .bundle = options->paths.items[0],
                          .folder = path_clean(&s.a, options->output)};
    status = split_bundle(&split);
  }
  session_end(&s);
  return status;
}

const struct command split_command = {
    "split",
    OF_SPLIT,
    "BUNDLE -o DIR",
    "a bundle into one file a case, losing nothing; join takes it back",
    "Each case becomes DIR/TITLE.md: front matter, heading, body, the bytes as they are. What\n"
    "belongs to no case, and the order, go into DIR/" SPLIT_INDEX_NAME ", from which kbc join\n"
    "makes the same bundle again. A bundle of which it is not certain where its cases begin\n"
    "is refused, with what is wrong; other findings do not matter. DIR must be new or empty;\n"
    "with --force only files that an earlier split has written are replaced. - is standard\n"
    "input.\n",
    split_run,
};
