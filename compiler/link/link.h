/* Stage 4: puts the cases in order, gives each its id, and finds those that share what is one's
 * own. */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include "base/str.h"

struct arena;
struct kb;
struct kb_case;
struct schema;

/* What can be said of a case without the others, on any thread: fills in id and identity, which
 * live in `a`, and what link_cases wants to know, which lives in `own`. */
void link_case(struct arena *a, struct arena *own, struct arena *scratch,
               const struct schema *schema, struct kb_case *kb_case);

/* Puts the cases in order: fills in the index of each, and the rest where link_case has not.
 * The array is sorted in place and borrowed; `own` is as for link_case; everything else lives
 * in `a`. */
struct kb *link_order(struct arena *a, struct arena *own, const struct schema *schema,
                      struct kb_case **cases, size_t count);

/* What is left to do compares cases. It falls into parts, each of which any thread may do, in
 * any order. What stays lives in `a`. */
size_t link_parts(const struct kb *kb);
void link_part(struct arena *a, struct kb *kb, size_t part);

/* Behind the last part: nobody needs what is in `own` any more. */
void link_end(struct kb *kb);

/* All of it. */
struct kb *link_cases(struct arena *a, const struct schema *schema, struct kb_case **cases,
                      size_t count);

/* Where links may lead: absolute folders, and the paths of all files of the knowledge base as
 * sources have theirs. */
struct link_scope {
  struct str working_folder, repository, root;
  const struct str *paths;
  size_t path_count;
};

/* Follows the links of all cases. Fills in kb->links and kb->link_files, whose anchors are then
 * for the caller to fill in, and link_anchors drops the links that lead to one of them. The
 * disk is asked what is there; nothing is read. */
void link_references(struct arena *a, struct kb *kb, const struct link_scope *scope);
void link_anchors(struct arena *a, struct kb *kb);

/* What only the outputs need: message templates and patterns. */
void link_for_outputs(struct arena *a, struct kb *kb);

#endif
