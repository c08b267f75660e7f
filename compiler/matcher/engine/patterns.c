/* Finds the patterns that occur in a message, and the best of them. */

/* How many plain words before the last one are remembered. */
enum { KB_REMEMBERED = 32 };

/* A plain word that was passed, and where the gap before it begins. */
struct kb_place {
  size_t gap, gap_until;
  size_t from, until;
};

struct kb_best {
  size_t n, from;
  uint32_t order, number;
};

/* A search in one message. */
struct kb_search {
  const struct kb_tables *t;
  size_t service;            /* row, or KB_NO_NUMBER for all */
  const struct kb_hit *said; /* the fields of the line; NULL: there are none */
  size_t offset;             /* of the message in its line */
  struct kb_best best;
  size_t work, most_work; /* words that were read again; gives up where that would take long */
  struct kb_words words;
  struct kb_place places[KB_REMEMBERED]; /* plain word i at i % KB_REMEMBERED */
  size_t plain_count;
#ifdef KB_COLLECT
  void (*collect)(void *context, const struct kb_best *found);
  void *context;
#endif
};

static const uint32_t *kb_row(const uint32_t *rows, size_t i, size_t numbers) {
  return rows + i * numbers;
}

/* Bytes of its text. */
static size_t kb_pattern_n(const uint32_t *pattern) {
  return pattern[KB_PATTERN_N] & 0xFFFF;
}

/* Where in the text the word stands by which it is looked for. */
static size_t kb_pattern_anchor(const uint32_t *pattern) {
  return pattern[KB_PATTERN_N] >> 16;
}

static size_t kb_find_service(const struct kb_tables *t, const char *p, size_t n) {
  size_t mask = ((size_t)1 << t->service_bits) - 1;
  uint64_t last = kb_load_few(n < 8 ? p : p + n - 8, n);
  size_t slot = kb_bucket(kb_name_hash(kb_load_few(p, n), last, n), t->service_bits);
  for (; t->service_slots[slot] != KB_NO_NUMBER; slot = (slot + 1) & mask) {
    size_t i = t->service_slots[slot];
    const uint32_t *row = kb_row(t->services, i, KB_SERVICE_NUMBERS);
    if (row[KB_SERVICE_N] == n && (n == 0 || memcmp(t->text + row[KB_SERVICE_TEXT], p, n) == 0))
      return i;
  }
  return KB_NO_NUMBER;
}

/* ---- One pattern ------------------------------------------------------------------------ */

/* Does the last word, folded, stand at `at` of a text of n bytes? Answers the place behind it
 * and the space that follows, or 0. */
static size_t kb_same_word(const struct kb_words *words, const char *text, size_t n,
                           size_t at) {
  for (size_t i = words->from; i < words->to; i++, at++) {
    if (at == n || kb_fold(words->p[i]) != text[at])
      return 0;
  }
  if (at < n && text[at] != ' ')
    return 0;
  return at + 1;
}

/* Do the words of the pattern, plain ones all, stand here, values between them aside? */
static int kb_follows(struct kb_search *search, struct kb_words words, const char *text,
                      size_t n) {
  size_t at = 0;
  while (kb_read_again(&words, &search->work)) {
    if (words.is_value)
      continue;
    at = kb_same_word(&words, text, n, at);
    if (at == 0 || at > n)
      return at > n;
  }
  return 0;
}

/* How far a mixed pattern has come: for each number of variable words that stood for nothing,
 * the place behind the last item that was found, or KB_NO_NUMBER. Of two ways that differ in
 * the values alone the one that has more of them is kept: what fits behind the other fits
 * behind it. */
struct kb_progress {
  uint32_t at[KB_MOST_ANY + 1];
};

/* Where the next item is a variable word, it may stand for nothing. */
static void kb_skip_any(struct kb_progress *progress, size_t any, const char *text, size_t n) {
  for (size_t i = 0; i < any; i++) {
    uint32_t at = progress->at[i];
    if (at < n && text[at] == '*' &&
        (progress->at[i + 1] == KB_NO_NUMBER || progress->at[i + 1] < at + 2))
      progress->at[i + 1] = at + 2;
  }
}

