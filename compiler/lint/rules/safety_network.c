/* Rules about what stands on the internet under a number: addresses, and accounts of a cloud.
 */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/ip.h"
#include "lint/marks.h"
#include "lint/rules/families.h"
#include "lint/runs.h"
#include "lint/sources.h"
#include "model/kb.h"
#include "model/rule_options.h"

/* ---- public-ip ---- */

enum { IP_ALLOW, IP_VERSION_WORDS };

static const struct rule_option ip_options[] = {
    [IP_ALLOW] =
        {"allow", RULE_OPTION_TEXTS,
         "[1.1.1.1, 1.0.0.1, 8.8.8.8, 8.8.4.4, 9.9.9.9, 149.112.112.112, "
         "208.67.222.222, 208.67.220.220, 168.126.63.1, 168.126.63.2, "
         "'2001:4860:4860::8888', '2001:4860:4860::8844', '2606:4700:4700::1111', "
         "'2606:4700:4700::1001', 1.2.3.4, 4.3.2.1, 5.6.7.8, 2.5.4.0/24, 2.5.29.0/24, "
         "1.3.6.1, 1.3.14.3]",
         "addresses, and ranges such as 52.94.0.0/16, that may stand anywhere; some are the "
         "beginnings of OIDs",
         NULL},
    [IP_VERSION_WORDS] =
        {"version_words", RULE_OPTION_TEXTS,
         "[version, ver, v, release, build, patch, revision, section, upgrade, "
         "upgraded, downgrade, rfc, oid, oids, extension, extensions, oracle, v8, \xC2\xA7]",
         "what stands shortly behind one of these words is no address", NULL},
    {0},
};

struct ip_search {
  const struct linter *l;
  const struct rule *row;
  const struct ip_range *allow;
  size_t allow_count;
  const struct option_value *version_words;
};

static bool is_allowed(const struct ip_search *s, const struct ip *ip) {
  for (size_t i = 0; i < s->allow_count; i++) {
    if (ip_is_in(ip, &s->allow[i]))
      return true;
  }
  return false;
}

/* Does the word stand at `at`, whole, or as the last part of a name such as key_version or
 * AppVersion? */
static bool stands_at(struct str text, size_t at, struct str word) {
  if (word.n > text.n - at || (at + word.n < text.n && is_alpha_char(text.p[at + word.n])))
    return false;
  for (size_t i = 0; i < word.n; i++) {
    if (lower_char(text.p[at + i]) != lower_char(word.p[i]))
      return false;
  }
  char first = text.p[at], before = at > 0 ? text.p[at - 1] : ' ';
  bool is_hump = first != lower_char(first) && before == lower_char(before);
  return !is_alpha_char(before) || is_hump;
}

/* Is one of the words shortly before it in the line? */
static bool is_behind_version(const struct ip_search *s, struct str text, size_t at) {
  enum { FARTHEST = 24 };
  struct str head = str_slice(text, 0, at);
  for (size_t i = at; i > 0 && at - i < FARTHEST && text.p[i - 1] != '\n'; i--) {
    for (size_t k = 0; k < s->version_words->count; k++) {
      if (stands_at(head, i - 1, s->version_words->texts[k]))
        return true;
    }
  }
  return false;
}

/* Nobody has an address of four equal numbers by chance: it is an example. */
static bool is_example(const struct ip *ip) {
  const unsigned char *b = ip->bytes + 12;
  return ip->is_v4 && b[0] == b[1] && b[1] == b[2] && b[2] == b[3];
}

/* "v1.2.3.4", "name-1.2.3.4", "Chrome/1.2.3.4", "1.2.3.4-beta", "1.2.3.4.5": a version, or a
 * part of something longer. */
static bool is_part(struct str text, size_t from, size_t to) {
  char before = from > 0 ? text.p[from - 1] : ' ', behind = to < text.n ? text.p[to] : ' ';
  if (is_word_at(text, to) || (from > 0 && is_word_at(text, from - 1)))
    return true;
  bool is_joined = before == '.' || before == '-' || before == '+';
  if (from > 1 && is_joined && is_word_at(text, from - 2))
    return true;
  if (from > 1 && before == '/' && (is_alpha_char(text.p[from - 2]) || text.p[from - 2] == ')'))
    return true;
  return (behind == '-' || behind == '+' || behind == '.') && is_word_at(text, to + 1);
}

