/* A chunk as stores see it, whether it was compiled now or read from a chunks.jsonl. */
#include "emit/stores/record.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/json_walk.h"
#include "emit/chunks/chunk.h"

/* ---- Metadata -----------------------------------------------------------------------------
 */

static bool has_key(const struct record *record, struct str key) {
  for (size_t i = 0; i < record->metadata_count; i++) {
    if (str_equal(record->metadata[i].key, key))
      return true;
  }
  return false;
}

/* False if it is no value that metadata may have. */
static bool member_of(struct arena *a, struct str key, struct str value,
                      struct record_member *member) {
  *member = (struct record_member){.key = json_unescape(a, key), .text = value};
  char first = value.p[0];
  if (first == '"') {
    member->kind = MEMBER_TEXT;
    member->text = json_string_text(a, value);
    return true;
  }
  member->kind = first == 't' || first == 'f' ? MEMBER_BOOL : MEMBER_NUMBER;
  return first != '{' && first != '[' && first != 'n';
}

static bool is_word(struct str key) {
  bool is_good = key.n > 0 && is_alpha_char(key.p[0]);
  for (size_t i = 1; is_good && i < key.n; i++)
    is_good = is_alpha_char(key.p[i]) || is_digit_char(key.p[i]) || key.p[i] == '_';
  return is_good;
}

/* The reason why it is no metadata, or NULL. */
static const char *read_metadata(struct arena *a, struct str json, struct record *record) {
  struct json_walk walk;
  struct str key, value;
  struct record_member *members = NULL;
  if (!json_walk_start(&walk, json, '{'))
    return "\"metadata\" is no object";
  while (json_walk_next(&walk, &key, &value)) {
    struct record_member member;
    if (!member_of(a, key, value, &member))
      return "a value of \"metadata\" is neither a text nor a number nor a boolean";
    if (!is_word(member.key))
      return "a key of \"metadata\" is no word";
    if (has_key(record, member.key))
      return "a key of \"metadata\" stands twice";
    members = arena_grow(a, members, record->metadata_count, sizeof *members);
    members[record->metadata_count++] = member;
    record->metadata = members;
  }
  record->metadata_json = json;
  return NULL;
}

/* ---- Of a case ----------------------------------------------------------------------------
 */

struct record record_of(struct arena *a, const struct schema *schema,
                        const struct kb_case *kb_case, const struct case_chunks *of, size_t i) {
  const struct chunk *chunk = &of->chunks[i];
  struct record record = {
      .id = str_from_c(chunk->id.text),
      .case_id = kb_case->id,
      .unit = chunk->section ? STR("section") : STR("record"),
      .part = chunk->part,
      .parts = chunk->parts,
      .text = chunk->text,
      .hash = str_from_c(chunk->hash.digits),
      .meta_hash = str_from_c(of->meta_hash.digits),
      .tokens = chunk->tokens,
      .kb_case = kb_case,
      .index = i,
  };
  if (chunk->section) {
    record.section = schema->section_kinds[chunk->section->kind].id;
    record.occurrence = chunk->section->occurrence + 1;
  }
  if (read_metadata(a, of->metadata, &record))
    die("metadata of ours is none");
  return record;
}

/* ---- Of a line ----------------------------------------------------------------------------
 */

/* What a member of the line must be. */
enum line_kind { LINE_UUID, LINE_HASH, LINE_TEXT, LINE_NUMBER, LINE_OBJECT };

enum line_member {
  IN_ID,
  IN_CASE,
  IN_UNIT,
  IN_SECTION,
  IN_OCCURRENCE,
  IN_PART,
  IN_PARTS,
  IN_TEXT,
  IN_HASH,
  IN_META_HASH,
  IN_TOKENS,
  IN_METADATA,
  IN_COUNT,
};

static const struct {
  const char *key;
  enum line_kind kind;
} line_members[IN_COUNT] = {
    [IN_ID] = {"id", LINE_UUID},
    [IN_CASE] = {"case", LINE_UUID},
    [IN_UNIT] = {"unit", LINE_TEXT},
    [IN_SECTION] = {"section", LINE_TEXT},
    [IN_OCCURRENCE] = {"occurrence", LINE_NUMBER},
    [IN_PART] = {"part", LINE_NUMBER},
    [IN_PARTS] = {"parts", LINE_NUMBER},
    [IN_TEXT] = {"text", LINE_TEXT},
    [IN_HASH] = {"hash", LINE_HASH},
    [IN_META_HASH] = {"meta_hash", LINE_HASH},
    [IN_TOKENS] = {"tokens", LINE_NUMBER},
    [IN_METADATA] = {"metadata", LINE_OBJECT},
};

/* Values as they stand, by member; p = NULL: absent. */
struct line {
  struct str values[IN_COUNT];
};

static bool is_hexadecimal(char c) {
  return is_digit_char(c) || (c >= 'a' && c <= 'f');
}

