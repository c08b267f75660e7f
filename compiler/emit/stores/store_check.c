/* Holds the chunks against what a store can take, before anything is written.
 *
 * The store writes all of them once without a file to write into, so what is measured is what
 * will be written, to the byte. Of one kind of excess a case has one finding. */
#include "emit/stores/store_check.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "emit/chunks/tokens.h"
#include "emit/emitter.h"
#include "emit/rules.h"
#include "emit/stores/store_run.h"
#include "emit/stores/vectors.h"

struct check {
  struct store_writer w;
  const struct store_rules *rules; /* what the schema says of the store, or NULL */
  struct bag *bag;
  struct arena a;
  struct map said;  /* keys that were reported: they are the schema's, not the case's */
  struct map first; /* of each key, the case in which it stood first */
  const struct kb *kb;
  const struct kb_case *kb_case;      /* the one that is looked at */
  bool has_text, has_tokens, has_nul; /* was it said of this case? */
  bool is_good;
};

struct size {
  size_t is, most;
  const char *unit;
};

static const char shorter_text[] =
    "shorten the case, or lower chunks.tokens so that it is split into parts";
static const char shorter_value[] = "shorten it, or take it out of chunks.metadata";

/* What is said where a size is above its limit; `what` is a whole subject. A limit of the
 * schema is shown where it stands: `limit` is it, or NULL. */
static void report(struct check *c, struct span span, const char *what, struct size size,
                   const struct range *limit, const char *help) {
  c->is_good = false;
  struct diag *diag = diag_add(c->bag, &emit_rules[EMIT_STORE_LIMIT], span,
                               "%s takes %zu %s, and %s takes %zu at most", what, size.is,
                               size.unit, c->w.store->name, size.most);
  if (limit && limit->max == size.most && limit->span.source)
    diag_relate(c->bag, diag, limit->span, "the limit");
  diag_help(c->bag, diag, "%s", help);
}

/* A limit of the schema; NULL: it says nothing of the store. */
#define LIMIT_OF(c, name) ((c)->rules ? &(c)->rules->name : NULL)

static bool is_above(size_t size, size_t most) {
  return most > 0 && size > most;
}

/* Of a case one finding: what the front matter says stands in the text, too. */
static void check_nul(struct check *c, struct span span, struct str text) {
  if (c->has_nul || !c->w.store->limits.no_nul || str_find_char(text, '\0', 0) == STR_NONE)
    return;
  c->has_nul = true;
  c->is_good = false;
  struct diag *diag =
      diag_add(c->bag, &emit_rules[EMIT_STORE_LIMIT], span,
               "a text of this case holds U+0000, and %s takes no such text", c->w.store->name);
  diag_help(c->bag, diag, "take the \\0 out of the front matter");
}

/* ---- Of the text --------------------------------------------------------------------------
 */

static void check_text(struct check *c, const struct record *record) {
  size_t most = c->w.limits.text_bytes, most_tokens = c->w.limits.text_tokens;
  if (!c->has_text && is_above(record->text.n, most)) {
    c->has_text = true;
    report(c, c->kb_case->title_span, "the text of a chunk of this case",
           (struct size){record->text.n, most, "bytes"}, LIMIT_OF(c, text_bytes), shorter_text);
  }
  if (c->has_tokens || most_tokens == 0 || record->text.n <= most_tokens / 2)
    return;
  size_t tokens = token_bound(record->text, c->kb->schema->chunks.vocabulary);
  if (tokens <= most_tokens)
    return;
  c->has_tokens = true;
  report(c, c->kb_case->title_span, "the text of a chunk of this case",
         (struct size){tokens, most_tokens, "tokens"}, NULL, shorter_text);
}

/* ---- Of the metadata ----------------------------------------------------------------------
 */

