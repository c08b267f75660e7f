/* The splitter: pieces cover what they must, in order; nothing between them is lost in silence.
 *
 * Input: three digits (how to split, the level of cases less one, whether front matter must
 * be), a line end, then the file. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/pattern.h"
#include "model/piece.h"
#include "read/read.h"

#include <stdlib.h>

#define TITLE "^(?:(?<number>\\d{2,})\\. )?(?<title>.+)$"

struct desk {
  struct arena a, scratch;
  struct bag bag;
  struct record_rules record;
  struct str captures[2];
  size_t groups[2];
  struct pattern *title;
  enum presence presence;
  struct source *source;
  struct pieces pieces;
};

static void open_desk(struct desk *d, struct str *input) {
  struct pattern_error error;
  *d = (struct desk){.bag = {.arena = NULL}};
  d->bag.arena = &d->a;
  d->title = pattern_compile(&d->a, STR(TITLE), 0, &error);
  d->captures[0] = STR("number");
  d->captures[1] = STR("title");
  d->groups[0] = 1;
  d->groups[1] = 2;
  static const enum split_mode modes[] = {SPLIT_AUTO, SPLIT_FILE, SPLIT_HEADING};
  static const enum presence presences[] = {PRESENCE_REQUIRED, PRESENCE_OPTIONAL,
                                            PRESENCE_FORBIDDEN};
  d->record.split = modes[fuzz_choice(input, 3)];
  d->record.level = (int)fuzz_choice(input, 6) + 1;
  d->presence = presences[fuzz_choice(input, 3)];
  d->record.title = (struct title_rules){.pattern = d->title, .groups = d->groups};
  d->record.captures = d->captures;
  d->record.capture_count = 2;
  fuzz_choice(input, 2);
}

static void close_desk(struct desk *d) {
  pattern_free(d->title);
  arena_free(&d->a);
  arena_free(&d->scratch);
}

static void split(struct desk *d, struct str text) {
  d->bag.count = 0;
  d->source = read_source_bytes(&d->a, &d->bag, STR("x.md"), text);
  d->pieces = (struct pieces){NULL, 0};
  if (d->source)
    d->pieces = read_pieces(&d->a, &d->scratch, &d->bag, &d->record, d->presence, d->source);
}

static bool is_line_start(struct span span) {
  return span.offset == 0 || span.source->bytes.p[span.offset - 1] == '\n';
}

static void check_piece(const struct piece *piece, size_t ordinal) {
  HOLDS(piece->ordinal == ordinal);
  HOLDS(fuzz_span_is_good(piece->whole) && is_line_start(piece->whole));
  HOLDS(fuzz_span_is_good(piece->body) && fuzz_is_inside(piece->body, piece->whole));
  if (piece->heading_level > 0) {
    HOLDS(fuzz_span_is_good(piece->heading) && fuzz_is_inside(piece->heading, piece->whole));
    HOLDS(piece->heading.offset == piece->whole.offset);
    HOLDS(fuzz_span_is_good(piece->title));
    HOLDS(piece->title.n == 0 || fuzz_is_inside(piece->title, piece->whole));
    HOLDS(piece->body.offset >= piece->heading.offset + piece->heading.n);
  }
  if (piece->front_state == FRONT_PRESENT) {
    HOLDS(fuzz_span_is_good(piece->front) && fuzz_is_inside(piece->front, piece->whole));
    HOLDS(piece->front.offset >= piece->heading.offset + piece->heading.n ||
          piece->heading_level == 0);
    HOLDS(piece->body.offset >= piece->front.offset + piece->front.n);
  }
}

/* Between cases stand blank lines and rules, or headings that belong to no case. */
static bool is_empty_text(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    if (!is_white_char(text.p[i]) && text.p[i] != '-')
      return false;
  }
  return true;
}

static void check_gap(const struct desk *d, size_t from, size_t to) {
  if (d->pieces.count == 0 || is_empty_text(str_slice(d->source->bytes, from, to)))
    return;
  const struct outer_headings *outer = d->pieces.items[0].outer;
  bool is_explained = from == 0 || d->bag.count > 0;
  for (size_t i = 0; outer && i < outer->count; i++)
    is_explained = is_explained ||
                   (outer->items[i].text.offset >= from && outer->items[i].text.offset <= to);
  HOLDS_OR_SAY(is_explained, "the bytes %zu to %zu belong to no case", from, to);
}

static void check_pieces(const struct desk *d) {
  size_t end = 0;
  for (size_t i = 0; i < d->pieces.count; i++) {
    const struct piece *piece = &d->pieces.items[i];
    HOLDS(piece->source == d->source);
    check_piece(piece, i);
    HOLDS(piece->whole.offset >= end);
    check_gap(d, end, piece->whole.offset);
    end = (size_t)piece->whole.offset + piece->whole.n;
  }
  check_gap(d, end, d->source->bytes.n);
  HOLDS(d->pieces.count > 0 || d->bag.count > 0);
}

/* With CRLF for LF the same cases begin and end, and the same is found. */
static void check_crlf(struct desk *d, struct str text) {
  size_t pieces = d->pieces.count, findings = d->bag.count;
  if (str_find_char(text, '\r', 0) != STR_NONE)
    return;
  split(d, fuzz_crlf(&d->a, text));
  fuzz_check_bag(&d->bag);
  HOLDS(d->source && d->pieces.count == pieces);
  HOLDS(d->bag.count == findings);
}

void fuzz_split(struct str input) {
  struct desk d;
  open_desk(&d, &input);
  struct str text = fuzz_exact(input);
  split(&d, text);
  fuzz_check_bag(&d.bag);
  HOLDS(d.source || d.bag.count > 0);
  if (d.source) {
    check_pieces(&d);
    check_crlf(&d, text);
  }
  close_desk(&d);
  free((char *)(size_t)text.p);
}
