/* Rules about secrets: keys of known shapes, and values that stand behind a word such as
 * password. */
#include "base/arena.h"
#include "diag/diag.h"
#include "lint/assignment.h"
#include "lint/rules/families.h"
#include "lint/secret.h"
#include "lint/sources.h"
#include "model/kb.h"
#include "model/rule_options.h"

/* What stands on the first line of it is underlined; what does not tell whose it is, hidden. */
static void report(const struct linter *l, const struct rule *row, const struct source *source,
                   struct secret secret) {
  struct str whole = str_slice(source->bytes, secret.from, secret.to);
  size_t line_end = str_find_char(whole, '\n', 0);
  size_t n = line_end < whole.n ? line_end : whole.n, hidden = secret.from + secret.shown;
  size_t end = secret.from + str_trim_end(str_slice(whole, 0, n)).n;
  struct str shown = str_slice(whole, 0, secret.shown < n ? secret.shown : n);
  struct diag *diag = diag_add(l->bag, row, span_of(source, secret.from, end),
                               "this looks like %s (\"%.*s\xE2\x80\xA6\")", secret.name,
                               STR_ARG(str_trim_end(shown)));
  bag_hide(l->bag, span_of(source, hidden, secret.to));
  diag_help(l->bag, diag,
            "revoke it, for whoever has the file has it; write where the new one is kept");
}

/* ---- secret-key ---- */

enum { KEY_ALLOW, LONG_RUN = 24 };

static const struct rule_option key_options[] = {
    [KEY_ALLOW] = {"allow", RULE_OPTION_TEXTS,
                   "[EXAMPLE, SAMPLE, DUMMY, FAKE, PLACEHOLDER, REDACTED, XXXX, "
                   "eyJzdWIiOiIxMjM0NTY3ODkwIiwi]",
                   "what holds one of these is no key; case does not count", NULL},
    {0},
};

static void find_keys_in(const struct linter *l, const struct rule *row,
                         const struct source *source, const struct byte_set *bytes) {
  const struct option_value *allow =
      rule_option(l->kb->schema, row, KEY_ALLOW, RULE_OPTION_TEXTS);
  struct run run = {0, 0};
  struct secret found;
  bool may_be_block = false; /* of Base64, which has long runs among its lines */
  while (run_next(bytes, source->bytes, run.to, SHORTEST_KEY, &run)) {
    may_be_block = may_be_block || run.to - run.from >= LONG_RUN;
    if (!secret_is_key(source->bytes, run, &found) &&
        !secret_is_token(l->a, source->bytes, run, &found))
      continue;
    if (!holds_any(str_slice(source->bytes, found.from, found.to), allow))
      report(l, row, source, found);
    if (found.to < run.to)
      run.to = found.to;
  }
  for (size_t at = 0; may_be_block && secret_next_private_key(source->bytes, at, &found);
       at = found.to)
    report(l, row, source, found);
}

static void find_keys(const struct linter *l, const struct rule *row) {
  const struct byte_set bytes = key_bytes();
  const struct source *source;
  for (size_t at = 0; (source = next_source(l->kb, &at)) != NULL;)
    find_keys_in(l, row, source, &bytes);
}

/* ---- password ---- */

enum { PASSWORD_WORDS, PASSWORD_KEYS, PASSWORD_HARMLESS, PASSWORD_ALLOW };

static const struct rule_option password_options[] = {
    [PASSWORD_WORDS] = {"words", RULE_OPTION_TEXTS, "[password, passwd, passphrase, pwd]",
                        "names that end so have a password behind \"=\" or \":\"; case, \"_\" "
                        "and \"-\" do not count",
                        NULL},
    [PASSWORD_KEYS] = {"keys", RULE_OPTION_TEXTS,
                       "[token, secret, secret key, api key, access key, account key, "
                       "signing key, encryption key]",
                       "the same for names of keys that a machine has drawn", NULL},
    [PASSWORD_HARMLESS] = {"harmless", RULE_OPTION_TEXTS,
                           "[next token, page token, continuation token, client token, "
                           "lock token, sync token, sequence token, csrf token, "
                           "idempotency token]",
                           "names of tokens that open nothing", NULL},
    [PASSWORD_ALLOW] = {"allow", RULE_OPTION_TEXTS,
                        "[example, sample, changeme, dummy, placeholder, redacted, masked, "
                        "your, xxx, password, passwd, secret, '1234']",
                        "a value that is one of these or has one as a whole word is no secret; "
                        "case does not count",
                        NULL},
    {0},
};

