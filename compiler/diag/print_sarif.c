/* Findings as SARIF 2.1.0, as GitHub's code scanning takes it.
 *
 * GitHub takes 25,000 results and 10 MB, packed. The worst findings come first, so what is left
 * out are the least of them; a notification says how many. */
#include "base/json_writer.h"
#include "base/path.h"
#include "diag/glyph.h"
#include "diag/gzip_size.h"
#include "diag/line_hash.h"
#include "diag/page.h"
#include "diag/sarif_rules.h"

/* What stands behind the results has room in the last few kilobytes. */
enum { MOST_RESULTS = 25000, MOST_BYTES = 10 * 1000 * 1000 - 8192 };

#define SCHEMA_URI "https://json.schemastore.org/sarif-2.1.0.json"
#define ROOT_ID "SRCROOT"
/* Validators ask for one. There is no page on the network to name, but a page of the manual. */
#define INFORMATION_URI "man:kbc(1)"

struct sarif_page {
  struct page page;
  struct json_writer w;
  struct print_target *target;
  struct buf text;
  struct arena hash_arena; /* the hashes of the file at hand */
  const struct source *hashed;
  struct line_hashes hashes;
  struct arena size_arena;
  struct gzip_size *size;
  size_t measured; /* bytes of the buffer that are in the size */
  size_t results;
  bool is_full;
};

/* ---- Places -------------------------------------------------------------------------------
 */

