/* What YAML allows and this project's files do not: the findings, in words. */
#include "parse/yaml_refuse.h"

#include "base/arena.h"
#include "parse/yaml_fault.h"
#include "parse/yaml_scalar.h"

enum { QUOTE_PAIR = 6 }; /* bytes of two typographic quotes */

/* Where a span stands in the clean text. */
static size_t clean_offset(const struct yaml_job *job, struct span span) {
  return span.offset - job->span.offset;
}

static struct diag *refuse(struct yaml_job *job, enum front_rule rule, struct span span,
                           const char *message) {
  return diag_add(job->bag, &front_rules[rule], span, "%s", message);
}

/* What a value looks like as text, for whoever meant it so. */
static void advise_text(struct yaml_job *job, struct diag *diag, size_t from, size_t to) {
  struct str entry = yaml_entry_start(job, from), text = str_slice(job->clean, from, to);
  if (entry.n + text.n <= YAML_HELP_LENGTH)
    diag_help(job->bag, diag, "if it is text, write  %.*s%.*s", STR_ARG(entry),
              STR_ARG(yaml_quote(job->scratch, text)));
}

void yaml_refuse_property(struct yaml_job *job, size_t from, size_t to, bool is_alone) {
  /* In brackets, thousands may stand on one line: one is enough. */
  if (!is_alone && from < job->quiet_until)
    return;
  if (!is_alone)
    job->quiet_until = str_find_char(job->bytes, '\n', from);
  struct str text = str_slice(job->bytes, from, to);
  char sign = text.p[0];
  const char *what = sign == '&' ? "an anchor" : sign == '*' ? "an alias" : "a tag";
  struct span span = yaml_text_span(job, from, to);
  struct diag *diag =
      diag_add(job->bag, &front_rules[sign == '!' ? FRONT_YAML_TAG : FRONT_YAML_ANCHOR], span,
               "\"%.*s\" is %s to YAML, and these are not read here", STR_ARG(text), what);
  diag_label(job->bag, diag, sign == '*' ? "write the value itself" : "remove it");
  if (!is_alone)
    return;
  size_t start = clean_offset(job, span);
  struct yaml_line line = yaml_line_around(job->clean, start);
  if (yaml_value_start(job->clean, &line) == start)
    advise_text(job, diag, start, yaml_plain_end(job->clean, start, line.end));
}

void yaml_refuse_comment(struct yaml_job *job, size_t from, size_t to) {
  size_t sign = yaml_skip_blanks(job->bytes, to, job->bytes.n);
  if (sign == to || sign == job->bytes.n || job->bytes.p[sign] != '#')
    return;
  struct yaml_line line = yaml_line_around(job->bytes, sign);
  size_t end = str_trim_end((struct str){job->bytes.p, line.end}).n;
  struct span span = yaml_text_span(job, sign, end);
  struct diag *diag = refuse(job, FRONT_YAML_COMMENT_CUT, span,
                             "\" #\" begins a comment, so the value ends before it");
  diag_label(job->bag, diag, "not part of the value");
  line = yaml_line_around(job->clean, clean_offset(job, span));
  size_t start = yaml_value_start(job->clean, &line);
  if (start > clean_offset(job, yaml_text_span(job, from, to)))
    return; /* the line was mended, and looks different */
  struct str entry = yaml_entry_start(job, start);
  struct str text = str_slice(job->clean, start, clean_offset(job, span) + span.n);
  bool is_short = entry.n + text.n <= YAML_HELP_LENGTH;
  diag_help(job->bag, diag, "write  %.*s%.*s   or put the comment on a line of its own",
            STR_ARG(entry), STR_ARG(is_short ? yaml_quote(job->scratch, text) : STR("\"…\"")));
}

