/* What is wrong with the schema's own example, said where it stands in the schema. */
#include "driver/example.h"

#include "diag/diag.h"
#include "driver/rules.h"
#include "model/schema.h"

/* Line n of the text is line n behind the "|", with the indentation of the block in front. */
static size_t offset_in_block(const struct example *example, const struct source *text,
                              size_t offset) {
  size_t line = source_line_at(text, offset);
  size_t column = offset - text->line_starts[line];
  const struct source *schema = example->span.source;
  size_t first = source_line_at(schema, example->span.offset) + 1;
  if (first + line >= schema->line_count)
    return example->span.offset + example->span.n;
  struct span whole = source_line_span(schema, first + line);
  size_t n = source_line_span(text, line).n;
  size_t indent = whole.n > n ? whole.n - n : 0;
  return whole.offset + indent + (column < n ? column : n);
}

static struct span span_in_block(const struct example *example, struct span span) {
  if (!span.source || span.source == example->span.source)
    return span.source ? span : example->span;
  size_t from = offset_in_block(example, span.source, span.offset);
  size_t to = offset_in_block(example, span.source, span.offset + span.n);
  return span_of(example->span.source, from, to);
}

void example_report(struct bag *to, const struct bag *found, const struct schema *schema) {
  const struct example *example = &schema->example;
  for (size_t i = 0; i < found->count; i++) {
    const struct diag *diag = &found->diags[i];
    if (diag->level != LEVEL_ERROR)
      continue;
    struct diag *here =
        diag_add(to, &driver_rules[DRIVER_SCHEMA_EXAMPLE], span_in_block(example, diag->span),
                 "the example breaks its own schema (%s): %.*s", diag->rule->name,
                 STR_ARG(diag->message));
    if (diag->label.n > 0)
      diag_label(to, here, "%.*s", STR_ARG(diag->label));
    if (diag->help.n > 0)
      diag_help(to, here, "%.*s", STR_ARG(diag->help));
    for (size_t j = 0; j < diag->related_count; j++)
      diag_relate(to, here, span_in_block(example, diag->related[j].span), "%.*s",
                  STR_ARG(diag->related[j].message));
  }
}
