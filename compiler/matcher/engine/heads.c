/* The quick way to read a log template. This text stands once for each way to look at bytes. */

#if defined(KB_PATH)

/* The first place in [from, to) where the literal of a step or a tail stands whole, or `to`. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_find)(const char *from, const char *to,
                                                       const char *literal, size_t n,
                                                       uint32_t pair) {
  size_t step = (pair & KB_PAIR_IS_ONE) != 0 ? 0 : 1, place = pair >> 16 & 0x7FFF;
  const char *p = from;
  while (p < to) {
    uint64_t hits =
        KB_PATH(kb_pairs)(p + place, (char)(pair & 0xFF), (char)(pair >> 8 & 0xFF), step);
    if (hits == 0) {
      p += 32;
      continue;
    }
    p += kb_lowest_bit(hits);
    if (p + n > to)
      return to;
    if (n <= 2 || kb_equal(p, literal, n))
      return p;
    p++;
  }
  return to;
}

/* Where the time of a step ends, or NULL. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_time)(const struct kb_tables *t,
                                                       const uint32_t *step, const char *at,
                                                       const char *end) {
  size_t n = step[KB_STEP_COUNT];
  if (KB_LIKELY(n > 0 && n <= (size_t)(end - at) &&
                KB_PATH(kb_is_time)(t->text + step[KB_STEP_HELP], at, n)))
    return at + n;
  const uint32_t *field = kb_row(t->fields, step[KB_STEP_FIELD], KB_FIELD_NUMBERS);
  n = kb_time_end(at, (size_t)(end - at), t->text + field[KB_FIELD_FORMAT],
                  field[KB_FIELD_FORMAT_N], 0);
  return n == KB_NONE || n == 0 ? NULL : at + n;
}

/* Where the field of a step that begins at `at` ends, or NULL if there is none. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_step)(const struct kb_tables *t,
                                                       const uint32_t *step, const char *at,
                                                       const char *end, size_t *service) {
  const char *literal = t->text + step[KB_STEP_TEXT];
  size_t n = step[KB_STEP_N];
  if (step[KB_STEP_KIND] == KB_STEP_TIME) {
    const char *to = KB_PATH(kb_quick_time)(t, step, at, end);
    return to != NULL && (size_t)(end - to) >= n && kb_equal(to, literal, n) ? to : NULL;
  }
  const char *to = KB_PATH(kb_quick_find)(at, end, literal, n, step[KB_STEP_PAIR]);
  size_t length = (size_t)(to - at);
  if (to == end || length == 0)
    return NULL;
  if (step[KB_STEP_KIND] == KB_STEP_SERVICE) {
    *service = kb_quick_service(t, at, length);
    return *service == KB_NO_NUMBER ? NULL : to;
  }
  if (step[KB_STEP_KIND] == KB_STEP_VALUES)
    return length <= 8 &&
                   KB_PATH(kb_is_value)(t->text + step[KB_STEP_HELP], step[KB_STEP_COUNT],
                                        kb_fold8(kb_load8(at)) & kb_low_masks[length])
               ? to
               : NULL;
  if (step[KB_STEP_KIND] == KB_STEP_SLOW &&
      !kb_is_one_of(t, kb_row(t->fields, step[KB_STEP_FIELD], KB_FIELD_NUMBERS), at, length))
    return NULL;
  return to;
}

/* Reads a form that begins at `at`, up to its message. */
KB_TARGET KB_INLINE int KB_PATH(kb_quick_head)(const struct kb_tables *t, const uint32_t *quick,
                                               const char *line, const char *at,
                                               const char *end, struct kb_head *head) {
  const uint32_t *step = kb_row(t->steps, quick[KB_QUICK_STEPS], KB_STEP_NUMBERS);
  size_t count = quick[KB_QUICK_STEP_COUNT];
  head->service = quick[KB_QUICK_SERVICE];
  at += quick[KB_QUICK_START_N];
  for (size_t i = 0; i < count; i++, step += KB_STEP_NUMBERS) {
    const char *to = KB_PATH(kb_quick_step)(t, step, at, end, &head->service);
    if (to == NULL)
      return 0;
    head->cuts[i] = (uint16_t)(to - line);
    at = to + step[KB_STEP_N];
  }
  head->from = (size_t)(at - line);
  return at < end;
}

/* Where the form begins in the line, or KB_NONE; KB_NONE - 1: only the slow way can tell. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_start)(const struct kb_tables *t,
                                                   const uint32_t *quick, const char *line,
                                                   const char *end, struct kb_head *head) {
  const char *start = t->text + quick[KB_QUICK_START], *at = line;
  size_t n = quick[KB_QUICK_START_N];
  if (n == 0)
    return at < end && KB_PATH(kb_quick_head)(t, quick, line, at, end, head) ? 0 : KB_NONE - 1;
  for (unsigned tries = 0; tries < 32; tries++, at++) {
    if ((size_t)(end - at) < n || !kb_equal(at, start, n))
      at = KB_PATH(kb_quick_find)(at, end, start, n, quick[KB_QUICK_START_PAIR]);
    if (at == end)
      return KB_NONE;
    if (KB_PATH(kb_quick_head)(t, quick, line, at, end, head))
      return (size_t)(at - line);
  }
  return KB_NONE - 1;
}

#endif
