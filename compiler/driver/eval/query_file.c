/* Reads the queries that a user has written down. */
#include "driver/eval/query_file.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/suggest.h"
#include "driver/case_names.h"
#include "driver/eval/json_line.h"
#include "driver/eval/rules.h"
#include "driver/match/json_parts.h"
#include "driver/say.h"
#include "model/kb.h"

enum { LONGEST_TEXT = 64 * 1024, LONGEST_NAME = 4096, LONGEST_KIND = 40, LONGEST_ID = 200 };

enum query_key { KEY_QUERY, KEY_CASE, KEY_CASES, KEY_KIND, KEY_ID, KEY_COUNT };

static const struct str key_names[KEY_COUNT] = {
    [KEY_QUERY] = STR_INIT("query"), [KEY_CASE] = STR_INIT("case"),
    [KEY_CASES] = STR_INIT("cases"), [KEY_KIND] = STR_INIT("kind"),
    [KEY_ID] = STR_INIT("query_id"),
};

struct query_reader {
  struct json_lines *lines;
  const struct kb *kb;
  struct questions *questions;
  struct case_names names;
  struct map ids;  /* of cases: their own, and those that their front matter says */
  struct map seen; /* query ids → questions */
};

/* ---- Cases ---------------------------------------------------------------------------- */

/* Two cases of one id in their front matter are a mistake that kbc check finds. */
static void list_ids(struct query_reader *r) {
  for (size_t i = 0; i < r->kb->case_count; i++) {
    const struct value *id = value_get(r->kb->cases[i]->doc->front, STR("id"));
    map_add(&r->ids, r->lines->a, r->kb->cases[i]->id, i);
    if (id && id->text.n > 0)
      map_add(&r->ids, r->lines->a, id->text, i);
  }
}

static void report_case(struct query_reader *r, struct str value, struct str name) {
  struct arena scratch = {0};
  struct bag *bag = r->lines->bag;
  size_t count = case_names_count(&r->names, name);
  struct diag *diag = diag_add(
      bag, &eval_rules[EVAL_CASE], json_lines_span(r->lines, value),
      count > 1 ? "\"%.*s\" names several cases" : "\"%.*s\" names no case", STR_ARG(name));
  struct str near = {NULL, 0};
  if (count == 0)
    near = case_names_suggest(&scratch, &r->names, name);
  if (count > 1)
    diag_help(bag, diag, "name it by its id, or list all of them under \"cases\"");
  else if (near.n > 0)
    diag_label(bag, diag, "did you mean \"%.*s\"?", STR_ARG(near));
  else
    diag_help(bag, diag, "a case is named by its path, its title or its id");
  arena_free(&scratch);
}

static bool read_case(struct query_reader *r, struct str value, size_t *number) {
  struct str name;
  if (!json_lines_text(r->lines, "case", value, LONGEST_NAME, &name))
    return false;
  *number = map_find(&r->ids, name);
  if (*number == STR_NONE)
    *number = case_names_find(&r->names, name);
  if (*number == STR_NONE)
    report_case(r, value, name);
  return *number != STR_NONE;
}

static bool read_cases(struct query_reader *r, struct str value, struct question *question) {
  struct json_parts parts = json_parts_of(value);
  struct str key, item;
  size_t *cases = NULL;
  bool is_good = value.p[0] == '[';
  while (is_good && json_parts_next(&parts, &key, &item)) {
    cases = arena_grow(r->lines->a, cases, question->case_count, sizeof *cases);
    is_good = read_case(r, item, &cases[question->case_count++]);
  }
  if (is_good && question->case_count > 0) {
    question->cases = cases;
    return true;
  }
  if (value.p[0] != '[' || question->case_count == 0)
    json_lines_refuse(r->lines, value, "\"cases\" takes a list of cases, [\"…\"]");
  return false;
}

/* ---- Kinds and ids -------------------------------------------------------------------- */

static bool is_name(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (!is_word_byte(text.p[i]) && text.p[i] != '-' && text.p[i] != '_' && text.p[i] != '.')
      return false;
  }
  return true;
}

/* A query of the user among those of kbc would be averaged with them. */
static bool read_kind(struct query_reader *r, struct str value, struct question *question) {
  struct str name = STR("user");
  if (value.n > 0 && !json_lines_text(r->lines, "kind", value, LONGEST_KIND, &name))
    return false;
  if (!is_name(name)) {
    json_lines_refuse(r->lines, value, "a kind has letters, digits, \"-\", \"_\" and \".\"");
    return false;
  }
  question->kind = questions_kind(r->lines->a, r->questions, name);
  if (question->kind >= OWN_KINDS)
    return true;
  json_lines_refuse(r->lines, value, "kbc asks %.*s by itself; give these another kind",
                    STR_ARG(name));
  return false;
}

