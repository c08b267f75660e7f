/* Does the built-in schema fit the files at all, or are they somebody else's kind of case? */
#include "driver/misfit.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/suggest.h"
#include "diag/source.h"
#include "model/heading.h"
#include "model/schema.h"
#include "read/lines.h"

/* What the schema knows things by. */
struct known {
  struct arena *scratch;
  struct map titles;
  struct str *keys;
  size_t key_count;
};

static struct known what_is_known(struct arena *scratch, const struct schema *schema) {
  struct known known = {.scratch = scratch};
  for (size_t i = 0; i < schema->sections.count; i++) {
    const struct section_rule *section = &schema->sections.list[i];
    for (size_t j = 0; j < section->title_count; j++)
      map_add(&known.titles, scratch, section->titles[j], i);
  }
  const struct value *properties = value_get(schema->front.schema_value, STR("properties"));
  known.key_count = properties ? properties->count : 0;
  known.keys = arena_array(scratch, struct str, known.key_count);
  for (size_t i = 0; i < known.key_count; i++)
    known.keys[i] = properties->members[i].key;
  return known;
}

static bool is_known_heading(const struct known *known, struct str text) {
  struct str keys[HEADING_KEYS];
  size_t count = heading_keys(known->scratch, text, keys);
  for (size_t i = 0; i < count; i++) {
    if (map_find(&known->titles, keys[i]) != STR_NONE)
      return true;
  }
  return false;
}

/* "key: value" or "key:", with a key of one word at the front of the line. */
static bool is_known_key(const struct known *known, struct str line) {
  enum { KEY_LIMIT = 40 };
  size_t n = 0;
  while (n < line.n && n < KEY_LIMIT &&
         (is_alpha_char(line.p[n]) || line.p[n] == '_' || line.p[n] == '-'))
    n++;
  return n > 0 && n < line.n && line.p[n] == ':' &&
         suggest(known->scratch, str_slice(line, 0, n), known->keys, known->key_count) !=
             STR_NONE;
}

/* Code is no part of the form: an example in it says nothing. */
static bool toggles_fence(struct str line) {
  struct str text = str_trim(line);
  return str_starts_with(text, STR("```")) || str_starts_with(text, STR("~~~"));
}

bool is_misfit(struct arena *scratch, const struct schema *schema,
               const struct source *source) {
  struct known known = what_is_known(scratch, schema);
  bool has_front = is_dashes(source_line(source, 0)), is_code = false;
  size_t headings = 0;
  for (size_t i = 0; i < source->line_count; i++) {
    struct str line = source_line(source, i), text;
    if (toggles_fence(line))
      is_code = !is_code;
    else if (is_code)
      continue;
    else if (line_heading(line, &text) > 0 && is_known_heading(&known, text))
      return false;
    else if (line_heading(line, &text) > 0)
      headings++;
    else if (is_known_key(&known, line))
      return false;
  }
  return has_front || headings > 1;
}
