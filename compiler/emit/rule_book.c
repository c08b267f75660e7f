/* Writes rules.md: every row of the catalogue, with an anchor of its name. */
#include "emit/rule_book.h"

#include "base/buf.h"
#include "diag/rule.h"
#include "emit/emitter.h"

#include <string.h>

/* A fence that is longer than any in the example. */
static size_t fence_length(const char *text) {
  size_t longest = 2, run = 0;
  for (; *text; text++) {
    run = *text == '`' ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  return longest + 1;
}

static void add_example(struct buf *out, const char *title, const char *text) {
  if (!text)
    return;
  size_t n = fence_length(text), length = strlen(text);
  buf_printf(out, "\n%s:\n\n", title);
  buf_add_repeat(out, '`', n);
  buf_add_c(out, "text\n");
  buf_add_c(out, text);
  if (length == 0 || text[length - 1] != '\n')
    buf_add_char(out, '\n');
  buf_add_repeat(out, '`', n);
  buf_add_char(out, '\n');
}

/* In a cell of a table. */
static void add_cell(struct buf *out, const char *text) {
  for (const char *p = text; *p; p++)
    buf_printf(out, *p == '|' ? "\\%c" : "%c", *p);
}

static void add_options(struct buf *out, const struct rule *rule) {
  size_t count = rule_option_count(rule);
  if (count > 0)
    buf_add_c(out, "\n| option | default | is |\n| --- | --- | --- |\n");
  for (size_t i = 0; i < count; i++) {
    buf_printf(out, "| `%s` | `", rule->options[i].name);
    add_cell(out, rule->options[i].fallback);
    buf_add_c(out, "` | ");
    add_cell(out, rule->options[i].summary);
    buf_add_c(out, " |\n");
  }
}

static void add_rule(struct buf *out, const struct rule *rule) {
  buf_printf(out, "\n### %s\n\n`%s` · %s · %s\n\n%s\n", rule->name, rule->code,
             level_name(rule->level), rule->summary, rule->why);
  add_options(out, rule);
  add_example(out, "Not so", rule->bad);
  add_example(out, "But so", rule->good);
}

static void add_contents(struct buf *out, const struct rule *const *rules, size_t count) {
  buf_add_c(out, "\n| code | rule | level | finds |\n| --- | --- | --- | --- |\n");
  for (size_t i = 0; i < count; i++) {
    const struct rule *rule = rules[i];
    buf_printf(out, "| %s | [%s](#%s) | %s | ", rule->code, rule->name, rule->name,
               level_name(rule->level));
    add_cell(out, rule->summary);
    buf_add_c(out, " |\n");
  }
}

static void add_rules(struct buf *out, const struct rule *const *rules,
                      const char *const *titles, size_t count) {
  const char *title = NULL;
  for (size_t i = 0; i < count; i++) {
    const char *next = titles[i];
    if (!title || strcmp(title, next) != 0)
      buf_printf(out, "\n## %s\n", next);
    title = next;
    add_rule(out, rules[i]);
  }
}

void rule_book_write(struct buf *out, const struct rule *const *rules,
                     const char *const *titles, size_t count) {
  buf_add_c(out, "# The rules of kbc\n\n"
                 "What `kbc check` can find. The level is the one that a rule has unless the "
                 "schema's `rules`\nsay otherwise: errors stop a build. In an example a line "
                 "`=== PATH` begins a file, `schema`\nis the schema, and `\\xNN` stands for a "
                 "byte; without such a line it is one file.\n");
  add_contents(out, rules, count);
  add_rules(out, rules, titles, count);
}

void emit_rule_book(const struct emit_context *context, struct sink *sinks) {
  const struct emit_request *request = context->request;
  rule_book_write(&sinks[0].out, request->rules, request->rule_titles, request->rule_count);
}
