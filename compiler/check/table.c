/* Holds tables against what a section wants of them: columns, rows. */
#include "model/table.h"
#include "base/arena.h"
#include "check/checker.h"
#include "model/heading.h"

/* With the marks of emphasis and code at both ends taken off. */
static struct str without_marks(struct str title) {
  while (title.n > 1 && str_find_char(STR("*_`"), title.p[0], 0) != STR_NONE &&
         title.p[title.n - 1] == title.p[0])
    title = str_slice(title, 1, title.n - 1);
  return title;
}

/* As headings are compared: of "역할 (Role)" either half may be the wanted one. */
static bool is_column(struct arena *a, struct str title, struct str wanted) {
  struct str keys[HEADING_KEYS], wanted_keys[HEADING_KEYS];
  size_t count = heading_keys(a, without_marks(title), keys);
  if (heading_keys(a, without_marks(wanted), wanted_keys) == 0)
    return count == 0;
  for (size_t i = 0; i < count; i++) {
    if (str_equal(keys[i], wanted_keys[0]))
      return true;
  }
  return false;
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
    if (is_column(c->scratch, span_text(table->columns[i]), content->columns[i]))
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
    size_t count = table_count_cells(span_text(table->rows[i]));
    if (count <= table->column_count)
      continue;
    struct span *cells = table_cells(c->scratch, table->rows[i], count);
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