static bool is_uuid(struct str text) {
  bool is_good = text.n == UUID_LENGTH;
  for (size_t i = 0; is_good && i < text.n; i++) {
    bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    is_good = is_dash ? text.p[i] == '-' : is_hexadecimal(text.p[i]);
  }
  return is_good;
}

static bool is_hash(struct str text) {
  bool is_good = text.n == HASH_LENGTH;
  for (size_t i = 0; is_good && i < text.n; i++)
    is_good = is_hexadecimal(text.p[i]);
  return is_good;
}

/* Nine digits are more than any of these numbers needs, and fit everywhere. */
static bool is_count(struct str value, size_t *number) {
  *number = 0;
  bool is_good = value.n > 0 && value.n <= 9;
  for (size_t i = 0; is_good && i < value.n; i++) {
    is_good = is_digit_char(value.p[i]);
    *number = *number * 10 + (size_t)(value.p[i] - '0');
  }
  return is_good;
}

static bool is_of_kind(struct arena *a, struct str value, enum line_kind kind) {
  size_t number;
  switch (kind) {
  case LINE_UUID:
    return is_uuid(json_string_text(a, value));
  case LINE_HASH:
    return is_hash(json_string_text(a, value));
  case LINE_TEXT:
    return json_string_text(a, value).p != NULL;
  case LINE_NUMBER:
    return is_count(value, &number);
  case LINE_OBJECT:
    return value.p[0] == '{';
  }
  return false;
}

/* The reason why the line is no chunk, or NULL. */
static const char *take_member(struct arena *a, struct str key, struct str value,
                               struct line *line) {
  struct str name = json_unescape(a, key);
  for (size_t i = 0; i < IN_COUNT; i++) {
    if (!str_equal_c(name, line_members[i].key))
      continue;
    if (line->values[i].p)
      return "a key stands twice";
    if (!is_of_kind(a, value, line_members[i].kind))
      return arena_printf(a, "\"%s\" is not what it must be", line_members[i].key).p;
    line->values[i] = value;
  }
  return NULL;
}

static const char *find_missing(struct arena *a, const struct line *line) {
  for (size_t i = 0; i < IN_COUNT; i++) {
    if (!line->values[i].p && i != IN_SECTION && i != IN_OCCURRENCE)
      return arena_printf(a, "it has no \"%s\"", line_members[i].key).p;
  }
  return NULL;
}

/* A record has neither section nor occurrence, a section has both. */
static const char *check_unit(const struct line *line, const struct record *record) {
  bool is_section = str_equal_c(record->unit, "section");
  if (!is_section && !str_equal_c(record->unit, "record"))
    return "\"unit\" is neither record nor section";
  if ((line->values[IN_SECTION].p != NULL) != is_section ||
      (line->values[IN_OCCURRENCE].p != NULL) != is_section)
    return "\"section\" and \"occurrence\" belong to the unit section, and to no other";
  if (is_section && (record->section.n == 0 || record->occurrence == 0))
    return "\"section\" or \"occurrence\" is empty";
  if (record->part == 0 || record->part > record->parts)
    return "\"part\" is none of \"parts\"";
  return NULL;
}

static struct str text_in(struct arena *a, const struct line *line, enum line_member member) {
  return line->values[member].p ? json_string_text(a, line->values[member])
                                : (struct str){NULL, 0};
}

static size_t number_in(const struct line *line, enum line_member member) {
  size_t number = 0;
  is_count(line->values[member], &number);
  return number;
}

static const char *read_line(struct arena *a, struct str text, struct record *record) {
  struct json_fault fault;
  struct json_walk walk;
  struct line line = {0};
  struct str key, value;
  if (!json_is_valid(text, &fault))
    return fault.reason ? fault.reason : "it is no JSON";
  if (!json_walk_start(&walk, text, '{'))
    return "it is no object";
  const char *reason = NULL;
  while (!reason && json_walk_next(&walk, &key, &value))
    reason = take_member(a, key, value, &line);
  reason = reason ? reason : find_missing(a, &line);
  if (reason)
    return reason;
  *record = (struct record){
      .id = text_in(a, &line, IN_ID),
      .case_id = text_in(a, &line, IN_CASE),
      .unit = text_in(a, &line, IN_UNIT),
      .section = text_in(a, &line, IN_SECTION),
      .occurrence = number_in(&line, IN_OCCURRENCE),
      .part = number_in(&line, IN_PART),
      .parts = number_in(&line, IN_PARTS),
      .text = text_in(a, &line, IN_TEXT),
      .hash = text_in(a, &line, IN_HASH),
      .meta_hash = text_in(a, &line, IN_META_HASH),
      .tokens = number_in(&line, IN_TOKENS),
  };
  reason = check_unit(&line, record);
  reason = reason ? reason : read_metadata(a, line.values[IN_METADATA], record);
  if (!reason && (!has_key(record, STR("title")) || !has_key(record, STR("path"))))
    reason = "\"metadata\" has no \"title\" or no \"path\"";
  return reason;
}

bool record_read(struct arena *a, struct str line, struct record *record, const char **reason) {
  *record = (struct record){0};
  *reason = read_line(a, line, record);
  return !*reason;
}
