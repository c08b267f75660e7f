/* A knowledge base for the tests of the emitters, made of texts without the stages before. */
#ifndef EMIT_FIXTURE_H
#define EMIT_FIXTURE_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/pattern.h"
#include "check/log_line.h"
#include "emit/emit.h"
#include "model/identity.h"
#include "model/kb.h"
#include "parse/log_template.h"

#include <string.h>

enum { MOST_CASES = 64, MOST_PARTS = 32 };

/* One schema, much like schema/case.yaml. */
struct fixture {
  struct arena a;
  struct schema schema;
  struct section_rule sections[3];
  struct section_kind section_kinds[3];
  struct str captures[2];
  struct text_part text[MOST_PARTS];
  struct name metadata[4];
  struct log_template log;
  struct kb_case *cases[MOST_CASES];
  struct kb kb;
  struct emit_request request;
};

static inline struct name fixture_name(struct str text) {
  static const char *const sections[] = {"summary", "cause", "actions"};
  struct name name = {.kind = NAME_FRONT, .key = text, .text = text, .as = text};
  for (size_t i = 0; i < 3; i++) {
    if (str_equal_c(text, sections[i]))
      name = (struct name){.kind = NAME_SECTION, .index = i, .text = text, .as = text};
  }
  if (str_equal_c(text, "title"))
    name.kind = NAME_TITLE;
  if (str_equal_c(text, "path"))
    name.kind = NAME_PATH;
  if (str_equal_c(text, "category"))
    name = (struct name){.kind = NAME_CAPTURE, .index = 0, .text = text, .as = text};
  if (str_equal_c(text, "level"))
    name = (struct name){.kind = NAME_LOG, .text = text, .as = text};
  return name;
}

/* Literals and {name}. */
static inline void fixture_text(struct fixture *f, const char *template) {
  struct str rest = str_from_c(template);
  struct chunk_rules *chunks = &f->schema.chunks;
  chunks->text = f->text;
  chunks->text_count = 0;
  while (rest.n > 0) {
    size_t open = str_find_char(rest, '{', 0);
    struct str literal = str_slice(rest, 0, open);
    if (literal.n > 0)
      f->text[chunks->text_count++] = (struct text_part){.literal = literal};
    if (open == STR_NONE)
      break;
    size_t close = str_find_char(rest, '}', open);
    f->text[chunks->text_count++] = (struct text_part){
        .is_name = true, .name = fixture_name(str_slice(rest, open + 1, close))};
    rest = str_slice(rest, close + 1, rest.n);
  }
}

static inline void fixture_field(struct fixture *f, const char *name, struct log_field form) {
  size_t i = log_template_field(&f->log, str_from_c(name));
  form.name = f->log.fields[i].name;
  struct pattern_error error;
  if (form.pattern_text.n > 0)
    form.pattern = pattern_compile(&f->a, form.pattern_text, PATTERN_WHOLE, &error);
  f->log.fields[i] = form;
}

static inline void fixture_log(struct fixture *f) {
  const char *text = "\\[{level}\\] {time} {service}/{version} \\[{trace_id}\\]: {message}"
                     "[[ | Context: {context}]]";
  f->log.name = STR("main");
  f->log.text = str_from_c(text);
  log_template_parse(&f->a, f->log.text, &f->log);
  fixture_field(
      f, "time",
      (struct log_field){.type = FIELD_TIMESTAMP, .format = STR("%Y-%m-%dT%H:%M:%S.%3fZ")});
  fixture_field(f, "level", (struct log_field){.pattern_text = STR("[A-Z]+")});
  fixture_field(f, "service", (struct log_field){.pattern_text = STR("[a-z][a-z0-9-]*")});
  fixture_field(f, "version", (struct log_field){.pattern_text = STR("v?[0-9.]+")});
  fixture_field(f, "trace_id",
                (struct log_field){.pattern_text = STR("[a-z0-9-]{3,12}"),
                                   .generate = STR("[0-9a-f]{8}"),
                                   .unique = SCOPE_CORPUS});
  fixture_field(
      f, "message",
      (struct log_field){.pattern_text = STR(".+"), .contains = STR("error_message")});
  fixture_field(f, "context",
                (struct log_field){
                    .type = FIELD_MAP,
                    .map = {STR("{"), STR("}"), STR(", "), STR(""), STR("=\""), STR("\"")}});
}

