/* The form of a log line: literals and fields in a row, with optional stretches. */
#include "model/log_template.h"

size_t log_template_field(const struct log_template *template, struct str name) {
  for (size_t i = 0; i < template->field_count; i++) {
    if (str_equal(template->fields[i].name, name))
      return i;
  }
  return STR_NONE;
}

size_t log_template_message(const struct log_template *template) {
  size_t last_text = STR_NONE;
  for (size_t i = 0; i < template->field_count; i++) {
    if (template->fields[i].contains.n > 0)
      return i;
    if (template->fields[i].type == FIELD_TEXT)
      last_text = i;
  }
  size_t named = log_template_field(template, STR("message"));
  return named != STR_NONE ? named : last_text;
}

size_t log_template_router(const struct log_template *template) {
  for (size_t i = 0; i < template->field_count; i++) {
    if (template->fields[i].equals.n > 0)
      return i;
  }
  return STR_NONE;
}

bool log_template_is_log(const struct log_template *template) {
  bool is_log = template->patterns.n > 0 || log_template_router(template) != STR_NONE ||
                log_template_field(template, STR("message")) != STR_NONE;
  for (size_t i = 0; i < template->field_count; i++)
    is_log = is_log || template->fields[i].contains.n > 0;
  return is_log;
}
