/* What the quick way to match many lines is made of, whatever the machine can do at once. */

/* Lines that are read together; where the last of them may end; words of them that are kept. */
enum { KB_LINES = 24, KB_SPAN = 60000, KB_HELD = 12, KB_TOKENS = 192, KB_LINE_TOKENS = 64 };

/* So much of a message is looked at; so far ahead bytes are asked for. */
enum { KB_WINDOWS = 12, KB_AHEAD = 6144 };

/* So many bytes behind a line may be looked at. */
enum { KB_MARGIN = 128 };

/* A line that only the slow way can tell about. */
#define KB_UNSURE 0xFFFFFFFEu

/* A line with a log template, the message of which was not looked at yet. */
#define KB_READ 0xFFFFFFFDu

/* A literal as it is looked for: its first eight bytes, and one that few lines have. */
struct kb_literal {
  uint64_t start, mask;
  const char *text;
  int n, rare;
  char c;
};

/* What is in the tables for a form, ready to be used for many lines. */
struct kb_step {
  struct kb_literal literal;
  uint32_t kind, field;
  const char *help;
  size_t count;
};

struct kb_plan {
  size_t form; /* KB_NONE: of none yet */
  struct kb_literal start, tail;
  size_t step_count;
  uint32_t service;
  struct kb_step steps[KB_MOST_STEPS];
};

struct kb_batch {
  const struct kb_tables *t;
  const char *p; /* the first line */
  size_t n;      /* bytes from there on that may be read */
  size_t count;
  struct kb_plan plan; /* the last one that was needed */
  uint32_t ends[KB_LINES + 64]; /* of each line: its LF */
  uint32_t numbers[KB_LINES];   /* its case, KB_NO_NUMBER or KB_UNSURE */
  uint32_t services[KB_LINES];
  /* In the line: where its log template begins, and from where to where the message goes. */
  uint16_t starts[KB_LINES], message_starts[KB_LINES], message_ends[KB_LINES];
  uint16_t cuts[KB_LINES][KB_MOST_STEPS];
  uint8_t forms[KB_LINES];
};

/* Which of 64 bytes are of a kind, the first as the lowest bit. A mark is a digit or an @. */
struct kb_masks {
  uint64_t word, mark, joint, slash, quote;
};

/* A line with a word that leads to patterns, its tokens, and which of them do. */
struct kb_held {
  uint32_t line, from, n, service, pattern;
  uint32_t first_token, token_count;
  uint64_t hits, whole;
};

/* A word of a line that is held: its place in the message, and its length. */
struct kb_token {
  uint16_t at, n;
};

/* Up to 64 bytes of a message: where words begin that may lead to patterns, and their bytes. */
struct kb_window {
  uint64_t starts, tokens;
  size_t at; /* in the message */
};

struct kb_hold {
  size_t count, token_count;
  struct kb_held lines[KB_HELD];
  struct kb_token tokens[KB_TOKENS];
};

/* What the next batch reads should be there by then. */
KB_INLINE void kb_fetch_ahead(const struct kb_batch *batch, size_t at) {
  if (batch->n > KB_AHEAD && at < batch->n - KB_AHEAD) {
    KB_FETCH(batch->p + at + KB_AHEAD - 128);
    KB_FETCH(batch->p + at + KB_AHEAD - 64);
    KB_FETCH(batch->p + at + KB_AHEAD);
  }
}

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

/* ---- Plans ------------------------------------------------------------------------------ */

static struct kb_literal kb_plan_literal(const char *text, uint32_t n, uint32_t rare) {
  struct kb_literal literal;
  literal.mask = kb_low_masks[n < 8 ? n : 8];
  literal.start = kb_load8(text) & literal.mask;
  literal.text = text;
  literal.n = (int)n;
  literal.rare = (int)rare;
  literal.c = text[rare];
  return literal;
}

static void kb_plan_form(const struct kb_tables *t, size_t form, struct kb_plan *plan) {
  if (plan->form == form)
    return;
  const uint32_t *quick = kb_row(t->quick, form, KB_QUICK_NUMBERS);
  const uint32_t *row = kb_row(t->steps, quick[KB_QUICK_STEPS], KB_STEP_NUMBERS);
  plan->start = kb_plan_literal(t->text + quick[KB_QUICK_START], quick[KB_QUICK_START_N],
                                quick[KB_QUICK_START_RARE]);
  plan->tail = kb_plan_literal(t->text + quick[KB_QUICK_TAIL], quick[KB_QUICK_TAIL_N],
                               quick[KB_QUICK_TAIL_RARE]);
  plan->form = form;
  plan->step_count = quick[KB_QUICK_STEP_COUNT];
  plan->service = quick[KB_QUICK_SERVICE];
  for (size_t i = 0; i < plan->step_count; i++, row += KB_STEP_NUMBERS) {
    struct kb_step *step = &plan->steps[i];
    step->literal =
        kb_plan_literal(t->text + row[KB_STEP_TEXT], row[KB_STEP_N], row[KB_STEP_RARE]);
    step->kind = row[KB_STEP_KIND];
    step->field = row[KB_STEP_FIELD];
    step->help = t->text + row[KB_STEP_HELP];
    step->count = row[KB_STEP_COUNT];
  }
}

