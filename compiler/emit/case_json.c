/* A whole case as JSON, and the hash of what it says. */
#include "emit/case_json.h"

#include "base/arena.h"
#include "emit/body_rest.h"
#include "emit/chunks/text_hash.h"
#include "emit/front_json.h"

static size_t line_number(struct span span) {
  return source_line_at(span.source, span.offset) + 1;
}

/* A group that took no part in the title has no member. */
static void write_captures(struct json_writer *w, const struct schema *schema,
                           const struct kb_case *kb_case) {
  const struct record_rules *record = &schema->record;
  json_open_object(w);
  for (size_t i = 0; i < record->capture_count; i++) {
    if (kb_case->captures[i].n == 0)
      continue;
    json_key_str(w, record->captures[i]);
    json_string(w, kb_case->captures[i]);
  }
  json_close_object(w);
}

static void write_front(struct json_writer *w, const struct schema *schema,
                        const struct kb_case *kb_case) {
  const struct value *front = kb_case->doc->front;
  json_open_object(w);
  for (size_t i = 0; front && front->kind == VALUE_OBJECT && i < front->count; i++) {
    json_key_str(w, front->members[i].key);
    front_write_member(w, schema, kb_case, &front->members[i]);
  }
  json_close_object(w);
}

static void write_sections(struct json_writer *w, const struct schema *schema,
                           const struct kb_section *sections, size_t count) {
  json_open_array(w);
  for (size_t i = 0; i < count; i++) {
    const struct kb_section *section = &sections[i];
    json_open_object(w);
    json_member(w, "id", schema->section_kinds[section->kind].id);
    json_member(w, "title", schema->section_kinds[section->kind].title);
    json_member(w, "text", section->text);
    json_member_number(w, "line", line_number(section->heading));
    if (section->section_count > 0) {
      json_key(w, "sections");
      write_sections(w, schema, section->sections, section->section_count);
    }
    json_close_object(w);
  }
  json_close_array(w);
}

static void write_rest(struct json_writer *w, const struct source *source,
                       const struct body_rest *rest) {
  json_open_array(w);
  for (size_t i = 0; i < rest->count; i++) {
    json_open_object(w);
    json_member(w, "title", rest->items[i].title);
    json_member(w, "text", rest->items[i].text);
    json_member_number(w, "line", source_line_at(source, rest->items[i].offset) + 1);
    json_close_object(w);
  }
  json_close_array(w);
}

static void write_fields(struct json_writer *w, const struct log_line *line) {
  json_open_object(w);
  for (size_t i = 0; i < line->template->field_count; i++) {
    if (!line->fields[i].source)
      continue;
    json_key_str(w, line->template->fields[i].name);
    json_string(w, log_line_text(line, i));
  }
  json_close_object(w);
}

/* A list, not an object: nothing forbids the same key twice. */
static void write_pairs(struct json_writer *w, const struct log_line *line) {
  json_open_array(w);
  for (size_t i = 0; i < line->pair_count; i++) {
    json_open_object(w);
    json_member(w, "key", span_text(line->pairs[i].key));
    json_member(w, "value", span_text(line->pairs[i].value));
    json_close_object(w);
  }
  json_close_array(w);
}

static void write_log_lines(struct json_writer *w, const struct kb_case *kb_case) {
  json_open_array(w);
  for (size_t i = 0; i < kb_case->log_line_count; i++) {
    const struct log_line *line = &kb_case->log_lines[i];
    json_open_object(w);
    json_member(w, "template", line->template->name);
    json_member(w, "text", span_text(line->span));
    json_key(w, "fields");
    write_fields(w, line);
    json_key(w, "pairs");
    write_pairs(w, line);
    json_member_number(w, "line", line_number(line->span));
    json_close_object(w);
  }
  json_close_array(w);
}

void case_write_message(struct json_writer *w, const struct kb_case *kb_case) {
  json_open_array(w);
  for (size_t i = 0; i < kb_case->message_count; i++) {
    json_open_object(w);
    json_member(w, "text", kb_case->message[i].text);
    json_key(w, "variable");
    json_bool(w, kb_case->message[i].is_variable);
    json_close_object(w);
  }
  json_close_array(w);
}

void case_write_patterns(struct json_writer *w, const struct kb_case *kb_case) {
  json_open_array(w);
  for (size_t i = 0; i < kb_case->pattern_count; i++) {
    const struct kb_pattern *pattern = &kb_case->patterns[i];
    json_open_object(w);
    json_member(w, "service", pattern->service);
    json_member(w, "words", pattern->words);
    json_key(w, "priority");
    json_integer(w, pattern->priority);
    json_close_object(w);
  }
  json_close_array(w);
}

static void write_source(struct json_writer *w, const struct kb_case *kb_case,
                         struct str path) {
  struct span whole = kb_case->doc->piece->whole;
  size_t last = whole.n > 0 ? whole.offset + whole.n - 1 : whole.offset;
  json_open_object(w);
  json_member(w, "path", path);
  json_member_number(w, "line", line_number(whole));
  json_member_number(w, "end_line", source_line_at(whole.source, last) + 1);
  json_close_object(w);
}

void case_write(struct json_writer *w, struct arena *scratch, const struct schema *schema,
                const struct kb_case *kb_case, struct str path) {
  struct body_rest rest = body_rest_of(scratch, kb_case);
  json_open_object(w);
  json_member(w, "id", kb_case->id);
  json_key(w, "identity");
  json_raw(w, kb_case->identity);
  json_member(w, "title", kb_case->title);
  json_member(w, "full_title", kb_case->full_title);
  json_key(w, "captures");
  write_captures(w, schema, kb_case);
  json_key(w, "front_matter");
  write_front(w, schema, kb_case);
  json_key(w, "sections");
  write_sections(w, schema, kb_case->sections, kb_case->section_count);
  json_key(w, "other_text");
  write_rest(w, kb_case->doc->piece->source, &rest);
  json_key(w, "log_lines");
  write_log_lines(w, kb_case);
  json_key(w, "message");
  case_write_message(w, kb_case);
  json_key(w, "patterns");
  case_write_patterns(w, kb_case);
  json_key(w, "source");
  write_source(w, kb_case, path);
  json_close_object(w);
}

/* Where a bundle is renumbered, nothing has changed that a reader of the case could see. */
static bool is_number(struct str capture) {
  return str_equal_c(capture, "number");
}

static void add_text(struct json_writer *w, const struct text_hasher *hasher, struct str name,
                     struct str text) {
  struct hash_text hash = text_hash(hasher, text);
  json_string(w, name);
  json_string_c(w, hash.digits);
}

struct hash_text case_hash(struct arena *scratch, const struct schema *schema,
                           const struct kb_case *kb_case) {
  struct body_rest rest = body_rest_of(scratch, kb_case);
  struct text_hasher hasher = text_hasher_of(scratch, kb_case);
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  json_open_array(&w);
  json_string(&w, kb_case->title);
  for (size_t i = 0; i < schema->record.capture_count; i++)
    json_string(&w, is_number(schema->record.captures[i]) ? STR("") : kb_case->captures[i]);
  write_front(&w, schema, kb_case);
  for (size_t i = 0; i < kb_case->section_count; i++)
    add_text(&w, &hasher, schema->section_kinds[kb_case->sections[i].kind].id,
             kb_case->sections[i].text);
  for (size_t i = 0; i < rest.count; i++)
    add_text(&w, &hasher, rest.items[i].title, rest.items[i].text);
  json_close_array(&w);
  struct hash_text hash = hash_of(buf_str(&json));
  buf_free(&json);
  return hash;
}
