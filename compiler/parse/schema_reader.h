/* The small readers of which the schema reader is made: one for each kind of value. */
#ifndef PARSE_SCHEMA_READER_H
#define PARSE_SCHEMA_READER_H

#include "base/map.h"
#include "base/arena.h"
#include "diag/diag.h"
#include "model/schema.h"
#include "parse/schema_rules.h"
#include "parse/schema_show.h"

/* What is being read. Every reader below reports what is wrong and leaves its target alone
 * then. */
struct schema_reader {
  struct arena *a, *scratch;
  struct bag *bag;
  struct schema *schema;
  const struct front_compiler *compiler;
  struct str chunk_text;    /* what chunks.text is without the key */
  struct schema_show *show; /* NULL: the schema is read, and not shown */
  struct map section_kinds; /* ids of sections → index in the schema; lives in `a` */
};

/* One key of a mapping and what reads its value into `target`. */
struct schema_key {
  const char *name;
  void (*read)(struct schema_reader *r, const struct value *value, void *target);
  const char *otherwise; /* what holds without the key, as YAML; NULL: nothing does */
};

/* Without this key there is no schema; this one is shown by somebody else. */
extern const char SCHEMA_REQUIRED[], SCHEMA_ELSEWHERE[];

/* Reads a mapping, in the order of the rows, whatever the order in the file: a row may rely on
 * those above it. Unknown and missing keys are reported. `what` names the mapping in messages.
 * A row whose `read` is NULL is allowed and left to the caller. */
void schema_map(struct schema_reader *r, const struct value *value,
                const struct schema_key *rows, size_t count, void *target, const char *what);

/* Is the value a list of at most `most`? Reports what it is instead; `expected` is "a list of
 * …". */
bool schema_is_list(struct schema_reader *r, const struct value *value, const char *expected,
                    size_t most);

/* Targets are struct str *, bool *, int *, struct range *. */
void schema_text(struct schema_reader *r, const struct value *value, void *target);
void schema_bool(struct schema_reader *r, const struct value *value, void *target);
void schema_range(struct schema_reader *r, const struct value *value, void *target);
/* A whole number from min to max. */
void schema_integer(struct schema_reader *r, const struct value *value, int min, int max,
                    int *target);
/* The index of the word among `words`, into `target`. */
void schema_choice(struct schema_reader *r, const struct value *value, const char *const *words,
                   size_t count, size_t *target);
/* A list of strings, or one string alone. */
void schema_texts(struct schema_reader *r, const struct value *value, struct str **items,
                  size_t *count);
/* The same for globs, none of which may be malformed. */
void schema_globs(struct schema_reader *r, const struct value *value, struct str **items,
                  size_t *count);
/* A relative path, cleaned. */
void schema_path(struct schema_reader *r, const struct value *value, struct str *target);
/* A pattern; the schema remembers it so that it can be freed. NULL after reporting. */
const struct pattern *schema_pattern(struct schema_reader *r, const struct value *value,
                                     unsigned flags);

/* Reports that a value is of the wrong kind: "… must be a list of words". */
void schema_wrong_kind(struct schema_reader *r, const struct value *value,
                       const char *expected);

/* The version of the language; there is no target. */
void schema_read_version(struct schema_reader *r, const struct value *value, void *target);

/* Levels of rules by their names, and those for some files alone. */
void schema_rule_levels(struct schema_reader *r, const struct value *value,
                        struct rule_level **rules, size_t *count);
/* The same where nothing but levels may stand. */
void schema_only_levels(struct schema_reader *r, const struct value *value,
                        struct rule_level **rules, size_t *count);
void schema_overrides(struct schema_reader *r, const struct value *value,
                      struct rule_override **overrides, size_t *count);

/* The changes that kbc breaking lets pass. */
void schema_accepts(struct schema_reader *r, const struct value *value,
                    struct accepted **accepts, size_t *count);

/* The parts of the schema that have files of their own. */
void schema_read_record(struct schema_reader *r, const struct value *value, void *target);
void schema_read_logs(struct schema_reader *r, const struct value *value, void *target);
void schema_read_sections(struct schema_reader *r, const struct value *value, void *target);
void schema_read_variants(struct schema_reader *r, const struct value *value, void *target);
void schema_read_chunks(struct schema_reader *r, const struct value *value, void *target);
void schema_read_outputs(struct schema_reader *r, const struct value *value, void *target);
void schema_read_suppressions(struct schema_reader *r, const struct value *value, void *target);
void schema_read_baseline(struct schema_reader *r, const struct value *value, void *target);
void schema_read_example(struct schema_reader *r, const struct value *value, void *target);

/* Targets are a struct title_rules *, front_rules *, content_rules *. */
void schema_read_title(struct schema_reader *r, const struct value *value, void *target);
void schema_read_front(struct schema_reader *r, const struct value *value, void *target);
void schema_read_content(struct schema_reader *r, const struct value *value, void *target);
/* `sections:` of a variant, over a target that is a copy of the general rules. */
void schema_read_other_sections(struct schema_reader *r, const struct value *value,
                                void *target);

/* Content that may be anything. */
struct content_rules schema_any_content(struct span span);

/* Says which group of each title pattern is which capture, once all captures are known. */
/* Is it the name of a group of a title pattern that does not work, which was said? */
bool schema_has_lost_capture(const struct schema_reader *r, struct str name);
void schema_settle_titles(struct schema_reader *r);
/* identity and unique: names, so they come when everything that has a name was read. */
void schema_read_identity(struct schema_reader *r, const struct value *value, void *target);
void schema_read_unique(struct schema_reader *r, const struct value *value, void *target);
/* What the schema has without the owner saying so. */
void schema_default_chunks(struct schema_reader *r);

/* file, corpus */
void schema_scope(struct schema_reader *r, const struct value *value, void *target);

#endif
