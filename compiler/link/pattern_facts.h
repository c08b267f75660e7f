/* What is worth saying about the patterns of a knowledge base. */
#ifndef LINK_PATTERN_FACTS_H
#define LINK_PATTERN_FACTS_H

struct arena;
struct kb;
struct pattern_net;

/* Fills in kb->facts. Lives in `a`; `scratch` is for what it needs on the way. */
void pattern_facts_build(struct arena *a, struct arena *scratch, struct kb *kb,
                         const struct pattern_net *net);

#endif
