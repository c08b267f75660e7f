/* A case of a bundle as a file of its own, and a file as a part of a bundle. */
#include "driver/layout/bundle.h"

#include "base/arena.h"
#include "base/hash.h"
#include "driver/layout/heading_text.h"
#include "driver/pipeline.h"
#include "model/case.h"

/* ---- Where things stand -------------------------------------------------------------------
 */

/* The offset behind the line end at or behind `at`; the end of the text if there is none. */
static size_t behind_line(const struct source *source, size_t at) {
  size_t end = str_find_char(source->bytes, '\n', at);
  return end == STR_NONE ? source->bytes.n : end + 1;
}

static size_t line_start(const struct source *source, size_t at) {
  return source->line_starts[source_line_at(source, at)];
}

static struct str text_between(const struct source *source, size_t from, size_t to) {
  return str_slice(source->bytes, from, to);
}

/* The line end that the text has at its end; n = 0 if it has none. */
static struct str line_end_of(struct str text) {
  size_t n = str_ends_with(text, STR("\r\n")) ? 2 : str_ends_with(text, STR("\n")) ? 1 : 0;
  return str_slice(text, text.n - n, text.n);
}

/* Without the rows of dashes at its end: the splitter takes off the last one, and would take
 * off another one at the end of a file. */
static struct str without_dashes(struct str text) {
  for (;;) {
    size_t n = text.n;
    while (n > 0 && text.p[n - 1] == '-')
      n--;
    if (text.n - n < 3 || (n > 0 && text.p[n - 1] != '\n'))
      return text;
    text = str_trim_end(str_slice(text, 0, n));
  }
}

size_t case_end(const struct kb_case *kb_case) {
  const struct piece *piece = kb_case->doc->piece;
  size_t end = piece->body.offset + without_dashes(span_text(piece->body)).n;
  bool is_at_start = end == 0 || piece->source->bytes.p[end - 1] == '\n';
  return is_at_start ? end : behind_line(piece->source, end);
}

/* Front matter with its two lines of dashes; n = 0 if there is none. */
static struct str front_of(const struct piece *piece) {
  if (piece->front_state != FRONT_PRESENT)
    return (struct str){NULL, 0};
  size_t line = source_line_at(piece->source, piece->front.offset);
  size_t opening = piece->source->line_starts[line - 1];
  return text_between(piece->source, opening, piece->body.offset);
}

/* Two stretches of whole lines change places. The line end that the last line of a text may
 * lack stays what the last line lacks. */
static void add_swapped(struct buf *out, struct str first, struct str between,
                        struct str second) {
  struct str end = line_end_of(second);
  if (end.n > 0) {
    buf_add(out, second);
    buf_add(out, between);
    buf_add(out, first);
    return;
  }
  end = line_end_of(first);
  buf_add(out, second);
  buf_add(out, end);
  buf_add(out, between);
  buf_add(out, str_slice(first, 0, first.n - end.n));
}

/* ---- Out of a bundle ----------------------------------------------------------------------
 */

struct str case_file(struct arena *a, const struct kb_case *kb_case,
                     struct split_entry *entry) {
  const struct piece *piece = kb_case->doc->piece;
  const struct source *source = piece->source;
  struct buf out = {0};
  struct str front = front_of(piece);
  size_t at = piece->whole.offset, end = case_end(kb_case);
  entry->is_moved = piece->heading_level > 0 && front.n > 0;
  if (entry->is_moved) {
    struct str above = text_between(source, at, (size_t)(front.p - source->bytes.p));
    struct str heading =
        text_between(source, at, behind_line(source, at + str_trim_end(above).n));
    entry->between = str_slice(above, heading.n, above.n);
    add_swapped(&out, heading, (struct str){NULL, 0}, front);
    at = piece->body.offset;
  }
  buf_add(&out, text_between(source, at, end));
  struct str text = arena_copy(a, buf_str(&out));
  buf_free(&out);
  entry->hash = arena_copy(a, str_from_c(hash_of(text).digits));
  return text;
}

