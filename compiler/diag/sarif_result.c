/* One finding as SARIF describes it. */
#include "diag/sarif_result.h"

#include "base/path.h"
#include "diag/glyph.h"
#include "diag/sarif_rules.h"

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

static void write_artifact(struct sarif_results *results, struct str path) {
  struct json_writer *w = &results->w;
  struct str shown = page_file(&results->page, path);
  bool is_absolute = is_outside(shown);
  buf_clear(&results->text);
  if (is_absolute) {
    struct arena *scratch = &results->page.scratch;
    struct str joined = path_join(scratch, results->page.report->path_base, shown);
    buf_add_c(&results->text, "file://");
    shown = path_clean(scratch, joined);
  }
  add_uri(&results->text, shown);
  json_key(w, "artifactLocation");
  json_open_object(w);
  json_member(w, "uri", buf_str(&results->text));
  if (!is_absolute && !path_is_bracketed(path))
    json_member(w, "uriBaseId", STR(SARIF_ROOT));
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
static void write_text(struct sarif_results *results, struct str text) {
  struct buf out = {0};
  for (size_t i = 0; i < text.n; i++) {
    buf_add_char(&out, text.p[i]);
    if (text.p[i] == ']' && i + 1 < text.n && text.p[i + 1] == '(')
      buf_add_char(&out, ' ');
  }
  json_member(&results->w, "text", buf_str(&out));
  buf_free(&out);
}

static void write_message(struct sarif_results *results, const struct diag *diag) {
  buf_clear(&results->text);
  page_add_message(&results->text, diag);
  page_add_details(&results->page, &results->text, diag);
  json_key(&results->w, "message");
  json_open_object(&results->w);
  write_text(results, buf_str(&results->text));
  json_close_object(&results->w);
}

/* ---- Results ------------------------------------------------------------------------------
 */

static void write_location(struct sarif_results *results, const struct diag *diag) {
  struct json_writer *w = &results->w;
  json_key(w, "locations");
  json_open_array(w);
  json_open_object(w);
  json_key(w, "physicalLocation");
  json_open_object(w);
  write_artifact(results, diag->path);
  /* Readers want a place. What could not be read begins somewhere, too. */
  struct place place = {{1, 1}, {1, 1}};
  if (diag->span.source)
    place = page_place(&results->page, diag->span);
  write_region(w, "region", place);
  json_close_object(w);
  json_close_object(w);
  json_close_array(w);
}

static void write_related(struct sarif_results *results, const struct diag_related *related) {
  struct json_writer *w = &results->w;
  json_open_object(w);
  json_key(w, "physicalLocation");
  json_open_object(w);
  write_artifact(results, related->span.source->path);
  write_region(w, "region", page_related_place(&results->page, related->span));
  json_close_object(w);
  json_key(w, "message");
  json_open_object(w);
  buf_clear(&results->text);
  glyph_add(&results->text, related->message);
  write_text(results, buf_str(&results->text));
  json_close_object(w);
  json_close_object(w);
}

static void write_all_related(struct sarif_results *results, const struct diag *diag) {
  if (diag->related_count == 0)
    return;
  json_key(&results->w, "relatedLocations");
  json_open_array(&results->w);
  for (size_t i = 0; i < diag->related_count; i++) {
    if (diag->related[i].span.source)
      write_related(results, &diag->related[i]);
  }
  json_close_array(&results->w);
}

static void write_fingerprint(struct sarif_results *results, struct span span) {
  if (!span.source)
    return;
  if (results->hashed != span.source) {
    arena_reset(&results->hash_arena);
    results->hashed = span.source;
    results->hashes = line_hashes_of(&results->hash_arena, span.source);
  }
  size_t line = source_line_at(span.source, span.offset);
  if (line >= results->hashes.count)
    return;
  struct line_hash hash = results->hashes.items[line];
  buf_clear(&results->text);
  buf_printf(&results->text, "%llx:%zu", (unsigned long long)hash.hash, hash.count);
  json_key(&results->w, "partialFingerprints");
  json_open_object(&results->w);
  json_member(&results->w, "primaryLocationLineHash", buf_str(&results->text));
  json_close_object(&results->w);
}

/* ---- Fixes --------------------------------------------------------------------------------
 */

static void write_replacement(struct sarif_results *results, const struct diag_edit *edit) {
  struct json_writer *w = &results->w;
  json_open_object(w);
  write_region(w, "deletedRegion", page_related_place(&results->page, edit->span));
  json_key(w, "insertedContent");
  json_open_object(w);
  json_member(w, "text", edit->text);
  json_close_object(w);
  json_close_object(w);
}

/* The edits of one file; answers the index behind the last. */
static size_t write_change(struct sarif_results *results, const struct diag *diag,
                           size_t from) {
  struct json_writer *w = &results->w;
  const struct source *source = diag->edits[from].span.source;
  json_open_object(w);
  write_artifact(results, source->path);
  json_key(w, "replacements");
  json_open_array(w);
  size_t i = from;
  for (; i < diag->edit_count && diag->edits[i].span.source == source; i++)
    write_replacement(results, &diag->edits[i]);
  json_close_array(w);
  json_close_object(w);
  return i;
}

static void write_fix_text(struct sarif_results *results, const struct diag *diag) {
  buf_clear(&results->text);
  page_add_lines(&results->text, diag->help, "");
  if (diag->is_unsafe)
    buf_printf(&results->text, "%sit may change what the file means",
               results->text.n > 0 ? "\n" : "");
  if (results->text.n == 0)
    return;
  json_key(&results->w, "description");
  json_open_object(&results->w);
  write_text(results, buf_str(&results->text));
  json_close_object(&results->w);
}

static void write_fix(struct sarif_results *results, const struct diag *diag) {
  struct json_writer *w = &results->w;
  if (diag->edit_count == 0 || diag->has_secret_fix)
    return;
  json_key(w, "fixes");
  json_open_array(w);
  json_open_object(w);
  write_fix_text(results, diag);
  json_key(w, "artifactChanges");
  json_open_array(w);
  for (size_t i = 0; i < diag->edit_count;)
    i = write_change(results, diag, i);
  json_close_array(w);
  json_close_object(w);
  json_close_array(w);
}

void sarif_write_result(struct sarif_results *results, const struct diag *diag) {
  struct json_writer *w = &results->w;
  json_open_object(w);
  json_member(w, "ruleId", str_from_c(diag->rule->code));
  size_t index = sarif_rule_index(results->page.report, diag->rule);
  if (index < results->page.report->rule_count)
    json_member_number(w, "ruleIndex", index);
  json_member(w, "level", str_from_c(level_name(diag->level)));
  write_message(results, diag);
  write_location(results, diag);
  write_all_related(results, diag);
  write_fingerprint(results, diag->span);
  write_fix(results, diag);
  json_close_object(w);
}

void sarif_results_end(struct sarif_results *results) {
  arena_free(&results->hash_arena);
  buf_free(&results->text);
  page_end(&results->page);
}
