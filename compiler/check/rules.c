/* The rows of the catalogue for titles, sections and log lines that break the schema. */
#include "check/rules.h"

#define FRONT "---\nservice: pay-api\nerror_message: card declined\n---\n"
#define TITLE "# Pay - Card Declined\n\n"
#define LINE "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined"
#define SUMMARY "## Incident Summary\n" LINE "\n\n"
#define CAUSE "## Root Cause\nThe issuer refused the card.\n\n"
#define ACTIONS                                                                                \
  "## Action Items\n1. Ask for another card.\n2. Look at the issuer's status page.\n"
#define GOOD FRONT TITLE SUMMARY CAUSE ACTIONS
#define WITH_LINE(line) FRONT TITLE "## Incident Summary\n" line "\n\n" CAUSE ACTIONS
#define WITH_ACTIONS(actions) FRONT TITLE SUMMARY CAUSE "## Action Items\n" actions
#define PLAIN_SCHEMA                                                                           \
  "=== schema\nkbc: 1\nname: pages\nrecord: {title: '^[A-Z]'}\nfrontmatter: {presence: "       \
  "forbidden}\n"
#define STEPS_SCHEMA                                                                           \
  "=== schema\nkbc: 1\nname: steps\nfrontmatter: {presence: optional}\nsections:\n  list:\n"   \
  "    - {id: steps, title: Steps, content: {allow: [paragraph, ordered-list], "               \
  "ordered-list: {count: 1}}}\n"

#define IN_BUNDLE(front)                                                                       \
  "## 01. Pay - Card Declined\n" front "### Incident Summary\n" LINE                           \
  "\n\n### Root Cause\nThe issuer refused the card.\n\n#" ACTIONS
#define STEM_SCHEMA                                                                            \
  "=== schema\nkbc: 1\nname: alerts\nfrontmatter: {presence: forbidden}\n"                     \
  "record: {split: file, title_equals: file_stem}\n"
/* A schema with one section of that content, and a page with that section. */
#define HOLDING(content)                                                                       \
  "=== schema\nkbc: 1\nname: steps\nfrontmatter: {presence: optional}\nsections:\n  list:\n"   \
  "    - {id: steps, title: Steps, content: {" content "}}\n"
#define PAGE(text) "=== kb/case.md\n# Page\n\n## Steps\n" text "\n"

