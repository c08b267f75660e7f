/* The engine's faces: a line, a message, a block of lines. */

/* The form in a line whose end is cut off; its service has patterns. */
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

static int kb_engine_line(const struct kb_tables *t, const char *line, size_t n,
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

/* ---- Many lines ----------------------------------------------------------------------------
 */

typedef int (*kb_report)(void *context, const struct kb_hit *hit);

/* The lines up to and with the last LF, and where `is_all` what stands behind it. Answers how
 * many bytes that is, or where the line ends at which `report` wanted to stop. */
static size_t kb_engine_block(const struct kb_tables *t, const char *buf, size_t n, int is_all,
                              kb_report report, void *context) {
  struct kb_hit hit;
  size_t at = 0;
  while (at < n) {
    const char *end = (const char *)memchr(buf + at, '\n', n - at);
    if (end == NULL && !is_all)
      break;
    size_t next = end == NULL ? n : (size_t)(end - buf) + 1;
    size_t line_n = kb_line_end(buf + at, next - at);
    if (kb_engine_line(t, buf + at, line_n, &hit) && report(context, &hit) != 0)
      return next;
    at = next;
  }
  return at;
}