bool yaml_refuse_quotes(struct yaml_job *job, size_t from, size_t to) {
  static const char *const pairs[][2] = {
      {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xE2\x80\x9E", "\xE2\x80\x9C"},
      {"\xE2\x80\x9E", "\xE2\x80\x9D"}, {"\xE2\x80\x9C", "\xE2\x80\x9C"},
      {"\xE2\x80\x98", "\xE2\x80\x99"}, {"\xE2\x80\x9D", "\xE2\x80\x9D"},
  };
  struct str text = str_slice(job->bytes, from, to);
  size_t i = 0, count = sizeof pairs / sizeof *pairs;
  while (i < count && !(str_starts_with(text, str_from_c(pairs[i][0])) &&
                        str_ends_with(text, str_from_c(pairs[i][1]))))
    i++;
  if (i == count || text.n <= QUOTE_PAIR)
    return false;
  struct span span = yaml_text_span(job, from, to);
  struct diag *diag = refuse(job, FRONT_YAML_QUOTE, span,
                             "to YAML these quotes are part of the value: it knows \" and '");
  struct str inner = str_slice(text, QUOTE_PAIR / 2, text.n - QUOTE_PAIR / 2);
  size_t start = clean_offset(job, span);
  yaml_advise_quotes(job, diag, start, start + span.n, inner, true);
  return true;
}

void yaml_refuse_lines(struct yaml_job *job, size_t from, size_t to, struct str text) {
  struct span span = yaml_text_span(job, from, to);
  struct diag *diag =
      refuse(job, FRONT_YAML_MULTILINE_VALUE, span, "this value runs over several lines");
  diag_label(job->bag, diag, "put it on one line");
  size_t start = clean_offset(job, span);
  yaml_advise_quotes(job, diag, start, start + span.n, text, true);
}

void yaml_refuse_flow(struct yaml_job *job, size_t from, size_t to, bool is_mapping) {
  struct diag *diag = refuse(job, FRONT_YAML_MULTILINE_VALUE, yaml_text_span(job, from, to),
                             is_mapping ? "this mapping in braces runs over several lines"
                                        : "this list in brackets runs over several lines");
  diag_help(job->bag, diag,
            is_mapping ? "put it on one line, or one \"key: value\" on each line without braces"
                       : "put it on one line, or one item on each line with \"- \" in front");
}

/* "{{ name }}": what some program was to fill in. */
static bool refuse_placeholder(struct yaml_job *job, const struct value *key) {
  size_t at = clean_offset(job, key->span);
  if (key->kind != VALUE_OBJECT || at == 0 || job->clean.p[at - 1] != '{')
    return false;
  struct yaml_line line = yaml_line_around(job->clean, at);
  if (yaml_value_start(job->clean, &line) != at - 1)
    return false;
  size_t end = yaml_plain_end(job->clean, at - 1, line.end);
  struct diag *diag =
      refuse(job, FRONT_YAML_INDICATOR, yaml_clean_span(job, at - 1, end),
             "this value begins with \"{{\", which begins two mappings in YAML");
  advise_text(job, diag, at - 1, end);
  return true;
}

void yaml_refuse_key(struct yaml_job *job, const struct value *key) {
  if (refuse_placeholder(job, key))
    return;
  bool is_text = key->kind == VALUE_STRING || key->kind == VALUE_NULL;
  struct diag *diag = refuse(job, FRONT_YAML_KEY, key->span,
                             key->span.n == 0 ? "a key is missing here"
                             : is_text        ? "this key does not stand on one line"
                                              : "a list or a mapping cannot be a key");
  diag_help(job->bag, diag, "write  key: value");
}

void yaml_refuse_merge(struct yaml_job *job, const struct value *key) {
  struct diag *diag =
      refuse(job, FRONT_YAML_MERGE_KEY, key->span,
             "\"<<\" merges another mapping into this one to some YAML readers");
  diag_help(job->bag, diag, "write the keys and values themselves");
}

void yaml_refuse_duplicate(struct yaml_job *job, const struct value_member *first,
                           const struct value_member *again) {
  struct diag *diag =
      diag_add(job->bag, &front_rules[FRONT_YAML_DUPLICATE_KEY], again->key_span,
               "the key \"%.*s\" stands here a second time", STR_ARG(again->key));
  diag_relate(job->bag, diag, first->key_span, "the first one");
  diag_help(job->bag, diag, "remove one of the two");
}

void yaml_refuse_depth(struct yaml_job *job, size_t at, size_t limit) {
  struct diag *diag =
      diag_add(job->bag, &front_rules[FRONT_YAML_DEPTH], yaml_text_span(job, at, at + 1),
               "lists and mappings nest deeper than %zu levels here", limit);
  diag_help(job->bag, diag, "put quotes around the value if it is text");
}

void yaml_refuse_document(struct yaml_job *job, size_t at) {
  struct yaml_line line = yaml_line_around(job->bytes, at);
  struct diag *diag = refuse(job, FRONT_YAML_DOCUMENTS, yaml_text_span(job, at, line.end),
                             "a second YAML document begins here, which is not read");
  diag_help(job->bag, diag, "remove the \"---\" or \"...\" line between the two");
  job->is_lossy = true;
}
