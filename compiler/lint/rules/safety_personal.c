/* Rules about people: what reaches them, what tells them apart, what they pay with. */
#include "base/pattern.h"
#include "diag/diag.h"
#include "lint/email.h"
#include "lint/ip.h"
#include "lint/marks.h"
#include "lint/numbers.h"
#include "lint/rules/families.h"
#include "lint/runs.h"
#include "lint/sources.h"
#include "lint/words.h"
#include "model/kb.h"
#include "model/rule_options.h"

/* Is nothing that goes on with the number right before `from` and behind `to`? */
static bool stands_alone(struct str text, size_t from, size_t to) {
  if (is_word_at(text, to) || (from > 0 && is_word_at(text, from - 1)))
    return false;
  bool has_joint = from > 1 && str_find_char(STR(".-"), text.p[from - 1], 0) != STR_NONE;
  if (has_joint && is_word_at(text, from - 2))
    return false;
  return to == text.n || str_find_char(STR(".-"), text.p[to], 0) == STR_NONE ||
         !is_word_at(text, to + 1);
}

static bool is_listed(struct str text, const struct option_value *allow) {
  for (size_t i = 0; i < allow->count; i++) {
    if (str_equal(text, allow->texts[i]))
      return true;
  }
  return false;
}

/* ---- email-address ---- */

enum { EMAIL_ALLOW, EMAIL_LOGINS };

static const struct rule_option email_options[] = {
    [EMAIL_ALLOW] =
        {"allow", RULE_OPTION_TEXTS,
         "[example.com, example.net, example.org, example, test, invalid, localhost, "
         "local, internal, foo.com, bar.com, domain.com, company.com, yourcompany.com, "
         "users.noreply.github.com, gserviceaccount.com, git@, noreply@, no-reply@, "
         "service, socket, timer, target, mount, slice, png, jpg, svg, webp]",
         "domains, names (noreply@) and whole addresses that are nobody's", NULL},
    [EMAIL_LOGINS] = {"logins", RULE_OPTION_TEXTS, "[ssh, scp, sftp, rsync]",
                      "behind one of these words a command has logins, and no addresses", NULL},
    {0},
};

static bool is_nobodys(struct str text, const struct email *email,
                       const struct option_value *allow) {
  for (size_t i = 0; i < allow->count; i++) {
    if (email_is_meant(text, email, allow->texts[i]))
      return true;
  }
  return false;
}

/* In the same command: no line, code span or pipe ends between the two. */
static bool is_login(const struct source *source, const struct email *email,
                     const struct word_set *logins) {
  enum { FARTHEST = 128 };
  struct str head = str_slice(source->bytes, 0, email->from);
  size_t start = email->from;
  while (start > 0 && email->from - start < FARTHEST &&
         str_find_char(STR("\n`|;"), head.p[start - 1], 0) == STR_NONE)
    start--;
  struct word_hit hit;
  return word_set_next(logins, head, start, &hit);
}

static void find_emails(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *allow = rule_option(schema, row, EMAIL_ALLOW, RULE_OPTION_TEXTS);
  const struct option_value *words = rule_option(schema, row, EMAIL_LOGINS, RULE_OPTION_TEXTS);
  const struct word_set *logins = word_set_new(l->a, words->texts, words->count, false);
  const struct source *source;
  struct email email;
  for (size_t i = 0; (source = next_source(l->kb, &i)) != NULL;) {
    for (size_t at = 0; email_next(source->bytes, at, &email); at = email.to) {
      if (is_nobodys(source->bytes, &email, allow) || is_login(source, &email, logins))
        continue;
      struct diag *diag = diag_add(l->bag, row, span_of(source, email.from, email.to),
                                   "this is somebody's e-mail address at \"%.*s\"",
                                   STR_ARG(str_slice(source->bytes, email.at + 1, email.to)));
      bag_hide_name(l->bag, span_of(source, email.from, email.at));
      diag_help(l->bag, diag, "name the team or its channel, or write  name@example.com");
    }
  }
}

/* ---- phone-number ---- */

enum { PHONE_PATTERNS, PHONE_ALLOW };

/* With "+" and a country; Korean ones; North American ones. The numbers of an example or a play
 * are nobody's. */
