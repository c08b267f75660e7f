/* Front matter that libyaml refuses, line by line: what is wrong, and what was meant. */
#include "parse/yaml_mend.h"

#include "base/arena.h"
#include "parse/yaml_fault.h"
#include "parse/yaml_mender.h"

#include <string.h>

static void push_level(struct mender *m, size_t column, bool is_list) {
  if (m->count == MENDER_LEVELS) {
    m->gave_up = true;
    return;
  }
  m->levels[m->count++] = (struct nesting){column, is_list};
}

static void report_indent(struct mender *m, size_t column, const char *message) {
  struct diag *diag =
      mender_report(m, FRONT_YAML_INDENTATION, m->line.text, m->line.end, str_from_c(message));
  if (diag && column == 0)
    diag_help(m->job->bag, diag, "remove the spaces in front of it");
  else if (diag)
    diag_help(m->job->bag, diag, "put %zu space%s in front of it", column,
              column == 1 ? "" : "s");
}

/* The line stands in the column of the innermost level. False if it cannot be used there. */
static bool place_sibling(struct mender *m, size_t column, bool is_item) {
  struct nesting *top = &m->levels[m->count - 1];
  if (top->is_list == is_item)
    return true;
  if (is_item && m->awaits_value) {
    push_level(m, column, true);
    return true;
  }
  /* A list may stand in the column of its key: then the next key ends it. */
  if (!is_item && m->count > 1 && m->levels[m->count - 2].column == column) {
    m->count--;
    return true;
  }
  struct diag *diag = mender_report(m, FRONT_YAML_SYNTAX, m->line.text, m->line.end,
                                    is_item ? STR("a list item stands where a key is expected")
                                            : STR("this line stands in a list and is no item"));
  if (diag)
    diag_help(m->job->bag, diag, is_item ? "write  key: value" : "write \"- \" in front of it");
  return false;
}

/* Finds the level of a line and corrects its column. False if the line cannot be used. */
static bool place_line(struct mender *m, size_t *column, bool is_item) {
  struct nesting popped = {0, false};
  bool has_popped = false;
  /* No line stands left of the root. */
  while (m->levels[m->count - 1].column > *column) {
    popped = m->levels[--m->count];
    has_popped = true;
  }
  size_t innermost = m->levels[m->count - 1].column;
  m->is_first = !has_popped && innermost < *column && m->awaits_value;
  if (m->is_first) {
    push_level(m, *column, is_item);
    return true;
  }
  if (innermost < *column && has_popped) {
    push_level(m, popped.column, popped.is_list);
    report_indent(m, popped.column, "this line is indented like none of those above it");
  } else if (innermost < *column) {
    report_indent(m, innermost, "this line is indented, but belongs to nothing above it");
  }
  *column = m->levels[m->count - 1].column;
  return place_sibling(m, *column, is_item);
}

/* Tabs never indent. Lines of blanks or comments may have them, but libyaml objects. */
static void mend_indent(struct mender *m, size_t column) {
  size_t start = m->line.start, text = m->line.text;
  bool has_tab = str_find_char(str_slice(m->s, start, text), '\t', 0) != STR_NONE;
  if (!has_tab && column == text - start)
    return;
  char *spaces = arena_alloc(m->job->scratch, column + 1);
  memset(spaces, ' ', column);
  yaml_text_patch(m->job, start, text, (struct str){spaces, column});
}

static void report_tab(struct mender *m, size_t tab) {
  struct diag *diag = mender_report(m, FRONT_YAML_TAB, tab, tab + 1,
                                    STR("a tab indents this line, and YAML takes only spaces"));
  if (diag)
    diag_help(m->job->bag, diag, "put spaces in the place of tabs");
}

/* "-" in `column`, and the blanks behind it. Answers where the text of the item begins. */
static size_t mend_dash(struct mender *m, size_t at, size_t *column) {
  size_t text = yaml_skip_blanks(m->s, at + 1, m->line.end);
  size_t width = text - at;
  size_t tab = str_find_char(str_slice(m->s, 0, text), '\t', at);
  if (tab != STR_NONE) {
    report_tab(m, tab);
    yaml_text_patch(m->job, at + 1, text, STR(" "));
    width = 2;
  }
  *column += width;
  return text;
}

/* The first line below a key has no key: is it the value, or the first of several pairs? */
static bool is_value_below(const struct mender *m, size_t column) {
  struct yaml_line next;
  struct yaml_key key;
  size_t at = m->line.next;
  while (yaml_line_at(m->s, at, &next) && yaml_line_is_empty(m->s, &next))
    at = next.next;
  return at >= m->s.n || yaml_line_indent(m->s, &next) != column ||
         !yaml_find_key(m->s, next.text, next.end, &key);
}

