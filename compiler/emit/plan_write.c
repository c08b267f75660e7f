/* Writes a plan: an operation for each chunk that changes, in an order that may be cut off. */
#include "emit/plan_write.h"

#include "base/arena.h"
#include "base/json_writer.h"
#include "emit/plan.h"
#include "emit/sink.h"
#include "model/kb.h"

struct plan_writer {
  const struct plan *plan;
  struct sink *sink;
  struct arena scratch;
};

/* ---- Lines --------------------------------------------------------------------------------
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

/* `line` is that of the chunk in chunks.jsonl, where the metadata stands last. A quote inside
 * of a text has a backslash, so the first place that looks so is the one. */
static void write_op(struct plan_writer *p, enum plan_op op, const struct chunk_entry *chunk,
                     struct str line) {
  struct str mark = STR(",\"metadata\":");
  struct json_writer w = open_op(p, op == PLAN_UPSERT ? "upsert" : "update");
  if (op == PLAN_UPSERT) {
    json_key(&w, "chunk");
    json_raw(&w, line);
  } else {
    json_member(&w, "id", str_from_c(chunk->id.text));
    json_member(&w, "meta_hash", str_from_c(chunk->meta_hash.digits));
    json_key(&w, "metadata");
    json_raw(&w, str_slice(line, str_find(line, mark, 0) + mark.n, line.n - 1));
  }
  close_op(p, &w);
}

static void write_deletes(struct plan_writer *p) {
  const struct manifest *old = p->plan->old;
  for (size_t i = 0; i < old->chunk_count; i++) {
    if (p->plan->old_ops[i] != PLAN_DELETE)
      continue;
    struct json_writer w = open_op(p, "delete");
    json_member(&w, "id", str_from_c(old->chunks[i].id.text));
    close_op(p, &w);
  }
}

/* ---- From a knowledge base ----------------------------------------------------------------
 */

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
    buf_clear(&line);
    chunk_write(&line, kb->schema, kb_case, &of, i);
    write_op(p, p->plan->new_ops[first + i], &p->plan->new->chunks[first + i], buf_str(&line));
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

static enum load_result write_from_lines(struct arena *a, struct plan_writer *p,
                                         struct line_file *lines, struct load_fault *fault) {
  const struct manifest *new = p->plan->new;
  struct str line;
  for (size_t i = 0; i < new->chunk_count; i++) {
    if (line_file_next(lines, &line) > LINE_UNENDED)
      return refuse(a, fault, i + 1, "this chunk is missing, or cannot be read");
    struct str start = arena_printf(&p->scratch, "{\"id\":\"%s\",", new->chunks[i].id.text);
    if (!str_starts_with(line, start))
      return refuse(a, fault, i + 1,
                    "this is not the chunk that the manifest has in its place");
    if (p->plan->new_ops[i] != PLAN_NOTHING)
      write_op(p, p->plan->new_ops[i], &new->chunks[i], line);
    arena_reset(&p->scratch);
  }
  return LOAD_DONE;
}

enum load_result plan_write(struct arena *a, const struct plan *plan, struct plan_source source,
                            struct sink *sink, struct load_fault *fault) {
  struct plan_writer p = {.plan = plan, .sink = sink};
  enum load_result result = LOAD_DONE;
  if (source.kb)
    write_from_kb(&p, source.kb);
  else
    result = write_from_lines(a, &p, source.lines, fault);
  if (result == LOAD_DONE)
    write_deletes(&p);
  arena_free(&p.scratch);
  return result;
}
