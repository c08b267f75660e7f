/* Would a report take the place of a file that the run reads? */
#include "driver/clash.h"

#include "base/file.h"
#include "driver/filter/baseline.h"
#include "driver/schema_files.h"
#include "driver/session.h"

static bool is_clash(struct session *s, struct str path, struct str *error) {
  const struct output *output = path.n > 0 ? outputs_at(&s->outputs, path) : NULL;
  if (output)
    *error = arena_printf(&s->a,
                          "--format: %.*s is read here, and would be replaced by a "
                          "report; name another file",
                          STR_ARG(output->file));
  return output;
}

/* Reports for people and programs have other names. */
static bool may_be_case(struct session *s, struct str *error) {
  for (size_t i = 0; i < s->outputs.count; i++) {
    struct str file = s->outputs.items[i].file;
    if (!str_ends_with(file, STR(".md")) || file_kind_of(file.p, true) != FILE_REGULAR)
      continue;
    *error = arena_printf(&s->a,
                          "--format: the schema is wrong, so %.*s may be a case that a "
                          "report would replace; name another file",
                          STR_ARG(file));
    return true;
  }
  return false;
}

static bool is_project_clash(struct session *s, const struct pipeline *run, struct str *error) {
  if (run->source && s->config.schema_path.n > 0 && is_clash(s, run->source->path, error))
    return true;
  for (size_t i = 0; i < run->referred_count; i++) {
    if (is_clash(s, run->referred[i]->path, error))
      return true;
  }
  return false;
}

bool clash_with_schemas(struct session *s, bool is_schema_wrong, struct str *error) {
  const struct options *options = s->options;
  if (!outputs_have_files(&s->outputs))
    return false;
  if (is_clash(s, s->config.schema_path, error) || is_clash(s, options->stdin_filename, error))
    return true;
  for (size_t i = 0; i < options->paths.count; i++) {
    if (!str_equal_c(options->paths.items[i], "-") &&
        is_clash(s, options->paths.items[i], error))
      return true;
  }
  for (size_t i = 0; i < s->projects.count; i++) {
    if (is_project_clash(s, &s->projects.items[i].run, error))
      return true;
  }
  return is_schema_wrong && may_be_case(s, error);
}

/* A file that is not there yet is none of them, so the identities alone are compared: there may
 * be many files. */
static bool is_input(const struct inputs *inputs, struct file_id id) {
  for (size_t i = 0; i < inputs->count; i++) {
    const struct input *input = &inputs->items[i];
    if (input_has_file(input) && file_is_same(file_id_of(input->path.p), id))
      return true;
  }
  return false;
}

bool clash_with_inputs(struct session *s, struct str *error) {
  for (size_t i = 0; i < s->sift.count; i++) {
    if (is_clash(s, s->sift.baselines[i].path, error))
      return true;
  }
  for (size_t i = 0; i < s->outputs.count; i++) {
    struct str file = s->outputs.items[i].file;
    if (file.n == 0 || file_kind_of(file.p, true) != FILE_REGULAR)
      continue;
    for (size_t j = 0; j < s->projects.count; j++) {
      if (is_input(&s->projects.items[j].inputs, file_id_of(file.p)))
        return is_clash(s, file, error);
    }
  }
  return false;
}
