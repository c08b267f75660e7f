/* The files into which a simulation writes. */
#include "driver/simulate/target.h"

#include "base/arena.h"
#include "base/file.h"
#include "driver/project.h"
#include "driver/say.h"
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
    target->fd = open(path.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
    target->has_failed = target->fd < 0;
    if (target->has_failed)
      complain_of(target, errno);
  }
  arena_free(&scratch);
  return target->fd >= 0;
}

bool target_close(struct target *target, int error) {
  bool is_file = target->path.n > 0 && target->fd >= 0;
  if (is_file && close(target->fd) != 0 && error == 0)
    error = errno;
  target->fd = -1;
  return error == 0 || error == EPIPE || complain_of(target, error);
}
