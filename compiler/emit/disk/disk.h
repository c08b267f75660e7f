/* Every system call by which kbc changes the disk, one function each; all other files ask here.
 *
 * Calls that a signal interrupts are made again, short writes are carried on. -1 or false means
 * that it did not work, and errno says why. Descriptors are closed on exec. A name is one
 * component of a path. */
#ifndef EMIT_DISK_DISK_H
#define EMIT_DISK_DISK_H

#include "base/str.h"

struct arena;

/* The path without links, for one that exists; p is NULL if it has none. Lives in `a`. */
struct str disk_real_path(struct arena *a, const char *path);

/* Creates the folder of that absolute path and those above it, where they are missing. */
bool disk_make_folders(struct arena *scratch, struct str path);
bool disk_make_folder(int parent, const char *name);

int disk_open_folder(const char *path);
/* One that stands in another; never follows a link. */
int disk_open_subfolder(int folder, const char *name);
/* For reading; never follows a link, never waits for a FIFO. */
int disk_open_file(int folder, const char *name);
/* For reading, a regular file of the caller's own, links followed. */
int disk_open_input(const char *path);
/* For writing; fails if there is something of that name. */
int disk_create(int folder, const char *name);

/* Up to n bytes from `offset` on, fewer only at the end of the file. */
bool disk_read_at(int file, size_t offset, char *bytes, size_t n, size_t *got);
bool disk_write(int file, struct str bytes);

/* Brings a file or folder to the disk; a file system that cannot for folders is forgiven. */
bool disk_sync(int file);
/* Brings everything to the disk that was written to the file system of that folder: for many
 * small files a call for each takes minutes. False with errno = ENOSYS where there is no such
 * call. */
bool disk_sync_all(int folder);
bool disk_can_sync_all(void);
bool disk_close(int file);

/* Gives a new file the times of an old one, a new folder the permissions of the old one. */
bool disk_copy_times(int from, int to);
bool disk_copy_mode(int from, int to);
/* Gives a new file the owner and group of an old one, as far as this process may. */
void disk_copy_owner(int from, int to);
/* May this process write into the file? Who may not does not replace it either. */
bool disk_may_write(int folder, const char *name);

/* Makes one file stand in both folders. */
bool disk_link(int from, int to, const char *name);
bool disk_rename(int from, const char *old_name, int to, const char *new_name);
/* Two folders of one parent change names, in one step or not at all. */
bool disk_exchange(int parent, const char *one, const char *other);
/* Does errno say that this file system or system cannot exchange, whatever one tries? */
bool disk_cannot_exchange(int error);

bool disk_remove_file(int folder, const char *name);
bool disk_remove_folder(int parent, const char *name);

/* Do the two lie on different file systems? Yes if one of them cannot be asked. */
bool disk_is_other_device(int folder, int other);

/* Waits until nobody else holds the lock file of that name, creates it and holds it. Where the
 * file system knows no locks, `is_held` becomes false and there is nothing to wait for. */
int disk_lock(int folder, const char *name, bool *is_held);
/* The same for any open file or folder, without waiting; errno = EWOULDBLOCK: somebody has it.
 * The lock goes when it is closed. */
bool disk_try_lock(int thing);
/* Does the name still lead to what is open there? If to something else, errno is EEXIST. */
bool disk_is_there(int thing, int folder, const char *name);
/* Takes the lock file away and lets the next one in. */
void disk_unlock(int lock, int folder, const char *name);

/* The number of this process, for names that no other process uses. */
long disk_process(void);

#endif
