/* Finds a log template in a line, and its fields. */

#define KB_NONE ((size_t)-1)

/* A line in which a form is looked for. What was found for the first field the last time is
 * kept, and how many bytes were searched in all. */
struct kb_reading {
  const struct kb_tables *t;
  const uint32_t *form;
  const char *p;
  size_t n;
  size_t service; /* row; KB_NO_NUMBER: the line does not say it */
  struct kb_hit *hit;
  size_t first_from, first_to, work;
};

static const uint32_t *kb_part(const struct kb_reading *reading, size_t i) {
  return kb_row(reading->t->parts, i, KB_PART_NUMBERS);
}

static int kb_stands_at(const struct kb_reading *reading, size_t at, const uint32_t *part) {
  size_t n = part[KB_PART_N];
  return reading->n - at >= n &&
         (n == 0 || memcmp(reading->p + at, reading->t->text + part[KB_PART_TEXT], n) == 0);
}

/* The first place in [from, to) where the literal stands. */
static size_t kb_find(struct kb_reading *reading, size_t from, size_t to,
                      const uint32_t *part) {
  size_t at = from;
  while (part[KB_PART_N] > 0 && at < to) {
    char first = reading->t->text[part[KB_PART_TEXT]];
    const char *hit = (const char *)memchr(reading->p + at, first, to - at);
    if (hit == NULL)
      break;
    at = (size_t)(hit - reading->p);
    if (kb_stands_at(reading, at, part)) {
      reading->work += at - from;
      return at;
    }
    at++;
  }
  reading->work += to - from;
  return KB_NONE;
}

/* The part behind the optional stretch that opens with part i. */
static size_t kb_behind_optional(const struct kb_reading *reading, size_t i) {
  while (kb_part(reading, i)[KB_PART_KIND] != KB_CLOSE)
    i++;
  return i + 1;
}

/* Where the field that is part i ends: at the first place where something stands that may
 * follow, or at the end of the line if nothing has to. */
static size_t kb_field_end(struct kb_reading *reading, size_t i, size_t from) {
  size_t last = reading->form[KB_FORM_PARTS] + reading->form[KB_FORM_PART_COUNT];
  size_t end = reading->n;
  int is_found = 0;
  for (i++; i < last;) {
    size_t kind = kb_part(reading, i)[KB_PART_KIND];
    if (kind == KB_CLOSE) {
      i++;
      continue;
    }
    int is_optional = kind == KB_OPEN;
    size_t at = kb_find(reading, from, end, kb_part(reading, is_optional ? i + 1 : i));
    if (at != KB_NONE) {
      end = at;
      is_found = 1;
    }
    if (!is_optional)
      return is_found ? end : KB_NONE;
    i = kb_behind_optional(reading, i);
  }
  return end;
}

/* The same for the first field, which is looked for at many places: what was found before holds
 * for every place in between. */
static size_t kb_first_field_end(struct kb_reading *reading, size_t i, size_t from) {
  if (from < reading->first_from || from > reading->first_to) {
    reading->first_from = from;
    reading->first_to = kb_field_end(reading, i, from);
  }
  return reading->first_to;
}

/* ---- Times ------------------------------------------------------------------------------ */

/* Passes over `least` to `most` digits; KB_NONE if there are fewer. */
static size_t kb_digits_end(const char *p, size_t n, size_t at, size_t least, size_t most) {
  size_t count = 0;
  while (count < most && at + count < n && kb_is_digit(p[at + count]))
    count++;
  return count < least ? KB_NONE : at + count;
}

/* Z, +09:00 or +0900. */
static size_t kb_zone_end(const char *p, size_t n, size_t at) {
  if (at == n)
    return KB_NONE;
  if (p[at] == 'Z')
    return at + 1;
  if (p[at] != '+' && p[at] != '-')
    return KB_NONE;
  at = kb_digits_end(p, n, at + 1, 2, 2);
  if (at != KB_NONE && at < n && p[at] == ':')
    at++;
  return at == KB_NONE ? at : kb_digits_end(p, n, at, 2, 2);
}

/* Where the time that begins at `at` ends; a fraction may have any number of digits. */
static size_t kb_time_end(const char *p, size_t n, const char *format, size_t format_n,
                          size_t at) {
  size_t i = 0;
  while (i < format_n && at != KB_NONE) {
    char c = format[i++], kind = '%';
    if (c == '%' && i < format_n)
      kind = format[i++];
    if (kb_is_digit(kind)) {
      i++;
      at = kb_digits_end(p, n, at, 1, 9);
    } else if (kind == 'z') {
      at = kb_zone_end(p, n, at);
    } else if (kind != '%') {
      at = kind == 'Y' ? kb_digits_end(p, n, at, 4, 4) : kb_digits_end(p, n, at, 2, 2);
    } else {
      at = at < n && p[at] == c ? at + 1 : KB_NONE;
    }
  }
  return at;
}

/* ---- Fields ----------------------------------------------------------------------------- */

static int kb_is_one_of(const struct kb_tables *t, const uint32_t *field, const char *p,
                        size_t n) {
  for (size_t i = 0; i < field[KB_FIELD_VALUE_COUNT]; i++) {
    const uint32_t *value = kb_row(t->values, field[KB_FIELD_VALUES] + i, KB_TEXT_NUMBERS);
    const char *text = t->text + value[KB_TEXT_AT];
    size_t j = 0;
    while (j < n && n == value[KB_TEXT_N] && kb_fold(p[j]) == kb_fold(text[j]))
      j++;
    if (j == n && n == value[KB_TEXT_N])
      return 1;
  }
  return 0;
}

