/* The quick way to match a batch of lines. This text stands once for each way to look at bytes.
 * Whatever line is odd is left to the slow way; it never says something else. */

#if defined(KB_PATH)

/* ---- Tokens ----------------------------------------------------------------------------- */

/* The values among 64 bytes, and how many of the bytes that holds for: what begins there and
 * may go on behind them is left to the next 64. `known` are those that there are. */
KB_TARGET KB_INLINE unsigned KB_PATH(kb_quick_values)(const char *p, uint64_t known,
                                                      uint64_t seen, uint64_t *words,
                                                      uint64_t *values) {
  struct kb_masks m;
  KB_PATH(kb_classify)(p, &m);
  uint64_t word = m.word & known;
  uint64_t joint = m.joint & (word << 1) & (word >> 1);
  uint64_t cluster = word | joint;
  uint64_t path = (m.slash & known & ~(word << 1)) << 1 & cluster & ~(cluster << 1);
  uint64_t some = (m.mark & cluster) | path;
  uint64_t quotes = m.quote & known & ~(word << 1) & ~seen;
  unsigned end = 64;
  *words = word;
  *values = kb_runs_with(cluster, some);
  if (known >> 63 != 0) {
    /* A joint at the end may hold on to what follows. */
    uint64_t open = cluster | (m.joint & (word << 1) & (uint64_t)1 << 63);
    end = ~open == 0 ? 0 : 64 - kb_leading_zeros(~open);
  }
  if (KB_LIKELY(quotes == 0))
    return end;
  uint64_t blanks = KB_PATH(kb_blanks)(p);
  while (quotes != 0) {
    unsigned open = kb_lowest_bit(quotes);
    uint64_t behind = ~(uint64_t)1 << open,
             same = KB_PATH(kb_bytes)(p, p[open]) & known & behind;
    uint64_t stop = same | (blanks & known & behind);
    if (open >= end)
      break;
    quotes &= behind;
    if (stop == 0 && known >> 63 == 0)
      continue;
    unsigned close = stop == 0 ? 64 : kb_lowest_bit(stop);
    if (close >= 63 && known >> 63 != 0) {
      end = open;
      break;
    }
    if ((same >> close & 1) == 0 || close == open + 1 || (word >> (close + 1) & 1) != 0)
      continue;
    *values |= word & kb_bits(open + 1, close);
    quotes &= ~(uint64_t)1 << close;
  }
  return end;
}

/* Hashes the words that the windows of a message show. A word that may lead to patterns is a
 * bit of held->hits, the last word the lowest. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_hash)(const struct kb_tables *t, const char *p,
                                                      const struct kb_window *window,
                                                      size_t count, uint64_t salt,
                                                      struct kb_token *out,
                                                      struct kb_held *held) {
  const uint32_t *filter = t->filter;
  unsigned shift = 64 - t->filter_bits;
  uint64_t hits = 0, whole = 0;
  struct kb_token *next = out;
  for (const struct kb_window *last = window + count; window != last; window++) {
    const char *from = p + window->at;
    uint64_t starts = window->starts, tokens = window->tokens;
    size_t place = window->at;
    for (; starts != 0; starts &= starts - 1) {
      unsigned at = kb_lowest_bit(starts), n = kb_lowest_bit(~(tokens >> at));
      uint64_t hash = kb_word_hash(kb_load8(from + at), n, salt);
      uint32_t bits = filter[hash >> shift];
      next->at = (uint16_t)(place + at);
      next->n = (uint16_t)n;
      next++;
      hits = hits * 2 + (bits >> KB_FIRST_BIT(hash) & bits >> KB_SECOND_BIT(hash) & 1);
      whole = kb_whole_hash(whole, hash);
    }
  }
  held->token_count = (uint32_t)(next - out);
  held->hits = hits;
  held->whole = whole;
}

/* Where in the 64 bytes at `p` the literal behind the message begins, of which `left` are left
 * of the line; 64 if it does not. */