static uint32_t kb_step(const struct kb_words *words, const char *text, size_t n, uint32_t at) {
  int wants_value = text[at] == '=';
  size_t next;
  if (words->is_value) {
    next = wants_value ? kb_same_word(words, text, n, at + 1) : 0;
    return next != 0 ? (uint32_t)next : at;
  }
  if (text[at] == '*')
    return at + 2;
  next = wants_value ? 0 : kb_same_word(words, text, n, at);
  return next != 0 ? (uint32_t)next : KB_NO_NUMBER;
}

/* The same for any pattern; `from` becomes the place of its first word. */
static int kb_occurs(const struct kb_tables *t, const uint32_t *pattern, struct kb_words words,
                     size_t *from, size_t *work) {
  const char *text = t->text + pattern[KB_PATTERN_TEXT];
  size_t n = kb_pattern_n(pattern), any = pattern[KB_PATTERN_SHAPE] >> 24;
  struct kb_progress progress;
  for (size_t i = 0; i <= any; i++)
    progress.at[i] = i == 0 ? 0 : KB_NO_NUMBER;
  while (kb_read_again(&words, work)) {
    int is_alive = 0;
    for (size_t i = 0; i <= any; i++) {
      uint32_t at = progress.at[i];
      if (at == KB_NO_NUMBER)
        continue;
      progress.at[i] = kb_step(&words, text, n, at);
      if (at == 0 && progress.at[i] != 0)
        *from = words.from;
      if (progress.at[i] == KB_NO_NUMBER)
        continue;
      if (progress.at[i] > n)
        return 1;
      is_alive = 1;
    }
    if (!is_alive)
      return 0;
    kb_skip_any(&progress, any, text, n);
  }
  return 0;
}

/* ---- All of them ------------------------------------------------------------------------ */

/* Does the case say the same as the line where the schema wants that of more than the service?
 */
static int kb_agrees(const struct kb_tables *t, const struct kb_hit *said, size_t number) {
  if (said == NULL || t->agreed_columns == 0)
    return 1;
  const uint32_t *form = kb_row(t->forms, said->form, KB_FORM_NUMBERS);
  for (size_t i = 0; i < said->field_count; i++) {
    size_t column =
        kb_row(t->fields, form[KB_FORM_FIELDS] + i, KB_FIELD_NUMBERS)[KB_FIELD_AGREED];
    if (column == 0 || i == form[KB_FORM_SERVICE] || said->fields[i].p == NULL)
      continue;
    size_t i_text = t->agreed[number * t->agreed_columns + column - 1];
    const uint32_t *text = kb_row(t->agreed_texts, i_text, KB_TEXT_NUMBERS);
    if (i_text != 0 &&
        (text[KB_TEXT_N] != said->fields[i].n ||
         memcmp(t->text + text[KB_TEXT_AT], said->fields[i].p, text[KB_TEXT_N]) != 0))
      return 0;
  }
  return 1;
}

static int kb_is_better(const struct kb_best *a, const struct kb_best *b) {
  if (a->n != b->n)
    return a->n > b->n;
  if (a->from != b->from)
    return a->from < b->from;
  return a->order < b->order;
}

static void kb_offer(struct kb_search *search, const uint32_t *pattern, size_t from) {
  struct kb_best found;
  found.n = pattern[KB_PATTERN_LENGTH];
  found.from = search->offset + from;
  found.order = pattern[KB_PATTERN_ORDER];
  found.number = pattern[KB_PATTERN_NUMBER];
#ifdef KB_COLLECT
  if (search->collect && kb_agrees(search->t, search->said, found.number)) {
    search->collect(search->context, &found);
    return;
  }
#endif
  if (kb_is_better(&found, &search->best) && kb_agrees(search->t, search->said, found.number))
    search->best = found;
}

