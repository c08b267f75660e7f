/* Standard output of a command that writes as it goes. */
#include "driver/match/out.h"

#include "driver/say.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool out_goes_to(const char *path) {
  struct stat out, in;
  return fstat(STDOUT_FILENO, &out) == 0 && S_ISREG(out.st_mode) && stat(path, &in) == 0 &&
         out.st_dev == in.st_dev && out.st_ino == in.st_ino;
}

/* A reader such as head has seen what it wanted to see. */
void out_flush(struct out *out) {
  if (!out->is_closed && !write_all(STDOUT_FILENO, buf_str(&out->text))) {
    out->is_closed = true;
    out->error = errno == EPIPE ? 0 : errno;
  }
  buf_clear(&out->text);
}

void out_flush_if_long(struct out *out) {
  enum { LONG = 1 << 16 };
  if (out->text.n >= LONG)
    out_flush(out);
}

bool out_end(struct out *out) {
  out_flush(out);
  buf_free(&out->text);
  if (out->error != 0)
    complain("standard output cannot be written: %s", strerror(out->error));
  return out->error == 0;
}
