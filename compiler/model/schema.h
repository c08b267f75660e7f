/* What the owner of the runbooks demands of a case, and what is to be made of it. */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include "diag/rule.h"
#include "model/breaking_kind.h"
#include "model/log_template.h"
#include "model/store_names.h"
#include "model/value.h"

struct value_form;
struct json_schema;
struct pattern;
struct rule_options;

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
  NAME_MESSAGE, /* log.TEMPLATE.template, in chunks.metadata alone: known only behind link */
  NAME_PATH,
  NAME_STEM,
};

struct name {
  enum name_kind kind;
  size_t index;    /* of the capture, section kind, or template */
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

/* The form of a title. */
struct title_rules {
  const struct pattern *pattern; /* NULL: any title */
  struct span span;
  size_t *groups; /* by capture: the number of its group in the pattern; 0: it has none */
};

/* What of a title must be the name of its file without the extension, or a part of that. */
struct title_equals {
  bool is_asked;
  size_t capture;             /* of the title; STR_NONE: the whole */
  const struct pattern *stem; /* its first group is compared; NULL: the whole stem */
  struct str stem_text;       /* that pattern as the schema has it */
  struct span span;
};

struct record_rules {
  enum split_mode split;
  int level;
  struct title_rules title;
  struct title_equals title_equals;
  struct str *captures; /* the named groups of all title patterns, each name once */
  size_t capture_count;
  bool is_title_broken; /* a title pattern is wrong: nobody knows its captures */
  enum scope sequence;  /* of the capture "number" */
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
  const struct value_form *form;         /* its keys, read off by check_prepare, or NULL */
  bool is_broken;                        /* the JSON Schema is wrong: nobody knows the keys */
};

/* Kinds of block that a section may hold. */
enum content_kind {
  CONTENT_PARAGRAPH,
  CONTENT_LIST,
  CONTENT_ORDERED_LIST,
  CONTENT_CODE,
  CONTENT_TABLE,
  CONTENT_QUOTE,
  CONTENT_HTML,
  CONTENT_KINDS,
};

#define CONTENT_BIT(kind) (1u << (kind))
#define CONTENT_ANY (CONTENT_BIT(CONTENT_KINDS) - 1)

struct content_rules {
  const struct log_template *log; /* NULL: log lines mean nothing here */
  struct range log_count;
  unsigned allow; /* bits of content_kind; 0 with `log`: the log line and nothing else */
  struct range chars;
  struct range counts[CONTENT_KINDS]; /* how many blocks of each kind */
  struct range items[CONTENT_KINDS];  /* of each list, of each table: rows below its head */
  bool is_sequential; /* the numbers of an ordered list are 1, 2, 3, … as written */
  struct range item_chars;
  struct str *languages; /* of fenced code; none: any */
  size_t language_count;
  struct str *columns; /* the head of each table; none: any */
  size_t column_count;
};

struct sections_rules;

/* What names, outputs and chunks know a section by: an id of the schema, whichever of its lists
 * of sections (the general one, nested ones, those of variants) has it. */
struct section_kind {
  struct str id, title;
  bool is_nested;
};

struct section_rule {
  struct str id;
  size_t kind; /* index into schema->section_kinds */
  struct str title;
  struct str *titles; /* title and aliases, folded for comparing */
  struct str *names;  /* the same as the schema writes them */
  size_t title_count;
  bool is_required, is_repeated, may_be_empty;
  struct content_rules content;
  struct sections_rules *nested; /* one heading level below; NULL: headings there are text */
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

/* One thing that must hold for a variant: a title, a path or a front matter value. */
struct condition {
  enum name_kind on;             /* NAME_TITLE, NAME_PATH or NAME_FRONT */
  const struct pattern *pattern; /* of a title */
  struct str key;                /* of the front matter */
  struct str *texts;             /* globs, or values: one of them is enough */
  size_t text_count;
};

/* Cases of a kind that follow other rules: the first variant all of whose conditions hold. What
 * it does not say otherwise is as it is for every case. */
struct variant {
  struct condition *conditions;
  size_t condition_count;
  struct title_rules title;
  struct front_rules front;
  struct sections_rules sections;
  struct span span;
};

/* The schema's own example of a case. */
struct example {
  struct str text;  /* n = 0: there is none */
  struct str file;  /* the name that it would have; n = 0: none, and nobody asks for it */
  struct span span; /* of the block in the schema, from its "|" on */
};

/* `rules:` of the schema; the driver holds the names against the catalogue. */
struct rule_level {
  struct str name;
  enum level level;
  struct span name_span;
  const struct value *options; /* NULL, or the map; it may have a key "level", too */
  bool keeps_level;            /* the map has none: the level is the rule's own */
};

/* Other levels for the findings in some files; the globs are relative to the corpus's root. */
struct rule_override {
  struct str *files;
  size_t file_count;
  struct rule_level *rules;
  size_t rule_count;
};

/* A change that kbc breaking lets pass. */
struct accepted {
  enum breaking_kind change;
  struct str name, reason;
  struct span span;
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

/* Lower limits than a store has by itself; without one a range has max = SIZE_MAX. */
struct store_rules {
#define STORE_LIMIT_MEMBER(name) struct range name;
  STORE_LIMITS(STORE_LIMIT_MEMBER)
#undef STORE_LIMIT_MEMBER
};

enum store_name {
#define STORE_NAME_MEMBER(name, text) STORE_##name,
  STORE_NAMES(STORE_NAME_MEMBER)
#undef STORE_NAME_MEMBER
      STORE_COUNT,
};

struct output_rules {
  struct range jsonl_bytes_per_line;
  struct str c_prefix;
  struct str embedding_model; /* that requests to embed the chunks ask for */
  struct store_rules *stores[STORE_COUNT]; /* NULL: nothing is said of the store */
};

struct schema {
  const struct source *source;
  struct str name;
  struct str *include, *exclude;
  size_t include_count, exclude_count;
  struct record_rules record;
  struct front_rules front;
  enum presence least_presence; /* what every case must have, whatever variant it follows */
  struct sections_rules sections;
  struct section_kind *section_kinds; /* in the order of the schema */
  size_t section_kind_count;
  struct variant *variants;
  size_t variant_count;
  struct example example;
  struct log_template *logs;
  size_t log_count;
  struct rule_level *rules;
  size_t rule_count;
  struct rule_override *overrides; /* a later one wins */
  size_t override_count;
  struct accepted *accepts;
  size_t accept_count;
  bool needs_reasons;  /* each comment that silences findings says why */
  struct str baseline; /* clean, relative to the root of the corpus; n = 0: there is none */
  struct span baseline_span;
  struct rule_options *options; /* of each rule that takes any; see model/rule_options.h */
  size_t option_count;
  struct str *incidents; /* globs of files that describe incidents, as `include` has them */
  size_t incident_count;
  struct chunk_rules chunks;
  struct output_rules outputs;
  struct pattern **patterns; /* all of them, to be freed with the schema */
  size_t pattern_count;
};

#endif
