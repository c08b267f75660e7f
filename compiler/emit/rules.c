/* The catalogue rows of what an output cannot take: KBC11xx. */
#include "emit/rules.h"

#define SMALL_SCHEMA                                                                           \
  "=== schema\n"                                                                               \
  "kbc: 1\n"                                                                                   \
  "name: small\nfrontmatter: {presence: optional}\n"                                           \
  "sections:\n"                                                                                \
  "  list:\n"                                                                                  \
  "    - {id: cause, title: Root Cause}\n"

/* What a line says of its service is let be, so that nothing else is said about it. */
#define LINE_SCHEMA                                                                            \
  "=== schema\nkbc: 1\nname: lines\n"                                                          \
  "frontmatter: {schema: {type: object, properties: {service: {type: string}}}}\n"             \
  "sections: {list: [{id: line, title: Line, content: {log: main}}]}\n"                        \
  "logs: {main: {template: '{service}: {message}', fields: {service: {pattern: '[a-z]+', "     \
  "equals: frontmatter.service}}}}\nrules: {log-service: off}\n"

const struct rule emit_rules[EMIT_RULE_COUNT] = {
    [EMIT_OUTPUT_LIMIT] =
        {
            .code = "KBC1101",
            .name = "output-limit",
            .level = LEVEL_ERROR,
            .summary = "a line of an output is longer than the schema allows",
            .why =
                "A store that takes lines up to a size cuts or refuses a longer one when it is "
                "loaded, often without a word, and the case is never found again. The limit "
                "counts bytes, of which a Hangul syllable takes three.",
            .bad = SMALL_SCHEMA
            "outputs: {jsonl: {bytes_per_line: ..300}}\n"
            "=== kb/case.md\n"
            "# Payment gateway timeout\n"
            "\n"
            "## Root Cause\n"
            "The bank answered after 12 seconds, and the gateway waits for 10.\n",
            .good = SMALL_SCHEMA
            "outputs: {jsonl: {bytes_per_line: ..8192}}\n"
            "=== kb/case.md\n"
            "# Payment gateway timeout\n"
            "\n"
            "## Root Cause\n"
            "The bank answered after 12 seconds, and the gateway waits for 10.\n",
        },
    [EMIT_ID_DUPLICATE] =
        {
            .code = "KBC1102",
            .name = "output-id-duplicate",
            .level = LEVEL_ERROR,
            .summary = "two cases would get the same id in the outputs",
            .why =
                "An id is made of what `record.identity` names. Of two chunks with one id a "
                "store "
                "keeps the one that was loaded last, so a case would be gone without a trace. "
                "Switching duplicate-identity off does not change that.",
            .bad = SMALL_SCHEMA "rules: {duplicate-identity: off}\n"
                                "=== kb/one.md\n"
                                "# Payment gateway timeout\n"
                                "\n"
                                "## Root Cause\n"
                                "The bank answered late.\n"
                                "=== kb/two.md\n"
                                "# Payment gateway timeout\n"
                                "\n"
                                "## Root Cause\n"
                                "A firewall dropped the packets.\n",
            .good = SMALL_SCHEMA "=== kb/one.md\n"
                                 "# Payment gateway timeout, bank slow\n"
                                 "\n"
                                 "## Root Cause\n"
                                 "The bank answered late.\n"
                                 "=== kb/two.md\n"
                                 "# Payment gateway timeout, packets lost\n"
                                 "\n"
                                 "## Root Cause\n"
                                 "A firewall dropped the packets.\n",
        },
    [EMIT_HEADER_LONG] =
        {
            .code = "KBC1103",
            .name = "chunk-header-long",
            .level = LEVEL_WARNING,
            .summary =
                "a chunk must be split, and its header is too long to stand in each part",
            .why =
                "What `chunks.text` has above the first section is repeated in each part, so "
                "that "
                "every part says which case it belongs to. A header that takes more than half "
                "of "
                "`chunks.tokens` is not repeated, and the later parts name neither service nor "
                "error.",
            .bad = SMALL_SCHEMA
            "chunks: {tokens: ..32}\n"
            "=== kb/case.md\n"
            "# The payment gateway gives up before the bank has answered the second request "
            "of a customer who pays with a card of a foreign bank\n"
            "\n"
            "## Root Cause\n"
            "The bank answered after 12 seconds, and the gateway waits for 10. On the first "
            "day of a month the bank takes longer than that for every third payment.\n",
            .good = SMALL_SCHEMA
            "chunks: {tokens: ..32}\n"
            "=== kb/case.md\n"
            "# Payment gateway timeout\n"
            "\n"
            "## Root Cause\n"
            "The bank answered after 12 seconds, and the gateway waits for 10. On the first "
            "day of a month the bank takes longer than that for every third payment.\n",
        },
    [EMIT_CASE_UNREACHABLE] =
        {
            .code = "KBC0520",
            .name = "case-unreachable",
            .level = LEVEL_ERROR,
            .summary = "the log line of a case leads to another case, or to none",
            .why =
                "The build runs every log line of every case through the tables that it is "
                "about "
                "to write. Where a line of the case itself does not find the case, no line of "
                "the "
                "service will: whoever searches by it is sent to another page, or gets "
                "nothing. "
                "The longest constant text wins, then what stands leftmost, then the priority, "
                "then the order of the cases.",
            .bad = LINE_SCHEMA "=== kb/case.md\n---\nservice: mailer\n---\n# Queue full\n\n"
                               "## Line\nrelay: the queue is full\n",
            .good = LINE_SCHEMA "=== kb/case.md\n---\nservice: mailer\n---\n# Queue full\n\n"
                                "## Line\nmailer: the queue is full\n",
        },
    [EMIT_PARSER_PATTERN] =
        {
            .code = "KBC1104",
            .name = "parser-pattern",
            .level = LEVEL_ERROR,
            .summary = "a log template cannot be said in the words of a log shipper",
            .why =
                "A parser that is nearly the template takes lines that kbc refuses, or misses "
                "some that it takes, and nobody sees which. What the program that reads the "
                "parser cannot say alike is refused, and only where that parser was asked for.",
        },
    [EMIT_STORE_LIMIT] =
        {
            .code = "KBC1110",
            .name = "store-limit",
            .level = LEVEL_ERROR,
            .summary = "a chunk holds more than the chosen store can take",
            .why = "A store refuses what is too long for it, or cuts it off, long after the "
                   "build, and often without a word about which record it was: the case is "
                   "lost between two systems. So each store that --emit names has its limits "
                   "here, in bytes, of which a Hangul syllable takes three, and nothing is "
                   "written if one of them is not kept. A schema may set lower ones, under "
                   "outputs.NAME.",
        },
    [EMIT_VECTORS] =
        {
            .code = "KBC1111",
            .name = "store-vectors",
            .level = LEVEL_ERROR,
            .summary = "the file of vectors does not fit the chunks",
            .why = "A record without its vector is in the store and is never found; one with "
                   "a vector of another length, or with a number that is infinite there, stops "
                   "the load of all the others. So with --vectors every chunk must have "
                   "exactly one vector, all of the same length.",
        },
};