static inline void fixture_open(struct fixture *f) {
  memset(f, 0, sizeof *f);
  f->sections[0] =
      (struct section_rule){.id = STR("summary"), .title = STR("Incident Summary")};
  f->sections[1] = (struct section_rule){.id = STR("cause"), .title = STR("Root Cause")};
  f->sections[2] = (struct section_rule){.id = STR("actions"), .title = STR("Action Items")};
  f->captures[0] = STR("category");
  f->captures[1] = STR("number");
  fixture_log(f);
  f->schema = (struct schema){.name = STR("cali"), .logs = &f->log, .log_count = 1};
  for (size_t i = 0; i < 3; i++)
    f->section_kinds[i] =
        (struct section_kind){.id = f->sections[i].id, .title = f->sections[i].title};
  f->schema.sections = (struct sections_rules){.list = f->sections, .count = 3};
  f->schema.section_kinds = f->section_kinds;
  f->schema.section_kind_count = 3;
  f->schema.record.captures = f->captures;
  f->schema.record.capture_count = 2;
  f->schema.outputs.c_prefix = STR("kb");
  f->schema.outputs.jsonl_bytes_per_line.max = SIZE_MAX;
  f->schema.chunks.tokens.max = 512;
  f->schema.chunks.vocabulary = STR("o200k");
  f->metadata[0] = fixture_name(STR("service"));
  f->metadata[1] = fixture_name(STR("category"));
  f->metadata[2] = fixture_name(STR("level"));
  f->metadata[3] = fixture_name(STR("absent"));
  f->schema.chunks.metadata = f->metadata;
  f->schema.chunks.metadata_count = 4;
  fixture_text(f, "{title}\nservice: {service}\n\n{summary}\n\n{cause}\n\n{actions}");
  f->kb = (struct kb){.schema = &f->schema, .cases = f->cases};
  f->request = (struct emit_request){
      .kb = &f->kb, .working_folder = STR("/srv/project/sub"), .tool_version = "0.1.0"};
}

static inline void fixture_close(struct fixture *f) {
  for (size_t i = 0; i < f->log.field_count; i++) {
    if (f->log.fields[i].pattern)
      pattern_free((struct pattern *)(uintptr_t)f->log.fields[i].pattern);
  }
  arena_free(&f->a);
}

/* The lines behind "---" up to the next are `key: value`, all of them quoted strings. */
static inline struct value *fixture_front(struct fixture *f, struct str *rest) {
  struct value *front = arena_new(&f->a, struct value);
  front->kind = VALUE_OBJECT;
  struct str line;
  str_next_line(rest, &line);
  while (str_next_line(rest, &line) && !str_equal_c(line, "---")) {
    size_t colon = str_find(line, STR(": "), 0);
    front->members = arena_grow(&f->a, front->members, front->count, sizeof *front->members);
    struct value_member *member = &front->members[front->count++];
    *member = (struct value_member){.key = str_slice(line, 0, colon)};
    member->value = (struct value){.kind = VALUE_STRING,
                                   .style = STYLE_QUOTED,
                                   .text = str_slice(line, colon + 2, line.n)};
  }
  return front;
}

static inline void fixture_identity(struct fixture *f, struct kb_case *kb_case) {
  struct buf json = {0};
  struct json_writer w;
  json_start(&w, &json, JSON_COMPACT);
  json_open_array(&w);
  json_string(&w, f->schema.name);
  json_string(&w, kb_case->title);
  json_close_array(&w);
  kb_case->identity = arena_copy(&f->a, buf_str(&json));
  kb_case->id = arena_copy(&f->a, str_from_c(uuid_of(KBC_NAMESPACE, kb_case->identity).text));
  buf_free(&json);
}