/* A heading may begin with a number of this form. */
static bool is_heading_number(struct str text, size_t from) {
  size_t at = from;
  while (at > 0 && text.p[at - 1] == ' ')
    at--;
  return at > 0 && text.p[at - 1] == '#';
}

static void look_at(const struct ip_search *s, const struct source *source, size_t from,
                    size_t to) {
  struct str text = source->bytes;
  struct ip ip;
  if (!ip_parse(str_slice(text, from, to), &ip) || !ip_is_public(&ip) || is_example(&ip) ||
      is_allowed(s, &ip) || is_part(text, from, to) || is_heading_number(text, from) ||
      (ip.is_v4 && is_behind_version(s, text, from)))
    return;
  struct str shown = str_slice(text, from, to);
  struct diag *diag = diag_add(s->l->bag, s->row, span_of(source, from, to),
                               "%.*s is an address of the public internet", STR_ARG(shown));
  diag_help(s->l->bag, diag,
            ip.is_v4 ? "write one that is meant for documents, such as  203.0.113.7"
                     : "write one that is meant for documents, such as  2001:db8::7");
}

/* Around each full stop between digits: digits and full stops, but for one that ends the
 * sentence. */
static void find_v4(const struct ip_search *s, const struct source *source) {
  const struct byte_set bytes = byte_set_of("0-9.");
  struct str text = source->bytes;
  for (size_t at = str_find_char(text, '.', 0); at != STR_NONE;
       at = str_find_char(text, '.', at + 1)) {
    if (at == 0 || !is_digit_char(text.p[at - 1]))
      continue;
    size_t from = at, to = run_end(&bytes, text, at);
    while (from > 0 && bytes.has[(unsigned char)text.p[from - 1]])
      from--;
    at = to - 1;
    while (to > from && text.p[to - 1] == '.')
      to--;
    if (to - from >= MARK_IP_BYTES)
      look_at(s, source, from, to);
  }
}

/* The public ones begin with four digits, 2000 to 3fff, and a colon. */
static void find_v6(const struct ip_search *s, const struct source *source) {
  const struct byte_set bytes = byte_set_of("0-9A-Fa-f:."), hex = byte_set_of("0-9A-Fa-f");
  struct str text = source->bytes;
  for (size_t at = str_find_char(text, ':', 0); at != STR_NONE;
       at = str_find_char(text, ':', at + 1)) {
    size_t from = at - MARK_IP_GROUP;
    if (at < MARK_IP_GROUP || (text.p[from] != '2' && text.p[from] != '3') ||
        run_end(&hex, text, from) != at || is_word_at(text, from - 1))
      continue;
    size_t to = run_end(&bytes, text, at);
    at = to - 1;
    while (to > from &&
           (text.p[to - 1] == '.' || (text.p[to - 1] == ':' && text.p[to - 2] != ':')))
      to--;
    look_at(s, source, from, to);
  }
}

static void find_public_ips(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *allow = rule_option(schema, row, IP_ALLOW, RULE_OPTION_TEXTS);
  struct ip_range *ranges = arena_array(l->a, struct ip_range, allow->count);
  size_t count = 0;
  for (size_t i = 0; i < allow->count; i++)
    count += ip_parse_range(allow->texts[i], &ranges[count]);
  struct ip_search s = {l, row, ranges, count,
                        rule_option(schema, row, IP_VERSION_WORDS, RULE_OPTION_TEXTS)};
  const struct source *source;
  for (size_t i = 0; (source = next_marked_source(l, MARK_IP, &i)) != NULL;) {
    find_v4(&s, source);
    find_v6(&s, source);
  }
}

/* ---- cloud-account ---- */

enum { ACCOUNT_WORDS, ACCOUNT_ALLOW };

static const struct rule_option account_options[] = {
    [ACCOUNT_WORDS] = {"words", RULE_OPTION_TEXTS, "[account]",
                       "twelve digits behind one of these are an account; case does not count",
                       NULL},
    [ACCOUNT_ALLOW] = {"allow", RULE_OPTION_TEXTS,
                       "['123456789012', '111122223333', '444455556666']",
                       "numbers that may be known; rows such as 1234 and 1111 may, too", NULL},
    {0},
};

enum { ACCOUNT_DIGITS = 12 };