static const struct rule_option phone_options[] = {
    [PHONE_PATTERNS] = {"patterns", RULE_OPTION_PATTERNS,
                        "['\\+[1-9]\\d{0,2}[ .-]\\(?\\d{1,4}\\)?(?:[ .-]\\d{2,4}){1,3}', "
                        "'\\+[1-9]\\d{10,13}', '01[016789][ .-]\\d{3,4}[ .-]\\d{4}', "
                        "'010\\d{8}', '0(?:2|[3-6][1-5]|70)[ )-]\\d{3,4}-\\d{4}', "
                        "'\\([2-9]\\d{2}\\) ?[2-9]\\d{2}-\\d{4}', "
                        "'[2-9]\\d{2}-[2-9]\\d{2}-\\d{4}']",
                        "what telephone numbers look like, nine digits or more", NULL},
    [PHONE_ALLOW] = {"allow", RULE_OPTION_PATTERNS,
                     "['555[ .-]?\\d{4}$', '1234[ .-]?5678$', '0000[ .-]?0000$', "
                     "'123[ .-]?4567$']",
                     "patterns of numbers that are nobody's", NULL},
    {0},
};

enum { FEWEST_DIGITS = MARK_NUMBER_DIGITS, LONGEST_RUN = 256, SHOWN_DIGITS = 4 };

static bool fits_any(const struct linter *l, const struct option_value *patterns,
                     struct str text) {
  for (size_t i = 0; i < patterns->count; i++) {
    if (pattern_match(patterns->patterns[i], text, l->a, NULL, 0) == PATTERN_HIT)
      return true;
  }
  return false;
}

/* The first number in the run, by place. */
static bool phone_in(const struct linter *l, const struct option_value *patterns,
                     struct str text, struct run run, struct run *found) {
  struct str whole = str_slice(text, run.from, run.to);
  struct ip ip;
  if (ip_parse(str_trim(whole), &ip))
    return false;
  found->from = STR_NONE;
  for (size_t i = 0; i < patterns->count; i++) {
    struct pattern_span span = {0, 0};
    for (size_t at = 0;
         pattern_match_from(patterns->patterns[i], whole, at, l->a, &span, 1) == PATTERN_HIT &&
         span.to > span.from;
         at = span.to) {
      size_t from = run.from + span.from, to = run.from + span.to;
      if (from >= found->from || !stands_alone(text, from, to))
        continue;
      *found = (struct run){from, to};
    }
  }
  return found->from != STR_NONE;
}

static void find_phones(const struct linter *l, const struct rule *row) {
  const struct schema *schema = l->kb->schema;
  const struct option_value *patterns =
      rule_option(schema, row, PHONE_PATTERNS, RULE_OPTION_PATTERNS);
  const struct option_value *allow =
      rule_option(schema, row, PHONE_ALLOW, RULE_OPTION_PATTERNS);
  const struct byte_set bytes = byte_set_of("0-9+() .-");
  const struct source *source;
  for (size_t i = 0; (source = next_marked_source(l, MARK_NUMBER, &i)) != NULL;) {
    struct run run = {0, 0}, found;
    struct digits digits;
    while (run_next(&bytes, source->bytes, run.to, FEWEST_DIGITS, &run)) {
      /* A table of numbers goes on for ever: it is looked at part by part. */
      run.to = run.to - run.from > LONGEST_RUN ? run.from + LONGEST_RUN : run.to;
      struct str text = str_slice(source->bytes, run.from, run.to);
      if (digits_of(text, &digits) && digits.n < FEWEST_DIGITS)
        continue;
      if (!phone_in(l, patterns, source->bytes, run, &found))
        continue;
      run.to = found.to;
      if (fits_any(l, allow, str_slice(source->bytes, found.from, found.to)))
        continue;
      struct diag *diag = diag_add(l->bag, row, span_of(source, found.from, found.to),
                                   "this is somebody's telephone number");
      bag_hide(l->bag, span_of(source, found.from + SHOWN_DIGITS, found.to));
      diag_help(l->bag, diag, "name the rota or the team that is to be called");
    }
  }
}

/* ---- resident-number ---- */

enum { NUMBER_ALLOW };

static const struct rule_option resident_options[] = {
    [NUMBER_ALLOW] = {"allow", RULE_OPTION_TEXTS, "[]", "numbers that are nobody's", NULL},
    {0},
};

