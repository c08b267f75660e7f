/* What the owner of the runbooks demands of a case, and what is to be made of it. */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include "diag/rule.h"
#include "model/log_template.h"
#include "model/value.h"

struct json_schema;
struct pattern;

/* From min to max, both included; a range without an end has max = SIZE_MAX. */
struct range {
  size_t min, max;
  struct span span;
};

/* A name as identity, unique, templates and metadata use it (design section 3, "Names"). */
enum name_kind {
  NAME_FRONT,   /* frontmatter.KEY */
  NAME_TITLE,   /* title: the capture of that name, else the whole title */
  NAME_CAPTURE, /* capture.NAME */
  NAME_SECTION, /* section.ID */
  NAME_LOG,     /* log.TEMPLATE.FIELD, of the first such line of the case */
  NAME_PATH,
  NAME_STEM,
};

struct name {
  enum name_kind kind;
  size_t index;    /* of the capture, section, or template */
  size_t field;    /* of the template */
  struct str key;  /* of the front matter */
  struct str text; /* as written out in full: "frontmatter.service" */
  struct str as;   /* the last part, or what the schema renames it to: a metadata key */
  struct span span;
};

enum split_mode { SPLIT_AUTO, SPLIT_FILE, SPLIT_HEADING };

struct unique_rule {
  struct name *names; /* "a+b" has two */
  size_t name_count;
  enum scope scope;
  struct str text;
};

struct record_rules {
  enum split_mode split;
  int level;
  const struct pattern *title; /* NULL: any title */
  struct span title_span;
  struct str *captures;   /* the named groups, in the order of the pattern */
  size_t *capture_groups; /* and their numbers in it */
  size_t capture_count;
  enum scope sequence; /* of the capture "number" */
  struct name *identity;
  size_t identity_count;
  struct unique_rule *uniques;
  size_t unique_count;
};

enum presence { PRESENCE_REQUIRED, PRESENCE_OPTIONAL, PRESENCE_FORBIDDEN };

struct front_rules {
  enum presence presence;
  const struct value *schema_value;      /* JSON Schema as it stands; NULL: anything goes */
  const struct json_schema *json_schema; /* compiled by check_prepare */
};

/* Kinds of block that a section may hold, as bits. */
enum content_kind {
  CONTENT_PARAGRAPH = 1,
  CONTENT_LIST = 2,
  CONTENT_ORDERED_LIST = 4,
  CONTENT_CODE = 8,
  CONTENT_QUOTE = 16,
  CONTENT_HTML = 32,
  CONTENT_ANY = 63,
};

struct content_rules {
  const struct log_template *log; /* NULL: log lines mean nothing here */
  struct range log_count;
  unsigned allow; /* bits of content_kind; 0 with `log`: the log line and nothing else */
  struct range chars;
  struct range ordered_list_count, ordered_list_items;
  bool is_sequential; /* the numbers of an ordered list are 1, 2, 3, … as written */
  struct range list_count, list_items;
  struct range item_chars;
};

struct section_rule {
  struct str id;
  struct str title;
  struct str *titles; /* title and aliases, folded for comparing */
  size_t title_count;
  bool is_required;
  struct content_rules content;
  struct span span;
};

enum tolerance { TOLERATE_FORBID, TOLERATE_WARN, TOLERATE_ALLOW };

struct sections_rules {
  bool is_strict; /* in the order of the list */
  bool allows_additional;
  enum tolerance preamble;
  struct section_rule *list;
  size_t count;
};

/* `rules:` of the schema; the driver holds the names against the catalogue. */
struct rule_level {
  struct str name;
  enum level level;
  struct span name_span;
  const struct value *options; /* NULL or the map */
};

enum chunk_unit { CHUNK_RECORD, CHUNK_SECTION, CHUNK_BOTH };

/* A template of text: literals and names in turn. */
struct text_part {
  struct str literal;
  bool is_name;
  struct name name;
};

struct chunk_rules {
  enum chunk_unit unit;
  struct text_part *text;
  size_t text_count;
  struct range tokens;
  struct str vocabulary;
  struct name *metadata;
  size_t metadata_count;
};

struct output_rules {
  struct range jsonl_bytes_per_line;
  struct str c_prefix;
};

struct schema {
  const struct source *source;
  struct str name;
  struct str *include, *exclude;
  size_t include_count, exclude_count;
  struct record_rules record;
  struct front_rules front;
  struct sections_rules sections;
  struct log_template *logs;
  size_t log_count;
  struct rule_level *rules;
  size_t rule_count;
  struct chunk_rules chunks;
  struct output_rules outputs;
  struct pattern **patterns; /* all of them, to be freed with the schema */
  size_t pattern_count;
};

#endif
