/* Writes what a command has made: a file or a folder of files, whole or not at all. */
#ifndef DRIVER_LAYOUT_PLACE_H
#define DRIVER_LAYOUT_PLACE_H

#include "driver/say.h"

struct arena;
struct map;

/* The bytes to `path` ("-": standard output), which is there whole or as it was. What stands
 * there already is refused unless is_forced; a pipe or a device is written to. Complains. */
enum status place_file(struct arena *a, struct str path, struct str bytes, bool is_forced);

/* `name` is one component. */
struct placed_file {
  struct str name, bytes;
};

/* The files to the folder `path`. One that is not there comes into being in one step, with all
 * of them; an empty one is filled. One with anything in it is refused unless is_forced, and
 * then files that `owned` names are replaced, one by one, and no others. The first file is the
 * first to take its place. Complains. */
enum status place_folder(struct arena *a, struct str path, const struct placed_file *files,
                         size_t count, const struct map *owned, bool is_forced);

/* Takes a file of a folder away; false leaves the reason in errno. */
bool place_remove(struct arena *a, struct str folder, struct str name);

#endif
