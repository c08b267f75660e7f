/* From the events of libyaml to a tree of values: the only file that knows libyaml. */
#include "parse/yaml_events.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "parse/yaml_line.h"
#include "parse/yaml_refuse.h"
#include "parse/yaml_scalar.h"

#include <string.h>
#include <yaml.h>

/* Maps pay only for objects that are larger than those of any case. */
enum { SMALL_OBJECT = 12 };

struct reader {
  struct yaml_job *job;
  yaml_parser_t parser;
  yaml_event_t event; /* the one that is being looked at; owned */
  enum events_state state;
  size_t depth, depth_limit;
  size_t flow_depth;    /* of the collections in brackets around */
  size_t key_depth;     /* above 0: inside a key */
  size_t index, offset; /* one place, counted in characters and in bytes */
};

static bool reader_stop(struct reader *r, enum events_state state) {
  r->state = state;
  return false;
}

/* After an error libyaml answers "no event" for ever, so the first one is the last call. */
static bool next_event(struct reader *r) {
  yaml_event_delete(&r->event);
  if (yaml_parser_parse(&r->parser, &r->event))
    return true;
  if (r->parser.error == YAML_MEMORY_ERROR)
    die_without_memory();
  return reader_stop(r, EVENTS_BROKEN);
}

/* libyaml's marks count characters. They grow as the events come, so one place that moves along
 * with them finds all of them in one pass. Its lines and columns are no use: they count U+2028
 * too. */
static size_t mark_offset(struct reader *r, const yaml_mark_t *mark) {
  struct str s = r->job->bytes;
  if (r->job->is_ascii)
    return mark->index < s.n ? mark->index : s.n;
  while (r->index < mark->index && r->offset < s.n) {
    r->offset++;
    while (utf8_is_inside(s, r->offset))
      r->offset++;
    r->index++;
  }
  while (r->index > mark->index && r->offset > 0) {
    r->offset--;
    while (utf8_is_inside(s, r->offset))
      r->offset--;
    r->index--;
  }
  return r->offset;
}

/* --- scalars --- */

/* Do the rules about lines hold here? */
static bool is_strict(const struct reader *r) {
  return r->job->dialect == YAML_FRONT && r->key_depth == 0;
}

/* Is the node neither in brackets nor in a key? */
static bool is_alone(const struct reader *r) {
  return r->flow_depth == 0 && r->key_depth == 0;
}

static bool has_line_end(struct str text) {
  return str_find_char(text, '\n', 0) != STR_NONE;
}

/* At most `count` anchors and tags before a node: reported, then passed over. Answers where the
 * node itself begins. */
static size_t skip_properties(struct reader *r, size_t from, size_t to, size_t count) {
  struct str s = r->job->bytes;
  for (; count > 0 && from < to && (s.p[from] == '&' || s.p[from] == '!'); count--) {
    size_t end = yaml_property_end(s, from, to);
    yaml_refuse_property(r->job, from, end, is_alone(r));
    from = yaml_skip_space(s, end, to);
  }
  return from;
}

/* libyaml's text, borrowed from the source wherever it stands there in the same bytes. */
static struct str scalar_text(struct reader *r, struct str source) {
  struct str text = {(const char *)r->event.data.scalar.value, r->event.data.scalar.length};
  return str_equal(text, source) ? source : arena_copy(r->job->a, text);
}

/* Spans of block scalars take in the lines behind them. */
static size_t trim_end(struct str s, size_t from, size_t to) {
  return from + str_trim_end(str_slice(s, from, to)).n;
}

static void read_plain(struct reader *r, struct value *value, size_t from, size_t to) {
  struct str source = str_slice(r->job->bytes, from, to);
  bool is_one_line = !has_line_end(source);
  value->style = STYLE_PLAIN;
  value->text = is_one_line ? source : scalar_text(r, source);
  value->kind = yaml_plain_kind(value->text);
  value->boolean = value->kind == VALUE_BOOL && lower_char(value->text.p[0]) == 't';
  bool is_checked = is_strict(r) && r->flow_depth == 0 && source.n > 0;
  if (is_checked && is_one_line && yaml_refuse_quotes(r->job, from, to))
    value->is_reported = true;
  else if (is_checked && is_one_line)
    yaml_refuse_comment(r->job, from, to);
  else if (is_checked)
    yaml_refuse_lines(r->job, from, to, value->text);
}

