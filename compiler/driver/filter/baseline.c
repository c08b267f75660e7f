/* A baseline: a file with the findings that were there when it was written.
 *
 * A line is a JSON object of its own, the lines are sorted, and none speaks of a line number:
 * so a change of the knowledge base changes few lines, and two branches merge. */
#include "driver/filter/baseline.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "base/map.h"
#include "diag/diag.h"
#include "driver/filter/rules.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

enum { BASELINE_VERSION = 1 };

#define BASELINE_KEY "kbc-baseline"

/* Such a text may be split, a baseline may not. */
#define TOO_LARGE "KBC0100"

struct reader {
  struct arena *a;
  struct bag *bag;
  struct baseline *baseline;
  struct map seen; /* a merge may have kept a line twice */
  size_t line;
};

static bool refuse(struct reader *r, const char *reason) {
  struct span span = source_line_span(r->baseline->source, r->line);
  diag_add(r->bag, &filter_rules[FILTER_BASELINE], span, "%s", reason);
  return false;
}

/* ---- Reading ------------------------------------------------------------------------------
 */

static bool read_head(struct reader *r, const struct json_node *root) {
  double version = json_number_of(json_get(root, BASELINE_KEY), 0);
  if (version == BASELINE_VERSION)
    return true;
  return refuse(r, version > BASELINE_VERSION
                       ? "this baseline is of a newer version than this kbc knows"
                       : "a baseline begins with a line {\"" BASELINE_KEY "\":1}");
}

static bool is_hash(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (!is_digit_char(text.p[i]) && (text.p[i] < 'a' || text.p[i] > 'f'))
      return false;
  }
  return text.n == HASH_LENGTH;
}

static bool read_entry(struct reader *r, const struct json_node *root, struct str line) {
  const struct str none = {NULL, 0};
  struct str hash = json_text(json_get(root, "hash"), none);
  struct str path = json_text(json_get(root, "path"), none);
  struct str rule = json_text(json_get(root, "rule"), none);
  if (path.n == 0 || rule.n == 0 || !is_hash(hash))
    return refuse(r, "an entry has a path, a rule, and a hash of 32 digits");
  if (map_add(&r->seen, r->a, line, r->line) != r->line)
    return true;
  struct baseline *baseline = r->baseline;
  baseline->entries =
      arena_grow(r->a, baseline->entries, baseline->count, sizeof *baseline->entries);
  struct baseline_entry *entry = &baseline->entries[baseline->count++];
  entry->print.path = arena_copy(r->a, path);
  entry->print.rule = arena_copy(r->a, rule);
  entry->print.id = arena_copy(r->a, json_text(json_get(root, "case"), none));
  memcpy(entry->print.hash.digits, hash.p, HASH_LENGTH);
  entry->line = r->line;
  return true;
}

static bool read_line(struct reader *r, struct str line, bool is_head) {
  size_t at;
  struct json_tree *tree = json_parse(line, &at);
  if (!tree)
    return refuse(r, str_starts_with(line, STR("<<<<<<<"))
                         ? "a merge has left its mark here; keep the lines of both sides"
                         : "this line is no JSON");
  const struct json_node *root = json_root(tree);
  bool is_good = is_head ? read_head(r, root) : read_entry(r, root, line);
  json_free(tree);
  return is_good;
}

static bool read_lines(struct reader *r) {
  const struct source *source = r->baseline->source;
  bool is_head = true;
  for (r->line = 0; r->line < source->line_count; r->line++) {
    struct str line = str_trim(source_line(source, r->line));
    if (line.n == 0)
      continue;
    if (!read_line(r, line, is_head))
      return false;
    is_head = false;
  }
  r->line = 0;
  return !is_head || refuse(r, "this baseline is empty; it has not even its first line");
}

static bool refuse_whole(struct bag *bag, struct span named, struct str path, const char *what,
                         const char *help) {
  const struct rule *rule = &filter_rules[FILTER_BASELINE];
  struct diag *diag =
      named.source ? diag_add(bag, rule, named, "the baseline \"%.*s\" %s", STR_ARG(path), what)
                   : diag_add_path(bag, rule, path, "the baseline %s", what);
  diag_help(bag, diag, "%s", help);
  return false;
}

bool baseline_read(struct arena *a, struct bag *bag, struct span named,
                   struct baseline *baseline) {
  static const char write_one[] =
      "kbc check --write-baseline  writes one of what is found today";
  enum file_kind kind = file_kind_of(baseline->path.p, true);
  if (kind == FILE_MISSING)
    return refuse_whole(bag, named, baseline->path, "does not exist", write_one);
  if (kind == FILE_FOLDER)
    return refuse_whole(bag, named, baseline->path, "is a folder", write_one);
  size_t before = bag->count;
  baseline->source = read_source(a, bag, baseline->path);
  if (bag->count > before && strcmp(bag->diags[before].rule->code, TOO_LARGE) == 0) {
    bag->count = before;
    return refuse_whole(bag, named, baseline->path, "has more than 1 MiB",
                        "that is room for about 8,000 findings: mend some or set rules off, "
                        "then delete it and write it anew");
  }
  struct reader r = {.a = a, .bag = bag, .baseline = baseline};
  return baseline->source && bag->count == before && read_lines(&r);
}

/* ---- Writing ------------------------------------------------------------------------------
 */

static int compare_entries(const void *left, const void *right) {
  const struct baseline_entry *a = left, *b = right;
  return fingerprint_compare(&a->print, &b->print);
}

static void add_entry(struct buf *out, const struct baseline_entry *entry) {
  struct json_writer w;
  json_start(&w, out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "path", entry->print.path);
  json_member(&w, "rule", entry->print.rule);
  if (entry->print.id.n > 0)
    json_member(&w, "case", entry->print.id);
  json_member(&w, "hash", str_from_c(entry->print.hash.digits));
  if (entry->ordinal > 1)
    json_member_number(&w, "n", entry->ordinal);
  json_close_object(&w);
  buf_add_char(out, '\n');
}

size_t baseline_room(struct str text, size_t limit) {
  size_t lines = 0;
  for (size_t at = 0; (at = str_find_char(text, '\n', at)) != STR_NONE && at < limit; at++)
    lines++;
  return lines > 0 ? lines - 1 : 0;
}

void baseline_write(struct buf *out, struct baseline_entry *entries, size_t count) {
  if (count > 1)
    qsort(entries, count, sizeof *entries, compare_entries);
  buf_printf(out, "{\"" BASELINE_KEY "\":%d}\n", BASELINE_VERSION);
  for (size_t i = 0; i < count; i++) {
    bool is_repeat = i > 0 && compare_entries(&entries[i - 1], &entries[i]) == 0;
    entries[i].ordinal = is_repeat ? entries[i - 1].ordinal + 1 : 1;
    add_entry(out, &entries[i]);
  }
}