static void find_resident_numbers(const struct linter *l, const struct rule *row) {
  enum { BIRTH = 6, WHOLE = 14 };
  const struct option_value *allow =
      rule_option(l->kb->schema, row, NUMBER_ALLOW, RULE_OPTION_TEXTS);
  const struct byte_set bytes = byte_set_of("0-9-");
  const struct source *source;
  for (size_t i = 0; (source = next_marked_source(l, MARK_NUMBER, &i)) != NULL;) {
    struct run run = {0, 0};
    struct digits digits;
    while (run_next(&bytes, source->bytes, run.to, WHOLE, &run)) {
      struct str text = str_slice(source->bytes, run.from, run.to);
      if (text.n != WHOLE || text.p[BIRTH] != '-' || !digits_of(text, &digits) ||
          !is_resident_number(&digits) || !stands_alone(source->bytes, run.from, run.to) ||
          is_listed(text, allow))
        continue;
      struct span span = span_of(source, run.from, run.to);
      struct diag *diag =
          diag_add(l->bag, row, span, "this is a Korean resident registration number");
      bag_hide(l->bag, span);
      diag_help(l->bag, diag, "take it out, of the history of the repository, too");
    }
  }
}

/* ---- payment-number ---- */

static const struct rule_option payment_options[] = {
    [NUMBER_ALLOW] = {"allow", RULE_OPTION_TEXTS,
                      "['4111111111111111', '4012888888881881', '4242424242424242', "
                      "'4000056655665556', '4000000000000002', '5555555555554444', "
                      "'5105105105105100', '5200828282828210', '2223003122003222', "
                      "'378282246310005', '371449635398431', '6011111111111117', "
                      "'6011000990139424', '3530111333300000', '3566002020360505', "
                      "'30569309025904', '38520000023237', '36227206271667', "
                      "'6200000000000005', GB82WEST12345698765432, GB29NWBK60161331926819, "
                      "DE89370400440532013000, FR1420041010050500013M02606]",
                      "numbers for tests and examples, without blanks", NULL},
    {0},
};

struct payment_search {
  const struct linter *l;
  const struct rule *row;
  const struct option_value *allow;
  const struct source *source;
};

static void report_payment(const struct payment_search *s, size_t from, size_t to,
                           const char *what, const char *whose) {
  struct diag *diag = diag_add(s->l->bag, s->row, span_of(s->source, from, to),
                               "this is the number of %s%s", what, whose);
  bag_hide(s->l->bag, span_of(s->source, from + SHOWN_DIGITS, to));
  diag_help(s->l->bag, diag, "write one that is meant for tests, such as  4242 4242 4242 4242");
}

/* The end of groups of digits of these widths from `at` on, one blank or dash between two, or
 * `at`. */
static size_t groups_end(struct str text, size_t at, const unsigned char *widths) {
  size_t to = at;
  char joint = '\0';
  for (size_t i = 0; widths[i] > 0; i++) {
    if (i > 0) {
      char c = to < text.n ? text.p[to] : '\0';
      if ((c != ' ' && c != '-') || (joint != '\0' && c != joint))
        return at;
      joint = c;
      to++;
    }
    for (size_t k = 0; k < widths[i]; k++, to++) {
      if (to == text.n || !is_digit_char(text.p[to]))
        return at;
    }
  }
  return to;
}

static size_t card_at(const struct payment_search *s, size_t at) {
  static const unsigned char widths[][5] = {{4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}, {14}, {15},
                                            {16},         {17},      {18},      {19}};
  struct str text = s->source->bytes;
  struct digits digits;
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
    size_t to = groups_end(text, at, widths[i]);
    if (to == at || !stands_alone(text, at, to) || !digits_of(str_slice(text, at, to), &digits))
      continue;
    const char *issuer = card_issuer(&digits);
    if (issuer && !is_listed((struct str){digits.text, digits.n}, s->allow))
      report_payment(s, at, to, "a card of ", issuer);
    return to;
  }
  return at;
}

static void find_cards(const struct payment_search *s) {
  enum { SHORTEST_CARD = 14 };
  const struct byte_set bytes = byte_set_of("0-9 -");
  struct str text = s->source->bytes;
  struct run run = {0, 0};
  while (run_next(&bytes, text, run.to, SHORTEST_CARD, &run)) {
    for (size_t at = run.from; at + SHORTEST_CARD <= run.to;) {
      bool is_start = is_digit_char(text.p[at]) && (at == 0 || !is_digit_char(text.p[at - 1]));
      size_t to = is_start ? card_at(s, at) : at;
      at = to > at ? to : at + 1;
    }
  }
}