static struct kb_str kb_stretch(const char *p, size_t n) {
  struct kb_str stretch;
  stretch.p = p;
  stretch.n = n;
  return stretch;
}

/* Takes a field over into the hit, if it can be that field. */
static int kb_take_field(struct kb_reading *reading, size_t i, size_t from, size_t to) {
  const uint32_t *field =
      kb_row(reading->t->fields, reading->form[KB_FORM_FIELDS] + i, KB_FIELD_NUMBERS);
  struct kb_hit *hit = reading->hit;
  struct kb_str text = kb_stretch(reading->p + from, to - from);
  if (text.n == 0 ||
      (field[KB_FIELD_KIND] == KB_ONE_OF && !kb_is_one_of(reading->t, field, text.p, text.n)))
    return 0;
  if (i < hit->field_count)
    hit->fields[i] = text;
  if (i == reading->form[KB_FORM_MESSAGE])
    hit->message = text;
  if (i != reading->form[KB_FORM_SERVICE])
    return 1;
  hit->service = text;
  reading->service = kb_find_service(reading->t, text.p, text.n);
  return reading->service != KB_NO_NUMBER;
}

static int kb_read_field(struct kb_reading *reading, size_t i, size_t *at) {
  size_t index = kb_part(reading, i)[KB_PART_FIELD], end;
  const uint32_t *field =
      kb_row(reading->t->fields, reading->form[KB_FORM_FIELDS] + index, KB_FIELD_NUMBERS);
  if (field[KB_FIELD_KIND] == KB_TIME)
    end = kb_time_end(reading->p, reading->n, reading->t->text + field[KB_FIELD_FORMAT],
                      field[KB_FIELD_FORMAT_N], *at);
  else if (index == 0)
    end = kb_first_field_end(reading, i, *at);
  else
    end = kb_field_end(reading, i, *at);
  if (end == KB_NONE || !kb_take_field(reading, index, *at, end))
    return 0;
  *at = end;
  return 1;
}

/* ---- Forms ------------------------------------------------------------------------------- */

static void kb_start_hit(struct kb_hit *hit, const uint32_t *form) {
  hit->service = hit->message = kb_stretch(NULL, 0);
  hit->field_count =
      form[KB_FORM_FIELD_COUNT] < KB_FIELDS ? form[KB_FORM_FIELD_COUNT] : KB_FIELDS;
  for (size_t i = 0; i < hit->field_count; i++)
    hit->fields[i] = kb_stretch(NULL, 0);
}

static void kb_set_field(struct kb_hit *hit, size_t i, const char *from, const char *to) {
  if (i < hit->field_count)
    hit->fields[i] = kb_stretch(from, (size_t)(to - from));
}

/* Does the form stand here? */
static int kb_read_form(struct kb_reading *reading, size_t at) {
  const uint32_t *form = reading->form;
  size_t i = form[KB_FORM_PARTS], last = i + form[KB_FORM_PART_COUNT];
  kb_start_hit(reading->hit, form);
  reading->service =
      form[KB_FORM_SERVICE] == KB_NO_NUMBER ? kb_find_service(reading->t, "", 0) : KB_NO_NUMBER;
  while (i < last) {
    const uint32_t *part = kb_part(reading, i);
    if (part[KB_PART_KIND] == KB_OPEN && !kb_stands_at(reading, at, kb_part(reading, i + 1))) {
      i = kb_behind_optional(reading, i);
      continue;
    }
    if (part[KB_PART_KIND] == KB_LITERAL) {
      if (!kb_stands_at(reading, at, part))
        return 0;
      at += part[KB_PART_N];
    } else if (part[KB_PART_KIND] == KB_FIELD && !kb_read_field(reading, i, &at)) {
      return 0;
    }
    i++;
  }
  return 1;
}

/* The next place at or behind `at` where the form could begin. */
static size_t kb_next_start(struct kb_reading *reading, size_t at) {
  const uint32_t *first = kb_part(reading, reading->form[KB_FORM_PARTS]);
  if (first[KB_PART_KIND] == KB_LITERAL)
    return kb_find(reading, at, reading->n, first);
  while (at > 0 && at < reading->n &&
         (kb_is_word(reading->p[at - 1]) || (unsigned char)reading->p[at] <= ' '))
    at++;
  return at < reading->n ? at : KB_NONE;
}

/* Looks for the form in the line; gives up where that would take long. A line that may leave
 * its service out, and does, leaves it open: any will do. */
static int kb_find_form(struct kb_reading *reading) {
  size_t at = kb_next_start(reading, 0);
  for (; at != KB_NONE && reading->work < 64 * (reading->n + 64);
       at = kb_next_start(reading, at + 1)) {
    if (kb_read_form(reading, at))
      return reading->service != KB_NO_NUMBER ||
             reading->form[KB_FORM_SERVICE] != KB_NO_NUMBER;
  }
  return 0;
}

/* The line without its end. */
static size_t kb_line_end(const char *line, size_t n) {
  const char *end = n > 0 ? (const char *)memchr(line, '\n', n) : NULL;
  if (end != NULL)
    n = (size_t)(end - line);
  return n > 0 && line[n - 1] == '\r' ? n - 1 : n;
}