static void read_quoted(struct reader *r, struct value *value, size_t from, size_t to) {
  struct str source = str_slice(r->job->bytes, from, to);
  value->style = STYLE_QUOTED;
  value->kind = VALUE_STRING;
  value->text = scalar_text(r, str_slice(source, 1, source.n - 1));
  if (is_strict(r) && !r->job->is_mended && has_line_end(source) &&
      yaml_is_unindented(r->job->bytes, from, to))
    r->state = EVENTS_SUSPECT; /* more likely, its quote is not closed */
}

static void read_block(struct reader *r, struct value *value, size_t from, size_t to) {
  value->style = STYLE_BLOCK;
  value->kind = VALUE_STRING;
  value->text = scalar_text(r, str_slice(r->job->bytes, from, to));
  if (!is_strict(r))
    return;
  value->text = str_trim_end(value->text); /* as it is to be written: on one line */
  yaml_refuse_lines(r->job, from, to, value->text);
}

static bool read_scalar(struct reader *r, struct value *value) {
  struct yaml_job *job = r->job;
  yaml_scalar_style_t style = r->event.data.scalar.style;
  size_t from = mark_offset(r, &r->event.start_mark), to = mark_offset(r, &r->event.end_mark);
  size_t start = from;
  from = skip_properties(r, from, to, 2);        /* no scalar begins with their signs */
  value->is_reported = from > start && from == to; /* and no value behind it */
  if (from == to)
    from = to = trim_end(job->bytes, 0, to); /* an absent value stands right behind its key */
  if (style == YAML_PLAIN_SCALAR_STYLE)
    read_plain(r, value, from, to);
  else if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    read_quoted(r, value, from, to);
  else
    read_block(r, value, from, to = trim_end(job->bytes, from, to));
  value->span = yaml_text_span(job, from, to);
  if (job->patch_count > 0) {
    const struct yaml_patch *patch = yaml_text_patch_at(job, from);
    value->is_reported = value->is_reported || (patch && patch->is_guess);
  }
  return r->state == EVENTS_DONE;
}

/* --- collections --- */

static bool read_node(struct reader *r, struct value *value);

static bool read_items(struct reader *r, struct value *value) {
  while (next_event(r) && r->event.type != YAML_SEQUENCE_END_EVENT) {
    value->items = arena_grow(r->job->a, value->items, value->count, sizeof *value->items);
    struct value *item = &value->items[value->count];
    *item = (struct value){0};
    if (!read_node(r, item))
      return false;
    value->count++;
  }
  return r->state == EVENTS_DONE;
}

/* What stands under a key that is refused is read and forgotten. */
static bool skip_value(struct reader *r) {
  struct value unused = {0};
  r->job->is_lossy = true;
  return next_event(r) && read_node(r, &unused);
}

/* The key at the current event. *is_usable: can it be one? False ends the reading. */
static bool read_key(struct reader *r, struct value_member *member, bool *is_usable) {
  struct value key = {0};
  bool is_scalar = r->event.type == YAML_SCALAR_EVENT;
  r->key_depth++;
  bool is_read = read_node(r, &key);
  r->key_depth--;
  if (!is_read)
    return false;
  member->key = key.text;
  member->key_span = key.span;
  bool is_merge = key.style == STYLE_PLAIN && str_equal(key.text, STR("<<"));
  bool is_text = is_scalar && key.style != STYLE_BLOCK && !has_line_end(span_text(key.span)) &&
                 (key.style == STYLE_QUOTED || key.text.n > 0);
  *is_usable = is_text && !is_merge;
  if (is_merge)
    yaml_refuse_merge(r->job, &key);
  else if (!is_text && !key.is_reported)
    yaml_refuse_key(r->job, &key);
  return true;
}

