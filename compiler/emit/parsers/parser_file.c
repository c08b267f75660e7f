/* What the files with parsers have in common beside the patterns: heads, names. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "emit/emitter.h"
#include "emit/parsers/parser_form.h"

void parser_write_head(struct buf *out, const struct emit_context *context,
                       const char *target) {
  buf_printf(out, "# Parsers of log lines for %s, from the log templates of ", target);
  dialect_write_comment(out, context->kb->schema->name);
  buf_printf(
      out,
      ".\n# Written by kbc %s; what is changed here by hand is gone with the next build.\n"
      "# SPDX-License-Identifier: 0BSD\n#\n",
      context->request->tool_version);
}

void parser_write_template(struct buf *out, const struct log_template *template) {
  buf_add_c(out, "\n# ");
  dialect_write_comment(out, template->name);
  buf_add_c(out, ": ");
  dialect_write_comment(out, template->text);
  buf_add_char(out, '\n');
}

static struct str plain_name(struct arena *a, struct str prefix, struct str name) {
  struct buf plain = {0};
  buf_printf(&plain, "%.*s_", STR_ARG(prefix));
  for (size_t i = 0; i < name.n; i++)
    buf_add_char(&plain,
                 is_alpha_char(name.p[i]) || is_digit_char(name.p[i]) ? name.p[i] : '_');
  struct str text = arena_copy(a, buf_str(&plain));
  buf_free(&plain);
  return text;
}

struct str *parser_names(struct arena *a, const struct schema *schema) {
  struct str *names = arena_array(a, struct str, schema->log_count);
  struct map taken = {0};
  for (size_t i = 0; i < schema->log_count; i++) {
    struct str name = plain_name(a, schema->outputs.c_prefix, schema->logs[i].name);
    names[i] = name;
    for (size_t n = 2; map_add(&taken, a, names[i], i) != i; n++)
      names[i] = arena_printf(a, "%.*s_%zu", STR_ARG(name), n);
  }
  return names;
}
