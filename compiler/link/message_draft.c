/* A pattern in the making: a message as words and values, some of which are constant. */
#include "link/message_draft.h"

#include "base/arena.h"
#include "base/buf.h"
#include "link/message_words.h"

/* Adds the words of a stretch, as a line is compared with them: a value may hold several, each
 * of which is marked. */
static void add_words(struct buf *key, struct str text, bool is_value) {
  bool is_inside = false;
  for (size_t i = 0; i < text.n; i++) {
    bool is_word = is_message_word_byte(text.p[i]);
    if (is_word && !is_inside && key->n > 0)
      buf_add_char(key, ' ');
    if (is_word && !is_inside && is_value)
      buf_add_char(key, '=');
    if (is_word)
      buf_add_char(key, lower_char(text.p[i]));
    is_inside = is_word;
  }
}

static void set_key(struct arena *a, struct message_draft *draft) {
  struct buf key = {0};
  for (size_t i = 0; i < draft->count; i++) {
    if (draft->words[i].is_constant)
      add_words(&key, draft->words[i].text, draft->words[i].is_value);
  }
  draft->key = arena_copy(a, buf_str(&key));
  buf_free(&key);
}

struct message_draft draft_of(struct arena *a, struct str text) {
  struct message_draft draft = {.text = text};
  struct message_words words = {.text = text};
  struct message_word word;
  bool has_constant = false;
  while (message_word_next(&words, &word)) {
    draft.words = arena_grow(a, draft.words, draft.count, sizeof *draft.words);
    draft.words[draft.count++] =
        (struct draft_word){str_slice(text, word.from, word.to), word.is_value, !word.is_value};
    has_constant = has_constant || !word.is_value;
  }
  for (size_t i = 0; !has_constant && i < draft.count; i++)
    draft.words[i].is_constant = true;
  set_key(a, &draft);
  return draft;
}

size_t draft_count_constants(const struct message_draft *draft) {
  size_t count = 0;
  for (size_t i = 0; i < draft->count; i++)
    count += draft->words[i].is_constant;
  return count;
}

/* ---- Values that tell cases apart ---------------------------------------------------------
 */

static void set_gaps(struct arena *a, struct message_draft *draft) {
  struct buf gap = {0};
  draft->gaps = arena_array(a, struct str, draft->count + 1);
  draft->gap_count = 0;
  for (size_t i = 0; i <= draft->count; i++) {
    if (i < draft->count && draft->words[i].is_value) {
      add_words(&gap, draft->words[i].text, true);
      continue;
    }
    draft->gaps[draft->gap_count++] = arena_copy(a, buf_str(&gap));
    buf_clear(&gap);
  }
  buf_free(&gap);
}

/* The drafts [from, to) of a group. */
struct stretch {
  const struct message_draft *from, *to;
};

static struct stretch one_case(const struct message_draft *from,
                               const struct message_draft *end) {
  const struct message_draft *to = from;
  while (to < end && to->kb_case == from->kb_case)
    to++;
  return (struct stretch){from, to};
}

static bool has_gap(struct stretch drafts, size_t gap, struct str text) {
  bool has = false;
  for (const struct message_draft *draft = drafts.from; !has && draft < drafts.to; draft++)
    has = str_equal(draft->gaps[gap], text);
  return has;
}

static bool covers(struct stretch drafts, struct stretch others, size_t gap) {
  bool covers = true;
  for (const struct message_draft *other = others.from; covers && other < others.to; other++)
    covers = has_gap(drafts, gap, other->gaps[gap]);
  return covers;
}

/* Does one case say there what another one does not? */
static bool gap_differs(const struct message_draft *group, const struct message_draft *end,
                        size_t gap) {
  struct stretch first = one_case(group, end), other = first;
  bool differs = false;
  while (!differs && other.to < end) {
    other = one_case(other.to, end);
    differs = !covers(first, other, gap) || !covers(other, first, gap);
  }
  return differs;
}

static void make_constant(struct message_draft *draft, const bool *differs) {
  size_t gap = 0;
  for (size_t i = 0; i < draft->count; i++) {
    if (!draft->words[i].is_value)
      gap++;
    else if (differs[gap])
      draft->words[i].is_constant = true;
  }
}

void draft_settle(struct arena *a, struct message_draft *group, size_t count) {
  bool is_alike = true;
  size_t gaps = 0;
  for (size_t i = 0; i < count; i++) {
    set_gaps(a, &group[i]);
    is_alike = is_alike && group[i].gap_count == group[0].gap_count;
    gaps = group[i].gap_count > gaps ? group[i].gap_count : gaps;
  }
  /* Where one has a word and another the same text as a value, gaps cannot be compared. */
  bool *differs = arena_array(a, bool, gaps);
  for (size_t gap = 0; gap < gaps; gap++)
    differs[gap] = !is_alike || gap_differs(group, group + count, gap);
  for (size_t i = 0; i < count; i++) {
    make_constant(&group[i], differs);
    set_key(a, &group[i]);
  }
}
