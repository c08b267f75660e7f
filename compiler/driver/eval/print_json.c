/* The report of an evaluation for programs; schema/eval.schema.json describes it. */
#include "base/json_writer.h"
#include "driver/eval/evaluation.h"
#include "driver/eval/gate.h"
#include "model/kb.h"
#include "version.h"

#include <stdio.h>

static void member_share(struct json_writer *w, const char *key, size_t share) {
  char text[32];
  int n = snprintf(text, sizeof text, "%zu.%04zu", share / 10000, share % 10000);
  json_key(w, key);
  json_raw(w, (struct str){text, (size_t)n});
}

static void write_coverage(struct json_writer *w, const struct evaluation *e) {
  json_key(w, "coverage");
  json_open_object(w);
  json_member_number(w, "cases", e->case_count);
  json_member_number(w, "indexed", e->indexed);
  json_member_number(w, "chunks", e->chunk_count);
  json_close_object(w);
}

static void write_kind(struct json_writer *w, const struct question_kind *kind,
                       const struct figures *figures) {
  size_t hundredths = figures->asked > 0 ? figures->first_cases * 100 / figures->asked : 0;
  char text[32];
  int n = snprintf(text, sizeof text, "%zu.%02zu", hundredths / 100, hundredths % 100);
  json_open_object(w);
  json_member(w, "kind", kind->name);
  json_member_number(w, "asked", figures->asked);
  json_member_number(w, "without", kind->without);
  json_member_number(w, "unanswered", figures->unanswered);
  json_member_number(w, "found_at_1", figures_found(figures, 1));
  json_member_number(w, "found_at_5", figures_found(figures, CLOSE_PLACES));
  member_share(w, "recall_at_1", share_of(figures_found(figures, 1), figures->asked));
  member_share(w, "recall_at_5",
               share_of(figures_found(figures, CLOSE_PLACES), figures->asked));
  member_share(w, "mrr", figures_mrr(figures));
  json_key(w, "cases_in_first_3");
  json_raw(w, (struct str){text, (size_t)n});
  json_close_object(w);
}

static void write_case(struct json_writer *w, const struct evaluation *e, size_t number) {
  const struct kb_case *kb_case = e->kb->cases[number];
  json_open_object(w);
  json_member(w, "case", kb_case->id);
  json_member(w, "path", kb_case->doc->piece->source->place);
  json_member_number(w, "line", case_line(kb_case));
  json_member(w, "title", kb_case->title);
  json_key(w, "indexed");
  json_bool(w, e->is_indexed[number]);
  json_close_object(w);
}

static void write_missing(struct json_writer *w, const struct evaluation *e, size_t number) {
  const struct question *question = &e->questions.items[number];
  const struct answer *answer = &e->answers[number];
  json_open_object(w);
  json_member(w, "query_id", question->id);
  json_member(w, "kind", e->questions.kinds[question->kind].name);
  json_member(w, "query", question->text);
  json_key(w, "cases");
  json_open_array(w);
  for (size_t i = 0; i < question->case_count; i++)
    write_case(w, e, question->cases[i]);
  json_close_array(w);
  json_key(w, "answered");
  json_bool(w, answer->is_there);
  if (answer->place > 0)
    json_member_number(w, "place", answer->place);
  if (answer->first != STR_NONE) {
    json_key(w, "hidden_by");
    write_case(w, e, answer->first);
  }
  json_close_object(w);
}

static void write_gate(struct json_writer *w, const struct evaluation *e,
                       const struct gate *gate) {
  size_t missing = gate_missing(e, gate);
  json_open_object(w);
  json_member(w, "gate", gate->word);
  json_member(w, "kind", gate->kind);
  json_member_number(w, "k", gate->k);
  json_key(w, "asked");
  json_bool(w, missing != STR_NONE);
  json_key(w, "passed");
  json_bool(w, missing == 0);
  if (missing != STR_NONE)
    json_member_number(w, "missing", missing);
  json_close_object(w);
}

static void write_strangers(struct json_writer *w, const char *key,
                            const struct strangers *strangers) {
  json_key(w, key);
  json_open_array(w);
  for (size_t i = 0; i < strangers->count; i++)
    json_string(w, strangers->items[i]);
  json_close_array(w);
}

static void write_lists(struct json_writer *w, const struct evaluation *e) {
  json_key(w, "kinds");
  json_open_array(w);
  for (size_t i = 0; i < e->questions.kind_count; i++)
    write_kind(w, &e->questions.kinds[i], &e->figures[i]);
  json_close_array(w);
  json_key(w, "not_found");
  json_open_array(w);
  for (size_t i = 0; i < e->questions.count; i++) {
    if (!answer_is_close(&e->answers[i]))
      write_missing(w, e, i);
  }
  json_close_array(w);
  json_key(w, "gates");
  json_open_array(w);
  for (size_t i = 0; i < e->gate_count; i++)
    write_gate(w, e, &e->gates[i]);
  json_close_array(w);
}

void evaluation_print_json(struct buf *out, const struct evaluation *e) {
  struct json_writer w;
  json_start(&w, out, JSON_PRETTY);
  json_open_object(&w);
  json_member(&w, "format", STR("kbc-eval"));
  json_member_number(&w, "version", 1);
  json_member(&w, "kbc", STR(KBC_VERSION));
  json_member(&w, "schema", e->kb->schema->name);
  json_member(&w, "engine", e->results.n > 0 ? STR("results") : STR("sqlite-fts5"));
  json_member(&w, "about",
              e->results.n > 0 ? STR("the answers of a store")
                               : STR("a full-text index that stands in for a store"));
  write_coverage(&w, e);
  write_lists(&w, e);
  if (e->results.n > 0) {
    write_strangers(&w, "unknown_ids", &e->ids);
    write_strangers(&w, "unknown_queries", &e->queries);
  }
  json_close_object(&w);
  buf_add_char(out, '\n');
}
