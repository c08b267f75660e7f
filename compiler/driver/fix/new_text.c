/* Files that are to have another text: written, or shown as a diff. */
#include "driver/fix/new_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "diag/hidden.h"
#include "driver/fix/rewrite.h"
#include "driver/fix/unified.h"
#include "lint/lint.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool new_text_is_change(const struct new_text *text) {
  return !str_equal(text->before, text->after);
}

static enum status write_one(const struct new_text *text) {
  if (text->is_stdin)
    return say_out(text->after) ? STATUS_CLEAN : STATUS_FAILED;
  if (!new_text_is_change(text))
    return STATUS_CLEAN;
  switch (file_rewrite(text->path, text->before, text->after)) {
  case REWRITE_DONE:
    return STATUS_CLEAN;
  case REWRITE_CHANGED:
    complain("%.*s has changed since it was read, and was left alone: run kbc again",
             STR_ARG(text->path));
    return STATUS_FAILED;
  case REWRITE_FAILED:
    complain("%.*s cannot be written: %s", STR_ARG(text->path), strerror(errno));
    return STATUS_FAILED;
  }
  return STATUS_FAILED;
}

enum status new_texts_write(struct new_text *texts, size_t count) {
  enum status status = STATUS_CLEAN;
  for (size_t i = 0; i < count; i++) {
    enum status written = write_one(&texts[i]);
    texts[i].is_left = written != STATUS_CLEAN;
    status = status_worst(status, written);
  }
  return status;
}

/* Answers how many secrets the diff would have shown. */
static size_t add_diff(struct buf *out, const struct new_text *text, bool is_terminal) {
  struct arena a = {0};
  struct bag bag = {.arena = &a};
  /* Of two sources none has the path of the other. */
  struct source before = {.path = STR("a"), .bytes = text->before};
  struct source after = {.path = STR("b"), .bytes = text->after};
  struct hidden hidden = {0};
  if (new_text_is_change(text)) {
    lint_hide(&bag, text->schema, &before);
    lint_hide(&bag, text->schema, &after);
    hidden = hidden_of(&a, bag.hidden, bag.hidden_count);
  }
  size_t count = unified_add(out, text->path, &before, &after, &hidden, is_terminal);
  arena_free(&a);
  return count;
}

enum status new_texts_diff(const struct new_text *texts, size_t count) {
  struct buf out = {0};
  bool is_terminal = isatty(STDOUT_FILENO), is_good = true, is_change = false;
  size_t secrets = 0;
  for (size_t i = 0; is_good && i < count; i++) {
    buf_clear(&out);
    secrets += add_diff(&out, &texts[i], is_terminal);
    is_change = is_change || new_text_is_change(&texts[i]);
    is_good = out.n == 0 || say_out(buf_str(&out));
  }
  buf_free(&out);
  if (secrets > 0)
    say("%zu secret%s shown as " HIDDEN_MASK ", so this diff cannot be applied", secrets,
        secrets == 1 ? " is" : "s are");
  if (!is_good)
    return STATUS_FAILED;
  return is_change ? STATUS_FINDINGS : STATUS_CLEAN;
}