static inline struct block *fixture_add_block(struct fixture *f, struct doc *doc,
                                              enum block_kind kind, struct span span) {
  doc->blocks = arena_grow(&f->a, doc->blocks, doc->block_count, sizeof *doc->blocks);
  struct block *block = &doc->blocks[doc->block_count++];
  *block = (struct block){.kind = kind, .span = span, .inner = span};
  return block;
}

static inline void fixture_section(struct fixture *f, struct kb_case *kb_case, struct str line,
                                   struct str text) {
  struct doc *doc = (struct doc *)(uintptr_t)kb_case->doc;
  const struct source *source = doc->piece->source;
  struct block *heading = fixture_add_block(f, doc, BLOCK_HEADING, span_of_text(source, line));
  heading->level = 2;
  heading->text = str_slice(line, 3, line.n);
  heading->inner = span_of_text(source, heading->text);
  struct span title = heading->inner, content = {source, title.offset + title.n, 0};
  if (text.n > 0) {
    content = span_of_text(source, text);
    fixture_add_block(f, doc, BLOCK_PARAGRAPH, content);
  }
  size_t rule = 0;
  while (rule < 3 && !str_equal(f->sections[rule].title, str_slice(line, 3, line.n)))
    rule++;
  if (rule == 3)
    return;
  kb_case->sections =
      arena_grow(&f->a, kb_case->sections, kb_case->section_count, sizeof *kb_case->sections);
  struct kb_section *section = &kb_case->sections[kb_case->section_count++];
  *section = (struct kb_section){.rule = &f->sections[rule],
                                 .kind = rule,
                                 .heading = title,
                                 .span = content,
                                 .text = text,
                                 .block_count = text.n > 0};
  for (size_t i = 0; i + 1 < kb_case->section_count; i++)
    section->occurrence += kb_case->sections[i].kind == rule;
}

static inline void fixture_log_line(struct fixture *f, struct kb_case *kb_case,
                                    struct span span) {
  struct log_line *line = arena_new(&f->a, struct log_line);
  if (log_line_parse(&f->a, &f->a, &f->log, span, line).kind != LOG_FITS)
    return;
  kb_case->log_lines = line;
  kb_case->log_line_count = 1;
  struct str message = log_line_text(line, log_template_message(&f->log));
  /* Words with a digit vary. */
  for (size_t at = 0; at < message.n;) {
    size_t end = str_find_char(message, ' ', at);
    end = end == STR_NONE ? message.n : end + 1;
    struct str word = str_trim(str_slice(message, at, end));
    bool varies = false;
    for (size_t i = 0; i < word.n; i++)
      varies = varies || is_digit_char(word.p[i]);
    kb_case->message =
        arena_grow(&f->a, kb_case->message, kb_case->message_count, sizeof *kb_case->message);
    kb_case->message[kb_case->message_count++] = (struct message_part){word, varies};
    if (end > at + word.n) {
      kb_case->message =
          arena_grow(&f->a, kb_case->message, kb_case->message_count, sizeof *kb_case->message);
      kb_case->message[kb_case->message_count++] =
          (struct message_part){str_slice(message, at + word.n, end), false};
    }
    at = end;
  }
}

/* A case as a file of its own: front matter, "# Category - Title", "## Section" and their
 * texts. */
