/* Tables as GitHub Flavored Markdown has them, which CommonMark takes for paragraphs. */
#include "model/table.h"

#include "base/arena.h"

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

size_t table_count_cells(struct str row) {
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

struct span *table_cells(struct arena *a, struct span row, size_t count) {
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
    is_found =
        head.p && is_delimiter_row(line) && table_count_cells(line) == table_count_cells(head);
    head = is_found ? head : line;
  }
  if (!is_found)
    return false;
  *table = (struct table){.head = span_of_text(paragraph.source, head),
                          .column_count = table_count_cells(head)};
  table->columns = table_cells(a, table->head, table->column_count);
  while (str_next_line(&rest, &line)) {
    table->rows = arena_grow(a, table->rows, table->row_count, sizeof *table->rows);
    table->rows[table->row_count++] = span_of_text(paragraph.source, line);
  }
  return true;
}

/* A row that is nothing but dashes and bars is sure; of one cell only where a bar is. */
bool table_is_nearly(struct str paragraph, size_t *head_cells, size_t *dash_cells) {
  struct str line, head = {NULL, 0};
  while (str_next_line(&paragraph, &line)) {
    bool is_below_bar = head.p && str_find_char(head, '|', 0) != STR_NONE;
    if (is_below_bar && is_delimiter_row(line)) {
      *head_cells = table_count_cells(head);
      *dash_cells = table_count_cells(line);
      return *head_cells != *dash_cells;
    }
    head = line;
  }
  return false;
}