/* Does what is behind the first eight bytes stand there, too? */
KB_INLINE int kb_rest_stands(const struct kb_literal *literal, const char *p) {
  return literal->n <= 8 || kb_equal(p, literal->text, (size_t)literal->n);
}

KB_INLINE int kb_stands(const struct kb_literal *literal, const char *p, const char *end) {
  return ((kb_load8(p) ^ literal->start) & literal->mask) == 0 && end - p >= literal->n &&
         kb_rest_stands(literal, p);
}

/* ---- Patterns ---------------------------------------------------------------------------- */

/* What eight bytes of words and of a text, which is folded, differ in, the case of letters
 * aside: of bytes that words have only letters are others with bit 5 set or not. */
KB_INLINE uint64_t kb_difference8(uint64_t word, uint64_t text) {
  return (word ^ text) & ~(~text >> 2 & 0x20 * KB_EACH_BYTE);
}

/* What a word of the message, of up to 63 bytes, and the text differ in; 0: nothing. */
KB_INLINE uint64_t kb_difference(const char *word, const char *text, size_t n) {
  uint64_t mask = kb_low_masks[n];
  size_t last = n < 8 ? 0 : n - 8;
  uint64_t wrong = kb_difference8(kb_load8(word), kb_load8(text));
  wrong |= kb_difference8(kb_load8(word + last), kb_load8(text + last));
  wrong &= mask;
  for (size_t i = 8; i + 8 < n; i += 8)
    wrong |= kb_difference8(kb_load8(word + i), kb_load8(text + i));
  return wrong;
}

/* Are the words of the pattern, plain ones all, these tokens and no others? */
KB_INLINE int kb_is_whole(const char *text, size_t n, const char *message,
                          const struct kb_token *tokens, size_t count) {
  uint64_t wrong = 0;
  size_t words_n = 0;
  for (size_t i = 0; i < count; i++)
    words_n += tokens[i].n;
  if (words_n + count - 1 != n)
    return 0;
  for (size_t i = 0;;) {
    size_t length = tokens[i].n;
    wrong |= kb_difference(message + tokens[i].at, text, length);
    text += length;
    if (++i == count)
      break;
    wrong |= (uint64_t)(*text++ != ' ');
  }
  return wrong == 0;
}

/* Do the plain words of a pattern without variable ones stand from token i on? */
static int kb_plain_stand(const char *text, size_t n, const char *message,
                          const struct kb_token *tokens, size_t i, size_t count) {
  for (size_t at = 0; at < n; at++) {
    if (text[at] == '=') {
      while (at < n && text[at] != ' ')
        at++;
      continue;
    }
    if (i == count)
      return 0;
    size_t length = tokens[i].n;
    if (n - at < length || (n - at > length && text[at + length] != ' ') ||
        kb_difference(message + tokens[i].at, text + at, length) != 0)
      return 0;
    at += length;
    i++;
  }
  return 1;
}

/* Where a pattern of more than plain words, whose anchor is token i, occurs in a message; or
 * KB_NONE. */
static size_t kb_mixed_place(const struct kb_tables *t, const uint32_t *pattern,
                             const char *message, size_t n, const struct kb_token *tokens,
                             size_t i, size_t count) {
  size_t shape = pattern[KB_PATTERN_SHAPE], work = 0;
  size_t before = shape & 0xFF, skipped = shape >> 8 & 0xFF;
  if (shape >> 24 == 0 &&
      (before > i || !kb_plain_stand(t->text + pattern[KB_PATTERN_TEXT], kb_pattern_n(pattern),
                                     message, tokens, i - before, count)))
    return KB_NONE;
  for (size_t back = before; back + skipped >= before; back--) {
    if (back <= i) {
      struct kb_words words;
      size_t first = i - back, from = tokens[first].at;
      memset(&words, 0, sizeof words);
      words.p = message;
      words.n = n;
      /* Behind a plain word one may begin to cut anywhere: what follows is cut the same. */
      words.at = from;
      if ((shape & KB_LEADS_WITH_VALUE) != 0)
        words.at = first == 0 ? 0 : tokens[first - 1].at + tokens[first - 1].n;
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
