/* Reads what a real store has answered. */
#include "driver/eval/result_file.h"

#include "base/arena.h"
#include "driver/eval/json_line.h"
#include "driver/eval/rules.h"
#include "driver/match/json_parts.h"
#include "driver/say.h"

enum { LONGEST_ID = 4096 };

struct result_reader {
  struct json_lines *lines;
  struct evaluation *e;
  const struct map *case_of_id;
  struct map questions; /* query id → question */
  struct map strange_queries, strange_ids;
  size_t count;
};

static void add_stranger(struct arena *a, struct map *seen, struct strangers *strangers,
                         struct str id) {
  size_t number = strangers->count;
  if (map_add(seen, a, id, number) != number)
    return;
  strangers->items = arena_grow(a, strangers->items, number, sizeof *strangers->items);
  strangers->items[strangers->count++] = id;
}

/* A place that nobody knows is filled all the same: what stands behind it, stands behind. */
static bool read_ids(struct result_reader *r, struct str value, struct ranking *ranking) {
  struct json_parts parts = json_parts_of(value);
  struct str key, item, id;
  if (value.p[0] != '[') {
    json_lines_refuse(r->lines, value, "\"ids\" takes a list of ids, [\"…\"]");
    return false;
  }
  while (json_parts_next(&parts, &key, &item)) {
    if (!json_lines_text(r->lines, "ids", item, LONGEST_ID, &id))
      return false;
    size_t number = map_find(r->case_of_id, id);
    if (number == STR_NONE)
      add_stranger(r->lines->a, &r->strange_ids, &r->e->ids, id);
    ranking_add(ranking, number);
  }
  return true;
}

static void refuse_repeated(struct result_reader *r, struct str value) {
  diag_add(r->lines->bag, &eval_rules[EVAL_REPEATED], json_lines_span(r->lines, value),
           "another line answers this query, too");
}

static void read_result(struct result_reader *r, struct str object) {
  struct str id_value = json_part(object, STR("query_id")), ids = json_part(object, STR("ids"));
  struct str id, start = str_slice(object, 0, 1);
  struct ranking ranking = {.count = 0};
  if (id_value.n == 0 || ids.n == 0) {
    json_lines_refuse(r->lines, start, "an answer has the keys \"query_id\" and \"ids\"");
    return;
  }
  if (!json_lines_text(r->lines, "query_id", id_value, LONGEST_ID, &id) ||
      !read_ids(r, ids, &ranking))
    return;
  r->count++;
  size_t number = map_find(&r->questions, id);
  if (number == STR_NONE)
    add_stranger(r->lines->a, &r->strange_queries, &r->e->queries, id);
  else if (r->e->answers[number].is_there)
    refuse_repeated(r, id_value);
  else
    r->e->answers[number] = answer_of(&r->e->questions.items[number], &ranking);
}

bool result_file_read(struct json_lines *lines, const struct map *case_of_id,
                      struct evaluation *e) {
  struct result_reader r = {.lines = lines, .e = e, .case_of_id = case_of_id};
  for (size_t i = 0; i < e->questions.count; i++) {
    map_add(&r.questions, lines->a, e->questions.items[i].id, i);
    e->answers[i].first = STR_NONE;
  }
  struct str object;
  while (json_lines_next(lines, &object))
    read_result(&r, object);
  bool is_good = lines->faults == 0 && !lines->is_broken;
  if (is_good && r.count == 0) {
    complain("--results: %.*s has no answer", STR_ARG(lines->path));
    return false;
  }
  return is_good;
}
