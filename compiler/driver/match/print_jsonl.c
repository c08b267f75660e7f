/* Lines for programs: a JSON object for each. */
#include "base/json_writer.h"
#include "driver/match/run.h"
#include "driver/options.h"

static void open_line(struct json_writer *w, struct match_run *run,
                      const struct match_place *at) {
  json_start(w, &run->out.text, JSON_COMPACT);
  json_open_object(w);
  json_member(w, "path", at->feed->name);
  json_member_number(w, "line", at->line);
  json_member_number(w, "offset", at->offset);
}

static void close_line(struct json_writer *w, struct match_run *run,
                       const struct match_place *at) {
  json_member(w, "text", str_trim_end(at->text));
  json_close_object(w);
  buf_add_char(&run->out.text, '\n');
}

static void write_fields(struct json_writer *w, const struct match_run *run,
                         const struct matched *found) {
  json_key(w, "fields");
  json_open_object(w);
  for (size_t i = 0; found->template != STR_NONE && i < found->field_count; i++) {
    if (!found->fields[i].p)
      continue;
    json_key_str(w, run->cases.templates[found->template].fields[i].name);
    json_string(w, found->fields[i]);
  }
  json_close_object(w);
}

static void write_all(struct json_writer *w, struct match_run *run,
                      const struct match_place *at, const struct matched *found) {
  size_t count = run_all(run, at, found);
  json_key(w, "all");
  json_open_array(w);
  for (size_t i = 0; i < count; i++) {
    const struct match_case *item = &run->cases.items[run->all[i]];
    json_open_object(w);
    json_member(w, "case", item->id);
    json_member(w, "title", item->title);
    json_close_object(w);
  }
  json_close_array(w);
}

static void jsonl_hit(struct match_run *run, const struct match_place *at,
                      const struct matched *found) {
  const struct match_case *item = &run->cases.items[found->number];
  struct json_writer w;
  open_line(&w, run, at);
  json_member(&w, "case", item->id);
  json_member(&w, "title", item->title);
  json_member(&w, "service", found->service.n > 0 ? found->service : item->service);
  write_fields(&w, run, found);
  if (run->options->match_all)
    write_all(&w, run, at, found);
  close_line(&w, run, at);
}

static void jsonl_miss(struct match_run *run, const struct match_place *at) {
  struct json_writer w;
  open_line(&w, run, at);
  json_key(&w, "case");
  json_null(&w);
  close_line(&w, run, at);
}

const struct match_format match_jsonl = {NULL, jsonl_hit, jsonl_miss, NULL};
