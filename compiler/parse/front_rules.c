/* The rows of the catalogue for mistakes in YAML, most of them in front matter. */
#include "parse/front_rules.h"

/* An example is a case as it should be but for its front matter. */
#define EXAMPLE(front, message)                                                                \
  "---\n" front "---\n"                                                                        \
  "# Payment - Request Failed\n\n"                                                             \
  "## Incident Summary\n"                                                                      \
  "[ERROR] 2024-03-15T09:30:00.123Z payment-api/v2.1.0 [req-0001]: " message "\n\n"            \
  "## Root Cause\nThe service behind the payment API did not take the request.\n\n"            \
  "## Action Items\n1. Look at the health of that service.\n2. Restart it if it hangs.\n"

#define SERVICE "service: payment-api\n"
#define REFUSED(front) EXAMPLE(front, "connection refused")
#define GOOD REFUSED(SERVICE "error_message: connection refused\n")

const struct rule front_rules[FRONT_RULE_COUNT] = {
    [FRONT_YAML_SYNTAX] =
        {
            .code = "KBC0200",
            .name = "yaml-syntax",
            .level = LEVEL_ERROR,
            .summary = "what stands here cannot be read as YAML",
            .why =
                "A line that no YAML reader takes loses its value, and often those behind it.",
            .bad = REFUSED(SERVICE "error_message: connection refused\n- payment\n"),
            .good = GOOD,
        },
    [FRONT_YAML_NOT_A_MAPPING] =
        {
            .code = "KBC0201",
            .name = "yaml-not-a-mapping",
            .level = LEVEL_ERROR,
            .summary = "the front matter is not made of keys with values",
            .why = "Everything downstream asks front matter for its keys; a list or a single "
                   "value "
                   "has none to give.",
            .bad = REFUSED("- payment-api\n- connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_TOO_LONG] =
        {
            .code = "KBC0202",
            .name = "yaml-too-long",
            .level = LEVEL_ERROR,
            .summary = "the YAML is longer than any that is read: 64 KiB of front matter",
            .why =
                "Front matter of that size is no front matter: most likely its closing line is "
                "missing, or a whole file was pasted into it. It is left unread, so that no "
                "file can stop a run.",
        },
    [FRONT_YAML_DEPTH] =
        {
            .code = "KBC0203",
            .name = "yaml-depth",
            .level = LEVEL_ERROR,
            .summary = "lists and mappings nest deeper than 16 levels",
            .why =
                "No case needs that depth, but a file that has it can keep a YAML reader busy "
                "for minutes. Mostly it is text full of brackets that was not quoted.",
            .bad = EXAMPLE(SERVICE "error_message: [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]\n",
                           "parser failed at [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]"),
            .good = EXAMPLE(SERVICE "error_message: \"[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]\"\n",
                            "parser failed at [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]"),
        },
    [FRONT_YAML_DOCUMENTS] =
        {
            .code = "KBC0204",
            .name = "yaml-documents",
            .level = LEVEL_ERROR,
            .summary = "a line ends the YAML before its end, or begins a second document",
            .why = "A YAML reader stops there: what stands below is lost without a word.",
            .bad = REFUSED(SERVICE "--- # what it says\nerror_message: connection refused\n"),
            .good = REFUSED(SERVICE "# what it says\nerror_message: connection refused\n"),
        },
    [FRONT_YAML_DIRECTIVE] =
        {
            .code = "KBC0205",
            .name = "yaml-directive",
            .level = LEVEL_ERROR,
            .summary = "a YAML directive (%YAML, %TAG) stands before the first key",
            .why =
                "Directives change how the lines below are to be read, and YAML readers differ "
                "in what they make of them. Here YAML is always 1.2, without tags.",
            .bad = REFUSED("%YAML 1.2\n" SERVICE "error_message: connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_ANCHOR] =
        {
            .code = "KBC0206",
            .name = "yaml-anchor",
            .level = LEVEL_ERROR,
            .summary = "a value is named by an anchor (&) or taken from one by an alias (*)",
            .why =
                "With aliases a value is not where it is used, so that neither a reader nor a "
                "search finds it, and a few lines can grow into gigabytes.",
            .bad = REFUSED("service: &api payment-api\nerror_message: connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_TAG] =
        {
            .code = "KBC0207",
            .name = "yaml-tag",
            .level = LEVEL_ERROR,
            .summary = "a value has a YAML tag (!)",
            .why =
                "A tag asks the reader to make an object of a kind of its own; some run code "
                "for it. What kind a value is, the schema says.",
            .bad = REFUSED("service: !!str payment-api\nerror_message: connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_MERGE_KEY] =
        {
            .code = "KBC0208",
            .name = "yaml-merge-key",
            .level = LEVEL_ERROR,
            .summary = "a merge key (<<) takes the keys of another mapping in",
            .why = "Merge keys were never part of YAML 1.2: one reader merges, the next sees a "
                   "key of the name \"<<\".",
            .bad = REFUSED(SERVICE "error_message: connection refused\n<<: {}\n"),
            .good = GOOD,
        },
    [FRONT_YAML_DUPLICATE_KEY] =
        {
            .code = "KBC0209",
            .name = "yaml-duplicate-key",
            .level = LEVEL_ERROR,
            .summary = "a mapping has the same key twice",
            .why =
                "Some readers take the first value, some the last, and none says a word: half "
                "of what was written is lost.",
            .bad = REFUSED(SERVICE "error_message: connection refused\nservice: payment\n"),
            .good = GOOD,
        },
    [FRONT_YAML_PLAIN_COLON] =
        {
            .code = "KBC0210",
            .name = "yaml-plain-colon",
            .level = LEVEL_ERROR,
            .summary = "a value without quotes holds \": \" or ends with a colon",
            .why =
                "To YAML a colon with a space behind it makes a key of what stands before it. "
                "Most readers refuse the whole front matter then; error messages are full of "
                "such colons.",
            .bad = EXAMPLE(SERVICE "error_message: x509: certificate has expired\n",
                           "x509: certificate has expired"),
            .good = EXAMPLE(SERVICE "error_message: \"x509: certificate has expired\"\n",
                            "x509: certificate has expired"),
        },
    [FRONT_YAML_INDICATOR] =
        {
            .code = "KBC0211",
            .name = "yaml-indicator",
            .level = LEVEL_ERROR,
            .summary = "a value without quotes begins with a sign that means something in YAML",
            .why =
                "[ { & * ! | > % @ and some more begin lists, mappings, anchors and the like. "
                "Text that begins with one of them is refused, or read as something else.",
            .bad = EXAMPLE(SERVICE "error_message: [gateway] connection refused\n",
                           "[gateway] connection refused"),
            .good = EXAMPLE(SERVICE "error_message: \"[gateway] connection refused\"\n",
                            "[gateway] connection refused"),
        },
    [FRONT_YAML_QUOTE] =
        {
            .code = "KBC0212",
            .name = "yaml-quote",
            .level = LEVEL_ERROR,
            .summary = "a quoted value goes on behind its closing quote",
            .why = "A value that begins with a quote ends where the quote is closed. Text "
                   "behind it "
                   "makes the line unreadable.",
            .bad = EXAMPLE(SERVICE "error_message: \"charge\" was refused\n",
                           "\"charge\" was refused"),
            .good = EXAMPLE(SERVICE "error_message: '\"charge\" was refused'\n",
                            "\"charge\" was refused"),
        },
    [FRONT_YAML_UNCLOSED_QUOTE] =
        {
            .code = "KBC0213",
            .name = "yaml-unclosed-quote",
            .level = LEVEL_ERROR,
            .summary = "a quoted value has no closing quote",
            .why =
                "The value then swallows the lines below, up to the next quote wherever it is: "
                "other keys become text.",
            .bad = REFUSED("error_message: \"connection refused\n" SERVICE),
            .good = REFUSED("error_message: \"connection refused\"\n" SERVICE),
        },
    [FRONT_YAML_ESCAPE] =
        {
            .code = "KBC0214",
            .name = "yaml-escape",
            .level = LEVEL_ERROR,
            .summary = "double quotes hold a backslash that escapes nothing",
            .why =
                "In double quotes a backslash begins an escape such as \\n. Paths and patterns "
                "have other backslashes, which single quotes leave alone.",
            .bad = EXAMPLE(SERVICE "error_message: \"C:\\pay is read-only\"\n",
                           "C:\\pay is read-only"),
            .good = EXAMPLE(SERVICE "error_message: 'C:\\pay is read-only'\n",
                            "C:\\pay is read-only"),
        },
    [FRONT_YAML_MULTILINE_VALUE] =
        {
            .code = "KBC0215",
            .name = "yaml-multiline-value",
            .level = LEVEL_ERROR,
            .summary = "a value of front matter runs over several lines without quotes",
            .why =
                "Line ends and indentation of such a value are folded away by rules that few "
                "know by heart. A value of front matter names something that logs and chunks "
                "hold on one line.",
            .bad = REFUSED(SERVICE "error_message: connection\n  refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_TAB] =
        {
            .code = "KBC0216",
            .name = "yaml-tab",
            .level = LEVEL_ERROR,
            .summary = "a tab indents a line",
            .why = "How wide a tab is, every editor decides for itself; so YAML counts spaces "
                   "only and refuses the line.",
            .bad = REFUSED(SERVICE "\terror_message: connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_INDENTATION] =
        {
            .code = "KBC0217",
            .name = "yaml-indentation",
            .level = LEVEL_ERROR,
            .summary = "a line is indented like no line that it could belong to",
            .why = "Indentation says what belongs to what. A key that stands a space too far "
                   "right "
                   "is taken for more of the value above it.",
            .bad = REFUSED(SERVICE " error_message: connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_MISSING_COLON] =
        {
            .code = "KBC0218",
            .name = "yaml-missing-colon",
            .level = LEVEL_ERROR,
            .summary = "a line has no colon between a key and its value",
            .why = "Without the colon the line is no pair of key and value, and most readers "
                   "refuse "
                   "the whole front matter.",
            .bad = REFUSED(SERVICE "error_message connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_COLON_SPACE] =
        {
            .code = "KBC0219",
            .name = "yaml-colon-space",
            .level = LEVEL_ERROR,
            .summary = "the colon behind a key has no space behind it",
            .why =
                "Only a colon with a space behind it ends a key; without it the whole line is "
                "one text.",
            .bad = REFUSED("service:payment-api\nerror_message: connection refused\n"),
            .good = GOOD,
        },
    [FRONT_YAML_KEY] =
        {
            .code = "KBC0220",
            .name = "yaml-key",
            .level = LEVEL_ERROR,
            .summary = "a key is a list, a mapping, empty, or longer than 1024 characters",
            .why =
                "Keys are looked up by their name. Nothing downstream, JSON least of all, can "
                "hold a key that is no name.",
            .bad =
                REFUSED(SERVICE "error_message: connection refused\n[owner, team]: payments\n"),
            .good = GOOD,
        },
    [FRONT_YAML_COMMENT_CUT] =
        {
            .code = "KBC0221",
            .name = "yaml-comment-cut",
            .level = LEVEL_WARNING,
            .summary = "a comment behind a value without quotes may be the value's other half",
            .why =
                "A \"#\" with a space before it begins a comment, in error messages and ticket "
                "numbers too. The value ends there, and no reader says so.",
            .bad = EXAMPLE(SERVICE "error_message: card charge #42 refused\n",
                           "card charge #42 refused"),
            .good = EXAMPLE(SERVICE "error_message: \"card charge #42 refused\"\n",
                            "card charge #42 refused"),
        },
    [FRONT_YAML_CHARACTER] =
        {
            .code = "KBC0222",
            .name = "yaml-character",
            .level = LEVEL_ERROR,
            .summary = "YAML holds a character that its readers understand differently",
            .why =
                "U+2028 and U+2029 look like nothing but end the line to some YAML readers, so "
                "that half a comment can become a key. U+FFFE and U+FFFF are no characters.",
            .bad = REFUSED("# by:\\xE2\\x80\\xA8the team\n" SERVICE
                           "error_message: connection refused\n"),
            .good = REFUSED("# by: the team\n" SERVICE "error_message: connection refused\n"),
        },
};
