/* Tables as GitHub Flavored Markdown has them, which CommonMark takes for paragraphs. */
#include "check/table.h"

#include "base/arena.h"
#include "model/heading.h"

/* The cell that begins at `from`, up to the next bar that no backslash stands before. */
static size_t cell_end(struct str row, size_t from) {
  size_t at = from;
  while (at < row.n && row.p[at] != '|')
    at += row.p[at] == '\\' && at + 1 < row.n ? 2 : 1;
  return at < row.n ? at : row.n;
}

/* A row without the bars at its ends. */
static struct str bare_row(struct str row) {
  row = str_trim(row);
  if (row.n > 0 && row.p[0] == '|')
    row = str_slice(row, 1, row.n);
  bool is_escaped = row.n > 1 && row.p[row.n - 2] == '\\';
  if (row.n > 0 && row.p[row.n - 1] == '|' && !is_escaped)
    row.n--;
  return row;
}

static size_t count_cells(struct str row) {
  row = bare_row(row);
  size_t count = 1;
  for (size_t at = cell_end(row, 0); at < row.n; at = cell_end(row, at + 1))
    count++;
  return count;
}

static bool is_delimiter_cell(struct str cell) {
  cell = str_trim(cell);
  if (cell.n > 0 && cell.p[0] == ':')
    cell = str_slice(cell, 1, cell.n);
  if (cell.n > 0 && cell.p[cell.n - 1] == ':')
    cell.n--;
  for (size_t i = 0; i < cell.n; i++) {
    if (cell.p[i] != '-')
      return false;
  }
  return cell.n > 0;
}

/* The row of dashes below the head. Without a bar it would be the underline of a heading. */
static bool is_delimiter_row(struct str row) {
  if (str_find_char(row, '|', 0) == STR_NONE)
    return false;
  row = bare_row(row);
  for (size_t from = 0; from <= row.n;) {
    size_t to = cell_end(row, from);
    if (!is_delimiter_cell(str_slice(row, from, to)))
      return false;
    from = to + 1;
  }
  return true;
}

static struct span *cells_of(struct arena *a, struct span row, size_t count) {
  struct span *cells = arena_array(a, struct span, count);
  struct str bare = bare_row(span_text(row));
  size_t from = 0;
  for (size_t i = 0; i < count; i++) {
    size_t to = cell_end(bare, from);
    cells[i] = span_of_text(row.source, str_trim(str_slice(bare, from, to)));
    from = to + 1;
  }
  return cells;
}

bool table_find(struct arena *a, struct span paragraph, struct table *table) {
  struct str rest = span_text(paragraph), line, head = {NULL, 0};
  if (str_find_char(rest, '|', 0) == STR_NONE)
    return false;
  bool is_found = false;
  while (!is_found && str_next_line(&rest, &line)) {
    is_found = head.p && is_delimiter_row(line) && count_cells(line) == count_cells(head);
    head = is_found ? head : line;
  }
  if (!is_found)
    return false;
  *table = (struct table){.head = span_of_text(paragraph.source, head),
                          .column_count = count_cells(head)};
  table->columns = cells_of(a, table->head, table->column_count);
  while (str_next_line(&rest, &line)) {
    table->rows = arena_grow(a, table->rows, table->row_count, sizeof *table->rows);
    table->rows[table->row_count++] = span_of_text(paragraph.source, line);
  }
  return true;
}

/* ---- What the schema wants of them --------------------------------------------------------
 */

/* As headings are compared, with the marks of emphasis and code at both ends taken off. */
static struct str column_key(struct arena *a, struct str title) {
  while (title.n > 1 && str_find_char(STR("*_`"), title.p[0], 0) != STR_NONE &&
         title.p[title.n - 1] == title.p[0])
    title = str_slice(title, 1, title.n - 1);
  struct str keys[HEADING_KEYS];
  return heading_keys(a, title, keys) > 0 ? keys[0] : STR("");
}

static struct str column_list(struct checker *c, const struct content_rules *content) {
  struct str list = STR("|");
  for (size_t i = 0; i < content->column_count; i++)
    list = arena_printf(c->scratch, "%.*s %.*s |", STR_ARG(list), STR_ARG(content->columns[i]));
  return list;
}

static void report_column(struct checker *c, const struct content_rules *content,
                          struct span span, const char *message, struct str wanted) {
  struct diag *diag = diag_add(c->bag, &check_rules[CHECK_TABLE_COLUMNS], span, "%s \"%.*s\"",
                               message, STR_ARG(wanted));
  diag_help(c->bag, diag, "the head of this table is  %.*s", STR_ARG(column_list(c, content)));
}

/* One finding a table: the first column that is off. */
static void check_columns(struct checker *c, const struct content_rules *content,
                          const struct table *table) {
  for (size_t i = 0; i < content->column_count; i++) {
    if (i == table->column_count) {
      report_column(c, content, table->head, "this table lacks the column",
                    content->columns[i]);
      return;
    }
    struct str is = column_key(c->scratch, span_text(table->columns[i]));
    struct str wanted = column_key(c->scratch, content->columns[i]);
    if (str_equal(is, wanted))
      continue;
    struct span span = table->columns[i];
    report_column(c, content, span.n > 0 ? span : table->head, "this column should be",
                  content->columns[i]);
    return;
  }
  if (content->column_count > 0 && table->column_count > content->column_count)
    report_column(c, content, table->columns[content->column_count],
                  "nothing should stand behind the column",
                  content->columns[content->column_count - 1]);
}

/* What stands in a cell that the head does not have is shown to nobody. */
static void check_rows(struct checker *c, const struct table *table) {
  for (size_t i = 0; i < table->row_count; i++) {
    size_t count = count_cells(span_text(table->rows[i]));
    if (count <= table->column_count)
      continue;
    struct span *cells = cells_of(c->scratch, table->rows[i], count);
    struct span extra = cells[table->column_count];
    struct diag *diag = diag_add(
        c->bag, &check_rules[CHECK_TABLE_COLUMNS], extra.n > 0 ? extra : table->rows[i],
        "this row has %zu cells, but the table has %zu column%s", count, table->column_count,
        table->column_count == 1 ? "" : "s");
    diag_help(c->bag, diag,
              "what stands in the others is not shown; write  \\|  for a bar that is text");
    return;
  }
}

void check_table(struct checker *c, const struct section_rule *rule,
                 const struct block *block) {
  const struct content_rules *content = &rule->content;
  struct range rows = content->items[CONTENT_TABLE];
  struct table table;
  if (!table_find(c->scratch, block->span, &table))
    return;
  check_columns(c, content, &table);
  check_rows(c, &table);
  if (range_holds(rows, table.row_count))
    return;
  bool is_over = table.row_count > rows.max;
  diag_add(c->bag, &check_rules[CHECK_TABLE_ROWS], is_over ? table.rows[rows.max] : table.head,
           "this table has %zu row%s; %.*s should stand here", table.row_count,
           table.row_count == 1 ? "" : "s", STR_ARG(range_text(c, rows)));
}