static inline struct kb_case *fixture_case(struct fixture *f, const char *path,
                                           const char *text) {
  struct kb_case *kb_case = arena_new(&f->a, struct kb_case);
  struct doc *doc = arena_new(&f->a, struct doc);
  struct piece *piece = arena_new(&f->a, struct piece);
  struct source *source = source_new(&f->a, str_from_c(path), str_from_c(text));
  /* Paths are those that a run in a folder beside kb/ shows. */
  if (str_starts_with(source->path, STR("../")))
    source->place = str_slice(source->path, 3, source->path.n);
  struct str rest = source->bytes, line;
  *piece = (struct piece){.source = source, .whole = span_of(source, 0, source->bytes.n)};
  *kb_case = (struct kb_case){.doc = doc, .title_level = 1, .index = f->kb.case_count};
  *doc = (struct doc){.piece = piece, .front = fixture_front(f, &rest)};
  kb_case->captures = arena_array(&f->a, struct str, 2);
  str_next_line(&rest, &line);
  struct block *heading = fixture_add_block(f, doc, BLOCK_HEADING, span_of_text(source, line));
  heading->level = 1;
  heading->text = str_slice(line, 2, line.n);
  heading->inner = span_of_text(source, heading->text);
  kb_case->title = kb_case->full_title = heading->text;
  kb_case->title_span = heading->inner;
  size_t dash = str_find(heading->text, STR(" - "), 0);
  if (dash != STR_NONE) {
    kb_case->captures[0] = str_slice(heading->text, 0, dash);
    kb_case->title = str_slice(heading->text, dash + 3, heading->text.n);
  }
  size_t at = str_find(rest, STR("## "), 0);
  struct str preamble = str_trim(str_slice(rest, 0, at));
  if (preamble.n > 0)
    fixture_add_block(f, doc, BLOCK_PARAGRAPH, span_of_text(source, preamble));
  while (at != STR_NONE) {
    size_t next = str_find(rest, STR("\n## "), at);
    struct str part = str_slice(rest, at, next);
    str_next_line(&part, &line);
    fixture_section(f, kb_case, line, str_trim(part));
    at = next == STR_NONE ? STR_NONE : next + 1;
  }
  if (kb_case->section_count > 0 && kb_case->sections[0].kind == 0)
    fixture_log_line(f, kb_case, kb_case->sections[0].span);
  fixture_identity(f, kb_case);
  return f->cases[f->kb.case_count++] = kb_case;
}

#define FIXTURE_TIMEOUT                                                                        \
  "---\n"                                                                                      \
  "service: payment-gateway\n"                                                                 \
  "error_message: No answer from the bank\n"                                                   \
  "---\n"                                                                                      \
  "# Payment - Bank timeout\n"                                                                 \
  "\n"                                                                                         \
  "## Incident Summary\n"                                                                      \
  "[ERROR] 2024-03-15T10:20:30.123Z payment-gateway/v2.1 [pay12345]: Timeout - No answer "     \
  "from the "                                                                                  \
  "bank in 3000 ms | Context: {Bank=\"B-04\", Wait=\"3000ms\"}\n"                              \
  "\n"                                                                                         \
  "## Root Cause\n"                                                                            \
  "The bank is slow on the first day of a month.\n"                                            \
  "\n"                                                                                         \
  "## Action Items\n"                                                                          \
  "1. Look at the bank's status page.\n"                                                       \
  "2. Switch to the second bank.\n"

#define FIXTURE_DISK                                                                           \
  "---\n"                                                                                      \
  "service: db-cluster\n"                                                                      \
  "error_message: No space left\n"                                                             \
  "---\n"                                                                                      \
  "# DB - 디스크 가득 참\n"                                                              \
  "\n"                                                                                         \
  "## Incident Summary\n"                                                                      \
  "[CRITICAL] 2024-03-16T00:00:00.000Z db-cluster/8.0 [abc]: No space left on /data\n"         \
  "\n"                                                                                         \
  "## Root Cause\n"                                                                            \
  "로그가 지워지지 않는다.\n"                                                        \
  "\n"                                                                                         \
  "## Action Items\n"                                                                          \
  "1. 지운다.\n"                                                                            \
  "2. 늘린다.\n"

#endif