static bool is_unreserved(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* RFC 3986; a colon in a first part would make a scheme of it. */
static void add_uri(struct buf *out, struct str path) {
  for (size_t i = 0; i < path.n; i++) {
    char c = path.p[i];
    if (is_unreserved(c) || c == '/')
      buf_add_char(out, c);
    else
      buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
  }
}

/* What lies outside of the root has an address of its own. */
static bool is_outside(struct str path) {
  return path.n > 0 &&
         (path.p[0] == '/' || str_equal_c(path, "..") || str_starts_with(path, STR("../")));
}

static void write_artifact(struct sarif_page *page, struct str path) {
  struct json_writer *w = &page->w;
  struct str shown = page_file(&page->page, path);
  bool is_absolute = is_outside(shown);
  buf_clear(&page->text);
  if (is_absolute) {
    struct arena *scratch = &page->page.scratch;
    struct str joined = path_join(scratch, page->page.report->path_base, shown);
    buf_add_c(&page->text, "file://");
    shown = path_clean(scratch, joined);
  }
  add_uri(&page->text, shown);
  json_key(w, "artifactLocation");
  json_open_object(w);
  json_member(w, "uri", buf_str(&page->text));
  if (!is_absolute && !path_is_bracketed(path))
    json_member(w, "uriBaseId", STR(ROOT_ID));
  json_close_object(w);
}

static void write_region(struct json_writer *w, const char *key, struct place place) {
  json_key(w, key);
  json_open_object(w);
  json_member_number(w, "startLine", place.start.line);
  json_member_number(w, "startColumn", place.start.column);
  json_member_number(w, "endLine", place.end.line);
  json_member_number(w, "endColumn", place.end.column);
  json_close_object(w);
}

/* ---- Texts --------------------------------------------------------------------------------
 */

/* "[text](target)" is a link in a message of SARIF: what is no link of ours becomes none. */
static void write_text(struct sarif_page *page, struct str text) {
  struct buf out = {0};
  for (size_t i = 0; i < text.n; i++) {
    buf_add_char(&out, text.p[i]);
    if (text.p[i] == ']' && i + 1 < text.n && text.p[i + 1] == '(')
      buf_add_char(&out, ' ');
  }
  json_member(&page->w, "text", buf_str(&out));
  buf_free(&out);
}

static void write_message(struct sarif_page *page, const struct diag *diag) {
  buf_clear(&page->text);
  page_add_message(&page->text, diag);
  page_add_details(&page->page, &page->text, diag);
  json_key(&page->w, "message");
  json_open_object(&page->w);
  write_text(page, buf_str(&page->text));
  json_close_object(&page->w);
}

/* ---- Results ------------------------------------------------------------------------------
 */

static void write_location(struct sarif_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  json_key(w, "locations");
  json_open_array(w);
  json_open_object(w);
  json_key(w, "physicalLocation");
  json_open_object(w);
  write_artifact(page, diag->path);
  /* Readers want a place. What could not be read begins somewhere, too. */
  struct place place = {{1, 1}, {1, 1}};
  if (diag->span.source)
    place = page_place(&page->page, diag->span);
  write_region(w, "region", place);
  json_close_object(w);
  json_close_object(w);
  json_close_array(w);
}

static void write_related(struct sarif_page *page, const struct diag_related *related) {
  struct json_writer *w = &page->w;
  json_open_object(w);
  json_key(w, "physicalLocation");
  json_open_object(w);
  write_artifact(page, related->span.source->path);
  write_region(w, "region", page_related_place(&page->page, related->span));
  json_close_object(w);
  json_key(w, "message");
  json_open_object(w);
  buf_clear(&page->text);
  glyph_add(&page->text, related->message);
  write_text(page, buf_str(&page->text));
  json_close_object(w);
  json_close_object(w);
}

static void write_all_related(struct sarif_page *page, const struct diag *diag) {
  if (diag->related_count == 0)
    return;
  json_key(&page->w, "relatedLocations");
  json_open_array(&page->w);
  for (size_t i = 0; i < diag->related_count; i++) {
    if (diag->related[i].span.source)
      write_related(page, &diag->related[i]);
  }
  json_close_array(&page->w);
}

static void write_fingerprint(struct sarif_page *page, struct span span) {
  if (!span.source)
    return;
  if (page->hashed != span.source) {
    arena_reset(&page->hash_arena);
    page->hashed = span.source;
    page->hashes = line_hashes_of(&page->hash_arena, span.source);
  }
  size_t line = source_line_at(span.source, span.offset);
  if (line >= page->hashes.count)
    return;
  struct line_hash hash = page->hashes.items[line];
  buf_clear(&page->text);
  buf_printf(&page->text, "%llx:%zu", (unsigned long long)hash.hash, hash.count);
  json_key(&page->w, "partialFingerprints");
  json_open_object(&page->w);
  json_member(&page->w, "primaryLocationLineHash", buf_str(&page->text));
  json_close_object(&page->w);
}

/* ---- Fixes --------------------------------------------------------------------------------
 */

static void write_replacement(struct sarif_page *page, const struct diag_edit *edit) {
  struct json_writer *w = &page->w;
  json_open_object(w);
  write_region(w, "deletedRegion", page_related_place(&page->page, edit->span));
  json_key(w, "insertedContent");
  json_open_object(w);
  json_member(w, "text", edit->text);
  json_close_object(w);
  json_close_object(w);
}

/* The edits of one file; answers the index behind the last. */
static size_t write_change(struct sarif_page *page, const struct diag *diag, size_t from) {
  struct json_writer *w = &page->w;
  const struct source *source = diag->edits[from].span.source;
  json_open_object(w);
  write_artifact(page, source->path);
  json_key(w, "replacements");
  json_open_array(w);
  size_t i = from;
  for (; i < diag->edit_count && diag->edits[i].span.source == source; i++)
    write_replacement(page, &diag->edits[i]);
  json_close_array(w);
  json_close_object(w);
  return i;
}

static void write_fix(struct sarif_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  if (diag->edit_count == 0)
    return;
  json_key(w, "fixes");
  json_open_array(w);
  json_open_object(w);
  if (diag->help.n > 0) {
    json_key(w, "description");
    json_open_object(w);
    buf_clear(&page->text);
    glyph_add(&page->text, diag->help);
    write_text(page, buf_str(&page->text));
    json_close_object(w);
  }
  json_key(w, "artifactChanges");
  json_open_array(w);
  for (size_t i = 0; i < diag->edit_count;)
    i = write_change(page, diag, i);
  json_close_array(w);
  json_close_object(w);
  json_close_array(w);
}

static void write_result(struct sarif_page *page, const struct diag *diag) {
  struct json_writer *w = &page->w;
  json_open_object(w);
  json_member(w, "ruleId", str_from_c(diag->rule->code));
  size_t index = sarif_rule_index(page->page.report, diag->rule);
  if (index < page->page.report->rule_count)
    json_member_number(w, "ruleIndex", index);
  json_member(w, "level", str_from_c(level_name(diag->level)));
  write_message(page, diag);
  write_location(page, diag);
  write_all_related(page, diag);
  write_fingerprint(page, diag->span);
  write_fix(page, diag);
  json_close_object(w);
}

/* ---- Limits -------------------------------------------------------------------------------
 */

static void measure(struct sarif_page *page) {
  struct str written = buf_str(&page->target->buf);
  gzip_size_add(page->size, str_slice(written, page->measured, written.n));
  page->measured = 0;
  print_pass(page->target);
  page->measured = page->target->buf.n;
}

/* A result that would be too much is taken back. */
static void write_if_it_fits(struct sarif_page *page, const struct diag *diag) {
  page->is_full = page->is_full || page->results == MOST_RESULTS;
  if (!page->is_full) {
    write_result(page, diag);
    measure(page);
    page->results++;
    page->is_full = gzip_size_of(page->size) > MOST_BYTES;
    return;
  }
  page->target->left_out++;
}

static void write_results(struct sarif_page *page) {
  const struct diag_report *report = page->page.report;
  json_key(&page->w, "results");
  json_open_array(&page->w);
  for (enum level level = LEVEL_ERROR; level > LEVEL_OFF; level--) {
    for (size_t i = 0; i < report->count; i++) {
      if (report->diags[i].level == level)
        write_if_it_fits(page, &report->diags[i]);
    }
  }
  json_close_array(&page->w);
}

/* ---- The document -------------------------------------------------------------------------
 */

static void write_tool(struct sarif_page *page) {
  struct json_writer *w = &page->w;
  json_key(w, "tool");
  json_open_object(w);
  json_key(w, "driver");
  json_open_object(w);
  json_member(w, "name", STR("kbc"));
  json_member(w, "version", str_from_c(page->page.report->version));
  json_member(w, "semanticVersion", str_from_c(page->page.report->version));
  json_member(w, "informationUri", STR(INFORMATION_URI));
  sarif_write_rules(w, page->target, page->page.report);
  json_close_object(w);
  json_close_object(w);
}

/* Where the root lies is nobody's business but the reader's. */
static void write_root(struct json_writer *w) {
  json_key(w, "originalUriBaseIds");
  json_open_object(w);
  json_key(w, ROOT_ID);
  json_open_object(w);
  json_key(w, "description");
  json_open_object(w);
  json_member(w, "text", STR("The root of the repository."));
  json_close_object(w);
  json_close_object(w);
  json_close_object(w);
}

static void write_notification(struct sarif_page *page) {
  struct json_writer *w = &page->w;
  json_key(w, "toolExecutionNotifications");
  json_open_array(w);
  json_open_object(w);
  json_member(w, "level", STR("warning"));
  buf_clear(&page->text);
  buf_printf(
      &page->text,
      "%zu of %zu findings are left out: code scanning takes no more than %d results and "
      "10 MB. The least important ones were dropped.",
      page->target->left_out, page->page.report->count, MOST_RESULTS);
  json_key(w, "message");
  json_open_object(w);
  json_member(w, "text", buf_str(&page->text));
  json_close_object(w);
  json_close_object(w);
  json_close_array(w);
}

static void write_invocation(struct sarif_page *page) {
  struct json_writer *w = &page->w;
  json_key(w, "invocations");
  json_open_array(w);
  json_open_object(w);
  json_key(w, "executionSuccessful");
  json_bool(w, !page->page.report->has_failed);
  if (page->target->left_out > 0)
    write_notification(page);
  json_close_object(w);
  json_close_array(w);
}

static void write_run(struct sarif_page *page) {
  struct json_writer *w = &page->w;
  json_open_object(w);
  write_tool(page);
  json_member(w, "columnKind", STR("unicodeCodePoints"));
  write_root(w);
  write_results(page);
  write_invocation(page);
  json_close_object(w);
}

static void sarif_print(struct print_target *target, const struct diag_report *report) {
  struct sarif_page page = {.page = {.report = report}, .target = target};
  page.size = arena_new(&page.size_arena, struct gzip_size);
  json_start(&page.w, &target->buf, JSON_COMPACT);
  json_open_object(&page.w);
  json_member(&page.w, "$schema", STR(SCHEMA_URI));
  json_member(&page.w, "version", STR("2.1.0"));
  json_key(&page.w, "runs");
  json_open_array(&page.w);
  write_run(&page);
  json_close_array(&page.w);
  json_close_object(&page.w);
  buf_add_char(&target->buf, '\n');
  gzip_size_end(page.size);
  arena_free(&page.size_arena);
  arena_free(&page.hash_arena);
  buf_free(&page.text);
  page_end(&page.page);
}

const struct printer sarif_printer = {
    "sarif", "SARIF 2.1.0, for GitHub's code scanning and others", sarif_print};