const struct rule check_rules[CHECK_RULE_COUNT] = {
    [CHECK_FRONT_MISSING] =
        {
            .code = "KBC0110",
            .name = "front-matter-missing",
            .level = LEVEL_ERROR,
            .summary = "a case has no front matter",
            .why = "Front matter says which service and which error the case is about: without "
                   "it no log line and no query finds it.",
            .bad = IN_BUNDLE(""),
            .good = IN_BUNDLE(FRONT),
        },
    [CHECK_FRONT_FORBIDDEN] =
        {
            .code = "KBC0450",
            .name = "front-matter-forbidden",
            .level = LEVEL_ERROR,
            .summary = "front matter stands where the schema has none",
            .why = "Whoever reads these files does not look for front matter and takes it for "
                   "text, so its keys turn up in search results.",
            .bad = PLAIN_SCHEMA "=== kb/case.md\n---\nowner: me\n---\n# Page\n\nText.\n",
            .good = PLAIN_SCHEMA "=== kb/case.md\n# Page\n\nText.\n",
        },
    [CHECK_TITLE_PATTERN] =
        {
            .code = "KBC0451",
            .name = "title-pattern",
            .level = LEVEL_ERROR,
            .summary = "a title does not match the schema's pattern",
            .why = "Number, category and short title are cut out of the title; where it has "
                   "another "
                   "form they are lost, and with them the metadata of the chunk.",
            .bad = PLAIN_SCHEMA "=== kb/case.md\n# page\n\nText.\n",
            .good = PLAIN_SCHEMA "=== kb/case.md\n# Page\n\nText.\n",
        },
    [CHECK_TITLE_STEM] =
        {
            .code = "KBC0466",
            .name = "title-file-name",
            .level = LEVEL_ERROR,
            .summary = "the title is not the name of the file, as the schema wants it",
            .why = "What links to a page builds the link from the name that it knows, an alert "
                   "its runbook's, for example. Where title and file differ, one of the two "
                   "was renamed alone, and the link leads nowhere.",
            .bad = STEM_SCHEMA "=== kb/DiskFull.md\n# Disk Is Full\n\nText.\n",
            .good = STEM_SCHEMA "=== kb/DiskFull.md\n# DiskFull\n\nText.\n",
        },
    [CHECK_SECTION_MISSING] =
        {
            .code = "KBC0452",
            .name = "section-missing",
            .level = LEVEL_ERROR,
            .summary = "a case lacks a section that the schema requires",
            .why = "The person on call looks for that section first, and the chunk is built of "
                   "it: "
                   "without it the case answers only half of the question.",
            .bad = FRONT TITLE SUMMARY ACTIONS,
            .good = GOOD,
        },
    [CHECK_SECTION_UNKNOWN] =
        {
            .code = "KBC0453",
            .name = "section-unknown",
            .level = LEVEL_ERROR,
            .summary = "a heading opens a section that the schema does not know",
            .why =
                "What stands under an unknown heading goes into no chunk and no table: it is "
                "lost, however well it is written.",
            .bad =
                FRONT TITLE SUMMARY "## Root Cuase\nThe issuer refused the card.\n\n" ACTIONS,
            .good = GOOD,
        },
    [CHECK_SECTION_DUPLICATE] =
        {
            .code = "KBC0454",
            .name = "section-duplicate",
            .level = LEVEL_ERROR,
            .summary = "a section stands twice in one case",
            .why = "Readers of the outputs take the first one, so what the second says is "
                   "lost. It "
                   "is often the sign of a merge that went wrong.",
            .bad =
                FRONT TITLE SUMMARY CAUSE "## Root Cause\nOr the card is stolen.\n\n" ACTIONS,
            .good = GOOD,
        },
    [CHECK_SECTION_ORDER] =
        {
            .code = "KBC0455",
            .name = "section-order",
            .level = LEVEL_ERROR,
            .summary = "a section stands behind one that it should precede",
            .why = "People who read many cases under pressure know where to look; a case in "
                   "another "
                   "order costs them the seconds that the order was made to save.",
            .bad = FRONT TITLE SUMMARY ACTIONS "\n" CAUSE,
            .good = GOOD,
        },
    [CHECK_SECTION_LEVEL] =
        {
            .code = "KBC0456",
            .name = "section-level",
            .level = LEVEL_ERROR,
            .summary = "a section heading is on the wrong level",
            .why = "A section is one level below its title. On another level it belongs to the "
                   "section above it, or ends the case.",
            .bad =
                FRONT TITLE SUMMARY "### Root Cause\nThe issuer refused the card.\n\n" ACTIONS,
            .good = GOOD,
        },
    [CHECK_SECTION_EMPTY] =
        {
            .code = "KBC0457",
            .name = "section-empty",
            .level = LEVEL_ERROR,
            .summary = "a section has a heading and nothing under it",
            .why =
                "An empty section promises an answer that is not there, to people and to the "
                "retrieval that returns it.",
            .bad = FRONT TITLE SUMMARY "## Root Cause\n\n" ACTIONS,
            .good = GOOD,
        },
    [CHECK_PREAMBLE] =
        {
            .code = "KBC0458",
            .name = "preamble",
            .level = LEVEL_ERROR,
            .summary = "text stands between the title and the first section",
            .why = "Text outside the sections goes into no chunk and no table, so nobody who "
                   "looks "
                   "the case up there will see it.",
            .bad = FRONT TITLE "See also the other page.\n\n" SUMMARY CAUSE ACTIONS,
            .good = GOOD,
        },
    [CHECK_CONTENT_KIND] =
        {
            .code = "KBC0459",
            .name = "content-kind",
            .level = LEVEL_ERROR,
            .summary = "a section holds a kind of content that does not belong there",
            .why = "Each section has a form so that machines can take it apart: a log line to "
                   "match, "
                   "steps to number. Other content there is skipped or misread.",
            .bad =
                WITH_ACTIONS("- Ask for another card.\n- Look at the issuer's status page.\n"),
            .good = GOOD,
        },
    [CHECK_CONTENT_MISSING] =
        {
            .code = "KBC0460",
            .name = "content-missing",
            .level = LEVEL_ERROR,
            .summary = "a section lacks content that the schema requires",
            .why = "The section is there, but not what people open it for.",
            .bad = STEPS_SCHEMA "=== kb/case.md\n# Restart\n\n## Steps\nJust restart it.\n",
            .good = STEPS_SCHEMA
            "=== kb/case.md\n# Restart\n\n## Steps\nDo this:\n\n1. Restart it.\n",
        },
    [CHECK_LIST_COUNT] =
        {
            .code = "KBC0461",
            .name = "list-count",
            .level = LEVEL_ERROR,
            .summary = "a section holds more lists than it should",
            .why = "Two lists where one is meant are nearly always one list that something "
                   "between "
                   "its items has split: the steps behind it then count from one again.",
            .bad =
                STEPS_SCHEMA "=== kb/case.md\n# Restart\n\n## Steps\n1. Stop it.\n\nThen:\n\n"
                             "1. Start it.\n",
            .good = STEPS_SCHEMA
            "=== kb/case.md\n# Restart\n\n## Steps\n1. Stop it.\n2. Start it.\n",
        },
    [CHECK_LIST_ITEMS] =
        {
            .code = "KBC0462",
            .name = "list-items",
            .level = LEVEL_ERROR,
            .summary = "a list has fewer or more items than it should",
            .why =
                "One step is seldom enough to solve an incident, and nobody follows twenty at "
                "three in the morning.",
            .bad = WITH_ACTIONS("1. Ask for another card.\n"),
            .good = GOOD,
        },
    [CHECK_LIST_NUMBERING] =
        {
            .code = "KBC0463",
            .name = "list-numbering",
            .level = LEVEL_ERROR,
            .summary = "the numbers of an ordered list are not 1, 2, 3 as written",
            .why =
                "A renderer counts by itself, so the page looks right while chunks, diffs and "
                "people who say \"do step 3\" use the number in the source.",
            .bad = WITH_ACTIONS(
                "1. Ask for another card.\n3. Look at the issuer's status page.\n"),
            .good = GOOD,
        },
    [CHECK_ITEM_LENGTH] =
        {
            .code = "KBC0464",
            .name = "item-length",
            .level = LEVEL_ERROR,
            .summary = "a list item is shorter or longer than it should be",
            .why = "A step of a word does not say what to do; one of a page is not read.",
            .bad = WITH_ACTIONS("1. Go.\n2. Look at the issuer's status page.\n"),
            .good = GOOD,
        },
    [CHECK_SECTION_LENGTH] =
        {
            .code = "KBC0465",
            .name = "section-length",
            .level = LEVEL_ERROR,
            .summary = "a section is shorter or longer than it should be",
            .why =
                "A section of a word explains nothing; one that is too long pushes the rest of "
                "the case out of the chunk.",
            .bad = FRONT TITLE SUMMARY "## Root Cause\n???\n\n" ACTIONS,
            .good = GOOD,
        },
    [CHECK_CONTENT_COUNT] =
        {
            .code = "KBC0467",
            .name = "content-count",
            .level = LEVEL_ERROR,
            .summary = "a section holds more blocks of a kind than the schema allows",
            .why = "Whoever takes the one block that belongs there takes the first, and what "
                   "stands in the others is lost.",
            .bad = HOLDING("code: {count: 1}") PAGE("```sh\nls\n```\n\n```sh\ndf\n```"),
            .good = HOLDING("code: {count: 1}") PAGE("```sh\nls\ndf\n```"),
        },
    [CHECK_CODE_LANGUAGE] =
        {
            .code = "KBC0468",
            .name = "code-language",
            .level = LEVEL_ERROR,
            .summary = "code does not say its language, or one that does not belong there",
            .why = "By the language an editor colours the code, and a reader at night knows "
                   "where to paste it: into a shell or into a database.",
            .bad = HOLDING("code: {languages: [sh, sql]}") PAGE("```\nls\n```"),
            .good = HOLDING("code: {languages: [sh, sql]}") PAGE("```sh\nls\n```"),
        },
    [CHECK_TABLE_COLUMNS] =
        {
            .code = "KBC0469",
            .name = "table-columns",
            .level = LEVEL_ERROR,
            .summary = "a table has other columns than it should, or a row more cells than the "
                       "table",
            .why = "A table is read by its columns, by people and by scripts. A cell that the "
                   "head has no column for is not even shown.",
            .bad = HOLDING("table: {columns: [Time, Event]}")
                PAGE("| Time | What |\n| --- | --- |\n| 10:02 | restart |"),
            .good = HOLDING("table: {columns: [Time, Event]}")
                PAGE("| Time | Event |\n| --- | --- |\n| 10:02 | restart |"),
        },
    [CHECK_TABLE_ROWS] =
        {
            .code = "KBC0470",
            .name = "table-rows",
            .level = LEVEL_ERROR,
            .summary = "a table has fewer or more rows than the schema allows",
            .why = "A table without a row was left over from the template.",
            .bad = HOLDING("table: {rows: 1..}") PAGE("| Time | Event |\n| --- | --- |"),
            .good = HOLDING("table: {rows: 1..}")
                PAGE("| Time | Event |\n| --- | --- |\n| 10:02 | restart |"),
        },
    [CHECK_LOG_MISSING] =
        {
            .code = "KBC0500",
            .name = "log-line-missing",
            .level = LEVEL_ERROR,
            .summary = "a section lacks the log line that belongs there",
            .why = "The log line is what the machine will print the next time. Without it the "
                   "case "
                   "cannot be matched to a line, and no sample can be made of it.",
            .bad = WITH_LINE("The card was declined."),
            .good = GOOD,
        },
    [CHECK_LOG_COUNT] =
        {
            .code = "KBC0501",
            .name = "log-line-count",
            .level = LEVEL_ERROR,
            .summary = "a section holds more log lines than it should",
            .why =
                "The matcher and the samples take the first line; what the others say is not "
                "recognised.",
            .bad = WITH_LINE(
                LINE "\n[WARN] 2026-01-01T00:00:01.000Z pay-api/v1 [e5f6a7b8]: card declined"),
            .good = GOOD,
        },
    [CHECK_LOG_FORM] =
        {
            .code = "KBC0502",
            .name = "log-line-form",
            .level = LEVEL_ERROR,
            .summary = "a log line does not have the form of its template",
            .why = "Parser, samples and matcher all come from the template: a line of another "
                   "form "
                   "was not copied from the machine, or the machine prints something new.",
            .bad = WITH_LINE(
                "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 (a1b2c3d4): card declined"),
            .good = GOOD,
        },
    [CHECK_LOG_FIELD] =
        {
            .code = "KBC0503",
            .name = "log-field",
            .level = LEVEL_ERROR,
            .summary = "a field of a log line does not match the schema",
            .why = "A field that is malformed in the case is looked for malformed in the logs, "
                   "and "
                   "sample lines that are made of it lie.",
            .bad = WITH_LINE(
                "[WARN] 2026-01-01T00:00:00.000Z pay-api/latest [a1b2c3d4]: card declined"),
            .good = GOOD,
        },
    [CHECK_LOG_TIMESTAMP] =
        {
            .code = "KBC0504",
            .name = "log-timestamp",
            .level = LEVEL_ERROR,
            .summary = "a log line has a time that does not exist",
            .why = "No machine prints a month 13: the line was typed, not copied, so the rest "
                   "of it "
                   "may be wrong as well.",
            .bad = WITH_LINE(
                "[WARN] 2026-02-30T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined"),
            .good = GOOD,
        },
    [CHECK_LOG_MAP] =
        {
            .code = "KBC0505",
            .name = "log-context",
            .level = LEVEL_ERROR,
            .summary = "the context of a log line is malformed",
            .why = "A context that cannot be taken apart gives no fields to search by, and a "
                   "reader "
                   "that gives up in the middle of it loses the line.",
            .bad = WITH_LINE(LINE " | Context: {Issuer=\"ACME\", Retries=}"),
            .good = WITH_LINE(LINE " | Context: {Issuer=\"ACME\", Retries=\"2\"}"),
        },
};
