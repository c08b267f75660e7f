/* The knowledge base: all cases in order, and what only shows when one sees them together. */
#ifndef MODEL_KB_H
#define MODEL_KB_H

#include "model/anchors.h"
#include "model/case.h"

/* Cases that share what a unique rule, the identity or a unique log field says is one case's
 * own: two or more, in the order of the kb. */
struct kb_group {
  struct str value;   /* what they share, as text */
  size_t *cases;      /* indexes into kb->cases */
  struct span *spans; /* where each says it */
  size_t count;
};

enum group_kind { GROUP_IDENTITY, GROUP_UNIQUE, GROUP_LOG_FIELD };

struct kb_group_set {
  enum group_kind kind;
  enum scope scope;
  const struct unique_rule *unique; /* of GROUP_UNIQUE */
  const struct log_field *field;    /* of GROUP_LOG_FIELD */
  struct kb_group *groups;
  size_t group_count;
};

/* What is wrong with a link. */
enum link_fault {
  LINK_EMPTY,       /* it has no destination */
  LINK_MISSPELLED,  /* its scheme, or it lacks one */
  LINK_NO_FILE,     /* it leads to nothing that is there */
  LINK_OUTSIDE,     /* it leads out of the repository */
  LINK_NO_PAGE,     /* Hugo finds no such page */
  LINK_ASKS_ANCHOR, /* not known before the anchors of its file are */
  LINK_NO_ANCHOR,   /* its file has no such heading */
  LINK_ITSELF,      /* it leads to the case that it stands in */
};

struct kb_link {
  const struct link *link;
  const struct kb_case *kb_case;
  enum link_fault fault;
  struct str near;     /* what may be meant instead of the destination; n = 0: nobody knows */
  size_t file;         /* index into kb->link_files, of links with an anchor */
  struct str fragment; /* theirs, percent-decoded */
  bool is_alone;       /* and the case is the only one of its own file */
};

/* A Markdown file to whose headings links lead. */
struct link_file {
  struct str path;             /* absolute; ends in a NUL */
  const struct source *source; /* NULL: no case of the kb stands in it */
  struct anchors anchors;
};

/* What is worth saying about a pattern. */
enum pattern_fact_kind {
  PATTERN_EQUAL,  /* another case of the service has it, too, and comes first in the kb */
  PATTERN_INSIDE, /* it is inside a pattern of another case of the service, which is longer */
  PATTERN_SHORT,  /* it is one word */
};

struct kb_pattern_fact {
  enum pattern_fact_kind kind;
  size_t number; /* of the case */
  size_t other;  /* of the one that wins; itself for PATTERN_SHORT */
  size_t others; /* how many cases there are of which that can be said */
  struct str service, words, other_words;
  struct span span, other_span; /* where the patterns come from */
  struct str text, other_text;  /* what they are made of: a message fits the pattern of its own
                                   text and, of PATTERN_INSIDE, other_text fits both */
};

struct kb {
  const struct schema *schema;
  struct kb_case **cases; /* by path, then by place in the file */
  size_t case_count;
  size_t *first_with_line; /* by log template: the first case with a line of it, or STR_NONE */
  struct kb_group_set *sets;
  size_t set_count;
  struct kb_pattern_fact *facts; /* about patterns, in the order of kind and cases */
  size_t fact_count;
  struct kb_link *links; /* that something is wrong with, in the order of the cases */
  size_t link_count;
  struct link_file *link_files;
  size_t link_file_count;
};

#endif
