/* Rules about the headings that say what a whole file is: its title, the range of its cases. */
#include "diag/diag.h"
#include "lint/case_number.h"
#include "lint/rules/families.h"
#include "model/kb.h"

/* The cases [first, end) of one file. */
struct file_cases {
  const struct linter *l;
  const struct rule *row;
  size_t first, end;
};

static const struct piece *piece_at(const struct linter *l, size_t index) {
  return l->kb->cases[index]->doc->piece;
}

/* Calls `visit` for each file that has cases. */
static void visit_files(const struct linter *l, const struct rule *row,
                        void (*visit)(const struct file_cases *file)) {
  struct file_cases file = {l, row, 0, 0};
  for (; file.first < l->kb->case_count; file.first = file.end) {
    const struct source *source = piece_at(l, file.first)->source;
    file.end = file.first + 1;
    while (file.end < l->kb->case_count && piece_at(l, file.end)->source == source)
      file.end++;
    visit(&file);
  }
}

static struct outer_headings outer_headings(const struct file_cases *file) {
  const struct outer_headings *outer = piece_at(file->l, file->first)->outer;
  return outer ? *outer : (struct outer_headings){NULL, 0};
}

/* ---- title-range ---- */

/* The numbers of the cases that stand below a heading. */
struct numbers {
  size_t lowest, highest; /* indexes of the cases */
  size_t first, last;     /* their numbers */
  size_t count;
};

/* Those between two offsets of the file. */
static struct numbers numbers_between(const struct file_cases *file, size_t from, size_t to) {
  struct numbers numbers = {.first = STR_NONE};
  size_t capture = number_capture(file->l->kb->schema);
  for (size_t i = file->first; i < file->end; i++) {
    const struct kb_case *kb_case = file->l->kb->cases[i];
    size_t offset = kb_case->doc->piece->whole.offset;
    size_t number = case_number(kb_case, capture);
    if (offset < from || offset >= to || number == STR_NONE || is_number_reported(kb_case))
      continue;
    if (numbers.count == 0 || number < numbers.first) {
      numbers.first = number;
      numbers.lowest = i;
    }
    if (numbers.count == 0 || number > numbers.last) {
      numbers.last = number;
      numbers.highest = i;
    }
    numbers.count++;
  }
  return numbers;
}

static bool is_range_of(const struct number_range *range, const struct numbers *numbers) {
  return range->first == numbers->first && range->last == numbers->last;
}

static void report_range(const struct file_cases *file, struct span title,
                         const struct number_range *range, const struct numbers *numbers) {
  struct str named = str_slice(span_text(title), range->from, range->to);
  struct span span = span_part(title, range->from, named.n);
  const struct linter *l = file->l;
  bool is_first = range->first != numbers->first;
  size_t index = is_first ? numbers->lowest : numbers->highest;
  size_t capture = number_capture(l->kb->schema);
  struct diag *diag =
      diag_add(l->bag, file->row, span, "this title says %.*s, but its cases are %.*s to %.*s",
               STR_ARG(named), STR_ARG(l->kb->cases[numbers->lowest]->captures[capture]),
               STR_ARG(l->kb->cases[numbers->highest]->captures[capture]));
  diag_relate(l->bag, diag, l->kb->cases[index]->title_span, "the %s of them",
              is_first ? "first" : "last");
  diag_help(l->bag, diag, "write the range that is there, or add the cases that are missing");
}

/* What is below a heading ends at the next one of its level; that of a whole file may hold such
 * parts. A range that shares no end with the cases counts something else: years, ports. */
static void check_title_range(const struct file_cases *file) {
  struct outer_headings outer = outer_headings(file);
  for (size_t i = 0; i < outer.count; i++) {
    struct number_range range;
    struct span title = outer.items[i].text;
    if (!number_range_find(span_text(title), &range))
      continue;
    size_t next = i + 1;
    while (next < outer.count && outer.items[next].level > outer.items[i].level)
      next++;
    size_t to = next < outer.count ? outer.items[next].text.offset : title.source->bytes.n;
    struct numbers part = numbers_between(file, title.offset, to);
    struct numbers whole = numbers_between(file, title.offset, title.source->bytes.n);
    struct numbers meant = i == 0 ? whole : part;
    if (meant.count < 2 || is_range_of(&range, &part) || is_range_of(&range, &whole) ||
        (range.first != meant.first && range.last != meant.last))
      continue;
    report_range(file, title, &range, &meant);
  }
}

static void find_title_range(const struct linter *l, const struct rule *row) {
  if (number_capture(l->kb->schema) != STR_NONE)
    visit_files(l, row, check_title_range);
}

