/* Stage 1: path → source → pieces. */
#ifndef READ_READ_H
#define READ_READ_H

#include "base/str.h"
#include "model/schema.h"

struct arena;
struct bag;
struct piece;
struct rule;
struct source;

/* Bytes that a source, a schema or a configuration may have at most; code units of a line. */
enum { SOURCE_LIMIT = 1024 * 1024, LINE_LIMIT = 64 * 1024 };

/* Reads and validates one file; NULL, after reporting, if it cannot be read as text at all.
 * With characters that no text may hold it is reported and still returned. `path` is shown as
 * it is and must outlive the source. Lives in `a`. */
struct source *read_source(struct arena *a, struct bag *bag, struct str path);
/* The same for a file that discovery has found: nobody asks again whether it is one. */
struct source *read_source_listed(struct arena *a, struct bag *bag, struct str path);
/* Standard input, shown as `path`. */
struct source *read_source_stdin(struct arena *a, struct bag *bag, struct str path);
/* Bytes that are in memory already, by the same rules. They are borrowed. */
struct source *read_source_bytes(struct arena *a, struct bag *bag, struct str path,
                                 struct str bytes);

/* The cases of a source, in order. */
struct pieces {
  struct piece *items;
  size_t count;
};

/* Cuts a source into its cases by the three layouts of a file. A source without any is
 * reported. Lives in `a`. */
struct pieces read_pieces(struct arena *a, struct arena *scratch, struct bag *bag,
                          const struct record_rules *record, enum presence front_presence,
                          const struct source *source);

/* Does a finding of this rule leave it open where the cases of a text begin and end, or what
 * its characters are? Whoever takes a text apart for good must not go on then. */
bool read_leaves_doubt(const struct rule *rule);

#endif
