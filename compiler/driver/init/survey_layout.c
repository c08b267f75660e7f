/* How the files that are there fall into cases, and which of them only lead to the others. */
#include "base/arena.h"
#include "base/path.h"
#include "driver/init/survey.h"
#include "driver/inputs.h"
#include "driver/pipeline.h"
#include "model/heading.h"

enum { DEEPEST = 6 };

/* ---- Layout ------------------------------------------------------------------------------
 */

/* The level of the heading that opened the piece, as it is written. */
static int written_level(const struct piece *piece) {
  struct str line = str_trim(span_text(piece->heading));
  int level = 0;
  while (level < DEEPEST && (size_t)level < line.n && line.p[level] == '#')
    level++;
  return level > 0 ? level : piece->heading_level;
}

static bool is_bundled(const struct doc *doc) {
  return doc->piece->heading_level > 0 && doc->piece->front_state == FRONT_PRESENT;
}

/* The level with the highest count, the first of equals. */
static int top_level(const size_t counts[DEEPEST + 1]) {
  int top = 0;
  for (int level = 1; level <= DEEPEST; level++) {
    if (counts[level] > (top > 0 ? counts[top] : 0))
      top = level;
  }
  return top;
}

/* Do most headings of the level have sub-headings that others of the file have, too? */
static bool repeats_below(struct arena *a, const struct doc *doc, int level) {
  struct tally below = {0};
  struct str keys[HEADING_KEYS];
  size_t parents = 0, alike = 0;
  for (size_t pass = 0; pass < 2; pass++) {
    bool counted = true;
    parents = alike = 0;
    for (size_t i = 0; i < doc->block_count; i++) {
      const struct block *block = &doc->blocks[i];
      if (block->kind != BLOCK_HEADING || block->level > level + 1)
        continue;
      if (block->level <= level) {
        parents += block->level == level;
        counted = block->level < level;
      } else if (parents > 0 && heading_keys(a, block->text, keys) > 0) {
        if (pass == 0) {
          tally_add_once(a, &below, keys[0], parents);
        } else if (!counted && tally_of(&below, keys[0]) > 1) {
          alike++;
          counted = true;
        }
      }
    }
  }
  return parents > 1 && alike * 10 >= parents * 6;
}

/* Titles differ from file to file; headings that return in each are sections. */
static bool has_own_titles(struct arena *a, const struct file_docs *files, size_t count,
                           int level) {
  struct tally titles = {0};
  struct str keys[HEADING_KEYS];
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < files[i].count; j++) {
      const struct doc *doc = files[i].docs[j];
      for (size_t k = 0; k < doc->block_count; k++) {
        if (doc->blocks[k].kind == BLOCK_HEADING && doc->blocks[k].level == level &&
            heading_keys(a, doc->blocks[k].text, keys) > 0)
          tally_add(a, &titles, keys[0]);
      }
    }
  }
  return titles.count * 10 >= titles.total * 8;
}

/* The level whose headings open cases without front matter; 0 if there is none in most files.
 */
static int find_heading_level(struct arena *a, const struct file_docs *files, size_t count) {
  size_t counts[DEEPEST + 1] = {0}, whole = 0;
  for (size_t i = 0; i < count; i++) {
    const struct doc *doc = files[i].count == 1 ? files[i].docs[0] : NULL;
    if (!doc || doc->piece->heading_level > 0)
      continue;
    whole++;
    if (doc->piece->front_state != FRONT_ABSENT)
      continue;
    for (int level = 1; level < DEEPEST; level++) {
      if (repeats_below(a, doc, level)) {
        counts[level]++;
        break;
      }
    }
  }
  int level = top_level(counts);
  return level > 0 && counts[level] * 2 > whole && has_own_titles(a, files, count, level)
             ? level
             : 0;
}

/* One file that holds several such cases is a bundle, however many others are single pages:
 * with one case a file, its cases would be swallowed. */
void survey_find_layout(struct survey *survey, const struct file_docs *files, size_t count) {
  size_t counts[DEEPEST + 1] = {0}, bundled = 0, total = 0;
  bool has_bundle = false;
  for (size_t i = 0; i < count; i++) {
    size_t before = bundled;
    for (size_t j = 0; j < files[i].count; j++) {
      const struct doc *doc = files[i].docs[j];
      total++;
      if (!is_bundled(doc))
        continue;
      bundled++;
      counts[written_level(doc->piece)]++;
    }
    has_bundle = has_bundle || bundled > before + 1;
  }
  survey->layout = LAYOUT_FILE;
  survey->level = 2;
  if (has_bundle || (bundled > 0 && bundled * 2 >= total)) {
    survey->layout = LAYOUT_BUNDLE;
    survey->level = top_level(counts);
    return;
  }
  int level = find_heading_level(survey->a, files, count);
  if (level > 0) {
    survey->layout = LAYOUT_HEADINGS;
    survey->level = level;
  }
}

/* ---- Files that are no cases -------------------------------------------------------------
 */

static struct str lower(struct arena *a, struct str text) {
  char *p = arena_alloc(a, text.n + 1);
  for (size_t i = 0; i < text.n; i++)
    p[i] = lower_char(text.p[i]);
  return (struct str){p, text.n};
}

/* Names that tools and people give to what stands beside the cases of a folder. */
static bool is_index_name(struct arena *a, struct str path) {
  static const char *const names[] = {"readme",       "index",     "_index",
                                      "summary",      "changelog", "_sidebar",
                                      "contributing", "toc",       "code_of_conduct"};
  struct str stem = lower(a, path_stem(path));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (str_equal_c(stem, names[i]))
      return true;
  }
  return false;
}

/* Counts keys (as "k" and the key) and headings (as "h", the level and the folded text) of the
 * file, or tells whether one of them stands in half of the files already counted. */
static bool meet_content(struct arena *a, struct tally *content, const struct file_docs *file,
                         size_t number, size_t most) {
  struct str keys[HEADING_KEYS];
  for (size_t i = 0; i < file->count; i++) {
    const struct doc *doc = file->docs[i];
    size_t members = doc->front ? doc->front->count : 0;
    for (size_t j = 0; j < members; j++) {
      struct str key = arena_printf(a, "k%.*s", STR_ARG(doc->front->members[j].key));
      if (most == 0)
        tally_add_once(a, content, key, number);
      else if (tally_of(content, key) * 2 >= most)
        return true;
    }
    for (size_t j = 0; j < doc->block_count; j++) {
      const struct block *block = &doc->blocks[j];
      if (block->kind != BLOCK_HEADING || heading_keys(a, block->text, keys) == 0)
        continue;
      struct str key = arena_printf(a, "h%d%.*s", block->level, STR_ARG(keys[0]));
      if (most == 0)
        tally_add_once(a, content, key, number);
      else if (tally_of(content, key) * 2 >= most)
        return true;
    }
  }
  return false;
}

void survey_find_indexes(struct arena *a, const struct inputs *inputs,
                         const struct file_docs *files, bool *is_out) {
  size_t indexes = 0;
  for (size_t i = 0; i < inputs->count; i++) {
    is_out[i] = is_index_name(a, inputs->items[i].path);
    indexes += is_out[i];
  }
  struct tally content = {0};
  size_t others = inputs->count - indexes;
  for (size_t i = 0; i < inputs->count; i++) {
    if (!is_out[i])
      meet_content(a, &content, &files[i], i, 0);
  }
  for (size_t i = 0; i < inputs->count; i++) {
    if (is_out[i] && (others <= indexes || meet_content(a, &content, &files[i], i, others)))
      is_out[i] = false;
  }
}
