/* Runs a store over records: which file a record goes into, and what stands around it. */
#include "emit/stores/store.h"

#include "base/arena.h"
#include "emit/sink.h"
#include "emit/stores/vectors.h"
#include "model/schema.h"

#include <stdint.h>

static struct store_output *output_of(struct store_writer *w, size_t i) {
  return &w->outputs[w->is_plan ? 0 : i];
}

static const struct store_file *file_of(const struct store_writer *w, size_t i) {
  return w->is_plan ? &w->store->plan : &w->store->files[i];
}

/* ---- Names --------------------------------------------------------------------------------
 */

/* The name with what stands in the place of its mark, if it has that. */
static struct str fill_in(struct arena *a, const char *form, struct str mark, struct str what) {
  struct str text = str_from_c(form);
  size_t at = str_find(text, mark, 0);
  if (at == STR_NONE)
    return arena_copy(a, text);
  return arena_printf(a, "%.*s%.*s%s", (int)at, form, STR_ARG(what), form + at + mark.n);
}

static bool has_mark(const struct store_file *file, struct str mark) {
  return file->name && str_find(str_from_c(file->name), mark, 0) != STR_NONE;
}

static struct str numbered(struct store_writer *w, const struct store_file *file,
                           size_t number) {
  return fill_in(w->a, file->name ? file->name : "", STR("{n}"),
                 arena_printf(w->scratch, "%04zu", number));
}

/* ---- Files --------------------------------------------------------------------------------
 */

static void open_output(struct store_writer *w, size_t i, struct str name) {
  struct store_output *output = output_of(w, i);
  w->target.open(w->target.to, &output->sink, name);
  output->is_open = true;
  output->items = 0;
  buf_add_c(&output->sink.out, file_of(w, i)->open);
}

static void close_output(struct store_writer *w, size_t i) {
  struct store_output *output = output_of(w, i);
  if (!output->is_open)
    return;
  buf_add_c(&output->sink.out, file_of(w, i)->close);
  w->target.close(w->target.to, &output->sink);
  output->is_open = false;
}

/* The lower one of two limits, of which 0 is none. */
static size_t least(size_t one, size_t other) {
  return one == 0 || (other > 0 && other < one) ? other : one;
}

/* Would one more record be one too many for the file? A plan is one stream, however long. */
static bool is_full(struct store_writer *w, size_t i) {
  const struct store_output *output = output_of(w, i);
  const struct store_file *file = file_of(w, i);
  if (w->is_plan || !output->is_open || output->items == 0 || !has_mark(file, STR("{n}")))
    return false;
  size_t bytes = sink_position(&output->sink) + strlen(file->between) + output->item.n +
                 strlen(file->close);
  size_t most_bytes = least(file->most_bytes, w->limits.file_bytes);
  size_t most_items = least(file->most_items, w->limits.file_records);
  return (most_items > 0 && output->items >= most_items) ||
         (most_bytes > 0 && bytes > most_bytes);
}

/* The longest record that a file can take. */
static size_t longest_item(const struct store_writer *w, const struct store_file *file) {
  size_t frame = strlen(file->open) + strlen(file->close), most = w->limits.file_bytes;
  size_t item_bytes = least(file->item_bytes, w->limits.item_bytes);
  if (most == 0 || !has_mark(file, STR("{n}")))
    return item_bytes;
  return least(item_bytes, most > frame ? most - frame : 1);
}

static void measure(struct store_writer *w, size_t i) {
  const struct store_file *file = file_of(w, i);
  size_t most = longest_item(w, file), bytes = output_of(w, i)->item.n;
  if (most > 0 && bytes > most && bytes > w->excess.bytes)
    w->excess = (struct store_excess){file->name, bytes, most};
}

struct buf *store_item(struct store_writer *w, size_t i) {
  struct buf *item = &output_of(w, i)->item;
  buf_clear(item);
  return item;
}

void store_pass(struct store_writer *w, size_t i) {
  struct store_output *output = output_of(w, i);
  if (w->is_check) {
    measure(w, i);
    return;
  }
  if (is_full(w, i))
    close_output(w, i);
  if (!output->is_open)
    open_output(w, i, numbered(w, file_of(w, i), ++output->number));
  else if (output->items > 0)
    buf_add_c(&output->sink.out, file_of(w, i)->between);
  buf_add(&output->sink.out, buf_str(&output->item));
  output->items++;
  sink_pass(&output->sink);
}

void store_line(struct store_writer *w, size_t i) {
  buf_add_char(&output_of(w, i)->item, '\n');
  store_pass(w, i);
}

void store_begin_file(struct store_writer *w, size_t i, struct str id) {
  if (w->is_check)
    return;
  close_output(w, i);
  open_output(w, i, fill_in(w->a, w->store->files[i].name, STR("{id}"), id));
}

struct str store_vector(struct store_writer *w, struct str id) {
  struct str numbers = {NULL, 0};
  if (w->vectors)
    vectors_find(w->vectors, w->scratch, id, &numbers);
  return numbers;
}

/* ---- The run ------------------------------------------------------------------------------
 */

static void note_kinds(struct store_writer *w, const struct record *record) {
  for (size_t i = 0; i < record->metadata_count; i++) {
    const struct record_member *member = &record->metadata[i];
    if (map_find(&w->kinds, member->key) != STR_NONE)
      continue;
    w->keys = arena_grow(w->a, w->keys, w->key_count, sizeof *w->keys);
    w->keys[w->key_count] = arena_copy(w->a, member->key);
    map_add(&w->kinds, w->a, w->keys[w->key_count++], member->kind);
  }
}

static const char *const names[] = {
#define STORE_NAME(name, text) text,
    STORE_NAMES(STORE_NAME)
#undef STORE_NAME
};

const struct store_rules *store_rules_of(const struct store_writer *w) {
  for (size_t i = 0; w->schema && i < STORE_COUNT; i++) {
    if (strcmp(names[i], w->store->name) == 0)
      return w->schema->outputs.stores[i];
  }
  return NULL;
}

static void settle_limits(struct store_writer *w) {
  const struct store_rules *rules = store_rules_of(w);
  w->limits = w->store->limits;
  if (!rules)
    return;
#define TIGHTEN(name)                                                                          \
  if (rules->name.max != SIZE_MAX)                                                             \
    w->limits.name = least(w->limits.name, rules->name.max > 0 ? rules->name.max : 1);
  STORE_LIMITS(TIGHTEN)
#undef TIGHTEN
}

void store_begin(struct store_writer *w) {
  settle_limits(w);
  if (w->store->begin)
    w->store->begin(w);
}

void store_upsert(struct store_writer *w, const struct record *record) {
  note_kinds(w, record);
  w->store->upsert(w, record);
}

void store_update(struct store_writer *w, const struct record *record) {
  note_kinds(w, record);
  (w->store->update ? w->store->update : w->store->upsert)(w, record);
}

void store_remove(struct store_writer *w, struct str id) {
  w->store->remove(w, id);
}

/* Files without a record are there all the same: nothing to load is not the same as a build
 * that forgot one. */
void store_end(struct store_writer *w) {
  if (w->store->end)
    w->store->end(w);
  for (size_t i = 0; i < STORE_FILES; i++) {
    bool is_there = w->is_plan ? i == 0 : w->store->files[i].name != NULL;
    if (is_there && !w->is_check) {
      if (w->outputs[i].number == 0 && !has_mark(file_of(w, i), STR("{id}")))
        open_output(w, i, numbered(w, file_of(w, i), ++w->outputs[i].number));
      close_output(w, i);
    }
    buf_free(&w->outputs[i].item);
  }
}