/* ---- Into a bundle ------------------------------------------------------------------------
 */

struct joiner {
  struct arena *a;
  int level;
  size_t part_count;
  struct str line_end;
  struct buf out;
  size_t mark; /* the byte order mark at the front of `out` */
  struct str *error;
};

/* The heading in the body that is the case's title, or NULL. */
static const struct block *title_block(const struct kb_case *kb_case) {
  const struct doc *doc = kb_case->doc;
  for (size_t i = 0; i < doc->block_count && kb_case->title_level > 0; i++) {
    if (doc->blocks[i].kind == BLOCK_HEADING &&
        doc->blocks[i].inner.offset == kb_case->title_span.offset)
      return &doc->blocks[i];
  }
  return NULL;
}

/* What follows must begin on a line of its own. */
static void end_line(struct joiner *j) {
  if (j->out.n > j->mark && j->out.p[j->out.n - 1] != '\n')
    buf_add(&j->out, j->line_end);
}

/* The text from one place to the other with its headings `shift` levels deeper. */
static bool add_shifted(struct joiner *j, const struct kb_case *kb_case, size_t from, size_t to,
                        int shift) {
  const struct doc *doc = kb_case->doc;
  const struct source *source = doc->piece->source;
  size_t at = from;
  for (size_t i = 0; shift != 0 && i < doc->block_count; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind != BLOCK_HEADING || block->span.offset < from || block->span.offset >= to)
      continue;
    int level = block->level + shift;
    if (level > 6) {
      *j->error = arena_printf(j->a, "%.*s:%zu: this heading would be on level %d of a bundle",
                               STR_ARG(source->path),
                               source_line_at(source, block->span.offset) + 1, level);
      return false;
    }
    buf_add(&j->out, text_between(source, at, block->span.offset));
    heading_add_at_level(&j->out, block, level < 1 ? 1 : level);
    at = block->span.offset + block->span.n;
  }
  buf_add(&j->out, text_between(source, at, to));
  return true;
}

/* The title's heading goes to the front, then front matter, then whatever stood above and
 * below the heading. */
static bool add_titled(struct joiner *j, const struct kb_case *kb_case,
                       const struct block *title, struct str between) {
  const struct piece *piece = kb_case->doc->piece;
  const struct source *source = piece->source;
  int shift = j->level - title->level;
  size_t body = piece->body.offset, start = line_start(source, title->span.offset);
  size_t behind = behind_line(source, title->span.offset + title->span.n);
  struct buf heading = {0};
  buf_add(&heading, text_between(source, start, title->span.offset));
  heading_add_at_level(&heading, title, j->level);
  buf_add(&heading, text_between(source, title->span.offset + title->span.n, behind));
  add_swapped(&j->out, front_of(piece), between, buf_str(&heading));
  buf_free(&heading);
  bool is_blank_above = str_trim(text_between(source, body, start)).n == 0;
  if (!is_blank_above)
    end_line(j);
  return (is_blank_above || add_shifted(j, kb_case, body, start, shift)) &&
         add_shifted(j, kb_case, behind, case_end(kb_case), shift);
}

/* The title stands in the front matter, or is the name of the file; sections are on level 2. */
static bool add_untitled(struct joiner *j, const struct kb_case *kb_case) {
  const struct piece *piece = kb_case->doc->piece;
  buf_add_repeat(&j->out, '#', (size_t)j->level);
  buf_add_char(&j->out, ' ');
  heading_add_escaped(&j->out, kb_case->full_title);
  buf_add(&j->out, j->line_end);
  buf_add(&j->out, front_of(piece));
  return add_shifted(j, kb_case, piece->body.offset, case_end(kb_case), j->level - 1);
}

