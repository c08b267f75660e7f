/* Tests emit/stores/store.c and what each store writes of a plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "emit/chunks/chunk.h"
#include "emit/stores/store.h"
#include "emit_fixture.h"

#include <stdio.h>

enum { MOST_FILES = 8 };

/* A folder in memory. */
struct files {
  struct buf bytes[MOST_FILES];
  char names[MOST_FILES][80];
  size_t count;
};

static void open_file(void *to, struct sink *sink, struct str name) {
  struct files *files = to;
  assert_true(files->count < MOST_FILES);
  snprintf(files->names[files->count], sizeof files->names[0], "%.*s", STR_ARG(name));
  sink_open(sink, sink_into_buf, &files->bytes[files->count++]);
}

static void close_file(void *to, struct sink *sink) {
  (void)to;
  sink_close(sink);
}

static void free_files(struct files *files) {
  for (size_t i = 0; i < files->count; i++)
    buf_free(&files->bytes[i]);
}

struct run {
  struct fixture f;
  struct arena a, scratch;
  struct files files;
  struct store_writer w;
};

static void start(struct run *run, const struct store *store, bool is_plan) {
  memset(run, 0, sizeof *run);
  fixture_open(&run->f);
  run->f.schema.outputs.embedding_model = STR("model-1");
  run->w = (struct store_writer){.store = store,
                                 .schema = &run->f.schema,
                                 .is_plan = is_plan,
                                 .a = &run->a,
                                 .scratch = &run->scratch,
                                 .target = {open_file, close_file, &run->files}};
}

static void end(struct run *run) {
  free_files(&run->files);
  fixture_close(&run->f);
  arena_free(&run->scratch);
  arena_free(&run->a);
}

static struct record record_of_case(struct run *run, const char *path, const char *text) {
  struct kb_case *kb_case = fixture_case(&run->f, path, text);
  struct case_chunks *of = arena_new(&run->f.a, struct case_chunks);
  *of = chunk_case(&run->f.a, &run->f.schema, kb_case, str_from_c(path));
  return record_of(&run->f.a, &run->f.schema, kb_case, of, 0);
}

/* One of each operation. */
static void plan(struct run *run, const struct store *store) {
  start(run, store, true);
  struct record one = record_of_case(run, "kb/timeout.md", FIXTURE_TIMEOUT);
  struct record two = record_of_case(run, "kb/disk.md", FIXTURE_DISK);
  static const struct str keys[] = {STR_INIT("service"), STR_INIT("absent")};
  run->w.known_keys = keys;
  run->w.known_key_count = 2;
  store_begin(&run->w);
  store_upsert(&run->w, &one);
  store_update(&run->w, &two);
  store_remove(&run->w, STR("6767f339-d07a-5682-9b3c-a7fd1e702345"));
  store_end(&run->w);
}

static size_t count_of(struct str text, const char *what) {
  size_t count = 0;
  for (size_t at = str_find(text, str_from_c(what), 0); at != STR_NONE; count++)
    at = str_find(text, str_from_c(what), at + 1);
  return count;
}

static void assert_json(struct str text) {
  struct json_fault fault;
  assert_true(json_is_valid(text, &fault));
}

static void assert_lines(struct str text, size_t count) {
  struct str line;
  size_t lines = 0;
  for (; str_next_line(&text, &line); lines++)
    assert_json(line);
  assert_int_equal(lines, count);
}

/* What a store says of an upsert, of an update and of a delete. */
static const struct {
  const struct store *store;
  const char *upsert, *update, *remove;
  size_t lines; /* 0: one document */
} plans[] = {
    {&milvus_store, "{\"op\":\"upsert\",\"id\":\"", "\"row\":{\"id\":\"",
     "{\"op\":\"delete\",\"id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\"}\n", 3},
    {&opensearch_store, "{\"index\":{\"_id\":\"", "{\"update\":{\"_id\":\"",
     "{\"delete\":{\"_id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\"}}\n", 5},
    {&elasticsearch_store, "{\"index\":{\"_id\":\"", "{\"script\":{\"source\":\"",
     "{\"delete\":{\"_id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\"}}\n", 5},
    {&qdrant_store, "{\"upsert\":{\"points\":[{\"id\":\"",
     "{\"overwrite_payload\":{\"payload\":{",
     "{\"delete\":{\"points\":[\"6767f339-d07a-5682-9b3c-a7fd1e702345\"]}}", 0},
    {&azure_store, "{\"@search.action\":\"upload\",\"id\":\"",
     "{\"@search.action\":\"merge\",\"id\":\"",
     "{\"@search.action\":\"delete\",\"id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\"}", 0},
    {&vertex_store, "{\"op\":\"upsert\",\"id\":\"kbc-", "\"document\":{\"id\":\"kbc-",
     "{\"op\":\"delete\",\"id\":\"kbc-6767f339-d07a-5682-9b3c-a7fd1e702345\"}\n", 3},
    {&langchain_store, "{\"op\":\"upsert\",\"id\":\"", "\"document\":{\"id\":\"",
     "{\"op\":\"delete\",\"id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\"}\n", 3},
    {&llamaindex_store, "{\"op\":\"upsert\",\"id\":\"", "\"node\":{\"id_\":\"",
     "{\"op\":\"delete\",\"id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\"}\n", 3},
    {&haystack_store, "{\"op\":\"upsert\",\"id\":\"", "\"document\":{\"id\":\"",
     "{\"op\":\"delete\",\"id\":\"6767f339-d07a-5682-9b3c-a7fd1e702345\"}\n", 3},
};

