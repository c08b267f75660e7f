/* What nothing may print: the secrets that were found, wherever they stand. */
#include "diag/hidden.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"

#include <stdlib.h>
#include <string.h>

/* What is shorter may stand in any text, and so may a word: the name of a mail address. A line
 * of a secret of several lines is longer, and holds no blank. */
enum { SHORTEST_TEXT = 6, SHORTEST_WORD = 12, SHORTEST_LINE = 16 };

struct hidden_text {
  struct str text; /* of a name with the "@" */
  bool is_name;
  size_t inside; /* the longest other text that this one begins with, or STR_NONE */
  size_t end;    /* of the first one with its head: behind the last one */
};

/* ---- Spans --------------------------------------------------------------------------------
 */

/* By path, not by address: two sources never have one path. */
static int compare_sources(const struct source *a, const struct source *b) {
  return a == b ? 0 : str_compare(a->path, b->path);
}

static int compare_spans(const void *left, const void *right) {
  const struct span *a = left, *b = right;
  int order = compare_sources(a->source, b->source);
  return order != 0 ? order : (a->offset > b->offset) - (a->offset < b->offset);
}

static void join_spans(struct hidden *hidden, size_t count) {
  struct span *spans = hidden->spans;
  qsort(spans, count, sizeof *spans, compare_spans);
  for (size_t i = 0; i < count; i++) {
    struct span *last = hidden->count > 0 ? &spans[hidden->count - 1] : NULL;
    size_t end = spans[i].offset + spans[i].n;
    if (!last || last->source != spans[i].source || last->offset + last->n < spans[i].offset)
      spans[hidden->count++] = spans[i];
    else if (end > last->offset + last->n)
      *last = span_of(last->source, last->offset, end);
  }
}

