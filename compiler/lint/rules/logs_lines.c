/* Rules of the family logs that look at each log line by itself, whatever others have. */
#include "lint/rules/families.h"
#include "lint/rules/logs.h"
#include "lint/rules/logs_examples.h"

static const struct lint_rule rules[] = {
    {{.code = "KBC0703",
      .name = "log-context-near",
      .level = LEVEL_WARNING,
      .summary = "a context begins in another way than the template says, and so is none",
      .why = "What stands there becomes a part of the message: it is searched for as one, and "
             "no value of it can be looked up.",
      .bad = CASE(LINE " | context: {Issuer=\"ACME\"}"),
      .good = CONTEXT("Issuer=\"ACME\"")},
     find_log_context_near},
    {{.code = "KBC0707",
      .name = "log-key-duplicate",
      .level = LEVEL_WARNING,
      .summary = "one log line has a key twice",
      .why = "Readers keep the first value or the last, each as it likes; the other is lost.",
      .bad = CONTEXT("Try=\"1\", Issuer=\"ACME\", Try=\"2\""),
      .good = CONTEXT("FirstTry=\"1\", Issuer=\"ACME\", LastTry=\"2\"")},
     find_log_key_duplicate},
    {{.code = "KBC0708",
      .name = "log-value-malformed",
      .level = LEVEL_WARNING,
      .summary = "a comparison or a slip of the hand stands before a number in a log line",
      .why = "A machine prints what it measured. A line with >60s was written from memory, and "
             "no number can be read from it.",
      .bad = CONTEXT("Wait=\">60s\""),
      .good = CONTEXT("Wait=\"61s\", Tries=\"-1\"")},
     find_log_value_malformed},
    {{.code = "KBC0710",
      .name = "log-value-uncertain",
      .level = LEVEL_WARNING,
      .summary = "a value in a log line is a guess",
      .why = "A log line is what a machine printed. A question in it was put there by the "
             "writer, and who reads it takes it for what was observed.",
      .bad = CONTEXT("Secret=\"rotated?\""),
      .good = CONTEXT("Secret=\"rotated\", Path=\"/pay?id=7\", Query=\"id = ?\""),
      .options = log_uncertain_options},
     find_log_value_uncertain},
    {{.code = "KBC0711",
      .name = "log-value-placeholder",
      .level = LEVEL_WARNING,
      .summary = "a part of a value in a log line was left out",
      .why = "The line is compared with what machines print, and sample lines are made of it: "
             "dots and crosses are in none of them.",
      .bad = CONTEXT("Pod=\"pay-api-xx\", Query=\"COMMIT\""),
      .good = CONTEXT("Pod=\"pay-api-7d\", Query=\"COMMIT\", User=\"<nil>\", Code=\"5xx\""),
      .options = log_placeholder_options},
     find_log_value_placeholder},
    {{.code = "KBC0714",
      .name = "log-line-ascii",
      .level = LEVEL_OFF,
      .summary = "a log line has text outside ASCII",
      .why =
          "Where machines print ASCII alone, a letter of another alphabet or a typographic "
          "quote was put there by an editor, and no line of theirs will ever equal this one.",
      .bad = CASE(LINE " by the bank “ACME”"),
      .good = CASE(LINE " by the bank ACME")},
     find_log_not_ascii},
};

const struct lint_family logs_lines_family = {"logs", rules, sizeof rules / sizeof *rules};
