/* Hashes of a case's paragraphs, by which cases that may be alike are found. */
#ifndef LINT_CASE_ANCHORS_H
#define LINT_CASE_ANCHORS_H

struct arena;
struct kb_case;

/* Fills in kb_case->anchors, which is not NULL then, and its stretches. They live in `a`. */
void case_anchors(struct arena *a, struct arena *scratch, struct kb_case *kb_case);

#endif
