/* A folder of a test's own, which is the working folder while the test runs. */
#ifndef FOLDER_FIXTURE_H
#define FOLDER_FIXTURE_H

#ifndef _XOPEN_SOURCE
#error "define _XOPEN_SOURCE 700 first: mkdtemp, nftw"
#endif

#include "base/arena.h"
#include "base/file.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
  struct arena a;
  char path[32];   /* as it was made */
  struct str real; /* without links: as the working folder is called */
};

static int folder_remove_entry(const char *path, const struct stat *info, int kind,
                               struct FTW *place) {
  (void)info;
  (void)kind;
  (void)place;
  return remove(path);
}

static int folder_setup(void **state) {
  struct folder *folder = calloc(1, sizeof *folder);
  strcpy(folder->path, "/tmp/kbc-test-XXXXXX");
  if (!mkdtemp(folder->path) || chdir(folder->path) != 0)
    return -1;
  folder->real = file_working_folder(&folder->a);
  *state = folder;
  return 0;
}

static int folder_teardown(void **state) {
  struct folder *folder = *state;
  if (chdir("/") != 0)
    return -1;
  nftw(folder->path, folder_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
  arena_free(&folder->a);
  free(folder);
  return 0;
}

/* Writes a file below the folder, and the folders above it. A path that ends in "/" is a
 * folder. */
static void folder_write(struct folder *folder, const char *name, const char *text) {
  struct str path = arena_printf(&folder->a, "%s/%s", folder->path, name);
  for (size_t slash = str_find_char(path, '/', 1); slash != STR_NONE;
       slash = str_find_char(path, '/', slash + 1))
    mkdir(arena_copy(&folder->a, str_slice(path, 0, slash)).p, 0700);
  if (path.p[path.n - 1] == '/')
    return;
  FILE *file = fopen(path.p, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

__attribute__((unused)) static void folder_go(struct folder *folder, const char *name) {
  assert_int_equal(chdir(arena_printf(&folder->a, "%s/%s", folder->path, name).p), 0);
}

/* The path below the folder, absolute. */
__attribute__((unused)) static const char *folder_path(struct folder *folder,
                                                       const char *name) {
  return arena_printf(&folder->a, "%.*s%s%s", STR_ARG(folder->real), *name ? "/" : "", name).p;
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

#endif