/* ---- second-title ---- */

/* Was something said about this very place? A heading that may not stand where it does is one
 * mistake. */
static bool is_in(const struct bag *bag, struct span span) {
  for (size_t i = 0; i < bag->count; i++) {
    const struct diag *diag = &bag->diags[i];
    if (diag->span.source == span.source && diag->span.offset <= span.offset &&
        diag->span.offset + diag->span.n >= span.offset + span.n)
      return true;
  }
  return false;
}

static void report_title(const struct file_cases *file, struct span span, struct span first) {
  if (is_in(file->l->said, span) || is_in(file->l->bag, span))
    return;
  struct diag *diag =
      diag_add(file->l->bag, file->row, span, "this file has a title of level 1 already");
  diag_relate(file->l->bag, diag, first, "the title");
  diag_help(file->l->bag, diag,
            "write it as text, or as a heading of a lower level inside of a case");
}

/* Sections that the schema knows stand on the level that the schema gives them. */
static bool is_section(const struct kb_case *kb_case, const struct block *block) {
  for (size_t i = 0; i < kb_case->section_count; i++) {
    if (kb_case->sections[i].heading.offset == block->inner.offset)
      return true;
  }
  return false;
}

/* Where there are more, they are no slip, and to have said so is enough. */
enum { MOST_TITLES = 8 };

static void check_body_titles(const struct file_cases *file, const struct kb_case *kb_case) {
  const struct doc *doc = kb_case->doc;
  struct span first = {0};
  size_t count = 0;
  if (doc->piece->heading_level == 1)
    first = doc->piece->title;
  for (size_t i = 0; i < doc->block_count && count <= MOST_TITLES; i++) {
    const struct block *block = &doc->blocks[i];
    if (block->kind != BLOCK_HEADING || block->level != 1 || is_section(kb_case, block))
      continue;
    count++;
    if (first.source)
      report_title(file, block->inner, first);
    else
      first = block->inner;
  }
}

/* A case with front matter at the top has a title beside that of the bundle below it. */
static void check_second_title(const struct file_cases *file) {
  struct outer_headings outer = outer_headings(file);
  struct span first = {0};
  size_t count = 0;
  for (size_t i = 0; i < outer.count && count <= MOST_TITLES; i++) {
    if (outer.items[i].level != 1)
      continue;
    count++;
    if (first.source)
      report_title(file, outer.items[i].text, first);
    else
      first = outer.items[i].text;
  }
  for (size_t i = file->first; i < file->end; i++)
    check_body_titles(file, file->l->kb->cases[i]);
}

/* Where cases are headings of level 1 themselves, a file may have many. */
static void find_second_title(const struct linter *l, const struct rule *row) {
  if (l->kb->schema->record.level > 1)
    visit_files(l, row, check_second_title);
}

/* ---- The rows ---- */

#define BUNDLED(number, title, message, trace)                                                 \
  "## 0" number ". " title "\n---\nservice: pay-api\nerror_message: " message                  \
  "\n---\n### Incident Summary\n[WARN] 2026-01-01T00:00:0" number ".000Z pay-api/v1 [" trace   \
  "]: " message                                                                                \
  "\n\n### Root Cause\nThe issuer refused it.\n\n### Action Items\n1. Ask the customer.\n"     \
  "2. Ask the issuer.\n\n---\n\n"
#define FIRST BUNDLED("1", "Card Declined", "card declined", "a1b2c3d4")
#define SECOND BUNDLED("2", "Card Expired", "card expired", "e5f6a7b8")

static const struct lint_rule rules[] = {
    {{.code = "KBC0606",
      .name = "title-range",
      .level = LEVEL_WARNING,
      .summary = "a title names a range of numbers that its cases do not have",
      .why = "Who counts on the title looks for a case that is not there, or never learns of "
             "those that are; and a part that was lost in a merge looks just like this.",
      .bad = "# Payment Cases (01-03)\n\n" FIRST SECOND,
      .good = "# Payment Cases (01-02)\n\n" FIRST SECOND},
     find_title_range},
    {{.code = "KBC0607",
      .name = "second-title",
      .level = LEVEL_NOTE,
      .summary = "a file has a second heading of level 1",
      .why = "A heading of level 1 is the title of its page. Search engines and indexes take "
             "the wrong one, and a line that was meant as a comment becomes a title.",
      .bad = "# Payment Cases\n# for the people on call\n\n" FIRST SECOND,
      .good = "# Payment Cases\n\nfor the people on call\n\n" FIRST SECOND},
     find_second_title},
};

const struct lint_family identity_titles_family = {"identity", rules,
                                                   sizeof rules / sizeof *rules};