/* Where the schema chose the key; title and path are there by themselves. */
static struct span span_of_key(const struct check *c, struct str key) {
  const struct chunk_rules *chunks = &c->kb->schema->chunks;
  for (size_t i = 0; i < chunks->metadata_count; i++) {
    if (str_equal(chunks->metadata[i].as, key) && chunks->metadata[i].span.source)
      return chunks->metadata[i].span;
  }
  return c->kb_case->title_span;
}

/* Where the value stands in the case. */
static struct span span_of_value(const struct check *c, struct str key) {
  const struct chunk_rules *chunks = &c->kb->schema->chunks;
  for (size_t i = 0; i < chunks->metadata_count; i++) {
    if (str_equal(chunks->metadata[i].as, key))
      return case_span(c->kb_case, c->kb->schema, &chunks->metadata[i]);
  }
  return c->kb_case->title_span;
}

static bool is_new(struct check *c, struct str key) {
  return map_find(&c->said, key) == STR_NONE &&
         map_add(&c->said, &c->a, arena_copy(&c->a, key), 1) == 1;
}

static void check_key(struct check *c, struct str key) {
  const char *reserved = c->w.store->reserved;
  if (is_above(key.n, c->w.limits.key_bytes) && is_new(c, key)) {
    struct str what = arena_printf(&c->a, "the metadata key \"%.*s\"", STR_ARG(key));
    report(c, span_of_key(c, key), what.p, (struct size){key.n, c->w.limits.key_bytes, "bytes"},
           NULL, "give it another name: {name: …, as: …}");
  }
  if (!reserved || !str_starts_with(key, str_from_c(reserved)) || !is_new(c, key))
    return;
  c->is_good = false;
  struct diag *diag = diag_add(c->bag, &emit_rules[EMIT_STORE_LIMIT], span_of_key(c, key),
                               "the metadata key \"%.*s\" begins with %s, and such names have "
                               "a meaning of their own for %s",
                               STR_ARG(key), reserved, c->w.store->name);
  diag_help(c->bag, diag, "give it another name: {name: …, as: …}");
}

static const char *kind_name(enum member_kind kind) {
  static const char *const names[] = {
      [MEMBER_TEXT] = "a text", [MEMBER_NUMBER] = "a number", [MEMBER_BOOL] = "a boolean"};
  return names[kind];
}

/* A store with types of its own takes that of the first value, and refuses the others. */
static void check_kind(struct check *c, const struct record_member *member) {
  size_t index = map_add(&c->first, &c->a, arena_copy(&c->a, member->key), c->kb_case->index);
  size_t kind = map_find(&c->w.kinds, member->key);
  if (!c->w.store->has_types || kind == STR_NONE || kind == member->kind ||
      !is_new(c, member->key))
    return;
  c->is_good = false;
  const struct kb_case *first = c->kb->cases[index];
  struct diag *diag =
      diag_add(c->bag, &emit_rules[EMIT_STORE_LIMIT], span_of_value(c, member->key),
               "the metadata \"%.*s\" is %s here and %s in other cases, and %s has one type "
               "for each key",
               STR_ARG(member->key), kind_name(member->kind), kind_name((enum member_kind)kind),
               c->w.store->name);
  diag_relate(c->bag, diag, first->title_span, "the first case that has it");
  diag_help(c->bag, diag, "say its type in the schema of the front matter");
}

/* The digits of a JSON number, or its exponent, whichever is more; huge if that is. */
static size_t number_size(struct str number) {
  size_t at = 0, exponent = 0;
  while (at < number.n && number.p[at] != 'e' && number.p[at] != 'E')
    at++;
  for (size_t i = at; i < number.n && exponent < 1000000; i++)
    exponent = exponent * 10 + (is_digit_char(number.p[i]) ? (size_t)(number.p[i] - '0') : 0);
  return at > exponent ? at : exponent;
}

