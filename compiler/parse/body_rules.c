/* The rows of the catalogue for bodies: what would keep the markdown reader busy for minutes,
 * and what it passes over without a word. */
#include "parse/body_rules.h"

#define CASE(cause)                                                                            \
  "---\nservice: payment-api\nerror_message: connection refused\n---\n"                        \
  "# Payment - Connection Refused\n\n"                                                         \
  "## Incident Summary\n"                                                                      \
  "[ERROR] 2024-03-15T09:30:00.123Z payment-api/v2.1.0 [req-0001]: connection refused\n\n"     \
  "## Root Cause\n" cause "\n\n"                                                               \
  "## Action Items\n1. Look at the health of that service.\n2. Restart it if it hangs.\n"

#define PAGE                                                                                   \
  "=== schema\nkbc: 1\nname: pages\nfrontmatter: {presence: optional}\n=== kb/case.md\n"       \
  "# Page\n\n"

const struct rule body_rules[BODY_RULE_COUNT] = {
    /* No example: 16 KiB of text would not make it clearer. */
    [BODY_PARAGRAPH_TOO_LONG] =
        {
            .code = "KBC0300",
            .name = "paragraph-too-long",
            .level = LEVEL_ERROR,
            .summary = "a paragraph is longer than 16 KiB",
            .why =
                "Nobody reads a paragraph of that size; it is output of a machine that was "
                "pasted in. Looking for links and emphasis in it can take minutes, so the "
                "body is left unread and the case cannot be checked. Blank lines split it, and "
                "in a code fence any length is fine.",
        },
    [BODY_NESTING_TOO_DEEP] =
        {
            .code = "KBC0301",
            .name = "nesting-too-deep",
            .level = LEVEL_ERROR,
            .summary = "quotes and lists nest deeper than 32 levels",
            .why =
                "What nests that deep is a log or a mail thread that was pasted in without a "
                "fence, and it cannot be read as quotes and lists within a useful time. The "
                "body is left unread, so the case cannot be checked.",
            .bad = CASE("> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > "
                        "The service is down."),
            .good = CASE("The service is down."),
        },
    /* No example either. */
    [BODY_TOO_MANY_BRACKETS] =
        {
            .code = "KBC0302",
            .name = "too-many-brackets",
            .level = LEVEL_ERROR,
            .summary = "a paragraph holds more than 2048 opening brackets",
            .why =
                "Each bracket may begin a link, so looking for links in such a paragraph takes "
                "as long as there are pairs of them. No prose has that many: it is data, and "
                "belongs in a code fence. The body is left unread until it is there.",
        },
    [BODY_FENCE_INSIDE] =
        {
            .code = "KBC0303",
            .name = "fence-unclosed-inside",
            .level = LEVEL_WARNING,
            .summary = "nothing closes a code fence in a list item or a quote",
            .why =
                "To markdown the item or the quote ends it, so all that stands behind it there "
                "is code. Where the line that closes it was written, but not indented, that "
                "line opens another fence, and what follows is lost in it.",
            .bad = PAGE "1. Stop it.\n2. Look:\n   ```sh\n   ls\n3. Start it.\n",
            .good = PAGE "1. Stop it.\n2. Look:\n   ```sh\n   ls\n   ```\n3. Start it.\n",
        },
};