static bool is_in_arn(struct str text, size_t from) {
  size_t start = from;
  while (start > 0 && from - start < 128 &&
         (is_word_at(text, start - 1) || text.p[start - 1] == ':' || text.p[start - 1] == '-'))
    start--;
  return str_starts_with(str_slice(text, start, from), STR("arn:aws"));
}

/* "account 123…", "AccountId=\"123…\"", "aws_account_id: 123…": the word, then no more than a
 * name's end and signs. */
static bool is_behind_word(struct str text, size_t from, const struct option_value *words) {
  enum { FARTHEST = 32 };
  size_t start = from;
  while (start > 0 && from - start < FARTHEST && text.p[start - 1] != '\n' &&
         !is_digit_char(text.p[start - 1]) && text.p[start - 1] != ',')
    start--;
  return holds_any(str_slice(text, start, from), words);
}

/* Most digits equal the one before, or follow it: somebody made the number up. */
static bool is_row(struct str digits) {
  size_t steps = 0;
  for (size_t i = 1; i < digits.n; i++)
    steps += digits.p[i] == digits.p[i - 1] || digits.p[i] == digits.p[i - 1] + 1 ||
             digits.p[i] + 1 == digits.p[i - 1];
  return steps * 2 > digits.n;
}

static bool is_account(struct str text, struct run run, const struct option_value *words) {
  if (is_word_at(text, run.to) || (run.from > 0 && is_alpha_char(text.p[run.from - 1])) ||
      run.to - run.from != ACCOUNT_DIGITS)
    return false;
  struct str behind = str_slice(text, run.to, run.to + 9);
  return str_equal_c(behind, ".dkr.ecr.") || is_in_arn(text, run.from) ||
         is_behind_word(text, run.from, words);
}

static void find_accounts(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *words = rule_option(schema, row, ACCOUNT_WORDS, RULE_OPTION_TEXTS);
  const struct option_value *allow = rule_option(schema, row, ACCOUNT_ALLOW, RULE_OPTION_TEXTS);
  const struct byte_set bytes = byte_set_of("0-9");
  const struct source *source;
  for (size_t i = 0; (source = next_marked_source(l, MARK_NUMBER, &i)) != NULL;) {
    struct run run = {0, 0};
    while (run_next(&bytes, source->bytes, run.to, ACCOUNT_DIGITS, &run)) {
      struct str number = str_slice(source->bytes, run.from, run.to);
      if (!is_account(source->bytes, run, words) || is_row(number) || holds_any(number, allow))
        continue;
      struct diag *diag = diag_add(l->bag, row, span_of(source, run.from, run.to),
                                   "this is the number of an account of AWS");
      diag_help(l->bag, diag, "write one of an example, such as  111122223333");
    }
  }
}

/* ---- The rows ---- */

#define CASE(context, cause)                                                                   \
  "---\nservice: pay-api\nerror_message: call refused\n---\n# Pay - Call Refused\n\n"          \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: call refused "  \
  "| Context: {" context "}\n\n## Root Cause\n" cause                                          \
  "\n\n## Action Items\n1. Ask for another key.\n2. Look at the page of the issuer.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC1406",
      .name = "cloud-account",
      .level = LEVEL_NOTE,
      .summary = "the number of a cloud account stands here",
      .why = "With it a stranger knows whose roles and buckets to try, and a step that names "
             "it is wrong in every other account.",
      .bad = CASE("Role=\"pay\"", "The role arn:aws:iam::482193750164:role/pay was changed."),
      .good = CASE("Role=\"pay\"", "The role arn:aws:iam::111122223333:role/pay was changed."),
      .options = account_options},
     find_accounts},
    {{.code = "KBC1407",
      .name = "public-ip",
      .level = LEVEL_WARNING,
      .summary = "an address of the public internet stands here",
      .why = "It belongs to somebody: a step that blocks it hits whoever has it now, and what "
             "was logged of it is personal data.",
      .bad = CASE("ClientIP=\"81.2.69.142\"", "The issuer refused the client."),
      .good = CASE("ClientIP=\"203.0.113.7\"", "The issuer refused the client."),
      .options = ip_options},
     find_public_ips},
};

const struct lint_family safety_network_family = {"safety", rules,
                                                  sizeof rules / sizeof *rules};