struct password_search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *allow;
  struct assignment_words words;
};

static void report_value(const struct password_search *s, const struct source *source,
                         struct secret_value value) {
  struct span span = span_of(source, value.from, value.to);
  struct diag *diag =
      diag_add(s->l->bag, s->row, span, "what stands behind %s%.*s%s looks like %s",
               value.name.n > 0 ? "\"" : "the user's name", STR_ARG(value.name),
               value.name.n > 0 ? "\"" : "", value.what);
  bag_hide(s->l->bag, span);
  diag_help(s->l->bag, diag,
            "change it where it opens something, and write a placeholder such as  ${PASSWORD}");
}

static void find_passwords_in(const struct password_search *s, const struct source *source) {
  struct secret_value value;
  for (size_t at = 0; assignment_next(&s->words, s->l->a, source->bytes, &at, &value);) {
    if (!holds_any_word(value.clear, s->allow))
      report_value(s, source, value);
  }
  for (size_t at = 0; address_next_password(source->bytes, &at, &value);) {
    if (!holds_any_word(value.clear, s->allow))
      report_value(s, source, value);
  }
}

static void find_passwords(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *words =
      rule_option(schema, row, PASSWORD_WORDS, RULE_OPTION_TEXTS);
  const struct option_value *keys = rule_option(schema, row, PASSWORD_KEYS, RULE_OPTION_TEXTS);
  const struct option_value *harmless =
      rule_option(schema, row, PASSWORD_HARMLESS, RULE_OPTION_TEXTS);
  struct password_search s = {
      .l = l,
      .row = row,
      .allow = rule_option(schema, row, PASSWORD_ALLOW, RULE_OPTION_TEXTS),
      .words = assignment_words_of(words->texts, words->count, keys->texts, keys->count)};
  s.words.harmless = harmless->texts;
  s.words.harmless_count = harmless->count;
  const struct source *source;
  for (size_t at = 0; (source = next_source(l->kb, &at)) != NULL;)
    find_passwords_in(&s, source);
}

/* ---- The rows ---- */

#define CASE(message, cause)                                                                   \
  "---\nservice: pay-api\nerror_message: call refused\n---\n# Pay - Call Refused\n\n"          \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: call "          \
  "refused " message "\n\n## Root Cause\n" cause                                               \
  "\n\n## Action Items\n1. Ask for another key.\n2. Look at the page of the issuer.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC1400",
      .name = "secret-key",
      .level = LEVEL_ERROR,
      .summary = "a key or token stands here that opens something",
      .why =
          "Knowledge bases are copied to stores, indexes and chats, and a repository forgets "
          "nothing: the key is known from then on to all who read there. The tokens of GitHub "
          "and npm hold a checksum; where it is wrong, it is none.",
      .bad =
          CASE("by the issuer", "The job signs in as AKIAQ3EGRIPX4ZV7T2MC, which is blocked."),
      .good =
          CASE("by the issuer", "The job signs in as AKIAIOSFODNN7EXAMPLE, which is blocked."),
      .options = key_options},
     find_keys},
    {{.code = "KBC1401",
      .name = "password",
      .level = LEVEL_WARNING,
      .summary = "a password or a secret stands behind its name",
      .why = "It is known to all who read the file, its copies and its history; and whoever "
             "follows the case at night uses it rather than the one that is kept for it.",
      .bad = CASE("| Context: {db_password=\"tr0ub4dor&3\"}", "The account was locked."),
      .good = CASE("| Context: {db_password=\"****\"}", "The account was locked."),
      .options = password_options},
     find_passwords},
};

const struct lint_family safety_keys_family = {"safety", rules, sizeof rules / sizeof *rules};
