/* What makes a finding the same one tomorrow, wherever its line has moved. */
#include "driver/filter/fingerprint.h"

#include "base/arena.h"
#include "base/path.h"
#include "diag/diag.h"
#include "driver/case_place.h"
#include "model/kb.h"

#include <string.h>

/* Between the parts, so that no two ways to cut them are one. */
static void add_end(struct hash_stream *stream) {
  hash_add(stream, (struct str){"", 1});
}

/* The words of a line, one blank between two. */
static void add_line(struct hash_stream *stream, struct str line) {
  struct str text = str_trim(line);
  for (size_t at = 0, end; at < text.n; at = end) {
    end = at;
    while (end < text.n && !is_blank_char(text.p[end]))
      end++;
    hash_add(stream, str_slice(text, at, end));
    while (end < text.n && is_blank_char(text.p[end]))
      end++;
    hash_add(stream, STR(" "));
  }
}

/* The words of a message may be better ones in the next version; what it quotes is the
 * writer's. Two findings of a rule on one line differ by that. */
static void add_quotes(struct hash_stream *stream, struct str message) {
  for (size_t open = str_find_char(message, '"', 0); open != STR_NONE;) {
    size_t close = str_find_char(message, '"', open + 1);
    if (close == STR_NONE)
      return;
    hash_add(stream, str_slice(message, open + 1, close));
    add_end(stream);
    open = str_find_char(message, '"', close + 1);
  }
}

static struct str path_from_root(struct arena *a, const struct fingerprint_scope *scope,
                                 struct str path) {
  if (path.n == 0 || path.p[0] == '<')
    return path;
  struct str absolute = path_clean(a, path_join(a, scope->working_folder, path));
  return arena_copy(a, path_relative(a, absolute, scope->root));
}

struct fingerprint fingerprint_of(struct arena *a, const struct fingerprint_scope *scope,
                                  const struct diag *diag) {
  struct fingerprint print = {.path = path_from_root(a, scope, diag->path),
                              .rule = str_from_c(diag->rule->name)};
  const struct source *source = diag->span.source;
  struct hash_stream stream;
  hash_start(&stream);
  hash_add(&stream, print.rule);
  add_end(&stream);
  if (source) {
    size_t index = case_at_place(scope->kb, diag->span);
    if (index != STR_NONE)
      print.id = scope->kb->cases[index]->id;
    add_line(&stream, source_line(source, source_line_at(source, diag->span.offset)));
  }
  add_end(&stream);
  add_quotes(&stream, diag->message);
  print.hash = hash_end(&stream);
  return print;
}

int fingerprint_compare(const struct fingerprint *a, const struct fingerprint *b) {
  int order = str_compare(a->path, b->path);
  if (order == 0)
    order = str_compare(a->rule, b->rule);
  if (order == 0)
    order = str_compare(a->id, b->id);
  return order != 0 ? order : strcmp(a->hash.digits, b->hash.digits);
}
