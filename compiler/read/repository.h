/* A repository of git, as far as it says which files it tracks and ignores. */
#ifndef READ_REPOSITORY_H
#define READ_REPOSITORY_H

#include "read/git_index.h"
#include "read/ignore_pattern.h"

struct arena;

struct repository {
  struct str root;                /* absolute and clean */
  struct str git_folder;          /* where the index is: .git, or what a file .git leads to */
  struct ignore_patterns exclude; /* info/exclude */
  struct str unreadable; /* what is there of these and cannot be read; n = 0: nothing */
  const char *problem;   /* why */
  bool is_index_read;    /* whatever came of it */
  bool is_index_known;
  struct git_index index;
};

/* The nearest folder upward, itself included, that has .git; n = 0 if there is none. `folder`
 * is absolute and clean. Borrows from it. */
struct str repository_find(struct arena *a, struct str folder);

/* The repository with that root. Lives in `a`. */
struct repository *repository_open(struct arena *a, struct str root);

/* Reads the index, once. False if it is there but cannot be understood, or, with `unreadable`,
 * cannot be read. A missing one is empty. */
bool repository_read_index(struct arena *a, struct repository *repository);

#endif