KB_TARGET KB_INLINE unsigned KB_PATH(kb_quick_tail)(const struct kb_literal *tail,
                                                    const char *p, size_t left) {
  uint64_t hits = KB_PATH(kb_bytes)(p + tail->rare, tail->c);
  for (; hits != 0; hits &= hits - 1) {
    unsigned i = kb_lowest_bit(hits);
    if (KB_LIKELY(((kb_load8(p + i) ^ tail->start) & tail->mask) == 0)) {
      if (i + (size_t)tail->n > left)
        return 64;
      if (kb_rest_stands(tail, p + i))
        return i;
    }
  }
  return 64;
}

/* Cuts the message that begins at `p` and goes up to `left` bytes further or to the tail into
 * windows: how many; 0 if only the slow way can tell. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_cut)(const struct kb_literal *tail_text,
                                                 uint64_t plain_only, const char *p, size_t *n,
                                                 struct kb_window *windows) {
  size_t from = 0, count = 0, tail_n = (size_t)tail_text->n, token_count = 0;
  uint64_t seen = 0;
  for (;; windows++) {
    unsigned tail = tail_n == 0 ? 64 : KB_PATH(kb_quick_tail)(tail_text, p + from, *n - from);
    if (tail < 64) {
      /* Nothing before or behind it is another matter. */
      if (from + tail == 0 || from + tail + tail_n == *n)
        return 0;
      *n = from + tail;
      tail_n = 0;
    }
    size_t left = *n - from;
    uint64_t known = left < 64 ? ((uint64_t)1 << left) - 1 : ~(uint64_t)0, words, values;
    unsigned end = KB_PATH(kb_quick_values)(p + from, known, seen, &words, &values);
    uint64_t tokens = words & ~(values & plain_only) & ~seen;
    uint64_t starts = tokens & ~(tokens << 1);
    if (end < 64)
      starts &= ((uint64_t)1 << end) - 1;
    windows->at = from;
    windows->tokens = tokens;
    windows->starts = starts;
    token_count += KB_PATH(kb_count)(starts);
    if (token_count > KB_LINE_TOKENS || count == KB_WINDOWS - 1)
      return 0;
    count++;
    if (left < 64)
      return count;
    /* The next 64 begin two bytes earlier, which show what stands before. */
    if (end < 8)
      return 0;
    from += end - 2;
    seen = 3;
  }
}

/* ---- Patterns --------------------------------------------------------------------------- */

/* Do the words of the pattern, plain ones all, stand from token i on? Answers which token is
 * behind them, or 0. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_compare)(const char *text, size_t n,
                                                     const char *message,
                                                     const struct kb_token *tokens, size_t i,
                                                     size_t count) {
  size_t at = 0;
  for (; i < count && at < n; i++) {
    size_t length = tokens[i].n;
    if (n - at < length || (n - at > length && text[at + length] != ' ') ||
        kb_difference(message + tokens[i].at, text + at, length) != 0)
      return 0;
    at += length + 1;
  }
  return at > n ? i : 0;
}

/* Tries a pattern whose anchor is token i. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_try)(const struct kb_tables *t,
                                               const uint32_t *pattern, const char *message,
                                               const struct kb_token *tokens, size_t i,
                                               const struct kb_held *held,
                                               struct kb_best *best) {
  size_t shape = pattern[KB_PATTERN_SHAPE], before = shape & 0xFF;
  const char *text = t->text + pattern[KB_PATTERN_TEXT];
  struct kb_best found;
  if ((shape & KB_IS_MIXED) != 0) {
    found.from = kb_mixed_place(t, pattern, message, held->n, tokens, i, held->token_count);
    if (found.from == KB_NONE)
      return;
  } else {
    if (before > i || KB_PATH(kb_quick_compare)(text, kb_pattern_n(pattern), message, tokens,
                                                i - before, held->token_count) == 0)
      return;
    found.from = tokens[i - before].at;
  }
  found.n = pattern[KB_PATTERN_LENGTH];
  found.order = pattern[KB_PATTERN_ORDER];
  found.number = pattern[KB_PATTERN_NUMBER];
  if (kb_is_better(&found, best))
    *best = found;
}

/* The best pattern that the tokens of the line lead to: its case, or KB_NO_NUMBER, or
 * KB_UNSURE. */
