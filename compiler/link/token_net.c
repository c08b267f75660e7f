/* Rows of tokens as a tree, in which each row knows what other rows end inside it. */
#include "link/token_net.h"

#include "base/arena.h"
#include "base/die.h"

/* As much as a node has bits for; there are fewer tokens than that. */
enum { MOST_DEPTH = INT32_MAX };

struct token_net *net_new(struct arena *a, size_t tokens) {
  struct token_net *net = arena_new(a, struct token_net);
  size_t slots = 16;
  if (tokens >= UINT32_MAX / 4)
    die("more than %u words in patterns", UINT32_MAX / 4);
  while (slots / 2 <= tokens)
    slots = checked_multiply(slots, 2);
  net->room = tokens + 1;
  net->nodes = arena_room(a, checked_multiply(net->room, sizeof *net->nodes));
  net->nodes[0] = (struct net_node){.parent = 0};
  net->table = arena_array(a, uint32_t, slots);
  net->mask = slots - 1;
  net->count = 1;
  return net;
}

/* Where the child is in the table, or would be. */
static uint32_t *slot_of(const struct token_net *net, uint32_t node, uint64_t token) {
  uint64_t hash = (token ^ node * 0xbf58476d1ce4e5b9u) * 0x9e3779b97f4a7c15u;
  for (size_t i = (size_t)(hash >> 32) & net->mask;; i = (i + 1) & net->mask) {
    uint32_t child = net->table[i];
    if (child == 0 || (net->nodes[child].token == token && net->nodes[child].parent == node))
      return &net->table[i];
  }
}

uint32_t net_add(struct token_net *net, uint32_t node, uint64_t token) {
  uint32_t *slot = slot_of(net, node, token);
  if (*slot != 0)
    return *slot;
  if (net->count == net->room)
    die("the net of patterns is too small");
  uint32_t child = (uint32_t)net->count++;
  uint32_t depth = node == 0 ? 0 : net->nodes[node].depth + 1;
  net->nodes[child] = (struct net_node){.token = token, .parent = node, .depth = depth & MOST_DEPTH};
  return *slot = child;
}

void net_mark(struct token_net *net, uint32_t node) {
  net->nodes[node].is_end = true;
}

uint32_t net_step(const struct token_net *net, uint32_t node, uint64_t token) {
  for (;; node = net->nodes[node].fail) {
    uint32_t child = *slot_of(net, node, token);
    if (child != 0)
      return child;
    if (net->nodes[node].depth == 0)
      return node;
  }
}

/* Its parent has been there before. */
static void link_node(struct token_net *net, uint32_t index) {
  struct net_node *node = &net->nodes[index];
  const struct net_node *parent = &net->nodes[node->parent];
  node->fail = node->depth == 1 ? node->parent : net_step(net, parent->fail, node->token);
  node->inside = net->nodes[node->fail].is_end ? node->fail : net->nodes[node->fail].inside;
}

/* A node needs what is less deep, so they come in the order of their depths. */
void net_link(struct token_net *net, struct arena *a) {
  uint32_t deepest = 0, *order = arena_array(a, uint32_t, net->count);
  for (size_t i = 1; i < net->count; i++)
    deepest = net->nodes[i].depth > deepest ? net->nodes[i].depth : deepest;
  size_t *starts = arena_array(a, size_t, (size_t)deepest + 2);
  for (size_t i = 1; i < net->count; i++)
    starts[net->nodes[i].depth + 1]++;
  for (size_t depth = 0; depth <= deepest; depth++)
    starts[depth + 1] += starts[depth];
  for (size_t i = 1; i < net->count; i++)
    order[starts[net->nodes[i].depth]++] = (uint32_t)i;
  for (size_t i = 0; i + 1 < net->count; i++) {
    if (net->nodes[order[i]].depth > 0)
      link_node(net, order[i]);
  }
}
