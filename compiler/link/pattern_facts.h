/* What is worth saying about the patterns of a knowledge base. */
#ifndef LINK_PATTERN_FACTS_H
#define LINK_PATTERN_FACTS_H

struct arena;
struct kb;
struct pattern_facts;
struct pattern_net;

/* Fills in kb->facts, which live in `a`, from one net after the other; no two of them have
 * patterns of the same case. Lives in `scratch`. */
struct pattern_facts *pattern_facts_new(struct arena *a, struct arena *scratch, struct kb *kb);
void pattern_facts_add(struct pattern_facts *facts, const struct pattern_net *net);
/* Before the drafts are gone. */
void pattern_facts_end(struct pattern_facts *facts);

#endif