static bool add_case(struct joiner *j, const struct kb_case *kb_case,
                     const struct split_entry *entry, bool is_first) {
  const struct piece *piece = kb_case->doc->piece;
  bool may_stay = front_of(piece).n > 0 || j->part_count == 1;
  if (piece->heading_level > 0 || (is_first && entry && !entry->is_moved && may_stay)) {
    buf_add(&j->out, text_between(piece->source, piece->whole.offset, case_end(kb_case)));
    return true;
  }
  const struct block *title = title_block(kb_case);
  struct str between = entry ? entry->between : (struct str){NULL, 0};
  return title ? add_titled(j, kb_case, title, between) : add_untitled(j, kb_case);
}

static void add_separator(struct joiner *j) {
  struct str text = str_trim_end(str_slice(buf_str(&j->out), j->mark, j->out.n));
  if (text.n == 0)
    return;
  bool is_separated = str_ends_with(text, STR("\n---"));
  end_line(j);
  if (!is_separated) {
    buf_add(&j->out, j->line_end);
    buf_add_c(&j->out, "---");
    buf_add(&j->out, j->line_end);
  }
  buf_add(&j->out, j->line_end);
}

/* The cases of a file, and what stands around them. */
static bool add_file(struct joiner *j, const struct bundle_part *part, bool is_first) {
  const struct pipeline_text *text = part->text;
  size_t at = 0;
  for (size_t i = 0; i < text->count; i++) {
    size_t start = text->cases[i]->doc->piece->whole.offset;
    struct str around = text_between(text->source, at, start);
    bool is_blank = str_trim(around).n == 0;
    if (i == 0 && !is_first && !is_blank && str_trim(around).p[0] != '#') {
      *j->error = arena_printf(
          j->a,
          "%.*s: the text in front of its first case would become part of the case before",
          STR_ARG(text->source->path));
      return false;
    }
    if (i > 0 || !is_blank)
      buf_add(&j->out, around);
    if (!add_case(j, text->cases[i], part->entry, is_first && i == 0))
      return false;
    at = case_end(text->cases[i]);
  }
  struct str rest = text_between(text->source, at, text->source->bytes.n);
  if (part->entry || !is_plain_glue(rest))
    buf_add(&j->out, rest);
  return true;
}

/* How lines end in the first text that has any. */
static struct str line_end_in(struct str head, const struct bundle_part *parts, size_t count) {
  for (size_t i = 0; i <= count; i++) {
    struct str text = head;
    if (i > 0)
      text = parts[i - 1].text ? parts[i - 1].text->source->bytes : (struct str){NULL, 0};
    size_t end = str_find_char(text, '\n', 0);
    if (end != STR_NONE)
      return line_end_of(str_slice(text, 0, end + 1));
  }
  return STR("\n");
}

static bool add_part(struct joiner *j, const struct bundle_part *part, bool is_first) {
  struct str behind = part->entry ? part->entry->behind : (struct str){NULL, 0};
  if (!part->text && is_plain_glue(behind))
    return true;
  if (part->text && !part->entry)
    add_separator(j);
  end_line(j);
  if (part->text && !add_file(j, part, is_first))
    return false;
  if (behind.n > 0)
    end_line(j);
  buf_add(&j->out, behind);
  return true;
}

bool bundle_text(struct arena *a, int level, struct str head, const struct bundle_part *parts,
                 size_t count, struct str *text, struct str *error) {
  struct joiner j = {.a = a,
                     .level = level,
                     .part_count = count,
                     .line_end = line_end_in(head, parts, count),
                     .mark = str_starts_with(head, STR("\xEF\xBB\xBF")) ? 3 : 0,
                     .error = error};
  buf_add(&j.out, head);
  bool is_good = true;
  for (size_t i = 0; is_good && i < count; i++)
    is_good = add_part(&j, &parts[i], i == 0);
  *text = arena_copy(a, buf_str(&j.out));
  buf_free(&j.out);
  return is_good;
}
