/* The rows of the catalogue for texts that cannot be taken apart into cases. */
#include "read/rules.h"

#define FRONT "---\nservice: pay-api\nerror_message: card declined\n---\n"
#define SECTIONS(marks)                                                                        \
  marks " Incident Summary\n"                                                                  \
        "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined\n\n" marks       \
        " Root Cause\nThe issuer refused the card.\n\n" marks                                  \
        " Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"
#define GOOD FRONT "# Pay - Card Declined\n\n" SECTIONS("##")
#define IN_BUNDLE(heading, front) heading "\n" front SECTIONS("###")
#define GOOD_BUNDLE IN_BUNDLE("## 01. Pay - Card Declined", FRONT)
#define WITH_CAUSE(cause)                                                                      \
  FRONT                                                                                        \
  "# Pay - Card Declined\n\n## Incident Summary\n"                                             \
  "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined\n\n## Root "           \
  "Cause\n" cause                                                                              \
  "\n\n## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"
#define TEN_MARKS                                                                              \
  "\\xCC\\x81\\xCC\\x81\\xCC\\x81\\xCC\\x81\\xCC\\x81\\xCC\\x81\\xCC\\x81\\xCC\\x81\\xCC\\x81" \
  "\\xCC\\x81"

const struct rule read_rules[READ_RULE_COUNT] = {
    [READ_FILE_TOO_LARGE] =
        {
            .code = "KBC0100",
            .name = "file-too-large",
            .level = LEVEL_ERROR,
            .summary = "a file has more than 1 MiB",
            .why =
                "No runbook is that long. A dump or a log that got into the folder would fill "
                "the search index with noise.",
        },
    [READ_NOT_UTF_8] =
        {
            .code = "KBC0101",
            .name = "not-utf-8",
            .level = LEVEL_ERROR,
            .summary = "a file is not UTF-8",
            .why = "In another encoding every reader sees other text, or stops; nothing of the "
                   "file "
                   "can be trusted.",
            .bad = "=== kb/case.md\n" WITH_CAUSE("The issuer refused the card \\xFF."),
            .good = GOOD,
        },
    [READ_FORBIDDEN_CHARACTER] =
        {
            .code = "KBC0102",
            .name = "forbidden-character",
            .level = LEVEL_ERROR,
            .summary = "a character stands here that no text may hold",
            .why =
                "Control, bidirectional and tag characters cannot be seen, but change what a "
                "terminal, a reviewer or a language model reads.",
            .bad = "=== kb/case.md\n" WITH_CAUSE("The issuer \\xE2\\x80\\xAErefused the card."),
            .good = GOOD,
        },
    [READ_LINE_TOO_LONG] =
        {
            .code = "KBC0103",
            .name = "line-too-long",
            .level = LEVEL_ERROR,
            .summary = "a line has more than 64 KiB",
            .why = "No person wrote that line, and no reader of the outputs expects it.",
        },
    [READ_COMBINING_RUN] =
        {
            .code = "KBC0104",
            .name = "combining-run",
            .level = LEVEL_ERROR,
            .summary = "more than 30 combining marks pile up on one letter",
            .why = "Such a letter covers the lines around it on every screen, and takes "
                   "normalising "
                   "readers for ever.",
            .bad = "=== kb/case.md\n" WITH_CAUSE(
                "The issuer refused the card e" TEN_MARKS TEN_MARKS TEN_MARKS TEN_MARKS "."),
            .good = GOOD,
        },
    [READ_NO_CASE] =
        {
            .code = "KBC0105",
            .name = "no-case",
            .level = LEVEL_ERROR,
            .summary = "a file of the knowledge base holds no case",
            .why = "Nothing of it gets into the outputs. Nothing is ever clean because nothing "
                   "was "
                   "looked at.",
            .bad = "# Notes\n\nNothing here is a case.\n",
            .good = GOOD,
        },
    [READ_CONFLICT] =
        {
            .code = "KBC0106",
            .name = "merge-conflict",
            .level = LEVEL_ERROR,
            .summary = "a merge conflict was committed",
            .why = "The file holds two versions of itself, and marks that belong to neither. "
                   "Nothing of it is looked at before somebody has chosen.",
            .bad = "=== kb/case.md\n" WITH_CAUSE(
                "<<<<<<< HEAD\nThe issuer refused the card.\n=======\nThe bank "
                "refused the card.\n>>>>>>> topic"),
            .good = GOOD,
        },
    [READ_FRONT_UNOPENED] =
        {
            .code = "KBC0111",
            .name = "front-matter-unopened",
            .level = LEVEL_ERROR,
            .summary = "the line that opens front matter is missing",
            .why = "To markdown the keys are a paragraph, and the dashes behind them make a "
                   "heading "
                   "of it.",
            .bad = IN_BUNDLE("## 01. Pay - Card Declined",
                             "service: pay-api\nerror_message: card declined\n---\n"),
            .good = GOOD_BUNDLE,
        },
    [READ_FRONT_UNCLOSED] =
        {
            .code = "KBC0112",
            .name = "front-matter-unclosed",
            .level = LEVEL_ERROR,
            .summary = "nothing closes the front matter",
            .why = "Other readers take everything behind it for YAML, up to the next line of "
                   "dashes: "
                   "two cases become one, or none.",
            .bad = IN_BUNDLE("## 01. Pay - Card Declined",
                             "---\nservice: pay-api\nerror_message: card declined\n"),
            .good = GOOD_BUNDLE,
        },
    [READ_FRONT_CLOSE] =
        {
            .code = "KBC0113",
            .name = "front-matter-close",
            .level = LEVEL_ERROR,
            .summary = "front matter is opened or closed by something else than three dashes",
            .why = "Readers look for three dashes and nothing else; to them it goes on.",
            .bad = IN_BUNDLE("## 01. Pay - Card Declined",
                             "---\nservice: pay-api\nerror_message: card declined\n----\n"),
            .good = GOOD_BUNDLE,
        },
    [READ_FRONT_INDENTED] =
        {
            .code = "KBC0114",
            .name = "front-matter-indented",
            .level = LEVEL_ERROR,
            .summary = "blanks stand before the dashes of front matter",
            .why = "Most readers want the dashes at the very beginning of the line and find no "
                   "front "
                   "matter at all.",
            .bad = IN_BUNDLE("## 01. Pay - Card Declined",
                             " ---\nservice: pay-api\nerror_message: card declined\n---\n"),
            .good = GOOD_BUNDLE,
        },
    [READ_FRONT_PLACE] =
        {
            .code = "KBC0115",
            .name = "front-matter-place",
            .level = LEVEL_ERROR,
            .summary = "front matter stands where it belongs to no heading",
            .why = "To markdown it is a break and a heading. The case that it describes would "
                   "become "
                   "part of the one above it, or lose its keys.",
            .bad = IN_BUNDLE("## 01. Pay - Card Declined", "As of last week.\n\n" FRONT),
            .good = GOOD_BUNDLE,
        },
    [READ_HEADING_NO_SPACE] =
        {
            .code = "KBC0120",
            .name = "heading-no-space",
            .level = LEVEL_ERROR,
            .summary = "a case heading has no space behind its \"#\"",
            .why = "To markdown this is text: the case would become part of the one above it.",
            .bad = IN_BUNDLE("##01. Pay - Card Declined", FRONT),
            .good = GOOD_BUNDLE,
        },
    [READ_HEADING_SPACE] =
        {
            .code = "KBC0121",
            .name = "heading-space",
            .level = LEVEL_ERROR,
            .summary = "a blank at the \"#\" of a case heading is no space",
            .why = "A no-break space looks like a space, but to markdown the line is text: the "
                   "case "
                   "would become part of the one above it.",
            .bad = "=== kb/case.md\n" IN_BUNDLE("##\\xC2\\xA001. Pay - Card Declined", FRONT),
            .good = GOOD_BUNDLE,
        },
    [READ_HEADING_DIGITS] =
        {
            .code = "KBC0122",
            .name = "heading-digits",
            .level = LEVEL_ERROR,
            .summary = "the number of a case is written in full-width characters",
            .why =
                "An input method left it that way. The number is not recognised as one, so the "
                "case drops out of the sequence.",
            .bad = "## \xEF\xBC\x90\xEF\xBC\x91. Pay - Card Declined\n" FRONT SECTIONS("###"),
            .good = GOOD_BUNDLE,
        },
    [READ_HEADING_SETEXT] =
        {
            .code = "KBC0123",
            .name = "heading-setext",
            .level = LEVEL_ERROR,
            .summary = "the heading of a case is not written with \"#\"",
            .why = "Underlined headings and front matter use the same dashes: what the one "
                   "ends and "
                   "the other begins, readers disagree about.",
            .bad = IN_BUNDLE("Pay - Card Declined\n---", FRONT),
            .good = GOOD_BUNDLE,
        },
    [READ_HEADING_LEVEL] =
        {
            .code = "KBC0124",
            .name = "heading-level",
            .level = LEVEL_ERROR,
            .summary = "the heading of a case is on another level than the schema says",
            .why = "On a lower level it is a section of the case above, on a higher one it "
                   "ends the "
                   "bundle.",
            .bad = IN_BUNDLE("# 01. Pay - Card Declined", FRONT),
            .good = GOOD_BUNDLE,
        },
    [READ_FENCE_UNCLOSED] =
        {
            .code = "KBC0130",
            .name = "fence-unclosed",
            .level = LEVEL_ERROR,
            .summary = "nothing closes a code fence",
            .why =
                "To markdown everything behind it is code, so sections and whole cases vanish "
                "from sight.",
            .bad =
                FRONT "# Pay - Card Declined\n\n## Incident Summary\n```\n"
                      "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined\n",
            .good = GOOD,
        },
    [READ_COMMENT_UNCLOSED] =
        {
            .code = "KBC0131",
            .name = "comment-unclosed",
            .level = LEVEL_ERROR,
            .summary = "nothing closes a comment",
            .why = "To markdown everything behind it is comment, so sections and whole cases "
                   "vanish "
                   "from sight.",
            .bad = GOOD "\n<!-- to be continued\n",
            .good = GOOD,
        },
};
