/* What the files that are there have in common: the facts of which kbc init makes a schema. */
#ifndef DRIVER_INIT_SURVEY_H
#define DRIVER_INIT_SURVEY_H

#include "driver/init/tally.h"
#include "model/doc.h"
#include "model/schema.h"

struct file_docs;
struct inputs;

/* How files fall into cases: one each; a heading with front matter below it opens one; every
 * heading of a level does. */
enum survey_layout { LAYOUT_FILE, LAYOUT_BUNDLE, LAYOUT_HEADINGS };

/* Blocks [first, end) behind a heading on the level of sections. */
struct survey_opening {
  const struct block *heading;
  struct str keys[3]; /* its folded text, and the halves of it (model/heading.h) */
  size_t key_count;
  size_t section; /* index into sections, or STR_NONE */
  size_t first, end;
};

/* A case, as far as one can tell without a schema. */
struct survey_unit {
  const struct doc *doc;
  size_t file;
  struct str full_title;
  struct str title; /* what the pattern of titles captures, else the whole */
  size_t number;    /* captured by it; STR_NONE if there is none */
  int section_level;
  size_t first;        /* the block behind the title */
  size_t preamble_end; /* the block of the first section's heading */
  struct survey_opening *openings;
  size_t opening_count;
};

/* The least and the most of something. */
struct survey_extent {
  size_t min, max;
};

/* ---- Titles ---- */

struct survey_title {
  struct str head;      /* stands before the number, or before every title */
  struct str separator; /* stands behind the number */
  size_t number_count;  /* titles with head, number and separator; 0: titles have no number */
  size_t digits;        /* that a number has at least */
  enum scope sequence;  /* the numbers go up by one */
  struct str category_separator; /* n = 0: no category */
  size_t category_count, category_values;
  size_t head_count; /* titles that begin with `head`, where there is no number */
  size_t stem_count; /* titles that are the name of their file */
  bool is_unique, is_unique_in_file;
  struct str identity[3]; /* names beside the title that tell equal titles apart */
  size_t identity_count;
  size_t identity_twins; /* cases that still share theirs with another */
};

/* ---- Front matter ---- */

enum survey_type {
  TYPE_STRING,
  TYPE_INTEGER,
  TYPE_NUMBER,
  TYPE_BOOLEAN,
  TYPE_ARRAY,
  TYPE_OBJECT,
  TYPE_NULL,
  TYPE_COUNT
};

struct survey_key {
  struct str name;
  size_t count; /* cases that have it */
  size_t types[TYPE_COUNT];
  size_t item_arrays;  /* arrays of nothing but scalars */
  struct tally values; /* the texts of scalars; of arrays, their items */
  struct survey_extent chars;
};

struct survey_front {
  size_t count;            /* cases that have front matter */
  size_t readable;         /* and it is a mapping */
  struct survey_key *keys; /* the common ones, in the order in which they were met */
  size_t key_count;
  size_t closed_count; /* cases with no other keys */
};

/* ---- Sections ---- */

enum { SURVEY_SECTIONS = 64 };

struct survey_section {
  struct str id, title;
  struct str key, keys[8]; /* folded: its own, and those of its aliases */
  struct str aliases[8];
  size_t alias_count;
  struct tally spellings;
  size_t units;    /* cases that have it */
  size_t repeated; /* cases that have it more than once */
  size_t occurrences, empty, with_headings;
  size_t kind_counts[CONTENT_KINDS]; /* occurrences that hold such a block, by content_kind */
  unsigned kinds;                    /* the common ones, as bits of content_kind */
  size_t only_kinds;                 /* occurrences that hold nothing else */
  size_t one_list[2], sequential;    /* exactly one ordered, bullet list; numbers 1, 2, 3 */
  struct survey_extent items, chars;
  size_t log_units, log_lines; /* cases and lines that look like a machine's */
  size_t one_log, only_log;    /* occurrences with one such line; with nothing else */
};

/* ---- Log lines ---- */

struct survey_field {
  struct str name;
  enum field_type type;
  struct str format, pattern;
  struct str *values;
  size_t value_count;
  struct str equals, contains; /* front matter keys */
  size_t relation_count;       /* lines for which that is true */
  bool is_unique;              /* no two lines have the same value */
  struct str pair, join;       /* of a map in braces */
};

struct survey_log {
  size_t candidates;   /* lines that look like a machine's */
  size_t explained;    /* those that begin as the template does */
  size_t section;      /* where they stand */
  struct str template; /* n = 0: they have no form in common */
  struct survey_field *fields;
  size_t field_count;
};

struct survey {
  struct arena *a;
  enum survey_layout layout;
  int level;
  struct survey_unit *units;
  size_t unit_count;
  bool has_bundles; /* a file holds several of them */
  struct survey_title title;
  struct survey_front front;
  struct survey_section *sections; /* in their order */
  size_t section_count;
  size_t ordered_count; /* cases that have theirs in this order */
  size_t closed_count;  /* cases with no other sections */
  size_t no_preamble_count;
  struct survey_log log;
};

/* The layout that most files have; `docs` are those that split: auto finds. */
void survey_find_layout(struct survey *survey, const struct file_docs *files, size_t count);

/* Which files are tables of contents and the like: called README or index, and without what the
 * others have. `is_out` by file. */
void survey_find_indexes(struct arena *a, const struct inputs *inputs,
                         const struct file_docs *files, bool *is_out);

/* Everything else, from the docs that the layout gives. Files that are out do not count. */
void survey_take(struct survey *survey, const struct inputs *inputs,
                 const struct file_docs *files, const bool *is_out);

/* "files", or "cases" where a file may hold several. */
const char *survey_noun(const struct survey *survey, size_t count);

/* The parts of survey_take, in this order. */
void survey_units(struct survey *survey, const struct inputs *inputs,
                  const struct file_docs *files, const bool *is_out);
void survey_front(struct survey *survey);
void survey_titles(struct survey *survey);
void survey_sections(struct survey *survey);
void survey_contents(struct survey *survey);
void survey_logs(struct survey *survey);

#endif
