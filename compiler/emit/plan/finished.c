/* A finished build in a folder, as kbc plan and kbc breaking take it for the new side. */
#include "emit/plan/finished.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"

#include <errno.h>
#include <string.h>

#define CHUNKS_NAME "chunks.jsonl"

/* A chunk is as long as its schema lets it be. */
enum { LONGEST_CHUNK = 1 << 28 };

static enum load_result refuse(struct load_fault *fault, struct str what) {
  *fault = (struct load_fault){0, what};
  return LOAD_REFUSED;
}

static enum load_result fail(struct arena *a, struct load_fault *fault, int error) {
  refuse(fault, arena_printf(a, "it cannot be read: %s", strerror(error)));
  return LOAD_FAILED;
}

static enum load_result tear(struct load_fault *fault) {
  return refuse(fault,
                STR("it is not the file that the manifest speaks of: the folder is torn, "
                    "or was changed by hand; build again"));
}

/* The hash of all its bytes. False if it cannot be read to its end. */
static bool hash_lines(struct line_file *file, struct hash_text *hash) {
  struct hash_stream stream;
  struct str line;
  enum line_result result;
  hash_start(&stream);
  while ((result = line_file_next(file, &line)) <= LINE_UNENDED) {
    hash_add(&stream, line);
    if (result == LINE_READ)
      hash_add(&stream, STR("\n"));
  }
  *hash = hash_end(&stream);
  return result == LINE_END;
}

static enum load_result check_chunks(struct arena *a, const char *path,
                                     const struct manifest_file *file,
                                     struct finished *finished, struct load_fault *fault) {
  struct hash_text hash;
  struct line_file *lines = &finished->chunks;
  if (!line_file_open(lines, path, LONGEST_CHUNK))
    return lines->error == ENOENT || lines->error == 0 ? tear(fault)
                                                       : fail(a, fault, lines->error);
  bool is_read = hash_lines(lines, &hash);
  if (!is_read && lines->error != 0)
    return fail(a, fault, lines->error);
  if (!is_read || strcmp(hash.digits, file->hash.digits) != 0)
    return tear(fault);
  finished->has_chunks = true;
  return line_file_rewind(lines) ? LOAD_DONE : fail(a, fault, lines->error);
}

static enum load_result check_files(struct arena *a, struct str folder,
                                    struct finished *finished, struct str *fault_path,
                                    struct load_fault *fault) {
  const struct manifest *manifest = &finished->manifest;
  enum load_result result = LOAD_DONE;
  for (size_t i = 0; i < manifest->file_count && result == LOAD_DONE; i++) {
    const struct manifest_file *file = &manifest->files[i];
    *fault_path = arena_copy(a, path_join(a, folder, file->name));
    struct file_id id = file_id_of(fault_path->p);
    if (!id.is_there && errno != ENOENT && errno != ENOTDIR)
      return fail(a, fault, errno);
    if (!id.is_there || id.size != file->bytes)
      return tear(fault);
    if (str_equal_c(file->name, CHUNKS_NAME))
      result = check_chunks(a, fault_path->p, file, finished, fault);
  }
  return result;
}

enum load_result finished_open(struct arena *a, struct str folder, struct finished *finished,
                               struct str *fault_path, struct load_fault *fault) {
  *finished = (struct finished){.chunks = {.fd = -1}};
  *fault_path = arena_copy(a, path_join(a, folder, STR(MANIFEST_NAME)));
  enum load_result result = manifest_load(a, fault_path->p, &finished->manifest, fault);
  if (result != LOAD_DONE)
    return result;
  if (finished->manifest.is_loaded)
    return refuse(fault, STR("it says what a store holds, and is no build's"));
  return check_files(a, folder, finished, fault_path, fault);
}

void finished_close(struct finished *finished) {
  line_file_close(&finished->chunks);
}
