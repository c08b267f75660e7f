/* kbc join: the files of a folder as one bundle; what kbc split has cut becomes what it was. */
#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "driver/commands.h"
#include "driver/layout/bundle.h"
#include "driver/layout/moved_links.h"
#include "driver/layout/place.h"
#include "driver/layout/same_cases.h"
#include "driver/layout/split_index.h"
#include "driver/session.h"
#include "model/case.h"

/* A folder on its way into a bundle. */
struct join {
  struct session *s;
  struct str folder, file;
  struct split_index index;
  struct pipeline_text *texts; /* of the files, by path */
  size_t text_count;
  struct bundle_part *parts;
  size_t part_count;
  struct pipeline_text bundle; /* what was made of them, read again */
};

/* ---- The files ----------------------------------------------------------------------------
 */

/* A bundle that an earlier join has put among the files is none of them. */
static bool is_output(const struct join *join, struct str path) {
  struct arena *a = &join->s->a;
  return !str_equal_c(join->file, "-") &&
         str_equal(path_absolute(a, path), path_absolute(a, join->file));
}

/* False if there is a doubt in any of them: all of it is to be printed. */
static bool read_files(struct join *join) {
  struct session *s = join->s;
  const struct inputs *inputs = &s->home->inputs;
  bool is_certain = true;
  join->texts = arena_array(&s->a, struct pipeline_text, inputs->count);
  for (size_t i = 0; i < inputs->count; i++) {
    if (!inputs->items[i].is_named || is_output(join, inputs->items[i].path))
      continue;
    struct pipeline_text *text = &join->texts[join->text_count++];
    *text = pipeline_file(&s->home->run, &inputs->items[i]);
    is_certain = !session_doubts(s, text) && is_certain;
  }
  return is_certain;
}

/* ---- Their order --------------------------------------------------------------------------
 */

static void add_part(struct join *join, const struct pipeline_text *text,
                     const struct split_entry *entry) {
  join->parts[join->part_count++] = (struct bundle_part){text, entry};
}

/* As the file was split, a byte order mark apart that an editor may have put there. */
static bool is_edited(const struct pipeline_text *text, const struct split_entry *entry) {
  return text->source->bom > 0 ||
         !str_equal_c(entry->hash, hash_of(text->source->bytes).digits);
}

static void say_of(const struct join *join, struct str path, const char *what) {
  if (!join->s->options->quiet)
    say("%.*s %s", STR_ARG(path), what);
}

/* First what was split, in the order of the bundle, then what is new, by path. */
static void order_parts(struct join *join) {
  struct arena *a = &join->s->a;
  struct map by_path = {0};
  bool *is_taken = arena_array(a, bool, join->text_count);
  join->parts = arena_array(a, struct bundle_part, join->index.count + join->text_count);
  for (size_t i = 0; i < join->text_count; i++)
    map_add(&by_path, a, path_resolved(a, join->texts[i].source->path), i);
  struct str folder = path_resolved(a, join->folder);
  for (size_t i = 0; i < join->index.count; i++) {
    const struct split_entry *entry = &join->index.entries[i];
    size_t at = map_find(&by_path, path_join(a, folder, entry->file));
    if (at == STR_NONE) {
      say_of(join, path_join(a, join->folder, entry->file), "is gone or excluded: left out");
      add_part(join, NULL, entry);
      continue;
    }
    is_taken[at] = true;
    if (is_edited(&join->texts[at], entry))
      say_of(join, join->texts[at].source->path, "was edited since the split");
    add_part(join, &join->texts[at], entry);
  }
  for (size_t i = 0; i < join->text_count; i++) {
    if (is_taken[i])
      continue;
    if (join->index.count > 0)
      say_of(join, join->texts[i].source->path, "is new: put at the end");
    add_part(join, &join->texts[i], NULL);
  }
}

/* ---- The proof ----------------------------------------------------------------------------
 */

/* The cases of the parts, in their order. Lives in the session's arena. */
static struct kb_case **all_cases(const struct join *join, size_t *count) {
  struct kb_case **cases = NULL;
  *count = 0;
  for (size_t i = 0; i < join->part_count; i++) {
    const struct pipeline_text *text = join->parts[i].text;
    for (size_t j = 0; text && j < text->count; j++) {
      cases = arena_grow(&join->s->a, cases, *count, sizeof *cases);
      cases[(*count)++] = text->cases[j];
    }
  }
  return cases;
}

static enum status refuse_count(const struct join *join, size_t wanted, size_t found) {
  const struct record_rules *record = &join->s->home->run.schema->record;
  if (record->split == SPLIT_FILE && wanted > 1)
    complain("the schema says  split: file , so a bundle of %zu cases would be one", wanted);
  else
    complain("a bundle of these %zu cases would hold %zu: without front matter, and with no "
             "number in their titles, headings open a case only where the schema says  "
             "split: heading",
             wanted, found);
  return STATUS_FINDINGS;
}

/* A case at the top of the bundle may have its title from the name of the file. What it was
 * called before the split, its own file is called, and that name is what the bundle is read by;
 * n = 0 if there is no such case. */
static struct str named_by_file(const struct join *join) {
  const struct bundle_part *part = &join->parts[0];
  if (join->part_count == 0 || !part->text || !part->entry || part->entry->is_moved)
    return (struct str){NULL, 0};
  struct str path = part->text->source->path;
  const struct kb_case *first = part->text->cases[0];
  bool is_named_so = first->title_level == 0 && str_equal(first->full_title, path_stem(path));
  return is_named_so ? path : (struct str){NULL, 0};
}

