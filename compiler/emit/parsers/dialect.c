/* Patterns of a schema in the words of the programs that read the parsers.
 *
 * Written is only what all of them read alike: sets of characters are spelled out, for \d, \w
 * and \s mean other characters in each, and what is not printable is a number. */
#include "emit/parsers/dialect.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/pattern_syntax.h"
#include "base/utf8.h"
#include "emit/parsers/dialect_point.h"

enum { SURROGATES = 0xD800, BEHIND_SURROGATES = 0xE000 };

/* Rust compiles a repeat by copying what is repeated, and gives up at 10 MiB: 8,000 times a dot
 * are still taken. */
enum { MOST_COPIES = 5000 };

/* ---- Reading ------------------------------------------------------------------------------
 */

struct fault_search {
  struct str pattern;
  bool of_line;
  struct dialect_fault *fault;
};

static bool set_fault(struct dialect_fault *fault, size_t offset, const char *what,
                      const char *why) {
  *fault = (struct dialect_fault){what, why, offset};
  return true;
}

static bool set_border_fault(const struct fault_search *s, size_t offset, const char *what) {
  return set_fault(s->fault, offset, what,
                   s->of_line
                       ? "each program has its own idea of it"
                       : "a parser of the whole line would look at what stands beside the "
                         "field, too");
}

/* What matches no text: only an anchor at the very border says nothing, and flags. */
static bool find_empty_fault(const struct fault_search *s, const struct syntax_node *node,
                             bool is_first, bool is_last) {
  struct str rest = str_slice(s->pattern, node->offset, s->pattern.n);
  if (rest.n == 0)
    return false;
  if (rest.p[0] == '^' || rest.p[0] == '$') {
    bool is_border = rest.p[0] == '^' ? is_first : is_last;
    return !is_border && !s->of_line &&
           set_fault(s->fault, node->offset, "an anchor in its middle",
                     "only at its border does it mean the same in a parser of the whole line");
  }
  if (str_starts_with(rest, STR("\\b")) || str_starts_with(rest, STR("\\B")))
    return set_border_fault(s, node->offset, "a word border");
  if (rest.p[0] == '\\')
    return set_fault(s->fault, node->offset, "a back-reference",
                     "parsers with named groups have none");
  bool is_look = str_starts_with(rest, STR("(?=")) || str_starts_with(rest, STR("(?!")) ||
                 str_starts_with(rest, STR("(?<"));
  return is_look && set_border_fault(s, node->offset, "look-around");
}

static bool is_nothing(const struct syntax_node *from, const struct syntax_node *to) {
  for (; from != to; from = from->next) {
    if (from->kind != SYNTAX_EMPTY)
      return false;
  }
  return true;
}

static bool find_fault(const struct fault_search *s, const struct syntax_node *node,
                       bool is_first, bool is_last) {
  if (node->kind == SYNTAX_EMPTY)
    return find_empty_fault(s, node, is_first, is_last);
  for (const struct syntax_node *child = node->first; child; child = child->next) {
    bool is_row = node->kind == SYNTAX_SEQUENCE, is_repeat = node->kind == SYNTAX_REPEAT;
    bool comes_first = is_first && !is_repeat && (!is_row || is_nothing(node->first, child));
    bool comes_last = is_last && !is_repeat && (!is_row || is_nothing(child->next, NULL));
    if (find_fault(s, child, comes_first, comes_last))
      return true;
  }
  return false;
}

/* Does the pattern hold what is not spelled out by its tree? */
static bool find_table_fault(struct str pattern, struct dialect_fault *fault) {
  bool ignores_case = false, is_wide = false;
  for (size_t i = 0; i < pattern.n; i++) {
    char c = pattern.p[i], next = i + 1 < pattern.n ? pattern.p[i + 1] : '\0';
    is_wide = is_wide || (unsigned char)c >= 0x80;
    if (c == '(' && next == '?') {
      for (size_t at = i + 2;
           at < pattern.n && str_find_char(STR("ims-"), pattern.p[at], 0) != STR_NONE; at++)
        ignores_case = ignores_case || pattern.p[at] == 'i';
    }
    if (c != '\\')
      continue;
    if (next == 'p' || next == 'P')
      return set_fault(fault, i, "a Unicode property",
                       "each program has its own version of these tables");
    is_wide = is_wide || next == 'u';
    i++;
  }
  return ignores_case && is_wide &&
         set_fault(fault, 0, "(?i) beside letters outside ASCII",
                   "each program has its own idea of what their other case is");
}

