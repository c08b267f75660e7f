/* What is wrong, where, and what to do about it: diagnostics, and the bag that collects them.
 */
#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

#include "base/str.h"
#include "diag/rule.h"
#include "diag/source.h"

struct arena;

/* Another place that the finding is about. */
struct diag_related {
  struct span span;
  struct str message;
};

/* Put `text` in the place of the span. */
struct diag_edit {
  struct span span;
  struct str text;
};

struct diag {
  const struct rule *rule;
  enum level level;   /* the rule's own until the driver applies the configuration */
  struct span span;   /* where the carets stand; without a source: `path` alone is named */
  struct str path;    /* for a finding without a source: the file or folder, may be empty */
  struct str message; /* raw text of the input in it is escaped by whoever prints */
  struct str label;   /* stands right of the carets; may be empty */
  struct str help;    /* what to do; may be empty */
  struct diag_related *related;
  size_t related_count;
  struct diag_edit *edits; /* a fix, all of it or nothing */
  size_t edit_count;
  bool is_unsafe;      /* the fix may change what the file means: it is made on request alone */
  bool has_secret_fix; /* the fix holds a secret: it is made, and never printed */
};

/* A secret; `is_name`: of a mail address, and so none but before an "@". */
struct hidden_span {
  struct span span;
  bool is_name;
};

/* Diagnostics in the order in which they were found. Lives in `arena`. What is hidden stays so
 * whatever becomes of the findings: who does not want to hear of a secret does not want to see
 * it either. */
struct bag {
  struct arena *arena;
  struct diag *diags;
  size_t count;
  size_t room; /* 0: the findings are somebody else's, too, or stand in no room of this bag */
  struct hidden_span *hidden; /* the secrets that nothing may print, in no order */
  size_t hidden_count;
};

/* Adds a finding. The answer is good until the next diag_add into the same bag, for the calls
 * below to complete it. */
struct diag *diag_add(struct bag *bag, const struct rule *rule, struct span span,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A finding about a file or folder that could not be read, or about the run (path empty). */
struct diag *diag_add_path(struct bag *bag, const struct rule *rule, struct str path,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));

void diag_label(struct bag *bag, struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_help(struct bag *bag, struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_relate(struct bag *bag, struct diag *diag, struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_edit(struct bag *bag, struct diag *diag, struct span span, struct str text);
/* The same, where one of the edits may change what the file means. */
void diag_edit_unsafe(struct bag *bag, struct diag *diag, struct span span, struct str text);

/* What stands in the span is never printed, whichever finding shows its line. */
void bag_hide(struct bag *bag, struct span span);
/* The same for what stands before the "@" of a mail address. */
void bag_hide_name(struct bag *bag, struct span span);

/* Puts the findings of `from` behind those of `to`, and what is hidden, too; the texts stay
 * where they live. */
void bag_append(struct bag *to, const struct bag *from);

/* The same, where the findings of `from` may stay where they are: from now on they are in both
 * bags, and what becomes of them in one becomes of them in the other. */
void bag_share(struct bag *to, struct bag *from);

/* By path, place, code and message, and each only once: the order in which they are printed. */
void bag_sort(struct bag *bag);

#endif
