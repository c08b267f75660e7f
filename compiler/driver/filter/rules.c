/* The rows of the catalogue for what silences findings: comments and baselines. */
#include "driver/filter/rules.h"

#define HEAD "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional}\n"
#define SECTIONS "sections: {list: [{id: cause, title: Cause}]}\n"
#define PAGE(text) "=== kb/case.md\n# Payment gateway timeout\n\n## Cause\n" text
#define CAUSE "The bank answered after 12 seconds.\n"

const struct rule filter_rules[FILTER_RULE_COUNT] = {
    [FILTER_UNUSED] =
        {
            .code = "KBC1200",
            .name = "suppression-unused",
            .level = LEVEL_WARNING,
            .summary = "a comment silences a finding that is not there",
            .why = "What it was for is mended, or moved away; left alone, it will silence the "
                   "next "
                   "mistake of that kind, which nobody has looked at.",
            .bad = HEAD SECTIONS PAGE(
                "<!-- kbc-disable-next-line placeholder: as the bank writes it -->\n" CAUSE),
            .good = HEAD SECTIONS "rules: {section-empty: error}\n" PAGE(
                "<!-- kbc-disable-file section-empty: written on Monday -->\n"),
        },
    [FILTER_UNKNOWN] =
        {
            .code = "KBC1201",
            .name = "suppression-unknown",
            .level = LEVEL_WARNING,
            .summary = "a comment that silences findings names a rule that does not exist",
            .why = "It silences nothing, and whoever reads it believes that it does.",
            .bad =
                HEAD SECTIONS PAGE("<!-- kbc-disable-file section-emty: as agreed -->\n" CAUSE),
            .good = HEAD SECTIONS PAGE("<!-- kbc-disable-file section-empty: as agreed -->\n"),
        },
    [FILTER_MALFORMED] =
        {
            .code = "KBC1202",
            .name = "suppression-malformed",
            .level = LEVEL_WARNING,
            .summary = "a comment was meant to silence findings, and is not written as one",
            .why = "It silences nothing, or more than was meant, and whoever reads it believes "
                   "otherwise.",
            .bad = HEAD SECTIONS PAGE(
                "<!-- kbc-disabel-file section-empty: as agreed -->\n" CAUSE),
            .good = HEAD SECTIONS PAGE("<!-- kbc-disable-file section-empty: as agreed -->\n"),
        },
    [FILTER_REFUSED] =
        {
            .code = "KBC1203",
            .name = "suppression-refused",
            .level = LEVEL_WARNING,
            .summary = "a comment names a rule that no comment silences",
            .why = "These rules tell that kbc could not do its work, or speak of the comments "
                   "themselves: silenced by a comment, they would hide what goes wrong.",
            .bad = HEAD SECTIONS PAGE(
                "<!-- kbc-disable-file output-limit: long by nature -->\n" CAUSE),
            .good = HEAD SECTIONS PAGE(CAUSE),
        },
    [FILTER_REASON] =
        {
            .code = "KBC1204",
            .name = "suppression-reason",
            .level = LEVEL_ERROR,
            .summary = "a comment silences findings and does not say why, and the schema asks",
            .why = "The next reader cannot tell whether the reason still holds, and leaves the "
                   "comment there for ever.",
            .bad = HEAD SECTIONS "suppressions: {reason: required}\n" PAGE(
                "<!-- kbc-disable-file section-empty -->\n"),
            .good = HEAD SECTIONS "suppressions: {reason: required}\n" PAGE(
                "<!-- kbc-disable-file section-empty: written on Monday -->\n"),
        },
    [FILTER_GONE] =
        {
            .code = "KBC1205",
            .name = "baseline-gone",
            .level = LEVEL_NOTE,
            .summary = "the baseline has a finding that is not there any more",
            .why = "It was mended. While its entry stays, the same mistake can come back "
                   "without anybody being told.",
            .bad = HEAD SECTIONS "baseline: known.jsonl\n"
                                 "=== known.jsonl\n"
                                 "{\"kbc-baseline\":1}\n"
                                 "{\"path\":\"kb/case.md\",\"rule\":\"section-empty\","
                                 "\"hash\":\"00000000000000000000000000000000\"}\n" PAGE(CAUSE),
            .good = HEAD SECTIONS "baseline: known.jsonl\n"
                                  "=== known.jsonl\n"
                                  "{\"kbc-baseline\":1}\n" PAGE(CAUSE),
        },
    [FILTER_BASELINE] =
        {
            .code = "KBC1240",
            .name = "baseline-unusable",
            .level = LEVEL_ERROR,
            .summary = "the baseline is not there, or is none",
            .why = "Without it every old finding is new again; taken for an empty one, a lost "
                   "baseline would be found out by whoever commits next.",
            .bad = HEAD SECTIONS "baseline: known.jsonl\n" PAGE(CAUSE),
            .good = HEAD SECTIONS "baseline: known.jsonl\n"
                                  "=== known.jsonl\n"
                                  "{\"kbc-baseline\":1}\n" PAGE(CAUSE),
        },
};
