/* The quick way to read a log template. This text stands once for each way to look at bytes. */

#if defined(KB_PATH)

/* The first place in [from, to) where a literal stands whole, or NULL. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_find)(const char *from, const char *to,
                                                       const struct kb_literal *literal) {
  const char *p = from;
  do {
    uint64_t hits = KB_PATH(kb_next)(p + literal->rare, literal->c);
    if (hits == 0) {
      p += 32;
      continue;
    }
    p += kb_lowest_bit(hits);
    if (KB_LIKELY(((kb_load8(p) ^ literal->start) & literal->mask) == 0)) {
      if (to - p < literal->n)
        return NULL;
      if (kb_rest_stands(literal, p))
        return p;
    }
    p++;
  } while (p < to);
  return NULL;
}

/* Where the time of a step ends, or NULL. */
KB_TARGET KB_INLINE const char *KB_PATH(kb_quick_time)(const struct kb_tables *t,
                                                       const struct kb_step *step,
                                                       const char *at, const char *end) {
  size_t n = step->count;
  if (KB_LIKELY(n > 0 && n <= (size_t)(end - at) && KB_PATH(kb_is_time)(step->help, at, n)))
    return at + n;
  const uint32_t *field = kb_row(t->fields, step->field, KB_FIELD_NUMBERS);
  n = kb_time_end(at, (size_t)(end - at), t->text + field[KB_FIELD_FORMAT],
                  field[KB_FIELD_FORMAT_N], 0);
  return n == KB_NONE || n == 0 ? NULL : at + n;
}

/* May a field of the step be these n bytes? */
KB_TARGET KB_INLINE int KB_PATH(kb_quick_may_be)(const struct kb_tables *t,
                                                 const struct kb_step *step, const char *p,
                                                 size_t n, uint32_t *service) {
  if (step->kind == KB_STEP_TEXT_FIELD)
    return 1;
  if (step->kind == KB_STEP_SERVICE) {
    *service = (uint32_t)kb_quick_service(t, p, n);
    return *service != KB_NO_NUMBER;
  }
  if (step->kind == KB_STEP_VALUES)
    return n <= 8 && KB_PATH(kb_is_value)(step->help, step->count,
                                          kb_fold8(kb_load8(p)) & kb_low_masks[n]);
  return kb_is_one_of(t, kb_row(t->fields, step->field, KB_FIELD_NUMBERS), p, n);
}

/* Reads a form that begins at `at`, up to its message: where that begins, or NULL. The places
 * where the fields end are written to `cuts`. */
KB_TARGET KB_INLINE const char *
KB_PATH(kb_quick_head)(const struct kb_tables *t, const struct kb_plan *plan, const char *line,
                       const char *at, const char *end, uint16_t *cuts, uint32_t *service) {
  const struct kb_step *step = plan->steps, *last = step + plan->step_count;
  for (at += plan->start.n; step != last; step++) {
    const struct kb_literal *literal = &step->literal;
    const char *to;
    if (step->kind == KB_STEP_TIME) {
      to = KB_PATH(kb_quick_time)(t, step, at, end);
      if (to == NULL || !kb_stands(literal, to, end))
        return NULL;
    } else {
      to = KB_PATH(kb_quick_find)(at, end, literal);
      if (to == NULL || to == at ||
          !KB_PATH(kb_quick_may_be)(t, step, at, (size_t)(to - at), service))
        return NULL;
    }
    *cuts++ = (uint16_t)(to - line);
    at = to + literal->n;
  }
  return at < end ? at : NULL;
}

/* Looks for a form in the line: where its message begins, or NULL. `start` becomes the place
 * where the form does, or KB_NONE - 1: only the slow way can tell. */
KB_TARGET KB_INLINE const char *
KB_PATH(kb_quick_start)(const struct kb_tables *t, const struct kb_plan *plan, const char *line,
                        const char *end, uint16_t *cuts, uint32_t *service, size_t *start) {
  const struct kb_literal *literal = &plan->start;
  const char *at = line;
  *start = KB_NONE;
  for (unsigned tries = 0; tries < 32; tries++, at++) {
    if (tries > 0 || !kb_stands(literal, at, end))
      at = KB_PATH(kb_quick_find)(at, end, literal);
    if (at == NULL)
      return NULL;
    const char *message = KB_PATH(kb_quick_head)(t, plan, line, at, end, cuts, service);
    if (message != NULL) {
      *start = (size_t)(at - line);
      return message;
    }
    if (literal->n == 0)
      break;
  }
  *start = KB_NONE - 1;
  return NULL;
}

/* Reads the form in line i, if it stands there. */
KB_TARGET KB_INLINE void KB_PATH(kb_quick_line)(struct kb_batch *batch, size_t i, size_t form,
                                                const struct kb_plan *plan) {
  const char *line = batch->p + (i == 0 ? 0 : batch->ends[i - 1] + 1);
  const char *end = batch->p + batch->ends[i];
  uint16_t spare[KB_MOST_STEPS];
  uint32_t service = plan->service;
  size_t start;
  end -= end > line && end[-1] == '\r';
  const char *message = KB_PATH(kb_quick_start)(
      batch->t, plan, line, end, batch->numbers[i] == KB_READ ? spare : batch->cuts[i],
      &service, &start);
  if (start == KB_NONE)
    return;
  /* Two forms that fit are one too many. */
  if (message == NULL || batch->numbers[i] == KB_READ) {
    batch->numbers[i] = KB_UNSURE;
    return;
  }
  batch->numbers[i] = KB_READ;
  batch->starts[i] = (uint16_t)start;
  batch->message_starts[i] = (uint16_t)(message - line);
  batch->services[i] = service;
  batch->forms[i] = (uint8_t)form;
}

/* Reads the log templates of all lines. */
KB_TARGET KB_APART static void KB_PATH(kb_quick_heads)(struct kb_batch *batch) {
  struct kb_plan *plan = &batch->plan;
  for (size_t i = 0; i < batch->count; i++)
    batch->numbers[i] = batch->ends[i] + KB_MARGIN > batch->n ? KB_UNSURE : KB_NO_NUMBER;
  for (size_t form = 0; form < batch->t->form_count; form++) {
    kb_plan_form(batch->t, form, plan);
    for (size_t i = 0; i < batch->count; i++) {
      kb_fetch_ahead(batch, batch->ends[i]);
      if (batch->numbers[i] != KB_UNSURE)
        KB_PATH(kb_quick_line)(batch, i, form, plan);
    }
  }
}

#endif