static void a_plan_has_the_words_of_the_store(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
    struct run run;
    plan(&run, plans[i].store);
    assert_int_equal(run.files.count, 1);
    struct str text = buf_str(&run.files.bytes[0]);
    size_t upsert = str_find(text, str_from_c(plans[i].upsert), 0);
    size_t remove = str_find(text, str_from_c(plans[i].remove), 0);
    assert_true(upsert != STR_NONE);
    assert_true(str_find(text, str_from_c(plans[i].update), 0) != STR_NONE);
    assert_true(remove != STR_NONE && remove > upsert);
    assert_int_equal(count_of(text, plans[i].remove), 1);
    if (plans[i].lines > 0)
      assert_lines(text, plans[i].lines);
    else
      assert_json(text);
    end(&run);
  }
}

/* A key that the other side has, and the case has not: a merge must say so. */
static void an_update_takes_away_what_is_gone(void **state) {
  (void)state;
  struct run run;
  plan(&run, &azure_store);
  assert_int_equal(count_of(buf_str(&run.files.bytes[0]), "\"absent\":null"), 1);
  end(&run);
}

/* Where only metadata changed, nothing is embedded. */
static void only_what_is_new_is_embedded(void **state) {
  (void)state;
  struct run run;
  plan(&run, &openai_batch_store);
  struct str text = buf_str(&run.files.bytes[0]);
  assert_lines(text, 1);
  assert_int_equal(count_of(text, "\"model\":\"model-1\""), 1);
  assert_int_equal(count_of(text, "Bank timeout"), 1);
  end(&run);
}

static void an_empty_plan_is_one_too(void **state) {
  (void)state;
  struct run run;
  start(&run, &qdrant_store, true);
  store_begin(&run.w);
  store_end(&run.w);
  assert_int_equal(run.files.count, 1);
  assert_json(buf_str(&run.files.bytes[0]));
  end(&run);
  start(&run, &opensearch_store, true);
  store_begin(&run.w);
  store_end(&run.w);
  assert_int_equal(run.files.count, 1);
  assert_int_equal(run.files.bytes[0].n, 0);
  end(&run);
}

static void bedrock_takes_no_plan(void **state) {
  (void)state;
  assert_null(bedrock_store.plan.open);
  assert_non_null(bedrock_store.no_plan);
}

/* A file is never longer than it may be, to the byte, and has all records in order. */
static void files_are_cut_where_they_must_be(void **state) {
  (void)state;
  struct run run;
  size_t whole = 0;
  for (size_t step = 0; step < 3; step++) {
    start(&run, &azure_store, false);
    struct store_rules rules;
    rules.text_bytes.max = rules.value_bytes.max = rules.metadata_bytes.max = SIZE_MAX;
    rules.file_records.max = SIZE_MAX;
    rules.file_bytes.max = step == 0 ? SIZE_MAX : whole + 1 - step;
    run.f.schema.outputs.stores[STORE_azure] = &rules;
    struct record one = record_of_case(&run, "kb/timeout.md", FIXTURE_TIMEOUT);
    struct record two = record_of_case(&run, "kb/disk.md", FIXTURE_DISK);
    store_begin(&run.w);
    store_upsert(&run.w, &one);
    store_upsert(&run.w, &two);
    store_end(&run.w);
    assert_string_equal(run.files.names[0], "azure.0001.json");
    if (step < 2) {
      assert_int_equal(whole > 0 ? whole : run.files.bytes[0].n, run.files.bytes[0].n);
      whole = run.files.bytes[0].n;
      assert_string_equal(run.files.names[1], "azure.index.json");
    } else {
      assert_string_equal(run.files.names[1], "azure.0002.json");
      assert_true(run.files.bytes[0].n < whole);
      assert_int_equal(count_of(buf_str(&run.files.bytes[1]), two.id.p), 1);
    }
    for (size_t i = 0; i < run.files.count; i++)
      assert_json(buf_str(&run.files.bytes[i]));
    end(&run);
  }
}

static void every_file_is_there_without_a_record(void **state) {
  (void)state;
  struct run run;
  start(&run, &langchain_store, false);
  store_begin(&run.w);
  store_end(&run.w);
  assert_int_equal(run.files.count, 2);
  assert_string_equal(run.files.names[0], "langchain.jsonl");
  assert_string_equal(run.files.names[1], "langchain.js.jsonl");
  end(&run);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plan_has_the_words_of_the_store),
      cmocka_unit_test(an_update_takes_away_what_is_gone),
      cmocka_unit_test(only_what_is_new_is_embedded),
      cmocka_unit_test(an_empty_plan_is_one_too),
      cmocka_unit_test(bedrock_takes_no_plan),
      cmocka_unit_test(files_are_cut_where_they_must_be),
      cmocka_unit_test(every_file_is_there_without_a_record),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
