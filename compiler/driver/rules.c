/* The rows of the catalogue for mistakes that only the whole shows: what a schema says about
 * rules, that it is no schema for these files, and a project file about schemas. */
#include "driver/rules.h"

#define EXAMPLE(heading)                                                                       \
  "=== schema\nkbc: 1\nname: small\nfrontmatter: {presence: forbidden}\n"                      \
  "sections: {list: [{id: cause, title: Root Cause}]}\n"                                       \
  "example: |\n  # Disk full\n\n  ## " heading "\n  Nobody rotates the logs.\n"
#define SMALL(path, name)                                                                      \
  "=== " path "\n"                                                                             \
  "kbc: 1\n"                                                                                   \
  "name: " name "\nfrontmatter: {presence: optional}\n"                                        \
  "sections:\n  list:\n    - {id: cause, title: Root Cause}\n"
#define PAGE(path)                                                                             \
  "=== " path "\n"                                                                             \
  "# Payment gateway timeout\n\n"                                                              \
  "## Root Cause\nThe bank answered after 12 seconds, and the gateway waits for 10.\n"
#define INCIDENT(path)                                                                         \
  "=== schema\nkbc: 1\nname: small\nfrontmatter: {presence: optional}\n"                       \
  "corpus: {include: [kb/*.md]}\nincidents: [kb/*.yaml]\n"                                     \
  "logs: {main: {template: '{level}: {message}'}}\n"                                           \
  "sections: {list: [{id: text, title: Text, content: {log: main, count: 1}}]}\n"              \
  "=== kb/case.md\n# Disk full\n\n## Text\nERROR: no space left on the device\n"               \
  "=== kb/full.yaml\nincident: full\nsteps:\n  - case: " path "\n"

