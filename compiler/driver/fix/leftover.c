/* What a kbc that was killed has left beside the file that it was writing. */
#include "driver/fix/leftover.h"

#include "base/file.h"
#include "emit/disk/disk.h"

#include <limits.h>

#define MARK ".kbc-"

struct str leftover_name(struct arena *a, struct str name) {
  return arena_printf(a, ".%.*s" MARK "%ld", STR_ARG(name), disk_process());
}

/* The number behind the mark that begins at `at`; 0: it is no such name. */
static long process_of(struct str name, size_t at) {
  struct str digits = str_slice(name, at + sizeof MARK - 1, name.n);
  long number = 0;
  for (size_t i = 0; i < digits.n; i++) {
    if (!is_digit_char(digits.p[i]) || number > INT_MAX / 10 - 1)
      return 0;
    number = number * 10 + (digits.p[i] - '0');
  }
  return digits.n > 0 && digits.p[0] != '0' ? number : 0;
}

/* Where ".kbc-PID" begins in ".NAME.kbc-PID"; STR_NONE if the name has another form. */
static size_t find_mark(struct str name) {
  size_t at = name.n;
  while (at > 0 && name.p[at - 1] != '.')
    at--;
  bool is_one = at > 2 && name.p[0] == '.' &&
                str_starts_with(str_slice(name, at - 1, name.n), STR(MARK)) &&
                process_of(name, at - 1) > 0;
  return is_one ? at - 1 : STR_NONE;
}

static void look_into(struct leftovers *leftovers, struct str folder) {
  struct arena scratch = {0};
  struct file_entry *entries = NULL;
  size_t count = 0;
  int error = 0;
  arena_reset(&leftovers->a);
  leftovers->folder = arena_copy(&leftovers->a, folder);
  leftovers->names = NULL;
  leftovers->count = 0;
  if (!file_list(&scratch, leftovers->folder.p, &entries, &count, &error))
    count = 0;
  for (size_t i = 0; i < count; i++) {
    if (entries[i].kind != FILE_REGULAR || find_mark(entries[i].name) == STR_NONE)
      continue;
    leftovers->names =
        arena_grow(&leftovers->a, leftovers->names, leftovers->count, sizeof *leftovers->names);
    leftovers->names[leftovers->count++] = arena_copy(&leftovers->a, entries[i].name);
  }
  arena_free(&scratch);
}

/* A number that is somebody's by now keeps the file: better one too many than one that is being
 * written. That of this process is among them. */
static void remove_from(const struct leftovers *leftovers, struct str name) {
  int folder = -1;
  for (size_t i = 0; i < leftovers->count; i++) {
    struct str left = leftovers->names[i];
    size_t mark = find_mark(left);
    if (!str_equal(str_slice(left, 1, mark), name) || disk_has_process(process_of(left, mark)))
      continue;
    if (folder < 0)
      folder = disk_open_folder(leftovers->folder.p);
    /* What cannot be taken away does no harm. */
    if (folder >= 0)
      (void)disk_remove_file(folder, left.p);
  }
  disk_close(folder);
}

void leftovers_remove(struct leftovers *leftovers, struct str path) {
  struct str folder = path_folder(path);
  if (folder.n == 0)
    folder = STR(".");
  if (!leftovers->folder.p || !str_equal(leftovers->folder, folder))
    look_into(leftovers, folder);
  remove_from(leftovers, path_name(path));
}

void leftovers_end(struct leftovers *leftovers) {
  arena_free(&leftovers->a);
}
