/* What the quick way to match many lines is made of, whatever the machine can do at once. */

/* Lines that are read together; where the last of them may end; words of them that are kept. */
enum { KB_LINES = 32, KB_SPAN = 60000, KB_HELD = 20, KB_TOKENS = 288, KB_LINE_TOKENS = 64 };

/* So many bytes behind a line may be looked at. */
enum { KB_MARGIN = 128 };

/* A line that only the slow way can tell about. */
#define KB_UNSURE 0xFFFFFFFEu

/* Where a form stands in a line. */
struct kb_head {
  uint16_t *cuts; /* where the fields before the message end */
  size_t from;    /* of the message */
  size_t service; /* row */
};

struct kb_batch {
  const struct kb_tables *t;
  const char *p; /* the first line */
  size_t n;      /* bytes from there on that may be read */
  size_t count;
  uint32_t ends[KB_LINES + 64]; /* of each line: its LF */
  uint32_t numbers[KB_LINES];   /* its case, KB_NO_NUMBER or KB_UNSURE */
  uint16_t starts[KB_LINES];    /* in the line: where its log template begins, */
  uint16_t message_ends[KB_LINES];
  uint16_t cuts[KB_LINES][KB_MOST_STEPS];
  uint8_t forms[KB_LINES];
};

/* Which of 64 bytes are of a kind, the first as the lowest bit. */
struct kb_masks {
  uint64_t word, digit, joint, at, slash, quote;
};

/* A line with a word that leads to patterns, its tokens, and which of them do. */
struct kb_held {
  uint32_t line, from, n, service, pattern;
  uint32_t words_n; /* bytes of all tokens */
  uint32_t first_token, token_count;
  uint64_t hits, whole;
};

/* A word of a line that is held: its place in the message, and above 16 bits its length. */
typedef uint32_t kb_token;

KB_INLINE size_t kb_token_at(kb_token token) {
  return token & 0xFFFF;
}

KB_INLINE size_t kb_token_n(kb_token token) {
  return token >> 16;
}

struct kb_hold {
  size_t count, token_count;
  struct kb_held lines[KB_HELD];
  kb_token tokens[KB_TOKENS];
};

/* A to Z as a to z, in each byte. */
KB_INLINE uint64_t kb_fold8(uint64_t x) {
  uint64_t low = x & 0x7F * KB_EACH_BYTE;
  uint64_t upper = (low + (0x80 - 'A') * KB_EACH_BYTE) & ~(low + (0x7F - 'Z') * KB_EACH_BYTE) &
                   ~x & 0x80 * KB_EACH_BYTE;
  return x | upper >> 2;
}

/* Do n bytes equal those of a text? Up to seven behind them are read of both. */
KB_INLINE int kb_equal(const char *p, const char *text, size_t n) {
  for (; n > 8; p += 8, text += 8, n -= 8) {
    if (kb_load8(p) != kb_load8(text))
      return 0;
  }
  return n == 0 || kb_low_bytes(kb_load8(p) ^ kb_load8(text), n) == 0;
}

/* ---- Fields ----------------------------------------------------------------------------- */

/* The row of the service of that name, or KB_NO_NUMBER. */
KB_INLINE size_t kb_quick_service(const struct kb_tables *t, const char *p, size_t n) {
  /* Three times eight bytes, which overlap, are all of up to 24: lengths differ from line to
   * line, and to branch on them would cost more. */
  size_t behind = n < 8 ? 0 : n - 8, between = behind < 8 ? behind : 8;
  uint64_t mask = kb_low_masks[n < 8 ? n : 8], first = kb_load8(p) & mask;
  uint64_t last = kb_load8(p + behind) & mask, middle = kb_load8(p + between) & mask;
  size_t slots = ((size_t)1 << t->service_bits) - 1;
  size_t slot = kb_bucket(kb_name_hash(first, last, n), t->service_bits);
  for (; t->service_slots[slot] != KB_NO_NUMBER; slot = (slot + 1) & slots) {
    const uint32_t *row = kb_row(t->services, t->service_slots[slot], KB_SERVICE_NUMBERS);
    const char *name = t->text + row[KB_SERVICE_TEXT];
    if (row[KB_SERVICE_N] != n)
      continue;
    uint64_t wrong = ((kb_load8(name) & mask) ^ first) |
                     ((kb_load8(name + behind) & mask) ^ last) |
                     ((kb_load8(name + between) & mask) ^ middle);
    if (wrong == 0 && (n <= 24 || kb_equal(p, name, n)))
      return t->service_slots[slot];
  }
  return KB_NO_NUMBER;
}

/* ---- Patterns ---------------------------------------------------------------------------- */

/* What a word of the message, of up to 63 bytes, and the text differ in; 0: nothing. */
KB_INLINE uint64_t kb_difference(const char *word, const char *text, size_t n) {
  uint64_t mask = kb_low_masks[n];
  size_t last = n < 8 ? 0 : n - 8;
  uint64_t wrong = (kb_fold8(kb_load8(word)) ^ kb_load8(text)) & mask;
  wrong |= (kb_fold8(kb_load8(word + last)) ^ kb_load8(text + last)) & mask;
  for (size_t i = 8; i + 8 < n; i += 8)
    wrong |= kb_fold8(kb_load8(word + i)) ^ kb_load8(text + i);
  return wrong;
}

