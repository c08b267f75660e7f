/* Every line that a simulation can write, ready to be copied: of cases, of none, near, traces.
 */
#include "driver/simulate/stock.h"

#include "base/arena.h"
#include "base/json_writer.h"
#include "driver/simulate/noise.h"
#include "model/kb.h"

/* Images of one case at most, and of all cases, as far as there is one for each. */
enum { MOST_OF_CASE = 8, MOST_OF_ALL = 4096 };

/* ,"case":…,"path":…,"kind":"case"} and a line end. */
static void label_images(struct arena *a, struct images *images, struct str members,
                         struct str kind) {
  struct str label =
      arena_printf(a, ",%.*s,\"kind\":\"%.*s\"}\n", STR_ARG(members), STR_ARG(kind));
  label = image_text(a, label);
  for (size_t i = 0; i < images->count; i++) {
    images->items[i].label = label;
    images->items[i].label_kind = label.n - kind.n - STR("\"}\n").n;
  }
}

/* "case":…,"path":… */
static struct str case_members(struct arena *a, const struct kb_case *kb_case) {
  struct buf out = {0};
  struct json_writer w;
  json_start(&w, &out, JSON_COMPACT);
  json_open_object(&w);
  json_member(&w, "case", kb_case->id);
  json_member(&w, "path", kb_case->doc->piece->source->place);
  json_close_object(&w);
  struct str members = arena_copy(a, str_slice(buf_str(&out), 1, out.n - 1));
  buf_free(&out);
  return members;
}

/* False if neither a new line nor its own belongs to the case. */
static bool make_image(struct line_maker *maker, const struct kb_case *kb_case,
                       struct image *image) {
  struct line_wishes wishes = {0};
  struct draft draft = line_make(maker, kb_case, &wishes);
  if (proof_case(&maker->proof, &draft) != kb_case->index) {
    draft_free(&draft);
    wishes.is_own = true;
    draft = line_make(maker, kb_case, &wishes);
  }
  bool is_good = proof_case(&maker->proof, &draft) == kb_case->index;
  if (is_good)
    *image = draft_image(&draft);
  draft_free(&draft);
  return is_good;
}

static struct images make_case(struct line_maker *maker, const struct kb_case *kb_case,
                               size_t most) {
  struct images images = {arena_array(maker->a, struct image, most), 0};
  while (images.count < most && make_image(maker, kb_case, &images.items[images.count]))
    images.count++;
  label_images(maker->a, &images, case_members(maker->a, kb_case), STR("case"));
  return images;
}

struct stock stock_new(struct line_maker *maker, const bool *wanted) {
  const struct kb *kb = maker->kb;
  struct stock stock = {.cases = arena_array(maker->a, struct images, kb->case_count)};
  size_t most = kb->case_count > 0 ? MOST_OF_ALL / kb->case_count : 1;
  most = most < 1 ? 1 : most > MOST_OF_CASE ? MOST_OF_CASE : most;
  for (size_t i = 0; i < kb->case_count; i++) {
    if (kb->cases[i]->log_line_count == 0 || (wanted && !wanted[i]))
      continue;
    stock.cases[i] = make_case(maker, kb->cases[i], most);
    stock.unreachable += stock.cases[i].count == 0;
  }
  stock.noise = noise_make(maker);
  stock.near = noise_make_near(maker, wanted);
  stock.trace_heads = noise_make_trace(maker, true);
  stock.trace_rest = noise_make_trace(maker, false);
  struct str nobody = STR("\"case\":null");
  label_images(maker->a, &stock.noise, nobody, STR("info"));
  label_images(maker->a, &stock.near, nobody, STR("near"));
  label_images(maker->a, &stock.trace_heads, nobody, STR("trace"));
  label_images(maker->a, &stock.trace_rest, nobody, STR("trace"));
  return stock;
}