const struct rule driver_rules[DRIVER_RULE_COUNT] = {
    [DRIVER_RULE_UNKNOWN] =
        {
            .code = "KBC1090",
            .name = "schema-rule-unknown",
            .level = LEVEL_ERROR,
            .summary = "the schema sets the level of a rule that does not exist",
            .why =
                "A level under a misspelt name changes nothing: what was meant to stop a build "
                "lets it pass, or what was switched off goes on complaining, and nobody sees "
                "why.",
            .bad = "=== schema\n"
                   "kbc: 1\n"
                   "name: small\nfrontmatter: {presence: optional}\n"
                   "sections:\n"
                   "  list:\n"
                   "    - {id: cause, title: Root Cause}\n"
                   "rules: {title-duplicates: warning}\n"
                   "=== kb/case.md\n"
                   "# Payment gateway timeout\n"
                   "\n"
                   "## Root Cause\n"
                   "The bank answered after 12 seconds, and the gateway waits for 10.\n",
            .good = "=== schema\n"
                    "kbc: 1\n"
                    "name: small\nfrontmatter: {presence: optional}\n"
                    "sections:\n"
                    "  list:\n"
                    "    - {id: cause, title: Root Cause}\n"
                    "rules: {title-duplicate: warning}\n"
                    "=== kb/case.md\n"
                    "# Payment gateway timeout\n"
                    "\n"
                    "## Root Cause\n"
                    "The bank answered after 12 seconds, and the gateway waits for 10.\n",
        },
    [DRIVER_RULE_FIXED] =
        {
            .code = "KBC1091",
            .name = "schema-rule-fixed",
            .level = LEVEL_ERROR,
            .summary = "the schema sets the level of a rule that has a fixed one",
            .why = "That a file could not be read, that the schema is wrong, that an output "
                   "cannot "
                   "take a line: none of this is a matter of taste. Were it switched off, a "
                   "part of "
                   "the knowledge base would be missing and the run would still look clean.",
            .bad = "=== schema\n"
                   "kbc: 1\n"
                   "name: small\nfrontmatter: {presence: optional}\n"
                   "sections:\n"
                   "  list:\n"
                   "    - {id: cause, title: Root Cause}\n"
                   "rules: {output-limit: off}\n"
                   "=== kb/case.md\n"
                   "# Payment gateway timeout\n"
                   "\n"
                   "## Root Cause\n"
                   "The bank answered after 12 seconds, and the gateway waits for 10.\n",
            .good = "=== schema\n"
                    "kbc: 1\n"
                    "name: small\nfrontmatter: {presence: optional}\n"
                    "sections:\n"
                    "  list:\n"
                    "    - {id: cause, title: Root Cause}\n"
                    "rules: {title-duplicate: off}\n"
                    "=== kb/case.md\n"
                    "# Payment gateway timeout\n"
                    "\n"
                    "## Root Cause\n"
                    "The bank answered after 12 seconds, and the gateway waits for 10.\n",
        },
    [DRIVER_RULE_PROJECT_PATH] =
        {
            .code = "KBC1094",
            .name = "project-path",
            .level = LEVEL_ERROR,
            .summary = "a project has a root or a schema that is not there",
            .why =
                "Its runbooks would be checked by nobody, and the run would still look clean. "
                "A root behind a link is none: what is in it would have two names.",
            .bad = "=== schema\nkbc: 1\nprojects:\n"
                   "  - {root: runbooks, schema: schema/cases.yaml}\n" SMALL(
                       "schema/case.yaml", "small") PAGE("runbooks/case.md"),
            .good = "=== schema\nkbc: 1\nprojects:\n"
                    "  - {root: runbooks, schema: schema/case.yaml}\n" SMALL(
                        "schema/case.yaml", "small") PAGE("runbooks/case.md"),
        },
    [DRIVER_RULE_PROJECT_NAME] =
        {
            .code = "KBC1095",
            .name = "project-name",
            .level = LEVEL_ERROR,
            .summary = "two projects have one name",
            .why = "The name is a part of every id. Two runbooks of two teams that are alike "
                   "would have one id, and in a store one would take the place of the other.",
            .bad = "=== schema\nkbc: 1\nprojects:\n"
                   "  - {root: web, schema: case.yaml}\n"
                   "  - {root: data, schema: case.yaml}\n" SMALL("case.yaml", "small")
                       PAGE("web/case.md") PAGE("data/case.md"),
            .good = "=== schema\nkbc: 1\nprojects:\n"
                    "  - {root: web, schema: case.yaml, name: web}\n"
                    "  - {root: data, schema: case.yaml, name: data}\n" SMALL(
                        "case.yaml", "small") PAGE("web/case.md") PAGE("data/case.md"),
        },
    [DRIVER_RULE_UNFIT] =
        {
            .code = "KBC1092",
            .name = "schema-unfit",
            .level = LEVEL_ERROR,
            .summary = "most files have nothing of what the built-in schema asks for",
            .why = "The built-in schema is one team's idea of a case. Held against files of "
                   "another kind it finds fault with everything in them and says nothing "
                   "about them: they want a schema of their own.",
            .bad = "=== kb/disk-full.md\n"
                   "# The disk is full\n"
                   "\n"
                   "## Meaning\n"
                   "The volume has less than a tenth of its room left.\n"
                   "\n"
                   "## Mitigation\n"
                   "Delete the oldest archives.\n",
            .good = "=== schema\n"
                    "kbc: 1\n"
                    "name: small\nfrontmatter: {presence: forbidden}\n"
                    "sections:\n"
                    "  list:\n"
                    "    - {id: meaning, title: Meaning}\n"
                    "    - {id: mitigation, title: Mitigation}\n"
                    "=== kb/disk-full.md\n"
                    "# The disk is full\n"
                    "\n"
                    "## Meaning\n"
                    "The volume has less than a tenth of its room left.\n"
                    "\n"
                    "## Mitigation\n"
                    "Delete the oldest archives.\n",
        },
    [DRIVER_SCHEMA_EXAMPLE] =
        {
            .code = "KBC1093",
            .name = "schema-example",
            .level = LEVEL_ERROR,
            .summary = "the schema's own example breaks the schema",
            .why = "Who writes a new case begins with the example. One that was right when it "
                   "was written and is not any more teaches the mistake.",
            .bad = EXAMPLE("Cause") PAGE("kb/case.md"),
            .good = EXAMPLE("Root Cause") PAGE("kb/case.md"),
        },
    /* No example: it would need a corpus, with files that are not there. */
    [DRIVER_RULE_GLOB_IDLE] =
        {
            .code = "KBC1096",
            .name = "glob-idle",
            .level = LEVEL_WARNING,
            .summary = "a glob of the schema matches no file",
            .why =
                "A folder was renamed, or the glob misspelt: the files that it was written for "
                "are no longer checked, or follow the general rules again, and nobody is told.",
        },
    [DRIVER_RULE_INCIDENT_CASE] =
        {
            .code = "KBC1097",
            .name = "incident-case",
            .level = LEVEL_ERROR,
            .summary = "a step of an incident names no case, or one without a log line",
            .why = "A simulated incident would lack the lines by which the step is recognised, "
                   "and who trains with it learns another chain than the one that happens.",
            .bad = INCIDENT("kb/disk.md"),
            .good = INCIDENT("kb/case.md"),
        },
};
