/* Log templates and lines: a line that was taken apart is put together again, byte for byte.
 *
 * Input: the template on a line, its fields as YAML that stands below `fields:`, a line "%%", and
 * log lines. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "check/log_line.h"
#include "model/case.h"
#include "model/log_line_text.h"
#include "model/schema.h"
#include "parse/schema.h"
#include "read/read.h"

#include <stdlib.h>

struct desk {
  struct arena a, scratch;
  struct bag bag;
  struct buf yaml, line;
};

static void ignore_front(void *ctx, struct front_rules *front) {
  (void)ctx;
  (void)front;
}

static void add_schema(struct buf *out, struct str form) {
  struct str line = {NULL, 0};
  str_next_line(&form, &line);
  buf_add_c(out, "kbc: 1\nlogs:\n  main:\n    template: '");
  for (size_t i = 0; i < line.n; i++)
    buf_add_c(out, line.p[i] == '\'' ? "''" : (char[]){line.p[i], '\0'});
  buf_add_c(out, "'\n    fields:\n");
  while (str_next_line(&form, &line)) {
    buf_add_c(out, "      ");
    buf_add(out, line);
    buf_add_char(out, '\n');
  }
}

static void check_fields(const struct log_line *line, struct span whole) {
  for (size_t i = 0; i < line->template->field_count; i++) {
    if (line->fields[i].source)
      HOLDS(fuzz_is_inside(line->fields[i], whole));
  }
  for (size_t i = 0; i < line->pair_count; i++) {
    HOLDS(fuzz_is_inside(line->pairs[i].key, whole));
    HOLDS(fuzz_is_inside(line->pairs[i].value, whole));
  }
}

static void check_line(struct desk *d, const struct log_template *template, struct span span) {
  struct log_line line = {.template = NULL};
  struct log_failure failure = log_line_parse(&d->a, &d->scratch, template, span, &line);
  log_line_begins(&d->scratch, template, span);
  log_line_resembles(&d->scratch, template, span);
  log_line_has_time(template, span_text(span));
  if (failure.kind != LOG_FITS) {
    HOLDS(fuzz_span_is_good(failure.span) && fuzz_is_inside(failure.span, span));
    return;
  }
  HOLDS(line.template == template);
  check_fields(&line, span);
  struct line_values values = line_values_of(&d->a, &line);
  buf_clear(&d->line);
  log_line_write(&d->line, &line, &values);
  HOLDS_OR_SAY(str_equal(buf_str(&d->line), span_text(span)), "%.*s became %.*s",
               STR_ARG(span_text(span)), STR_ARG(buf_str(&d->line)));
}

void fuzz_log_template(struct str input) {
  struct desk d = {.bag = {.arena = NULL}};
  d.bag.arena = &d.a;
  add_schema(&d.yaml, fuzz_part(&input));
  const struct source *source =
      read_source_bytes(&d.a, &d.bag, STR("s.yaml"), buf_str(&d.yaml));
  struct front_compiler compiler = {ignore_front, NULL};
  struct schema *schema =
      source ? parse_schema(&d.a, &d.scratch, &d.bag, &compiler, source) : NULL;
  HOLDS(schema || fuzz_errors(&d.bag) > 0);
  struct str text = fuzz_exact(input);
  if (schema && schema->log_count > 0) {
    const struct source *lines = read_source_bytes(&d.a, &d.bag, STR("x.log"), text);
    for (size_t i = 0; lines && i < lines->line_count; i++)
      check_line(&d, &schema->logs[0], source_line_span(lines, i));
  }
  fuzz_check_bag(&d.bag);
  if (schema)
    schema_free(schema);
  buf_free(&d.yaml);
  buf_free(&d.line);
  arena_free(&d.a);
  arena_free(&d.scratch);
  free((char *)(size_t)text.p);
}
