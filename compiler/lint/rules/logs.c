/* Rules about the log lines of a knowledge base: their context, and what must fit together. */
#include "lint/rules/logs.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "lint/rules/families.h"
#include "lint/rules/logs_examples.h"
#include "model/kb.h"

enum { LONGEST_QUOTE = 60 }; /* code points */

struct str log_quote(const struct linter *l, struct str text) {
  size_t n = utf8_offset(text, LONGEST_QUOTE);
  if (n == text.n)
    return text;
  return arena_printf(l->a, "%.*s…", STR_ARG(str_slice(text, 0, n)));
}

void log_lines_visit(const struct linter *l,
                     void (*visit)(void *ctx, const struct log_line *line), void *ctx) {
  for (size_t i = 0; i < l->kb->case_count; i++) {
    const struct kb_case *kb_case = l->kb->cases[i];
    for (size_t j = 0; j < kb_case->log_line_count; j++)
      visit(ctx, &kb_case->log_lines[j]);
  }
}

#define BUNDLED(number, message, second, trace)                                                \
  "## 0" number ". Pay - " message "\n---\nservice: pay-api\nerror_message: " message          \
  "\n---\n### Incident Summary\n[WARN] 2026-01-01T00:00:0" second ".000Z pay-api/v1 [" trace   \
  "]: " message "\n\n### Root Cause\nThe issuer refused it.\n\n### Action Items\n"             \
  "1. Ask the customer.\n2. Ask the issuer.\n\n---\n\n"

/* Cases of a log line alone, one a file. */
#define LINES_SCHEMA(rules)                                                                    \
  "=== schema\nkbc: 1\nname: lines\nfrontmatter: {presence: optional}\n"                       \
  "sections: {list: [{id: line, title: Line, content: {log: main}}]}\nlogs: {main: "           \
  "{template: "                                                                                \
  "'{service}/{version} {time} {message}[[ {context}]]', fields: {service: {pattern: "         \
  "'[a-z]+'}, version: {pattern: '[0-9.]+'}, time: {type: timestamp, format: '%H:%M:%S'}, "    \
  "message: {pattern: '[a-z-]+'}, context: {type: map, open: '{', close: '}', pair: "          \
  "'{key}={value}', join: ' '}}}}\nrules: {" rules "}\n"

/* Lines of a level, and what becomes of them on their way. */
#define SHIPPED_SCHEMA(way)                                                                    \
  "=== schema\nkbc: 1\nname: lines\nfrontmatter: {presence: optional}\n"                       \
  "sections: {list: [{id: line, title: Line, content: {log: main}}]}\nlogs: {main: "           \
  "{template: '{level} {message}', fields: {level: {enum: [INFO, WARN, ERROR]}}, " way "}}\n"

#define FILE(name, line) "=== kb/" name ".md\n# Line " name "\n\n## Line\n" line "\n"

static const struct lint_rule rules[] = {
    {{.code = "KBC0700",
      .name = "trace-id-duplicate",
      .level = LEVEL_WARNING,
      .summary = "two log lines share a value that should be one line's own",
      .why = "A trace id that stands in two lines was copied with its line: one of the cases "
             "quotes "
             "a log line that was never printed.",
      .bad = BUNDLED("1", "card declined", "1", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "a1b2c3d4"),
      .good = BUNDLED("1", "card declined", "1", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "e5f6a7b8")},
     find_trace_duplicate},
    {{.code = "KBC0701",
      .name = "timestamp-order",
      .level = LEVEL_WARNING,
      .summary = "a log line lies before one that stands above it",
      .why =
          "In a file whose lines go forward in time, one that goes back was mistyped or put in "
          "the wrong place; sample logs that are made of it go back in time, too.",
      .bad = BUNDLED("1", "card declined", "5", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "e5f6a7b8"),
      .good = BUNDLED("1", "card declined", "1", "a1b2c3d4")
          BUNDLED("2", "card expired", "2", "e5f6a7b8")},
     find_timestamp_order},
    {{.code = "KBC0702",
      .name = "log-context-missing",
      .level = LEVEL_NOTE,
      .summary = "a log line has no context, and nearly all others have",
      .why = "Whoever compares the case with an incident looks at the values beside the "
             "message: for whom, where, how much. A line without them says only that it "
             "happened.",
      .bad = LINES_SCHEMA("log-context-missing: {lines: 1, share: 50}")
          FILE("a", "pay/1 00:00:00 card-gone {Try=1}") FILE("b", "pay/1 00:00:01 card-lost"),
      .good = LINES_SCHEMA("log-context-missing: {lines: 1, share: 50}")
          FILE("a", "pay/1 00:00:00 card-gone {Try=1}")
              FILE("b", "pay/1 00:00:01 card-lost {Try=2}"),
      .options = log_context_options},
     find_log_context_missing},
    {{.code = "KBC0713",
      .name = "log-version-order",
      .level = LEVEL_WARNING,
      .summary = "a service goes back to a lower version, or has two at one time",
      .why = "Whoever asks which release brought the fault is led to the wrong one. A rollback "
             "that is meant is worth a word in the case, and a comment that switches this off.",
      .bad = LINES_SCHEMA("") FILE("a", "pay/6.2 00:00:00 card-gone")
          FILE("b", "pay/1.0 00:00:01 card-lost") FILE("c", "pay/6.2 00:00:02 card-torn"),
      .good = LINES_SCHEMA("") FILE("a", "pay/6.2 00:00:00 card-gone")
          FILE("b", "pay/6.10 00:00:01 card-lost") FILE("c", "web/1.0 00:00:02 card-torn"),
      .options = log_version_options},
     find_log_version_order},
    {{.code = "KBC0715",
      .name = "log-not-forwarded",
      .level = LEVEL_WARNING,
      .summary = "no log line of the case is one that the router forwards",
      .why = "What the router between the services and the log store does not pass on never "
             "arrives: the case is right, and yet no line will ever find it. What is passed on "
             "says `logs.NAME.forwarded` in the schema.",
      .bad = SHIPPED_SCHEMA("forwarded: {level: [WARN, ERROR]}")
          FILE("a", "INFO the cache was rebuilt"),
      .good = SHIPPED_SCHEMA("forwarded: {level: [WARN, ERROR]}")
          FILE("a", "WARN the cache was rebuilt")},
     find_log_not_forwarded},
    {{.code = "KBC0716",
      .name = "log-joins-record",
      .level = LEVEL_WARNING,
      .summary = "no log line of the case begins a record for the log shipper",
      .why =
          "A shipper with a rule for several lines takes what does not begin a record for "
          "the rest of the one before, a stack trace for one: the line arrives inside another "
          "and is not seen. What begins one says `logs.NAME.multiline` in the schema.",
      .bad = SHIPPED_SCHEMA("multiline: {start: '^(WARN|ERROR) '}")
          FILE("a", "INFO the cache was rebuilt"),
      .good = SHIPPED_SCHEMA("multiline: {start: '^(INFO|WARN|ERROR) '}")
          FILE("a", "INFO the cache was rebuilt")},
     find_log_joins_record},
};

