/* kbc explain: the rule book, from the rows of the catalogue. */
#include "base/arena.h"
#include "base/json_writer.h"
#include "driver/catalogue.h"
#include "driver/commands.h"
#include "driver/explain_case.h"
#include "emit/rule_book.h"
#include "version.h"

#include <string.h>

static void add_row(struct buf *out, const struct rule *rule, size_t name_width) {
  buf_printf(out, "  %s  %-7s  %-*s  %s\n", rule->code, level_name(rule->level),
             (int)name_width, rule->name, rule->summary);
}

/* The marked rules, family by family. */
static void add_list(struct buf *out, const struct catalogue *catalogue, const bool *has) {
  size_t width = 0;
  const struct rule_family *family = NULL;
  for (size_t i = 0; i < catalogue->count; i++) {
    size_t n = strlen(catalogue->rules[i]->name);
    width = has[i] && n > width ? n : width;
  }
  for (size_t i = 0; i < catalogue->count; i++) {
    if (!has[i])
      continue;
    const struct rule_family *next = rule_family_of(catalogue->rules[i]);
    if (next != family)
      buf_printf(out, "%s%s: %s (%s)\n", family ? "\n" : "", next->name, next->title,
                 next->prefix);
    family = next;
    add_row(out, catalogue->rules[i], width);
  }
}

static void add_example(struct buf *out, const char *title, const char *text) {
  if (!text)
    return;
  buf_printf(out, "\n  %s:\n\n", title);
  struct str rest = str_from_c(text), line;
  while (str_next_line(&rest, &line)) {
    if (line.n > 0)
      buf_add_c(out, "    ");
    buf_add(out, line);
    buf_add_char(out, '\n');
  }
}

/* Running text in lines of at most WIDTH bytes; the rules are written in English. */
static void add_text(struct buf *out, const char *text) {
  enum { WIDTH = 88 };
  struct str rest = str_from_c(text);
  size_t used = 0;
  while (rest.n > 0) {
    size_t space = str_find_char(rest, ' ', 0);
    struct str word = str_slice(rest, 0, space);
    if (used > 0 && used + 1 + word.n > WIDTH) {
      buf_add_char(out, '\n');
      used = 0;
    }
    buf_add_c(out, used > 0 ? " " : "  ");
    buf_add(out, word);
    used += word.n + 1;
    rest = space == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, space + 1, rest.n);
  }
  buf_add_char(out, '\n');
}

static int longer(int width, const char *text) {
  int n = (int)strlen(text);
  return n > width ? n : width;
}

static void add_options(struct buf *out, const struct rule *rule) {
  size_t count = rule_option_count(rule);
  int name_width = 0, value_width = 0;
  for (size_t i = 0; i < count; i++) {
    name_width = longer(name_width, rule->options[i].name);
    value_width = longer(value_width, rule->options[i].fallback);
  }
  if (count > 0)
    buf_printf(out, "\n  options, as in  rules: {%s: {%s: %s}}:\n\n", rule->name,
               rule->options[0].name, rule->options[0].fallback);
  for (size_t i = 0; i < count; i++)
    buf_printf(out, "    %-*s  %-*s  %s\n", name_width, rule->options[i].name, value_width,
               rule->options[i].fallback, rule->options[i].summary);
}

static void add_rule(struct buf *out, const struct rule *rule) {
  buf_printf(out, "%s %s, %s: %s\n\n", rule->code, rule->name, level_name(rule->level),
             rule->summary);
  add_text(out, rule->why);
  add_options(out, rule);
  add_example(out, "not so", rule->bad);
  add_example(out, "but so", rule->good);
}

static void refuse_word(struct arena *a, const struct catalogue *catalogue, struct str word) {
  struct str near = catalogue_suggest(a, catalogue, word, true);
  if (near.n > 0)
    complain("no rule or family \"%.*s\"; did you mean %.*s?", STR_ARG(word), STR_ARG(near));
  else
    complain("no rule or family \"%.*s\"; kbc explain lists them", STR_ARG(word));
}

/* ---- Text ---- */

/* One word of the call: a rule in full, or the list of a family. What is known is explained,
 * even if another word is not. */
static bool explain_word(struct buf *out, struct arena *a, const struct catalogue *catalogue,
                         struct str word) {
  size_t index = catalogue_find(catalogue, word);
  size_t gap = out->n > 0;
  if (index != STR_NONE) {
    buf_add_repeat(out, '\n', gap);
    add_rule(out, catalogue->rules[index]);
    return true;
  }
  bool *has = arena_array(a, bool, catalogue->count);
  if (catalogue_mark(catalogue, word, has) > 0) {
    buf_add_repeat(out, '\n', gap);
    add_list(out, catalogue, has);
    return true;
  }
  refuse_word(a, catalogue, word);
  return false;
}

