/* A share of the corpus for one of several machines, and the shares of all of them as one.
 *
 * Which shard a file is in hangs on its place alone, so a new file moves no other. A pack holds
 * the texts; the merge compiles them as if it had read them, which takes seconds where finding
 * and embedding takes hours, and is why it cannot differ from a single run. */
#include "driver/shard.h"

#include "base/file.h"
#include "base/path.h"
#include "driver/schema_files.h"
#include "driver/session.h"
#include "model/schema.h"
#include "model/value.h"
#include "version.h"

#include <errno.h>
#include <string.h>

/* ---- What is asked for --------------------------------------------------------------------
 */

/* "I/N", both whole numbers, 1 <= I <= N. */
static bool read_share(struct str text, struct emit_shard *shard) {
  enum { MOST = 1000000 };
  size_t numbers[2] = {0, 0}, which = 0, digits = 0;
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] == '/' && which == 0 && digits > 0) {
      which = 1;
      digits = 0;
      continue;
    }
    if (!is_digit_char(text.p[i]) || numbers[which] > MOST)
      return false;
    numbers[which] = numbers[which] * 10 + (size_t)(text.p[i] - '0');
    digits++;
  }
  shard->index = numbers[0];
  shard->count = numbers[1];
  return which == 1 && digits > 0 && shard->index > 0 && shard->index <= shard->count &&
         shard->count <= MOST;
}

bool shard_read_options(struct session *s, bool is_build, struct str *error) {
  const struct options *options = s->options;
  struct str asked = options->shard;
  if (asked.n > 0 && !read_share(asked, &s->shard))
    *error = arena_printf(&s->a, "--shard takes I/N, as in 1/8; not \"%.*s\"", STR_ARG(asked));
  else if (asked.n > 0 && is_build && options->merge)
    *error = STR("--shard and --merge do not go together");
  else if (asked.n > 0 && options->paths.count > 0)
    *error = STR("--shard is a share of the whole corpus, so it takes no PATH");
  else if (asked.n > 0 && is_build && options->output.n == 0)
    *error = STR("--shard: say with -o where to write; generated/ is for the whole corpus");
  else if (is_build && options->merge && options->paths.count == 0)
    *error = STR("--merge: name the folders of the shards");
  else if (is_build && options->merge && options->partial)
    *error = STR("--partial and --merge do not go together");
  return error->n == 0;
}

/* ---- By what they are compiled ------------------------------------------------------------
 */

static struct project *only_project(struct session *s, const char *option, struct str *error) {
  struct project *only = NULL;
  size_t count = 0;
  for (size_t i = 0; i < s->projects.count; i++) {
    if (!s->projects.items[i].has_corpus)
      continue;
    only = &s->projects.items[i];
    count++;
  }
  if (count != 1)
    *error = count == 0
                 ? arena_printf(&s->a, "%s: there is no corpus here", option)
                 : arena_printf(&s->a,
                                "%s takes one knowledge base, and these are %zu: name one of "
                                "their schemas with --schema",
                                option, count);
  return count == 1 ? only : NULL;
}

static void add_text(struct hash_stream *hash, struct str text) {
  unsigned char size[8];
  for (size_t i = 0; i < sizeof size; i++)
    size[i] = (unsigned char)((unsigned long long)text.n >> (8 * i));
  hash_add(hash, (struct str){(const char *)size, sizeof size});
  hash_add(hash, text);
}

/* What the disk does not give is no mistake of the caller's. */
static void fail(struct session *s, struct str path, int number, struct str *error) {
  *error = arena_printf(&s->a, "%.*s cannot be read: %s", STR_ARG(path), strerror(number));
  s->is_unreadable = true;
}