/* Without an id of its own it has one that stays when lines move. */
static bool read_id(struct query_reader *r, struct str value, struct question *question) {
  struct arena *a = r->lines->a;
  struct str kind = r->questions->kinds[question->kind].name;
  if (value.n > 0 && !json_lines_text(r->lines, "query_id", value, LONGEST_ID, &question->id))
    return false;
  if (value.n == 0)
    question->id = arena_printf(a, "%.*s/%s", STR_ARG(kind), hash_of(question->text).digits);
  size_t number = r->seen.count;
  if (map_add(&r->seen, a, question->id, number) == number)
    return true;
  struct diag *diag =
      diag_add(r->lines->bag, &eval_rules[EVAL_REPEATED],
               value.n > 0 ? json_lines_span(r->lines, value) : json_lines_whole(r->lines),
               value.n > 0 ? "another query has this query_id" : "this query is asked already");
  diag_help(r->lines->bag, diag, "several right cases stand in one line, under \"cases\"");
  return false;
}

/* ---- Lines ---------------------------------------------------------------------------- */

static void refuse_key(struct query_reader *r, struct str name) {
  struct arena scratch = {0};
  size_t near = suggest(&scratch, name, key_names, KEY_COUNT);
  struct str meant = near == STR_NONE ? (struct str){NULL, 0} : key_names[near];
  json_lines_refuse(
      r->lines, name, "a query has no key \"%.*s\"%s%.*s%s", (int)(name.n < 60 ? name.n : 60),
      name.p, meant.n > 0 ? "; did you mean \"" : "", STR_ARG(meant), meant.n > 0 ? "\"?" : "");
  arena_free(&scratch);
}

/* The values of the keys, as they stand. */
static bool read_keys(struct query_reader *r, struct str object, struct str *values) {
  struct json_parts parts = json_parts_of(object);
  struct str name, value;
  bool is_good = true;
  while (json_parts_next(&parts, &name, &value)) {
    size_t key = 0;
    while (key < KEY_COUNT && !str_equal(name, key_names[key]))
      key++;
    if (key == KEY_COUNT)
      refuse_key(r, name);
    else if (values[key].n > 0)
      json_lines_refuse(r->lines, name, "\"%.*s\" stands here twice", STR_ARG(name));
    else
      values[key] = value;
    is_good = is_good && key < KEY_COUNT && values[key].p == value.p;
  }
  struct str start = str_slice(object, 0, 1);
  if (values[KEY_QUERY].n == 0)
    json_lines_refuse(r->lines, start, "a query has a key \"query\" with its words");
  if (values[KEY_CASE].n == 0 && values[KEY_CASES].n == 0)
    json_lines_refuse(r->lines, start, "a query has a key \"case\": the one to be found");
  if (values[KEY_CASE].n > 0 && values[KEY_CASES].n > 0)
    json_lines_refuse(r->lines, values[KEY_CASES], "\"case\" or \"cases\", not both");
  return is_good && values[KEY_QUERY].n > 0 &&
         (values[KEY_CASE].n > 0) != (values[KEY_CASES].n > 0);
}

static void read_query(struct query_reader *r, struct str object) {
  struct str values[KEY_COUNT] = {{NULL, 0}};
  struct question question = {.kind = 0};
  if (!read_keys(r, object, values))
    return;
  bool has_text =
      json_lines_text(r->lines, "query", values[KEY_QUERY], LONGEST_TEXT, &question.text);
  bool has_cases;
  if (values[KEY_CASES].n > 0) {
    has_cases = read_cases(r, values[KEY_CASES], &question);
  } else {
    size_t *number = arena_new(r->lines->a, size_t);
    has_cases = read_case(r, values[KEY_CASE], number);
    question.cases = number;
    question.case_count = 1;
  }
  if (read_kind(r, values[KEY_KIND], &question) && has_text &&
      read_id(r, values[KEY_ID], &question) && has_cases)
    questions_add(r->lines->a, r->questions, &question);
}

bool query_file_read(struct json_lines *lines, const struct kb *kb,
                     struct questions *questions) {
  struct arena *a = lines->a;
  struct query_reader r = {
      .lines = lines, .kb = kb, .questions = questions, .names = case_names_of(a, kb)};
  size_t before = questions->count;
  for (size_t i = 0; i < before; i++)
    map_add(&r.seen, a, questions->items[i].id, i);
  list_ids(&r);
  struct str object;
  while (json_lines_next(lines, &object))
    read_query(&r, object);
  bool is_good = lines->faults == 0 && !lines->is_broken;
  if (is_good && questions->count == before) {
    complain("--queries: %.*s has no query", STR_ARG(lines->path));
    return false;
  }
  return is_good;
}
