/* The quick way to read a log template. This text stands once for each way to look at bytes. */

#if defined(KB_PATH)

/* The first place in [from, to) where the literal of a step or a tail stands whole, or `to`. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_find)(const char *from, const char *to,
                                                       const char *literal, size_t n,
                                                       uint32_t pair) {
  size_t step = (pair & KB_PAIR_IS_ONE) != 0 ? 0 : 1, place = pair >> 16 & 0x7FFF;
  const char *p = from + place;
  while (p < to) {
    uint64_t hits = KB_PATH(kb_pairs)(p, (char)(pair & 0xFF), (char)(pair >> 8 & 0xFF), step);
    if (hits == 0) {
      p += 32;
      continue;
    }
    p += kb_lowest_bit(hits);
    if ((size_t)(to - from) < n || p - place > to - n)
      return to;
    if (n <= 2 || kb_equal(p - place, literal, n))
      return p - place;
    p++;
  }
  return to;
}

/* Where the field of a step that begins at `at` ends, or NULL if there is none. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_step)(const struct kb_tables *t,
                                                       const uint32_t *step, const char *at,
                                                       const char *end, size_t *service) {
  const char *literal = t->text + step[KB_STEP_TEXT], *help = t->text + step[KB_STEP_HELP];
  const uint32_t *field = t->fields + step[KB_STEP_FIELD] * KB_FIELD_NUMBERS;
  size_t n = step[KB_STEP_N];
  if (step[KB_STEP_KIND] == KB_STEP_TIME) {
    const char *to = at + step[KB_STEP_COUNT];
    if (to == at || to > end || !kb_is_time(help, at, step[KB_STEP_COUNT])) {
      size_t length = kb_time_end(at, (size_t)(end - at), t->text + field[KB_FIELD_FORMAT],
                                  field[KB_FIELD_FORMAT_N], 0);
      if (length == KB_NONE || length == 0)
        return NULL;
      to = at + length;
    }
    return (size_t)(end - to) >= n && kb_equal(to, literal, n) ? to : NULL;
  }
  const char *to = KB_PATH(kb_quick_find)(at, end, literal, n, step[KB_STEP_PAIR]);
  size_t length = (size_t)(to - at);
  if (to == end || length == 0)
    return NULL;
  if (step[KB_STEP_KIND] == KB_STEP_SERVICE) {
    *service = kb_quick_service(t, at, length);
    return *service == KB_NO_NUMBER ? NULL : to;
  }
  if ((step[KB_STEP_KIND] == KB_STEP_VALUES &&
       !kb_is_short_value(help, step[KB_STEP_COUNT], at, length)) ||
      (step[KB_STEP_KIND] == KB_STEP_SLOW && !kb_is_one_of(t, field, at, length)))
    return NULL;
  return to;
}

/* Reads a form that begins at `at`. Fields go to `hit` unless it is NULL. */
KB_TARGET KB_INLINE int KB_PATH(kb_quick_head)(const struct kb_tables *t, const uint32_t *quick,
                                               const char *line, const char *at,
                                               const char *end, struct kb_head *head,
                                               struct kb_hit *hit) {
  const uint32_t *step = t->steps + quick[KB_QUICK_STEPS] * KB_STEP_NUMBERS;
  head->service = quick[KB_QUICK_SERVICE];
  at += quick[KB_QUICK_START_N];
  for (size_t i = 0; i < quick[KB_QUICK_STEP_COUNT]; i++, step += KB_STEP_NUMBERS) {
    const char *to = KB_PATH(kb_quick_step)(t, step, at, end, &head->service);
    if (to == NULL)
      return 0;
    if (hit != NULL)
      kb_set_field(hit, step[KB_STEP_FIELD], at, to);
    if (hit != NULL && step[KB_STEP_KIND] == KB_STEP_SERVICE)
      hit->service = kb_stretch(at, (size_t)(to - at));
    at = to + step[KB_STEP_N];
  }
  const char *to = end;
  size_t tail_n = quick[KB_QUICK_TAIL_N];
  if (tail_n > 0)
    to = KB_PATH(kb_quick_find)(at, end, t->text + quick[KB_QUICK_TAIL], tail_n,
                                quick[KB_QUICK_TAIL_PAIR]);
  if (to == at || (to < end && to + tail_n == end))
    return 0;
  head->from = (size_t)(at - line);
  head->to = (size_t)(to - line);
  if (hit != NULL) {
    kb_set_field(hit, quick[KB_QUICK_MESSAGE], at, to);
    hit->message = kb_stretch(at, (size_t)(to - at));
    if (to < end)
      kb_set_field(hit, quick[KB_QUICK_TAIL_FIELD], to + tail_n, end);
  }
  return 1;
}

/* Where the form begins in the line, or KB_NONE; KB_NONE - 1: only the slow way can tell. */
KB_TARGET KB_INLINE size_t KB_PATH(kb_quick_start)(const struct kb_tables *t,
                                                   const uint32_t *quick, const char *line,
                                                   const char *end, struct kb_head *head) {
  const char *start = t->text + quick[KB_QUICK_START], *at = line;
  size_t n = quick[KB_QUICK_START_N];
  if (n == 0)
    return at < end && KB_PATH(kb_quick_head)(t, quick, line, at, end, head, NULL)
               ? 0
               : KB_NONE - 1;
  for (unsigned tries = 0; tries < 32; tries++, at++) {
    if ((size_t)(end - at) < n || !kb_equal(at, start, n))
      at = KB_PATH(kb_quick_find)(at, end, start, n, quick[KB_QUICK_START_PAIR]);
    if (at == end)
      return KB_NONE;
    if (KB_PATH(kb_quick_head)(t, quick, line, at, end, head, NULL))
      return (size_t)(at - line);
  }
  return KB_NONE - 1;
}

#endif
