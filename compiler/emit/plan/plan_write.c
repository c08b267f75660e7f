/* Writes a plan: an operation for each chunk that changes, in an order that may be cut off. */
#include "emit/plan/plan_write.h"

#include "base/arena.h"
#include "base/json_writer.h"
#include "base/map.h"
#include "emit/plan/plan.h"
#include "emit/sink.h"
#include "emit/stores/store.h"
#include "model/kb.h"

struct plan_writer {
  const struct plan *plan;
  struct sink *sink;
  struct arena scratch;
  struct store_writer store; /* where the plan is in the words of a store */
};

/* ---- Lines of JSON ------------------------------------------------------------------------
 */

static struct json_writer open_op(struct plan_writer *p, const char *op) {
  struct json_writer w;
  json_start(&w, &p->sink->out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "op", str_from_c(op));
  return w;
}

static void close_op(struct plan_writer *p, struct json_writer *w) {
  json_close_object(w);
  buf_add_char(&p->sink->out, '\n');
  sink_pass(p->sink);
}

/* `line` is that of the chunk in chunks.jsonl. */
static void upsert(struct plan_writer *p, const struct record *record, struct str line) {
  if (p->store.store) {
    store_upsert(&p->store, record);
    return;
  }
  struct json_writer w = open_op(p, "upsert");
  json_key(&w, "chunk");
  json_raw(&w, line);
  close_op(p, &w);
}

/* The hash goes with it, so that a store which keeps it can be asked what it holds. */
static void update(struct plan_writer *p, const struct record *record) {
  if (p->store.store) {
    store_update(&p->store, record);
    return;
  }
  struct json_writer w = open_op(p, "update");
  json_member(&w, "id", record->id);
  json_member(&w, "meta_hash", record->meta_hash);
  json_key(&w, "metadata");
  json_raw(&w, record->metadata_json);
  close_op(p, &w);
}

static void write_delete(struct plan_writer *p, struct str id) {
  if (p->store.store) {
    store_remove(&p->store, id);
    return;
  }
  struct json_writer w = open_op(p, "delete");
  json_member(&w, "id", id);
  close_op(p, &w);
}

/* ---- From a knowledge base ----------------------------------------------------------------
 */

static void write_record(struct plan_writer *p, enum plan_op op, const struct record *record,
                         struct str line) {
  if (op == PLAN_UPSERT)
    upsert(p, record, line);
  else
    update(p, record);
}

static bool has_op(const struct plan *plan, size_t from, size_t to) {
  while (from < to && plan->new_ops[from] == PLAN_NOTHING)
    from++;
  return from < to;
}

static void write_case(struct plan_writer *p, const struct kb *kb, size_t number,
                       size_t first) {
  const struct kb_case *kb_case = kb->cases[number];
  struct str path = kb_case->doc->piece->source->place;
  struct case_chunks of = chunk_case(&p->scratch, kb->schema, kb_case, path);
  struct buf line = {0};
  for (size_t i = 0; i < of.count; i++) {
    if (p->plan->new_ops[first + i] == PLAN_NOTHING)
      continue;
    struct record record = record_of(&p->scratch, kb->schema, kb_case, &of, i);
    buf_clear(&line);
    chunk_write(&line, kb->schema, kb_case, &of, i);
    write_record(p, p->plan->new_ops[first + i], &record, buf_str(&line));
  }
  buf_free(&line);
  arena_reset(&p->scratch);
}

static void write_from_kb(struct plan_writer *p, const struct kb *kb) {
  const struct manifest *new = p->plan->new;
  for (size_t first = 0, end; first < new->chunk_count; first = end) {
    size_t number = new->chunks[first].kb_case;
    for (end = first; end < new->chunk_count &&new->chunks[end].kb_case == number;)
      end++;
    if (has_op(p->plan, first, end))
      write_case(p, kb, number, first);
  }
}

/* ---- From a file --------------------------------------------------------------------------
 */

