/* A case: a doc that was held against its schema, with everything that it says in typed form.
 */
#ifndef MODEL_CASE_H
#define MODEL_CASE_H

#include "model/doc.h"
#include "model/schema.h"

/* One key="value" of a map field. */
struct log_pair {
  struct span key, value;
};

/* A log line that fits its template. */
struct log_line {
  const struct log_template *template;
  struct span span;
  struct span *fields; /* by field index; n = 0 and no source: the optional stretch is absent */
  struct log_pair *pairs; /* of the map field, if the template has one */
  size_t pair_count;
};

/* A section that the schema knows. */
struct kb_section {
  const struct section_rule *rule;
  size_t kind;       /* index into schema->section_kinds */
  size_t occurrence; /* 0-based among the sections of that kind in this case */
  struct span heading;
  struct span span; /* from the first to the last block of content */
  struct str text;  /* the source text of the content: line ends are LF, comments are cut out */
  const struct block *blocks;
  size_t block_count;
  struct kb_section *sections; /* those nested in it; its text holds theirs, too */
  size_t section_count;
};

/* A stretch of a log message: constant text, or a variable field (a number, an id, an address).
 */
struct message_part {
  struct str text;
  bool is_variable;
};

struct message_draft;

/* What a body holds besides the sections that the schema knows. */
struct rest_text {
  struct str title; /* of the heading above it; empty for a preamble */
  struct str text;  /* line ends are LF */
  size_t offset;    /* in the source */
};

/* Bytes of the case's source that are a paragraph, or a block of code. */
struct case_stretch {
  uint32_t offset, n;
};

/* What a log message must hold for its line to belong to a case: constant words in a row. */
struct kb_pattern {
  struct str
      service; /* what the router field of the line must say; n = 0: no such field or value */
  /* Items with one space between two, ASCII letters small; never empty. An item is a plain
   * word; a word of a value, with '=' in front; or '*', no word or any one plain word. */
  struct str words;
  int priority; /* decides between patterns of one length that begin at one place */
};

/* Borrows from doc and source; what is computed lives in the worker's or the kb's arena. */
struct kb_case {
  const struct doc *doc;
  const struct variant *variant; /* that it follows, or NULL */
  struct str title;              /* the capture "title", else the whole title */
  struct str full_title;         /* the whole title, inline markup removed */
  struct span title_span;
  int title_level;      /* of the title heading; 0 if the title stands elsewhere */
  struct str *captures; /* by capture index; n = 0 where the group took no part */
  bool is_misnumbered;  /* its number is not that of its file's name, and that was said */
  struct kb_section *sections;
  size_t section_count;
  struct log_line *log_lines;
  size_t log_line_count;

  /* filled in by link */
  struct str id;                /* UUID */
  struct str identity;          /* the JSON array that the UUID is made of */
  bool has_identity;            /* is it whole? Else it is compared with no other */
  bool is_prepared;             /* until the cases are linked: are the next three known? */
  struct str *own_values;       /* by unique rule: what must be its own in the corpus */
  struct message_draft *drafts; /* what patterns are made of; link's own */
  size_t draft_count;
  int priority;             /* of its patterns */
  struct str message_words; /* those of the first log line's message, if other cases have a
                               say in them; n = 0: what the message alone gives */
  struct str sample;        /* a message that has one of its patterns; n = 0: there is none */
  struct message_part *message; /* the message of the first log line, cut into parts */
  size_t message_count;
  struct kb_pattern *patterns; /* each once */
  size_t pattern_count;
  size_t index; /* in kb->cases */

  /* filled in by lint */
  uint64_t *anchors; /* hashes of its paragraphs: cases that are nearly alike share some */
  size_t anchor_count;
  struct case_stretch *stretches; /* its words, log lines apart, in the order of the source */
  size_t stretch_count;

  /* filled in by emit */
  struct rest_text *rest;
  size_t rest_count;
  bool is_looked_at;      /* is what stands here known? */
  bool has_indented_code; /* is anything in it code for no other reason than its indent? */
  bool is_small;          /* is it known to keep all limits of the outputs? */
};

/* The text that a name stands for in this case; n = 0 if the case has no such thing. Paths and
 * stems are those of the source as the corpus sees it. Lives in the case, its source or its
 * schema. */
struct str case_text(const struct kb_case *kb_case, const struct schema *schema,
                     const struct name *name);
/* Where that text stands; the case's title if it stands nowhere. */
struct span case_span(const struct kb_case *kb_case, const struct schema *schema,
                      const struct name *name);

/* Does the name stand for the error message: the front matter that a log line must contain? */
bool name_is_message(const struct schema *schema, const struct name *name);

/* The first section of that kind among these, nested ones included; NULL if there is none. */
const struct kb_section *section_find(const struct kb_section *sections, size_t count,
                                      size_t kind);

/* What the JSON Schema of the case's front matter says of its keys: that of the variant that it
 * follows. May be NULL. */
const struct value_form *case_form(const struct kb_case *kb_case, const struct schema *schema);

/* The first log line of that template, or NULL. */
const struct log_line *case_log_line(const struct kb_case *kb_case,
                                     const struct log_template *template);
/* The text of a field of a line; n = 0 if absent. */
struct str log_line_text(const struct log_line *line, size_t field);

#endif
