/* An image in the making: text, and what of it may be drawn anew. */
#include "driver/simulate/draft.h"

#include "base/arena.h"

/* ---- Alphabets ----------------------------------------------------------------------------
 */

/* How many characters from `at` on are neighbours. */
static size_t row_of(struct str chars, size_t at) {
  size_t end = at + 1;
  while (end < chars.n && chars.p[end] == chars.p[end - 1] + 1)
    end++;
  return end - at;
}

/* Leaves `count` 0 if they are more than two rows, or go down from one to the other. */
static void find_rows(struct alphabet *alphabet, struct str chars) {
  size_t low = row_of(chars, 0), high = low < chars.n ? row_of(chars, low) : 0;
  char last = chars.p[low - 1];
  if (low + high < chars.n || chars.n > 127 || (high > 0 && chars.p[low] < last))
    return;
  alphabet->count = (uint8_t)chars.n;
  alphabet->first = (uint8_t)chars.p[0];
  alphabet->low = (uint8_t)low;
  alphabet->jump = high > 0 ? (uint8_t)(chars.p[low] - last - 1) : 0;
}

static const struct alphabet *alphabet_new(struct arena *a, struct str chars) {
  struct alphabet *alphabet = arena_new(a, struct alphabet);
  for (size_t i = 0; i < sizeof alphabet->chars; i++) {
    char c = chars.p[i * chars.n / sizeof alphabet->chars];
    alphabet->chars[i] = c;
    alphabet->has[(unsigned char)c] = true;
  }
  find_rows(alphabet, chars);
  return alphabet;
}