const struct lint_family logs_family = {"logs", rules, sizeof rules / sizeof *rules};

/* Those that ask for the keys of all contexts, which are gathered once. */
static const struct lint_rule key_rules[] = {
    {{.code = "KBC0704",
      .name = "log-key-malformed",
      .level = LEVEL_WARNING,
      .summary = "a key in the context of a log line is no name",
      .why =
          "A store that indexes the context by its keys cannot hold it, and nobody who looks "
          "for the name finds it.",
      .bad = CONTEXT("Issuer?=\"ACME\", Try=\"2\""),
      .good = CONTEXT("Issuer=\"ACME\", Try=\"2\"")},
     find_log_key_malformed},
    {{.code = "KBC0705",
      .name = "log-key-style",
      .level = LEVEL_NOTE,
      .summary = "a key is not written as the others are",
      .why = "Keys are looked for by name: whoever knows how all others are written does not "
             "find the one that is not.",
      .bad = LINES_SCHEMA("log-key-style: {form: pascal}")
          FILE("a", "pay/1 00:00:00 card-gone {OrderId=1 mem_usage=7}"),
      .good = LINES_SCHEMA("log-key-style: {form: pascal}")
          FILE("a", "pay/1 00:00:00 card-gone {OrderId=1 MemUsage=7}"),
      .options = log_key_style_options},
     find_log_key_style},
    {{.code = "KBC0706",
      .name = "log-key-mixed",
      .level = LEVEL_WARNING,
      .summary = "one key is written in two ways",
      .why = "A query for OrderId does not find the lines with OrderID, and nobody sees that "
             "some are missing.",
      .bad = LINES_SCHEMA("") FILE("a", "pay/1 00:00:00 card-gone {OrderId=1}")
          FILE("b", "pay/1 00:00:01 card-lost {OrderID=2}"),
      .good = LINES_SCHEMA("") FILE("a", "pay/1 00:00:00 card-gone {OrderId=1}")
          FILE("b", "pay/1 00:00:01 card-lost {OrderId=2}")},
     find_log_key_mixed},
    {{.code = "KBC0709",
      .name = "log-value-sign",
      .level = LEVEL_WARNING,
      .summary = "a number lies below zero where all others of its key do not",
      .why = "A count cannot be negative: either the value is a slip, or it is a sign for "
             "something else, which the case should say.",
      .bad = LINES_SCHEMA("log-value-sign: {values: 2}") FILE(
          "a", "pay/1 00:00:00 card-gone {Try=1}") FILE("b", "pay/1 00:00:01 card-lost {Try=2}")
          FILE("c", "pay/1 00:00:02 card-torn {Try=-1}"),
      .good = LINES_SCHEMA("log-value-sign: {values: 2}")
          FILE("a", "pay/1 00:00:00 card-gone {Diff=1}")
              FILE("b", "pay/1 00:00:01 card-lost {Diff=-2}")
                  FILE("c", "pay/1 00:00:02 card-torn {Diff=-1}"),
      .options = log_sign_options},
     find_log_value_sign},
    {{.code = "KBC0712",
      .name = "log-value-type",
      .level = LEVEL_NOTE,
      .summary = "a value in a log line is not of the kind that its key says",
      .why = "Whoever compares 30 with 3000ms does not know which is more; a name where an "
             "address should stand is found by no search for addresses.",
      .bad = CONTEXT("ClientIP=\"192.0.2.7\", Timeout=\"30\""),
      .good = CONTEXT("ClientIP=\"192.0.2.7\", Timeout=\"30s\", Port=\"8080\", "
                      "Latency=\"rising\""),
      .options = log_type_options},
     find_log_value_type},
};

const struct lint_family logs_keys_family = {"logs", key_rules,
                                             sizeof key_rules / sizeof *key_rules};