/* Tries a pattern with its plain words beginning at plain word i. */
static int kb_try_at(struct kb_search *search, const uint32_t *pattern, size_t i) {
  const struct kb_place *place = &search->places[i % KB_REMEMBERED];
  const char *text = search->t->text + pattern[KB_PATTERN_TEXT];
  struct kb_words words = search->words;
  size_t from = place->from;
  int leads = (pattern[KB_PATTERN_SHAPE] & KB_LEADS_WITH_VALUE) != 0;
  words.is_value = 0;
  words.at = leads ? place->gap : place->from;
  words.until = leads ? place->gap_until : place->until;
  if ((pattern[KB_PATTERN_SHAPE] & KB_IS_MIXED) == 0
          ? !kb_follows(search, words, text, kb_pattern_n(pattern))
          : !kb_occurs(search->t, pattern, words, &from, &search->work))
    return 0;
  kb_offer(search, pattern, from);
  return 1;
}

/* Tries a pattern whose anchor is the last word. */
static void kb_try(struct kb_search *search, const uint32_t *pattern) {
  size_t shape = pattern[KB_PATTERN_SHAPE];
  size_t before = shape & 0xFF, skipped = shape >> 8 & 0xFF;
  if ((shape & KB_IS_VALUE) != 0) {
    struct kb_words words = search->words;
    size_t from = words.from;
    words.at = words.from;
    if (kb_occurs(search->t, pattern, words, &from, &search->work))
      kb_offer(search, pattern, from);
    return;
  }
  for (size_t i = before; i + skipped >= before; i--) {
    if (search->plain_count > i && kb_try_at(search, pattern, search->plain_count - 1 - i))
      return;
    if (i == 0)
      return;
  }
}

static void kb_try_bucket(struct kb_search *search, const uint32_t *members, size_t from,
                          size_t to) {
  const struct kb_tables *t = search->t;
  for (size_t i = from; i < to && search->work < search->most_work; i++) {
    const uint32_t *pattern =
        kb_row(t->patterns, members == NULL ? i : members[i], KB_PATTERN_NUMBERS);
    int is_value = (pattern[KB_PATTERN_SHAPE] & KB_IS_VALUE) != 0;
    if (pattern[KB_PATTERN_LENGTH] < search->best.n)
      return;
    if ((members == NULL && pattern[KB_PATTERN_SERVICE] != search->service) ||
        is_value != search->words.is_value ||
        kb_same_word(&search->words, t->text + pattern[KB_PATTERN_TEXT], kb_pattern_n(pattern),
                     kb_pattern_anchor(pattern)) == 0)
      continue;
    kb_try(search, pattern);
  }
}

/* Looks for all patterns in search->words; search->best is the best of them. */
static void kb_search_message(struct kb_search *search) {
  const struct kb_tables *t = search->t;
  struct kb_words *words = &search->words;
  size_t gap = 0, gap_until = 0;
  int is_any = search->service == KB_NO_NUMBER;
  uint64_t salt = is_any ? 0 : kb_salt(search->service);
  search->most_work = 65536 + 64 * words->n;
  while (kb_next_word(words)) {
    size_t n = words->to - words->from;
    uint64_t hash = kb_word_hash(kb_load_few(words->p + words->from, n), n < 63 ? n : 63, salt);
    size_t bucket = kb_bucket(hash, t->head_bits);
    const uint32_t *heads = is_any ? t->any_heads : t->heads;
    if (!words->is_value) {
      struct kb_place *place = &search->places[search->plain_count++ % KB_REMEMBERED];
      place->gap = gap;
      place->gap_until = gap_until;
      place->from = words->from;
      place->until = words->until;
      gap = words->to;
      gap_until = words->until;
    }
    kb_try_bucket(search, is_any ? t->any_members : NULL, heads[bucket], heads[bucket + 1]);
  }
}

static void kb_search_start(struct kb_search *search, const struct kb_tables *t, size_t service,
                            const char *p, size_t n) {
  search->t = t;
  search->service = service;
  search->said = NULL;
  search->offset = 0;
  search->work = 0;
  search->plain_count = 0;
  memset(&search->best, 0, sizeof search->best);
  memset(&search->words, 0, sizeof search->words);
  search->words.p = p;
  search->words.n = n;
#ifdef KB_COLLECT
  search->collect = NULL;
#endif
}
