/* What a matcher is made from, read off a knowledge base. */
#include "base/arena.h"
#include "matcher/matcher.h"
#include "model/kb.h"

static struct str front_value(const void *context, size_t number, struct str key) {
  const struct kb *kb = context;
  const struct value *value = value_get(kb->cases[number]->doc->front, key);
  return value && value_is_textual(value) ? value->text : (struct str){NULL, 0};
}

struct match_source match_source_of_kb(struct arena *a, const struct kb *kb) {
  size_t count = 0;
  for (size_t i = 0; i < kb->case_count; i++)
    count += kb->cases[i]->pattern_count;
  struct match_pattern *patterns = arena_array(a, struct match_pattern, count);
  size_t n = 0;
  for (size_t i = 0; i < kb->case_count; i++) {
    for (size_t j = 0; j < kb->cases[i]->pattern_count; j++) {
      const struct kb_pattern *pattern = &kb->cases[i]->patterns[j];
      patterns[n++] =
          (struct match_pattern){pattern->service, pattern->words, i, pattern->priority};
    }
  }
  return (struct match_source){.templates = kb->schema->logs,
                               .template_count = kb->schema->log_count,
                               .patterns = patterns,
                               .pattern_count = count,
                               .case_count = kb->case_count,
                               .value = front_value,
                               .context = kb};
}