/* The index of the member of that key, or STR_NONE if it is new. */
static size_t find_member(struct reader *r, const struct value *object, struct map *keys,
                          struct str key) {
  if (object->count >= SMALL_OBJECT) {
    for (size_t i = keys->count; i < object->count; i++)
      map_add(keys, r->job->scratch, object->members[i].key, i);
    return map_find(keys, key);
  }
  const struct value_member *member = value_member(object, key);
  return member ? (size_t)(member - object->members) : STR_NONE;
}

static bool read_members(struct reader *r, struct value *value) {
  struct map keys = {0};
  value->kind = VALUE_OBJECT;
  while (next_event(r) && r->event.type != YAML_MAPPING_END_EVENT) {
    struct value_member member = {0};
    bool is_usable;
    if (!read_key(r, &member, &is_usable))
      return false;
    if (is_strict(r) && !r->job->is_mended && yaml_is_foreign(member.key))
      return reader_stop(r, EVENTS_SUSPECT);
    if (!is_usable) {
      value->is_reported |= r->flow_depth > 0; /* braces around something else */
      if (!skip_value(r))
        return false;
      continue;
    }
    size_t first = find_member(r, value, &keys, member.key);
    if (first != STR_NONE)
      yaml_refuse_duplicate(r->job, &value->members[first], &member);
    if (!next_event(r) || !read_node(r, &member.value))
      return false;
    if (first != STR_NONE)
      continue;
    value->members =
        arena_grow(r->job->a, value->members, value->count, sizeof *value->members);
    value->members[value->count++] = member;
  }
  return r->state == EVENTS_DONE;
}

/* A collection in lines has no end of its own: libyaml's is where the next thing begins. */
static size_t block_end(const struct value *value, size_t from) {
  if (value->count == 0)
    return from;
  bool is_object = value->kind == VALUE_OBJECT;
  size_t last = value->count - 1;
  struct span span = is_object ? value->members[last].value.span : value->items[last].span;
  return span.offset + span.n > from ? span.offset + span.n : from;
}

/* How many anchors and tags libyaml has seen before the collection of this event. In a block,
 * what stands there may also belong to the first key. */
static size_t property_count(const yaml_event_t *event, bool is_flow) {
  if (is_flow)
    return 2;
  bool is_mapping = event->type == YAML_MAPPING_START_EVENT;
  const void *anchor =
      is_mapping ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
  const void *tag = is_mapping ? event->data.mapping_start.tag : event->data.sequence_start.tag;
  return (anchor ? 1u : 0u) + (tag ? 1u : 0u);
}

static bool read_collection(struct reader *r, struct value *value, bool is_flow) {
  struct yaml_job *job = r->job;
  bool is_object = r->event.type == YAML_MAPPING_START_EVENT;
  size_t from = mark_offset(r, &r->event.start_mark);
  from = skip_properties(r, from, job->bytes.n, property_count(&r->event, is_flow));
  if (++r->depth > r->depth_limit) {
    yaml_refuse_depth(job, from, r->depth_limit);
    return reader_stop(r, EVENTS_STOPPED);
  }
  r->flow_depth += is_flow;
  value->kind = is_object ? VALUE_OBJECT : VALUE_ARRAY;
  value->span = yaml_text_span(job, from, from);
  if (!(is_object ? read_members(r, value) : read_items(r, value)))
    return false;
  r->depth--;
  r->flow_depth -= is_flow;
  if (!is_flow) {
    value->span =
        span_of(value->span.source, value->span.offset, block_end(value, value->span.offset));
    return true;
  }
  /* The end of a pair without braces, as in [a: b], is where the next thing begins. */
  size_t to = trim_end(job->bytes, from, mark_offset(r, &r->event.end_mark));
  value->span = yaml_text_span(job, from, to);
  if (is_strict(r) && r->flow_depth == 0 && has_line_end(str_slice(job->bytes, from, to)))
    yaml_refuse_flow(job, from, to, is_object);
  return true;
}

