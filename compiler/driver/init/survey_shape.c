/* The form that values have in common: a date, a number, a name in small letters. */
#include "driver/init/survey_shape.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "driver/init/tally.h"

/* From narrow to wide. A name begins with a letter, so that no number is one. */
static const struct shape shapes[] = {
    {"date", "\\d{4}-\\d{2}-\\d{2}"},
    {"time",
     "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?"},
    {"number", "\\d+"},
    {"number", "\\d+\\.\\d+"},
    {"version", "v?\\d+(\\.\\d+){1,3}"},
    {"version", "v?\\d+(\\.\\d+){0,3}"},
    {"duration", "\\d+(ms|s|m|h|d)"},
    {"uuid", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"},
    {"id", "[0-9a-f]{8,}"},
    {"number", "[A-Z][A-Z0-9]*-\\d+"},
    {"name", "[a-z][a-z0-9]*"},
    {"name", "[a-z][a-z0-9-]*"},
    {"name", "[a-z][a-z0-9_]*"},
    {"name", "[A-Z][A-Z0-9_]*"},
    {"name", "[A-Z][A-Za-z0-9]*"},
    {"url", "https?://\\S+"},
    {"mail", "[^\\s@]+@[^\\s@]+"},
    {"channel", "#[a-z0-9_-]+"},
    {"handle", "@[A-Za-z0-9_/-]+"},
    {"name", "[a-z][a-z0-9._/-]*"},
    {"word", "[A-Za-z0-9_.-]+"},
};

static const struct shape id_shapes[] = {
    {"uuid", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"},
    {"id", "[0-9a-f]{8,}"},
    {"id", "[a-z0-9-]+"},
    {"id", "[A-Z0-9-]+"},
    {"id", "[A-Za-z0-9_.-]+"},
};

static size_t count_matches(struct arena *scratch, const struct pattern *pattern,
                            const struct tally *values) {
  size_t count = 0;
  for (size_t i = 0; i < values->count; i++) {
    if (pattern_match(pattern, values->entries[i].text, scratch, NULL, 0) == PATTERN_HIT)
      count += values->entries[i].count;
  }
  return count;
}

static const struct shape *first_fitting(struct arena *scratch, const struct tally *values,
                                         const struct shape *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct pattern_error error;
    struct pattern *pattern =
        pattern_compile(scratch, str_from_c(list[i].pattern), PATTERN_WHOLE, &error);
    if (!pattern)
      die("the pattern %s of a shape is malformed", list[i].pattern);
    size_t matches = count_matches(scratch, pattern, values);
    pattern_free(pattern);
    if (share_is_rule(matches, values->total))
      return &list[i];
  }
  return NULL;
}

const struct shape *shape_find(struct arena *scratch, const struct tally *values) {
  return first_fitting(scratch, values, shapes, sizeof shapes / sizeof *shapes);
}

const struct shape *shape_find_id(struct arena *scratch, const struct tally *values) {
  return first_fitting(scratch, values, id_shapes, sizeof id_shapes / sizeof *id_shapes);
}
