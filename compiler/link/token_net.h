/* Rows of tokens as a tree, in which each row knows what other rows end inside it. */
#ifndef LINK_TOKEN_NET_H
#define LINK_TOKEN_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* The automaton of Aho and Corasick: a node stands for the beginning of a row. Node 0 is none.
 * Tokens are hashes: whoever asks has to compare what they stand for. */
struct token_net {
  struct net_node *nodes;
  uint32_t *table; /* of children; open, and never more than half full */
  size_t count, room, mask;
};

struct net_node {
  uint64_t token;
  uint32_t parent;
  uint32_t depth : 31, is_end : 1;
  uint32_t fail;   /* the longest other beginning of a row that ends as this one does */
  uint32_t inside; /* the longest whole row that does */
};

/* For so many tokens at most, all rows together. Lives in `a`. */
struct token_net *net_new(struct arena *a, size_t tokens);

/* The node behind `node` and the token; made, if it is not there. Behind node 0 begin rows that
 * have nothing to do with those of other first tokens. */
uint32_t net_add(struct token_net *net, uint32_t node, uint64_t token);

/* Says that a row ends there, before net_link. */
void net_mark(struct token_net *net, uint32_t node);

/* Once all rows are there. `a` is for what it needs on the way. */
void net_link(struct token_net *net, struct arena *a);

/* The node of the longest beginning of a row that ends with `node` and the token: its own first
 * token's if none does. */
uint32_t net_step(const struct token_net *net, uint32_t node, uint64_t token);

/* How many tokens lead here, without the first. */
static inline size_t net_depth(const struct token_net *net, uint32_t node) {
  return net->nodes[node].depth;
}

static inline uint32_t net_parent(const struct token_net *net, uint32_t node) {
  return net->nodes[node].parent;
}

/* Node numbers are smaller. */
static inline size_t net_count(const struct token_net *net) {
  return net->count;
}

/* The longest row, shorter than what leads to `node`, that ends there; 0 if there is none. */
static inline uint32_t net_inside(const struct token_net *net, uint32_t node) {
  return net->nodes[node].inside;
}

#endif
