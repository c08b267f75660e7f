/* Pages by their names, as Hugo's references name them. */
#ifndef LINK_PAGES_H
#define LINK_PAGES_H

#include "base/map.h"

struct arena;
struct files;

/* A page is a Markdown file, or a folder with an index file in it. */
struct pages {
  struct arena *a;
  struct files *files;
  struct str *paths;
  size_t *next; /* the next one of the same name, or STR_NONE */
  size_t count;
  struct map by_name;
  struct str *names; /* each once */
  size_t name_count;
  bool is_tree_read;    /* not only the knowledge base: the whole repository */
  bool is_tree_unknown; /* and it could not be read as a whole */
};

struct pages pages_new(struct arena *a, struct files *files);

/* Is there any page of the name that the reference ends in ("pods" for "k8s/pods.md"), in the
 * knowledge base or else in `tree`? `path` is that of the page if it can only be one, else
 * n = 0. */
bool pages_find(struct pages *pages, struct str reference, struct str tree, struct str *path);

/* The name of a page that is nearest, n = 0 if none is near. */
struct str pages_near_name(struct pages *pages, struct str reference);

#endif