KB_TARGET KB_APART static uint32_t KB_PATH(kb_quick_search)(const struct kb_tables *t,
                                                            const char *message,
                                                            const struct kb_token *tokens,
                                                            const struct kb_held *held) {
  const uint32_t *row = kb_row(t->services, held->service, KB_SERVICE_NUMBERS);
  struct kb_best best;
  if ((row[KB_SERVICE_FLAGS] & KB_HAS_VALUE_PATTERNS) != 0)
    return KB_UNSURE;
  memset(&best, 0, sizeof best);
  best.number = KB_NO_NUMBER;
  for (uint64_t hits = held->hits; hits != 0; hits &= hits - 1) {
    size_t i = held->token_count - 1 - kb_lowest_bit(hits), n = tokens[i].n;
    const char *word = message + tokens[i].at;
    uint64_t hash = kb_word_hash(kb_load8(word), n, kb_salt(held->service));
    size_t bucket = kb_bucket(hash, t->head_bits);
    for (size_t j = t->heads[bucket]; j < t->heads[bucket + 1]; j++) {
      const uint32_t *pattern = kb_row(t->patterns, j, KB_PATTERN_NUMBERS);
      size_t anchor = kb_pattern_anchor(pattern), rest = kb_pattern_n(pattern) - anchor;
      const char *text = t->text + pattern[KB_PATTERN_TEXT] + anchor;
      if (pattern[KB_PATTERN_LENGTH] < best.n)
        break;
      if (pattern[KB_PATTERN_SERVICE] == held->service && rest >= n &&
          (rest == n || text[n] == ' ') && kb_difference(word, text, n) == 0)
        KB_PATH(kb_quick_try)(t, pattern, message, tokens, i, held, &best);
    }
  }
  return best.number;
}

/* Settles the lines that are held. Three rounds, so that what each needs is there when it
 * begins. */
KB_TARGET static void KB_PATH(kb_quick_settle)(struct kb_batch *batch, struct kb_hold *hold) {
  const struct kb_tables *t = batch->t;
  size_t mask = ((size_t)1 << t->whole_bits) - 1;
  for (size_t i = 0; i < hold->count; i++) {
    struct kb_held *held = &hold->lines[i];
    size_t slot = kb_bucket(held->whole, t->whole_bits);
    held->pattern = KB_NO_NUMBER;
    for (; t->whole[slot] != KB_NO_NUMBER; slot = (slot + 1) & mask) {
      if (t->whole[slot] >> 24 != (held->whole >> 32 & 0xFF))
        continue;
      held->pattern = t->whole[slot] & 0xFFFFFF;
      KB_FETCH(kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS));
      break;
    }
  }
  for (size_t i = 0; i < hold->count; i++) {
    const struct kb_held *held = &hold->lines[i];
    if (held->pattern != KB_NO_NUMBER) {
      const char *text =
          t->text + kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS)[KB_PATTERN_TEXT];
      KB_FETCH(text);
      KB_FETCH(text + 64);
    }
  }
  for (size_t i = 0; i < hold->count; i++) {
    const struct kb_held *held = &hold->lines[i];
    const struct kb_token *tokens = hold->tokens + held->first_token;
    const char *message = batch->p + held->from;
    if (held->pattern != KB_NO_NUMBER) {
      const uint32_t *pattern = kb_row(t->patterns, held->pattern, KB_PATTERN_NUMBERS);
      if (pattern[KB_PATTERN_SERVICE] == held->service &&
          kb_is_whole(t->text + pattern[KB_PATTERN_TEXT], kb_pattern_n(pattern), message,
                      tokens, held->token_count)) {
        batch->numbers[held->line] = pattern[KB_PATTERN_NUMBER];
        continue;
      }
    }
    batch->numbers[held->line] = KB_PATH(kb_quick_search)(t, message, tokens, held);
  }
  hold->count = hold->token_count = 0;
}