static enum load_result refuse(struct arena *a, struct load_fault *fault, size_t line,
                               const char *what) {
  *fault = (struct load_fault){line, arena_copy(a, str_from_c(what))};
  return LOAD_REFUSED;
}

static bool is_that_chunk(const struct record *record, const struct chunk_entry *chunk) {
  return str_equal_c(record->id, chunk->id.text) &&
         str_equal_c(record->hash, chunk->hash.digits) &&
         str_equal_c(record->meta_hash, chunk->meta_hash.digits);
}

static enum load_result write_from_lines(struct arena *a, struct plan_writer *p,
                                         struct line_file *lines, struct load_fault *fault) {
  const struct manifest *new = p->plan->new;
  const char *reason = "";
  struct str line;
  struct record record;
  for (size_t i = 0; i < new->chunk_count; i++) {
    enum line_result read = line_file_next(lines, &line);
    if (read > LINE_UNENDED)
      return refuse(a, fault, i + 1,
                    read == LINE_FAILED ? strerror(lines->error) : "this chunk is missing");
    if (p->plan->new_ops[i] == PLAN_NOTHING)
      continue;
    if (!record_read(&p->scratch, line, &record, &reason))
      return refuse(a, fault, i + 1, reason);
    if (!is_that_chunk(&record, &new->chunks[i]))
      return refuse(a, fault, i + 1,
                    "this is not the chunk that the manifest has in its place");
    write_record(p, p->plan->new_ops[i], &record, line);
    arena_reset(&p->scratch);
  }
  return LOAD_DONE;
}

/* ---- The face -----------------------------------------------------------------------------
 */

/* A plan of a store has one output, and that is ours, opened already. */
static void open_sink(void *to, struct sink *sink, struct str name) {
  struct sink *from = to;
  (void)name;
  sink_open(sink, from->write, from->to);
}

static void close_sink(void *to, struct sink *sink) {
  struct sink *from = to;
  sink_close(sink);
  from->bytes += sink->bytes;
  from->has_failed = from->has_failed || sink->has_failed;
}

/* The names of the metadata that either side has, each once. */
static struct str *known_keys(struct arena *a, const struct plan *plan, size_t *count) {
  const struct manifest *sides[] = {plan->new, plan->old};
  struct str *keys = arena_array(a, struct str, plan->new->key_count + plan->old->key_count);
  struct map seen = {0};
  *count = 0;
  for (size_t i = 0; i < 2; i++) {
    for (size_t j = 0; j < sides[i]->key_count; j++) {
      keys[*count] = sides[i]->keys[j].name;
      *count += map_add(&seen, a, keys[*count], *count) == *count;
    }
  }
  return keys;
}

static void begin(struct plan_writer *p, struct arena *a, struct plan_source source,
                  struct plan_form form) {
  if (!form.store)
    return;
  p->store = (struct store_writer){.store = form.store,
                                   .schema = source.kb ? source.kb->schema : NULL,
                                   .vectors = form.vectors,
                                   .kb = p->plan->new->schema,
                                   .is_plan = true,
                                   .a = a,
                                   .scratch = &p->scratch,
                                   .target = {open_sink, close_sink, p->sink}};
  p->store.known_keys = known_keys(a, p->plan, &p->store.known_key_count);
  store_begin(&p->store);
}

enum load_result plan_write(struct arena *a, const struct plan *plan, struct plan_source source,
                            struct plan_form form, struct sink *sink,
                            struct load_fault *fault) {
  struct plan_writer p = {.plan = plan, .sink = sink};
  enum load_result result = LOAD_DONE;
  begin(&p, a, source, form);
  if (source.kb)
    write_from_kb(&p, source.kb);
  else
    result = write_from_lines(a, &p, source.lines, fault);
  for (size_t i = 0; result == LOAD_DONE && i < plan->old->chunk_count; i++) {
    if (plan->old_ops[i] == PLAN_DELETE)
      write_delete(&p, str_from_c(plan->old->chunks[i].id.text));
  }
  if (form.store && result == LOAD_DONE)
    store_end(&p.store);
  arena_free(&p.scratch);
  return result;
}