struct alphabets alphabets_new(struct arena *a) {
  static const struct str chars[ALPHABET_KINDS] = {
      [ALPHABET_DIGITS] = STR_INIT("0123456789"),
      [ALPHABET_FIRST_DIGITS] = STR_INIT("123456789"),
      [ALPHABET_HEX] = STR_INIT("abcdef"),
      [ALPHABET_HEX_CAPITALS] = STR_INIT("ABCDEF"),
      [ALPHABET_LETTERS] = STR_INIT("abcdefghijklmnopqrstuvwxyz"),
      [ALPHABET_CAPITALS] = STR_INIT("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  };
  struct alphabets alphabets = {0};
  for (size_t i = 0; i < ALPHABET_KINDS; i++)
    alphabets.kinds[i] = alphabet_new(a, chars[i]);
  return alphabets;
}

const struct alphabet *alphabet_of(struct arena *a, struct alphabets *alphabets,
                                   struct str chars) {
  size_t count = alphabets->other_count;
  for (size_t i = 0; i < count; i++) {
    if (str_equal(alphabets->other_chars[i], chars))
      return alphabets->others[i];
  }
  alphabets->others = arena_grow(a, alphabets->others, count, sizeof *alphabets->others);
  alphabets->other_chars =
      arena_grow(a, alphabets->other_chars, count, sizeof *alphabets->other_chars);
  alphabets->other_chars[count] = arena_copy(a, chars);
  alphabets->others[count] = alphabet_new(a, chars);
  return alphabets->others[alphabets->other_count++];
}

/* ---- Adding -------------------------------------------------------------------------------
 */

void draft_add(struct draft *draft, struct str text) {
  buf_add(&draft->text, text);
}

void draft_add_time(struct draft *draft, const struct clock_face *face) {
  draft->times = arena_grow(draft->a, draft->times, draft->time_count, sizeof *draft->times);
  draft->times[draft->time_count++] = (struct time_slot){(uint32_t)draft->text.n, face};
  buf_add(&draft->text, (struct str){face->text, face->n});
}

static struct slot *add_slot(struct draft *draft, const struct alphabet *alphabet) {
  draft->slots = arena_grow(draft->a, draft->slots, draft->slot_count, sizeof *draft->slots);
  struct slot *slot = &draft->slots[draft->slot_count++];
  *slot = (struct slot){.at = (uint32_t)draft->text.n, .alphabet = alphabet};
  return slot;
}

/* Hexadecimal digits stay such. */
static bool is_hex(struct str text) {
  for (size_t i = 0; i < text.n; i++) {
    char small = lower_char(text.p[i]);
    if (!is_digit_char(small) && (small < 'a' || small > 'f'))
      return false;
  }
  return true;
}

static enum alphabet_kind kind_of(char c, bool hex) {
  if (is_digit_char(c))
    return ALPHABET_DIGITS;
  if (lower_char(c) != c)
    return hex ? ALPHABET_HEX_CAPITALS : ALPHABET_CAPITALS;
  return hex ? ALPHABET_HEX : ALPHABET_LETTERS;
}

/* Takes the byte in, if the slot has room and at most two alphabets with it. */
static bool slot_takes(struct slot *slot, const struct alphabet *alphabet) {
  if (slot->width == SLOT_WIDTH)
    return false;
  if (alphabet != slot->alphabet) {
    if (slot->other && slot->other != alphabet)
      return false;
    slot->other = alphabet;
    slot->mask |= (uint64_t)0xFF << (8 * slot->width);
  }
  slot->width++;
  return true;
}

void draft_add_drawn(struct draft *draft, const struct alphabets *alphabets, struct str text,
                     bool is_number, uint8_t *part) {
  bool hex = is_hex(text);
  struct slot *slot = NULL;
  for (size_t i = 0; i < text.n; i++) {
    const struct alphabet *alphabet = alphabets->kinds[kind_of(text.p[i], hex)];
    if (!slot || !slot_takes(slot, alphabet)) {
      slot = add_slot(draft, alphabet);
      slot->width = 1;
      slot->is_number = is_number && i == 0;
      slot->part = part && *part > 0 && *part < UINT8_MAX ? (*part)++ : 0;
    }
    buf_add_char(&draft->text, text.p[i]);
  }
}

void draft_add_id(struct draft *draft, struct str text, const struct alphabet *alphabet,
                  uint8_t *part) {
  for (size_t at = 0; at < text.n; at += SLOT_WIDTH) {
    struct str piece = str_slice(text, at, at + SLOT_WIDTH);
    struct slot *slot = add_slot(draft, alphabet);
    slot->width = (uint8_t)piece.n;
    slot->part = *part + 1 < SLOT_SAME ? ++*part : 0;
    buf_add(&draft->text, piece);
  }
}

/* ---- What could come out ------------------------------------------------------------------
 */

/* The slot of that byte, or the first behind it; slot_count if there is none. */
static size_t slot_from(const struct draft *draft, size_t at) {
  size_t low = 0, high = draft->slot_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (draft->slots[middle].at + draft->slots[middle].width <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool can_draw(const struct slot *slot, size_t byte, char c) {
  if (slot->is_number && byte == 0 && c == '0')
    return false;
  bool is_other = slot->other && (slot->mask >> (8 * byte) & 0xFF);
  return (is_other ? slot->other : slot->alphabet)->has[(unsigned char)c];
}

static bool could_be(const struct slot *slot, size_t byte, const char *own, char wanted) {
  if (!slot)
    return lower_char(*own) == lower_char(wanted);
  char small = lower_char(wanted);
  char capital = small >= 'a' && small <= 'z' ? (char)(small - 'a' + 'A') : small;
  return can_draw(slot, byte, small) || can_draw(slot, byte, capital);
}

bool draft_could_say(const struct draft *draft, size_t at, struct str word) {
  if (word.n > draft->text.n || at > draft->text.n - word.n)
    return false;
  size_t next = slot_from(draft, at);
  for (size_t i = 0; i < word.n; i++) {
    size_t here = at + i;
    while (next < draft->slot_count && draft->slots[next].at + draft->slots[next].width <= here)
      next++;
    bool is_drawn = next < draft->slot_count && draft->slots[next].at <= here;
    const struct slot *slot = is_drawn ? &draft->slots[next] : NULL;
    if (!could_be(slot, is_drawn ? here - slot->at : 0, draft->text.p + here, word.p[i]))
      return false;
  }
  return true;
}

void draft_fix(struct draft *draft, size_t from, size_t to) {
  size_t kept = 0;
  for (size_t i = 0; i < draft->slot_count; i++) {
    struct slot slot = draft->slots[i];
    if (slot.at + slot.width <= from || slot.at >= to)
      draft->slots[kept++] = slot;
  }
  draft->slot_count = kept;
}

/* ---- The end ------------------------------------------------------------------------------
 */

void draft_free(struct draft *draft) {
  buf_free(&draft->text);
  *draft = (struct draft){.a = draft->a};
}

struct str image_text(struct arena *a, struct str text) {
  char *room = arena_alloc(a, text.n + IMAGE_PAD);
  memcpy(room, text.p, text.n);
  return (struct str){room, text.n};
}

struct image draft_image(struct draft *draft) {
  buf_add_char(&draft->text, '\n');
  struct image image = {.text = image_text(draft->a, buf_str(&draft->text)),
                        .slots = draft->slots,
                        .times = draft->times,
                        .slot_count = draft->slot_count,
                        .time_count = draft->time_count};
  draft_free(draft);
  return image;
}
