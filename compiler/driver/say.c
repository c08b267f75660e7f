/* What kbc says beside the findings: whole lines on standard error, texts on standard output.
 */
#include "driver/say.h"

#include "base/buf.h"
#include "base/die.h"
#include "diag/glyph.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum status status_worst(enum status a, enum status b) {
  return a > b ? a : b;
}

bool write_all(int fd, struct str bytes) {
  for (size_t done = 0; done < bytes.n;) {
    ssize_t n = write(fd, bytes.p + done, bytes.n - done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return false;
    done += (size_t)n;
  }
  return true;
}

static void say_line(const char *prefix, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void say_line(const char *prefix, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  if (n < 0)
    die("a line cannot be formatted: %s", format);
  struct buf text = {0}, line = {0};
  vsnprintf(buf_reserve(&text, (size_t)n + 1), (size_t)n + 1, format, again);
  va_end(again);
  text.n = (size_t)n;
  buf_add_c(&line, prefix);
  glyph_add_line(&line, buf_str(&text));
  buf_add_char(&line, '\n');
  /* Where standard error is closed there is nobody to tell. */
  (void)write_all(STDERR_FILENO, buf_str(&line));
  buf_free(&text);
  buf_free(&line);
}

void say(const char *format, ...) {
  va_list args;
  va_start(args, format);
  say_line("", format, args);
  va_end(args);
}

void complain(const char *format, ...) {
  va_list args;
  va_start(args, format);
  say_line("kbc: ", format, args);
  va_end(args);
}

bool say_out(struct str text) {
  if (write_all(STDOUT_FILENO, text))
    return true;
  complain("standard output cannot be written: %s", strerror(errno));
  return false;
}