static size_t copies(const struct syntax_node *node) {
  size_t sum = node->kind == SYNTAX_SET ? 1 : 0;
  for (const struct syntax_node *child = node->first; child; child = child->next)
    sum += copies(child);
  if (node->kind != SYNTAX_REPEAT)
    return sum;
  size_t times = node->max == STR_NONE ? node->min + 1 : node->max;
  return sum > 0 && times > MOST_COPIES / sum ? MOST_COPIES + 1 : sum * times;
}

const struct syntax_node *dialect_read(struct arena *a, struct str pattern,
                                       enum dialect dialect, bool of_line,
                                       struct dialect_fault *fault) {
  struct syntax syntax;
  struct pattern_error error = {{NULL, 0}, 0};
  *fault = (struct dialect_fault){NULL, NULL, 0};
  if (!syntax_read(a, pattern, false, &syntax, &error)) {
    set_fault(fault, error.offset, "what is malformed", "it does not work anywhere");
    return NULL;
  }
  struct fault_search search = {pattern, of_line, fault};
  if (find_table_fault(pattern, fault) || find_fault(&search, syntax.whole, true, true))
    return NULL;
  if (dialect == DIALECT_RUST && copies(syntax.whole) > MOST_COPIES) {
    set_fault(fault, 0, "repeats of more than 5000 characters",
              "Rust's regexes copy what is repeated, and refuse that many");
    return NULL;
  }
  return syntax.whole;
}

bool dialect_may_be_empty(const struct syntax_node *node) {
  switch (node->kind) {
  case SYNTAX_EMPTY:
    return true;
  case SYNTAX_SET:
    return false;
  case SYNTAX_REPEAT:
    return node->min == 0 || dialect_may_be_empty(node->first);
  case SYNTAX_SEQUENCE:
    for (const struct syntax_node *child = node->first; child; child = child->next) {
      if (!dialect_may_be_empty(child))
        return false;
    }
    return true;
  case SYNTAX_CHOICE:
    for (const struct syntax_node *child = node->first; child; child = child->next) {
      if (dialect_may_be_empty(child))
        return true;
    }
    return false;
  }
  return true;
}

static bool set_has(const struct code_set *set, uint32_t c) {
  for (size_t i = 0; i < set->count; i++) {
    if (set->ranges[i].from <= c && c <= set->ranges[i].to)
      return true;
  }
  return false;
}

static bool set_may_stop(const struct code_set *set, struct stops stops) {
  for (size_t i = 0; i < stops.count; i++) {
    uint32_t c = 0;
    if (utf8_decode(stops.items[i], 0, &c) == 0 || set_has(set, c))
      return true;
  }
  return false;
}

bool dialect_may_stop(const struct syntax_node *node, struct stops stops) {
  if (node->kind == SYNTAX_SET)
    return set_may_stop(&node->set, stops);
  for (const struct syntax_node *child = node->first; child; child = child->next) {
    if (dialect_may_stop(child, stops))
      return true;
  }
  return false;
}

/* ---- Writing ------------------------------------------------------------------------------
 */

/* What no line holds: line ends, and halves of surrogate pairs. */
static const struct code_range holes[] = {
    {'\n', '\n'}, {'\r', '\r'}, {SURROGATES, BEHIND_SURROGATES - 1}};

enum { HOLES = sizeof holes / sizeof *holes };

static void write_solid(struct buf *out, uint32_t from, uint32_t to) {
  if (from > to)
    return;
  dialect_write_point(out, from, true);
  if (to > from + 1)
    buf_add_char(out, '-');
  if (to > from)
    dialect_write_point(out, to, true);
}

static void write_range(struct buf *out, struct code_range range) {
  uint32_t from = range.from;
  for (size_t i = 0; i < HOLES; i++) {
    if (holes[i].to < from || holes[i].from > range.to)
      continue;
    if (holes[i].from > from)
      write_solid(out, from, holes[i].from - 1);
    from = holes[i].to + 1;
  }
  if (from <= range.to)
    write_solid(out, from, range.to);
}

/* All but what the set lacks, and but line ends. */
static void write_others(struct buf *out, const struct code_set *set) {
  uint32_t next = 0;
  buf_add_c(out, "[^");
  for (size_t i = 0; i < set->count; i++) {
    if (set->ranges[i].from > next)
      write_range(out, (struct code_range){next, set->ranges[i].from - 1});
    next = set->ranges[i].to + 1;
  }
  buf_add_c(out, "\\r\\n]");
}