/* Reads the bundle as it is going to be: it holds the same cases. */
static enum status prove(struct join *join, struct str bytes) {
  struct session *s = join->s;
  size_t count;
  struct kb_case **cases = all_cases(join, &count);
  struct str name = named_by_file(join);
  join->bundle = pipeline_bytes(&s->home->run, name.n > 0 ? name : join->file, bytes);
  if (session_doubts(s, &join->bundle))
    return session_print_doubts(s);
  if (join->bundle.count != count)
    return refuse_count(join, count, join->bundle.count);
  size_t differs = cases_differ(&s->home->run, cases, join->bundle.cases, count, false);
  if (differs == STR_NONE)
    return STATUS_CLEAN;
  const struct kb_case *kb_case = cases[differs];
  complain("%.*s: \"%.*s\" would not be the same case in a bundle",
           STR_ARG(kb_case->doc->piece->source->path), STR_ARG(kb_case->full_title));
  return STATUS_FINDINGS;
}

/* Numbers are not invented: people call cases by them, and which is whose, nobody but the owner
 * of the cases knows. Where no case has one, none is missed. */
static void say_numbers(const struct join *join) {
  const struct record_rules *record = &join->s->home->run.schema->record;
  const struct pipeline_text *bundle = &join->bundle;
  size_t capture = record->capture_count, without = 0, wanted = 0;
  for (size_t i = 0; i < record->capture_count; i++)
    capture = str_equal_c(record->captures[i], "number") ? i : capture;
  if (capture == record->capture_count || record->sequence == SCOPE_NONE)
    return;
  for (size_t i = 0; i < bundle->count; i++) {
    bool is_bundled = bundle->cases[i]->doc->piece->heading_level > 0;
    wanted += is_bundled;
    without += is_bundled && bundle->cases[i]->captures[capture].n == 0;
  }
  if (without > 0 && without < wanted)
    say("%zu of %zu titles have no number, which kbc check is going to say", without, wanted);
}

/* ---- The command --------------------------------------------------------------------------
 */

static enum status write_bundle(struct join *join) {
  struct session *s = join->s;
  struct str bundle, error = {NULL, 0};
  order_parts(join);
  if (!bundle_text(&s->a, s->home->run.schema->record.level, join->index.head, join->parts,
                   join->part_count, &bundle, &error)) {
    complain("%.*s", STR_ARG(error));
    return STATUS_FINDINGS;
  }
  enum status status = prove(join, bundle);
  if (status != STATUS_CLEAN)
    return status;
  status = place_file(&s->a, join->file, bundle, s->options->force);
  if (status != STATUS_CLEAN || s->options->quiet)
    return status;
  say_numbers(join);
  size_t moved = 0;
  for (size_t i = 0; i < join->text_count && !str_equal_c(join->file, "-"); i++)
    moved += moved_links_count(&s->a, join->texts[i].cases, join->texts[i].count, join->file);
  moved_links_say(moved);
  struct str name = named_by_file(join);
  if (name.n > 0 && !str_equal(path_stem(name), path_stem(join->file)))
    say("the first case is called as its file is: call the bundle %.*s",
        STR_ARG(path_name(name)));
  if (!str_equal_c(join->file, "-"))
    say("%.*s: %zu case%s", STR_ARG(join->file), join->bundle.count,
        join->bundle.count == 1 ? "" : "s");
  return STATUS_CLEAN;
}

static enum status join_folder(struct join *join) {
  struct session *s = join->s;
  struct str error = {NULL, 0};
  enum status status = STATUS_CALL;
  if (split_index_read(&s->a, join->folder, &join->index, &error) == SPLIT_INDEX_REFUSED)
    complain("%.*s; take it away to join the files in the order of their paths",
             STR_ARG(error));
  else if (read_files(join))
    status = write_bundle(join);
  else
    status = session_print_doubts(s);
  if (status != STATUS_CLEAN)
    complain("%.*s was not joined", STR_ARG(join->folder));
  return status;
}

static bool is_call_wrong(const struct options *options) {
  const struct str_list *paths = &options->paths;
  if (paths->count != 1)
    complain(paths->count == 0 ? "no folder named; the usage is  kbc join DIR -o FILE"
                               : "one folder at a time");
  else if (options->output.n == 0)
    complain("say with -o FILE where the bundle is to go; - is standard output");
  else if (file_kind_of(paths->items[0].p, true) != FILE_FOLDER)
    complain("\"%.*s\" is no folder", STR_ARG(paths->items[0]));
  else
    return false;
  return true;
}

static enum status join_run(const struct options *options) {
  if (is_call_wrong(options))
    return STATUS_CALL;
  struct session s;
  enum status status;
  if (session_start(&s, options, false, &status)) {
    struct join join = {
        .s = &s, .folder = path_clean(&s.a, options->paths.items[0]), .file = options->output};
    status = join_folder(&join);
  }
  session_end(&s);
  return status;
}

const struct command join_command = {
    "join",
    OF_JOIN,
    "DIR -o FILE",
    "the files of a folder into one bundle; undoes split",
    "With what kbc split has left in DIR the bundle is what it was, byte for byte, but for\n"
    "files that were edited, are new or are gone: these are named. Without it the files come\n"
    "in the order of their paths, each as a bundle has it: heading, front matter, sections\n"
    "one level deeper. Numbers are not invented. What would not be the same cases again is\n"
    "refused. FILE - is standard output; one that is there is replaced with --force only.\n",
    join_run,
};