/* Are the words of the pattern, plain ones all, these tokens and no others? `words_n` bytes
 * have they together. */
KB_INLINE int kb_is_whole(const char *text, size_t n, const char *message,
                          const kb_token *tokens, size_t count, size_t words_n) {
  uint64_t wrong = 0;
  if (words_n + count - 1 != n)
    return 0;
  for (size_t i = 0; i < count; i++) {
    size_t length = kb_token_n(tokens[i]);
    wrong |= kb_difference(message + kb_token_at(tokens[i]), text, length);
    text += length;
    wrong |= i + 1 < count && *text != ' ';
    text++;
  }
  return wrong == 0;
}

/* Where a pattern of more than plain words, whose anchor is token i, occurs in a message; or
 * KB_NONE. */
static size_t kb_mixed_place(const struct kb_tables *t, const uint32_t *pattern,
                             const char *message, size_t n, const kb_token *tokens, size_t i) {
  size_t shape = pattern[KB_PATTERN_SHAPE], work = 0;
  size_t before = shape & 0xFF, skipped = shape >> 8 & 0xFF;
  for (size_t back = before; back + skipped >= before; back--) {
    if (back <= i) {
      struct kb_words words;
      size_t first = i - back, from = kb_token_at(tokens[first]);
      memset(&words, 0, sizeof words);
      words.p = message;
      words.n = n;
      /* Behind a plain word one may begin to cut anywhere: what follows is cut the same. */
      words.at = from;
      if ((shape & KB_LEADS_WITH_VALUE) != 0)
        words.at =
            first == 0 ? 0 : kb_token_at(tokens[first - 1]) + kb_token_n(tokens[first - 1]);
      if (kb_occurs(t, pattern, words, &from, &work))
        return from;
    }
    if (back == 0)
      break;
  }
  return KB_NONE;
}

/* ---- Values ----------------------------------------------------------------------------- */

/* The runs of `all` that have a bit of `some`. */
KB_INLINE uint64_t kb_runs_with(uint64_t all, uint64_t some) {
  /* Adding a bit of a run to it carries out of the run: that marks its end. From there the mark
   * is spread back. Bit 63 is in no run, so nothing is carried away. */
  uint64_t marked = all & ((all + some) & ~all) >> 1, through = all;
  marked |= through & marked >> 1;
  through &= through >> 1;
  marked |= through & marked >> 2;
  through &= through >> 2;
  marked |= through & marked >> 4;
  through &= through >> 4;
  marked |= through & marked >> 8;
  through &= through >> 8;
  marked |= through & marked >> 16;
  through &= through >> 16;
  marked |= through & marked >> 32;
  return marked;
}

KB_INLINE size_t kb_count_bits(uint64_t x) {
  x -= x >> 1 & 0x55 * KB_EACH_BYTE;
  x = (x & 0x33 * KB_EACH_BYTE) + (x >> 2 & 0x33 * KB_EACH_BYTE);
  return (size_t)(((x + (x >> 4)) & 0x0F * KB_EACH_BYTE) * KB_EACH_BYTE >> 56);
}

/* The bits [from, to), to < 64. */
KB_INLINE uint64_t kb_bits(unsigned from, unsigned to) {
  return (((uint64_t)1 << to) - 1) & ~(((uint64_t)1 << from) - 1);
}

/* The fields of line i, which belongs to a case. */
static void kb_quick_fields(const struct kb_batch *batch, size_t i, const char *line, size_t n,
                            struct kb_hit *hit) {
  const struct kb_tables *t = batch->t;
  const uint32_t *quick = kb_row(t->quick, batch->forms[i], KB_QUICK_NUMBERS);
  const uint32_t *step = kb_row(t->steps, quick[KB_QUICK_STEPS], KB_STEP_NUMBERS);
  size_t at = batch->starts[i] + quick[KB_QUICK_START_N], to = batch->message_ends[i];
  hit->form = batch->forms[i];
  hit->line = kb_stretch(line, n);
  hit->number = batch->numbers[i];
  kb_start_hit(hit, kb_row(t->forms, hit->form, KB_FORM_NUMBERS));
  for (size_t j = 0; j < quick[KB_QUICK_STEP_COUNT]; j++, step += KB_STEP_NUMBERS) {
    size_t cut = batch->cuts[i][j];
    kb_set_field(hit, step[KB_STEP_FIELD], line + at, line + cut);
    if (step[KB_STEP_KIND] == KB_STEP_SERVICE)
      hit->service = kb_stretch(line + at, cut - at);
    at = cut + step[KB_STEP_N];
  }
  hit->message = kb_stretch(line + at, to - at);
  kb_set_field(hit, quick[KB_QUICK_MESSAGE], line + at, line + to);
  if (to < n)
    kb_set_field(hit, quick[KB_QUICK_TAIL_FIELD], line + to + quick[KB_QUICK_TAIL_N], line + n);
}
