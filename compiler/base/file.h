/* The file system, as the stages and the driver need it: whole files and folders. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/path.h"

struct arena;

enum file_kind { FILE_MISSING, FILE_REGULAR, FILE_FOLDER, FILE_LINK, FILE_OTHER, FILE_ERROR };

/* What stands at `path`, links followed or not. FILE_ERROR leaves the reason in errno. */
enum file_kind file_kind_of(const char *path, bool follow_links);

/* Which file it is, links followed, however it is spelled. */
struct file_id {
  bool is_there;
  unsigned long long device, number, size;
};
struct file_id file_id_of(const char *path);
bool file_is_same(struct file_id a, struct file_id b);

/* Reads the whole of a regular file of at most `limit` bytes. Never opens a FIFO or a device
 * for reading, never follows a link in the last component unless told so. Lives in `a`. */
enum file_result { FILE_OK, FILE_FAILED, FILE_TOO_LARGE, FILE_NOT_REGULAR };
enum file_result file_read(struct arena *a, const char *path, size_t limit, bool follow_links,
                           struct str *bytes, int *error);

/* The same for one that a listing has just called a regular file: spares a look at each of
 * thousands. */
enum file_result file_read_listed(struct arena *a, const char *path, size_t limit,
                                  struct str *bytes, int *error);

/* At most the first `n` bytes of a regular file that is no link. Lives in `a`. */
enum file_result file_read_head(struct arena *a, const char *path, size_t n, struct str *bytes,
                                int *error);

/* Standard input to its end, at most `limit` bytes. Lives in `a`. */
enum file_result file_read_stdin(struct arena *a, size_t limit, struct str *bytes, int *error);

/* The entries of a folder without . and .., sorted by bytes. Lives in `a`. */
struct file_entry {
  struct str name;
  enum file_kind kind; /* a link is FILE_LINK, not what it points to */
};
bool file_list(struct arena *a, const char *path, struct file_entry **entries, size_t *count,
               int *error);

/* The working directory; an absolute, clean path for a relative one. Lives in `a`. */
struct str file_working_folder(struct arena *a);
struct str path_absolute(struct arena *a, struct str path);
/* Where a path leads when all links are followed; n = 0 if it leads nowhere. Lives in `a`. */
struct str path_resolved(struct arena *a, struct str path);

#endif
