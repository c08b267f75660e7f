/* The engine's faces: a line, a message, a block of lines. */

/* The form in a line whose end is cut off; its service has patterns, or is not said. */
static int kb_read_line(const struct kb_tables *t, size_t form, const char *line, size_t n,
                        struct kb_search *search, struct kb_hit *hit) {
  struct kb_reading reading;
  memset(&reading, 0, sizeof reading);
  reading.t = t;
  reading.form = kb_row(t->forms, form, KB_FORM_NUMBERS);
  reading.p = line;
  reading.n = n;
  reading.hit = hit;
  reading.first_from = 1; /* nothing was looked for */
  if (!kb_find_form(&reading))
    return 0;
  hit->form = form;
  hit->line = kb_stretch(line, n);
  kb_search_start(search, t, reading.service, hit->message.p, hit->message.n);
  search->said = hit;
  search->offset = hit->message.p == NULL ? 0 : (size_t)(hit->message.p - line);
  return 1;
}

KB_APART static int kb_engine_line(const struct kb_tables *t, const char *line, size_t n,
                                   struct kb_hit *hit) {
  struct kb_hit read;
  struct kb_search search;
  struct kb_best best;
  memset(&best, 0, sizeof best);
  for (size_t form = 0; form < t->form_count; form++) {
    if (!kb_read_line(t, form, line, n, &search, &read))
      continue;
    search.best = best;
    kb_search_message(&search);
    if (!kb_is_better(&search.best, &best))
      continue;
    best = search.best;
    read.number = best.number;
    *hit = read;
  }
  return best.n > 0;
}

#ifdef KB_COLLECT
/* Hands on each pattern of the line's service that occurs, in whatever form. */
static void kb_engine_collect(const struct kb_tables *t, const char *line, size_t n,
                              void (*collect)(void *context, const struct kb_best *found),
                              void *context) {
  struct kb_hit read;
  struct kb_search search;
  for (size_t form = 0; form < t->form_count; form++) {
    if (!kb_read_line(t, form, line, n, &search, &read))
      continue;
    search.collect = collect;
    search.context = context;
    kb_search_message(&search);
  }
}
#endif

/* A message whose service is known; KB_NO_NUMBER: of any. */
static int kb_engine_message(const struct kb_tables *t, size_t service, struct kb_str message,
                             struct kb_hit *hit) {
  struct kb_search search;
  kb_search_start(&search, t, service, message.p, message.n);
  kb_search_message(&search);
  if (search.best.n == 0)
    return 0;
  hit->number = search.best.number;
  hit->form = KB_NO_NUMBER;
  hit->line = hit->service = kb_stretch(NULL, 0);
  hit->message = message;
  hit->field_count = 0;
  return 1;
}

/* ---- Many lines ------------------------------------------------------------------------- */

/* Ways to look at bytes; which is best depends on the machine. */
enum { KB_BASE, KB_WIDE };

static int kb_best_path(void) {
#if !defined(KB_HAS_WIDE)
  return KB_BASE;
#elif defined(__AVX2__) && defined(__BMI2__)
  return KB_WIDE;
#else
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? KB_WIDE : KB_BASE;
#endif
}

static void kb_quick_batch(int path, struct kb_batch *batch) {
#if defined(KB_HAS_WIDE)
  if (path == KB_WIDE) {
    kb_quick_batch_wide(batch);
    return;
  }
#endif
  (void)path;
  kb_quick_batch_base(batch);
}

/* The case of line i of a batch; the slow way says what the quick one does not know. */
static int kb_batch_line(const struct kb_batch *batch, size_t i, struct kb_hit *hit) {
  const char *line = batch->p + (i == 0 ? 0 : batch->ends[i - 1] + 1);
  size_t n = (size_t)(batch->p + batch->ends[i] - line);
  n -= n > 0 && line[n - 1] == '\r';
  if (batch->numbers[i] != KB_UNSURE) {
    kb_quick_fields(batch, i, line, n, hit);
    if (kb_agrees(batch->t, hit, hit->number))
      return 1;
  }
  return kb_engine_line(batch->t, line, n, hit);
}

/* A line of fewer bytes is copied, so that it may be read in the quick way. */
enum { KB_COPIED = 768 };

/* One line, whose end is cut off: 1 if it belongs to a case, 0 if not, -1 if the slow way must
 * look. */
KB_APART static int kb_quick_line(const struct kb_tables *t, int path, const char *line,
                                  size_t n, struct kb_hit *hit) {
  char copy[KB_COPIED + KB_MARGIN];
  struct kb_batch batch;
  memcpy(copy, line, n);
  memset(copy + n, '\n', KB_MARGIN + 1);
  batch.t = t;
  batch.plan.form = KB_NONE;
  batch.p = copy;
  batch.n = n + 1 + KB_MARGIN;
  kb_quick_batch(path, &batch);
  if (batch.count == 0 || batch.ends[0] != n || batch.numbers[0] == KB_UNSURE)
    return -1;
  if (batch.numbers[0] == KB_NO_NUMBER)
    return 0;
  kb_quick_fields(&batch, 0, line, n, hit);
  return kb_agrees(t, hit, hit->number) ? 1 : -1;
}

/* The same, always with an answer. */
static int kb_engine_one(const struct kb_tables *t, int path, const char *line, size_t n,
                         struct kb_hit *hit) {
  int is_found = -1;
  /* The CR of a CRLF is cut off already, and a line of a batch would lose one more. */
  if (t->is_quick && n > 0 && n < KB_COPIED && line[n - 1] != '\r')
    is_found = kb_quick_line(t, path, line, n, hit);
  return is_found >= 0 ? is_found : kb_engine_line(t, line, n, hit);
}

typedef int (*kb_report)(void *context, const struct kb_hit *hit);

/* One line, however long it is: 0 if it has no end and need not be looked at. */
static size_t kb_lone_line(const struct kb_tables *t, const char *p, size_t n, int is_all,
                           struct kb_hit *hit, int *is_found) {
  const char *end = (const char *)memchr(p, '\n', n);
  if (end == NULL && !is_all)
    return 0;
  size_t next = end == NULL ? n : (size_t)(end - p) + 1;
  *is_found = kb_engine_line(t, p, kb_line_end(p, next), hit);
  return next;
}

/* The lines up to and with the last LF, and where `is_all` what stands behind it. Answers how
 * many bytes that is, or where the line ends at which `report` wanted to stop. */
static size_t kb_engine_block(const struct kb_tables *t, int path, const char *buf, size_t n,
                              int is_all, kb_report report, void *context) {
  struct kb_batch batch;
  struct kb_hit hit;
  size_t at = 0;
  batch.t = t;
  batch.plan.form = KB_NONE;
  while (at < n) {
    batch.p = buf + at;
    batch.n = n - at;
    batch.count = 0;
    if (t->is_quick)
      kb_quick_batch(path, &batch);
    for (size_t i = 0; i < batch.count; i++) {
      if (batch.numbers[i] != KB_NO_NUMBER && kb_batch_line(&batch, i, &hit) &&
          report(context, &hit) != 0)
        return at + batch.ends[i] + 1;
    }
    if (batch.count > 0) {
      at += batch.ends[batch.count - 1] + 1;
      continue;
    }
    int is_found = 0;
    size_t next = kb_lone_line(t, buf + at, n - at, is_all, &hit, &is_found);
    at += next;
    if (next == 0 || (is_found && report(context, &hit) != 0))
      return at;
  }
  return at;
}
