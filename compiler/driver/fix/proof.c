/* The proof that a text says what it said before kbc has changed it. */
#include "driver/fix/proof.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "driver/pipeline.h"
#include "model/case.h"
#include "parse/meaning.h"

#include <string.h>

struct proof {
  struct pipeline *run;
  struct arena *scratch;
  bool is_loose;
};

/* ---- Front matter -------------------------------------------------------------------------
 */

static bool is_scalar(const struct value *value) {
  return value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT;
}

/* Quotes around a plain text leave it a text; what is null has none. */
static bool is_same_scalar(const struct value *a, const struct value *b) {
  bool is_quoted_now = a->style == STYLE_PLAIN && a->kind != VALUE_NULL &&
                       b->style == STYLE_QUOTED && b->kind == VALUE_STRING;
  return (a->kind == b->kind || is_quoted_now) && str_equal(a->text, b->text);
}

/* Keys may have changed places. Where something was broken before, what was not must be as it
 * was. Recurses no deeper than YAML may nest. */
static bool is_same_value(const struct value *a, const struct value *b, bool was_broken) {
  if (was_broken && a->is_reported)
    return true;
  if (is_scalar(a) || is_scalar(b))
    return is_scalar(a) && is_scalar(b) && is_same_scalar(a, b);
  if (a->kind != b->kind || (a->count != b->count && !was_broken))
    return false;
  for (size_t i = 0; i < a->count; i++) {
    const struct value *theirs = a->kind == VALUE_OBJECT ? value_get(b, a->members[i].key)
                                 : i < b->count          ? &b->items[i]
                                                         : NULL;
    const struct value *ours = a->kind == VALUE_OBJECT ? &a->members[i].value : &a->items[i];
    if (!theirs || !is_same_value(ours, theirs, was_broken))
      return false;
  }
  return true;
}

static bool is_same_front(const struct proof *p, const struct doc *a, const struct doc *b) {
  bool was_broken = a->has_front_findings;
  if (was_broken && !p->is_loose)
    return str_equal(span_text(a->piece->front), span_text(b->piece->front));
  if (!a->front || !b->front)
    return a->front == b->front || was_broken;
  return is_same_value(a->front, b->front, was_broken);
}

/* ---- Cases --------------------------------------------------------------------------------
 */

static bool is_same_title(const struct proof *p, struct str a, struct str b) {
  if (p->is_loose)
    return str_equal(unicode_fold_space(p->scratch, unicode_fold(p->scratch, a)),
                     unicode_fold_space(p->scratch, unicode_fold(p->scratch, b)));
  return str_equal(unicode_nfc(p->scratch, a), unicode_nfc(p->scratch, b));
}

static bool has_same_log_lines(const struct kb_case *a, const struct kb_case *b) {
  if (a->log_line_count != b->log_line_count)
    return false;
  for (size_t i = 0; i < a->log_line_count; i++) {
    if (!str_equal(span_text(a->log_lines[i].span), span_text(b->log_lines[i].span)))
      return false;
  }
  return true;
}

static bool has_same_sections(const struct kb_case *a, const struct kb_case *b) {
  if (a->section_count != b->section_count)
    return false;
  for (size_t i = 0; i < a->section_count; i++) {
    if (a->sections[i].rule != b->sections[i].rule)
      return false;
  }
  return true;
}

/* Ids that were made of broken front matter, or a broken heading, mend with it. */
static bool has_same_id(const struct proof *p, const struct kb_case *a,
                        const struct kb_case *b) {
  bool is_mended =
      p->is_loose && (a->doc->has_front_findings || a->doc->piece->is_number_reported);
  return is_mended || str_equal(a->id, b->id);
}

static const char *case_differs(const struct proof *p, const struct kb_case *a,
                                const struct kb_case *b) {
  if (!is_same_front(p, a->doc, b->doc))
    return "a value of the front matter would change";
  if (!is_same_title(p, a->full_title, b->full_title))
    return "a title would change";
  if (!has_same_log_lines(a, b))
    return "a log line would change";
  if (!has_same_sections(a, b))
    return "a section would begin or end elsewhere";
  if (!body_means_same(p->scratch, a->doc->piece->body, b->doc->piece->body, p->is_loose))
    return "a section would say something else";
  return has_same_id(p, a, b) ? NULL : "a case would have another identity";
}

/* A link sorts what it is given, so it gets a copy. It gives the cases their ids. */
static void give_ids(const struct proof *p, const struct pipeline_text *text) {
  struct kb_case **copy = arena_array(p->scratch, struct kb_case *, text->count + 1);
  if (text->count > 0)
    memcpy(copy, text->cases, text->count * sizeof *copy);
  pipeline_part(p->run, copy, text->count);
}

/* ---- What belongs to no case --------------------------------------------------------------
 */

/* The text before the case of that index, or behind the last one. */
static struct span text_before(const struct pipeline_text *text, size_t index) {
  const struct piece *last = index > 0 ? text->cases[index - 1]->doc->piece : NULL;
  const struct piece *next = index < text->count ? text->cases[index]->doc->piece : NULL;
  size_t from = last ? last->whole.offset + last->whole.n : 0;
  size_t to = next ? next->whole.offset : text->source->bytes.n;
  return span_of(text->source, from, to > from ? to : from);
}

static const char *texts_differ(const struct proof *p, const struct pipeline_text *a,
                                const struct pipeline_text *b) {
  for (size_t i = 0; i < a->count; i++) {
    const char *why = case_differs(p, a->cases[i], b->cases[i]);
    if (why)
      return why;
  }
  for (size_t i = 0; i <= a->count; i++) {
    if (!body_means_same(p->scratch, text_before(a, i), text_before(b, i), p->is_loose))
      return "text outside of the cases would change";
  }
  return NULL;
}

const char *proof_fails(struct pipeline *run, struct str path, struct str before,
                        struct str after, enum proof_kind kind) {
  struct pipeline_text a = pipeline_bytes(run, path, before);
  struct pipeline_text b = pipeline_bytes(run, path, after);
  if (!a.source || !b.source)
    return "it could not be read any more";
  if (a.count != b.count)
    return "it would hold another number of cases";
  if (kind == PROOF_CASES)
    return NULL;
  struct arena scratch = {0};
  struct proof proof = {run, &scratch, kind == PROOF_WORDS};
  give_ids(&proof, &a);
  give_ids(&proof, &b);
  const char *why = texts_differ(&proof, &a, &b);
  arena_free(&scratch);
  return why;
}