/* The index of the first span that ends behind the offset, or that of a later source. */
static size_t first_behind(const struct hidden *hidden, const struct source *source,
                           size_t offset) {
  size_t low = 0, high = hidden->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct span *span = &hidden->spans[middle];
    int order = compare_sources(span->source, source);
    if (order < 0 || (order == 0 && span->offset + span->n <= offset))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool hidden_touches(const struct hidden *hidden, struct span span) {
  if (!hidden || hidden->count == 0 || !span.source)
    return false;
  size_t i = first_behind(hidden, span.source, span.offset);
  return i < hidden->count && hidden->spans[i].source == span.source &&
         hidden->spans[i].offset < span.offset + span.n;
}

/* ---- What stands in them ------------------------------------------------------------------
 */

struct head {
  char bytes[SHORTEST_TEXT];
};

/* The case does not count: the anchor of a heading has small letters. */
static struct str head_of(struct head *head, const char *text) {
  for (size_t i = 0; i < SHORTEST_TEXT; i++)
    head->bytes[i] = lower_char(text[i]);
  return (struct str){head->bytes, SHORTEST_TEXT};
}

static bool is_sure(struct str text) {
  size_t letters = 0;
  while (letters < text.n && is_alpha_char(text.p[letters]))
    letters++;
  return text.n >= SHORTEST_WORD || (text.n >= SHORTEST_TEXT && letters < text.n);
}

static bool stands_at(struct str text, size_t at, struct str secret) {
  if (secret.n > text.n - at)
    return false;
  for (size_t i = 0; i < secret.n; i++) {
    if (lower_char(text.p[at + i]) != lower_char(secret.p[i]))
      return false;
  }
  return true;
}

static int compare_folded(struct str a, struct str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  for (size_t i = 0; i < n; i++) {
    unsigned char left = (unsigned char)lower_char(a.p[i]);
    unsigned char right = (unsigned char)lower_char(b.p[i]);
    if (left != right)
      return left < right ? -1 : 1;
  }
  return (a.n > b.n) - (a.n < b.n);
}

/* Of equal texts the one that was there first stays: which of them it is, nobody sees, but for
 * that a name is masked without its "@". */
static int compare_texts(const void *left, const void *right) {
  const struct hidden_text *a = left, *b = right;
  int order = compare_folded(a->text, b->text);
  return order != 0 ? order : (int)a->is_name - (int)b->is_name;
}

static void add_text(struct arena *a, struct hidden *hidden, struct str text, bool is_name) {
  if (!is_sure(text))
    return;
  size_t index = hidden->text_count++;
  hidden->texts = arena_grow(a, hidden->texts, index, sizeof *hidden->texts);
  hidden->texts[index] = (struct hidden_text){text, is_name, STR_NONE, 0};
}

/* What a text begins with stands before it, and between the two stand only others that begin
 * with that, too: so it is the text before, or inside of it. */
static void link_insides(struct hidden *hidden) {
  for (size_t i = 1; i < hidden->text_count; i++) {
    struct str text = hidden->texts[i].text;
    size_t inside = i - 1;
    while (inside != STR_NONE && !stands_at(text, 0, hidden->texts[inside].text))
      inside = hidden->texts[inside].inside;
    hidden->texts[i].inside = inside;
  }
}

static void sort_texts(struct arena *a, struct hidden *hidden) {
  struct hidden_text *texts = hidden->texts;
  if (hidden->text_count == 0)
    return;
  qsort(texts, hidden->text_count, sizeof *texts, compare_texts);
  size_t kept = 1;
  for (size_t i = 1; i < hidden->text_count; i++) {
    if (compare_folded(texts[kept - 1].text, texts[i].text) != 0)
      texts[kept++] = texts[i];
  }
  hidden->text_count = kept;
  link_insides(hidden);
  for (size_t i = 0; i < kept; i++) {
    struct head head;
    struct str key = head_of(&head, texts[i].text.p);
    size_t first = map_find(&hidden->by_head, key);
    if (first == STR_NONE)
      first = map_add(&hidden->by_head, a, arena_copy(a, key), i);
    texts[first].end = i + 1;
    hidden->begins[(unsigned char)key.p[0]] = true;
  }
}

/* As a fix or its help writes it between quotes. */
static void add_quoted(struct arena *a, struct hidden *hidden, struct str text) {
  if (str_find_char(text, '"', 0) == STR_NONE && str_find_char(text, '\\', 0) == STR_NONE)
    return;
  char *quoted = arena_alloc(a, 2 * text.n);
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] == '"' || text.p[i] == '\\')
      quoted[n++] = '\\';
    quoted[n++] = text.p[i];
  }
  add_text(a, hidden, (struct str){quoted, n}, false);
}

static void add_texts(struct arena *a, struct hidden *hidden, struct str secret) {
  if (str_find_char(secret, '\n', 0) == STR_NONE) {
    add_text(a, hidden, str_trim(secret), false);
    add_quoted(a, hidden, secret);
    return;
  }
  struct str line;
  while (str_next_line(&secret, &line)) {
    line = str_trim(line);
    if (line.n >= SHORTEST_LINE && str_find_char(line, ' ', 0) == STR_NONE)
      add_text(a, hidden, line, false);
  }
}

struct hidden hidden_of(struct arena *a, const struct hidden_span *spans, size_t count) {
  struct hidden hidden = {0};
  if (count == 0)
    return hidden;
  hidden.spans = arena_array(a, struct span, count);
  for (size_t i = 0; i < count; i++) {
    struct span span = hidden.spans[i] = spans[i].span;
    if (spans[i].is_name)
      add_text(a, &hidden, str_slice(span.source->bytes, span.offset, span.offset + span.n + 1),
               true);
    else
      add_texts(a, &hidden, span_text(span));
  }
  join_spans(&hidden, count);
  sort_texts(a, &hidden);
  return hidden;
}

/* ---- Where they are ------------------------------------------------------------------------
 */

/* How much of what stands at `at` is a secret, the longest: of the texts that are not behind it
 * in the order, the last one or what that begins with. */