/* ---- Lines ------------------------------------------------------------------------------ */

/* Where the lines of the batch end. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_ends)(struct kb_batch *batch) {
  size_t count = 0, at = 0;
  for (; count < KB_LINES && at < KB_SPAN && at + 64 <= batch->n; at += 64) {
    uint64_t ends = KB_PATH(kb_bytes)(batch->p + at, '\n');
    size_t known = KB_PATH(kb_count)(ends);
    /* Mostly there is one or none, which nobody can foretell. */
    batch->ends[count] = (uint32_t)(at + kb_lowest_bit(ends | (uint64_t)1 << 63));
    for (size_t i = 1; i < known; i++) {
      ends &= ends - 1;
      batch->ends[count + i] = (uint32_t)(at + kb_lowest_bit(ends));
    }
    count += known;
  }
  batch->count = count < KB_LINES ? count : (size_t)KB_LINES;
}

/* Looks at the message of line i; holds it if one of its words may lead to a pattern. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_hold)(struct kb_batch *batch, size_t i,
                                                struct kb_hold *hold) {
  const struct kb_tables *t = batch->t;
  const uint32_t *service = kb_row(t->services, batch->services[i], KB_SERVICE_NUMBERS);
  /* Where patterns have no plain words, values lead to them. */
  uint64_t plain_only = (uint64_t)(service[KB_SERVICE_FLAGS] & KB_HAS_VALUE_PATTERNS) - 1;
  size_t line = i == 0 ? 0 : batch->ends[i - 1] + 1;
  size_t from = line + batch->message_starts[i], end = batch->ends[i];
  struct kb_window windows[KB_WINDOWS];
  struct kb_held *held = &hold->lines[hold->count];
  size_t n = end - from - (batch->p[end - 1] == '\r');
  kb_plan_form(t, batch->forms[i], &batch->plan);
  size_t count =
      KB_PATH(kb_quick_cut)(&batch->plan.tail, plain_only, batch->p + from, &n, windows);
  batch->numbers[i] = count == 0 ? KB_UNSURE : KB_NO_NUMBER;
  if (count == 0)
    return;
  KB_PATH(kb_quick_hash)
  (t, batch->p + from, windows, count, kb_salt(batch->services[i]),
   hold->tokens + hold->token_count, held);
  if (held->hits == 0)
    return;
  batch->message_ends[i] = (uint16_t)(batch->message_starts[i] + n);
  held->service = batch->services[i];
  held->n = (uint32_t)n;
  held->line = (uint32_t)i;
  held->from = (uint32_t)from;
  held->first_token = (uint32_t)hold->token_count;
  KB_FETCH(&t->whole[kb_bucket(held->whole, t->whole_bits)]);
  hold->token_count += held->token_count;
  hold->count++;
}

/* Looks at the messages of all lines that have a log template. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_messages)(struct kb_batch *batch) {
  struct kb_hold hold;
  hold.count = hold.token_count = 0;
  for (size_t i = 0; i < batch->count; i++) {
    if (batch->numbers[i] != KB_READ)
      continue;
    KB_PATH(kb_quick_hold)(batch, i, &hold);
    if (hold.count == KB_HELD || hold.token_count + KB_LINE_TOKENS > KB_TOKENS) {
      KB_PATH(kb_leave)();
      KB_PATH(kb_quick_settle)(batch, &hold);
    }
  }
  KB_PATH(kb_leave)();
  KB_PATH(kb_quick_settle)(batch, &hold);
}

/* Fills in the cases of as many lines as there are, up to KB_LINES. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_batch)(struct kb_batch *batch) {
  KB_PATH(kb_quick_ends)(batch);
  KB_PATH(kb_quick_heads)(batch);
  KB_PATH(kb_quick_messages)(batch);
}

#endif