/* Of the schema, the files that it refers to, and the project file. False with `error`. */
static bool settings_of(struct session *s, const struct project *project,
                        struct hash_text *settings, struct str *error) {
  const struct pipeline *run = &project->run;
  struct hash_stream hash;
  hash_start(&hash);
  add_text(&hash, run->source->bytes);
  for (size_t i = 0; i < run->referred_count; i++) {
    const struct value *root = run->referred[i]->root;
    add_text(&hash, config_place(&s->a, project->root, s->config.working_folder,
                                 run->referred[i]->path));
    add_text(&hash, root ? root->span.source->bytes : STR(""));
  }
  struct str bytes = {NULL, 0}, path = s->config.schema_path;
  int number = ENOTSUP;
  bool is_good = path.n == 0 || file_read(&s->a, arena_copy(&s->a, path).p, (size_t)-1 / 2,
                                          true, &bytes, &number) == FILE_OK;
  if (is_good && path.n > 0)
    add_text(&hash, bytes);
  *settings = hash_end(&hash);
  if (!is_good)
    fail(s, path, number, error);
  return is_good;
}

/* ---- One shard ----------------------------------------------------------------------------
 */

bool shard_take(struct session *s, struct str *error) {
  struct project *project = only_project(s, "--shard", error);
  if (!project)
    return false;
  struct inputs *inputs = &project->inputs;
  struct arena scratch = {0};
  size_t kept = 0;
  inputs->by_path = (struct map){0};
  for (size_t i = 0; i < inputs->count; i++) {
    struct str place =
        config_place(&scratch, project->root, s->config.working_folder, inputs->items[i].path);
    if (shard_of_place(place, s->shard.count) == s->shard.index) {
      map_add(&inputs->by_path, &s->a, inputs->items[i].path, kept);
      inputs->items[kept++] = inputs->items[i];
    }
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  inputs->count = inputs->named_count = kept;
  project->run.is_share = true;
  return settings_of(s, project, &s->shard.settings, error);
}

/* ---- All of them --------------------------------------------------------------------------
 */

/* The packs that were read, and the folders that they come from. */
struct shards {
  struct session *s;
  const struct project *project;
  struct hash_text settings;
  struct shard_pack *packs;
  const struct str *folders;
  size_t count;
  struct str *error;
};

static bool read_pack(struct shards *shards, size_t i) {
  struct arena *a = &shards->s->a;
  struct str folder = shards->folders[i], reason = {NULL, 0}, bytes = {NULL, 0};
  struct str path = arena_printf(a, "%.*s/" SHARD_PACK_NAME, STR_ARG(folder));
  int number = 0;
  enum file_result result = file_read(a, path.p, (size_t)-1 / 2, false, &bytes, &number);
  bool is_missing = result == FILE_FAILED && (number == ENOENT || number == ENOTDIR);
  if (result == FILE_FAILED && !is_missing)
    fail(shards->s, path, number, shards->error);
  else if (result != FILE_OK)
    *shards->error = arena_printf(
        a, "%.*s is no shard: it has no " SHARD_PACK_NAME " that can be read", STR_ARG(folder));
  else if (!shard_pack_read(a, bytes, &shards->packs[i], &reason))
    *shards->error =
        arena_printf(a, "%.*s cannot be merged: %.*s", STR_ARG(path), STR_ARG(reason));
  return shards->error->n == 0;
}

/* Made by this kbc, by these settings? */
static bool fits(const struct shards *shards, size_t i) {
  struct arena *a = &shards->s->a;
  const struct shard_pack *pack = &shards->packs[i];
  struct str folder = shards->folders[i];
  if (!str_equal_c(pack->tool, KBC_VERSION))
    *shards->error = arena_printf(a, "%.*s was made by kbc %.*s, and this is kbc " KBC_VERSION,
                                  STR_ARG(folder), STR_ARG(pack->tool));
  else if (!str_equal(pack->schema, shards->project->run.schema->name))
    *shards->error = arena_printf(a,
                                  "%.*s is a shard of \"%.*s\", and the schema here is "
                                  "\"%.*s\"",
                                  STR_ARG(folder), STR_ARG(pack->schema),
                                  STR_ARG(shards->project->run.schema->name));
  else if (!str_equal_c(pack->settings, shards->settings.digits))
    *shards->error = arena_printf(a,
                                  "%.*s was made with another schema, or other settings, than "
                                  "those here",
                                  STR_ARG(folder));
  else if (pack->count != shards->packs[0].count)
    *shards->error = arena_printf(a, "%.*s is one of %zu shards, and %.*s one of %zu",
                                  STR_ARG(shards->folders[0]), shards->packs[0].count,
                                  STR_ARG(folder), pack->count);
  return shards->error->n == 0;
}

/* Each once, and none missing. */
static bool are_complete(const struct shards *shards) {
  struct arena *a = &shards->s->a;
  size_t count = shards->packs[0].count;
  size_t *folders = arena_array(a, size_t, count); /* by shard: its folder, counted from 1 */
  for (size_t i = 0; i < shards->count; i++) {
    size_t *folder = &folders[shards->packs[i].index - 1];
    if (*folder > 0) {
      *shards->error = arena_printf(a, "%.*s and %.*s are both shard %zu/%zu",
                                    STR_ARG(shards->folders[*folder - 1]),
                                    STR_ARG(shards->folders[i]), shards->packs[i].index, count);
      return false;
    }
    *folder = i + 1;
  }
  for (size_t i = 0; i < count; i++) {
    if (folders[i] > 0)
      continue;
    *shards->error = arena_printf(a, "shard %zu/%zu is missing", i + 1, count);
    return false;
  }
  return true;
}

/* A place is a path below the root, in the form that kbc gives it. */
static bool is_place(struct arena *a, struct str place) {
  return place.p[0] != '/' && str_find_char(place, '\0', 0) == STR_NONE &&
         !str_equal_c(place, "..") && !str_starts_with(place, STR("../")) &&
         str_equal(path_clean(a, place), place);
}

/* No file is in two shards, for the place says in which it is. */
static bool are_own(const struct shards *shards, size_t i) {
  struct arena *a = &shards->s->a;
  const struct shard_pack *pack = &shards->packs[i];
  for (size_t j = 0; j < pack->file_count; j++) {
    struct str place = pack->files[j].place;
    bool is_twice = j > 0 && str_compare(pack->files[j - 1].place, place) >= 0;
    if (is_place(a, place) && !is_twice && shard_of_place(place, pack->count) == pack->index)
      continue;
    *shards->error = arena_printf(a, "%.*s holds a file that is not one of shard %zu/%zu",
                                  STR_ARG(shards->folders[i]), pack->index, pack->count);
    return false;
  }
  return true;
}

bool shards_join(struct session *s, struct str *error) {
  struct project *project = only_project(s, "--merge", error);
  if (!project)
    return false;
  const struct str_list *paths = &s->options->paths;
  struct shards shards = {.s = s,
                          .project = project,
                          .packs = arena_array(&s->a, struct shard_pack, paths->count),
                          .folders = paths->items,
                          .count = paths->count,
                          .error = error};
  if (!settings_of(s, project, &shards.settings, error))
    return false;
  size_t files = 0;
  for (size_t i = 0; i < shards.count; i++) {
    if (!read_pack(&shards, i) || !fits(&shards, i))
      return false;
  }
  if (!are_complete(&shards))
    return false;
  for (size_t i = 0; i < shards.count; i++) {
    if (!are_own(&shards, i))
      return false;
    files += shards.packs[i].file_count;
  }
  struct pack_file *all = arena_array(&s->a, struct pack_file, files);
  files = 0;
  for (size_t i = 0; i < shards.count; i++) {
    for (size_t j = 0; j < shards.packs[i].file_count; j++)
      all[files++] = shards.packs[i].files[j];
  }
  inputs_of_texts(&s->a, &s->config, &s->projects, project, all, files);
  return true;
}