static void check_number(struct check *c, const struct record_member *member) {
  size_t most = c->w.store->limits.exponent;
  if (member->kind != MEMBER_NUMBER || !is_above(number_size(member->text), most))
    return;
  c->is_good = false;
  struct diag *diag = diag_add(
      c->bag, &emit_rules[EMIT_STORE_LIMIT], span_of_value(c, member->key),
      "the number \"%.*s\" of this case is too large or too exact for %s, which takes %zu "
      "digits",
      STR_ARG(member->key), c->w.store->name, most);
  diag_help(c->bag, diag, "quote it, so that it is a text, or take it out of chunks.metadata");
}

static void check_value(struct check *c, const struct record_member *member) {
  check_number(c, member);
  if (!c->has_nul && str_find_char(member->text, '\0', 0) != STR_NONE)
    check_nul(c, span_of_value(c, member->key), member->text);
  if (!is_above(member->text.n, c->w.limits.value_bytes))
    return;
  struct str what =
      arena_printf(&c->a, "the metadata \"%.*s\" of this case", STR_ARG(member->key));
  report(c, span_of_value(c, member->key), what.p,
         (struct size){member->text.n, c->w.limits.value_bytes, "bytes"},
         LIMIT_OF(c, value_bytes), shorter_value);
}

static void check_metadata(struct check *c, const struct record *record) {
  for (size_t i = 0; i < record->metadata_count; i++) {
    const struct record_member *member = &record->metadata[i];
    check_key(c, member->key);
    check_kind(c, member);
    check_value(c, member);
  }
  if (is_above(record->metadata_json.n, c->w.limits.metadata_bytes))
    report(c, c->kb_case->title_span, "the metadata of this case, as JSON,",
           (struct size){record->metadata_json.n, c->w.limits.metadata_bytes, "bytes"},
           LIMIT_OF(c, metadata_bytes), shorter_value);
}

/* ---- The face -----------------------------------------------------------------------------
 */

static void check_case(struct check *c, const struct emit_context *context) {
  struct str path = c->kb_case->doc->piece->source->place;
  const struct schema *schema = c->kb->schema;
  struct case_chunks of = chunk_case(context->scratch, schema, c->kb_case, path);
  c->has_text = c->has_tokens = c->has_nul = false;
  c->w.excess = (struct store_excess){0};
  for (size_t i = 0; i < of.count; i++) {
    struct record record = record_of(context->scratch, schema, c->kb_case, &of, i);
    if (i == 0)
      check_metadata(c, &record);
    check_text(c, &record);
    check_nul(c, c->kb_case->title_span, record.text);
    store_upsert(&c->w, &record);
  }
  if (!c->w.excess.file)
    return;
  struct str what = arena_printf(&c->a, "a record of this case in %s", c->w.excess.file);
  report(c, c->kb_case->title_span, what.p,
         (struct size){c->w.excess.bytes, c->w.excess.most, "bytes"}, LIMIT_OF(c, file_bytes),
         shorter_text);
}

static void check_dimension(struct check *c, const struct emit_context *context) {
  size_t most = c->w.store->limits.dimensions;
  if (!c->w.vectors || !is_above(vectors_dimension(c->w.vectors), most))
    return;
  c->is_good = false;
  diag_add_path(c->bag, &emit_rules[EMIT_STORE_LIMIT], context->request->vectors,
                "the vectors have %zu numbers, and %s takes %zu at most",
                vectors_dimension(c->w.vectors), c->w.store->name, most);
}

bool store_check(const struct emit_context *context, struct bag *bag,
                 const struct store *store) {
  struct check c = {.bag = bag, .kb = context->kb, .is_good = true};
  struct arena a = {0};
  c.w = store_writer_of(context, store, &a);
  c.w.is_check = true;
  c.rules = store_rules_of(&c.w);
  check_dimension(&c, context);
  store_begin(&c.w);
  for (size_t i = 0; i < context->kb->case_count; i++) {
    c.kb_case = context->kb->cases[i];
    check_case(&c, context);
    arena_reset(context->scratch);
  }
  store_end(&c.w);
  arena_reset(context->scratch);
  arena_free(&c.a);
  arena_free(&a);
  return c.is_good;
}