static bool read_node(struct reader *r, struct value *value) {
  size_t from, to;
  switch (r->event.type) {
  case YAML_SCALAR_EVENT:
    return read_scalar(r, value);
  case YAML_SEQUENCE_START_EVENT:
    return read_collection(r, value,
                           r->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
  case YAML_MAPPING_START_EVENT:
    return read_collection(r, value,
                           r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
  case YAML_ALIAS_EVENT:
    from = mark_offset(r, &r->event.start_mark);
    to = mark_offset(r, &r->event.end_mark);
    yaml_refuse_property(r->job, from, to, is_alone(r));
    *value = (struct value){.kind = VALUE_STRING,
                            .span = yaml_text_span(r->job, from, to),
                            .text = str_slice(r->job->bytes, from, to),
                            .is_reported = true};
    return true;
  default:
    return reader_stop(r, EVENTS_BROKEN);
  }
}

/* --- the document --- */

static bool read_document(struct reader *r, struct value *value) {
  struct yaml_job *job = r->job;
  if (!next_event(r) || !next_event(r))
    return false;
  if (r->event.type == YAML_STREAM_END_EVENT)
    return true; /* comments and blank lines only */
  bool is_front = job->dialect == YAML_FRONT;
  if (is_front && !r->event.data.document_start.implicit)
    return reader_stop(r, EVENTS_SUSPECT);
  if (!next_event(r))
    return false;
  if (is_front && r->event.type != YAML_MAPPING_START_EVENT && !job->is_mended)
    return reader_stop(r, EVENTS_SUSPECT);
  if (!read_node(r, value) || !next_event(r))
    return false;
  size_t more = yaml_skip_space(job->bytes, mark_offset(r, &r->event.end_mark), job->bytes.n);
  if (more == job->bytes.n)
    return true;
  if (is_front && !job->is_mended)
    return reader_stop(r, EVENTS_SUSPECT);
  yaml_refuse_document(job, more);
  return true;
}

struct events_problem yaml_events_read(struct yaml_job *job, struct value *value) {
  struct reader r = {.job = job, .depth_limit = job->dialect == YAML_FRONT ? 16 : 32};
  if (!yaml_parser_initialize(&r.parser))
    die_without_memory();
  yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(
      &r.parser, (const unsigned char *)(job->bytes.n > 0 ? job->bytes.p : ""), job->bytes.n);
  job->quiet_until = 0;
  *value =
      (struct value){.span = yaml_clean_span(job, 0, 0), .text = str_slice(job->bytes, 0, 0)};
  read_document(&r, value);
  struct events_problem problem = {.state = r.state};
  if (r.state == EVENTS_BROKEN && r.parser.problem) {
    problem.problem = r.parser.problem;
    problem.context = r.parser.context;
    problem.context_at = mark_offset(&r, &r.parser.context_mark);
    problem.at = mark_offset(&r, &r.parser.problem_mark);
  }
  yaml_event_delete(&r.event);
  yaml_parser_delete(&r.parser);
  return problem;
}

bool yaml_is_readable(struct str text) {
  yaml_parser_t parser;
  yaml_event_t event;
  size_t depth = 0;
  bool is_readable = true, is_end = false;
  if (!yaml_parser_initialize(&parser))
    die_without_memory();
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)(text.n > 0 ? text.p : ""),
                               text.n);
  /* Deeper than any limit is for the reader to refuse; to read on would take libyaml long. */
  while (is_readable && !is_end && depth < 64) {
    is_readable = yaml_parser_parse(&parser, &event);
    if (!is_readable && parser.error == YAML_MEMORY_ERROR)
      die_without_memory();
    if (!is_readable)
      break;
    depth += event.type == YAML_SEQUENCE_START_EVENT || event.type == YAML_MAPPING_START_EVENT;
    depth -= event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
    is_end = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return is_readable;
}