static void mend_entry(struct mender *m, size_t column) {
  size_t at = m->line.text, item_column = STR_NONE;
  struct yaml_key key;
  bool is_item = yaml_is_item(m->s, at, m->line.end);
  bool has_key = !is_item && yaml_find_key(m->s, at, m->line.end, &key);
  while (is_item) {
    item_column = column;
    at = mend_dash(m, at, &column);
    m->awaits_value = at == m->line.end || m->s.p[at] == '#';
    if (m->awaits_value)
      return;
    is_item = yaml_is_item(m->s, at, m->line.end);
    has_key = !is_item && yaml_find_key(m->s, at, m->line.end, &key);
    if (is_item || has_key)
      push_level(m, column, is_item);
  }
  if (has_key)
    mend_pair(m, &key, column);
  else if (item_column != STR_NONE)
    mend_value(m, at, item_column);
  else if (m->is_first && is_value_below(m, column))
    mend_value(m, at, m->levels[--m->count - 1].column);
  else
    mend_no_key(m, at, column);
}

/* "---" or "..." at the start of a line would end the document. */
static bool mend_marker(struct mender *m) {
  size_t n = m->line.end - m->line.start;
  struct str line = str_slice(m->s, m->line.start, m->line.end);
  if (!str_starts_with(line, STR("---")) && !str_starts_with(line, STR("...")))
    return false;
  if (n > 3 && !is_blank_char(line.p[3]))
    return false;
  struct diag *diag =
      mender_report(m, FRONT_YAML_DOCUMENTS, m->line.start, m->line.start + 3,
                    arena_printf(m->job->scratch, "\"%.3s\" %s", line.p,
                                 line.p[0] == '.' ? "ends the YAML, and more stands behind it"
                                                  : "begins a second YAML document"));
  if (diag)
    diag_help(m->job->bag, diag, "remove the line");
  yaml_text_patch(m->job, m->line.start, m->line.start, STR("#"));
  return true;
}

/* Where the line belongs is known: the fix writes as many spaces. */
static void fix_tab(struct mender *m, size_t column) {
  struct bag *bag = m->job->bag;
  struct diag *diag = bag->count > 0 ? &bag->diags[bag->count - 1] : NULL;
  if (!diag || diag->rule != &front_rules[FRONT_YAML_TAB])
    return;
  char *spaces = arena_alloc(m->job->scratch, column + 1);
  memset(spaces, ' ', column);
  diag_edit(bag, diag, yaml_clean_span(m->job, m->line.start, m->line.text),
            (struct str){spaces, column});
}

static void mend_line(struct mender *m) {
  m->is_reported = false;
  m->next = m->line.next;
  size_t column = yaml_line_indent(m->s, &m->line), seen = column;
  if (yaml_line_is_empty(m->s, &m->line)) {
    mend_indent(m, column);
    return;
  }
  if (mend_marker(m) || (column == 0 && mend_foreign(m, m->line.text)))
    return;
  size_t tab = str_find_char(str_slice(m->s, 0, m->line.text), '\t', m->line.start);
  if (tab != STR_NONE)
    report_tab(m, tab);
  bool is_usable = place_line(m, &column, yaml_is_item(m->s, m->line.text, m->line.end));
  mend_indent(m, column);
  if (tab != STR_NONE && is_usable && column == seen)
    fix_tab(m, column);
  if (is_usable)
    mend_entry(m, column);
  else
    mender_drop(m, m->line.text);
}

/* Is the whole text one mapping or list in brackets, or one value in quotes? */
static bool is_closed_root(struct str s, const struct yaml_line *first) {
  struct yaml_key key;
  return first->text < first->end && strchr("[{\"'", s.p[first->text]) &&
         !yaml_find_key(s, first->text, first->end, &key);
}

/* The root stands where the line does that is indented least. False if there is nothing to
 * mend. */
static bool push_root(struct mender *m) {
  struct yaml_line line;
  bool is_first = true, is_list = false;
  size_t column = 0;
  for (size_t at = 0; yaml_line_at(m->s, at, &line); at = line.next) {
    if (yaml_line_is_empty(m->s, &line))
      continue;
    if (is_first && is_closed_root(m->s, &line))
      return false;
    size_t indent = yaml_line_indent(m->s, &line);
    is_list = is_first ? yaml_is_item(m->s, line.text, line.end) : is_list;
    column = is_first || indent < column ? indent : column;
    is_first = false;
  }
  push_level(m, column, is_list);
  return true;
}

bool yaml_mend(struct yaml_job *job) {
  struct mender m = {.job = job, .s = job->clean};
  if (!push_root(&m))
    return false;
  while (!m.gave_up && yaml_line_at(m.s, m.next, &m.line))
    mend_line(&m);
  return job->patch_count > 0;
}

bool yaml_report_value_at(struct yaml_job *job, size_t at) {
  struct str s = job->clean;
  struct yaml_line line = yaml_line_around(s, at);
  size_t text = yaml_value_start(s, &line), next;
  struct yaml_fault fault;
  if (text >= line.end || strchr("#[{|>", s.p[text]) ||
      !yaml_value_fault(job, &line, text, line.text - line.start, &fault, &next))
    return false;
  if (fault.rule == FRONT_YAML_MULTILINE_VALUE || at < fault.from || at > fault.to)
    return false;
  yaml_fault_report(job, &fault);
  return true;
}