static size_t secret_at(const struct hidden *hidden, struct str text, size_t at) {
  struct head head;
  if (text.n - at < SHORTEST_TEXT || !hidden->begins[(unsigned char)lower_char(text.p[at])])
    return 0;
  size_t low = map_find(&hidden->by_head, head_of(&head, text.p + at));
  if (low == STR_NONE)
    return 0;
  size_t first = low, high = hidden->texts[low].end;
  struct str rest = str_slice(text, at, text.n);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_folded(hidden->texts[middle].text, rest) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  size_t i = low > first ? low - 1 : STR_NONE;
  for (; i != STR_NONE; i = hidden->texts[i].inside) {
    if (stands_at(rest, 0, hidden->texts[i].text))
      return hidden->texts[i].text.n - hidden->texts[i].is_name;
  }
  return 0;
}

struct stretches {
  struct arena *a;
  struct hidden_stretch *items;
  size_t count;
};

/* They come by where they begin. */
static void add_stretch(struct stretches *s, size_t from, size_t to) {
  struct hidden_stretch *last = s->count > 0 ? &s->items[s->count - 1] : NULL;
  if (last && from <= last->to) {
    last->to = to > last->to ? to : last->to;
    return;
  }
  s->items = arena_grow(s->a, s->items, s->count, sizeof *s->items);
  s->items[s->count++] = (struct hidden_stretch){from, to};
}

struct hidden_stretch *hidden_in_source(struct arena *a, const struct hidden *hidden,
                                        const struct source *source, size_t from, size_t to,
                                        size_t *count) {
  struct stretches s = {a, NULL, 0};
  *count = 0;
  if (!hidden || hidden->count == 0)
    return NULL;
  struct str text = str_slice(source->bytes, 0, to);
  size_t k = first_behind(hidden, source, from);
  for (size_t at = from; at < to; at++) {
    const struct span *span = k < hidden->count ? &hidden->spans[k] : NULL;
    if (span && span->source == source && span->offset <= at) {
      size_t end = span->offset + span->n;
      add_stretch(&s, at, end < to ? end : to);
      k++;
    }
    size_t n = secret_at(hidden, text, at);
    if (n > 0)
      add_stretch(&s, at, at + n);
  }
  *count = s.count;
  return s.items;
}

struct str hidden_mask(struct arena *a, const struct hidden *hidden, struct str text,
                       size_t *count) {
  struct stretches s = {a, NULL, 0};
  for (size_t at = 0; hidden && hidden->text_count > 0 && at < text.n; at++) {
    size_t n = secret_at(hidden, text, at);
    if (n > 0)
      add_stretch(&s, at, at + n);
  }
  if (s.count == 0)
    return text;
  struct buf out = {0};
  size_t at = 0;
  for (size_t i = 0; i < s.count; at = s.items[i++].to) {
    buf_add(&out, str_slice(text, at, s.items[i].from));
    buf_add_c(&out, HIDDEN_MASK);
  }
  buf_add(&out, str_slice(text, at, text.n));
  struct str masked = arena_copy(a, buf_str(&out));
  buf_free(&out);
  *count += s.count;
  return masked;
}

/* ---- Texts of findings ---------------------------------------------------------------------
 */

static bool is_secret_edit(struct arena *scratch, const struct hidden *hidden,
                           const struct diag_edit *edit) {
  size_t count = 0;
  hidden_mask(scratch, hidden, edit->text, &count);
  return count > 0 || (edit->text.n > 0 && hidden_touches(hidden, edit->span));
}

void hide_in_texts(struct arena *a, const struct hidden *hidden, struct diag *diags,
                   size_t count) {
  size_t masks = 0;
  for (size_t i = 0; i < count && hidden->count > 0; i++) {
    struct diag *diag = &diags[i];
    diag->message = hidden_mask(a, hidden, diag->message, &masks);
    diag->label = hidden_mask(a, hidden, diag->label, &masks);
    diag->help = hidden_mask(a, hidden, diag->help, &masks);
    for (size_t j = 0; j < diag->related_count; j++)
      diag->related[j].message = hidden_mask(a, hidden, diag->related[j].message, &masks);
    for (size_t j = 0; j < diag->edit_count; j++)
      diag->has_secret_fix = diag->has_secret_fix || is_secret_edit(a, hidden, &diag->edits[j]);
  }
}
