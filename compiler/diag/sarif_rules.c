/* The catalogue as SARIF describes rules. */
#include "diag/sarif_rules.h"

#include "base/json_writer.h"
#include "base/utf8.h"
#include "diag/printer.h"

#include <string.h>

/* Code points; GitHub refuses longer texts of a rule. */
enum { MOST_TEXT = 1024 };

struct texts {
  struct json_writer *w;
  struct buf text;
};

/* ---- Texts --------------------------------------------------------------------------------
 */

static size_t count(const struct buf *text) {
  return utf8_count(buf_str(text));
}

static void write_text(struct texts *t, const char *key) {
  json_member(t->w, key, buf_str(&t->text));
}

/* The summary of a row as a sentence. */
static void add_sentence(struct buf *text, const char *summary) {
  size_t start = text->n;
  buf_add_c(text, summary);
  if (text->p[start] >= 'a' && text->p[start] <= 'z')
    text->p[start] = (char)(text->p[start] - 'a' + 'A');
  buf_add_char(text, '.');
}

/* As much of the text as `most` code points hold, whole lines, and an ellipsis for the rest. */
static void add_beginning(struct buf *out, struct str text, size_t most) {
  if (utf8_count(text) <= most) {
    buf_add(out, text);
    return;
  }
  size_t end = most > 2 ? utf8_offset(text, most - 2) : 0;
  while (end > 0 && text.p[end - 1] != '\n')
    end--;
  buf_add(out, str_slice(text, 0, end));
  buf_add_c(out, "\xE2\x80\xA6\n");
}

/* A fence longer than any run of backticks in the examples. */
static size_t fence_length(const struct rule *rule) {
  size_t longest = 2;
  const char *const examples[] = {rule->bad, rule->good};
  for (int i = 0; i < 2; i++) {
    size_t run = 0;
    for (const char *p = examples[i]; p && *p; p++) {
      run = *p == '`' ? run + 1 : 0;
      longest = run > longest ? run : longest;
    }
  }
  return longest + 1;
}

static void add_example(struct buf *out, const char *title, struct str example, size_t most,
                        size_t fence) {
  buf_printf(out, "\n\n%s:\n\n", title);
  buf_add_repeat(out, '`', fence);
  if (fence > 0)
    buf_add_char(out, '\n');
  add_beginning(out, str_trim_end(example), most);
  if (fence > 0 && out->p[out->n - 1] != '\n')
    buf_add_char(out, '\n');
  buf_add_repeat(out, '`', fence);
}

/* Why, and how it looks: what does not fit is cut from the examples. */
static void make_help(struct buf *out, const struct rule *rule, size_t fence) {
  enum { AROUND_EXAMPLES = 40 };
  buf_clear(out);
  buf_add_c(out, rule->why);
  if (!rule->bad || !rule->good)
    return;
  struct str bad = str_from_c(rule->bad), good = str_from_c(rule->good);
  size_t used = count(out) + AROUND_EXAMPLES + 4 * fence;
  size_t room = used < MOST_TEXT ? MOST_TEXT - used : 0;
  size_t bad_n = utf8_count(bad), good_n = utf8_count(good);
  if (bad_n + good_n > room) {
    bad_n = good_n < room / 2 ? room - good_n : room / 2;
    good_n = room - bad_n;
  }
  add_example(out, "Bad", bad, bad_n, fence);
  add_example(out, "Good", good, good_n, fence);
}

/* ---- Rules --------------------------------------------------------------------------------
 */

static void write_level(struct json_writer *w, const struct rule *rule) {
  bool is_off = rule->level == LEVEL_OFF;
  json_key(w, "defaultConfiguration");
  json_open_object(w);
  if (is_off) {
    json_key(w, "enabled");
    json_bool(w, false);
  }
  json_member(w, "level", str_from_c(level_name(is_off ? LEVEL_NOTE : rule->level)));
  json_close_object(w);
}

static void write_description(struct texts *t, const char *key) {
  json_key(t->w, key);
  json_open_object(t->w);
  write_text(t, "text");
  json_close_object(t->w);
}

static void write_help(struct texts *t, const struct rule *rule) {
  json_key(t->w, "help");
  json_open_object(t->w);
  make_help(&t->text, rule, 0);
  write_text(t, "text");
  make_help(&t->text, rule, fence_length(rule));
  write_text(t, "markdown");
  json_close_object(t->w);
}

static void write_rule(struct texts *t, const struct report_rule *row) {
  const struct rule *rule = row->rule;
  struct json_writer *w = t->w;
  json_open_object(w);
  json_member(w, "id", str_from_c(rule->code));
  json_member(w, "name", str_from_c(rule->name));
  buf_clear(&t->text);
  add_sentence(&t->text, rule->summary);
  write_description(t, "shortDescription");
  buf_add_char(&t->text, ' ');
  buf_add_c(&t->text, rule->why);
  write_description(t, "fullDescription");
  write_help(t, rule);
  write_level(w, rule);
  json_key(w, "properties");
  json_open_object(w);
  json_key(w, "tags");
  json_open_array(w);
  json_string_c(w, row->family);
  json_close_array(w);
  json_close_object(w);
  json_close_object(w);
}

void sarif_write_rules(struct json_writer *w, const struct diag_report *report) {
  struct texts texts = {.w = w};
  json_key(w, "rules");
  json_open_array(w);
  for (size_t i = 0; i < report->rule_count; i++)
    write_rule(&texts, &report->rules[i]);
  json_close_array(w);
  buf_free(&texts.text);
}

size_t sarif_rule_index(const struct diag_report *report, const struct rule *rule) {
  size_t low = 0, high = report->rule_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(report->rules[middle].rule->code, rule->code);
    if (order == 0)
      return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return report->rule_count;
}
