/* What makes a finding the same one tomorrow: its rule, its file and the text it is about, and
 * no line number. */
#include "diag/fingerprint.h"

#include "diag/diag.h"

/* Each part with its length before it, so that no two lists of parts are one text. */
static void add_part(struct buf *key, struct str part) {
  buf_printf(key, "%zu:", part.n);
  buf_add(key, part);
}

/* Of a text that is very long its beginning is enough. */
enum { MOST_HASHED = 4096 };

/* A message without its numbers: "as on line 12" must not be a new finding when lines move. */
static void add_words(struct buf *key, struct str message) {
  struct buf words = {0};
  for (size_t i = 0; i < message.n; i++) {
    if (!is_digit_char(message.p[i]))
      buf_add_char(&words, message.p[i]);
  }
  add_part(key, buf_str(&words));
  buf_free(&words);
}

/* The line without the white space around it: one that is indented anew, or has other lines
 * around it, is still the same. */
static void make_key(struct buf *key, const struct diag *diag, struct str path) {
  buf_clear(key);
  add_part(key, str_from_c(diag->rule->code));
  add_part(key, path);
  add_words(key, diag->message);
  struct str text = {NULL, 0}, line = {NULL, 0};
  if (diag->span.source) {
    const struct source *source = diag->span.source;
    text = span_text(diag->span);
    line = str_trim(source_line(source, source_line_at(source, diag->span.offset)));
  }
  add_part(key, str_slice(text, 0, MOST_HASHED));
  add_part(key, str_slice(line, 0, MOST_HASHED));
}

struct hash_text fingerprint_next(struct fingerprints *f, const struct diag *diag,
                                  struct str path) {
  if (!str_equal(f->path, diag->path)) {
    arena_reset(&f->scratch);
    f->seen = (struct map){0};
    f->counts = NULL;
    f->path = diag->path;
  }
  make_key(&f->key, diag, path);
  struct hash_text hash = hash_of(buf_str(&f->key));
  struct str digits = arena_copy(&f->scratch, str_from_c(hash.digits));
  size_t next = f->seen.count, index = map_add(&f->seen, &f->scratch, digits, next);
  if (index == next)
    f->counts = arena_grow(&f->scratch, f->counts, next, sizeof *f->counts);
  size_t count = ++f->counts[index];
  if (count == 1)
    return hash;
  buf_printf(&f->key, "%zu", count);
  return hash_of(buf_str(&f->key));
}

void fingerprints_end(struct fingerprints *fingerprints) {
  arena_free(&fingerprints->scratch);
  buf_free(&fingerprints->key);
}