/* Where an IBAN ends that begins at `at`, or `at`. */
static size_t iban_end(struct str text, size_t at, struct str *squeezed, char *room) {
  size_t wanted = iban_length(str_slice(text, at, text.n)), n = 0, to = at;
  for (; n < wanted && to < text.n; to++) {
    if (is_digit_char(text.p[to]) || (text.p[to] >= 'A' && text.p[to] <= 'Z'))
      room[n++] = text.p[to];
    else if (text.p[to] != ' ' || n % 4 != 0 || text.p[to - 1] == ' ')
      return at;
  }
  *squeezed = (struct str){room, n};
  return n == wanted && stands_alone(text, at, to) ? to : at;
}

static void find_ibans(const struct payment_search *s) {
  enum { SHORTEST_IBAN = 15, LONGEST_IBAN = 34 };
  const struct byte_set bytes = byte_set_of("A-Z0-9 ");
  struct str text = s->source->bytes, iban;
  char room[LONGEST_IBAN];
  struct run run = {0, 0};
  while (run_next(&bytes, text, run.to, SHORTEST_IBAN, &run)) {
    for (size_t at = run.from; at + SHORTEST_IBAN <= run.to; at++) {
      bool is_start = text.p[at] >= 'A' && (at == 0 || !is_word_at(text, at - 1));
      size_t to = is_start ? iban_end(text, at, &iban, room) : at;
      if (to > at && has_iban_sum(iban) && !is_listed(iban, s->allow))
        report_payment(s, at, to, "a bank account", "");
    }
  }
}

static void find_payment_numbers(const struct linter *l, const struct rule *row) {
  struct payment_search s = {
      .l = l,
      .row = row,
      .allow = rule_option(l->kb->schema, row, NUMBER_ALLOW, RULE_OPTION_TEXTS)};
  for (size_t i = 0; (s.source = next_marked_source(l, MARK_NUMBER | MARK_IBAN, &i)) != NULL;) {
    find_cards(&s);
    find_ibans(&s);
  }
}

/* ---- The rows ---- */

#define CASE(cause)                                                                            \
  "---\nservice: pay-api\nerror_message: card declined\n---\n# Pay - Card Declined\n\n"        \
  "## Incident Summary\n[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card "          \
  "declined by issuer\n\n## Root Cause\n" cause                                                \
  "\n\n## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC1402",
      .name = "email-address",
      .level = LEVEL_NOTE,
      .summary = "an e-mail address of a person or a team stands here",
      .why = "Whoever it belonged to has left by the night in which somebody writes there; and "
             "a copy of the knowledge base spreads what is personal data.",
      .bad = CASE("The issuer refused it; mina.kim@paycorp.io knows their rules."),
      .good = CASE("The issuer refused it; mina.kim@example.com knows their rules."),
      .options = email_options},
     find_emails},
    {{.code = "KBC1403",
      .name = "phone-number",
      .level = LEVEL_WARNING,
      .summary = "a telephone number stands here",
      .why = "It is personal data that every copy of the knowledge base spreads, and it is "
             "wrong as soon as the rota changes.",
      .bad = CASE("The issuer refused it; call +82 10-4821-9937."),
      .good = CASE("The issuer refused it; call the desk, (212) 555-0142 in this example."),
      .options = phone_options},
     find_phones},
    {{.code = "KBC1404",
      .name = "resident-number",
      .level = LEVEL_ERROR,
      .summary = "a Korean resident registration number stands here",
      .why = "It tells one person from all others for life. Nobody may keep it without a law "
             "that says so.",
      .bad = CASE("The holder 900307-1148231 has two cards."),
      .good = CASE("The holder 900307-1****** has two cards."),
      .options = resident_options},
     find_resident_numbers},
    {{.code = "KBC1405",
      .name = "payment-number",
      .level = LEVEL_ERROR,
      .summary = "the number of a card or of a bank account stands here",
      .why = "Whoever reads it can pay with it, and the rules of the card networks forbid to "
             "keep it in the clear.",
      .bad = CASE("The card 4539 1488 0343 6467 is on the issuer's list."),
      .good = CASE("The card 4242 4242 4242 4242 is on the issuer's list."),
      .options = payment_options},
     find_payment_numbers},
};

const struct lint_family safety_personal_family = {"safety", rules,
                                                   sizeof rules / sizeof *rules};
