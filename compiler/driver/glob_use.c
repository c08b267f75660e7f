/* Globs of a schema that match none of its files. */
#include "driver/glob_use.h"

#include "base/arena.h"
#include "base/path.h"
#include "driver/config.h"
#include "driver/inputs.h"
#include "driver/pipeline.h"
#include "driver/rules.h"
#include "model/schema.h"

struct glob_check {
  struct pipeline *run;
  struct str *places; /* of the files, as the globs see them */
  size_t count;
};

static bool matches_one(const struct glob_check *check, struct str glob) {
  for (size_t i = 0; i < check->count; i++) {
    if (glob_matches(glob, check->places[i]))
      return true;
  }
  return false;
}

/* Most globs are cut out of the schema's text; of one with escapes the line is not known. */
static struct span span_of_glob(const struct source *source, struct str glob) {
  bool is_cut = glob.p >= source->bytes.p && glob.p < source->bytes.p + source->bytes.n;
  return is_cut ? span_of_text(source, glob) : source_line_span(source, 0);
}

static void check_globs(struct glob_check *check, const struct str *globs, size_t count,
                        const char *what) {
  for (size_t i = 0; i < count; i++) {
    if (matches_one(check, globs[i]))
      continue;
    struct bag *bag = &check->run->bag;
    struct diag *diag =
        diag_add(bag, &driver_rules[DRIVER_RULE_GLOB_IDLE],
                 span_of_glob(check->run->schema->source, globs[i]),
                 "\"%.*s\" matches no file of the corpus, so %s", STR_ARG(globs[i]), what);
    diag_help(bag, diag,
              "a glob matches the whole path, which begins at the folder of the schema; "
              "kbc check --show-files  lists the corpus");
  }
}

/* Most sources know it. */
static struct str place_of(struct arena *scratch, const struct pipeline *run,
                           const struct input *input, const struct source *source) {
  if (source && input_has_file(input))
    return source->place;
  return config_place(scratch, run->root, run->working_folder, input->path);
}

void globs_check_use(struct arena *scratch, struct pipeline *run, const struct inputs *inputs) {
  const struct schema *schema = run->schema;
  if (!inputs->is_corpus || inputs->is_filtered || run->may_be_unfit)
    return;
  struct glob_check check = {run, arena_array(scratch, struct str, inputs->count),
                             inputs->count};
  for (size_t i = 0; i < inputs->count; i++)
    check.places[i] = place_of(scratch, run, &inputs->items[i], run->sources[i]);
  check_globs(&check, schema->include, schema->include_count, "nothing is included by it");
  for (size_t i = 0; i < schema->override_count; i++)
    check_globs(&check, schema->overrides[i].files, schema->overrides[i].file_count,
                "no level is changed");
  for (size_t i = 0; i < schema->variant_count; i++) {
    const struct variant *variant = &schema->variants[i];
    for (size_t k = 0; k < variant->condition_count; k++) {
      const struct condition *condition = &variant->conditions[k];
      if (condition->on == NAME_PATH)
        check_globs(&check, condition->texts, condition->text_count,
                    "no case is of this variant by it");
    }
  }
}