static bool is_hole(struct code_range range) {
  for (size_t i = 0; i < HOLES; i++) {
    if (holes[i].from <= range.from && range.to <= holes[i].to)
      return true;
  }
  return false;
}

/* A field is a part of one line, so what may be anything is anything but a line end. A set of
 * line ends alone is never met, however it is written. */
static void write_set(struct buf *out, const struct code_set *set) {
  if (set->count > 0 && set->ranges[set->count - 1].to == LAST_CODE_POINT) {
    write_others(out, set);
    return;
  }
  size_t solid = 0;
  for (size_t i = 0; i < set->count; i++)
    solid += !is_hole(set->ranges[i]);
  if (solid == 0) {
    buf_add_c(out, "\\n");
    return;
  }
  if (set->count == 1 && set->ranges[0].from == set->ranges[0].to) {
    dialect_write_point(out, set->ranges[0].from, false);
    return;
  }
  buf_add_char(out, '[');
  for (size_t i = 0; i < set->count; i++)
    write_range(out, set->ranges[i]);
  buf_add_char(out, ']');
}

static void write_times(struct buf *out, size_t min, size_t max) {
  if (min == 0 && max == STR_NONE)
    buf_add_char(out, '*');
  else if (min == 1 && max == STR_NONE)
    buf_add_char(out, '+');
  else if (min == 0 && max == 1)
    buf_add_char(out, '?');
  else if (max == STR_NONE)
    buf_printf(out, "{%zu,}", min);
  else if (min == max)
    buf_printf(out, "{%zu}", min);
  else
    buf_printf(out, "{%zu,%zu}", min, max);
}

/* What a node is written with. */
struct node_writer {
  struct buf *out;
  enum dialect dialect;
  struct stops stops;
  struct str anchors; /* the pattern, if its anchors are written */
};

static void write_node(const struct node_writer *w, const struct syntax_node *node);

static bool is_guarded(const struct node_writer *w, const struct syntax_node *node) {
  return w->dialect == DIALECT_ONIGMO && node->kind == SYNTAX_SET &&
         set_may_stop(&node->set, w->stops);
}

static void write_repeat(const struct node_writer *w, const struct syntax_node *node) {
  const struct syntax_node *child = node->first;
  bool is_simple = child->kind == SYNTAX_SET && !is_guarded(w, child);
  buf_add_c(w->out, is_simple ? "" : "(?:");
  write_node(w, child);
  buf_add_c(w->out, is_simple ? "" : ")");
  write_times(w->out, node->min, node->max);
}

static void write_choice(const struct node_writer *w, const struct syntax_node *node) {
  buf_add_c(w->out, "(?:");
  for (const struct syntax_node *child = node->first; child; child = child->next) {
    write_node(w, child);
    buf_add_c(w->out, child->next ? "|" : ")");
  }
}

static void write_anchor(const struct node_writer *w, const struct syntax_node *node) {
  char c = node->offset < w->anchors.n ? w->anchors.p[node->offset] : '\0';
  if (c == '^' || c == '$')
    buf_add_char(w->out, c);
}

static void write_node(const struct node_writer *w, const struct syntax_node *node) {
  switch (node->kind) {
  case SYNTAX_EMPTY:
    write_anchor(w, node);
    break;
  case SYNTAX_SET:
    if (is_guarded(w, node))
      dialect_write_stops(w->out, (struct str){NULL, 0}, w->stops);
    write_set(w->out, &node->set);
    break;
  case SYNTAX_REPEAT:
    write_repeat(w, node);
    break;
  case SYNTAX_CHOICE:
    write_choice(w, node);
    break;
  case SYNTAX_SEQUENCE:
    for (const struct syntax_node *child = node->first; child; child = child->next)
      write_node(w, child);
    break;
  }
}

void dialect_write(struct buf *out, enum dialect dialect, const struct syntax_node *node,
                   struct stops stops) {
  write_node(&(struct node_writer){out, dialect, stops, {NULL, 0}}, node);
}

void dialect_write_line(struct buf *out, enum dialect dialect, const struct syntax_node *node,
                        struct str pattern) {
  write_node(&(struct node_writer){out, dialect, {NULL, 0}, pattern}, node);
}
