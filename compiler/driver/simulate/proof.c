/* Whose a line is, and that it stays so whatever is drawn in its slots. */
#include "driver/simulate/proof.h"

#include "base/arena.h"
#include "driver/simulate/draft.h"
#include "matcher/matcher.h"
#include "model/kb.h"

struct pattern_word {
  struct str text;
  struct pattern_word *next;
};

/* Of so many words of one form one is sure to be what is drawn. */
enum { MANY_WORDS = 256 };

/* ---- The words of the patterns ------------------------------------------------------------
 */

/* Slots draw a digit where a digit stands, and a letter for a letter: so the form of a word is
 * the same whatever is drawn. */
static struct str form_of(struct arena *a, struct str word) {
  char *form = arena_room(a, word.n);
  for (size_t i = 0; i < word.n; i++) {
    char c = word.p[i];
    form[i] = is_digit_char(c) ? '0' : is_alpha_char(c) ? 'a' : c;
  }
  return (struct str){form, word.n};
}

static void add_word(struct arena *a, struct proof *proof, struct map *known, struct str word) {
  size_t count = known->count;
  if (word.n == 0 || map_add(known, a, word, count) != count)
    return;
  struct str form = form_of(a, word);
  size_t index = map_add(&proof->forms, a, form, proof->form_count);
  if (index == proof->form_count) {
    proof->words = arena_grow(a, proof->words, proof->form_count, sizeof *proof->words);
    proof->words[proof->form_count++] = NULL;
  }
  struct pattern_word *item = arena_new(a, struct pattern_word);
  *item = (struct pattern_word){word, proof->words[index]};
  proof->words[index] = item;
}

/* Words that hold no digit are never drawn anew, but those of ids with letters may be. */
static void add_pattern(struct arena *a, struct proof *proof, struct map *known,
                        struct str words) {
  while (words.n > 0) {
    size_t blank = str_find_char(words, ' ', 0);
    struct str word = str_slice(words, 0, blank);
    if (word.n > 0 && word.p[0] == '=')
      word = str_slice(word, 1, word.n);
    add_word(a, proof, known, word);
    if (blank == STR_NONE)
      return;
    words = str_slice(words, blank + 1, words.n);
  }
}

struct proof proof_new(struct arena *a, const struct kb *kb) {
  struct proof proof = {0};
  struct map known = {0};
  for (size_t i = 0; i < kb->case_count; i++) {
    for (size_t k = 0; k < kb->cases[i]->pattern_count; k++)
      add_pattern(a, &proof, &known, kb->cases[i]->patterns[k].words);
  }
  struct match_source source = match_source_of_kb(a, kb);
  proof.matcher = matcher_build(a, &source);
  return proof;
}

/* ---- What could be drawn ------------------------------------------------------------------
 */

static bool is_dangerous(const struct proof *proof, const struct draft *draft, size_t from,
                         size_t to) {
  struct arena scratch = {0};
  struct str form = form_of(&scratch, str_slice(buf_str(&draft->text), from, to));
  size_t index = map_find(&proof->forms, form);
  arena_free(&scratch);
  const struct pattern_word *word = index == STR_NONE ? NULL : proof->words[index];
  size_t looked_at = 0;
  for (; word && looked_at < MANY_WORDS; word = word->next, looked_at++) {
    if (draft_could_say(draft, from, word->text))
      return true;
  }
  return word != NULL;
}

/* The word of the message around that byte. */
static void settle_word(const struct proof *proof, struct draft *draft, size_t at) {
  const char *text = draft->text.p;
  size_t from = at, to = at;
  while (from > draft->message_from && is_word_byte(text[from - 1]))
    from--;
  while (to < draft->message_to && is_word_byte(text[to]))
    to++;
  if (is_dangerous(proof, draft, from, to))
    draft_fix(draft, from, to);
}

static bool is_in_message(const struct draft *draft, size_t at) {
  return at >= draft->message_from && at < draft->message_to;
}

/* Places around a slot where the literal does not stand, but could. */
static void settle_literal(struct draft *draft, size_t slot, struct str literal) {
  size_t at = draft->slots[slot].at, end = at + draft->slots[slot].width;
  size_t from = at + 1 > literal.n ? at + 1 - literal.n : 0;
  for (size_t i = from; i < end && slot < draft->slot_count; i++) {
    struct str there = str_slice(buf_str(&draft->text), i, i + literal.n);
    if (literal.n > 0 && !str_equal(there, literal) && draft_could_say(draft, i, literal))
      draft_fix(draft, i, i + literal.n);
  }
}

static void settle_literals(struct draft *draft, const struct log_template *template,
                            size_t slot) {
  for (size_t i = 0; i < template->part_count && slot < draft->slot_count; i++) {
    const struct log_part *part = &template->parts[i];
    if (part->kind == PART_LITERAL)
      settle_literal(draft, slot, part->literal);
    else if (part->kind == PART_FIELD && template->fields[part->field].type == FIELD_MAP &&
             slot < draft->slot_count) {
      const struct map_form *map = &template->fields[part->field].map;
      const struct str ends[] = {map->close, map->join, map->between, map->behind_value};
      for (size_t k = 0; k < 4 && slot < draft->slot_count; k++)
        settle_literal(draft, slot, ends[k]);
    }
  }
}

void proof_settle(const struct proof *proof, struct draft *draft,
                  const struct log_template *template) {
  /* From the last one on: what is fixed takes slots away, and those before stay. */
  for (size_t i = draft->slot_count; i-- > 0;) {
    if (i < draft->slot_count && is_in_message(draft, draft->slots[i].at))
      settle_word(proof, draft, draft->slots[i].at);
    if (i < draft->slot_count)
      settle_literals(draft, template, i);
  }
}

size_t proof_case(const struct proof *proof, const struct draft *draft) {
  struct matched matched = {0};
  bool is_found = matcher_line(proof->matcher, buf_str(&draft->text), &matched);
  return is_found ? matched.number : STR_NONE;
}
