/* The tables by which the generated kb.c finds a case by its id, or by service and message. */
#include "emit/c/c_index.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/perfect.h"
#include "emit/c/c_tables.h"
#include "model/kb.h"

#include <inttypes.h>

enum { NUMBERS_A_LINE = 16 };

static void add_number(struct buf *out, const struct c_kb *c, size_t i, size_t count,
                       size_t number) {
  bool is_last = i % NUMBERS_A_LINE == NUMBERS_A_LINE - 1 || i + 1 == count;
  buf_printf(out, "%s%zu,%s", i % NUMBERS_A_LINE == 0 ? "    " : " ", number,
             is_last ? "\n" : "");
  c_pass(c, out);
}

/* The cases that have the keys; a place that no key has leads to the first case, which is then
 * not the one that is looked for. */
static void add_places(struct buf *out, const struct c_kb *c, const char *name,
                       const struct perfect *perfect, const size_t *numbers) {
  c_table_open(out, c, "uint32_t", name);
  for (size_t i = 0; i < perfect->place_count; i++) {
    size_t key = perfect->keys[i];
    add_number(out, c, i, perfect->place_count, key == STR_NONE ? 0 : numbers[key]);
  }
  c_table_close(out, perfect->place_count, "0");
}

static void add_pilots(struct buf *out, const struct c_kb *c, const char *name,
                       const struct perfect *perfect) {
  c_table_open(out, c, "uint16_t", name);
  for (size_t i = 0; i < perfect->bucket_count; i++)
    add_number(out, c, i, perfect->bucket_count, perfect->pilots[i]);
  c_table_close(out, perfect->bucket_count, "0");
}

static void add_key(struct buf *out, const struct c_kb *c, const char *name,
                    const struct perfect *perfect) {
  struct str prefix = c->prefix.small;
  buf_printf(out,
             "static const struct %.*s_hash_key %.*s_%s = {\n    0x%016" PRIX64 "u,\n    {",
             STR_ARG(prefix), STR_ARG(prefix), name, perfect->seed);
  for (size_t i = 0; i < PERFECT_FACTORS; i++)
    buf_printf(out, "%s0x%016" PRIX64 "u",
               i == 0       ? ""
               : i % 3 == 0 ? ",\n     "
                            : ", ",
               perfect->factors[i]);
  buf_printf(out, "},\n    %zu, %zu,\n};\n\n", perfect->bucket_count, perfect->place_count);
}

/* The ids at their places, beside the cases that have them: one look tells whether it is the
 * one that is looked for. */
static void add_ids(struct buf *out, const struct c_kb *c, const struct perfect *perfect,
                    const struct str *ids, const size_t *numbers) {
  c_table_open(out, c, "struct id", "ids");
  for (size_t i = 0; i < perfect->place_count; i++) {
    size_t key = perfect->keys[i];
    if (key == STR_NONE)
      buf_add_c(out, "    {0xFFFFFFFFu, \"\"},\n");
    else
      buf_printf(out, "    {%zu, \"%.*s\"},\n", numbers[key], STR_ARG(ids[key]));
    c_pass(c, out);
  }
  c_table_close(out, perfect->place_count, "{0xFFFFFFFFu, \"\"}");
}

size_t *c_index_ids(struct buf *out, const struct c_kb *c) {
  size_t count = 0, *numbers = arena_array(c->a, size_t, c->kb->case_count);
  size_t *places = arena_array(c->a, size_t, c->kb->case_count);
  struct str *ids = arena_array(c->a, struct str, c->kb->case_count);
  for (size_t i = 0; i < c->kb->case_count; i++) {
    if (map_find(&c->ids, c->kb->cases[i]->id) != i)
      continue;
    ids[count] = c->kb->cases[i]->id;
    numbers[count++] = i;
  }
  struct perfect perfect = perfect_of(c->a, ids, 1, count);
  for (size_t i = 0; i < c->kb->case_count; i++)
    places[i] = perfect_place(&perfect, &c->kb->cases[i]->id, 1);
  buf_add_c(out, "/* The numbers of the cases by their ids. */\n");
  add_key(out, c, "id_hash", &perfect);
  add_pilots(out, c, "id_pilots", &perfect);
  add_ids(out, c, &perfect, ids, numbers);
  return places;
}

/* Both texts in one, so that no other two give the same. Lives in `a`. */
static struct str joined(struct arena *a, struct str service, struct str message) {
  struct buf text = {0};
  buf_printf(&text, "%zu ", service.n);
  buf_add(&text, service);
  buf_add(&text, message);
  struct str copy = arena_copy(a, buf_str(&text));
  buf_free(&text);
  return copy;
}

size_t c_index_messages(struct buf *out, const struct c_kb *c) {
  struct arena a = {0};
  size_t count = 0, *numbers = arena_array(&a, size_t, c->kb->case_count);
  struct str *texts = arena_array(&a, struct str, checked_multiply(c->kb->case_count, 2));
  struct map known = {0};
  map_reserve(&known, &a, c->kb->case_count);
  for (size_t i = 0; i < c->kb->case_count; i++) {
    struct str message = c_value_text(&a, c, c->kb->cases[i], c->message_key);
    struct str service = c_value_text(&a, c, c->kb->cases[i], c->service_key);
    if (message.n == 0 || map_add(&known, &a, joined(&a, service, message), i) != i)
      continue;
    texts[count * 2] = service;
    texts[count * 2 + 1] = message;
    numbers[count++] = i;
  }
  struct perfect perfect = perfect_of(&a, texts, 2, count);
  buf_add_c(out, "/* The numbers of the first cases with each service and message. */\n");
  add_key(out, c, "message_hash", &perfect);
  add_pilots(out, c, "message_pilots", &perfect);
  add_places(out, c, "message_places", &perfect, numbers);
  arena_free(&a);
  return count;
}
