/* The files into which a simulation writes. */
#include "driver/simulate/target.h"

#include "base/arena.h"
#include "base/file.h"
#include "driver/project.h"
#include "driver/say.h"
#include "emit/disk/disk.h"
#include "model/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool is_input(const struct project *project, struct file_id id) {
  struct arena scratch = {0};
  const struct source *schema = project->run.source;
  bool is_one = schema && file_is_same(id, file_id_of(arena_copy(&scratch, schema->path).p));
  for (size_t i = 0; !is_one && i < project->inputs.count; i++)
    is_one = file_is_same(id, file_id_of(project->inputs.items[i].path.p));
  arena_free(&scratch);
  return is_one;
}

static bool complain_of(const struct target *target, int error) {
  if (target->path.n == 0)
    complain("standard output cannot be written: %s", strerror(error));
  else
    complain("%.*s cannot be written: %s", STR_ARG(target->path), strerror(error));
  return false;
}

struct target target_new(struct str path, bool is_live) {
  bool is_standard = str_equal_c(path, "-");
  return (struct target){.path = is_standard ? (struct str){NULL, 0} : path,
                         .fd = -1,
                         .is_live = is_live,
                         .folder = -1,
                         .beside = {.file = -1}};
}

/* Where it stands if others read it as it grows, or if it is a pipe or a device. */
static int open_in_place(const char *path) {
  int fd = -1;
  do
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
  while (fd < 0 && errno == EINTR);
  return fd;
}

/* Beside the file that a link leads to. A link that leads nowhere is written through. */
static int open_beside(struct target *target, struct arena *scratch, struct str path) {
  struct str real = disk_real_path(scratch, path.p);
  path = real.p ? real : path;
  struct str above = arena_copy(scratch, path_folder(path));
  target->folder = disk_open_folder(above.n > 0 ? above.p : ".");
  int old = real.p ? disk_open_input(path.p) : -1;
  bool is_open = target->folder >= 0 &&
                 beside_open(&target->beside, &target->names, target->folder, path_name(path));
  if (is_open && old >= 0)
    disk_copy_mode(old, target->beside.file);
  int error = errno;
  disk_close(old);
  errno = error;
  return is_open ? target->beside.file : -1;
}

static int open_path(struct target *target, struct arena *scratch, struct str path) {
  enum file_kind kind = file_kind_of(path.p, true);
  bool is_link = file_kind_of(path.p, false) == FILE_LINK;
  bool is_plain = kind == FILE_REGULAR || (kind == FILE_MISSING && !is_link);
  return is_plain && !target->is_live ? open_beside(target, scratch, path)
                                      : open_in_place(path.p);
}

bool target_open(struct target *target, const struct project *project, bool is_forced) {
  target->fd = STDOUT_FILENO;
  if (target->path.n == 0)
    return true;
  target->fd = -1;
  struct arena scratch = {0};
  struct str path = arena_copy(&scratch, target->path);
  struct file_id id = file_id_of(path.p);
  bool is_file = file_kind_of(path.p, true) == FILE_REGULAR;
  if (is_file && is_input(project, id)) {
    complain("%.*s is a part of the knowledge base", STR_ARG(path));
  } else if (is_file && !is_forced) {
    complain("%.*s is there already; --force replaces it", STR_ARG(path));
  } else {
    target->fd = open_path(target, &scratch, path);
    target->has_failed = target->fd < 0;
    if (target->has_failed)
      complain_of(target, errno);
  }
  arena_free(&scratch);
  return target->fd >= 0;
}

void target_drop(struct target *target) {
  bool is_beside = target->beside.file >= 0;
  beside_drop(&target->beside);
  if (!is_beside && target->path.n > 0)
    disk_close(target->fd);
  disk_close(target->folder);
  arena_free(&target->names);
  target->fd = target->folder = -1;
}

bool target_close(struct target *target, int error) {
  bool is_beside = target->beside.file >= 0, is_file = target->path.n > 0 && target->fd >= 0;
  if (is_beside && error == 0 && !beside_commit(&target->beside))
    error = errno;
  else if (!is_beside && is_file && !disk_close(target->fd) && error == 0)
    error = errno;
  if (!is_beside)
    target->fd = -1;
  target_drop(target);
  return error == 0 || error == EPIPE || complain_of(target, error);
}
