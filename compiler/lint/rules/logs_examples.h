/* A case with one log line, as the examples of the family logs have it. */
#ifndef LINT_RULES_LOGS_EXAMPLES_H
#define LINT_RULES_LOGS_EXAMPLES_H

#define LINE "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card declined"

#define CASE(line)                                                                             \
  "---\nservice: pay-api\nerror_message: card declined\n---\n# Pay - Card Declined\n\n"        \
  "## Incident Summary\n" line "\n\n## Root Cause\nThe issuer refused it.\n\n"                 \
  "## Action Items\n1. Ask the customer.\n2. Ask the issuer.\n"

#define CONTEXT(pairs) CASE(LINE " | Context: {" pairs "}")

#endif
