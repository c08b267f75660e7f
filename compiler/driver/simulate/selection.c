/* Which cases a simulated log is of, and how often each comes. */
#include "driver/simulate/selection.h"

#include "base/arena.h"
#include "driver/case_names.h"
#include "driver/options.h"
#include "driver/simulate/alias.h"
#include "model/kb.h"

static bool refuse_case(struct arena *a, const struct kb *kb, const char *option,
                        struct str pattern, struct str *error) {
  struct case_names names = case_names_of(a, kb);
  struct str near = case_names_suggest(a, &names, pattern);
  *error = arena_printf(a, "--%s: no case is meant by \"%.*s\"%s%.*s%s", option,
                        STR_ARG(pattern), near.n > 0 ? "; did you mean \"" : "", STR_ARG(near),
                        near.n > 0 ? "\"?" : "");
  return false;
}

static bool read_only(struct arena *a, const struct options *options, const struct kb *kb,
                      struct selection *selection, struct str *error) {
  const struct str_list *only = &options->only;
  for (size_t i = 0; only->count == 0 && i < kb->case_count; i++)
    selection->is_wanted[i] = true;
  for (size_t k = 0; k < only->count; k++) {
    size_t meant = 0;
    for (size_t i = 0; i < kb->case_count; i++) {
      if (!case_is_meant(kb, i, only->items[k]))
        continue;
      selection->is_wanted[i] = true;
      meant++;
    }
    if (meant == 0)
      return refuse_case(a, kb, "only", only->items[k], error);
  }
  for (size_t i = 0; i < kb->case_count; i++)
    selection->weights[i] = selection->is_wanted[i];
  return true;
}

/* CASE=N: the last equals sign, for a title may hold one. */
static bool read_weight(struct arena *a, struct str text, struct str *pattern, uint32_t *weight,
                        struct str *error) {
  size_t equals = text.n;
  while (equals > 0 && text.p[equals - 1] != '=')
    equals--;
  struct str number = str_slice(text, equals, text.n);
  *weight = 0;
  bool is_number = equals > 1 && number.n > 0 && number.n <= 5;
  for (size_t i = 0; is_number && i < number.n; i++) {
    is_number = is_digit_char(number.p[i]);
    *weight = *weight * 10 + (uint32_t)(number.p[i] - '0');
  }
  if (is_number && *weight <= MOST_WEIGHT) {
    *pattern = str_slice(text, 0, equals - 1);
    return true;
  }
  *error = arena_printf(a, "--weight takes CASE=N, N from 0 to %d, not \"%.*s\"", MOST_WEIGHT,
                        STR_ARG(text));
  return false;
}

static bool read_weights(struct arena *a, const struct options *options, const struct kb *kb,
                         struct selection *selection, struct str *error) {
  for (size_t k = 0; k < options->weights.count; k++) {
    struct str pattern;
    uint32_t weight;
    if (!read_weight(a, options->weights.items[k], &pattern, &weight, error))
      return false;
    size_t meant = 0;
    for (size_t i = 0; i < kb->case_count; i++) {
      if (!case_is_meant(kb, i, pattern))
        continue;
      meant++;
      if (selection->is_wanted[i])
        selection->weights[i] = weight;
    }
    if (meant == 0)
      return refuse_case(a, kb, "weight", pattern, error);
  }
  return true;
}

bool selection_read(struct arena *a, const struct options *options, const struct kb *kb,
                    struct selection *selection, struct str *error) {
  *selection = (struct selection){.is_wanted = arena_array(a, bool, kb->case_count),
                                  .weights = arena_array(a, uint32_t, kb->case_count),
                                  .is_partial = options->only.count > 0};
  return read_only(a, options, kb, selection, error) &&
         read_weights(a, options, kb, selection, error);
}