static bool explain_text(struct buf *out, struct arena *a, const struct catalogue *catalogue,
                         const struct str_list *words) {
  bool is_good = true;
  for (size_t i = 0; i < words->count; i++)
    is_good = explain_word(out, a, catalogue, words->items[i]) && is_good;
  if (words->count > 0)
    return is_good;
  bool *has = arena_array(a, bool, catalogue->count);
  for (size_t i = 0; i < catalogue->count; i++)
    has[i] = true;
  add_list(out, catalogue, has);
  buf_add_c(out, "\nkbc explain RULE says why, with a bad and a good example.\n");
  return true;
}

/* ---- For programs and pages ---- */

static void write_options(struct json_writer *w, const struct rule *rule) {
  size_t count = rule_option_count(rule);
  if (count == 0)
    return;
  json_key(w, "options");
  json_open_array(w);
  for (size_t i = 0; i < count; i++) {
    json_open_object(w);
    json_member(w, "name", str_from_c(rule->options[i].name));
    json_member(w, "default", str_from_c(rule->options[i].fallback));
    json_member(w, "summary", str_from_c(rule->options[i].summary));
    json_close_object(w);
  }
  json_close_array(w);
}

static void write_rule(struct json_writer *w, const struct rule *rule) {
  json_open_object(w);
  json_member(w, "code", str_from_c(rule->code));
  json_member(w, "rule", str_from_c(rule->name));
  json_member(w, "family", str_from_c(rule_family_of(rule)->name));
  json_member(w, "level", str_from_c(level_name(rule->level)));
  json_key(w, "fixed");
  json_bool(w, rule_is_fixed(rule));
  json_member(w, "summary", str_from_c(rule->summary));
  json_member(w, "why", str_from_c(rule->why));
  write_options(w, rule);
  if (rule->bad) {
    json_member(w, "bad", str_from_c(rule->bad));
    json_member(w, "good", str_from_c(rule->good));
  }
  json_close_object(w);
}

static void explain_json(struct buf *out, const struct rule *const *rules, size_t count) {
  struct json_writer w;
  json_start(&w, out, JSON_PRETTY);
  json_open_object(&w);
  json_member(&w, "kbc", STR(KBC_VERSION));
  json_key(&w, "rules");
  json_open_array(&w);
  for (size_t i = 0; i < count; i++)
    write_rule(&w, rules[i]);
  json_close_array(&w);
  json_close_object(&w);
  buf_add_char(out, '\n');
}

/* The rules that the words stand for, each once, by code; all of them without a word. */
static bool explain_rules(struct buf *out, struct arena *a, const struct catalogue *catalogue,
                          const struct options *options) {
  const struct str_list *words = &options->paths;
  bool *has = arena_array(a, bool, catalogue->count);
  for (size_t i = 0; i < words->count; i++) {
    if (catalogue_mark(catalogue, words->items[i], has) == 0) {
      refuse_word(a, catalogue, words->items[i]);
      return false;
    }
  }
  const struct rule **rules = arena_array(a, const struct rule *, catalogue->count);
  const char **titles = arena_array(a, const char *, catalogue->count);
  size_t count = 0;
  for (size_t i = 0; i < catalogue->count; i++) {
    if (!has[i] && words->count > 0)
      continue;
    titles[count] = rule_family_of(catalogue->rules[i])->title;
    rules[count++] = catalogue->rules[i];
  }
  if (options->explain_format == EXPLAIN_JSON)
    explain_json(out, rules, count);
  else
    rule_book_write(out, rules, titles, count);
  return true;
}

static enum status explain_run(const struct options *options) {
  if (options->explain_case.n > 0)
    return explain_case(options);
  struct arena a = {0};
  struct buf out = {0};
  struct catalogue catalogue = catalogue_new(&a);
  enum status status = STATUS_CALL;
  bool is_good = options->explain_format == EXPLAIN_TEXT
                     ? explain_text(&out, &a, &catalogue, &options->paths)
                     : explain_rules(&out, &a, &catalogue, options);
  if (is_good || out.n > 0)
    status = !say_out(buf_str(&out)) ? STATUS_FAILED : is_good ? STATUS_CLEAN : STATUS_CALL;
  buf_free(&out);
  arena_free(&a);
  return status;
}

const struct command explain_command = {
    "explain",
    OF_EXPLAIN,
    "[RULE...]",
    "the rule book: what each rule finds, why, and how to write it instead",
    "A RULE is a name (yaml-plain-colon), a code (KBC0210), a family (front-matter) or the\n"
    "beginning of a code (KBC02). Without one, all rules are listed. In an example a line\n"
    "\"=== PATH\" begins a file, \"schema\" is the schema, and \\xNN stands for a byte.\n"
    "\n"
    "With --case CASE: by which words log lines find that case, what varies in its message,\n"
    "and which other cases wait for some of the same words. CASE is an id, the beginning of\n"
    "one, or a file, with :LINE behind it where it has several cases. Other words are then\n"
    "PATHs as for kbc check.\n",
    explain_run,
};
